import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.theme import DUSK, apply_theme
from rlscompanion.ui.widgets.column import CentredColumn
from tests.waiting import PATIENCE_MS


def shown(qtbot: QtBot, height: int = 100, text: str = "") -> tuple[QWidget, QWidget, CentredColumn]:
    """A page with a column of 500 pixels, its content, and the column."""
    page, content = QWidget(), QWidget()
    qtbot.addWidget(page)
    content.setMinimumHeight(height)
    lines = QVBoxLayout(content)
    words = QLabel(text)
    words.setWordWrap(True)
    lines.addWidget(words)
    column = CentredColumn(content, 500)
    around = QVBoxLayout(page)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(column)
    apply_theme(page, DUSK)
    page.resize(1280, 600)
    page.show()
    qtbot.waitExposed(page, timeout=PATIENCE_MS)
    return page, content, column


def test_content_stands_in_the_middle_at_its_width(qtbot: QtBot) -> None:
    page, content, _ = shown(qtbot)

    left = content.mapTo(page, content.rect().topLeft()).x()
    assert content.width() == 500
    assert abs(left - (1280 - 500) / 2) <= 1


def test_a_narrow_window_narrows_the_content(qtbot: QtBot) -> None:
    page, content, _ = shown(qtbot)

    page.resize(400, 600)

    assert content.width() == 400 - 48


@pytest.mark.parametrize("scale", [1.15, 1.5, 2.0])
def test_it_grows_with_the_text(qtbot: QtBot, scale: float) -> None:
    page, content, _ = shown(qtbot)

    apply_theme(page, DUSK, scale)

    assert content.maximumWidth() == pytest.approx(500 * scale, abs=20)


def test_too_much_content_scrolls_instead_of_being_clipped(qtbot: QtBot) -> None:
    _, content, column = shown(qtbot, height=900)

    assert content.height() >= 900
    assert column.verticalScrollBar().maximum() == 300


def test_it_never_scrolls_sideways(qtbot: QtBot) -> None:
    page, _, column = shown(qtbot, text="word " * 200)

    page.resize(300, 600)

    assert column.widget().width() == column.viewport().width()


def test_a_screen_reader_is_told_of_the_same_children_with_and_without_a_bar(qtbot: QtBot) -> None:
    _, content, column = shown(qtbot, height=100)
    scrolled = column.findChild(QScrollArea)
    assert scrolled is not None
    area = QAccessible.queryAccessibleInterface(scrolled)
    before = area.childCount()

    content.setMinimumHeight(2000)
    qtbot.waitUntil(lambda: column.verticalScrollBar().isVisible(), timeout=PATIENCE_MS)

    assert area.childCount() == before == 1


def test_a_field_that_is_cut_at_the_edge_is_brought_into_sight_whole(qtbot: QtBot) -> None:
    _, content, column = shown(qtbot, height=900)
    fields = [QLineEdit(content) for _ in range(2)]
    for field, top in zip(fields, (100, 570), strict=True):
        field.setGeometry(0, top, 200, 44)
        field.show()
    with qtbot.waitActive(column.window(), timeout=PATIENCE_MS):
        column.window().activateWindow()
    fields[0].setFocus()
    assert QApplication.focusWidget() is fields[0]
    assert column.verticalScrollBar().value() == 0, "it is in sight already"

    fields[1].setFocus()

    assert fields[1].visibleRegion().boundingRect().height() == 44


def field_below_a_text(qtbot: QtBot) -> tuple[QWidget, QLabel, QLineEdit]:
    """A page that scrolls, a text in it, and a focused field below the text."""
    page, content, _ = shown(qtbot)
    content.setMinimumHeight(0)
    words, field, below = content.findChild(QLabel), QLineEdit(), QWidget()
    lines = content.layout()
    assert words is not None
    assert isinstance(lines, QVBoxLayout)
    words.setFixedHeight(800)
    below.setFixedHeight(1400)
    lines.addWidget(field)
    lines.addWidget(below)
    with qtbot.waitActive(page, timeout=PATIENCE_MS):
        page.activateWindow()
    qtbot.waitUntil(lambda: field.y() >= 800, timeout=PATIENCE_MS)
    field.setFocus()
    QApplication.processEvents()
    assert is_whole_in_sight(field)
    return page, words, field


def is_whole_in_sight(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().height() == widget.height()


def test_a_focused_field_stays_in_sight_when_text_above_it_grows(qtbot: QtBot) -> None:
    _page, words, field = field_below_a_text(qtbot)

    words.setFixedHeight(1200)

    qtbot.waitUntil(lambda: field.y() >= 1200, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: is_whole_in_sight(field), timeout=PATIENCE_MS)


def test_a_focused_field_that_was_scrolled_away_does_not_come_back_by_itself(qtbot: QtBot) -> None:
    page, words, field = field_below_a_text(qtbot)
    column = page.findChild(CentredColumn)
    assert column is not None
    column.go_to_top()
    assert not is_whole_in_sight(field)

    words.setFixedHeight(1200)
    qtbot.waitUntil(lambda: field.y() >= 1200, timeout=PATIENCE_MS)
    QApplication.processEvents()

    assert column.verticalScrollBar().value() == 0
