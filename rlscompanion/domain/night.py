"""A night: one diary entry, with its sleeps and awakenings, and what can be wrong with one.

The items are the facts of the Consensus Sleep Diary (Carney et al., Sleep 2012;35:287-302). An item that
nobody knows is None, never zero.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil
from uuid import UUID

from rlscompanion.domain import measures
from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.items import NIGHT_ITEMS, SLEEP_ITEMS, BodyPart, Helped, Item, Kind
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.moment import Moment, evening_of, minutes_between

LONGEST_SLEEP_MINUTES = 24 * 60
_LIKELY_HALF_MINUTES = 4 * 60
FARTHEST_DAYS = 3
"""Days by which what a night tells may lie apart from its evening, on the local clock."""
# Not by strftime, whose names follow the process's locale.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUALITY_WORDS = {1: "very poor", 2: "poor", 3: "fair", 4: "good", 5: "very good"}


class Source(StrEnum):
    """Where the value of an item comes from; an item without a source was told by the person."""

    RECORDED = "recorded"
    ESTIMATED = "estimated"


class AwakeningKind(StrEnum):
    """Why someone lay awake."""

    RESTLESS_LEGS = "restless_legs"
    JUST_AWAKE = "just_awake"


@dataclass(frozen=True)
class Awakening:
    """One awakening as it was logged in the night."""

    id: UUID
    at: Moment
    kind: AwakeningKind


@dataclass(frozen=True)
class Sleep:
    """One stretch of sleep. Durations in minutes; `slept` False means "I did not sleep"."""

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
    sources: dict[Item, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Night:
    """One diary entry, under the date of its evening; `zone` is the IANA zone it was slept in.

    `saved_at` is when its diary was filled in, None while the night is still open. `body_parts` is None if
    not said, and empty if there were no symptoms. What was tried is None if it was not, or if nobody said
    whether it helped. `tiredness` (0 to 10) is that of the day after, which only the next diary can ask.
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
        """The main sleep, if the night has one."""
        return next((sleep for sleep in self.sleeps if sleep.is_main), None)

    @property
    def label(self) -> str:
        """Both dates of the night, such as "Sat 21 to Sun 22 Nov"."""
        return both_dates(self.evening)


def both_dates(evening: date, with_year: bool = False) -> str:
    """Both dates of a night, such as "Sat 21 to Sun 22 Nov" or "Mon 30 Nov to Tue 1 Dec"."""
    morning = evening + timedelta(days=1)
    first = f"{_WEEKDAYS[evening.weekday()]} {evening.day}"
    if evening.month != morning.month:
        first += f" {_MONTHS[evening.month - 1]}"
    if with_year and evening.year != morning.year:
        first += f" {evening.year}"
    last = f"{_WEEKDAYS[morning.weekday()]} {morning.day} {_MONTHS[morning.month - 1]}"
    return f"{first} to {last}" + (f" {morning.year}" if with_year else "")


