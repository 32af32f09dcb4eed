"""The overview of Insights: four cards that each open a chart, and a suggestion for the next step."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from rlscompanion.charts.chart import ChartLook
from rlscompanion.domain.overview import Card, Overview
from rlscompanion.domain.trends import rolling_medians
from rlscompanion.ui.widgets import card
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.controls import display, label, show_on
from rlscompanion.ui.widgets.text_size import TextSized, text_scale, window_room

LINE_HEIGHT, DOT = 48, 2.0
"""The height of a sparkline, and the radius of a dot in it, in pixels."""

TWO_COLUMNS = 600
"""The least width in pixels, at the designed text size, for two cards side by side."""


class Sparkline(QWidget):
    """A small chart without axes: a dot per evening, with a rolling median line or as bars from zero."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Card | None = None
        self._look: ChartLook | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, a few lines of text high."""
        height = round(LINE_HEIGHT * window_room(self))
        return QSize(2 * height, height)

    def show_values(self, shown: Card, look: ChartLook) -> None:
        """Draw the values of this card, in the colours of `look`."""
        self._shown, self._look = shown, look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots, with the median line or the zero line."""
        if self._shown is None or self._look is None or not self._shown.values:
            return
        look, values, grown = self._look, self._shown.values, window_room(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_zero = min(self._shown.bottom, self._shown.top) < 0
        if has_zero:
            painter.setPen(QPen(look.soft, grown))
            painter.drawLine(self._at(0.0, 0.0), self._at(1.0, 0.0))
            for place in self._places(values):
                painter.drawLine(QPointF(place.x(), self._at(0.0, 0.0).y()), place)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.second)
        for place in self._places(values):
            painter.drawEllipse(place, grown * DOT, grown * DOT)
        if not has_zero:
            medians = {each.evening: each.median for each in rolling_medians(values)}
            painter.setPen(QPen(look.accent, 2.0 * grown))
            painter.drawPolyline(QPolygonF(self._places(medians)))
        painter.end()

    def _places(self, values: Mapping[date, float]) -> Sequence[QPointF]:
        """The positions of the values, from the first evening on the left to the last on the right."""
        assert self._shown is not None
        first, last = min(self._shown.values), max(self._shown.values)
        days = max(1, (last - first).days)
        return [self._at((evening - first).days / days, value) for evening, value in values.items()]

    def _at(self, share: float, value: float) -> QPointF:
        assert self._shown is not None
        bottom, top = self._shown.bottom, self._shown.top
        height = (value - bottom) / (top - bottom) if top != bottom else 0.5
        inset = 2 * DOT * window_room(self)
        return QPointF(
            inset + share * (self.width() - 2 * inset),
            self.height() - inset - height * (self.height() - 2 * inset),
        )


class OverviewCard(card.Card):
    """A card with a number, a small chart and a sentence; a press opens the full chart."""

    chart_chosen = Signal(str)

    def __init__(self, word: str) -> None:
        self._number = label("", "figure")
        self._caption = label("", "small", wrap=True)
        self._line = Sparkline()
        self._sentence = label("", "reading", wrap=True)
        super().__init__(
            word, label(word, "heading"), self._number, self._caption, self._line, self._sentence, spacing=4
        )
        self._chart = ""
        self.clicked.connect(self._open)

    def show_card(self, shown: Card, look: ChartLook) -> None:
        """Show this content on the card, in the colours of `look`."""
        self._chart = shown.chart
        self._number.setText(shown.number)
        self._caption.setText(shown.caption)
        self._sentence.setText(shown.sentence)
        self._line.show_values(shown, look)
        self.setAccessibleDescription(shown.content)
        self.updateGeometry()

    @Slot()
    def _open(self) -> None:
        self.chart_chosen.emit(self._chart)


class OverviewPanel(TextSized):
    """Four cards, two by two or in one column, and below them what to do next."""

    chart_chosen = Signal(str)

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._cards = [OverviewCard(word) for word in words]
        for each in self._cards:
            each.chart_chosen.connect(self.chart_chosen)
        self._next = display("What to do next", "sentence", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._columns = 0
        banner = QFrame()
        banner.setProperty("role", "banner")
        in_column(
            label("What to do next", "heading"),
            self._next,
            into=banner,
            spacing=4,
            margins=(18, 10, 18, 12),
        )
        in_column(self._grid, banner, STRETCH, into=self, spacing=12)
        self.fit_text()

    def show_overview(self, shown: Overview, look: ChartLook) -> None:
        """Show the contents of the four cards, and what to do next."""
        for widget, each in zip(self._cards, shown.cards, strict=True):
            widget.show_card(each, look)
        show_on(self._next, shown.next_step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards in one column if the panel is too narrow for two."""
        super().resizeEvent(event)
        self.fit_text()

    def fit_text(self) -> None:
        """Put the cards in one column if the text is too large for two."""
        columns = 2 if self.width() >= TWO_COLUMNS * text_scale(self) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for index, each in enumerate(self._cards):
            self._grid.removeWidget(each)
            self._grid.addWidget(each, index // columns, index % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
