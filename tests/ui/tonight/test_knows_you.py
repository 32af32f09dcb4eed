"""A Tonight page that knows the person: last night, the morning's diary, the first step."""

import pytest
from PySide6.QtWidgets import QLabel

from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.tonight.first_step import FirstStepPicture
from rlscompanion.ui.widgets.figure import LegFigure
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.stations import SAMPLE_NIGHT

pytestmark = pytest.mark.usefixtures("unstyled")


def texts_on(bedside: Bedside, identifier: str) -> list[str]:
    """The texts on a control."""
    return [each.text() for each in bedside.control(identifier).findChildren(QLabel) if each.isVisible()]


def test_the_evening_after_a_night_it_is_said_in_one_line(bedside: Bedside) -> None:
    assert "Good evening" in bedside.texts()
    assert not bedside.visible("Last night")

    bedside.log.save(SAMPLE_NIGHT)
    bedside.press("Tonight")

    assert bedside.control("Last night", QLabel).text() == "Last night: 6 h 50 asleep, worst urge 6 of 10"


def test_in_the_morning_the_diary_comes_first_and_at_noon_it_is_a_link(bedside: Bedside) -> None:
    bedside.press("Lights out")
    bedside.clock.advance_wall_to("2026-11-22 07:30")
    bedside.flow.evening.show_tonight()

    focused = bedside.window.focusWidget()
    assert focused is not None
    assert focused is bedside.control("Fill in morning diary")
    assert texts_on(bedside, "Fill in morning diary") == ["Fill in morning diary", "How was the night?"]
    assert "Good morning" in bedside.texts()

    bedside.clock.advance_wall_to("2026-11-22 12:10")
    bedside.flow.evening.show_tonight()

    assert bedside.window.focusWidget() is bedside.control("Start wind-down")
    assert texts_on(bedside, "Fill in morning diary") == []
    assert "Good afternoon" in bedside.texts()
    bedside.press("Fill in morning diary")
    assert bedside.page is bedside.flow.night.morning


def test_a_morning_without_a_recorded_night_starts_as_an_evening_does(bedside: Bedside) -> None:
    bedside.clock.advance_wall_to("2026-11-22 09:00")

    bedside.press("Tonight")

    assert bedside.window.focusWidget() is bedside.control("Start wind-down")


def test_a_log_that_cannot_be_read_leaves_tonight_without_last_night(bedside: Bedside) -> None:
    def refuse(*_: object) -> None:
        raise Refusal("the log cannot be read")

    bedside.diary.night_of = refuse  # type: ignore[method-assign,assignment]

    bedside.press("Tonight")

    assert not bedside.visible("Last night")
    assert bedside.control("Start wind-down").isEnabled()


def drawn_figures(bedside: Bedside) -> list[LegFigure]:
    return bedside.control("Start wind-down").findChildren(LegFigure)


@pytest.mark.usefixtures("styled")
def test_the_first_step_is_drawn_after_the_page_and_still(bedside: Bedside) -> None:
    picture = bedside.page.findChild(FirstStepPicture)
    assert picture is not None
    assert not drawn_figures(bedside)

    picture.draw_first_step()
    before = drawn_figures(bedside)[0].grab().toImage()
    bedside.press("Routine Leg exercises")
    picture.resize(picture.width() - 2, picture.height())

    [figure] = drawn_figures(bedside)
    assert not figure.is_animating
    assert figure.size() == picture.size()
    assert figure.grab().toImage() != before


def test_a_first_step_without_a_picture_leaves_the_words(opened: OpenBedside) -> None:
    bedside = opened(Bedside(wind_downs=(), faults=(ContentFault("10.toml", "steps", "is missing"),)))
    picture = bedside.page.findChild(FirstStepPicture)
    assert picture is not None

    picture.draw_first_step()

    [figure] = drawn_figures(bedside)
    assert not figure.isVisible()
