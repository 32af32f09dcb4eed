"""Reading and operating the routines page."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView

from rlscompanion.domain.routine import Routine
from rlscompanion.ui.routines.rows import RIGHT_TEXT_ROLE
from tests.ui.bedside import Bedside, shipped


def shipped_routine(key: str) -> Routine:
    """A shipped routine."""
    routine = shipped().routine(key)
    assert routine is not None
    return routine


MINE = replace(shipped_routine("wind_down_05"), key="mine", title="My evening")
CALF = ["Slow breath", "Calf, long strokes", "Calf, kneading", "Calf stretch"]


def rows(bedside: Bedside, word: str) -> list[str]:
    """The rows of a list."""
    model = bedside.control(word, QListView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def asides(bedside: Bedside, word: str) -> list[str]:
    """The text at the end of each row of a list."""
    model = bedside.control(word, QListView).model()
    said = [model.index(row, 0).data(RIGHT_TEXT_ROLE) for row in range(model.rowCount())]
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in said]


def current(bedside: Bedside, word: str) -> str | None:
    """The current row of a list."""
    index = bedside.control(word, QListView).currentIndex()
    return str(index.data()) if index.isValid() else None


def go_to(bedside: Bedside, word: str, row: str | int) -> None:
    """Focus a list and make a row the current one."""
    shown = bedside.control(word, QListView)
    shown.setFocus()
    index = row if isinstance(row, int) else rows(bedside, word).index(row)
    shown.setCurrentIndex(shown.model().index(index, 0))


def alt(bedside: Bedside, word: str, key: Qt.Key) -> None:
    """Press a key with Alt in a list."""
    QTest.keyClick(bedside.control(word), key, Qt.KeyboardModifier.AltModifier)


def told(bedside: Bedside, word: str) -> str:
    """The text of a display."""
    return bedside.control(word, QLabel).text().replace("\N{NO-BREAK SPACE}", " ")


def kept(bedside: Bedside, key: str = "mine") -> Routine:
    """An own routine as stored on disk."""
    return bedside.own_routines.kept[key]


def titles(routine: Routine) -> list[str]:
    """The steps of a routine."""
    return [step.title for step in routine.steps]
