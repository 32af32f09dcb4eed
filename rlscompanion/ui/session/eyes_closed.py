"""The black screen of a massage session with closed eyes; after a key press it shows a few dim words."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.ui.session.words import PAUSED_NOTICE, QUESTION_TO_CONTINUE, SessionWords
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display_label, label, show_text

WORDS_VISIBLE_MS = 6000
"""How long words stay on the black screen, in milliseconds of real time."""

KEYS_HINT_VISIBLE_MS = 4000
"""How long the hint on the keys is shown before the screen goes black, in milliseconds of real time."""

PRESS_SPACE_TO_CONTINUE = "Press Space to continue."
CLOSED_EYES_KEYS_HINT = "Press any key to hear which step it is.\nPress E to see the picture again."


class EyesClosedScreen(QWidget):
    """A black screen without a mouse cursor, for a massage session with closed eyes.

    For a while, it can show the step, the leg and the time left.
    """

    went_black = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._side = label("", "side")
        self._step = display_label("Step", "step", wrap=True)
        self._time_left = display_label("Time left", "side")
        self._note = label("", "aside", wrap=True)
        self._keys = display_label("Keys", "night", wrap=True)
        show_text(self._keys, CLOSED_EYES_KEYS_HINT)
        self._is_time_spoken = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.go_black)
        column = in_column(
            *(STRETCH, self._side, self._step, self._time_left, self._note, self._keys, STRETCH),
            spacing=8,
            margins=None,
        )
        self._words = CentredColumn(column, 560)
        in_column(self._words, into=self)
        self.go_black()

    @property
    def has_words(self) -> bool:
        """Whether words are visible on the black screen."""
        return not self._words.isHidden()

    @Slot()
    def go_black(self) -> None:
        """Hide all words and emit `went_black`."""
        self._timer.stop()
        self._words.hide()
        self.went_black.emit()

    def show_keys_hint(self) -> None:
        """Show a hint on what the keys do for a few seconds; the keys work during that time."""
        self._show_only(self._keys)
        self._timer.start(KEYS_HINT_VISIBLE_MS)

    def _show_only(self, *shown: QWidget) -> None:
        for each in (self._side, self._step, self._time_left, self._note, self._keys):
            each.setVisible(each in shown)
        self._words.show()

    def show_words(self, words: SessionWords) -> None:
        """Show the step and the leg for a while.

        If the session asks whether to continue, that question stays until the person answers.
        """
        waits = words.cue == QUESTION_TO_CONTINUE
        note = (
            f"{QUESTION_TO_CONTINUE} {PRESS_SPACE_TO_CONTINUE}"
            if waits
            else f"{PAUSED_NOTICE}. {PRESS_SPACE_TO_CONTINUE}"
            if words.notice == PAUSED_NOTICE
            else ""
        )
        self._side.setText(words.side)
        show_text(self._step, words.step, words.spoken_step)
        self._note.setText(note)
        texts = ((self._side, words.side), (self._note, note))
        self._show_only(self._step, self._time_left, *(each for each, text in texts if text))
        self._is_time_spoken = False
        self._timer.stop()
        if not waits:
            self._timer.start(WORDS_VISIBLE_MS)

    def show_time_left(self, text: str) -> None:
        """Show this text as the time left of the current segment (a step on one leg or both).

        A screen reader reads the time once each time the words appear, not every second.
        """
        self._time_left.setText(text)
        if not self._is_time_spoken:
            self._is_time_spoken = True
            show_text(self._time_left, text)
