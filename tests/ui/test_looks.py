"""Pages are dark enough for the night and still readable, measured on the pages themselves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QLineEdit,
)

from rlscompanion.ui.theme import DUSK, EMBER, THEMES, Theme, style_sheet, theme_palette
from rlscompanion.ui.widgets.controls import button
from tests.cases import each_case
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import (
    brightest_patch,
    colour_contrast,
    contrast_ratio,
    luminance,
    luminances,
    mean_luminance,
    widest_contrast,
)
from tests.ui.record_checks import LEAST_CONTRAST, MOST_LUMINANCE
from tests.ui.stations import station_named

PAIRS = (
    ("text", "background"),
    ("text", "raised_background"),
    ("text", "accent_background"),
    ("soft_text", "background"),
    ("soft_text", "raised_background"),
    ("accent", "background"),
    ("text_on_accent", "accent_background"),
    ("warning", "background"),
)


@each_case("theme", THEMES.values(), ids=lambda theme: theme.name)
@each_case(("front", "back"), PAIRS)
def test_colours_can_be_told_apart(theme: Theme, front: str, back: str) -> None:
    assert colour_contrast(getattr(theme, front), getattr(theme, back)) >= LEAST_CONTRAST[theme.name]


def test_contrast_is_measured_as_defined() -> None:
    assert colour_contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert colour_contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def painted(one: str, other: str) -> QImage:
    """A picture of two colours; colour `other` fills the left upper quarter."""
    picture = QImage(22, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor(one))
    for x in range(11):
        for y in range(10):
            picture.setPixelColor(x, y, QColor(other))
    return picture


def test_a_picture_is_measured_as_its_colours_are() -> None:
    picture = painted("#0b0a09", "#d0a070")
    dark, light = luminance(QColor("#0b0a09")), luminance(QColor("#d0a070"))

    assert luminances(picture).shape == (20, 22)
    assert widest_contrast(luminances(picture)) == pytest.approx(
        colour_contrast("#0b0a09", "#d0a070"), rel=1e-4
    )
    assert mean_luminance(picture) == pytest.approx((3 * dark + light) / 4, rel=1e-4)
    assert brightest_patch(luminances(picture), 10) == pytest.approx(light, rel=1e-4)
    assert brightest_patch(luminances(picture), 20) == pytest.approx(
        (290 * dark + 110 * light) / 400, rel=1e-4
    )
    assert mean_luminance(painted("#000000", "#000000")) == 0.0


def test_a_weak_text_is_noticed() -> None:
    assert widest_contrast(luminances(painted("#888888", "#aaaaaa"))) < 2
    assert widest_contrast(luminances(painted("#000000", "#ffffff"))) > 20


def test_ember_is_black_and_red_in_large_letters() -> None:
    red, green, blue = QColor(EMBER.text).red(), QColor(EMBER.text).green(), QColor(EMBER.text).blue()

    assert EMBER.background == "#000000"
    assert red > 4 * green > blue
    assert EMBER.smallest_text_pixels >= 24


@pytest.mark.parametrize("theme", [DUSK, EMBER], ids=lambda theme: theme.name)
def test_the_palette_has_no_bright_ground(theme: Theme) -> None:
    made = theme_palette(theme)

    grounds = (made.window(), made.base(), made.button(), made.alternateBase(), made.toolTipBase())
    assert max(luminance(ground.color()) for ground in grounds) < 0.01


def test_what_stands_in_an_empty_field_can_be_read(bedside: Bedside) -> None:
    station_named("sounds with all").go(bedside)
    field = bedside.control("Preset name", QLineEdit)
    bedside.process_events()

    picture = field.grab().toImage()

    lightest = float(luminances(picture)[8:-8, 10:-10].max())
    assert contrast_ratio(lightest, luminance(QColor(DUSK.raised_background))) >= LEAST_CONTRAST["dusk"]


@pytest.mark.parametrize("role", ["", "flat", "primary"])
def test_what_cannot_be_pressed_looks_it(bedside: Bedside, role: str) -> None:
    made = button("Next", "Next", role)
    made.setParent(bedside.page)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.show()
    bedside.process_events()
    enabled = made.grab().toImage()

    made.setEnabled(False)
    bedside.process_events()

    assert made.grab().toImage() != enabled


def test_the_very_first_frame_is_dark(opened: OpenBedside) -> None:
    bedside = Bedside()
    opened(bedside)

    assert mean_luminance(bedside.window.grab().toImage()) <= MOST_LUMINANCE["dusk"]


@each_case("scale", [1.0, 1.5, 2.0])
@each_case("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_a_style_sheet_scales_every_text(theme: Theme, scale: float) -> None:
    sheet = style_sheet(theme, scale)

    assert f"font-size: {round(theme.text_pixels(17) * scale)}px" in sheet
    assert f"font-size: {round(theme.text_pixels(34) * scale)}px" in sheet


@pytest.mark.parametrize("scale", ["1.0", "1.5", "2.0"])
def test_the_ring_holds_its_words(opened: OpenBedside, scale: str) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    bedside.start_session()
    bedside.pass_time(36)
    bedside.process_events()

    ring = bedside.control("Time left")
    assert ring.width() >= ring.minimumSizeHint().width()
    assert ring.height() >= ring.minimumSizeHint().height()
