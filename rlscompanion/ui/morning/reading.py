"""What was typed into the diary, read into a night; what cannot be read is told at its item."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from rlscompanion.domain.moment import (
    NOON,
    Moment,
    is_of_zone,
    nearest_by_its_clock,
    parse_clock_time,
    placed,
    shown_again,
)
from rlscompanion.domain.night import Item, Night, Problem, Sleep, Source, night_problems, proposed_evening

TIME_ITEMS = (
    Item.WENT_TO_BED,
    Item.TRIED_TO_SLEEP,
    Item.WOKE_UP,
    Item.GOT_UP,
    Item.PLANNED_WAKE,
    Item.SYMPTOMS_BEGAN,
)
COUNT_ITEMS = (
    Item.MINUTES_TO_FALL_ASLEEP,
    Item.TIMES_AWAKE,
    Item.MINUTES_AWAKE,
    Item.MINUTES_TRYING_AGAIN,
)
ASLEEP_ITEMS = (
    Item.MINUTES_TO_FALL_ASLEEP,
    Item.TIMES_AWAKE,
    Item.MINUTES_AWAKE,
    Item.WOKE_UP,
    Item.PLANNED_WAKE,
    Item.MINUTES_TRYING_AGAIN,
)
"""What a sleepless night has no answer to."""

_BED_ENDS = (Item.TRIED_TO_SLEEP, Item.WENT_TO_BED)
_UP_ENDS = (Item.GOT_UP, Item.WOKE_UP)

DAY_SLEEP_STARTS = time(6)
"""A sleep by day may begin from this hour of its own date on."""

LONGEST_COUNT = 24 * 60
MOST_DIGITS = 9
"""More than any count has; a text of thousands of digits is no number to Python either."""

MOST_QUOTED = 24
"""Signs of a text that are said again where it cannot be read."""

SYMPTOM_DAY_STARTS = time(6)
"""Symptoms at 11:30 came early that evening, not late: their day begins at six."""


@dataclass(frozen=True)
class Entry:
    """The diary as it stands in the form: texts by item, and what was chosen."""

    texts: Mapping[Item, str]
    slept: bool = True
    quality: int | None = None
    worst_urge: int | None = None
    notes: str = ""


@dataclass(frozen=True)
class Reading:
    """The night that an entry makes, and what is wrong with it; only without problems may it be saved."""

    night: Night
    problems: tuple[Problem, ...]


def texts_of(night: Night) -> dict[Item, str]:
    """The texts that a night shows in the form, blank where nothing is known."""
    sleep = night.main_sleep
    texts = dict.fromkeys((*TIME_ITEMS, *COUNT_ITEMS), "")
    texts[Item.SYMPTOMS_BEGAN] = _time_text(night.symptoms_began)
    if sleep is not None:
        for item in TIME_ITEMS[:-1]:
            texts[item] = _time_text(_moment(sleep, item))
        for item in COUNT_ITEMS:
            count = getattr(sleep, item.value)
            texts[item] = "" if count is None else str(count)
    return texts


def entry_of(night: Night) -> Entry:
    """The diary as a night prefills it."""
    sleep = night.main_sleep
    return Entry(
        texts=texts_of(night),
        slept=sleep is None or sleep.slept,
        quality=night.quality,
        worst_urge=night.worst_urge,
        notes=night.notes,
    )


def carried_over(typed: Entry, shown: Entry, fresh: Entry) -> Entry:
    """The fresh entry, but with all that was typed over the one that was shown before."""
    texts = {
        item: typed.texts[item] if typed.texts[item] != shown.texts[item] else text
        for item, text in fresh.texts.items()
    }
    return Entry(
        texts=texts,
        slept=typed.slept if typed.slept != shown.slept else fresh.slept,
        quality=typed.quality if typed.quality != shown.quality else fresh.quality,
        worst_urge=typed.worst_urge if typed.worst_urge != shown.worst_urge else fresh.worst_urge,
        notes=typed.notes if typed.notes != shown.notes else fresh.notes,
    )


def read(entry: Entry, night: Night) -> Reading:
    """The night with what was typed; a text left as it was shown keeps its exact moment and its source."""
    return _Reader(entry, night).read()


def told_by(sleep: Sleep, item: Item, zone: tzinfo) -> Moment | None:
    """The moment by whose clock this end of a sleep is told, if that clock is not the zone's.

    Who travels in the night goes to bed by one clock and gets up by another: the times of the morning go by
    that of getting up, those of the evening by that of trying to sleep.
    """
    ends = _BED_ENDS if item in _BED_ENDS else _UP_ENDS
    known = next((moment for end in ends if (moment := _moment(sleep, end)) is not None), None)
    return None if known is None or is_of_zone(known, zone) else known


def _time_text(moment: Moment | None) -> str:
    return f"{moment.local:%H:%M}" if moment is not None else ""


def _moment(sleep: Sleep, item: Item) -> Moment | None:
    moment: Moment | None = getattr(sleep, item.value)
    return moment


def whole_number(text: str) -> int | None:
    """The whole number in a text, None if there is none or one of more digits than any count has."""
    is_number = text.isascii() and text.isdigit() and len(text.lstrip("0")) <= MOST_DIGITS
    return int(text.lstrip("0") or "0") if is_number else None


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= MOST_QUOTED else f"“{text[:MOST_QUOTED]}…”"


def _later(moment: Moment | None, *minutes: int | None) -> Moment | None:
    """A moment and the minutes after it that are known."""
    return None if moment is None else moment.plus_minutes(sum(each or 0 for each in minutes))


class _Reader:
    """Reads one entry; the moments are placed one after the other, each at or after the one before."""

    def __init__(self, entry: Entry, night: Night) -> None:
        self._entry = entry
        self._night = night
        self._sleep = night.main_sleep
        self._shown = texts_of(night)
        self._zone = ZoneInfo(night.zone)
        self._problems: list[Problem] = []
        self._changed: set[Item] = set()

    def read(self) -> Reading:
        symptoms = self._time(Item.SYMPTOMS_BEGAN, self._night.symptoms_began, None, SYMPTOM_DAY_STARTS)
        night = replace(
            self._night,
            quality=self._entry.quality,
            worst_urge=self._entry.worst_urge,
            symptoms_began=symptoms,
            notes=self._entry.notes,
        )
        if self._sleep is not None:
            read = self._read_sleep(self._sleep)
            night = replace(
                night, sleeps=tuple(read if each.id == read.id else each for each in night.sleeps)
            )
        unread = {problem.item for problem in self._problems}
        more = (problem for problem in night_problems(night) if problem.item not in unread)
        return Reading(night, (*self._problems, *more))

    def _read_sleep(self, sleep: Sleep) -> Sleep:
        problems = list(self._problems)
        read = self._placed_sleep(sleep, NOON)
        if proposed_evening(read) == self._night.evening + timedelta(days=1):
            # Who goes to bed late in the morning and sleeps into the afternoon: the same day, not the next.
            self._problems = problems
            by_day = self._placed_sleep(sleep, DAY_SLEEP_STARTS)
            return by_day if proposed_evening(by_day) == self._night.evening else read
        return read

    def _placed_sleep(self, sleep: Sleep, day_starts: time) -> Sleep:
        """The sleep as typed, begun on the day that runs from `day_starts`."""
        in_bed = self._time(Item.WENT_TO_BED, sleep.went_to_bed, None, day_starts)
        tried = self._time(Item.TRIED_TO_SLEEP, sleep.tried_to_sleep, in_bed, day_starts)
        if not self._entry.slept:
            up = self._time(Item.GOT_UP, sleep.got_up, tried or in_bed)
            self._changed.update(ASLEEP_ITEMS)
            return Sleep(
                id=sleep.id,
                is_main=sleep.is_main,
                slept=False,
                went_to_bed=in_bed,
                tried_to_sleep=tried,
                got_up=up,
                sources=self._sources(sleep),
            )
        to_sleep = self._count(Item.MINUTES_TO_FALL_ASLEEP)
        awake = self._count(Item.MINUTES_AWAKE)
        again = self._count(Item.MINUTES_TRYING_AGAIN)
        start = tried or in_bed
        slept_until = _later(start, to_sleep, awake)
        woke = self._time(Item.WOKE_UP, sleep.woke_up, start, earliest=slept_until)
        in_bed_until = _later(woke, again) or slept_until
        up = self._time(Item.GOT_UP, sleep.got_up, woke or start, earliest=in_bed_until)
        planned = self._time(Item.PLANNED_WAKE, sleep.planned_wake, start)
        return replace(
            sleep,
            slept=True,
            went_to_bed=in_bed,
            tried_to_sleep=tried,
            minutes_to_fall_asleep=to_sleep,
            times_awake=self._count(Item.TIMES_AWAKE),
            minutes_awake=awake,
            woke_up=woke,
            got_up=up,
            planned_wake=planned,
            minutes_trying_again=again,
            sources=self._sources(sleep),
        )

    def _sources(self, sleep: Sleep) -> dict[Item, Source]:
        return {item: source for item, source in sleep.sources.items() if item not in self._changed}

    def _text(self, item: Item) -> str:
        text = self._entry.texts.get(item, "").strip()
        if text != self._shown[item]:
            self._changed.add(item)
        return text

    def _time(
        self,
        item: Item,
        shown: Moment | None,
        after: Moment | None,
        day_starts: time = NOON,
        earliest: Moment | None = None,
    ) -> Moment | None:
        """The moment of an item, told of as a problem where there is none.

        Of a time that comes twice as clocks go back it is the second, if the first lies before `earliest`.
        """
        text = self._text(item)
        if item not in self._changed:
            return shown
        if not text:
            return None
        clock = parse_clock_time(text)
        if clock is None:
            self._problems.append(Problem(item, f"{_quoted(text)} is no time of day. Try 23:40 or 11:40 pm."))
            return None
        if (known := self._told_by(item)) is not None:
            return nearest_by_its_clock(clock, known)
        moment = placed(clock, self._night.evening, self._zone, after, day_starts)
        if earliest is not None and moment < earliest <= (second := shown_again(moment, self._zone)):
            return second
        return moment

    def _told_by(self, item: Item) -> Moment | None:
        if self._sleep is None or item is Item.SYMPTOMS_BEGAN:
            return None
        return told_by(self._sleep, item, self._zone)

    def _count(self, item: Item) -> int | None:
        text = self._text(item)
        if not text:
            return None
        count = whole_number(text)
        if count is None or count > LONGEST_COUNT:
            sentence = f"{_quoted(text)} is no whole number up to {LONGEST_COUNT}. Leave it blank if unsure."
            self._problems.append(Problem(item, sentence))
            return None
        return count
