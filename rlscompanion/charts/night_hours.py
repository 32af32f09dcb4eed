"""The times of a night, counted in hours from noon of its evening or described in words."""

from datetime import date
from functools import lru_cache

from rlscompanion.domain import measures
from rlscompanion.domain.amounts import duration_text
from rlscompanion.domain.clock_style import clock_text
from rlscompanion.domain.moment import Moment, noon_of
from rlscompanion.domain.night import Night, Sleep, both_dates_text

NOON_HOUR = 12.0

HourSpan = tuple[float, float]
"""A start and an end, each in hours from noon of the evening."""


def sleep_and_bed_spans(night: Night, sleep: Sleep) -> tuple[HourSpan, HourSpan] | None:
    """The span of a sleep, and the span of the time in bed, in hours from noon of the evening.

    None if the start or end of the sleep is unknown. If the start or end of the time in bed is unknown, the
    start or end of the sleep is used instead.
    """
    begins, ends = measures.sleep_onset(sleep), sleep.woke_up
    if begins is None or ends is None or ends <= begins:
        return None
    asleep = (hours_from_noon(night, begins), hours_from_noon(night, ends))
    bed, up = sleep.went_to_bed or sleep.tried_to_sleep, sleep.got_up
    in_bed = (
        hours_from_noon(night, bed) if bed else asleep[0],
        hours_from_noon(night, up) if up else asleep[1],
    )
    return asleep, in_bed


def sleepless_bed_span(night: Night) -> HourSpan | None:
    """The span of the time in bed on a night without sleep, in hours from noon of the evening.

    None if the person slept, or if the start or end of the time in bed is unknown.
    """
    sleep = night.main_sleep
    if sleep is None or sleep.slept:
        return None
    bed, up = sleep.went_to_bed or sleep.tried_to_sleep, sleep.got_up
    return None if bed is None or up is None else (hours_from_noon(night, bed), hours_from_noon(night, up))


def hours_from_noon(night: Night, moment: Moment) -> float:
    """The hours from noon of a night's evening to a moment.

    Hours that really pass are counted, also across a clock change.
    """
    return (moment.utc - _noon_seconds(night.evening, night.zone)) / 3600


@lru_cache(maxsize=64)
def _noon_seconds(evening: date, zone: str) -> int:
    """UTC seconds of noon on a date in a zone (cached)."""
    return noon_of(evening, zone).utc


def sleep_times_text(night: Night, sleep: Sleep) -> str:
    """Describe the times of a sleep, as in "Sat 21 to Sun 22 Nov: 23:20 to 06:30, 6 h 40 asleep"."""
    asleep, total = measures.sleep_onset(sleep), measures.total_sleep(sleep)
    times = (
        f"{_clock_or_unknown(asleep)} to {_clock_or_unknown(sleep.woke_up)}" if sleep.slept else "no sleep"
    )
    awake = len(night.awakenings)
    parts = [f"{both_dates_text(night.evening)}: {times}"]
    if total:
        parts.append(f"{duration_text(total)} asleep")
    if awake:
        parts.append(f"{awake} awakening{'s' if awake != 1 else ''} logged")
    return ", ".join(parts)


def _clock_or_unknown(moment: Moment | None) -> str:
    return clock_text(moment.local) if moment else "?"
