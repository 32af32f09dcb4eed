"""A text field for a number of seconds, which can be typed or changed in steps of five."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from rlscompanion.domain.routine_edit import MAX_SECONDS, MIN_SECONDS
from rlscompanion.ui.routines.words import seconds_of, seconds_text
from rlscompanion.ui.widgets.controls import identified, restyled

STEP = 5
PAGE = 30
_KEYS = {
    Qt.Key.Key_Up: STEP,
    Qt.Key.Key_Down: -STEP,
    Qt.Key.Key_PageUp: PAGE,
    Qt.Key.Key_PageDown: -PAGE,
}


class SecondsField(QLineEdit):
    """A text field for a step's length in seconds; `seconds_chosen` carries each new valid length.

    An invalid text stays and is marked until it is corrected; `problem_changed` says whether the text is
    invalid.
    """

    seconds_chosen = Signal(int)
    problem_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        identified(self, "Seconds")
        self.setAcceptDrops(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._seconds = 0.0
        self.editingFinished.connect(self.commit)

    @property
    def has_problem(self) -> bool:
        """Whether the typed text is not a valid length in seconds."""
        return bool(self.property("state") == "problem")

    def show_seconds(self, seconds: float) -> None:
        """Show this number of seconds, replacing typed text."""
        self._seconds = seconds
        self.setText(seconds_text(seconds))
        self._mark(False)

    @Slot()
    def commit(self) -> None:
        """Emit the typed length if it is valid, else mark the text as invalid."""
        if self.text() == seconds_text(self._seconds):
            self._mark(False)
            return
        seconds = seconds_of(self.text())
        self._mark(seconds is None)
        if seconds is not None:
            self._choose(seconds)

    @Slot()
    def longer(self) -> None:
        """Increase the length to the next multiple of five seconds."""
        self._move(STEP)

    @Slot()
    def shorter(self) -> None:
        """Decrease the length to the previous multiple of five seconds."""
        self._move(-STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the length with the arrow and page keys."""
        by = _KEYS.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self._move(by)

    def _move(self, by: int) -> None:
        start = seconds_of(self.text()) or self._seconds
        moved = (start // STEP) * STEP + by if by > 0 else -((-start // STEP) * STEP) + by
        self._choose(round(min(max(moved, MIN_SECONDS), MAX_SECONDS)))

    def _choose(self, seconds: int) -> None:
        is_new = seconds != self._seconds
        self.show_seconds(seconds)
        self.selectAll()
        if is_new:
            self.seconds_chosen.emit(seconds)

    def _mark(self, is_problem: bool) -> None:
        restyled(self, "state", "problem" if is_problem else "")
        self.problem_changed.emit(is_problem)
