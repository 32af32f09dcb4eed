"""The welcome page: three cards, shown one after another."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from rlscompanion.ui.welcome.drawings import HomeDrawing, NightKeysDrawing
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display_label, label, show_text
from rlscompanion.ui.widgets.figure import LegFigure
from rlscompanion.ui.widgets.figure_parts import StepPicture
from rlscompanion.ui.widgets.text_size import TextSized, text_scale, window_scale

CARD_PICTURE_HEIGHT, LEAST_CARD_PICTURE_HEIGHT = 300, 120
"""The usual height of a card's picture, and the least height in a low window, in pixels."""

CARD_COLUMN_WIDTH, CARD_SIDE_MARGIN, CARD_GAPS_HEIGHT = 620, 24, 120
"""The width of a card's text column, the margin on each side, and the sum of all vertical gaps.

In pixels at the designed size.
"""


@dataclass(frozen=True)
class CardWords:
    """The title and the text of a card on the welcome page."""

    title: str
    text: str


WELCOME_CARDS: Sequence[CardWords] = (
    CardWords(
        "Calm your legs before sleep",
        "You massage your own legs. A drawing shows where your hands go, and a voice tells you "
        "what to do, so you can close your eyes.",
    ),
    CardWords(
        "Any key at night brings help",
        "The screen stays black while you sleep. Press any key for help. If your legs are restless, "
        "press the space bar.",
    ),
    CardWords(
        "Nothing leaves this computer",
        "Your diary and your answers stay here. This program never goes online.",
    ),
)


class WelcomePage(TextSized):
    """Shows the welcome cards one after another.

    Emits `over` after the last card, and `skipped` if the person skips the remaining cards.
    """

    over = Signal()
    skipped = Signal()

    def __init__(self, figure: LegFigure, massage: StepPicture | None) -> None:
        super().__init__()
        self._index = 0
        self._figure = figure
        if massage is not None:
            figure.show_step(massage)
        self._pictures = QStackedWidget()
        for picture in (figure, NightKeysDrawing(), HomeDrawing()):
            self._pictures.addWidget(picture)
        self._title = display_label("Welcome", "title", wrap=True)
        self._text = label("", "sentence", wrap=True)
        self._count = label("", "soft")
        self._next = button("Next", "Next", "primary", pressed=self.show_next_card)
        self._next.setProperty("bulk", "wide")
        skip = button("Skip", "Skip", "flat", pressed=self.skipped)
        lines = in_column(
            STRETCH,
            self._pictures,
            28,
            self._title,
            10,
            self._text,
            30,
            in_row(self._next, 14, skip, STRETCH, self._count),
            STRETCH,
            spacing=0,
            margins=(0, 20, 0, 20),
        )
        in_column(CentredColumn(lines, CARD_COLUMN_WIDTH, CARD_SIDE_MARGIN), into=self)
        self.fit_to_text_size()

    @property
    def card_index(self) -> int:
        """The index of the card shown now, from 0."""
        return self._index

    def show_first_card(self, *, still: bool) -> None:
        """Show the first card; with `still`, the hands in the card's picture do not move."""
        self._figure.set_still(still)
        self._show(0)

    def fit_to_text_size(self) -> None:
        """Make the picture as high as possible with all text visible, up to a limit."""
        scale = window_scale(self)
        width = round(min(CARD_COLUMN_WIDTH * text_scale(self), self.width() - 2 * CARD_SIDE_MARGIN * scale))
        words = sum(each.heightForWidth(width) for each in (self._title, self._text))
        free = self.height() - words - self._next.sizeHint().height() - round(CARD_GAPS_HEIGHT * scale)
        largest = round(CARD_PICTURE_HEIGHT * min(1.4 * scale, text_scale(self)))
        self._pictures.setFixedHeight(max(round(LEAST_CARD_PICTURE_HEIGHT * scale), min(largest, free)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the height of the picture to the new size of the page."""
        super().resizeEvent(event)
        self.fit_to_text_size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Skip the cards on Esc; return to the previous card on Backspace."""
        if event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Back):
            self._show(max(0, self._index - 1))
        else:
            super().keyPressEvent(event)

    @Slot()
    def show_next_card(self) -> None:
        """Show the next card; after the last card, emit `over`."""
        if self._index + 1 < len(WELCOME_CARDS):
            self._show(self._index + 1)
        else:
            self._figure.set_running(False)
            self.over.emit()

    def _show(self, index: int) -> None:
        self._index = index
        card = WELCOME_CARDS[index]
        self._pictures.setCurrentIndex(index)
        self._figure.set_running(index == 0)
        show_text(self._title, card.title)
        self._text.setText(card.text)
        self._count.setText(f"{index + 1} of {len(WELCOME_CARDS)}")
        self.fit_to_text_size()
        # A screen reader reads what comes with the button that has the focus.
        self._next.setAccessibleDescription(f"{card.title}. {card.text}")
        self._next.setFocus()
