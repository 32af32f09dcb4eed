"""Sleeps of other programs as nights of this one.

Their rows have no ids that this log knows, so each gets one made from what it is: reading a file twice
changes nothing. A sleep that was corrected there is known by the one it overlaps: nobody sleeps twice at a
time. Of several with one beginning, as partial recordings have it, the longest counts. Sleeps of one evening
make one night, and the longest, also of those that the log has of it already, is its main sleep. An evening
that has a diary of its own already keeps that alone.

Such a file does not say when its rows were last changed. They are stamped with the end of the sleep they tell
of, so that whatever the person changed in the log afterwards is newer.
"""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import Cells, WholeLog
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.measures import proposed_evening
from rlscompanion.domain.moment import Moment, in_zone
from rlscompanion.domain.night import Sleep
from rlscompanion.domain.problems import LONGEST_SLEEP_MINUTES, problems
from rlscompanion.exchange.csv_rows import CsvRows
from rlscompanion.exchange.incoming import RefusedRow, TableRows, bad_place
from rlscompanion.exchange.known_nights import rows_of
from rlscompanion.exchange.night_columns import Values, sleep_of
from rlscompanion.exchange.nights_reader import made_id
from rlscompanion.exchange.values import Unfit

EARLIEST, LATEST = 0, 7_258_118_400
"""UTC seconds that a sleep of another program may lie between: the years 1970 to 2199."""

_COUNTED_TAG = re.compile(r"(.+)_([1-9]\d{0,2})x", re.ASCII).fullmatch
_COUNTS = frozenset({"cups", "drinks", "times"})
"""Units of factors that a count in a tag is an amount in."""

_NEW_UNIT = "times"
"""The unit of a factor made for a counted tag."""

_NONE_READ = ". No other line could be read either"
_LONGEST = 60 * LONGEST_SLEEP_MINUTES

_TAGS = {"sport": "exercise", "smoking": "nicotine", "coffee": "caffeine"}
"""What tags are of the fixed factors, beside the words of those themselves."""


@dataclass(frozen=True, slots=True)
class ForeignSleep:
    """One sleep as another program tells it. `known_by` is what that program tells it by."""

    line: int
    known_by: str
    start: int
    stop: int
    zone: str
    quality: int | None = None
    times_awake: int | None = None
    comment: str = ""
    tags: tuple[str, ...] = ()


def checked_span(start: int, stop: int) -> None:
    """Raise Unfit for a sleep that cannot have been."""
    if not EARLIEST <= start <= LATEST or not EARLIEST <= stop <= LATEST:
        raise Unfit("lies outside of the years 1970 to 2199")
    if stop <= start:
        raise Unfit("ends before it begins")
    if stop - start >= 60 * LONGEST_SLEEP_MINUTES:
        raise Unfit("is a sleep of 24 hours or more")


@dataclass
class _Night:
    evening: str
    id: str
    sleeps: list[ForeignSleep] = field(default_factory=list)
    longest_elsewhere: int = -1
    """Seconds of the longest sleep of this night that only the log has; -1 if it has none."""

    @property
    def longest(self) -> ForeignSleep:
        """The longest sleep of the file."""
        return max(self.sleeps, key=lambda each: each.stop - each.start)

    @property
    def main(self) -> ForeignSleep | None:
        """The main sleep, if it is one of the file."""
        longest = self.longest
        return longest if longest.stop - longest.start > self.longest_elsewhere else None

    @property
    def changed(self) -> int:
        """The stamp of what is told of the night as a whole."""
        return max(each.stop for each in self.sleeps)


@dataclass
class _NewFactor:
    """A factor that a tag tells of and the log does not have yet."""

    id: str
    line: int
    is_counted: bool = False


