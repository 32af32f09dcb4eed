"""Eyes closed: a black screen during the session, with a few dim words after a key."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.ui.session.words import PAUSED, WAITED, Words
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display, label, show_on

LIT_MS = 6000
"""How long the words stay, in real milliseconds."""

GOES_ON = "Press Space to continue."


class EyesClosed(QWidget):
    """A black screen without a cursor. The words say the step, the side and the time left."""

    went_black = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._side = label("", "side")
        self._step = display("Step", "step", wrap=True)
        self._left = display("Time left", "side")
        self._note = label("", "aside", wrap=True)
        self._is_named = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.go_black)
        column = in_column(
            STRETCH, self._side, self._step, self._left, self._note, STRETCH, spacing=8, margins=None
        )
        self._words = CentredColumn(column, 560)
        in_column(self._words, into=self)
        self.go_black()

    @property
    def is_lit(self) -> bool:
        """Whether the words are visible."""
        return not self._words.isHidden()

    @Slot()
    def go_black(self) -> None:
        """Hide the words."""
        self._timer.stop()
        self._words.hide()
        self.went_black.emit()

    def light(self, words: Words) -> None:
        """Show the words for a while; the question whether to continue stays until it is answered."""
        waits = words.cue == WAITED
        note = f"{WAITED} {GOES_ON}" if waits else f"{PAUSED}. {GOES_ON}" if words.signal == PAUSED else ""
        self._side.setText(words.side)
        self._side.setVisible(bool(words.side))
        show_on(self._step, words.step, words.spoken_step)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._is_named = False
        self._words.show()
        self._timer.stop()
        if not waits:
            self._timer.start(LIT_MS)

    def show_left(self, text: str) -> None:
        """Show the time left of the segment; its accessible name does not follow every second."""
        self._left.setText(text)
        if not self._is_named:
            self._is_named = True
            show_on(self._left, text)
