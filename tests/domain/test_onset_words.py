"""Tests of the comparison of onsets in words."""

from dataclasses import replace
from datetime import date, timedelta

from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset import SEE_PRESCRIBER_ADVICE
from rlscompanion.domain.onset_words import (
    BASELINE_AFTER_CHANGE_TITLE,
    BASELINE_FROM_FIRST_DIARY_TITLE,
    MAX_BASELINE_MONTHS,
    BaselineChoice,
    baseline_choices,
    onset_clock_text,
    onset_comparison,
)
from tests.cases import each_case
from tests.domain.test_onset import FIRST, LEGS, MEDICINES, logged, stretch


def words(*stretches: list[Night], baseline_from: date | None = None) -> str:
    nights = [night for each in stretches for night in each]
    return onset_comparison(nights, MEDICINES, baseline_from).words


@each_case(
    ("later", "difference"),
    [(21.0, "no difference"), (20.5, "30 min earlier"), (18.75, "2 h 15 min earlier"), (22.0, "1 h later")],
)
def test_both_sides_are_told_whether_or_not_they_differ(later: float, difference: str) -> None:
    said = words(stretch(0, 21.0), stretch(14, later))

    assert said == (
        "In the first 14 logged days from Thu 1 Jan 2026, symptoms usually began around 21:00 (noted 14 "
        "times). "
        f"In the latest 14, around {onset_clock_text(later - 6)} (noted 14 times): {difference}."
    )


def test_the_difference_is_that_of_the_times_beside_it() -> None:
    # Medians of 14:03 and 14:09:30 after 06:00.
    early, late = [*([14 + 3 / 60] * 14)], [*([14 + 9 / 60] * 7), *([14 + 10 / 60] * 7)]
    nights = [logged(day, 6 + hours) for day, hours in enumerate((*early, *late))]

    said = words(nights)

    assert "around 20:03" in said
    assert "around 20:10 (noted 14 times): 7 min later." in said


def test_where_the_real_difference_probably_lies_is_said() -> None:
    early = [20.0, 22.0] * 7
    late = [19.0, 21.0] * 7
    nights = [logged(day, hours) for day, hours in enumerate((*early, *late))]

    said = words(nights)

    # Half of the interval: 1.96 sqrt(pi / 2) sqrt(3) times the spread times sqrt(1 / 7), in hours.
    assert (
        "1 h earlier. The real difference is probably between 3 h 10 min earlier and 1 h 10 min later."
        in said
    )


def test_a_clock_change_between_is_said_with_the_difference_by_the_earlier_clock() -> None:
    summer = [logged(day, 21.0, first=date(2026, 10, 11)) for day in range(14)]
    winter = [logged(day, 20.0, first=date(2026, 10, 11)) for day in range(14, 28)]

    said = words(summer, winter)

    assert said.endswith(
        "1 h earlier. The clocks changed in between; by the clock of the first days: no difference."
    )


def test_the_advice_is_the_one_of_the_comparison() -> None:
    nights = [logged(0, dose=0.25), *stretch(1, 22.0), *stretch(15, 18.0, 19)]

    assert onset_comparison(nights, MEDICINES).advice == SEE_PRESCRIBER_ADVICE
    assert onset_comparison(nights[1:], MEDICINES).advice == ""
    assert onset_comparison(nights[:5], MEDICINES).advice == ""


def test_what_is_missing_in_days_is_told() -> None:
    assert words([]) == ("Nothing to compare yet. This needs 28 logged days. There are none so far.")
    assert words(stretch(0, 21.0, 1)).endswith("days from Thu 1 Jan 2026. There is 1 so far.")
    assert words(stretch(0, 21.0, 27)).endswith("There are 27 so far.")


def test_a_baseline_moved_too_late_says_from_when_days_are_missing() -> None:
    said = words(stretch(0, 21.0, 40), baseline_from=FIRST + timedelta(days=30))

    assert "This needs 28 logged days from Sat 31 Jan 2026." in said
    assert said.endswith("There are 10 so far.")


def test_what_is_missing_in_times_is_told() -> None:
    said = words(stretch(0, 21.0, 7), stretch(7, None, 7), stretch(14, 19.0))

    assert said == (
        "Nothing to compare yet. Note when symptoms began on at least 8 of the latest 14 logged days (so far "
        "14) and of the first 14 from Thu 1 Jan 2026 (so far 7)."
    )


def test_a_part_newly_felt_is_named() -> None:
    everywhere = frozenset(BodyPart)

    said = words(stretch(0, 21.0, parts=LEGS), stretch(14, 21.0, 19, parts=everywhere))

    assert said.endswith("no difference. New on 5 or more of the latest days, and never before: arms, trunk.")


@each_case(("hours", "text"), [(0.0, "06:00"), (15.25, "21:15"), (18.0, "00:00"), (19.99, "01:59")])
def test_an_onset_as_a_clock_time(hours: float, text: str) -> None:
    assert onset_clock_text(hours) == text


def test_the_usual_baseline_comes_first_then_months_and_changes_from_the_latest_on() -> None:
    nights = [*stretch(0, 21.0, 40, dose=0.25), *stretch(40, 21.0, 5, dose=0.5)]

    assert baseline_choices(nights, MEDICINES) == (
        BaselineChoice(None, BASELINE_AFTER_CHANGE_TITLE),
        BaselineChoice(
            date(2026, 2, 11), "The 14 days from Wed 11 Feb 2026, after the medicine change of Tue 10 Feb"
        ),
        BaselineChoice(date(2026, 2, 1), "The 14 days from Sun 1 Feb 2026"),
        BaselineChoice(
            date(2026, 1, 2), "The 14 days from Fri 2 Jan 2026, after the medicine change of Thu 1 Jan"
        ),
        BaselineChoice(date(2026, 1, 1), "The 14 days from Thu 1 Jan 2026"),
    )


def test_without_such_a_medicine_the_usual_one_is_the_first_diary() -> None:
    assert baseline_choices([], MEDICINES) == (BaselineChoice(None, BASELINE_FROM_FIRST_DIARY_TITLE),)
    assert baseline_choices([replace(logged(0), saved_at=None)], {}) == (
        BaselineChoice(None, BASELINE_FROM_FIRST_DIARY_TITLE),
    )


def test_months_go_back_two_years_and_a_kept_one_stays_offered() -> None:
    nights = [logged(30 * month) for month in range(60)]

    offered = baseline_choices(nights, {}, chosen=FIRST)

    assert len(offered) == 1 + MAX_BASELINE_MONTHS + 1
    assert offered[-1] == BaselineChoice(FIRST, "The 14 days from Thu 1 Jan 2026")
