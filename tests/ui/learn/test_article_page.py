"""The page of one topic to read: its parts in order, and all links from the page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextFormat, QTextLine
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.domain.learning import ArticleKind
from rlscompanion.ui.learn.article_page import ArticlePage
from rlscompanion.ui.learn.section_text import SectionText
from rlscompanion.ui.theme import DAY, DUSK
from rlscompanion.ui.widgets.column import CentredColumn
from tests.bedtime.signal_recorder import SignalRecorder
from tests.cases import each_case
from tests.ui.bedside import Bedside, shipped_articles
from tests.ui.conftest import OpenBedside
from tests.ui.stations import station_named

pytestmark = pytest.mark.usefixtures("unstyled")

ARTICLES = {article.key: article for article in shipped_articles().articles}
SOURCES = {
    source
    for article in shipped_articles().articles
    for section in article.sections
    for statement in section.statements
    for source in statement.sources
}


def open_article(bedside: Bedside, title: str) -> None:
    bedside.press("Learn")
    bedside.press(title)
    bedside.process_events()


def texts(bedside: Bedside) -> list[SectionText]:
    return [each for each in bedside.page.findChildren(SectionText) if each.isVisible()]


def full_lines(text: SectionText) -> Iterator[tuple[str, QTextLine]]:
    """The wrapped lines of a text, each with its paragraph, without the last line of each paragraph."""
    block = text.document().begin()
    while block.isValid():
        layout = block.layout()
        for index in range(layout.lineCount() - 1):
            yield block.text(), layout.lineAt(index)
        block = block.next()


def bar(bedside: Bedside) -> QScrollBar:
    column = next(each for each in bedside.page.findChildren(CentredColumn) if each.isVisible())
    return column.verticalScrollBar()


@pytest.fixture
def reading(bedside: Bedside) -> Bedside:
    station_named("benefit").go(bedside)
    bedside.process_events()
    return bedside


@each_case("key", ARTICLES)
def test_all_of_an_article_is_shown_in_order(bedside: Bedside, key: str) -> None:
    shown = ARTICLES[key]

    open_article(bedside, shown.title)

    assert bedside.control("Topic", QLabel).accessibleName() == f"Topic: {shown.title}"
    assert [each.accessibleIdentifier() for each in texts(bedside)] == [
        section.heading for section in shown.sections
    ]
    for text, section in zip(texts(bedside), shown.sections, strict=True):
        read = text.toPlainText()
        for statement in section.statements:
            assert statement.text in read
            assert statement.figures in read
            assert all(source in read for source in statement.sources)
    said = bedside.texts()
    if shown.kind is ArticleKind.BENEFIT:
        assert f"Often said: “{shown.claim}”" in said
        assert shown.tonight in said
        assert shown.tracked in said


def test_a_source_follows_the_statement_it_is_for(reading: Bedside) -> None:
    found = texts(reading)[0].toPlainText().splitlines()

    at = next(index for index, line in enumerate(found) if "foot massager" in line)
    assert found[at + 1].startswith("Figures: 8 people with the massager")
    assert found[at + 2] == "Park et al., PLoS ONE 2020;15:e0230951"
    assert found[at + 5] == "Same source as above"


def test_figures_are_smaller_and_dimmer_than_what_they_stand_behind(reading: Bedside) -> None:
    block = texts(reading)[0].document().begin()
    sentence, figures = (
        each.begin().fragment().charFormat() for each in (block, block.next()) if each.isValid()
    )

    small, theme = int(QTextFormat.Property.FontPixelSize), DUSK
    assert figures.intProperty(small) < reading.page.fontInfo().pixelSize()
    assert (sentence.foreground().color().name(), figures.foreground().color().name()) == (
        *(QColor(theme.text).name(), QColor(theme.soft_text).name()),
    )


def test_a_text_is_heard_by_its_topic_and_heading(reading: Bedside) -> None:
    assert [each.accessibleName() for each in texts(reading)] == [
        "Better sleep: What studies found",
        "Better sleep: What is fair to say",
    ]


@pytest.mark.usefixtures("styled")
def test_reading_begins_at_the_beginning(reading: Bedside) -> None:
    assert reading.window.focusWidget() is texts(reading)[0]
    assert bar(reading).value() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Backspace])
@pytest.mark.parametrize("tabs", [0, 1, 3])
def test_a_key_goes_back_to_the_card_it_was_opened_from(reading: Bedside, key: Qt.Key, tabs: int) -> None:
    reading.keys(*("Tab",) * tabs)

    QTest.keyClick(reading.window.focusWidget() or reading.window, key)

    assert reading.page is reading.flow.learn.topics
    at = reading.window.focusWidget()
    assert at is not None
    assert at.accessibleIdentifier() == "Better sleep"


def test_the_button_goes_back(reading: Bedside) -> None:
    reading.press("Back")

    assert reading.page is reading.flow.learn.topics


@pytest.mark.usefixtures("styled")
def test_one_topic_leads_to_the_next_from_its_beginning(reading: Bedside) -> None:
    reading.keys("End")
    assert bar(reading).value() > 0

    reading.press("Next topic")
    reading.process_events()

    assert reading.control("Topic", QLabel).text() == "Alongside other treatments"
    assert bar(reading).value() == 0
    assert reading.window.focusWidget() is texts(reading)[0]


def test_the_last_topic_leads_nowhere(bedside: Bedside) -> None:
    open_article(bedside, "Things to try besides massage")

    assert not bedside.visible("Next topic")


def test_the_steps_that_serve_it_are_offered_with_their_time(reading: Bedside) -> None:
    offered = [each.text() for each in reading.buttons() if each.accessibleIdentifier().startswith("Try ")]

    assert len(offered) == len(ARTICLES["better_sleep"].steps)
    assert offered[0] == "Slow breath  0:35"


def test_a_text_offers_no_steps_and_no_log(bedside: Bedside) -> None:
    open_article(bedside, "Before you massage")

    assert {each.accessibleIdentifier() for each in bedside.page.findChildren(QPushButton)} == {
        *("Back", "Next topic"),
    }


def test_what_is_pressed_is_told_by_its_key(qtbot: QtBot) -> None:
    page = ArticlePage({}, QWidget)
    qtbot.addWidget(page)
    heard = SignalRecorder(page, "chart_chosen", "step_chosen")

    page.show_article(ARTICLES["looser_muscles"])
    made = {each.accessibleIdentifier(): each for each in page.findChildren(QPushButton)}
    made["Open the chart"].click()

    assert heard.take() == [("chart_chosen", "tension")]
    assert [word for word in made if word.startswith("Try ")] == [], "no such step is known"


def test_a_further_chart_has_a_button_of_its_own(reading: Bedside) -> None:
    reading.press("Daytime tiredness")

    assert reading.page is reading.flow.day.insights
    item = reading.control("Charts", QListWidget).currentItem()
    assert item is not None
    assert item.text() == "Daytime tiredness"


# --- scrolling by keys --------------------------------------------------------------------------------------


@pytest.fixture
def long_text(bedside: Bedside) -> Bedside:
    station_named("text").go(bedside)
    bedside.process_events()
    return bedside


@pytest.mark.usefixtures("styled")
def test_keys_scroll_the_page(long_text: Bedside) -> None:
    scroll = bar(long_text)

    long_text.keys("Down")
    a_little = scroll.value()
    long_text.keys("Space")
    a_page = scroll.value()
    long_text.keys("End")
    end = scroll.value()
    long_text.keys("Up")
    back = scroll.value()
    long_text.keys("Home")

    assert 0 < a_little < a_page < end == scroll.maximum()
    assert a_page - a_little < scroll.pageStep()
    assert back < end
    assert scroll.value() == 0


@pytest.mark.usefixtures("styled")
def test_the_caret_goes_along_for_those_who_listen(long_text: Bedside) -> None:
    text = texts(long_text)[0]

    long_text.keys(*("Down",) * 5)

    line = text.cursorRect().center()
    assert text.textCursor().position() > 0
    assert text.hasFocus()
    assert text.visibleRegion().contains(line)


@pytest.mark.usefixtures("styled")
def test_the_focus_goes_along_from_section_to_section_without_a_jump(long_text: Bedside) -> None:
    scroll, reached, steps = bar(long_text), set(), set()
    at_end = False
    while not at_end:
        before = scroll.value()
        long_text.keys("Down")
        at_end = scroll.value() == scroll.maximum()
        if not at_end:
            steps.add(scroll.value() - before)
        focused = long_text.window.focusWidget()
        assert focused is not None
        assert not focused.visibleRegion().isEmpty()
        reached.add(focused.accessibleIdentifier())

    assert len(steps) == 1
    assert len(reached) >= 5
    long_text.keys("Home")
    assert texts(long_text)[0].hasFocus()


@pytest.mark.usefixtures("styled")
def test_where_nothing_scrolls_the_caret_goes_on_by_a_line(bedside: Bedside) -> None:
    open_article(bedside, "Looser muscles")
    bedside.window.resize(1280, 1600)
    bedside.process_events()
    assert bar(bedside).maximum() == 0
    text = texts(bedside)[0]

    bedside.keys("Down")
    down = text.textCursor().position()
    bedside.keys("Up")

    assert down > 0
    assert text.textCursor().position() == 0


def test_words_can_be_selected_and_copied_by_keys(reading: Bedside) -> None:
    text = texts(reading)[0]

    QTest.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    assert text.textCursor().selectedText().startswith("In a small pilot trial")
    assert text.isReadOnly()


def test_nothing_can_be_typed_into_it(reading: Bedside) -> None:
    before = texts(reading)[0].toPlainText()

    reading.keys("x", "Delete")

    assert texts(reading)[0].toPlainText() == before


@pytest.mark.usefixtures("styled")
def test_tabbing_into_a_high_section_shows_its_beginning(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", "2.0")
    opened(bedside)
    station_named("text").go(bedside)
    bedside.process_events()
    high = next(each for each in texts(bedside) if each.accessibleIdentifier() == "Ask a professional first")
    assert high.height() > bedside.window.height()

    bedside.keys("Tab", "Tab")
    bedside.process_events()

    assert bedside.window.focusWidget() is high
    assert high.visibleRegion().boundingRect().top() == 0


# --- how it looks -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize("scale", ["1.0", "1.5", "2.0"])
@pytest.mark.parametrize("key", ["better_sleep", "before_you_massage", "what_to_tell_my_doctor"])
def test_every_section_is_as_high_as_its_text(opened: OpenBedside, key: str, scale: str) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    open_article(bedside, ARTICLES[key].title)

    for text in texts(bedside):
        assert 0 <= text.height() - text.document().size().height() < 2


@pytest.mark.usefixtures("styled")
def test_text_that_grows_while_it_is_read_is_whole(reading: Bedside) -> None:
    small = texts(reading)[0].height()

    for _ in range(3):
        QTest.keyClick(reading.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    reading.process_events()

    [found, _] = texts(reading)
    assert found.height() > small
    assert 0 <= found.height() - found.document().size().height() < 2


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize("scale", ["1.0", "2.0"])
def test_lines_are_of_sixty_to_seventy_characters(opened: OpenBedside, scale: str) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    lengths: list[int] = []
    for article in ARTICLES.values():
        open_article(bedside, article.title)
        for text in texts(bedside):
            # Figures and sources are in smaller letters.
            lengths += [
                line.textLength()
                for words, line in full_lines(text)
                if words not in SOURCES and not words.startswith("Figures: ")
            ]
        bedside.keys("Esc")

    assert 56 <= sum(lengths) / len(lengths) <= 70
    assert max(lengths) <= 78


def test_its_colours_are_those_of_the_theme(reading: Bedside) -> None:
    text = texts(reading)[0]
    before = text.document().begin().charFormat().foreground().color()

    text.set_theme(DAY)

    after = text.document().begin().begin().fragment().charFormat().foreground().color()
    assert after.name() == DAY.text
    assert after != before


def test_it_leads_to_no_address(bedside: Bedside) -> None:
    for article in ARTICLES.values():
        open_article(bedside, article.title)
        for text in texts(bedside):
            assert "href" not in text.toHtml()
        bedside.keys("Esc")


@pytest.mark.usefixtures("styled")
def test_no_line_ends_inside_a_figure(bedside: Bedside) -> None:
    ends = []
    for article in ARTICLES.values():
        open_article(bedside, article.title)
        for text in texts(bedside):
            for paragraph, line in full_lines(text):
                after = paragraph[line.textStart() + line.textLength() :]
                if after.startswith(("%", "=", "CI", "ng/mL")):
                    ends.append(after)
        bedside.keys("Esc")

    assert ends == []


def test_a_figure_and_its_unit_are_tied_together(bedside: Bedside) -> None:
    open_article(bedside, "Looser muscles")

    assert "5.2\N{NO-BREAK SPACE}%" in texts(bedside)[0].document().begin().next().text()
