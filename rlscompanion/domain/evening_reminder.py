"""When to remind the person of the evening's massage."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

EVERY_DAY = frozenset(range(7))
"""The days of the week, Monday being 0."""

LATE = timedelta(minutes=90)
"""The longest delay of a reminder, as when the computer was asleep."""

SNOOZE = timedelta(minutes=15)


@dataclass(frozen=True)
class Rhythm:
    """The days of the week (Monday is 0) and the local clock time of a reminder or a wake-up."""

    days: frozenset[int]
    at: time

    def time_on(self, day: date) -> datetime | None:
        """The local time of the reminder or wake-up on a day; None if that weekday has none."""
        return datetime.combine(day, self.at) if day.weekday() in self.days else None


@dataclass(frozen=True)
class Reminding:
    """The state of the reminder: the latest day it is finished for, and the end of a postponement.

    Day and time are by the local clock.
    """

    settled: date | None = None
    waits_until: datetime | None = None


def is_due(now: datetime, rhythm: Rhythm, reminding: Reminding) -> bool:
    """Whether to show the reminder now, by the local clock (a naive datetime)."""
    if reminding.settled == now.date():
        return False
    due = reminding.waits_until or rhythm.time_on(now.date())
    return due is not None and due <= now < due + LATE


def put_off(now: datetime, reminding: Reminding) -> Reminding:
    """Postpone the reminder by 15 minutes from now; returns its new state."""
    return replace(reminding, waits_until=now + SNOOZE)


def settle(now: datetime) -> Reminding:
    """Finish with the reminder for today, so that it is not shown again; returns its new state."""
    return Reminding(settled=now.date())


def days_text(days: Iterable[int]) -> str:
    """Days of the week (Monday is 0) as digits for storage; "-" for none."""
    return "".join(str(day) for day in sorted(days)) or "-"


def days_of(text: str) -> frozenset[int]:
    """Days of the week from digits stored by `days_text`. Raises ValueError for any other text."""
    days = frozenset() if text == "-" else frozenset(map(int, text))
    if not days <= EVERY_DAY:
        raise ValueError(f"{text} are no days of the week")
    return days
