"""Turning the sleeps in another program's file into nights of this program.

- Each row of the file gets an id made from its content, so that importing a file twice changes nothing.
- A sleep may have been corrected in the other program after an import. The corrected sleep then updates the
  imported sleep that it overlaps.
- Of several sleeps with the same beginning (partial recordings), only the longest is imported.
- The sleeps of one evening make one night. The longest sleep of the night, including sleeps already in the
  log, is the main sleep; the others are naps.
- An evening that already has a diary of this program keeps only that diary.

The file does not say when its rows were last changed. Each row counts as last changed at the end of its
sleep, so that later changes in the sleep log count as newer.
"""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import Cell, WholeLog
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.measures import proposed_evening
from rlscompanion.domain.moment import Moment, moment_in_zone
from rlscompanion.domain.night import Sleep
from rlscompanion.domain.problems import MAX_SLEEP_MINUTES, sleep_problems
from rlscompanion.exchange.csv_rows import CsvRows
from rlscompanion.exchange.incoming import RefusedRow, RowConverter, refusal_at
from rlscompanion.exchange.known_nights import log_rows
from rlscompanion.exchange.night_columns import LogRow, sleep_of_row
from rlscompanion.exchange.nights_reader import stable_id
from rlscompanion.exchange.values import UnfitValue

EARLIEST_SLEEP_UTC, LATEST_SLEEP_UTC = 0, 7_258_118_400
"""The first and the last UTC second that an imported sleep may have: the years 1970 to 2199."""

_match_counted_tag = re.compile(r"(.+)_([1-9]\d{0,2})x", re.ASCII).fullmatch
_COUNTED_UNITS = frozenset({"cups", "drinks", "times"})
"""Units of factors whose amount can be the number in a tag, such as 2 in "coffee_2x"."""

_UNIT_OF_COUNTED_TAGS = "times"
"""The unit of a new factor that is made for a tag with a number, such as "tea_2x"."""

_NO_ROW_READ_WORDS = ". No other line could be read either"
_LONGEST_SLEEP_SECONDS = 60 * MAX_SLEEP_MINUTES

_FACTOR_KEYS_BY_TAG = {"sport": "exercise", "smoking": "nicotine", "coffee": "caffeine"}
"""The keys of fixed factors (those that every diary has), by tags that differ from the key itself."""


@dataclass(frozen=True, slots=True)
class ForeignSleep:
    """One sleep in another program's file.

    `foreign_id` is the text that identifies the sleep in that file. `start` and `stop` are UTC seconds.
    `line` is the sleep's line in the file.
    """

    line: int
    foreign_id: str
    start: int
    stop: int
    zone: str
    quality: int | None = None
    times_awake: int | None = None
    comment: str = ""
    tags: tuple[str, ...] = ()


def refuse_impossible_span(start: int, stop: int) -> None:
    """Raise UnfitValue if a sleep from `start` to `stop` (UTC seconds) is impossible."""
    if (
        not EARLIEST_SLEEP_UTC <= start <= LATEST_SLEEP_UTC
        or not EARLIEST_SLEEP_UTC <= stop <= LATEST_SLEEP_UTC
    ):
        raise UnfitValue("lies outside of the years 1970 to 2199")
    if stop <= start:
        raise UnfitValue("ends before it begins")
    if stop - start >= 60 * MAX_SLEEP_MINUTES:
        raise UnfitValue("is a sleep of 24 hours or more")


@dataclass
class _NewFactor:
    """A new factor, for a tag that matches no factor of the log."""

    id: str
    line: int
    is_counted: bool = False