class ForeignReader:
    """Hands on the sleeps of another program's file; what is no sleep is left out, with its line."""

    share = 1.0

    def __init__(
        self,
        program: str,
        sleeps: Iterable[ForeignSleep | RefusedRow],
        rows: CsvRows,
        log: WholeLog,
        now: int,
    ) -> None:
        self.refused: list[RefusedRow] = []
        self._program, self._sleeps, self._rows, self._now = program, sleeps, rows, now
        with log.reading():
            self._known = {str(each["id"]): each for each in rows_of(log, "sleeps")}
            self._evenings = {
                str(evening): str(key) for evening, key in log.rows("nights", ("evening", "id"))
            }
            self._nights = {str(key) for (key,) in log.rows("nights", ("id",))}
            own = list(log.rows("factors", ("id", "title", "unit")))
        self._own = {str(title).casefold(): str(key) for key, title, _ in own}
        self._units = {str(key): str(unit) for key, _, unit in own} | {
            each.key: each.unit for each in FIXED_FACTORS
        }
        self._ids: dict[str, str] = {}

    def where(self, table: str, place: int) -> str:
        """The file and the line."""
        return self._rows.where(place)

    def heading(self, table: str, column: str, place: int) -> str:
        """None: what this program calls a column says nothing there."""
        return ""

    def tables(self) -> Iterator[TableRows]:
        """The nights, their sleeps and factors. Raises Refusal if no row is a sleep."""
        sleeps = self._told()
        if not sleeps and self.refused:
            raise bad_place(
                self._rows.where(self.refused[0].line), "", f"{self.refused[0].reason}{_NONE_READ}"
            )
        self._ids = self._identified(sleeps)
        nights = self._by_evening(each for each in sleeps if not self._leaves_out(each))
        self.refused.sort(key=lambda row: row.line)
        factors: dict[str, _NewFactor] = {}
        notes = [row for night in nights for row in self._notes(night, factors)]
        own = [
            (new.id, title, _NEW_UNIT if new.is_counted else "", self._now, self._now, new.line)
            for title, new in factors.items()
        ]
        yield TableRows("nights", _NIGHT, iter([self._night(night) for night in nights]))
        yield TableRows("sleeps", _SLEEP, iter([row for night in nights for row in self._sleep_rows(night)]))
        if own:
            yield TableRows("factors", _FACTOR, iter(own))
        if notes:
            yield TableRows("night_factors", _NOTE, iter(notes))

    def _told(self) -> list[ForeignSleep]:
        """The sleeps of the file, of those with one beginning the longest."""
        longest: dict[str, ForeignSleep] = {}
        for each in self._sleeps:
            if isinstance(each, RefusedRow):
                self.refused.append(each)
                continue
            before = longest.get(each.known_by)
            kept = each if before is None or each.stop > before.stop else before
            longest[each.known_by] = kept
            if before is not None:
                other = before if kept is each else each
                self.refused.append(RefusedRow(other.line, f"is the sleep of line {kept.line} again"))
        return list(longest.values())

    def _identified(self, sleeps: Sequence[ForeignSleep]) -> dict[str, str]:
        """The id of each sleep, by what it is known by; one that corrects a sleep of the log has its id."""
        ids = {each.known_by: made_id(self._program, "sleep", each.known_by) for each in sleeps}
        told = set(ids.values())
        imported = {made_id(self._program, "night", evening) for evening in self._evenings}
        spans = sorted(
            (*span, key)
            for key, row in self._known.items()
            if key not in told and str(row["night_id"]) in imported and (span := _span(row))
        )
        begins = [start for start, _, _ in spans]
        for each in sleeps:
            if ids[each.known_by] in self._known:
                continue
            near = range(bisect(begins, each.start - _LONGEST), bisect(begins, each.stop))
            for start, stop, key in (spans[at] for at in near):
                if start < each.stop and each.start < stop and key not in told:
                    ids[each.known_by] = key
                    told.add(key)
                    break
        return ids

    def _leaves_out(self, each: ForeignSleep) -> bool:
        if not self._contradicts_log(each):
            return False
        self.refused.append(RefusedRow(each.line, "does not fit what the diary says of this sleep"))
        return True

    def _sleep_id(self, sleep: ForeignSleep) -> str:
        return self._ids[sleep.known_by]

    def _contradicts_log(self, each: ForeignSleep) -> bool:
        """Whether a sleep would be impossible with what the log says of it beside."""
        row = self._known.get(self._sleep_id(each))
        if row is None:
            return False
        start, stop = _moment(each.start, each.zone), _moment(each.stop, each.zone)
        return bool(problems(replace(sleep_of(row), slept=True, tried_to_sleep=start, woke_up=stop)))

    def _by_evening(self, sleeps: Iterable[ForeignSleep]) -> list[_Night]:
        found: defaultdict[str, list[ForeignSleep]] = defaultdict(list)
        for each in sleeps:
            zone = ZoneInfo(each.zone)
            span = Sleep(
                UUID(int=0), tried_to_sleep=in_zone(each.start, zone), woke_up=in_zone(each.stop, zone)
            )
            found[str(proposed_evening(span))].append(each)
        of_night: defaultdict[str, list[Values]] = defaultdict(list)
        for row in self._known.values():
            of_night[str(row["night_id"])].append(row)
        nights = []
        for evening, held in found.items():
            night_id = made_id(self._program, "night", evening)
            if evening in self._evenings and night_id not in self._nights:
                self.refused += [
                    RefusedRow(each.line, f"belongs to the night of {evening}, which has a diary already")
                    for each in held
                ]
                continue
            told = {self._sleep_id(each) for each in held}
            elsewhere = (_seconds(row) for row in of_night[night_id] if str(row["id"]) not in told)
            nights.append(
                _Night(
                    evening, night_id, sorted(held, key=lambda each: each.start), max(elsewhere, default=-1)
                )
            )
        return sorted(nights, key=lambda night: night.evening)

    def _night(self, night: _Night) -> Cells:
        main = night.longest
        others = [each for each in night.sleeps if each is not main]
        notes = "\n".join(each.comment for each in (main, *others) if each.comment)
        saved = _moment(night.changed, main.zone)
        return (
            *(night.id, night.evening, main.zone, main.quality, notes, saved.utc, saved.offset),
            *(night.changed, night.changed, main.line),
        )

    def _sleep_rows(self, night: _Night) -> Iterator[Cells]:
        main = night.main
        for ordinal, each in enumerate(night.sleeps):
            start, stop = _moment(each.start, each.zone), _moment(each.stop, each.zone)
            yield (
                *(self._sleep_id(each), night.id, ordinal, int(each is main), 1),
                *(start.utc, start.offset, each.times_awake, stop.utc, stop.offset, "{}"),
                *(each.stop, each.stop, each.line),
            )

    def _notes(self, night: _Night, factors: dict[str, _NewFactor]) -> Iterator[Cells]:
        amounts: dict[str, int | None] = {}
        lines: dict[str, int] = {}
        for tag, line in sorted((tag, each.line) for each in night.sleeps for tag in each.tags):
            counted = _COUNTED_TAG(tag)
            word, amount = (counted[1], int(counted[2])) if counted else (tag, None)
            key = self._factor(word, amount is not None, line, factors)
            lines.setdefault(key, line)
            known = amounts.get(key)
            amounts[key] = amount if known is None else max(known, amount or 0)
        for ordinal, key in enumerate(amounts):
            amount = amounts[key] if self._units.get(key, _NEW_UNIT) in _COUNTS else None
            yield (
                *(made_id(self._program, "note", night.id, key), night.id, ordinal, key, 1, amount),
                *(night.changed, night.changed, lines[key]),
            )

    def _factor(self, tag: str, is_counted: bool, line: int, factors: dict[str, _NewFactor]) -> str:
        """The key of the factor that a tag tells of; an own one is made where there is none."""
        word = _TAGS.get(tag, tag)
        if any(word == each.key for each in FIXED_FACTORS):
            return word
        made, title = made_id("factor", tag), tag.replace("_", " ").capitalize()
        if made not in self._units and title.casefold() in self._own:
            return self._own[title.casefold()]
        if made not in self._units:
            new = factors.setdefault(title, _NewFactor(made, line))
            new.is_counted = new.is_counted or is_counted
            return new.id
        return made


