"""A text field for a number of seconds, which can be typed, or changed with keys and buttons."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from rlscompanion.domain.routine_edit import MAX_STEP_SECONDS, MIN_STEP_SECONDS
from rlscompanion.ui.routines.words import parse_seconds, seconds_text
from rlscompanion.ui.widgets.controls import set_identifier, set_style_property

ARROW_KEY_SECONDS = 5
PAGE_KEY_SECONDS = 30
_SECONDS_BY_KEY = {
    Qt.Key.Key_Up: ARROW_KEY_SECONDS,
    Qt.Key.Key_Down: -ARROW_KEY_SECONDS,
    Qt.Key.Key_PageUp: PAGE_KEY_SECONDS,
    Qt.Key.Key_PageDown: -PAGE_KEY_SECONDS,
}


class SecondsField(QLineEdit):
    """A text field for the length of a massage step in seconds.

    `seconds_chosen` is emitted with each new valid length. An invalid text stays in the field, marked as
    invalid, until the person corrects the text. `problem_changed` is emitted with whether the text is
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
        self.editingFinished.connect(self.accept_typed_text)

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
    def accept_typed_text(self) -> None:
        """Emit the typed length if it is valid, else mark the text as invalid."""
        if self.text() == seconds_text(self._seconds):
            self._mark_problem(False)
            return
        seconds = parse_seconds(self.text())
        self._mark_problem(seconds is None)
        if seconds is not None:
            self._choose(seconds)

    @Slot()
    def lengthen(self) -> None:
        """Increase the length to the next multiple of five seconds."""
        self._step_by(ARROW_KEY_SECONDS)

    @Slot()
    def shorten(self) -> None:
        """Decrease the length to the previous multiple of five seconds."""
        self._step_by(-ARROW_KEY_SECONDS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the length with the arrow and page keys."""
        by = _SECONDS_BY_KEY.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self._step_by(by)

    def _step_by(self, by: int) -> None:
        start = parse_seconds(self.text()) or self._seconds
        moved = (
            (start // ARROW_KEY_SECONDS) * ARROW_KEY_SECONDS + by
            if by > 0
            else -((-start // ARROW_KEY_SECONDS) * ARROW_KEY_SECONDS) + by
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
