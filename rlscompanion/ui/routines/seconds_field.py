"""A text field for a number of seconds, which can be typed or changed in steps of five."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from rlscompanion.domain.routine_edit import MAX_STEP_SECONDS, MIN_STEP_SECONDS
from rlscompanion.ui.routines.words import seconds_from, seconds_text
from rlscompanion.ui.widgets.controls import set_identifier, set_style_property

STEP_SECONDS = 5
PAGE_STEP_SECONDS = 30
_SECONDS_BY_KEY = {
    Qt.Key.Key_Up: STEP_SECONDS,
    Qt.Key.Key_Down: -STEP_SECONDS,
    Qt.Key.Key_PageUp: PAGE_STEP_SECONDS,
    Qt.Key.Key_PageDown: -PAGE_STEP_SECONDS,
}


class SecondsField(QLineEdit):
    """A text field for a step's length in seconds; `seconds_chosen` is emitted with each new valid length.

    An invalid text stays, marked, until the person corrects it; `problem_changed` says whether the text is
    invalid.
    """

    seconds_chosen = Signal(int)
    problem_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        set_identifier(self, "Seconds")
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
        self._mark_problem(False)

    @Slot()
    def commit(self) -> None:
        """Emit the typed length if it is valid, else mark the text as invalid."""
        if self.text() == seconds_text(self._seconds):
            self._mark_problem(False)
            return
        seconds = seconds_from(self.text())
        self._mark_problem(seconds is None)
        if seconds is not None:
            self._choose(seconds)

    @Slot()
    def lengthen(self) -> None:
        """Increase the length to the next multiple of five seconds."""
        self._step_by(STEP_SECONDS)

    @Slot()
    def shorten(self) -> None:
        """Decrease the length to the previous multiple of five seconds."""
        self._step_by(-STEP_SECONDS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the length with the arrow and page keys."""
        by = _SECONDS_BY_KEY.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self._step_by(by)

    def _step_by(self, by: int) -> None:
        start = seconds_from(self.text()) or self._seconds
        moved = (
            (start // STEP_SECONDS) * STEP_SECONDS + by
            if by > 0
            else -((-start // STEP_SECONDS) * STEP_SECONDS) + by
        )
        self._choose(round(min(max(moved, MIN_STEP_SECONDS), MAX_STEP_SECONDS)))

    def _choose(self, seconds: int) -> None:
        is_new = seconds != self._seconds
        self.show_seconds(seconds)
        self.selectAll()
        if is_new:
            self.seconds_chosen.emit(seconds)

    def _mark_problem(self, is_problem: bool) -> None:
        set_style_property(self, "state", "problem" if is_problem else "")
        self.problem_changed.emit(is_problem)
