"""Dark enough for the night, and to be read: measured on the pages themselves."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QTextEdit,
    QWidget,
)

from rlscompanion.ui.sounds.tile import SoundTile
from rlscompanion.ui.theme import DAY, DUSK, EMBER, THEMES, Theme, palette, style_sheet
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button
from rlscompanion.ui.widgets.rating_scale import RatingScale
from tests.fakes import FakeClock
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import contrast, luminance, mean_luminance
from tests.ui.stations import DARK, EVERY, LIGHT_BY_DAY, LIT, Station, station

LEAST_CONTRAST = {"dusk": 4.5, "ember": 3.0, "day": 4.5}
MOST_LUMINANCE = {"dusk": 0.03, "ember": 0.006}
READ = (QLabel, QAbstractButton, QLineEdit, QComboBox, QTextEdit, RatingScale)
PAIRS = (
    ("text", "ground"),
    ("text", "raised"),
    ("text", "accent_ground"),
    ("soft", "ground"),
    ("soft", "raised"),
    ("accent", "ground"),
    ("on_accent", "accent_ground"),
    ("warning", "ground"),
)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_colours_can_be_told_apart(theme: Theme, front: str, back: str) -> None:
    assert contrast(getattr(theme, front), getattr(theme, back)) >= LEAST_CONTRAST[theme.name]


def test_contrast_is_measured_as_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_ember_is_black_and_red_in_large_letters() -> None:
    red, green, blue = QColor(EMBER.text).red(), QColor(EMBER.text).green(), QColor(EMBER.text).blue()

    assert EMBER.ground == "#000000"
    assert red > 4 * green > blue
    assert EMBER.smallest >= 24


@pytest.mark.parametrize("theme", [DUSK, EMBER], ids=lambda theme: theme.name)
def test_the_palette_has_no_bright_ground(theme: Theme) -> None:
    made = palette(theme)

    grounds = (made.window(), made.base(), made.button(), made.alternateBase(), made.toolTipBase())
    assert max(luminance(ground.color()) for ground in grounds) < 0.01


def test_what_stands_in_an_empty_field_can_be_read(bedside: Bedside) -> None:
    station("sounds").go(bedside)
    field = bedside.control("Preset name", QLineEdit)
    bedside.settle()

    picture = field.grab().toImage()

    inside = [
        picture.pixelColor(x, y)
        for x in range(10, picture.width() - 10)
        for y in range(8, picture.height() - 8)
    ]
    lightest = max(inside, key=luminance)
    assert contrast(lightest.name(), DUSK.raised) >= LEAST_CONTRAST["dusk"]


@pytest.mark.parametrize("role", ["", "flat", "primary"])
def test_what_cannot_be_pressed_looks_it(bedside: Bedside, role: str) -> None:
    made = button("Next", "Next", role)
    made.setParent(bedside.page)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.show()
    bedside.settle()
    enabled = made.grab().toImage()

    made.setEnabled(False)
    bedside.settle()

    assert made.grab().toImage() != enabled


@pytest.mark.parametrize("where", EVERY, ids=str)
def test_pages_are_dark(bedside: Bedside, where: Station) -> None:
    where.go(bedside)
    bedside.settle()

    picture = bedside.window.grab().toImage()

    assert bedside.window.theme is (EMBER if where in DARK else DUSK)
    assert mean_luminance(picture) <= MOST_LUMINANCE[bedside.window.theme.name]


@pytest.mark.parametrize("where", EVERY, ids=str)
def test_no_patch_of_a_page_is_bright(bedside: Bedside, where: Station) -> None:
    where.go(bedside)
    bedside.settle()

    picture = bedside.window.grab().toImage()

    patches = [
        mean_luminance(picture.copy(QRect(x, y, 80, 80)))
        for x in range(0, 1280, 80)
        for y in range(0, 800, 80)
    ]
    assert max(patches) <= 0.25


@pytest.mark.parametrize("where", LIGHT_BY_DAY, ids=str)
def test_by_day_everything_to_read_stands_out(opened: OpenBedside, where: Station) -> None:
    bedside = opened(Bedside(clock=FakeClock("2026-11-22 10:00")))
    where.go(bedside)
    bedside.finish_fade()
    picture = bedside.window.grab().toImage()
    assert bedside.window.theme is DAY

    weak = {}
    for each in bedside.window.findChildren(QWidget):
        shown = each.visibleRegion().boundingRect()
        is_whole = shown.height() == each.height() or isinstance(each, QTextEdit)
        if not isinstance(each, READ) or shown.isEmpty() or not is_whole or not each.isEnabled():
            continue
        if isinstance(each, QLabel | QAbstractButton) and not each.text():
            continue
        if isinstance(each, QLineEdit) and not (each.text() or each.placeholderText()):
            continue
        place = QRect(each.mapTo(bedside.window, shown.topLeft()), shown.size())
        ratio = widest_contrast(picture.copy(place))
        if ratio < LEAST_CONTRAST["day"]:
            weak[each.accessibleIdentifier() or type(each).__name__] = ratio
    assert weak == {}


def test_a_weak_text_is_noticed() -> None:
    assert widest_contrast(painted("#888888", "#aaaaaa")) < 2
    assert widest_contrast(painted("#000000", "#ffffff")) > 20


def painted(one: str, other: str) -> QImage:
    """A picture of two colours."""
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor(one))
    for x in range(10):
        for y in range(10):
            picture.setPixelColor(x, y, QColor(other))
    return picture


def widest_contrast(picture: QImage) -> float:
    """The contrast of the lightest to the darkest pixel."""
    levels = [
        luminance(picture.pixelColor(x, y)) for x in range(picture.width()) for y in range(picture.height())
    ]
    return (max(levels) + 0.05) / (min(levels) + 0.05)


def test_the_very_first_frame_is_dark(opened: OpenBedside) -> None:
    bedside = Bedside()
    opened(bedside)

    assert mean_luminance(bedside.window.grab().toImage()) <= MOST_LUMINANCE["dusk"]


def test_every_text_of_ember_is_large(bedside: Bedside) -> None:
    for where in DARK:
        where.go(bedside)
        bedside.settle()
        small = [
            text
            for each in bedside.window.findChildren(QWidget)
            if isinstance(each, QLabel | QAbstractButton)
            and each.isVisible()
            and (text := each.text())
            and each.fontInfo().pixelSize() < 24
        ]
        assert small == [], where.name
        bedside.close()
        bedside.open()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_a_style_sheet_scales_every_text(theme: Theme, scale: float) -> None:
    sheet = style_sheet(theme, scale)

    assert f"font-size: {round(theme.size(17) * scale)}px" in sheet
    assert f"font-size: {round(theme.size(34) * scale)}px" in sheet


def text_of(widget: QLabel | QAbstractButton | SoundTile) -> str:
    """The words on a widget."""
    return widget.accessibleName() if isinstance(widget, SoundTile) else widget.text()


def room_in(button: QAbstractButton) -> QRect:
    """What a button's padding leaves to its text."""
    if not isinstance(button, QPushButton):
        return button.rect()
    option = QStyleOptionButton()
    button.initStyleOption(option)
    return button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)


