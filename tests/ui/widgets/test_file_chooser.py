"""The file dialog, which does not block the app."""

from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QColor
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.theme import DUSK, apply_theme
from rlscompanion.ui.widgets.file_chooser import FileDialogs
from tests.ui.light import mean_luminance

KINDS = "Routines (*.toml)"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    apply_theme(made, DUSK)
    made.show()
    return made


def ignore_path(_path: str) -> None:
    """Receive a path without using it."""


def dialog_of(window: QWidget) -> QFileDialog:
    [dialog] = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
    return dialog


def test_a_file_to_read_is_passed_on_also_one_that_is_not_there(window: QWidget, tmp_path: Path) -> None:
    chosen: list[str] = []
    FileDialogs().ask_open(window, "Import", KINDS, chosen.append)
    dialog = dialog_of(window)

    dialog.selectFile(str(tmp_path / "nowhere.toml"))
    dialog.accept()

    assert chosen == [str(tmp_path / "nowhere.toml")]


def test_a_file_to_write_gets_its_ending(window: QWidget, tmp_path: Path) -> None:
    chosen: list[str] = []
    FileDialogs().ask_save(window, "Export", KINDS, "My evening.toml", chosen.append)
    dialog = dialog_of(window)
    proposed = dialog.selectedFiles()

    dialog.selectFile(str(tmp_path / "other"))
    dialog.accept()

    assert [Path(each).name for each in proposed] == ["My evening.toml"]
    assert chosen == [str(tmp_path / "other.toml")]


def test_it_has_icons_of_its_own_in_the_colour_of_the_window(window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "there.toml").touch()
    FileDialogs().ask_open(window, "Import", KINDS, ignore_path)
    dialog = dialog_of(window)
    kinds = QAbstractFileIconProvider.IconType
    icons = dialog.iconProvider()
    accent = QColor(DUSK.accent)

    pictures = [
        icons.icon(what).pixmap(48).toImage()
        for what in (QFileInfo(str(tmp_path)), QFileInfo(str(tmp_path / "there.toml")), kinds.Computer)
    ]

    assert len({bytes(each.constBits()) for each in pictures}) == 3
    for each in pictures:
        solid = [each.pixelColor(x, y) for x in range(48) for y in range(48)]
        assert {colour.name() for colour in solid if colour.alpha() == 255} == {accent.name()}
    assert icons.icon(kinds.File).cacheKey() == icons.icon(QFileInfo(str(tmp_path / "there.toml"))).cacheKey()
    shown = {each.objectName() for each in dialog.findChildren(QToolButton) if each.isVisible()}
    assert "newFolderButton" in shown
    assert "listModeButton" not in shown


def test_a_folder_is_passed_on(window: QWidget, tmp_path: Path) -> None:
    chosen: list[str] = []
    FileDialogs().ask_folder(window, "Second folder", chosen.append)
    dialog = dialog_of(window)

    dialog.selectFile(str(tmp_path))
    dialog.accept()

    assert chosen == [str(tmp_path)]


def test_closed_it_passes_on_nothing(window: QWidget) -> None:
    chosen: list[str] = []
    FileDialogs().ask_open(window, "Import", KINDS, chosen.append)

    dialog_of(window).reject()

    assert chosen == []


def test_the_next_one_opens_where_the_last_file_was(window: QWidget, tmp_path: Path) -> None:
    files = FileDialogs()
    files.ask_open(window, "Import", KINDS, ignore_path)
    first = dialog_of(window)
    first.selectFile(str(tmp_path / "mine.toml"))
    first.accept()

    files.ask_open(window, "Import", KINDS, ignore_path)

    assert Path(dialog_of(window).directory().absolutePath()) == tmp_path
    dialog_of(window).reject()


def test_it_is_as_dark_as_the_window(window: QWidget) -> None:
    FileDialogs().ask_open(window, "Import", KINDS, ignore_path)

    dialog = dialog_of(window)

    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert mean_luminance(dialog.grab().toImage()) <= 0.03
    dialog.reject()
