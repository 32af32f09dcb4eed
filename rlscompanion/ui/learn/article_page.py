"""The page of one article: its sections, massage steps to try, and a link to a chart of the person's log."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rlscompanion.domain.learning import Article, ArticleKind, Chart
from rlscompanion.domain.routine import Routine, routine_segments, total_seconds
from rlscompanion.ui.learn.section_text import INDENT, SectionText
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.boxes import STRETCH, filled, in_column, in_row
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on
from rlscompanion.ui.widgets.measure_text import clock_text
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

CHART_WORDS = {Chart.TIREDNESS: "Tiredness by day"}
"""The label of the button for a further chart."""

LINES = 600
"""Pixels at the designed text size, below the reading width: lines of 60 to 70 characters."""


class _KeyButton(QPushButton):
    """A button that emits its key when it is pressed."""

    chosen = Signal(str)

    def __init__(self, key: str, text: str, identifier: str) -> None:
        super().__init__(text)
        self._key = key
        identified(self, identifier)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._key)


class ArticlePage(QWidget):
    """Shows one article at a time.

    `tried` has a one-step routine for each massage step, by the step's key. `medicines_sheet` creates the
    button that writes a list of the medicines to check.
    """

    back_chosen = Signal()
    article_chosen = Signal(str)
    step_chosen = Signal(str)
    chart_chosen = Signal(str)

    def __init__(self, tried: Mapping[str, Routine], medicines_sheet: Callable[[], QWidget]) -> None:
        super().__init__()
        self._tried, self._medicines_sheet = tried, medicines_sheet
        self._theme = DUSK
        self._article: Article | None = None
        self._texts: list[SectionText] = []
        self._column: PageColumn | None = None
        self._outer = in_column(into=self)

    @property
    def article(self) -> Article | None:
        """The article now shown."""
        return self._article

    def open(self, article: Article, following: Article | None = None) -> None:
        """Show an article from its beginning, with a link to the article that follows it, if any."""
        self._article = article
        content = QWidget()
        column = PageColumn(content, LINES, outdent=INDENT)
        lines = in_column(into=content, spacing=0, margins=(0, 20, 0, 32))
        self._texts = [
            SectionText(section, column.verticalScrollBar(), f"{article.title}: {section.heading}")
            for section in article.sections
        ]
        self._lay_out_head(lines, article)
        for section, text in zip(article.sections, self._texts, strict=True):
            text.set_theme(self._theme)
            text.scrolled.connect(self._follow_reading)
            filled(lines, _inset(label(section.heading, "heading", wrap=True)), 10, text, 32)
        if article.has_medicines_sheet:
            filled(lines, _inset(self._medicines_sheet()), 32)
        if article.kind is ArticleKind.BENEFIT:
            self._lay_out_own_use(lines, article)
        if following is not None:
            self._lay_out_following(lines, following)
        lines.addStretch(1)
        self._replace(column)
        self._texts[0].setFocus()

    def scroll_to_end(self) -> bool:
        """Scroll to the end of the article; return False if the whole article is visible already."""
        if self._column is None or not self._column.verticalScrollBar().maximum():
            return False
        self._column.verticalScrollBar().setValue(self._column.verticalScrollBar().maximum())
        return True

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._theme = theme
        for text in self._texts:
            text.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return to the list of topics on Esc and Backspace."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Back):
            self.back_chosen.emit()
        else:
            super().keyPressEvent(event)

    def _replace(self, column: PageColumn) -> None:
        before, self._column = self._column, column
        if before is not None:
            before.hide()
            self._outer.removeWidget(before)
            # The press that led here may still come from it.
            before.deleteLater()
        self._outer.addWidget(column)

    def _lay_out_head(self, lines: QVBoxLayout, article: Article) -> None:
        back = button("‹  All topics", "Back", "flat", pressed=self.back_chosen)
        back.setProperty("bulk", "text")
        filled(lines, in_row(back, STRETCH), 6)
        title = display("Topic", "title", wrap=True)
        show_on(title, article.title)
        lines.addLayout(_inset(title))
        if article.claim:
            filled(lines, 4, _inset(label(f"Often said: “{article.claim}”", "soft", wrap=True)))
        lines.addSpacing(24)

    def _lay_out_own_use(self, lines: QVBoxLayout, article: Article) -> None:
        steps = [self._step_button(key) for key in article.steps if key in self._tried]
        filled(
            lines,
            _inset(label("What you can try tonight", "heading", wrap=True)),
            8,
            _inset(label(article.tonight, "reading", wrap=True)),
            12,
        )
        if steps:
            filled(lines, _inset_row(steps), 32)
        filled(
            lines,
            _inset(label("See it in your own log", "heading", wrap=True)),
            8,
            _inset(label(article.tracked, "reading", wrap=True)),
            12,
        )
        charts = [self._chart_button(chart) for chart in article.charts]
        filled(lines, _inset_row(charts), 32)

    def _lay_out_following(self, lines: QVBoxLayout, following: Article) -> None:
        lines.addSpacing(6)
        go_on = _KeyButton(following.key, f"Next: {following.title}  ›", "Next topic")
        go_on.setProperty("role", "flat")
        go_on.setProperty("bulk", "text")
        go_on.chosen.connect(self.article_chosen)
        lines.addLayout(in_row(STRETCH, go_on))

    def _step_button(self, key: str) -> QPushButton:
        routine = self._tried[key]
        length = clock_text(total_seconds(routine_segments(routine)))
        title = routine.steps[0].title
        made = _KeyButton(key, f"{title}  {length}", f"Try {title}")
        made.chosen.connect(self.step_chosen)
        return made

    @Slot()
    def _follow_reading(self) -> None:
        """Move the focus to a visible section when its own is scrolled away, so that Tab continues there."""
        shown = [text for text in self._texts if not text.visibleRegion().isEmpty()]
        if self._column is None or not shown or any(text.hasFocus() for text in shown):
            return
        bar = self._column.verticalScrollBar()
        value = bar.value()
        shown[0].setFocus()
        # Taking the focus would bring the whole section into sight; here the reader scrolls.
        bar.setValue(value)
        shown[0].bring_caret()

    def _chart_button(self, chart: Chart) -> QPushButton:
        words = CHART_WORDS.get(chart, "Open the chart")
        made = _KeyButton(str(chart), words, words)
        made.chosen.connect(self.chart_chosen)
        return made


def _inset(widget: QWidget) -> QHBoxLayout:
    """A widget indented to where the texts begin."""
    return in_row((widget, 1), margins=(INDENT, 0, 0, 0))


def _inset_row(buttons: list[QPushButton]) -> QHBoxLayout:
    return in_row((WrappingRow(buttons), 1), margins=(INDENT, 0, 0, 0))
