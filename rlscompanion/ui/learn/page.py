"""The Learn page: a card for each topic, in one column for claims about massage and one for other topics."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout

from rlscompanion.domain.learning import Article, ArticleKind
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column
from rlscompanion.ui.widgets.card import Card
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.text_size import TextSized, designed_letter_pixels, set_stacked

LARGEST_TEXT_IN_TWO_COLUMNS = 26
"""Largest text size in pixels at which the cards are in two columns."""

_COLUMN_HEADINGS = {ArticleKind.BENEFIT: "What massage is said to do", ArticleKind.TEXT: "Good to know"}

_ARROW_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class TopicCard(Card):
    """A card for one topic. A click, Enter or Space opens the article about the topic."""

    chosen = Signal(str)
    arrow_pressed = Signal(object)

    def __init__(self, article: Article) -> None:
        title, summary = (
            label(text, role, wrap=True)
            for text, role in ((article.title, "card-title"), (article.summary, "small"))
        )
        super().__init__(article.title, title, summary)
        self.article = article
        self.setAccessibleDescription(article.summary)
        self.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On an arrow key, emit `arrow_pressed` to move to another card; on Enter, open the article."""
        if event.key() in _ARROW_KEYS:
            self.arrow_pressed.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self.chosen.emit(self.article.key)


class LearnPage(TextSized):
    """Shows a card for each topic. Arrow keys move from card to card; Enter opens the article."""

    article_chosen = Signal(str)

    def __init__(self, articles: Sequence[Article]) -> None:
        super().__init__()
        self._columns = [
            [self._make_card(article) for article in articles if article.kind is kind] for kind in ArticleKind
        ]
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus to the card of the topic opened last; if no topic was opened, to the first card."""
        super().showEvent(event)
        first = next((card for column in self._columns for card in column), None)
        if self.focusWidget() is None and first is not None:
            first.setFocus()

    def fit_to_text_size(self) -> None:
        """Put the cards in one column if the text is too large for two columns."""
        is_large = designed_letter_pixels(self) > LARGEST_TEXT_IN_TWO_COLUMNS
        set_stacked(self._sides, is_large)

    def _make_card(self, article: Article) -> TopicCard:
        card = TopicCard(article)
        card.chosen.connect(self.article_chosen)
        card.arrow_pressed.connect(self._move_focus)
        return card

    def _lay_out(self) -> None:
        lines = in_column(
            label("Learn", "title"),
            2,
            label(
                "What studies have found and what they have not. Every number names its source.", "soft", True
            ),
            20,
            spacing=0,
            margins=(0, 20, 0, 20),
        )
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(40)
        for kind, cards in zip(ArticleKind, self._columns, strict=True):
            self._sides.addLayout(
                in_column(label(_COLUMN_HEADINGS[kind], "heading"), *cards, STRETCH, spacing=8), 1
            )
        add_parts(lines, self._sides, STRETCH)
        in_column(PageColumn(lines), into=self)

    @Slot(object)
    def _move_focus(self, key: Qt.Key) -> None:
        """Move the focus to the card above, below or beside the present card, if there is such a card."""
        card = self.focusWidget()
        side = next((i for i, column in enumerate(self._columns) if card in column), None)
        if side is None or not isinstance(card, TopicCard):
            return
        row = self._columns[side].index(card)
        side += {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        row += {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if 0 <= side < len(self._columns) and self._columns[side] and row >= 0:
            cards = self._columns[side]
            if row < len(cards) or key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                cards[min(row, len(cards) - 1)].setFocus()
