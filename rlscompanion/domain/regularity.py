"""The regularity of sleep: the SD of the sleep midpoint, and the sleep regularity index (SRI).

The SRI is -100 + 200 times the share of moments 24 hours apart that are in the same state, awake or asleep.
From a diary, the SRI is approximate: the diary has no clock times for the minutes awake in the night, so the
whole sleep period counts as asleep. Source for the SD and the SRI: Fischer et al., Sleep 2021.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from rlscompanion.domain import measures
from rlscompanion.domain.moment import Moment, moment_in_zone, noon_of
from rlscompanion.domain.night import Night

TOO_FEW_MIDPOINTS = 7
"""Up to this many midpoints, their standard deviation stays unknown: it needs more than a week."""

MIN_NIGHT_PAIRS = 7
"""The fewest pairs of consecutive nights for the sleep regularity index."""

MINUTES_PER_DAY = 24 * 60.0


def minutes_since_midnight(moment: Moment) -> float:
    """Minutes since midnight, from 0 to 1440, on the local clock of a moment."""
    local = moment.local
    return local.hour * 60 + local.minute + local.second / 60


def hours_since_noon(moment: Moment) -> float:
    """Hours since noon, from 0 to 24, on the local clock of a moment."""
    return (minutes_since_midnight(moment) / 60 - 12) % 24


def circular_mean(minutes: Sequence[float]) -> float | None:
    """The circular mean of clock times, as minutes since midnight: the mean of 23:57 and 00:07 is 00:02.

    None for no times, and for times that cancel each other out.
    """
    if not minutes:
        return None
    east = sum(math.cos(math.tau * each / MINUTES_PER_DAY) for each in minutes)
    north = sum(math.sin(math.tau * each / MINUTES_PER_DAY) for each in minutes)
    if math.hypot(east, north) < 1e-9 * len(minutes):
        return None
    return math.atan2(north, east) / math.tau * MINUTES_PER_DAY % MINUTES_PER_DAY


def local_midpoint(night: Night) -> Moment | None:
    """The midpoint of a night's main sleep, with the UTC offset of the night's zone at that instant.

    None if unknown. After a clock change in the night, the offset differs from the offset of the evening.
    """
    from zoneinfo import ZoneInfo  # here, since it brings much with it that a start does not need

    middle = measures.sleep_midpoint(night.main_sleep) if night.main_sleep is not None else None
    return None if middle is None else moment_in_zone(middle.utc, ZoneInfo(night.zone))


def midpoint_deviation(nights: Iterable[Night]) -> tuple[float, int] | None:
    """The standard deviation (minutes) of the midpoints of main sleeps, and the number of nights.

    Midpoints count by their local clock times, relative to their circular mean. The result is None for
    TOO_FEW_MIDPOINTS nights or fewer.
    """
    minutes = [
        minutes_since_midnight(middle) for night in nights if (middle := local_midpoint(night)) is not None
    ]
    mean = circular_mean(minutes)
    if mean is None or len(minutes) <= TOO_FEW_MIDPOINTS:
        return None
    away = [(each - mean + MINUTES_PER_DAY / 2) % MINUTES_PER_DAY - MINUTES_PER_DAY / 2 for each in minutes]
    centre = sum(away) / len(away)
    return math.sqrt(sum((each - centre) ** 2 for each in away) / (len(away) - 1)), len(minutes)


def regularity_index(nights: Iterable[Night]) -> tuple[float, int] | None:
    """The sleep regularity index (-100 to 100), and the number of pairs of consecutive nights used.

    In a pair, the two noon-to-noon days are compared minute by minute. At each minute of the day, the share
    of pairs with the same state (awake or asleep) is taken; the shares are averaged over the day. Sleep
    across noon counts in both days. Sleepless nights, and nights without a known onset or final awakening,
    form no pairs. Minutes that the sleep of an unknown night may have reached are skipped, so that a missing
    night never counts as awake. None for fewer than MIN_NIGHT_PAIRS pairs.
    """
    sleeps = {night.evening: found for night in nights if (found := _sleep_of_night(night)) is not None}
    following = {evening: _next_evening(evening, each.zone) for evening, each in sleeps.items()}
    preceding = {after: evening for evening, after in following.items()}
    pairs = [evening for evening, after in following.items() if after in sleeps]
    if len(pairs) < MIN_NIGHT_PAIRS:
        return None
    days = _sleep_by_day(sleeps)
    compared = alike = 0.0
    for part in _day_parts(sleeps.values()):
        informative = [
            evening
            for evening in pairs
            if (not part.needs_before or preceding.get(evening) in sleeps)
            and (not part.needs_after or following[following[evening]] in sleeps)
        ]
        if not informative:
            continue
        length = part.until - part.since
        otherwise = math.fsum(
            _differing_minutes(days[each], days[following[each]], part) for each in informative
        )
        compared += length
        alike += length - otherwise / len(informative)
    return (-100.0 + 200.0 * alike / compared, len(pairs)) if compared else None


_ONE_DAY = timedelta(days=1)

_Span = tuple[float, float]


@dataclass(frozen=True)
class _NightSleep:
    """The sleep of one night, in UTC minutes.

    `noon` is the noon of the night's evening, at which a day of 1440 minutes begins, even when the clocks
    change. `before` is the number of minutes by which the sleep reaches into the day before, and `after` into
    the day after; negative if the sleep does not reach that day.
    """

    noon: float
    zone: str
    spans: tuple[_Span, ...]
    before: float
    after: float


@dataclass(frozen=True)
class _DayPart:
    """A part of the day, in minutes since noon.

    `needs_before` means that the previous night's sleep may reach into this part, `needs_after` the next
    night's.
    """

    since: float
    until: float
    needs_before: bool
    needs_after: bool


def _sleep_of_night(night: Night) -> _NightSleep | None:
    """The sleep of a night; None if the onset or the final awakening of the main sleep is unknown."""
    found: list[_Span] = []
    if night.main_sleep is None:
        return None  # a nap alone says nothing of the night
    for sleep in night.sleeps:
        begins, ends = measures.sleep_onset(sleep), sleep.woke_up
        if begins is not None and ends is not None and ends > begins:
            found.append((begins.utc / 60, ends.utc / 60))
        elif sleep.is_main:
            return None
    if not found:
        return None
    spans = tuple(_merged_spans(found))
    zone, evening = night.zone, night.evening
    return _NightSleep(
        noon=_noon(evening, zone),
        zone=zone,
        spans=spans,
        before=_noon(evening - _ONE_DAY, zone) + MINUTES_PER_DAY - spans[0][0],
        after=spans[-1][1] - _noon(evening + _ONE_DAY, zone),
    )


def _next_evening(evening: date, zone: str) -> date:
    """The next date in a time zone.

    A time zone can skip a date: Apia went from 29 to 31 December 2011.
    """
    after = evening + _ONE_DAY
    return after + _ONE_DAY if _noon(after, zone) == _noon(after + _ONE_DAY, zone) else after


@lru_cache(maxsize=8)
def _noon(evening: date, zone: str) -> float:
    """Noon on a date in a time zone, in UTC minutes (cached for neighbouring nights)."""
    return noon_of(evening, zone).utc / 60


def _sleep_by_day(sleeps: Mapping[date, _NightSleep]) -> dict[date, list[_Span]]:
    """The sleep on the day of each evening, in minutes since that evening's noon."""
    timeline = _merged_spans([span for each in sleeps.values() for span in each.spans])
    ends = [until for _, until in timeline]
    begins = [since for since, _ in timeline]

    def day(noon: float) -> list[_Span]:
        inside = timeline[bisect_right(ends, noon) : bisect_left(begins, noon + MINUTES_PER_DAY)]
        return [(max(0.0, since - noon), min(MINUTES_PER_DAY, until - noon)) for since, until in inside]

    return {evening: day(each.noon) for evening, each in sleeps.items()}


def _day_parts(sleeps: Collection[_NightSleep]) -> list[_DayPart]:
    """The parts of the day, split where the sleep of a neighbouring night may begin or end."""
    begins = min(MINUTES_PER_DAY, max(0.0, max(each.after for each in sleeps)))
    ends = max(0.0, min(MINUTES_PER_DAY, MINUTES_PER_DAY - max(each.before for each in sleeps)))
    cuts = sorted({0.0, begins, ends, MINUTES_PER_DAY})
    return [_DayPart(since, until, since < begins, until > ends) for since, until in pairwise(cuts)]


def _merged_spans(spans: Sequence[_Span]) -> list[_Span]:
    """The spans of time in order, with overlapping spans merged."""
    merged: list[_Span] = []
    for since, until in sorted(spans):
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def _differing_minutes(one: Sequence[_Span], other: Sequence[_Span], part: _DayPart) -> float:
    """Minutes of a part of the day in which one of two days is asleep and the other day awake."""
    # Both awake at first; whenever sleep of either begins or ends, alike turns to unlike or back again.
    changes = sorted([min(max(at, part.since), part.until) for span in (*one, *other) for at in span])
    return math.fsum(changes[1::2]) - math.fsum(changes[::2])
