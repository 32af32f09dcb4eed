"""The page shown while the person tries something at night: dim instructions, then black until a key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from rlscompanion.bedtime.ports import Clock
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display_label, show_text
from rlscompanion.ui.widgets.idle_timer import IdleTimer
from rlscompanion.ui.widgets.keys import is_for_program

INSTRUCTIONS_SECONDS = 60.0
"""Seconds for which instructions stay on the screen: long enough to read them twice."""

UNATTENDED_SECONDS = 3600.0
"""Seconds without a key press after which nothing more is asked or said, since the person may be asleep."""


class TryingPage(QWidget):
    """A black page with dim instructions, shown while the person tries something against restless legs.

    Emits `ended` on a key or click. Emits `left` if there is no key or click for UNATTENDED_SECONDS.
    """

    ended = Signal()
    left = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.accessible: QAccessibleWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._words = display_label("Instruction", "night", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        in_column(CentredColumn(in_column(STRETCH, self._words, STRETCH), 760), into=self)
        self._words_timer, self._left_timer = (
            IdleTimer(clock, INSTRUCTIONS_SECONDS, self),
            IdleTimer(clock, UNATTENDED_SECONDS, self),
        )
        self._words_timer.timeout.connect(self.go_black)
        self._left_timer.timeout.connect(self.left)

    @property
    def is_black(self) -> bool:
        """Whether the screen is completely black, that is, the instructions are hidden."""
        return self._words.isHidden()

    def show_instructions(self, phrases: Sequence[str]) -> None:
        """Show these phrases dimly for a while, and start the wait after which `left` is emitted."""
        self.show_words("\n\n".join(phrases))
        self.setAccessibleName(" ".join(phrases))
        self.setFocus()
        self._left_timer.restart()

    def show_words(self, words: str) -> None:
        """Show this text dimly for a while, and have screen readers read it aloud."""
        self.setCursor(Qt.CursorShape.BlankCursor)
        show_text(self._words, words)
        self._words.show()
        announce(self, words)
        self._words_timer.restart()

    @Slot()
    def go_black(self) -> None:
        """Hide the text, so that the screen is completely black."""
        self._words_timer.stop()
        self._words.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the two timers, one of which hides the text and the other of which emits `left`."""
        self._words_timer.stop()
        self._left_timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `ended` on a key that is meant for the program (not on a volume key, for example)."""
        if is_for_program(event) and not event.isAutoRepeat():
            self.ended.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit `ended` on a click."""
        self.press()

    def press(self) -> None:
        """Emit `ended`, as a click on the page does."""
        self.ended.emit()
