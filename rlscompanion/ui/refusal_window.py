"""The window shown instead of the main one: why the app cannot start and what to do, or how erasing ended."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.theme import DUSK, dress
from rlscompanion.ui.widgets.boxes import STRETCH, filled, in_column
from rlscompanion.ui.widgets.controls import button, display, label, show_on


class RefusalWindow(QWidget):
    """A sentence, a button for each offered solution, and a button that closes the window.

    Each of `offers` is a button's text and the function to call, which returns a sentence about the result or
    raises Refusal.
    """

    def __init__(
        self,
        sentence: str,
        offers: Sequence[tuple[str, Callable[[], str]]] = (),
        title: str = "RLS Companion cannot start yet",
    ) -> None:
        super().__init__()
        self.is_mended = False
        self.setWindowTitle("RLS Companion")
        dress(self, DUSK)
        self._title = label(title, "title")
        lines = in_column(self._title, 14, into=self, margins=(40, 36, 40, 32))
        self._why = display("Problem", "cue", wrap=True)
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_on(self._why, sentence)
        filled(lines, self._why, STRETCH)
        self._works: dict[QObject, Callable[[], str]] = {}
        for words, work in offers:
            offer = button(words, words, "", pressed=self._carry_out)
            self._works[offer] = work
            lines.addWidget(offer)
        self._close = button("Close", "Close", "primary", pressed=self.close)
        lines.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self._close.setFocus()
        self.resize(640, max(300 + 60 * len(offers), lines.totalHeightForWidth(640)))

    @Slot()
    def _carry_out(self) -> None:
        try:
            sentence = self._works[self.sender()]()
        except Refusal as refusal:
            show_on(self._why, str(refusal))
            return
        self.is_mended = True
        self._title.setText("RLS Companion can start now")
        show_on(self._why, sentence)
        self._close.setText("Start")
        self._close.setFocus()
        for offer in self._works:
            assert isinstance(offer, QWidget)
            offer.hide()
