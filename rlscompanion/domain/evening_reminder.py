"""When to remind the person of the evening's massage: on chosen weekdays, at a time, with postponement."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

EVERY_DAY = frozenset(range(7))
"""All days of the week; 0 is Monday."""

MAX_DELAY = timedelta(minutes=90)
"""The longest delay of a reminder; after a longer one, as if the computer was off, none is shown."""

SNOOZE = timedelta(minutes=15)


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
    """The state of the reminder: the latest day on which it is finished, and the end of a postponement.

    Both are by the local clock, and None if there is none.
    """

    finished_on: date | None = None
    postponed_until: datetime | None = None


def is_due(now: datetime, schedule: WeeklySchedule, state: ReminderState) -> bool:
    """Whether to show the reminder now, by the local clock (a naive datetime)."""
    if state.finished_on == now.date():
        return False
    due = state.postponed_until or schedule.time_on(now.date())
    return due is not None and due <= now < due + MAX_DELAY


def postpone(now: datetime, state: ReminderState) -> ReminderState:
    """Postpone the reminder to 15 minutes from now; returns its new state."""
    return replace(state, postponed_until=now + SNOOZE)


def finish_for_today(now: datetime) -> ReminderState:
    """Mark the reminder as finished for today, so that it is not shown again; returns its new state."""
    return ReminderState(finished_on=now.date())


def days_text(days: Iterable[int]) -> str:
    """Days of the week (0 is Monday) as digits to be stored, such as "024"; "-" for none."""
    return "".join(str(day) for day in sorted(days)) or "-"


def days_from_text(text: str) -> frozenset[int]:
    """The days of the week in a text made by `days_text`. Raises ValueError for any other text."""
    days = frozenset() if text == "-" else frozenset(map(int, text))
    if not days <= EVERY_DAY:
        raise ValueError(f"{text} are no days of the week")
    return days
