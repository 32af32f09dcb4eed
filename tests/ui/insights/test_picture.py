"""The file to which a chart's picture is saved."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from rlscompanion.ui.insights.picture import ask_for_picture_file, picture_file_name

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Time asleep", "time-asleep-2026-11-21.png"),
        ("Worst urge to move: with tea and without tea", "worst-urge-to-move-with-tea-and-without-tea"),
    ],
)
def test_a_name_says_what_the_picture_shows(title: str, name: str) -> None:
    assert picture_file_name(title, DAY).startswith(name)


def test_the_name_is_proposed_and_follows_the_kind(qapp: object, tmp_path: Path) -> None:
    parent, chosen = QWidget(), list[Path]()
    ask_for_picture_file(parent, "nights-2026-11-21.png", chosen.append)
    dialog = parent.findChild(QFileDialog)
    assert dialog is not None
    proposed = [Path(each).name for each in dialog.selectedFiles()]

    dialog.filterSelected.emit("SVG drawing (*.svg)")
    suffix = dialog.defaultSuffix()
    dialog.fileSelected.emit(str(tmp_path / "mine.svg"))
    dialog.close()
    parent.deleteLater()

    assert proposed == ["nights-2026-11-21.png"]
    assert suffix == "svg"
    assert chosen == [tmp_path / "mine.svg"]
