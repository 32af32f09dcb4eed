"""The person's own routines in the whole app: from page to file, after a restart, and from a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from rlscompanion import paths
from rlscompanion.app import App
from tests.test_app import Machine

BY_HAND = 'title = "By hand"\nkind = "wind_down"\nsteps = ["breath", { step = "ankle", only = "right" }]\n'


@pytest.fixture
def machine(tmp_path: Path, qapp: object) -> Machine:
    return Machine(tmp_path / "data")


@pytest.fixture
def app(machine: Machine) -> Iterator[App]:
    started = machine.start()
    yield started
    machine.stop(started)


def press(page: QWidget, word: str) -> None:
    """Press the button with this name."""
    [found] = [each for each in page.findChildren(QPushButton) if each.accessibleIdentifier() == word]
    found.click()


def said(app: App, word: str) -> str:
    """The text of a display on the routines page, given by name."""
    page = app.flow.routines.routines
    [found] = [each for each in page.findChildren(QLabel) if each.accessibleIdentifier() == word]
    return found.text()


def offered(app: App) -> list[str]:
    """The titles of the wind-down routines that Tonight offers."""
    app.flow.evening.show_tonight()
    chips = app.flow.evening.tonight.findChildren(QPushButton)
    names = [each.accessibleName() for each in chips if each.isCheckable()]
    return [name.removeprefix("Routine ") for name in names]


def test_a_copy_changed_on_the_page_is_a_file_and_there_after_a_restart(machine: Machine) -> None:
    first = machine.start()
    first.flow.routines.show_from_tonight()
    press(first.flow.routines.routines, "Copy routine")
    press(first.flow.routines.routines, "Longer")
    machine.stop(first)

    again = machine.start()

    [file] = paths.routines_dir(machine.folder).iterdir()
    assert file.name == "10_minutes_copy.toml"
    assert '{ step = "breath", seconds = 35 }' in file.read_text("utf-8")
    assert "10 minutes (copy)" in offered(again)
    machine.stop(again)


def test_nothing_is_written_by_looking(machine: Machine, app: App) -> None:
    app.flow.routines.show_from_tonight()

    app.flow.evening.show_tonight()

    assert not paths.routines_dir(machine.folder).exists()


def test_a_file_of_a_friend_is_taken_in_and_a_bad_one_is_not(app: App, tmp_path: Path) -> None:
    app.flow.routines.show_from_tonight()
    good, bad = tmp_path / "good 🌙.toml", tmp_path / "bad.toml"
    good.write_text(BY_HAND, "utf-8")
    bad.write_text(BY_HAND.replace("ankle", "knee"), "utf-8")

    app.flow.routines.routines.import_file(str(good))
    app.flow.routines.routines.import_file(str(bad))

    words = "bad.toml, steps[2]: there is no usable step “knee”. Nothing was imported."
    assert said(app, "Import notice") == words
    assert [each.title for each in app.bedtime.routines.own] == ["By hand"]
    assert "By hand" in offered(app)


def test_a_file_broken_by_hand_is_listed_and_left_alone(machine: Machine, app: App) -> None:
    folder = paths.routines_dir(machine.folder)
    folder.mkdir(parents=True)
    (folder / "by_hand.toml").write_text(BY_HAND, "utf-8")
    app.flow.routines.show_from_tonight()
    before = [each.title for each in app.bedtime.routines.own]
    (folder / "by_hand.toml").write_text(BY_HAND.replace("kind", "sort"), "utf-8")

    app.flow.evening.show_tonight()
    app.flow.routines.show_from_tonight()

    assert before == ["By hand"]
    assert app.bedtime.routines.own == ()
    assert [str(each) for each in app.bedtime.routines.own_faults] == [
        "by_hand.toml, sort: is not a key that is known here"
    ]
    assert (folder / "by_hand.toml").read_text("utf-8") == BY_HAND.replace("kind", "sort")
