"""The handles of the night bar, one for each of five times: in bed, trying to sleep, asleep, awake, up."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rlscompanion.domain import measures
from rlscompanion.domain.clock_style import clock_text
from rlscompanion.domain.diary_entry import offset_source
from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import Moment, moment_in_zone, moment_of_datetime
from rlscompanion.domain.night import Night, Sleep

HANDLE_STEP_MINUTES = 5

TIME_NAMES = {
    Item.WENT_TO_BED: "in bed",
    Item.TRIED_TO_SLEEP: "trying to sleep",
    Item.MINUTES_TO_FALL_ASLEEP: "asleep",
    Item.WOKE_UP: "awake",
    Item.GOT_UP: "up",
}
"""Names of the five times. Each key is the diary item that changes when the handle of that time is moved."""

LEAST_HOURS_BETWEEN_HANDLES = 1 / 6
"""Smallest distance, in hours, from the faint handle of an unknown time to the handle of a known time."""

_NOT_AFTER = {Item.WENT_TO_BED: Item.TRIED_TO_SLEEP, Item.WOKE_UP: Item.GOT_UP}
"""Maps an item to the item that limits how late its handle can be."""

_NOT_BEFORE = {Item.MINUTES_TO_FALL_ASLEEP: Item.TRIED_TO_SLEEP, Item.GOT_UP: Item.WOKE_UP}
"""Maps an item to the item that limits how early its handle can be."""

_NOT_WITHOUT_SLEEP = (Item.MINUTES_TO_FALL_ASLEEP, Item.WOKE_UP)


class TimeHandle(NamedTuple):
    """The handle for one of the five times of a night on the night bar.

    `item` is the diary item that changes when the handle is moved. `hours` is the position of the handle, in
    hours from 00:00 of the evening's date. `moment` is None if the time is unknown. The handle is then a
    ghost: it is faint, and it stands where the time was in the previous night until the person moves it.
    """

    item: Item
    hours: float
    moment: Moment | None

    @property
    def name(self) -> str:
        """The name of the time, such as "asleep"."""
        return TIME_NAMES[self.item]

    @property
    def text(self) -> str:
        """The clock time as text; empty if the time is unknown."""
        return "" if self.moment is None else clock_text(self.moment.local)


def time_handles(night: Night, ghost_hours: Mapping[Item, float]) -> dict[Item, TimeHandle]:
    """The handles for the times of a night, by diary item and in the order of the night.

    A known time has its handle at that time. An unknown time that the person can set has a faint handle (a
    ghost) at its hours in `ghost_hours`, which are those of the previous night.
    """
    sleep = night.main_sleep
    if sleep is None:
        return {}
    moments = {item: _moment_of(sleep, item) for item in TIME_NAMES}
    known = {item: hours_at(night, moment) for item, moment in moments.items() if moment is not None}
    placed = {
        **{
            item: _hours_in_order(item, hours, known)
            for item, hours in ghost_hours.items()
            if _can_be_set(sleep, item)
        },
        **known,
    }
    return {item: TimeHandle(item, placed[item], moments[item]) for item in TIME_NAMES if item in placed}


def _hours_in_order(item: Item, hours: float, known: Mapping[Item, float]) -> float:
    """The hours for the faint handle of an unknown time, limited to keep the order with known times."""
    if item in _NOT_AFTER and _NOT_AFTER[item] in known:
        hours = min(hours, known[_NOT_AFTER[item]] - LEAST_HOURS_BETWEEN_HANDLES)
    if item in _NOT_BEFORE and _NOT_BEFORE[item] in known:
        hours = max(hours, known[_NOT_BEFORE[item]] + LEAST_HOURS_BETWEEN_HANDLES)
    return hours


def hours_by_item(night: Night | None) -> dict[Item, float]:
    """The known times of a night, by diary item, in hours from 00:00 of the evening's date."""
    sleep = night.main_sleep if night is not None else None
    if night is None or sleep is None:
        return {}
    moments = {item: _moment_of(sleep, item) for item in TIME_NAMES}
    return {item: hours_at(night, moment) for item, moment in moments.items() if moment is not None}


def hours_at(night: Night, moment: Moment) -> float:
    """The hours from 00:00 of the evening's date until a moment, correct even across a clock change."""
    return (moment.utc - _utc_of_midnight(night)) / 3600


def text_for_field(night: Night, item: Item, hours: float) -> str:
    """The text for the diary field of a moved handle: a clock time, or the minutes to fall asleep.

    `hours` is the position of the handle, in hours from 00:00 of the evening's date. Times and minutes are
    rounded to five minutes. A clock time has the UTC offset with which the diary will read the text.
    """
    sleep = night.main_sleep
    assert sleep is not None
    utc = _utc_of_midnight(night) + round(hours * 3600)
    step = 60 * HANDLE_STEP_MINUTES
    if item is Item.MINUTES_TO_FALL_ASLEEP:
        assert sleep.tried_to_sleep is not None
        return str(max(0, round((utc - sleep.tried_to_sleep.utc) / step) * HANDLE_STEP_MINUTES))
    rounded = round(utc / step) * step
    zone = ZoneInfo(night.zone)
    known = offset_source(sleep, item, zone)
    moment = moment_in_zone(rounded, zone) if known is None else Moment(rounded, known.offset)
    return clock_text(moment.local)


def _utc_of_midnight(night: Night) -> int:
    """00:00 of the evening's date, in UTC seconds."""
    return moment_of_datetime(datetime.combine(night.evening, time(0), ZoneInfo(night.zone))).utc


def _moment_of(sleep: Sleep, item: Item) -> Moment | None:
    if item is Item.MINUTES_TO_FALL_ASLEEP:
        return measures.sleep_onset(sleep)
    moment: Moment | None = getattr(sleep, item.value)
    return moment


def _can_be_set(sleep: Sleep, item: Item) -> bool:
    if not sleep.slept and item in _NOT_WITHOUT_SLEEP:
        return False
    return item is not Item.MINUTES_TO_FALL_ASLEEP or sleep.tried_to_sleep is not None
