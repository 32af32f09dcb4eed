"""Tests of when the evening reminder is due."""

from datetime import datetime, time

import pytest

from rlscompanion.domain.evening_reminder import (
    EVERY_DAY,
    ReminderState,
    WeeklySchedule,
    finished_reminder,
    is_reminder_due,
    postponed_reminder,
    weekday_digits,
    weekdays_from_digits,
)

RHYTHM = WeeklySchedule(frozenset({4, 5}), time(21, 30))
"""Fridays and Saturdays; 2026-11-20 is a Friday."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}")


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("20 21:29", False),
        ("20 21:30", True),
        ("20 22:59", True),
        # As after the computer was asleep: too late to be of use.
        ("20 23:00", False),
        ("21 21:30", True),
        ("22 21:30", False),
    ],
)
def test_it_comes_on_its_days_at_its_time(now: str, due: bool) -> None:
    assert is_reminder_due(at(now), RHYTHM, ReminderState()) is due


def test_put_off_it_comes_again_a_quarter_of_an_hour_later() -> None:
    waiting = postponed_reminder(at("20 21:31"), ReminderState())

    assert not is_reminder_due(at("20 21:45"), RHYTHM, waiting)
    assert is_reminder_due(at("20 21:46"), RHYTHM, waiting)
    # Also when that is later than a first one would come.
    assert is_reminder_due(at("20 23:20"), RHYTHM, postponed_reminder(at("20 22:58"), ReminderState()))


def test_settled_it_comes_no_more_tonight_but_tomorrow() -> None:
    settled = finished_reminder(at("20 21:31"))

    assert not is_reminder_due(at("20 21:40"), RHYTHM, settled)
    assert is_reminder_due(at("21 21:40"), RHYTHM, settled)


@pytest.mark.parametrize("days", [EVERY_DAY, frozenset({0, 6}), frozenset[int]()])
def test_days_are_kept_as_digits(days: frozenset[int]) -> None:
    assert weekdays_from_digits(weekday_digits(days)) == days


@pytest.mark.parametrize("text", ["7", "x", "1,2", ""])
def test_what_are_no_days_is_refused(text: str) -> None:
    if text:
        with pytest.raises(ValueError, match=r"days|invalid"):
            weekdays_from_digits(text)
    else:
        assert weekdays_from_digits(text) == frozenset()
