"""The overview with which Insights opens: its sentences, where its cards lead, and how it makes room."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.preferences import TEXT_SCALE
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.onset import SEE_PRESCRIBER_ADVICE
from rlscompanion.domain.overview import CARD_TITLES_IN_ORDER, OverviewCardData
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.relief import START_A_TRIAL_SENTENCE
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord
from rlscompanion.ui.insights.choices import CHART_CHOICES
from rlscompanion.ui.insights.look import chart_look
from rlscompanion.ui.insights.overview_panel import OverviewPanel, Sparkline
from rlscompanion.ui.theme import DUSK
from tests.domain.samples import a_full_night
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import luminance

pytestmark = pytest.mark.usefixtures("unstyled")

TABLET = Medicine(UUID(int=6), "Tablet", is_dopaminergic=True)


def rated(bedside: Bedside, change: int) -> None:
    """Save a wind-down session during which the urge to move fell from 7 by `change`."""
    began = Moment(1_795_200_000 - 86_400 * change, offset=60)
    record = SessionRecord(
        UUID(int=70 + change),
        "wind_down_05",
        "5 minutes",
        RoutineKind.WIND_DOWN,
        began,
        SessionStatus.FINISHED,
        (SegmentRecord("calf", Side.LEFT, SegmentStatus.DONE, 50, 50),),
    )
    bedside.session_log.save(record)
    bedside.session_log.save_ratings(record.id, RatingTime.BEFORE, began, Ratings(urge=7))
    bedside.session_log.save_ratings(record.id, RatingTime.AFTER, began, Ratings(urge=7 - change))


@pytest.fixture
def full(opened: OpenBedside) -> Bedside:
    bedside = Bedside()
    for back in range(1, 41):
        night = a_full_night(date(2026, 11, 21) - timedelta(days=back))
        sleep = replace(night.sleeps[0], id=UUID(int=500 + back))
        bedside.log.save(replace(night, id=UUID(int=back), sleeps=(sleep,), saved_at=Moment(1)))
    opened(bedside).press("Insights")
    return bedside


def test_insights_open_with_it(full: Bedside) -> None:
    item = full.control("Charts", QListWidget).currentItem()

    assert item is not None
    assert item.text() == "Overview"
    assert full.visible("Chart") == full.visible("Period week") == full.visible("Save chart") == []
    assert full.control("Sleep", QPushButton).accessibleDescription() == (
        "6 h 40 asleep on a typical night (last 28 nights). Too early to see a change: 29 more nights needed."
    )
    assert full.control("What to do next", QLabel).text() == (
        "Rate your legs before and after 5 more massages. Then this page shows how they usually change."
    )


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("Sleep", "Time asleep"),
        ("Legs", "Worst urge to move"),
        ("Regularity", "Sleep regularity"),
    ],
)
def test_a_card_opens_its_chart(full: Bedside, word: str, title: str) -> None:
    full.press(word)

    item = full.control("Charts", QListWidget).currentItem()
    assert item is not None
    assert item.text() == title
    assert full.control("Chart").hasFocus()
    assert full.visible(word) == []


def test_a_card_without_a_chart_yet_leads_to_the_list_of_charts(full: Bedside) -> None:
    full.press("Massage")

    charts = full.control("Charts", QListWidget)
    assert charts.hasFocus()
    assert charts.currentItem().text() == "Urge to move before and after"
    assert full.visible("Chart") == []


def test_every_card_leads_to_a_chart_that_there_is(full: Bedside) -> None:
    panel = full.page.findChild(OverviewPanel)
    assert panel is not None

    assert {each._chart for each in panel._cards} <= {choice.key for choice in CHART_CHOICES}
    assert [each.accessibleIdentifier() for each in panel._cards] == list(CARD_TITLES_IN_ORDER)


def test_it_is_read_again_when_it_is_shown_again(full: Bedside) -> None:
    full.press("Tonight")
    for change in range(5):
        rated(full, change)
    full.press("Insights")

    assert full.control("What to do next", QLabel).text() == START_A_TRIAL_SENTENCE
    assert "−2 points" in full.control("Massage", QPushButton).accessibleDescription()


def test_advice_on_symptoms_comes_before_everything(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.health.save_medicine(TABLET)
    for back in range(1, 41):
        night = a_full_night(date(2026, 11, 21) - timedelta(days=back))
        began = night.symptoms_began
        assert began is not None
        bedside.log.save(
            replace(
                night,
                id=UUID(int=back),
                saved_at=Moment(1),
                symptoms_began=began.plus_minutes(-180 if back <= 14 else 0),
                doses=(Dose(UUID(int=900 + back), TABLET.id, 0.25),),
            )
        )
    opened(bedside).press("Insights")

    assert bedside.control("What to do next", QLabel).text() == SEE_PRESCRIBER_ADVICE


@pytest.mark.usefixtures("styled")
def test_cards_stand_under_one_another_in_large_text(full: Bedside) -> None:
    sleep, legs = full.control("Sleep"), full.control("Legs")
    assert sleep.y() == legs.y()

    full.window.resize(900, 640)
    TEXT_SCALE.keep(full.preferences, 2.0)
    full.window.apply_text_scale()
    full.process_events()

    assert legs.y() > sleep.y()
    assert legs.x() == sleep.x()
    assert sleep.height() >= sleep.heightForWidth(sleep.width())


@pytest.mark.usefixtures("styled")
def test_a_sparkline_is_drawn(full: Bedside) -> None:
    line = full.control("Legs").findChild(Sparkline)
    assert line is not None

    image = line.grab().toImage()

    lit = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert DUSK.accent in lit
    assert max(luminance(QColor(each)) for each in lit) < 0.5


def test_changes_are_drawn_from_their_zero(qtbot: QtBot) -> None:
    line = Sparkline()
    qtbot.addWidget(line)
    line.resize(200, 40)
    changes = {date(2026, 11, day): change for day, change in ((1, -3.0), (8, -1.0), (15, 2.0))}
    shown = OverviewCardData("Massage", "-2", "change", "", "ratings", changes, bottom=-5.0, top=5.0)
    line.show_values(shown, chart_look(DUSK))

    image = line.grab().toImage()

    bare = image.pixelColor(0, 0)
    rows = [sum(image.pixelColor(x, y) != bare for x in range(200)) for y in range(40)]
    assert max(rows) > 150, "there is a line from side to side"
    assert abs(rows.index(max(rows)) - 20) <= 1, "half way from -5 to 5"
