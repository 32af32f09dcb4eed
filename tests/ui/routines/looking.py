"""Helpers that read and operate the routines page."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView

from rlscompanion.domain.routine import Routine
from rlscompanion.ui.routines.rows import RIGHT_TEXT_ROLE
from tests.ui.bedside import Bedside, shipped_routines


def shipped_routine(key: str) -> Routine:
    """The routine with this key that comes with the app."""
    routine = shipped_routines().routine(key)
    assert routine is not None
    return routine


MY_ROUTINE = replace(shipped_routine("wind_down_05"), key="mine", title="My evening")
STEP_TITLES = ["Slow breath", "Calf, long strokes", "Calf, kneading", "Calf stretch"]


def left_texts(bedside: Bedside, word: str) -> list[str]:
    """The left texts of the rows in the list named `word`."""
    model = bedside.control(word, QListView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def right_texts(bedside: Bedside, word: str) -> list[str]:
    """The right texts of the rows in the list named `word`."""
    model = bedside.control(word, QListView).model()
    said = [model.index(row, 0).data(RIGHT_TEXT_ROLE) for row in range(model.rowCount())]
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in said]


def current_text(bedside: Bedside, word: str) -> str | None:
    """The text of the current row in the list named `word`; None if no row is current."""
    index = bedside.control(word, QListView).currentIndex()
    return str(index.data()) if index.isValid() else None


def focus_row(bedside: Bedside, word: str, row: str | int) -> None:
    """Give the focus to the list named `word`, and make a row current."""
    shown = bedside.control(word, QListView)
    shown.setFocus()
    index = row if isinstance(row, int) else left_texts(bedside, word).index(row)
    shown.setCurrentIndex(shown.model().index(index, 0))


def press_with_alt(bedside: Bedside, word: str, key: Qt.Key) -> None:
    """Press Alt with a key in the list named `word`."""
    QTest.keyClick(bedside.control(word), key, Qt.KeyboardModifier.AltModifier)


def display_text(bedside: Bedside, word: str) -> str:
    """The text of the display named `word`."""
    return bedside.control(word, QLabel).text().replace("\N{NO-BREAK SPACE}", " ")


def stored_routine(bedside: Bedside, key: str = "mine") -> Routine:
    """A routine of the person, as the app has stored it."""
    return bedside.own_routines.kept[key]


def step_titles(routine: Routine) -> list[str]:
    """The titles of a routine's steps."""
    return [step.title for step in routine.steps]
