"""Moves a night to the date of another evening; times that do not fit the new date move too."""

from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from rlscompanion.domain.items import NIGHT_ITEMS, SLEEP_ITEMS, Item, ValueKind
from rlscompanion.domain.measures import likely_sleep_midpoint, proposed_evening
from rlscompanion.domain.moment import NOON, Moment, matches_zone, moment_of_datetime
from rlscompanion.domain.night import Night, Sleep

MAX_MIDPOINT_OUTSIDE_DAY = timedelta(hours=4)
"""How far a sleep's midpoint may lie outside the noon-to-noon day of the sleep's evening."""


def move_night_to_evening(night: Night, evening: date) -> Night:
    """Move a night to the date of another evening.

    The times of the night stay if the midpoint of the main sleep lies in the noon-to-noon day of the new
    evening, or within four hours of that day. (A sleep around noon can belong to either date.) Otherwise all
    moments of the night move by whole days and keep their clock times.
    """
    sleep = night.main_sleep
    if sleep is not None and _lies_in_day_of(evening, sleep):
        return replace(night, evening=evening)
    begun = night.evening
    if sleep is not None and not _lies_in_day_of(begun, sleep):
        # Its times are already under a date that is not theirs: they go to the new one all the same.
        begun = proposed_evening(sleep) or begun
    return _moved(replace(night, evening=evening), evening - begun)


def _lies_in_day_of(evening: date, sleep: Sleep) -> bool:
    """Whether a sleep fits an evening's date with unchanged times; False if no time of the sleep is known."""
    midpoint = likely_sleep_midpoint(sleep)
    if midpoint is None:
        return False
    noon = datetime.combine(evening, NOON)
    return (
        noon - MAX_MIDPOINT_OUTSIDE_DAY
        <= midpoint.local.replace(tzinfo=None)
        <= noon + timedelta(days=1) + MAX_MIDPOINT_OUTSIDE_DAY
    )


def _moved(night: Night, by: timedelta) -> Night:
    """The night with its moments moved by whole days; the time when the diary was saved stays."""
    zone = ZoneInfo(night.zone)

    def moved(moment: Moment | None) -> Moment | None:
        return None if moment is None else _days_later(moment, by, zone)

    def moments(holder: Night | Sleep, items: tuple[Item, ...]) -> dict[str, Any]:
        return {
            item.value: moved(getattr(holder, item.value))
            for item in items
            if item.description.kind is ValueKind.MOMENT
        }

    return replace(
        night,
        **moments(night, NIGHT_ITEMS),
        sleeps=tuple(replace(each, **moments(each, SLEEP_ITEMS)) for each in night.sleeps),
        awakenings=tuple(replace(each, at=_days_later(each.at, by, zone)) for each in night.awakenings),
        doses=tuple(replace(each, at=moved(each.at)) for each in night.doses),
        factors=tuple(replace(each, last_at=moved(each.last_at)) for each in night.factors),
    )


def _days_later(moment: Moment, by: timedelta, zone: tzinfo) -> Moment:
    """The same clock time some days later.

    A moment whose UTC offset differs from the zone's offset keeps its own offset.
    """
    if not matches_zone(moment, zone):
        return Moment(moment.utc + round(by.total_seconds()), moment.offset)
    return moment_of_datetime((moment.local.replace(tzinfo=None) + by).replace(tzinfo=zone))
