"""A night (one diary entry), with its sleeps and awakenings.

An item without an answer is None, never zero. Source of the items: Consensus Sleep Diary (Carney et al.,
Sleep 2012;35:287-302).
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.items import BodyPart, Helped, Item
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.moment import Moment, minutes_between

# Not by strftime, whose names follow the process's locale.
WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SLEEP_QUALITY_WORDS = {1: "very poor", 2: "poor", 3: "fair", 4: "good", 5: "very good"}


class ValueSource(StrEnum):
    """How the value of a diary item became known, if the person did not type it: recorded or estimated."""

    RECORDED = "recorded"
    ESTIMATED = "estimated"


class AwakeningKind(StrEnum):
    """The reason for an awakening."""

    RESTLESS_LEGS = "restless_legs"
    JUST_AWAKE = "just_awake"


@dataclass(frozen=True)
class Awakening:
    """One awakening logged in the night."""

    id: UUID
    at: Moment
    kind: AwakeningKind


@dataclass(frozen=True)
class Sleep:
    """One period of sleep, or of trying to sleep, such as the main sleep or a nap.

    `slept` is False if the person answered "I did not sleep".
    """

    id: UUID
    is_main: bool = True
    slept: bool = True
    went_to_bed: Moment | None = None
    tried_to_sleep: Moment | None = None
    minutes_to_fall_asleep: int | None = None
    times_awake: int | None = None
    minutes_awake: int | None = None
    woke_up: Moment | None = None
    got_up: Moment | None = None
    planned_wake: Moment | None = None
    minutes_trying_again: int | None = None
    sources: dict[Item, ValueSource] = field(default_factory=dict)


@dataclass(frozen=True)
class Night:
    """One diary entry, stored under the date of its evening.

    `zone` is the IANA name of the night's time zone. `saved_at` is when the diary was saved, None while the
    night is open. `body_parts` is None if not answered, and empty without symptoms. The fields from
    `tried_massage` to `tried_distraction` say whether that remedy helped. They are None if the remedy was not
    tried, or if its effect is unknown. `tiredness` (0 to 10) is the tiredness on the following day, which the
    next night's diary asks for.
    """

    id: UUID
    evening: date
    zone: str
    sleeps: tuple[Sleep, ...] = ()
    awakenings: tuple[Awakening, ...] = ()
    quality: int | None = None
    worst_urge: int | None = None
    symptoms_began: Moment | None = None
    body_parts: frozenset[BodyPart] | None = None
    eased_by_movement: bool | None = None
    tried_massage: Helped | None = None
    tried_stretching: Helped | None = None
    tried_walking: Helped | None = None
    tried_warmth: Helped | None = None
    tried_cold: Helped | None = None
    tried_distraction: Helped | None = None
    tiredness: int | None = None
    factors: tuple[FactorNote, ...] = ()
    doses: tuple[Dose, ...] = ()
    notes: str = ""
    saved_at: Moment | None = None

    @property
    def main_sleep(self) -> Sleep | None:
        """The sleep that is marked as the main sleep; None if no sleep is marked."""
        return next((sleep for sleep in self.sleeps if sleep.is_main), None)

    @property
    def label(self) -> str:
        """The two dates of the night in words, such as "Sat 21 to Sun 22 Nov"."""
        return both_dates_text(self.evening)


def both_dates_text(evening: date, with_year: bool = False) -> str:
    """The two dates of the night that begins on an evening, such as "Mon 30 Nov to Tue 1 Dec"."""
    morning = evening + timedelta(days=1)
    first = f"{WEEKDAY_NAMES[evening.weekday()]} {evening.day}"
    if evening.month != morning.month:
        first += f" {_MONTH_NAMES[evening.month - 1]}"
    if with_year and evening.year != morning.year:
        first += f" {evening.year}"
    last = f"{WEEKDAY_NAMES[morning.weekday()]} {morning.day} {_MONTH_NAMES[morning.month - 1]}"
    return f"{first} to {last}" + (f" {morning.year}" if with_year else "")


def short_date(day: date) -> str:
    """A date without its year, such as "21 Nov"."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]}"


def month_text(year: int, month: int) -> str:
    """A month with its year, such as "Nov 2026"."""
    return f"{_MONTH_NAMES[month - 1]} {year}"


def weekday_date(day: date) -> str:
    """A date with its weekday, such as "Sat 21 Nov"."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {short_date(day)}"


def with_longest_sleep_as_main(night: Night) -> Night:
    """The night with its longest sleep marked as the main sleep.

    If several sleeps are equally long, the present main sleep stays.
    """
    if not night.sleeps:
        return night

    def length(sleep: Sleep) -> tuple[float, bool]:
        start = sleep.tried_to_sleep or sleep.went_to_bed
        end = sleep.woke_up or sleep.got_up
        return (minutes_between(start, end) if start and end else -1.0, sleep.is_main)

    longest = max(night.sleeps, key=length)
    return replace(
        night, sleeps=tuple(replace(sleep, is_main=sleep.id == longest.id) for sleep in night.sleeps)
    )