def short_date(day: date) -> str:
    """A date without its year, such as "21 Nov"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def month_text(year: int, month: int) -> str:
    """A month with its year, such as "Nov 2026"."""
    return f"{_MONTHS[month - 1]} {year}"


def weekday_date(day: date) -> str:
    """A date with its weekday, such as "Sat 21 Nov"."""
    return f"{_WEEKDAYS[day.weekday()]} {short_date(day)}"


def likely_midpoint(sleep: Sleep) -> Moment | None:
    """The midpoint of a sleep or, while that is unknown, what is likely from what is known."""
    midpoint = measures.midpoint(sleep)
    if midpoint is not None:
        return midpoint
    start = sleep.tried_to_sleep or sleep.went_to_bed
    end = sleep.woke_up or sleep.got_up
    if start is not None and end is not None:
        return start.plus_minutes(minutes_between(start, end) / 2)
    if start is not None:
        return start.plus_minutes(_LIKELY_HALF_MINUTES)
    return end.plus_minutes(-_LIKELY_HALF_MINUTES) if end is not None else None


def proposed_evening(sleep: Sleep) -> date | None:
    """The evening a sleep belongs to, from its midpoint or, while that is unknown, from what is known."""
    midpoint = likely_midpoint(sleep)
    return None if midpoint is None else evening_of(midpoint)


def evening_at_lights_out(lights_out: Moment) -> date:
    """The evening a sleep begun now most likely belongs to: its midpoint is taken as four hours on."""
    return evening_of(lights_out.plus_minutes(_LIKELY_HALF_MINUTES))


@dataclass(frozen=True)
class Problem:
    """Something impossible in a diary entry: the item it stands at, and a sentence for the person."""

    item: Item
    sentence: str


def problems(sleep: Sleep) -> tuple[Problem, ...]:
    """All that is impossible in a sleep: times out of order, durations that do not fit. Empty if none."""
    if not sleep.slept:
        return (*_order(sleep, _SLEEPLESS_ORDER), *_too_long(sleep))
    return (
        *_out_of_limits(sleep, SLEEP_ITEMS),
        *_order(sleep, _ORDER),
        *_too_long(sleep),
        *_awake_too_long(sleep),
        *_trying_too_long(sleep),
    )


def night_problems(night: Night) -> tuple[Problem, ...]:
    """All that is impossible in a night, its main sleep among it. Empty if nothing is."""
    found = list(problems(night.main_sleep)) if night.main_sleep else []
    return (*found, *_far_away(night), *_out_of_limits(night, NIGHT_ITEMS))


def is_near(moment: Moment, evening: date) -> bool:
    """Whether a moment may belong to the night of an evening."""
    days = (moment.utc + 60 * moment.offset) // 86400 - (evening.toordinal() - _DAY_0)
    return abs(days) <= FARTHEST_DAYS


_DAY_0 = date(1970, 1, 1).toordinal()


def _far_away(night: Night) -> Iterator[Problem]:
    for holder, items in ((night, NIGHT_ITEMS), (night.main_sleep, SLEEP_ITEMS)):
        for item in items if holder is not None else ():
            if item.about.kind is Kind.MOMENT:
                moment: Moment | None = getattr(holder, item.value)
                if moment is not None and not is_near(moment, night.evening):
                    yield Problem(
                        item, f"This lies more than {FARTHEST_DAYS} days from the night of the diary."
                    )


_NamedMoment = tuple[Item, str, Callable[[Sleep], Moment | None]]

_ORDER: tuple[_NamedMoment, ...] = (
    (Item.WENT_TO_BED, "going to bed", lambda sleep: sleep.went_to_bed),
    (Item.TRIED_TO_SLEEP, "trying to sleep", lambda sleep: sleep.tried_to_sleep),
    (Item.MINUTES_TO_FALL_ASLEEP, "falling asleep", measures.onset),
    (Item.WOKE_UP, "waking up", lambda sleep: sleep.woke_up),
    (Item.GOT_UP, "getting up", lambda sleep: sleep.got_up),
)
_SLEEPLESS_ORDER = tuple(each for each in _ORDER if each[0].about.if_sleepless)


def _order(sleep: Sleep, names: tuple[_NamedMoment, ...]) -> Iterator[Problem]:
    known = [(item, words, moment) for item, words, read in names if (moment := read(sleep)) is not None]
    for (_, earlier_words, earlier), (item, words, later) in pairwise(known):
        if later.utc < earlier.utc:
            yield Problem(item, f"This puts {words} before {earlier_words}.")


def _out_of_limits(holder: Sleep | Night, items: Iterable[Item]) -> Iterator[Problem]:
    for item in items:
        least, most = item.about.least, item.about.most
        if least is not None and most is not None:
            value: int | None = getattr(holder, item.value)
            if value is not None and not least <= value <= most:
                yield Problem(item, f"This must be a number from {least} to {most}.")


def _too_long(sleep: Sleep) -> Iterator[Problem]:
    start = sleep.went_to_bed or sleep.tried_to_sleep
    for item, end in ((Item.WOKE_UP, sleep.woke_up), (Item.GOT_UP, sleep.got_up)):
        if start and end and minutes_between(start, end) >= LONGEST_SLEEP_MINUTES:
            yield Problem(item, "This makes a sleep of 24 hours or more.")
            return


def _awake_too_long(sleep: Sleep) -> Iterator[Problem]:
    """Minutes awake against the shortest stretch known to hold them."""
    asleep = measures.onset(sleep)
    start = asleep or sleep.tried_to_sleep or sleep.went_to_bed
    end = sleep.woke_up or sleep.got_up
    if start is None or end is None:
        return
    stretch = minutes_between(start, end)
    if 0 <= stretch < (sleep.minutes_awake or 0):
        first = "falling asleep" if asleep else "going to bed"
        last = "waking up" if sleep.woke_up else "getting up"
        yield Problem(
            Item.MINUTES_AWAKE, f"This is more than the {stretch:.0f} minutes between {first} and {last}."
        )


def _trying_too_long(sleep: Sleep) -> Iterator[Problem]:
    """Minutes trying to sleep again against those in which one can have tried."""
    stretch = measures.terminal_wakefulness(sleep)
    if stretch is None or sleep.minutes_trying_again is None:
        return
    # A minute that had begun when Good morning was pressed counts as one.
    if stretch >= 0 and ceil(stretch) < sleep.minutes_trying_again:
        yield Problem(
            Item.MINUTES_TRYING_AGAIN,
            f"This is more than the {ceil(stretch)} minutes between waking up and getting up.",
        )


def with_main_designated(night: Night) -> Night:
    """The night with its longest sleep as the main one; of equals, the one that was main."""
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