def clipped(widget: QWidget) -> bool:
    """Whether a label or a button has less room than its text needs."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        words = widget.text().split()
        widest = max(widget.fontMetrics().horizontalAdvance(word) for word in words)
        room = widget.contentsRect()
        return widest > room.width() or widget.heightForWidth(widget.width()) > widget.height()
    hint = widget.sizeHint()
    if isinstance(widget, SoundTile):
        hint = widget.minimumSizeHint()
    if isinstance(widget, QAbstractButton):
        # A button narrower than its hint still shows its text when that fits.
        text = widget.fontMetrics().horizontalAdvance(widget.text())
        return text > room_in(widget).width() or widget.fontMetrics().height() > widget.height()
    return hint.width() > widget.width() or hint.height() > widget.height()


def cut_off(bedside: Bedside, widget: QWidget) -> bool:
    """Whether a part of a widget lies outside of the window, or of what its column can scroll to."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, CentredColumn):
        above = above.parentWidget()
    inside = above.widget() if isinstance(above, CentredColumn) else None
    frame = inside or bedside.window
    place = QRect(widget.mapTo(frame, widget.rect().topLeft()), widget.size())
    return not frame.rect().contains(place)


@pytest.mark.parametrize(
    ("scale", "width", "height"), [("1.0", 1280, 800), ("2.0", 1280, 800), ("2.0", 900, 640)]
)
@pytest.mark.parametrize("where", EVERY, ids=str)
def test_no_text_is_clipped(opened: OpenBedside, where: Station, scale: str, width: int, height: int) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    where.go(bedside)
    bedside.window.resize(width, height)
    bedside.settle()

    shown = [
        each
        for each in bedside.window.findChildren(QWidget)
        if isinstance(each, QLabel | QAbstractButton | SoundTile) and each.isVisible() and text_of(each)
    ]
    assert [text_of(each) for each in shown if clipped(each)] == []
    assert [text_of(each) for each in shown if cut_off(bedside, each)] == []


def test_what_is_clipped_is_noticed(bedside: Bedside) -> None:
    label = bedside.page.findChild(QLabel)
    assert label is not None
    label.setText("Much too long for so little room")

    label.setFixedWidth(40)

    assert clipped(label)


@pytest.mark.parametrize("scale", ["1.0", "1.5", "2.0"])
def test_the_ring_holds_its_words(opened: OpenBedside, scale: str) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    bedside.start_session()
    bedside.pass_time(36)
    bedside.settle()

    ring = bedside.control("Time left")
    assert ring.width() >= ring.minimumSizeHint().width()
    assert ring.height() >= ring.minimumSizeHint().height()


def content_and_view(bedside: Bedside) -> tuple[QWidget, QWidget]:
    """What a page's column holds, and the part of the window it is seen through."""
    column = bedside.page.findChild(CentredColumn)
    assert column is not None
    content = column.widget()
    assert content is not None
    return content, column.viewport()


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1280, 800, "1.0"), (1280, 800, "1.5"), (1280, 800, "2.0"), (900, 640, "1.0"), (900, 640, "2.0")],
)
@pytest.mark.parametrize("where", [each for each in LIT if "session" not in each.name], ids=str)
def test_no_page_is_wider_than_the_window(
    opened: OpenBedside, where: Station, width: int, height: int, scale: str
) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    where.go(bedside)
    bedside.window.resize(width, height)
    bedside.settle()

    content, view = content_and_view(bedside)
    assert bedside.window.width() == width
    assert content.width() <= view.width()


@pytest.mark.parametrize("where", [each for each in LIT if "session" not in each.name], ids=str)
def test_at_twice_the_size_a_page_scrolls_to_its_end(opened: OpenBedside, where: Station) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", "2.0")
    opened(bedside)
    where.go(bedside)
    bedside.settle()

    content, view = content_and_view(bedside)
    column = bedside.page.findChild(CentredColumn)
    assert column is not None
    assert content.height() >= content.minimumSizeHint().height()
    assert column.verticalScrollBar().maximum() == max(0, content.height() - view.height())
