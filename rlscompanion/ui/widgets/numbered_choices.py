"""A page of large choices for the night; each choice has a digit, and the key of this digit chooses it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton

from rlscompanion.bedtime.ports import Clock
from rlscompanion.ui.widgets.choice_page import ChoicePage
from rlscompanion.ui.widgets.keys import digit_of


class NumberedChoices(ChoicePage):
    """Base class of a page of choices with numbers; the numbers stay the same if a choice is hidden.

    `left` is emitted on Esc, or after some time without a key press. A subclass creates the choices with
    `_make_numbered_choice` and lays them out.
    """

    left = Signal()

    def __init__(self, clock: Clock, seconds: float) -> None:
        super().__init__(clock, seconds)
        self._by_digit: dict[int, QPushButton] = {}

    def focus_first_choice(self) -> None:
        """Give the keyboard focus to the first visible choice."""
        next(each for each in self._by_digit.values() if not each.isHidden()).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the timer that closes the page after some time without a key press."""
        super().showEvent(event)
        self.focus_first_choice()
        self._idle.restart()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the timer that closes the page after some time without a key press."""
        self._idle.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make the choice with the pressed digit; pass other keys to the base class."""
        choice = self._by_digit.get(digit_of(event) or 0)
        if choice is None or choice.isHidden():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            choice.click()

    def _make_numbered_choice(
        self, text: str, chosen: Callable[[], None], role: str = "choice"
    ) -> QPushButton:
        """Make the button of the next choice, labelled with a digit and `text`.

        A screen reader says only `text`.
        """
        made = self._make_choice(text, chosen, role)
        digit = len(self._by_digit) + 1
        self._by_digit[digit] = made
        made.setText(f"{digit}   {text}")
        made.setProperty("digit", True)  # aligned to the left, so that the digits are in a column
        return made

    def _close_page(self) -> None:
        self.left.emit()
