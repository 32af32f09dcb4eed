"""Impossible values in a diary entry: times out of order, durations that do not fit, numbers too large."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

from rlscompanion.domain import measures
from rlscompanion.domain.items import NIGHT_ITEMS, SLEEP_ITEMS, Item, ValueKind
from rlscompanion.domain.moment import Moment, minutes_between
from rlscompanion.domain.night import Night, Sleep

MAX_SLEEP_MINUTES = 24 * 60
MAX_DAYS_FROM_EVENING = 3
"""The most days that may lie between an evening's date and the moments of its night, by the local clock."""


@dataclass(frozen=True)
class Problem:
    """An impossible value in a diary entry: the item at which to show it, and a sentence for the person."""

    item: Item
    sentence: str


def sleep_problems(sleep: Sleep) -> tuple[Problem, ...]:
    """The impossible values of one sleep: times out of order, or durations that do not fit between times."""
    if not sleep.slept:
        return (*_order_problems(sleep, _SLEEPLESS_MOMENTS_IN_ORDER), *_sleep_too_long(sleep))
    return (
        *_limit_problems(sleep, SLEEP_ITEMS),
        *_order_problems(sleep, _MOMENTS_IN_ORDER),
        *_sleep_too_long(sleep),
        *_awake_too_long(sleep),
        *_trying_too_long(sleep),
    )


def night_problems(night: Night) -> tuple[Problem, ...]:
    """The impossible values of a night and its main sleep."""
    found = list(sleep_problems(night.main_sleep)) if night.main_sleep else []
    return (*found, *_far_from_evening(night), *_limit_problems(night, NIGHT_ITEMS))


def is_near_evening(moment: Moment, evening: date) -> bool:
    """Whether a moment lies close enough to an evening's date to belong to the night of that evening."""
    days = (moment.utc + 60 * moment.offset) // 86400 - (evening.toordinal() - _FIRST_UTC_DAY)
    return abs(days) <= MAX_DAYS_FROM_EVENING


_FIRST_UTC_DAY = date(1970, 1, 1).toordinal()


def _far_from_evening(night: Night) -> Iterator[Problem]:
    for holder, items in ((night, NIGHT_ITEMS), (night.main_sleep, SLEEP_ITEMS)):
        for item in items if holder is not None else ():
            if item.description.kind is ValueKind.MOMENT:
                moment: Moment | None = getattr(holder, item.value)
                if moment is not None and not is_near_evening(moment, night.evening):
                    yield Problem(
                        item, f"This is more than {MAX_DAYS_FROM_EVENING} days from the night of this diary."
                    )


_NamedMoment = tuple[Item, str, Callable[[Sleep], Moment | None]]

_MOMENTS_IN_ORDER: tuple[_NamedMoment, ...] = (
    (Item.WENT_TO_BED, "going to bed", lambda sleep: sleep.went_to_bed),
    (Item.TRIED_TO_SLEEP, "trying to sleep", lambda sleep: sleep.tried_to_sleep),
    (Item.MINUTES_TO_FALL_ASLEEP, "falling asleep", measures.sleep_onset),
    (Item.WOKE_UP, "waking up", lambda sleep: sleep.woke_up),
    (Item.GOT_UP, "getting up", lambda sleep: sleep.got_up),
)
_SLEEPLESS_MOMENTS_IN_ORDER = tuple(
    each for each in _MOMENTS_IN_ORDER if each[0].description.applies_if_sleepless
)


def _order_problems(sleep: Sleep, names: tuple[_NamedMoment, ...]) -> Iterator[Problem]:
    known = [(item, words, moment) for item, words, read in names if (moment := read(sleep)) is not None]
    for (_, earlier_words, earlier), (item, words, later) in pairwise(known):
        if later.utc < earlier.utc:
            yield Problem(item, f"This puts {words} before {earlier_words}.")


def _limit_problems(holder: Sleep | Night, items: Iterable[Item]) -> Iterator[Problem]:
    for item in items:
        least, most = item.description.minimum, item.description.maximum
        if least is not None and most is not None:
            value: int | None = getattr(holder, item.value)
            if value is not None and not least <= value <= most:
                yield Problem(item, f"This must be a number from {least} to {most}.")


def _sleep_too_long(sleep: Sleep) -> Iterator[Problem]:
    start = sleep.went_to_bed or sleep.tried_to_sleep
    for item, end in ((Item.WOKE_UP, sleep.woke_up), (Item.GOT_UP, sleep.got_up)):
        if start and end and minutes_between(start, end) >= MAX_SLEEP_MINUTES:
            yield Problem(item, "This makes a sleep of 24 hours or more.")
            return


def _awake_too_long(sleep: Sleep) -> Iterator[Problem]:
    """The problem of more minutes awake than fit into the shortest known time that contains them."""
    asleep = measures.sleep_onset(sleep)
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
    """The problem of more minutes trying to get back to sleep than fit between waking up and getting up."""
    stretch = measures.terminal_wakefulness(sleep)
    if stretch is None or sleep.minutes_trying_again is None:
        return
    # A minute that had begun when Good morning was pressed counts as one.
    if stretch >= 0 and ceil(stretch) < sleep.minutes_trying_again:
        yield Problem(
            Item.MINUTES_TRYING_AGAIN,
            f"This is more than the {ceil(stretch)} minutes between waking up and getting up.",
        )