def _span(row: Values) -> tuple[int, int] | None:
    """Begin and end of a sleep of the log (UTC seconds), if both are known."""
    start, stop = (
        next((row[f"{name}_utc"] for name in names if row[f"{name}_utc"] is not None), None)
        for names in (("tried_to_sleep", "went_to_bed"), ("woke_up", "got_up"))
    )
    return None if start is None or stop is None else (int(start), int(stop))


def _seconds(row: Values) -> int:
    """How long a sleep of the log is, as far as it is known."""
    span = _span(row)
    return -1 if span is None else span[1] - span[0]


def _moment(utc: int, zone: str) -> Moment:
    return in_zone(utc, ZoneInfo(zone))


_STAMPS = ("created_utc", "modified_utc")
_NIGHT = ("id", "evening", "zone", "quality", "notes", "saved_at_utc", "saved_at_offset", *_STAMPS)
_SLEEP = (
    *("id", "night_id", "ordinal", "is_main", "slept", "tried_to_sleep_utc", "tried_to_sleep_offset"),
    *("times_awake", "woke_up_utc", "woke_up_offset", "sources", *_STAMPS),
)
_FACTOR = ("id", "title", "unit", *_STAMPS)
_NOTE = ("id", "night_id", "ordinal", "factor", "present", "amount", *_STAMPS)