class ForeignReader(RowConverter):
    """Reads the sleeps in another program's file for import; `refused` are the rows that are left out."""

    def __init__(
        self,
        program: str,
        sleeps: Iterable[ForeignSleep | RefusedRow],
        rows: CsvRows,
        log: WholeLog,
        now: int,
    ) -> None:
        super().__init__(rows.location_text)
        self._program, self._sleeps, self._now = program, sleeps, now
        with log.reading_snapshot():
            self._sleeps_in_log = {str(each["id"]): each for each in log_rows(log, "sleeps")}
            self._night_ids_by_evening = {
                str(each["evening"]): str(each["id"]) for each in log_rows(log, "nights")
            }
            own = list(log_rows(log, "factors"))
        self._nights = set(self._night_ids_by_evening.values())
        self._sleeps_of_night: defaultdict[str, list[LogRow]] = defaultdict(list)
        for row in self._sleeps_in_log.values():
            self._sleeps_of_night[str(row["night_id"])].append(row)
        self._own_factors = {str(each["title"]).casefold(): str(each["id"]) for each in own}
        self._units = {str(each["id"]): str(each["unit"]) for each in own}
        self._units |= {each.key: each.unit for each in FIXED_FACTORS}
        self._new_factors: dict[str, _NewFactor] = {}
        self._ids: dict[str, str] = {}

    def heading(self, table: str, column: str, location: int) -> str:
        """An empty text, since another program's file has no names for this program's columns."""
        return ""

    def make_rows(self) -> None:
        """Make the rows of nights, sleeps and factors. Raises Refusal if no row of the file is a sleep."""
        sleeps = self._longest_of_each_start()
        if not sleeps and self.refused:
            first = self.refused[0]
            raise refusal_at(self._location_text(first.line), "", f"{first.reason}{_NO_ROW_READ_WORDS}")
        self._ids = self._sleep_ids(sleeps)
        for evening, held in self._by_evening(each for each in sleeps if not self._is_refused(each)):
            self._add_night(evening, held)
        self.refused.sort(key=lambda row: row.line)
        for title, new in self._new_factors.items():
            unit = _UNIT_OF_COUNTED_TAGS if new.is_counted else ""
            self.add_row(
                "factors", {"id": new.id, "title": title, "unit": unit, **_time_stamps(self._now)}, new.line
            )

    def _longest_of_each_start(self) -> list[ForeignSleep]:
        """The sleeps of the file; of several sleeps with the same beginning, only the longest."""
        longest: dict[str, ForeignSleep] = {}
        for each in self._sleeps:
            if isinstance(each, RefusedRow):
                self.refused.append(each)
                continue
            before = longest.get(each.foreign_id)
            kept = each if before is None or each.stop > before.stop else before
            longest[each.foreign_id] = kept
            if before is not None:
                other = before if kept is each else each
                self.refused.append(RefusedRow(other.line, f"is the sleep of line {kept.line} again"))
        return list(longest.values())

    def _sleep_ids(self, sleeps: Sequence[ForeignSleep]) -> dict[str, str]:
        """An id for each sleep: made from `foreign_id`, or that of the log's sleep which it corrects."""
        ids = {each.foreign_id: stable_id(self._program, "sleep", each.foreign_id) for each in sleeps}
        ids_here = set(ids.values())
        imported = {stable_id(self._program, "night", evening) for evening in self._night_ids_by_evening}
        spans = sorted(
            (*span, key)
            for key, row in self._sleeps_in_log.items()
            if key not in ids_here and str(row["night_id"]) in imported and (span := _span_in_log(row))
        )
        begins = [start for start, _, _ in spans]
        for each in sleeps:
            if ids[each.foreign_id] in self._sleeps_in_log:
                continue
            near = range(bisect(begins, each.start - _LONGEST_SLEEP_SECONDS), bisect(begins, each.stop))
            for start, stop, key in (spans[at] for at in near):
                if start < each.stop and each.start < stop and key not in ids_here:
                    ids[each.foreign_id] = key
                    ids_here.add(key)
                    break
        return ids

    def _is_refused(self, each: ForeignSleep) -> bool:
        if not self._contradicts_log(each):
            return False
        self.refused.append(RefusedRow(each.line, "does not fit what the diary says of this sleep"))
        return True

    def _contradicts_log(self, each: ForeignSleep) -> bool:
        """Whether a sleep contradicts what the log says about the same sleep."""
        row = self._sleeps_in_log.get(self._ids[each.foreign_id])
        if row is None:
            return False
        start, stop = _moment_in_zone(each.start, each.zone), _moment_in_zone(each.stop, each.zone)
        return bool(
            sleep_problems(replace(sleep_of_row(row), slept=True, tried_to_sleep=start, woke_up=stop))
        )

    def _by_evening(self, sleeps: Iterable[ForeignSleep]) -> list[tuple[str, list[ForeignSleep]]]:
        """The sleeps of each evening, earliest evening first; evenings that have a diary are left out."""
        found: defaultdict[str, list[ForeignSleep]] = defaultdict(list)
        for each in sleeps:
            start, stop = _moment_in_zone(each.start, each.zone), _moment_in_zone(each.stop, each.zone)
            span = Sleep(UUID(int=0), tried_to_sleep=start, woke_up=stop)
            found[str(proposed_evening(span))].append(each)
        for evening in found.keys() & self._night_ids_by_evening.keys():
            if self._night_id(evening) not in self._nights:
                reason = f"belongs to the night of {evening}, which has a diary already"
                self.refused += [RefusedRow(each.line, reason) for each in found.pop(evening)]
        return sorted((evening, sorted(held, key=_start_of)) for evening, held in found.items())

    def _night_id(self, evening: str) -> str:
        return stable_id(self._program, "night", evening)

    def _add_night(self, evening: str, sleeps: Sequence[ForeignSleep]) -> None:
        """Add the rows of a night: the night itself, its sleeps, and its notes on factors."""
        night_id = self._night_id(evening)
        longest = max(sleeps, key=_seconds_of)
        others = [each for each in sleeps if each is not longest]
        # What is said of the night as a whole was last changed as its last sleep ended.
        changed = max(each.stop for each in sleeps)
        saved = _moment_in_zone(changed, longest.zone)
        night: dict[str, Cell] = {
            "id": night_id,
            "evening": evening,
            "zone": longest.zone,
            "quality": longest.quality,
            "notes": "\n".join(each.comment for each in (longest, *others) if each.comment),
            "saved_at_utc": saved.utc,
            "saved_at_offset": saved.offset,
        }
        self.add_row("nights", {**night, **_time_stamps(changed)}, longest.line)
        ids_here = {self._ids[each.foreign_id] for each in sleeps}
        elsewhere = (
            _seconds_in_log(row) for row in self._sleeps_of_night[night_id] if str(row["id"]) not in ids_here
        )
        is_main_here = _seconds_of(longest) > max(elsewhere, default=-1)
        for ordinal, each in enumerate(sleeps):
            start, stop = _moment_in_zone(each.start, each.zone), _moment_in_zone(each.stop, each.zone)
            sleep: dict[str, Cell] = {
                "id": self._ids[each.foreign_id],
                "night_id": night_id,
                "ordinal": ordinal,
                "is_main": int(is_main_here and each is longest),
                "slept": 1,
                "tried_to_sleep_utc": start.utc,
                "tried_to_sleep_offset": start.offset,
                "times_awake": each.times_awake,
                "woke_up_utc": stop.utc,
                "woke_up_offset": stop.offset,
                "sources": "{}",
            }
            self.add_row("sleeps", {**sleep, **_time_stamps(each.stop)}, each.line)
        self._add_notes(night_id, sleeps, changed)

    def _add_notes(self, night_id: str, sleeps: Sequence[ForeignSleep], changed: int) -> None:
        amounts: dict[str, int | None] = {}
        lines: dict[str, int] = {}
        for tag, line in sorted((tag, each.line) for each in sleeps for tag in each.tags):
            counted = _match_counted_tag(tag)
            word, amount = (counted[1], int(counted[2])) if counted else (tag, None)
            key = self._factor_key(word, amount is not None, line)
            lines.setdefault(key, line)
            known = amounts.get(key)
            amounts[key] = amount if known is None else max(known, amount or 0)
        for ordinal, (key, amount) in enumerate(amounts.items()):
            note: dict[str, Cell] = {
                "id": stable_id(self._program, "note", night_id, key),
                "night_id": night_id,
                "ordinal": ordinal,
                "factor": key,
                "present": 1,
                "amount": amount if self._units.get(key, _UNIT_OF_COUNTED_TAGS) in _COUNTED_UNITS else None,
            }
            self.add_row("night_factors", {**note, **_time_stamps(changed)}, lines[key])

    def _factor_key(self, tag: str, is_counted: bool, line: int) -> str:
        """The key of the factor for a tag; a new factor is made if there is no such factor."""
        word = _FACTOR_KEYS_BY_TAG.get(tag, tag)
        if any(word == each.key for each in FIXED_FACTORS):
            return word
        made, title = stable_id("factor", tag), tag.replace("_", " ").capitalize()
        if made in self._units:
            return made
        if title.casefold() in self._own_factors:
            return self._own_factors[title.casefold()]
        new = self._new_factors.setdefault(title, _NewFactor(made, line))
        new.is_counted = new.is_counted or is_counted
        return new.id


def _start_of(sleep: ForeignSleep) -> int:
    return sleep.start


def _seconds_of(sleep: ForeignSleep) -> int:
    return sleep.stop - sleep.start


def _span_in_log(row: LogRow) -> tuple[int, int] | None:
    """The beginning and the end of a sleep in the log, in UTC seconds; None unless both are known."""
    start, stop = (
        next((row[f"{name}_utc"] for name in names if row[f"{name}_utc"] is not None), None)
        for names in (("tried_to_sleep", "went_to_bed"), ("woke_up", "got_up"))
    )
    return None if start is None or stop is None else (int(start), int(stop))


def _seconds_in_log(row: LogRow) -> int:
    """The length of a sleep in the log, in seconds; -1 if the length is unknown."""
    span = _span_in_log(row)
    return -1 if span is None else span[1] - span[0]


def _moment_in_zone(utc: int, zone: str) -> Moment:
    return moment_in_zone(utc, ZoneInfo(zone))


def _time_stamps(utc: int) -> dict[str, Cell]:
    return dict.fromkeys(("created_utc", "modified_utc"), utc)
