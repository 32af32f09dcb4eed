"""The Insights page: each chart with its sentence, periods, factors, pictures, and a log without nights."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton

from rlscompanion.charts.images import PICTURE_HEIGHT, PICTURE_WIDTH
from rlscompanion.charts.view import ChartView
from rlscompanion.domain.factor import Factor, FactorNote
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, AwakeningKind, Night
from rlscompanion.domain.onset import SEE_PRESCRIBER_ADVICE
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.session import SegmentStatus as Came
from rlscompanion.domain.session import SessionStatus
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord
from rlscompanion.domain.trial import Trial
from rlscompanion.ui.insights.choices import CHART_CHOICES, ChartChoice
from rlscompanion.ui.insights.page import InsightsPage
from rlscompanion.ui.theme import DAY
from tests.cases import each_case
from tests.domain.samples import a_full_night
from tests.fakes import FakeClock
from tests.stores import DISK_FAILS
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import mean_luminance
from tests.ui.record_checks import MOST_LUMINANCE

pytestmark = pytest.mark.usefixtures("unstyled")

TEA = Factor(str(UUID(int=5)), "Herbal tea", "cups")
TABLET = Medicine(UUID(int=6), "Tablet", is_dopaminergic=True)


def kept(
    bedside: Bedside, count: int, change: Callable[[int, Night], Night] = lambda _, night: night
) -> None:
    """Save `count` nights, back from the night before the fake clock's evening."""
    tonight = date(2026, 11, 21)
    for number in range(count):
        night = a_full_night(tonight - timedelta(days=count - number))
        night = replace(night, id=UUID(int=number + 1), saved_at=Moment(1))
        bedside.log.save(change(number, night))


@pytest.fixture
def full(opened: OpenBedside) -> Bedside:
    bedside = Bedside()
    kept(bedside, 40)
    opened(bedside).press("Insights")
    return bedside


def choose(bedside: Bedside, title: str) -> None:
    charts = bedside.control("Charts", QListWidget)
    (item,) = charts.findItems(title, Qt.MatchFlag.MatchExactly)
    charts.setCurrentItem(item)


def summary(bedside: Bedside) -> str:
    return bedside.control("Chart summary", QLabel).text()


def test_the_fake_evening_is_the_one_the_nights_lead_up_to() -> None:
    assert FakeClock().now().local.date() == date(2026, 11, 21)


@each_case("choice", CHART_CHOICES, ids=lambda choice: choice.key)
def test_every_chart_has_a_sentence_that_a_screen_reader_gets(full: Bedside, choice) -> None:  # type: ignore[no-untyped-def]
    choose(full, choice.title)

    assert summary(full).endswith(".")
    assert full.control("Chart summary").accessibleName() == f"Chart summary: {summary(full)}"
    for chart in full.visible("Chart"):
        assert chart.accessibleDescription() == summary(full)


@each_case("choice", CHART_CHOICES, ids=lambda choice: choice.key)
def test_without_nights_every_chart_says_what_is_missing(bedside: Bedside, choice) -> None:  # type: ignore[no-untyped-def]
    bedside.press("Insights")
    choose(bedside, choice.title)

    assert summary(bedside)
    assert bedside.visible("Chart") == []  # its sentence stands where it would be
    for word in ("Save chart", "Copy chart"):
        assert not bedside.control(word, QPushButton).isEnabled()
    assert bool(bedside.visible("Open the diary")) == choice.is_from_diary


def test_an_empty_chart_leads_to_last_nights_diary(bedside: Bedside) -> None:
    bedside.press("Insights")
    choose(bedside, "Worst urge to move")
    bedside.press("Open the diary")

    assert bedside.control("Night").accessibleName() == "Night: Fri 20 to Sat 21 Nov"


@each_case(("period", "nights"), [("week", "7"), ("month", "30"), ("year", "40"), ("all", "40")])
def test_a_period_narrows_what_is_looked_at(full: Bedside, period: str, nights: str) -> None:
    choose(full, "Worst urge to move")
    full.press(f"Period {period}")

    assert f"({nights} nights)" in summary(full)


def test_marks_are_read_out_by_keys(full: Bedside) -> None:
    choose(full, "Worst urge to move")
    full.control("Chart").setFocus()
    full.keys("End")

    assert full.control("Pointed at", QLabel).text() == "Fri 20 to Sat 21 Nov: 6 of 10"


