"""The page of one article: its sections, massage steps to try, and buttons that open charts of the log."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rlscompanion.domain.learning import Article, ArticleChart, ArticleKind
from rlscompanion.domain.routine import Routine, routine_segments, total_seconds
from rlscompanion.ui.learn.section_text import SECTION_TEXT_INDENT, SectionText
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.controls import button, display_label, label, set_identifier, show_text
from rlscompanion.ui.widgets.quantity_text import countdown_text
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

CHART_BUTTON_TEXTS = {ArticleChart.DIARY: "Sleep times", ArticleChart.TIREDNESS: "Daytime tiredness"}
"""Texts of the buttons that open a chart, if an article has several; one alone says "Open the chart"."""

ARTICLE_TEXT_WIDTH = 600
"""Width of the text in pixels, at the designed text size. A line then has 60 to 70 characters."""


class _KeyButton(QPushButton):
    """A button for an article, massage step or chart. A press emits its key, such as the article's key."""

    chosen = Signal(str)

    def __init__(self, key: str, text: str, identifier: str) -> None:
        super().__init__(text)
        self._key = key
        set_identifier(self, identifier)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._key)


class ArticlePage(QWidget):
    """Shows one article at a time, with buttons to try massage steps and to open charts.

    `step_routines` maps the key of each massage step to a routine that has only this step. `medicines_sheet`
    is called to create the button that writes a list of medicines to check.
    """

    back_chosen = Signal()
    article_chosen = Signal(str)
    step_chosen = Signal(str)
    chart_chosen = Signal(str)

    def __init__(self, step_routines: Mapping[str, Routine], medicines_sheet: Callable[[], QWidget]) -> None:
        super().__init__()
        self._step_routines, self._medicines_sheet = step_routines, medicines_sheet
        self._theme = DUSK
        self._article: Article | None = None
        self._texts: list[SectionText] = []
        self._column: PageColumn | None = None
        self._outer = in_column(into=self)

    @property
    def article(self) -> Article | None:
        """The article that is shown now; None before the first article is opened."""
        return self._article

    def show_article(self, article: Article, next_article: Article | None = None) -> None:
        """Show an article from its beginning, with a link to `next_article` if it is given."""
        self._article = article
        content = QWidget()
        column = PageColumn(content, ARTICLE_TEXT_WIDTH, outdent=SECTION_TEXT_INDENT)
        lines = in_column(into=content, spacing=0, margins=(0, 20, 0, 32))
        self._texts = [
            SectionText(section, column.verticalScrollBar(), f"{article.title}: {section.heading}")
            for section in article.sections
        ]
        self._lay_out_head(lines, article)
        for section, text in zip(article.sections, self._texts, strict=True):
            text.set_theme(self._theme)
            text.scrolled.connect(self._focus_visible_section)
            add_parts(lines, _indented_layout(label(section.heading, "heading", wrap=True)), 10, text, 32)
        if article.has_medicines_sheet:
            add_parts(lines, _indented_layout(self._medicines_sheet()), 32)
        if article.kind is ArticleKind.BENEFIT:
            self._lay_out_own_use(lines, article)
        if next_article is not None:
            self._lay_out_next_link(lines, next_article)
        lines.addStretch(1)
        self._replace_column(column)
        self._texts[0].setFocus()

    def scroll_to_end(self) -> bool:
        """Scroll to the end of the article; return False if the whole article is visible already."""
        if self._column is None or not self._column.verticalScrollBar().maximum():
            return False
        self._column.verticalScrollBar().setValue(self._column.verticalScrollBar().maximum())
        return True

    def set_theme(self, theme: Theme) -> None:
        """Draw the texts of the article in the colours of this theme."""
        self._theme = theme
        for text in self._texts:
            text.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return to the list of topics when Esc or Backspace is pressed."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Back):
            self.back_chosen.emit()
        else:
            super().keyPressEvent(event)

    def _replace_column(self, column: PageColumn) -> None:
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
        add_parts(lines, in_row(back, STRETCH), 6)
        title = display_label("Topic", "title", wrap=True)
        show_text(title, article.title)
        lines.addLayout(_indented_layout(title))
        if article.claim:
            add_parts(lines, 4, _indented_layout(label(f"Often said: “{article.claim}”", "soft", wrap=True)))
        lines.addSpacing(24)

    def _lay_out_own_use(self, lines: QVBoxLayout, article: Article) -> None:
        steps = [self._step_button(key) for key in article.steps if key in self._step_routines]
        add_parts(
            lines,
            _indented_layout(label("What you can try tonight", "heading", wrap=True)),
            8,
            _indented_layout(label(article.tonight, "reading", wrap=True)),
            12,
        )
        if steps:
            add_parts(lines, _indented_row(steps), 32)
        add_parts(
            lines,
            _indented_layout(label("See it in your own log", "heading", wrap=True)),
            8,
            _indented_layout(label(article.tracked, "reading", wrap=True)),
            12,
        )
        is_alone = len(article.charts) == 1
        charts = [
            self._chart_button(chart, "Open the chart" if is_alone else CHART_BUTTON_TEXTS[chart])
            for chart in article.charts
        ]
        add_parts(lines, _indented_row(charts), 32)

    def _lay_out_next_link(self, lines: QVBoxLayout, next_article: Article) -> None:
        lines.addSpacing(6)
        go_on = _KeyButton(next_article.key, f"Next topic: {next_article.title}  ›", "Next topic")
        go_on.setProperty("role", "flat")
        go_on.setProperty("bulk", "text")
        go_on.chosen.connect(self.article_chosen)
        lines.addLayout(in_row(STRETCH, go_on))

    def _step_button(self, key: str) -> QPushButton:
        routine = self._step_routines[key]
        length = countdown_text(total_seconds(routine_segments(routine)))
        title = routine.steps[0].title
        made = _KeyButton(key, f"{title}  {length}", f"Try {title}")
        made.chosen.connect(self.step_chosen)
        return made

    @Slot()
    def _focus_visible_section(self) -> None:
        """When the section with the focus is scrolled out of sight, give the focus to a visible section."""
        shown = [text for text in self._texts if not text.visibleRegion().isEmpty()]
        if self._column is None or not shown or any(text.hasFocus() for text in shown):
            return
        bar = self._column.verticalScrollBar()
        value = bar.value()
        shown[0].setFocus()
        # Taking the focus would bring the whole section into sight; here the reader scrolls.
        bar.setValue(value)
        shown[0].move_cursor_to_top()

    def _chart_button(self, chart: ArticleChart, words: str) -> QPushButton:
        made = _KeyButton(str(chart), words, words)
        made.chosen.connect(self.chart_chosen)
        return made


def _indented_layout(widget: QWidget) -> QHBoxLayout:
    """A layout that indents a widget as far as the texts of the sections."""
    return in_row((widget, 1), margins=(SECTION_TEXT_INDENT, 0, 0, 0))


def _indented_row(buttons: list[QPushButton]) -> QHBoxLayout:
    return in_row((WrappingRow(buttons), 1), margins=(SECTION_TEXT_INDENT, 0, 0, 0))
