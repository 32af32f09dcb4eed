"""The Lights out page: a black screen without a clock. Any key shows a few large choices."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from rlscompanion.bedtime.ports import Clock
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.choice_page import ChoicePage
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display_label, set_identifier, show_text
from rlscompanion.ui.widgets.keys import is_for_program

LIGHTS_OUT_CHOICE_SECONDS = 20.0
"""Seconds without a key press after which the choices disappear."""

LIGHTS_OUT_KEYS_HINT_MS = 4000
"""Milliseconds of real time for which a hint about the keys is shown before the screen goes black."""

LIGHTS_OUT_KEYS_HINT = "Legs restless? Press the space bar.\nAny other key shows all choices."


class LightsOutPage(ChoicePage):
    """A screen that stays black until a key or a click shows a few large choices.

    On the black screen, the space bar does not show the choices but chooses *Restless legs* at once.
    """

    restless_chosen = Signal()
    awake_chosen = Signal()
    good_morning_chosen = Signal()
    other_chosen = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, LIGHTS_OUT_CHOICE_SECONDS)
        self.accessible: QAccessibleWidget | None = None
        set_identifier(self, "Lights out")
        # Not by Tab or arrows: on the page itself nothing would show the focus.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._buttons = [
            self._make_choice("Restless legs", self.choose_restless),
            self._make_choice("Just awake", self.choose_awake),
            self._make_choice("Back to sleep", self.go_black),
        ]
        self._asides = [
            self._make_choice("Good morning", self.choose_good_morning, "flat"),
            self._make_choice("Other help", self.choose_other, "flat"),
        ]
        for aside in self._asides:
            aside.setProperty("bulk", "large")
        self._keys = display_label("Keys", "night", wrap=True)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignCenter)
        show_text(self._keys, LIGHTS_OUT_KEYS_HINT)
        self._keys_timer = QTimer(self, singleShot=True, interval=LIGHTS_OUT_KEYS_HINT_MS)
        self._keys_timer.timeout.connect(self._keys.hide)
        self._choices = self._lay_out()
        self.go_black()

    @property
    def is_black(self) -> bool:
        """Whether the screen is black, that is, the choices are hidden."""
        return self._choices.isHidden()

    @Slot()
    def go_black(self) -> None:
        """Hide the choices, the hint about the keys and the mouse cursor."""
        self._idle.stop()
        self._hide_keys_hint()
        self._choices.hide()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocus()

    def show_keys_hint(self) -> None:
        """Show a hint about the keys for a few seconds, then go black; the keys work meanwhile."""
        self.go_black()
        self._keys.show()
        self._keys_timer.start()

    def _hide_keys_hint(self) -> None:
        self._keys_timer.stop()
        self._keys.hide()

    @Slot()
    def show_choices(self) -> None:
        """Show the choices; they disappear again after some time without a key press."""
        self._hide_keys_hint()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._choices.show()
        self._buttons[0].setFocus()
        self._idle.restart()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the choices on any key; on the black screen, the space bar chooses *Restless legs* instead."""
        if not self.is_black:
            super().keyPressEvent(event)
        elif is_for_program(event) and not event.isAutoRepeat():
            self.choose_restless() if event.key() == Qt.Key.Key_Space else self.show_choices()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the choices; if they are visible already, keep them for longer."""
        self.press()

    def press(self) -> None:
        """Do what a click on the page does: show the choices, or keep visible choices for longer."""
        if self.is_black:
            self.show_choices()
        else:
            self._idle.restart()

    def _close_page(self) -> None:
        self.go_black()

    def _lay_out(self) -> QWidget:
        asides = in_row(*((each, 1) for each in self._asides), spacing=22)
        column = in_column(STRETCH, *self._buttons, asides, STRETCH, spacing=22, margins=None)
        choices = CentredColumn(column, 560)
        in_column(choices, (self._keys, 1), into=self)
        return choices

    @Slot()
    def choose_restless(self) -> None:
        """Go black and emit `restless_chosen`, as the button *Restless legs* does."""
        self.go_black()
        self.restless_chosen.emit()

    @Slot()
    def choose_awake(self) -> None:
        """Go black and emit `awake_chosen`, as the button *Just awake* does."""
        self.go_black()
        self.awake_chosen.emit()

    @Slot()
    def choose_good_morning(self) -> None:
        """Go black and emit `good_morning_chosen`, as the button *Good morning* does."""
        self.go_black()
        self.good_morning_chosen.emit()

    @Slot()
    def choose_other(self) -> None:
        """Go black and emit `other_chosen`, as the button *Other help* does (help other than massage)."""
        self.go_black()
        self.other_chosen.emit()
