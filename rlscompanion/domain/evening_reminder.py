"""When to remind the person of the evening's massage, and how a reminder is postponed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

EVERY_DAY = frozenset(range(7))
"""All days of the week; 0 is Monday."""

MAX_REMINDER_DELAY = timedelta(minutes=90)
"""How late a reminder may still be shown, for example if the computer was off at the reminder's time.

After that, the reminder is left out.
"""

SNOOZE_TIME = timedelta(minutes=15)


@dataclass(frozen=True)
class WeeklySchedule:
    """The days of the week (0 is Monday) and the local clock time of a reminder or a wake-up."""

    days: frozenset[int]
    clock_time: time

    def time_on(self, day: date) -> datetime | None:
        """The local time of the reminder or wake-up on a day; None if there is none on that weekday."""
        return datetime.combine(day, self.clock_time) if day.weekday() in self.days else None


@dataclass(frozen=True)
class ReminderState:
    """The state of the reminder; dates and times are by the local clock.

    `finished_on` is the latest day whose reminder is done, None if no day's reminder is done yet.
    `postponed_until` is the time at which a postponed reminder is shown again, None if it is not postponed.
    """

    finished_on: date | None = None
    postponed_until: datetime | None = None


def is_reminder_due(now: datetime, schedule: WeeklySchedule, state: ReminderState) -> bool:
    """Whether to show the reminder now; `now` is by the local clock, without a time zone."""
    if state.finished_on == now.date():
        return False
    due = state.postponed_until or schedule.time_on(now.date())
    return due is not None and due <= now < due + MAX_REMINDER_DELAY


def postponed_reminder(now: datetime, state: ReminderState) -> ReminderState:
    """The state of the reminder after the person postpones it until 15 minutes from now."""
    return replace(state, postponed_until=now + SNOOZE_TIME)


def finished_reminder(now: datetime) -> ReminderState:
    """The state of the reminder when today's reminder is done and is not shown again today."""
    return ReminderState(finished_on=now.date())


def weekday_digits(days: Iterable[int]) -> str:
    """Days of the week as text to store: the digits of the days (0 is Monday), such as "024".

    The text is "-" if there are no days.
    """
    return "".join(str(day) for day in sorted(days)) or "-"


def weekdays_from_digits(text: str) -> frozenset[int]:
    """The days of the week in a text made by `weekday_digits`.

    Raises ValueError for any other text.
    """
    days = frozenset() if text == "-" else frozenset(map(int, text))
    if not days <= EVERY_DAY:
        raise ValueError(f"{text} are no days of the week")
    return days
