"""While something is being tried in the night: a few dim words, then black; any key ends it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Clock
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display, show_on
from rlscompanion.ui.widgets.idle_timer import IdleTimer
from rlscompanion.ui.widgets.keys import is_meant_for_us

LIT_SECONDS = 60.0
"""How long words stay: time to read them twice."""

LONGEST_SECONDS = 3600.0
"""Who has pressed nothing for so long is not asked about it any more, and nothing more is said to them."""


class TryingPage(QWidget):
    """`ended` by any key or click; `left` when nobody has stirred for LONGEST_SECONDS."""

    ended = Signal()
    left = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._words = display("Instruction", "night", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        in_column(CentredColumn(in_column(STRETCH, self._words, STRETCH), 760), into=self)
        self._lit, self._longest = (
            IdleTimer(clock, LIT_SECONDS, self),
            IdleTimer(clock, LONGEST_SECONDS, self),
        )
        self._lit.timeout.connect(self.go_black)
        self._longest.timeout.connect(self.left)

    @property
    def is_black(self) -> bool:
        """Whether nothing is lit."""
        return self._words.isHidden()

    def begin(self, phrases: Sequence[str]) -> None:
        """Begin with these words, dim for a while."""
        self.show_words("\n\n".join(phrases))
        self.setAccessibleName(" ".join(phrases))
        self.setFocus()
        self._longest.wait()

    def show_words(self, words: str) -> None:
        """Show words for a while, without a cursor."""
        self.setCursor(Qt.CursorShape.BlankCursor)
        show_on(self._words, words)
        self._words.show()
        announce(self, words)
        self._lit.wait()

    @Slot()
    def go_black(self) -> None:
        """Show nothing."""
        self._lit.stop()
        self._words.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait no longer."""
        self._lit.stop()
        self._longest.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key of the keyboard's own ends it."""
        if is_meant_for_us(event) and not event.isAutoRepeat():
            self.ended.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click does too."""
        self.ended.emit()
