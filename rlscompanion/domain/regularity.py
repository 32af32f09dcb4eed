"""How regular sleep is: the spread of its midpoint, and the sleep regularity index.

Midpoint SD after Fischer et al., Sleep 2021; SRI as defined there: -100 + 200 times the share of moments
24 hours apart that are in the same state, awake or asleep. From a diary it is approximate: the minutes
awake in the night have no place of their own, so the sleep period counts as asleep.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import timedelta

from rlscompanion.domain import measures
from rlscompanion.domain.moment import Moment, noon_of
from rlscompanion.domain.night import Night

MORE_THAN_NIGHTS = 7
"""The spread of midpoints is told for more than a week of nights."""

FEWEST_PAIRS = 7
"""Consecutive pairs of nights from which on the index is told."""

DAY_MINUTES = 24 * 60.0


def clock_minutes(moment: Moment) -> float:
    """Minutes since midnight on the clock a moment was lived by, 0 to 1440."""
    local = moment.local
    return local.hour * 60 + local.minute + local.second / 60


def circular_mean(minutes: Sequence[float]) -> float | None:
    """The mean of clock times (minutes since midnight) on the circle, so that 23:57 and 00:07 meet at 00:02.

    None without any, and where they cancel one another out.
    """
    if not minutes:
        return None
    east = sum(math.cos(math.tau * each / DAY_MINUTES) for each in minutes)
    north = sum(math.sin(math.tau * each / DAY_MINUTES) for each in minutes)
    if math.hypot(east, north) < 1e-9 * len(minutes):
        return None
    return math.atan2(north, east) / math.tau * DAY_MINUTES % DAY_MINUTES


def midpoint_deviation(nights: Iterable[Night]) -> tuple[float, int] | None:
    """The standard deviation of the midpoints of main sleeps in minutes, and how many there were.

    Each midpoint is taken on its own local clock, as its distance from the circular mean. None for a week
    or less of them.
    """
    minutes = [
        clock_minutes(middle)
        for night in nights
        if night.main_sleep is not None and (middle := measures.midpoint(night.main_sleep)) is not None
    ]
    mean = circular_mean(minutes)
    if mean is None or len(minutes) <= MORE_THAN_NIGHTS:
        return None
    away = [(each - mean + DAY_MINUTES / 2) % DAY_MINUTES - DAY_MINUTES / 2 for each in minutes]
    centre = sum(away) / len(away)
    return math.sqrt(sum((each - centre) ** 2 for each in away) / (len(away) - 1)), len(minutes)


def regularity_index(nights: Iterable[Night]) -> tuple[float, int] | None:
    """The sleep regularity index, -100 to 100, and from how many pairs of consecutive nights.

    Nights that were sleepless, or whose sleep is not known from onset to final awakening, pair with none.
    None for fewer than FEWEST_PAIRS pairs.
    """
    asleep = {night.evening: spans for night in nights if (spans := _asleep(night))}
    shares = [
        _same_share(night, following)
        for evening, night in asleep.items()
        if (following := asleep.get(evening + timedelta(days=1))) is not None
    ]
    if len(shares) < FEWEST_PAIRS:
        return None
    return -100.0 + 200.0 * sum(shares) / len(shares), len(shares)


_Span = tuple[float, float]


def _asleep(night: Night) -> list[_Span]:
    """When somebody slept, in minutes of true time from noon of the evening on; empty if not fully known."""
    noon = noon_of(night.evening, night.zone)
    spans = []
    for sleep in night.sleeps:
        begins, ends = measures.onset(sleep), sleep.woke_up
        if begins is None or ends is None or ends <= begins:
            if sleep.is_main:
                return []
            continue
        since, until = (begins.utc - noon.utc) / 60, (ends.utc - noon.utc) / 60
        since, until = max(0.0, since), min(DAY_MINUTES, until)
        if since < until:
            spans.append((since, until))
    return _merged(spans)


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    """The same spans in order, those that overlap as one, so that nothing is counted twice."""
    merged: list[_Span] = []
    for since, until in sorted(spans):
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def _same_share(one: Sequence[_Span], other: Sequence[_Span]) -> float:
    """The share of a day in which two days are in the same state."""
    lengths = sum(until - since for since, until in (*one, *other))
    both = sum(
        max(0.0, min(until, until_there) - max(since, since_there))
        for since, until in one
        for since_there, until_there in other
    )
    return 1.0 - (lengths - 2.0 * both) / DAY_MINUTES
