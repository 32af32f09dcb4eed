"""When to remind the person of the evening's massage: days of the week, clock time, postponement."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

EVERY_DAY = frozenset(range(7))
"""All days of the week; 0 is Monday."""

MAX_REMINDER_DELAY = timedelta(minutes=90)
"""How late a reminder may still be shown, such as after the computer was off; later, it is left out."""

SNOOZE_TIME = timedelta(minutes=15)


@dataclass(frozen=True)
class WeeklySchedule:
    """The days of the week (Monday is 0) and the local clock time of a reminder or a wake-up."""

    days: frozenset[int]
    at: time

    def time_on(self, day: date) -> datetime | None:
        """The local time of the reminder or wake-up on a day; None if that weekday has none."""
        return datetime.combine(day, self.at) if day.weekday() in self.days else None


@dataclass(frozen=True)
class ReminderState:
    """The state of the reminder; dates and times are by the local clock.

    `finished_on` is the latest day whose reminder is done (None: no day's yet), and `postponed_until` the
    time at which a postponed reminder is shown again (None if it is not postponed).
    """

    finished_on: date | None = None
    postponed_until: datetime | None = None


def is_reminder_due(now: datetime, schedule: WeeklySchedule, state: ReminderState) -> bool:
    """Whether to show the reminder now, by the local clock (a naive datetime)."""
    if state.finished_on == now.date():
        return False
    due = state.postponed_until or schedule.time_on(now.date())
    return due is not None and due <= now < due + MAX_REMINDER_DELAY


def postponed_reminder(now: datetime, state: ReminderState) -> ReminderState:
    """The state after the reminder is postponed to 15 minutes from now."""
    return replace(state, postponed_until=now + SNOOZE_TIME)


def finished_reminder(now: datetime) -> ReminderState:
    """The state after today's reminder is done, so that it is not shown again today."""
    return ReminderState(finished_on=now.date())


def weekday_digits(days: Iterable[int]) -> str:
    """Days of the week (0 is Monday) as digits to be stored, such as "024"; "-" for none."""
    return "".join(str(day) for day in sorted(days)) or "-"


def weekdays_from_digits(text: str) -> frozenset[int]:
    """The days of the week in a text made by `weekday_digits`. Raises ValueError for any other text."""
    days = frozenset() if text == "-" else frozenset(map(int, text))
    if not days <= EVERY_DAY:
        raise ValueError(f"{text} are no days of the week")
    return days