def test_a_factor_of_ones_own_is_compared(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.health.save_factor(TEA)

    def with_tea(number: int, night: Night) -> Night:
        note = FactorNote(UUID(int=500 + number), TEA.key, number % 2 == 0)
        return replace(night, worst_urge=4 if number % 2 == 0 else 6, factors=(note,))

    kept(bedside, 40, with_tea)
    opened(bedside).press("Insights")
    choose(bedside, "Compare nights")
    bedside.choose("Factor", "Herbal tea")

    assert "with herbal tea 4 of 10 (20 nights); without herbal tea 6 of 10 (20 nights)" in summary(bedside)
    bedside.press("Details")
    assert "Difference of the means −2" in bedside.control("Chart details", QLabel).text()


def massaged_on(bedside: Bedside, *back: int, at_hour: int = 22) -> None:
    """Save a wind-down session on each of these days before the fake clock's evening."""
    for days in back:
        began = Moment(
            int(datetime(2026, 11, 21, at_hour, tzinfo=UTC).timestamp()) - days * 86_400, offset=60
        )
        segment = SegmentRecord("calf", Side.LEFT, Came.DONE, 50, 50)
        bedside.session_log.save(
            SessionRecord(
                UUID(int=days),
                "wind_down_05",
                "5 minutes",
                RoutineKind.WIND_DOWN,
                began,
                SessionStatus.FINISHED,
                (segment,),
            )
        )


def every_other_night_worse(number: int, night: Night) -> Night:
    return replace(night, worst_urge=7 if number % 2 == 0 else 5)


def test_nights_with_massage_stand_beside_those_without(opened: OpenBedside) -> None:
    bedside = Bedside()
    kept(bedside, 30, every_other_night_worse)
    massaged_on(bedside, *range(2, 32, 2))  # the worse ones
    opened(bedside).press("Insights")
    choose(bedside, "Compare nights")

    assert bedside.offered("Factor")[:2] == ["Massage", "Caffeine"]
    assert bedside.control("Factor", QComboBox).currentText() == "Massage"
    assert summary(bedside).endswith(
        "with massage 7 of 10 (15 nights); without massage 5 of 10 (15 nights). "
        "You chose these nights yourself, so this cannot show the cause. "
        "To find out whether massage helps you, press “Does massage help me?” and start a trial."
    )


def test_nights_with_massage_are_counted_while_they_are_few(opened: OpenBedside) -> None:
    bedside = Bedside()
    kept(bedside, 30)
    massaged_on(bedside, 1, 2, 3)
    opened(bedside).press("Insights")
    choose(bedside, "Compare nights")

    assert summary(bedside) == (
        "This needs 10 nights of each kind. So far: 3 with massage, 27 without massage. "
        "To find out whether massage helps you, press “Does massage help me?” and start a trial."
    )


def test_a_trial_that_goes_on_is_not_looked_into(opened: OpenBedside) -> None:
    bedside = Bedside()
    kept(bedside, 40)
    massaged_on(bedside, *range(1, 41, 2))
    first = date(2026, 11, 21) - timedelta(days=12)
    bedside.trials.save(Trial(UUID(int=1), Outcome.WORST_URGE, first, 7))
    opened(bedside).press("Insights")
    choose(bedside, "Compare nights")
    bedside.press("Period all")

    assert "with massage 6 of 10 (14 nights); without massage 6 of 10 (14 nights)" in summary(bedside)
    assert summary(bedside).endswith("Nights of a trial are left out here.")


def test_symptoms_that_start_earlier_are_told_with_the_trend_alone(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.health.save_medicine(TABLET)

    def earlier(number: int, night: Night) -> Night:
        began = night.symptoms_began
        assert began is not None
        doses = (Dose(UUID(int=900 + number), TABLET.id, 0.25),)
        return replace(night, symptoms_began=began.plus_minutes(-180 if number > 25 else 0), doses=doses)

    kept(bedside, 40, earlier)
    opened(bedside).press("Insights")

    choose(bedside, "Time of day symptoms begin")
    assert bedside.control("Notice about symptoms", QLabel).text() == SEE_PRESCRIBER_ADVICE
    choose(bedside, "Sleep times")
    assert bedside.visible("Notice about symptoms") == []


def test_the_baseline_is_moved_told_and_remembered(opened: OpenBedside) -> None:
    bedside = Bedside()

    def later_and_later(number: int, night: Night) -> Night:
        began = night.symptoms_began
        assert began is not None
        return replace(night, symptoms_began=began.plus_minutes(number))

    kept(bedside, 60, later_and_later)
    opened(bedside).press("Insights")
    choose(bedside, "Time of day symptoms begin")
    usual = bedside.control("Compared", QLabel).text()
    bedside.choose("Baseline", "The 14 days from Thu 1 Oct 2026")
    moved = bedside.control("Compared", QLabel).text()
    bedside.press("Tonight")
    bedside.press("Insights")

    assert "from Tue 22 Sep 2026," in usual
    assert usual.endswith("46 min later.")
    assert "from Thu 1 Oct 2026," in moved
    assert moved.endswith("37 min later.")
    assert bedside.preferences.get("onset_baseline", "") == "2026-10-01"
    assert bedside.control("Baseline", QComboBox).currentText() == "The 14 days from Thu 1 Oct 2026"
    assert bedside.control("Compared", QLabel).text() == moved
    bedside.choose("Baseline", "The first 14 days in your diary")
    assert bedside.control("Compared", QLabel).text() == usual


def test_a_remembered_baseline_that_is_no_date_is_the_usual_one(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.preferences.set("onset_baseline", "someday")
    kept(bedside, 12)
    opened(bedside).press("Insights")
    choose(bedside, "Time of day symptoms begin")

    assert bedside.control("Baseline", QComboBox).currentIndex() == 0
    assert bedside.control("Compared", QLabel).text() == (
        "Nothing to compare yet. This needs 28 logged days from Mon 9 Nov 2026. There are 12 so far."
    )


def another_day(bedside: Bedside) -> None:
    """Choose the last item of the list, which is below all other items."""
    bedside.control("Baseline").setFocus()
    bedside.keys("End")
    assert bedside.control("Baseline", QComboBox).currentText() == "The 14 days from another day …"


def test_the_baseline_is_moved_to_any_day(opened: OpenBedside) -> None:
    bedside = Bedside()
    kept(bedside, 60)
    opened(bedside).press("Insights")
    choose(bedside, "Time of day symptoms begin")
    usual = bedside.control("Compared", QLabel).text()

    another_day(bedside)
    assert bedside.typed("Baseline date") == ""
    QTest.keyClicks(bedside.control("Baseline date"), "5.10.")
    bedside.keys("Enter")
    assert bedside.control("Compared", QLabel).text() == (
        "Type the day to compare from as a date, such as 20 Nov 2026."
    )
    assert "onset_baseline" not in bedside.preferences.all_texts()
    QTest.keyClicks(bedside.control("Baseline date"), "2026")
    bedside.keys("Enter")

    assert bedside.visible("Baseline date") == []
    assert bedside.control("Baseline", QComboBox).hasFocus()
    assert bedside.control("Baseline", QComboBox).currentText() == "The 14 days from Mon 5 Oct 2026"
    assert "from Mon 5 Oct 2026," in bedside.control("Compared", QLabel).text()
    assert bedside.preferences.get("onset_baseline", "") == "2026-10-05"
    another_day(bedside)
    assert bedside.typed("Baseline date") == "5 Oct 2026"
    bedside.choose("Baseline", "The first 14 days in your diary")
    assert bedside.visible("Baseline date") == []
    assert bedside.control("Compared", QLabel).text() == usual


def test_another_day_left_blank_changes_nothing(opened: OpenBedside) -> None:
    bedside = Bedside()
    kept(bedside, 60)
    bedside.preferences.set("onset_baseline", "2026-10-05")
    opened(bedside).press("Insights")
    choose(bedside, "Time of day symptoms begin")
    said = bedside.control("Compared", QLabel).text()

    another_day(bedside)
    bedside.keys("Delete", "Tab")

    assert bedside.visible("Baseline date") == []
    assert bedside.control("Baseline", QComboBox).currentText() == "The 14 days from Mon 5 Oct 2026"
    assert bedside.control("Compared", QLabel).text() == said


def test_the_baseline_is_asked_for_beside_its_chart_alone(full: Bedside) -> None:
    for choice in CHART_CHOICES:
        choose(full, choice.title)
        assert bool(full.visible("Baseline")) == bool(full.visible("Compared")) == (choice.key == "onset")


def test_without_such_a_medicine_the_trend_stands_alone(full: Bedside) -> None:
    choose(full, "Time of day symptoms begin")

    assert full.visible("Notice about symptoms") == []


def test_a_chart_is_saved_where_one_says(full: Bedside, tmp_path: Path) -> None:
    page = full.flow.day.insights
    choose(full, "Time asleep")
    page._ask_for_file = lambda parent, name, chosen: chosen(tmp_path / name)
    full.press("Save chart")

    saved = tmp_path / "time-asleep-2026-11-21.png"
    assert saved.stat().st_size > 5_000
    assert full.control("Pointed at", QLabel).text() == f"Saved as {saved}."
    page._ask_for_file = lambda parent, name, chosen: chosen(tmp_path / "nights.txt")
    full.press("Save chart")
    assert "neither .png nor .svg" in full.control("Problem", QLabel).text()


@pytest.mark.usefixtures("styled")
def test_a_chart_is_copied_as_a_picture(full: Bedside) -> None:
    choose(full, "Sleep times")

    full.press("Copy chart")

    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (2 * PICTURE_WIDTH, 2 * PICTURE_HEIGHT)
    assert full.control("Pointed at", QLabel).text() == "Copied as a picture."
    QGuiApplication.clipboard().clear()


def test_the_words_of_statistics_wait_behind_a_button(full: Bedside) -> None:
    choose(full, "Worst urge to move")
    assert full.visible("Chart details") == []

    full.press("Details")
    assert "n = 40" in full.control("Chart details", QLabel).text()
    choose(full, "Time asleep")
    assert full.control("Chart details", QLabel).text().startswith("Time asleep: median 6 h 40")
    full.press("Details")

    assert full.visible("Chart details") == []


@each_case("choice", CHART_CHOICES, ids=lambda choice: choice.key)
def test_no_sentence_in_front_has_a_word_of_statistics(full: Bedside, choice: ChartChoice) -> None:
    choose(full, choice.title)

    assert re.search(r"\bmedian|\bn =|interval|quartile|deviation|\bSD\b", summary(full)) is None


def test_a_night_of_a_chart_opens_its_diary(full: Bedside) -> None:
    choose(full, "Worst urge to move")
    full.control("Chart").setFocus()

    full.keys("End", "Enter")

    assert full.page is full.flow.night.morning
    assert full.control("Night", QLabel).text() == "Fri 20 to Sat 21 Nov"


@pytest.mark.usefixtures("styled")
def test_no_chart_lights_up_a_dark_room(opened: OpenBedside) -> None:
    bedside = Bedside()

    def restless(number: int, night: Night) -> Night:
        sleep = replace(night.sleeps[0], id=UUID(int=3000 + number))
        at = sleep.tried_to_sleep
        assert at is not None
        legs = tuple(
            Awakening(
                UUID(int=10 * number + hour + 9000), at.plus_minutes(60 * hour), AwakeningKind.RESTLESS_LEGS
            )
            for hour in range(1, 1 + number % 4)
        )
        return replace(night, sleeps=(sleep,), awakenings=legs, worst_urge=number % 11)

    kept(bedside, 90, restless)
    opened(bedside).press("Insights")
    bedside.window.resize(1280, 800)
    for choice in CHART_CHOICES:
        choose(bedside, choice.title)
        bedside.process_events()

        assert mean_luminance(bedside.window.grab().toImage()) <= MOST_LUMINANCE["dusk"], choice.key


def test_a_chart_can_be_opened_from_elsewhere(full: Bedside) -> None:
    page = full.flow.day.insights

    page.open_chart("onset")
    assert page._title.text() == "Time of day symptoms begin"
    page.open_chart("no such chart")
    assert page._title.text() == "Time of day symptoms begin"


def test_a_chart_is_drawn_anew_in_another_theme(full: Bedside) -> None:
    page: InsightsPage = full.flow.day.insights
    choose(full, "Sleep times")
    page.set_theme(DAY)

    view = full.control("Chart", ChartView)
    assert view._look is not None
    assert view._look.background.name() == DAY.background


def test_what_cannot_be_read_is_told(opened: OpenBedside) -> None:
    bedside = opened(Bedside())
    bedside.disk.stop_reading("factors")
    bedside.press("Insights")

    assert bedside.control("Problem", QLabel).text() == DISK_FAILS
