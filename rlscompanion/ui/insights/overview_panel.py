"""The overview of Insights: four cards and a suggestion for the next step. Each card opens a chart."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from rlscompanion.charts.chart import ChartLook
from rlscompanion.domain.overview import Overview, OverviewCardData
from rlscompanion.domain.trends import rolling_medians
from rlscompanion.ui.widgets import card
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.controls import display_label, label, show_text
from rlscompanion.ui.widgets.text_size import TextSized, text_scale, window_scale

SPARKLINE_HEIGHT, DOT_RADIUS = 48, 2.0
"""Height of a sparkline (the small chart on a card), and radius of each dot in the sparkline, in pixels."""

LEAST_WIDTH_OF_TWO_COLUMNS = 600
"""Smallest width of the panel, in pixels at the designed text size, that has two cards side by side."""


class Sparkline(QWidget):
    """A small chart without axes, on a card: a dot for each evening.

    The chart also has a line of rolling medians or, if values can be negative, an upright line from zero to
    each dot.
    """

    def __init__(self) -> None:
        super().__init__()
        self._content: OverviewCardData | None = None
        self._look: ChartLook | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, SPARKLINE_HEIGHT high in a window of the designed size."""
        height = round(SPARKLINE_HEIGHT * window_scale(self))
        return QSize(2 * height, height)

    def show_values(self, content: OverviewCardData, look: ChartLook) -> None:
        """Draw the values of a card (`content`) in the colours of `look`."""
        self._content, self._look = content, look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots, and a line of rolling medians or, if values can be negative, lines from zero."""
        if self._content is None or self._look is None or not self._content.values:
            return
        look, values, scale = self._look, self._content.values, window_scale(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_zero = min(self._content.bottom, self._content.top) < 0
        if has_zero:
            painter.setPen(QPen(look.soft_text, scale))
            painter.drawLine(self._position(0.0, 0.0), self._position(1.0, 0.0))
            for position in self._positions(values):
                painter.drawLine(QPointF(position.x(), self._position(0.0, 0.0).y()), position)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.secondary)
        for position in self._positions(values):
            painter.drawEllipse(position, scale * DOT_RADIUS, scale * DOT_RADIUS)
        if not has_zero:
            medians = {each.evening: each.median for each in rolling_medians(values)}
            painter.setPen(QPen(look.accent, 2.0 * scale))
            painter.drawPolyline(QPolygonF(self._positions(medians)))
        painter.end()

    def _positions(self, values: Mapping[date, float]) -> Sequence[QPointF]:
        """The positions of the values, from the first evening on the left to the last on the right."""
        assert self._content is not None
        first, last = min(self._content.values), max(self._content.values)
        days = max(1, (last - first).days)
        return [self._position((evening - first).days / days, value) for evening, value in values.items()]

    def _position(self, share: float, value: float) -> QPointF:
        assert self._content is not None
        bottom, top = self._content.bottom, self._content.top
        height = (value - bottom) / (top - bottom) if top != bottom else 0.5
        inset = 2 * DOT_RADIUS * window_scale(self)
        return QPointF(
            inset + share * (self.width() - 2 * inset),
            self.height() - inset - height * (self.height() - 2 * inset),
        )


class OverviewCard(card.Card):
    """A card with a number, a small chart and a sentence. A press on the card opens the full chart."""

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
        self.clicked.connect(self._open_chart)

    def show_card(self, content: OverviewCardData, look: ChartLook) -> None:
        """Show this content on the card, in the colours of `look`."""
        self._chart = content.chart
        self._number.setText(content.number)
        self._caption.setText(content.caption)
        self._sentence.setText(content.sentence)
        self._line.show_values(content, look)
        self.setAccessibleDescription(content.content)
        self.updateGeometry()

    @Slot()
    def _open_chart(self) -> None:
        self.chart_chosen.emit(self._chart)


class OverviewPanel(TextSized):
    """Four cards in two columns or one column, and below the cards a suggestion for the next step."""

    chart_chosen = Signal(str)

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._cards = [OverviewCard(word) for word in words]
        for each in self._cards:
            each.chart_chosen.connect(self.chart_chosen)
        self._next = display_label("What to do next", "sentence", wrap=True)
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
        self.fit_to_text_size()

    def show_overview(self, content: Overview, look: ChartLook) -> None:
        """Fill the four cards and the suggestion for the next step, with charts in the colours of `look`."""
        for widget, each in zip(self._cards, content.cards, strict=True):
            widget.show_card(each, look)
        show_text(self._next, content.next_step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards in one column if the panel is too narrow for two columns."""
        super().resizeEvent(event)
        self.fit_to_text_size()

    def fit_to_text_size(self) -> None:
        """Put the cards in one column if the text is too large for two columns."""
        columns = 2 if self.width() >= LEAST_WIDTH_OF_TWO_COLUMNS * text_scale(self) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for index, each in enumerate(self._cards):
            self._grid.removeWidget(each)
            self._grid.addWidget(each, index // columns, index % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
