"""Tests of the comparison of symptom onsets: its limits, and when advice is given."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.moment import Moment, moment_of_datetime
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset import (
    SEE_PRESCRIBER_ADVICE,
    OnsetShift,
    dose_change_evenings,
    latest_dose_change_evening,
    onset_hours,
    onset_shift,
)
from tests.cases import each_case

FIRST = date(2026, 1, 1)
BERLIN = ZoneInfo("Europe/Berlin")
TABLET = Medicine(UUID(int=1), "Tablet", is_dopaminergic=True)
OTHER = Medicine(UUID(int=2), "Other")
MEDICINES = {each.id: each for each in (TABLET, OTHER)}
LEGS, ARMS = frozenset({BodyPart.LEGS}), frozenset({BodyPart.LEGS, BodyPart.ARMS})


def at(evening: date, hour: float, zone: str = "Europe/Berlin") -> Moment:
    """The moment at these hours after midnight of the evening's date; 25 is one in the morning."""
    day, minutes = evening + timedelta(days=int(hour // 24)), round(hour % 24 * 60)
    return moment_of_datetime(
        datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=ZoneInfo(zone))
    )


def logged(
    night: int,
    hour: float | None = None,
    parts: frozenset[BodyPart] | None = None,
    dose: float | None = None,
    medicine: Medicine = TABLET,
    first: date = FIRST,
    zone: str = "Europe/Berlin",
) -> Night:
    evening = first + timedelta(days=night)
    return Night(
        UUID(int=100 + night),
        evening,
        zone,
        symptoms_began=None if hour is None else at(evening, hour, zone),
        body_parts=parts,
        doses=() if dose is None else (Dose(UUID(int=500 + night), medicine.id, dose),),
        saved_at=at(evening, 31),
    )


def shift(*stretches: list[Night], baseline_from: date | None = None) -> OnsetShift | None:
    return onset_shift([night for stretch in stretches for night in stretch], MEDICINES, baseline_from)


def stretch(first: int, hour: float | None, count: int = 14, **more: object) -> list[Night]:
    return [logged(first + night, hour, **more) for night in range(count)]  # type: ignore[arg-type]


@each_case(
    ("hour", "hours"), [(6.0, 0.0), (11.5, 5.5), (21.25, 15.25), (24.0, 18.0), (25.5, 19.5), (29.75, 23.75)]
)
def test_an_onset_counts_from_six_in_the_morning_of_the_evening(hour: float, hours: float) -> None:
    assert onset_hours(logged(3, hour)) == hours


def test_an_onset_goes_by_the_clock_it_was_lived_by() -> None:
    # The night of the clock change: half past two comes twice, and both are half past two.
    evening = date(2026, 10, 24)
    both = [moment_of_datetime(datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold)) for fold in (0, 1)]

    hours = [
        onset_hours(Night(UUID(int=1), evening, "Europe/Berlin", symptoms_began=moment)) for moment in both
    ]

    assert both[1].utc - both[0].utc == 3600
    assert hours == [20.5, 20.5]


@each_case(("later", "flagged"), [(21.0, False), (19.25, False), (19.0, True), (17.5, True), (23.0, False)])
def test_two_hours_earlier_are_flagged(later: float, flagged: bool) -> None:
    found = shift(stretch(0, 21.0), stretch(14, later, 19))

    assert found is not None
    assert found.hours_earlier == 21.0 - later
    assert found.is_flagged == flagged


@pytest.mark.parametrize(("entries", "is_compared"), [(7, False), (8, True)])
def test_fewer_than_eight_onsets_on_a_side_are_not_compared(entries: int, is_compared: bool) -> None:
    found = shift(stretch(0, 22.0), stretch(14, 18.0, entries), stretch(14 + entries, None, 14 - entries))

    assert found is not None
    assert found.latest_onset_count == entries
    assert (found.hours_earlier == 4.0) == is_compared


@pytest.mark.parametrize(("days", "flagged"), [(14, False), (18, False), (19, True)])
def test_a_shift_is_flagged_once_six_looks_in_a_row_show_it(days: int, flagged: bool) -> None:
    found = shift(stretch(0, 21.0), stretch(14, 18.0, days))

    assert found is not None
    assert found.is_flagged == flagged


def test_each_look_takes_fourteen_days() -> None:
    """Of any 14 of these days half began at 18:54, so the median is 19:00; of 13 it is one or the other."""
    found = shift(stretch(0, 21.0), [logged(14 + day, 18.9 if day % 2 else 19.1) for day in range(19)])

    assert found is not None
    assert found.is_flagged


def test_a_shift_smaller_than_its_interval_is_not_flagged() -> None:
    mixed = [logged(14 + day, 16.5 if day % 2 else 21.5) for day in range(19)]

    found = shift(stretch(0, 21.0), mixed)

    assert found is not None
    assert found.hours_earlier == 2.0
    assert found.half_width is not None
    assert found.half_width > 2.0
    assert not found.is_flagged


def test_a_minute_short_of_two_hours_is_not_rounded_up() -> None:
    halves = [logged(14 + day, 19.0 if day % 2 else 19 + 1 / 60) for day in range(19)]

    found = shift(stretch(0, 21.0), halves)

    assert found is not None
    assert found.hours_earlier == pytest.approx(2 - 1 / 120)
    assert not found.is_flagged


def test_a_clock_change_alone_flags_nothing() -> None:
    """The body keeps its time while the clocks go back: by the new clock all begins an hour earlier."""
    autumn = date(2026, 10, 11)
    summer = [logged(day, 21.5, first=autumn) for day in range(14)]
    winter = [logged(day, 19.5, first=autumn) for day in range(14, 33)]

    found = shift(summer, winter)

    assert found is not None
    assert (found.hours_earlier, found.hours_earlier_by_first_clock, found.has_clock_change) == (
        2.0,
        1.0,
        True,
    )
    assert not found.is_flagged


