"""The black screen of a session with eyes closed; after a key it shows a few dim words."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.ui.session.words import PAUSED, WAITED, Words
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display, label, show_on

LIT_MS = 6000
"""How long the words stay, in real milliseconds."""

KEYS_MS = 4000
"""How long the keys are shown before the black screen, in milliseconds."""

GOES_ON = "Press Space to continue."
KEYS = "Press any key to hear which step it is.\nPress E to see the picture again."


class EyesClosed(QWidget):
    """A black screen without a mouse cursor; it can show the step, the leg and the time left for a while."""

    went_black = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._side = label("", "side")
        self._step = display("Step", "step", wrap=True)
        self._left = display("Time left", "side")
        self._note = label("", "aside", wrap=True)
        self._keys = display("Keys", "night", wrap=True)
        show_on(self._keys, KEYS)
        self._is_named = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.go_black)
        column = in_column(
            *(STRETCH, self._side, self._step, self._left, self._note, self._keys, STRETCH),
            spacing=8,
            margins=None,
        )
        self._words = CentredColumn(column, 560)
        in_column(self._words, into=self)
        self.go_black()

    @property
    def is_lit(self) -> bool:
        """Whether words are visible on the black screen."""
        return not self._words.isHidden()

    @Slot()
    def go_black(self) -> None:
        """Hide all words and emit `went_black`."""
        self._timer.stop()
        self._words.hide()
        self.went_black.emit()

    def say_keys(self) -> None:
        """Show for a few seconds what the keys do; the keys work during that time."""
        self._show_only(self._keys)
        self._timer.start(KEYS_MS)

    def _show_only(self, *shown: QWidget) -> None:
        for each in (self._side, self._step, self._left, self._note, self._keys):
            each.setVisible(each in shown)
        self._words.show()

    def light(self, words: Words) -> None:
        """Show the step and the leg for a while; a question whether to continue stays until answered."""
        waits = words.cue == WAITED
        note = f"{WAITED} {GOES_ON}" if waits else f"{PAUSED}. {GOES_ON}" if words.signal == PAUSED else ""
        self._side.setText(words.side)
        show_on(self._step, words.step, words.spoken_step)
        self._note.setText(note)
        texts = ((self._side, words.side), (self._note, note))
        self._show_only(self._step, self._left, *(each for each, text in texts if text))
        self._is_named = False
        self._timer.stop()
        if not waits:
            self._timer.start(LIT_MS)

    def show_left(self, text: str) -> None:
        """Show this text as the time left of the current segment (a step on one leg or both).

        Screen readers get the text only once for each time that the words appear, not every second.
        """
        self._left.setText(text)
        if not self._is_named:
            self._is_named = True
            show_on(self._left, text)
