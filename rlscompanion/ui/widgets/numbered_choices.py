"""A page of large choices for the night, each with a digit that chooses it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton

from rlscompanion.bedtime.ports import Clock
from rlscompanion.ui.widgets.choice_page import ChoicePage
from rlscompanion.ui.widgets.keys import digit_of


class NumberedChoices(ChoicePage):
    """Base class of a page whose choices have numbers, which do not change if a choice is hidden.

    `left` is emitted on Esc, or after a while without a key. A subclass creates the choices with `_numbered`
    and lays them out.
    """

    left = Signal()

    def __init__(self, clock: Clock, seconds: float) -> None:
        super().__init__(clock, seconds)
        self._by_digit: dict[int, QPushButton] = {}

    def focus_first(self) -> None:
        """Give the focus to the first visible choice."""
        next(each for each in self._by_digit.values() if not each.isHidden()).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the timer that closes the page without a key."""
        super().showEvent(event)
        self.focus_first()
        self._idle.restart()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the timer that closes the page without a key."""
        self._idle.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit; pass other keys to the base class."""
        choice = self._by_digit.get(digit_of(event) or 0)
        if choice is None or choice.isHidden():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            choice.click()

    def _numbered(self, text: str, chosen: Callable[[], None], role: str = "choice") -> QPushButton:
        """Make the next choice; its label is its digit and text, its accessible name the text alone."""
        made = self._make_choice(text, chosen, role)
        digit = len(self._by_digit) + 1
        self._by_digit[digit] = made
        made.setText(f"{digit}   {text}")
        made.setProperty("digit", True)  # aligned to the left, so that the digits are in a column
        return made

    def _close_page(self) -> None:
        self.left.emit()