@pytest.mark.parametrize(("days_after", "flagged"), [(14, False), (15, True)])
def test_nothing_is_flagged_within_two_weeks_of_a_change_of_zone(days_after: int, flagged: bool) -> None:
    home = [*stretch(0, 22.0), *stretch(14, 18.0, 10)]
    away = [logged(24 + day, 18.0, zone="Europe/Paris") for day in range(days_after + 1)]

    found = shift(home, away)

    assert found is not None
    assert found.is_flagged == flagged


def test_stretches_that_would_overlap_are_not_compared() -> None:
    assert shift(stretch(0, 22.0), stretch(14, 18.0, 13)) is None


def test_nights_without_a_diary_are_no_logged_days() -> None:
    empty = [replace(night, saved_at=None) for night in stretch(14, 18.0)]

    assert shift(stretch(0, 22.0), empty) is None


def test_advice_is_for_a_flag_with_a_dopaminergic_medicine_alone() -> None:
    earlier = stretch(15, 18.0, 19)
    without = shift(stretch(1, 22.0), earlier)
    with_it = shift([logged(0, dose=0.25)], stretch(1, 22.0), earlier)
    with_other = shift([logged(0, dose=5, medicine=OTHER)], stretch(1, 22.0), earlier)
    unflagged = shift([logged(0, dose=0.25)], stretch(1, 22.0), stretch(15, 21.5, 19))

    assert [each.advice if each else None for each in (without, with_it, with_other, unflagged)] == [
        *("", SEE_PRESCRIBER_ADVICE, "", "")
    ]


def test_the_baseline_begins_after_the_latest_change_of_a_dopaminergic_medicine() -> None:
    nights = [
        *stretch(0, 23.0, dose=0.25),
        logged(14, 23.0, dose=0.5),
        *stretch(15, 21.0, dose=0.5),
        *stretch(29, 20.0, dose=0.5),
    ]

    found = onset_shift(nights, MEDICINES)

    assert latest_dose_change_evening(nights, MEDICINES) == FIRST + timedelta(days=14)
    assert found is not None
    assert (found.baseline_since, found.hours_earlier) == (FIRST + timedelta(days=15), 1.0)


def test_a_night_without_a_dose_is_no_change() -> None:
    nights = [logged(0, dose=0.25), logged(1), logged(2, dose=0.25), logged(3, dose=0.25)]

    assert latest_dose_change_evening(nights, MEDICINES) == FIRST
    assert latest_dose_change_evening([logged(0), logged(1, dose=5, medicine=OTHER)], MEDICINES) is None


def test_a_dose_not_known_or_missed_once_is_no_change() -> None:
    def taken(day: int, *amounts: float | None) -> Night:
        doses = tuple(Dose(UUID(int=100 * day + i), TABLET.id, each) for i, each in enumerate(amounts))
        return replace(logged(day), doses=doses)

    usual = [taken(day, 0.125, 0.25) for day in range(6)]
    missed, unknown, doubled = taken(6, 0.125), taken(7, None, 0.25), taken(9, 0.375, 0.375)
    again, another_time = taken(8, 0.25, 0.125), taken(10, 0.75)

    assert dose_change_evenings([*usual, missed, unknown, again], MEDICINES) == (FIRST,)
    assert dose_change_evenings([*usual, missed, again, doubled], MEDICINES) == (FIRST, doubled.evening)
    assert dose_change_evenings([*usual, doubled, another_time], MEDICINES) == (FIRST, doubled.evening)
    assert dose_change_evenings([*usual, missed], MEDICINES) == (FIRST, missed.evening)


def test_two_hours_are_two_hours_at_every_minute() -> None:
    for minute in range(600):
        hour = 16 + minute / 60
        found = shift(stretch(0, hour), stretch(14, hour - 2, 19))
        assert found is not None
        assert found.is_flagged


def test_the_person_can_move_the_baseline() -> None:
    found = shift(
        stretch(0, 17.0), stretch(14, 22.0), stretch(28, 19.5), baseline_from=FIRST + timedelta(days=14)
    )

    assert found is not None
    assert (found.baseline_since, found.hours_earlier) == (FIRST + timedelta(days=14), 2.5)


@pytest.mark.parametrize(
    ("felt_every", "days", "is_new"),
    [(3, 30, False), (2, 18, False), (2, 19, True)],
    ids=["on four or five days", "at five looks", "at six looks"],
)
def test_a_new_body_part_is_flagged_once_six_looks_find_it_on_five_days(
    felt_every: int, days: int, is_new: bool
) -> None:
    found = shift(
        stretch(0, 21.0, parts=LEGS),
        [logged(14 + day, 21.0, LEGS if day % felt_every else ARMS) for day in range(days)],
    )

    assert found is not None
    assert found.new_body_parts == (frozenset({BodyPart.ARMS}) if is_new else frozenset())
    assert found.is_flagged == is_new


def test_a_part_felt_before_is_not_new_and_too_few_entries_tell_nothing() -> None:
    before = [*stretch(0, 21.0, 13, parts=LEGS), logged(13, 21.0, ARMS)]
    silent = [*stretch(0, 21.0, 7, parts=LEGS), *stretch(7, 21.0, 7)]

    for earlier in (before, silent):
        found = shift(earlier, stretch(14, 21.0, 19, parts=ARMS))
        assert found is not None
        assert not found.new_body_parts


def test_too_few_late_entries_tell_of_no_new_part() -> None:
    every_other = [logged(14 + day, 21.0, ARMS if day % 2 else None) for day in range(19)]

    found = shift(stretch(0, 21.0, parts=LEGS), every_other)

    assert found is not None
    assert not found.new_body_parts
