"""A window shown instead of the main window: why the app cannot start, or that all data was erased."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.theme import DUSK, apply_theme
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column
from rlscompanion.ui.widgets.controls import button, display_label, label, show_text


class RefusalWindow(QWidget):
    """A window with a sentence, such as why the app cannot start, and a button for each possible solution.

    Each offer is the text of a button and the function that the button calls. The function returns a sentence
    about its result, or raises Refusal.
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
        apply_theme(self, DUSK)
        self._title = label(title, "title")
        lines = in_column(self._title, 14, into=self, margins=(40, 36, 40, 32))
        self._why = display_label("Problem", "cue", wrap=True)
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_text(self._why, sentence)
        add_parts(lines, self._why, STRETCH)
        self._works: dict[QObject, Callable[[], str]] = {}
        for words, work in offers:
            offer = button(words, words, "", pressed=self._call_offer)
            self._works[offer] = work
            lines.addWidget(offer)
        self._close = button("Close", "Close", "primary", pressed=self.close)
        lines.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self._close.setFocus()
        self.resize(640, max(300 + 60 * len(offers), lines.totalHeightForWidth(640)))

    @Slot()
    def _call_offer(self) -> None:
        try:
            sentence = self._works[self.sender()]()
        except Refusal as refusal:
            show_text(self._why, str(refusal))
            return
        self.is_mended = True
        self._title.setText("RLS Companion can start now")
        show_text(self._why, sentence)
        self._close.setText("Start")
        self._close.setFocus()
        for offer in self._works:
            assert isinstance(offer, QWidget)
            offer.hide()
