"""Sleeps of other programs as nights of this one.

Their rows have no ids that this log knows, so each gets one made from what it is: reading a file twice
changes nothing. Sleeps of one evening make one night, and the longest, also of those that the log has of it
already, is its main sleep. An evening that has a diary of its own already keeps that alone.

Such a file does not say when its rows were last changed. They are stamped with the end of the sleep they tell
of, so that whatever the person changed in the log afterwards is newer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import Cells, WholeLog
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.moment import Moment, in_zone
from rlscompanion.domain.night import LONGEST_SLEEP_MINUTES, Sleep, problems, proposed_evening
from rlscompanion.exchange.csv_rows import CsvRows
from rlscompanion.exchange.incoming import RefusedRow, TableRows
from rlscompanion.exchange.known_nights import rows_of
from rlscompanion.exchange.night_columns import Values, sleep_of
from rlscompanion.exchange.nights_reading import made_id
from rlscompanion.exchange.values import Unfit

EARLIEST, LATEST = 0, 7_258_118_400
"""UTC seconds that a sleep of another program may lie between: the years 1970 to 2199."""

_TAGS = {"sport": "exercise", "smoking": "nicotine", "coffee": "caffeine"}
"""What tags are of the fixed factors, beside the words of those themselves."""


@dataclass(frozen=True)
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


class ForeignReading:
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
            own = list(log.rows("factors", ("id", "title")))
        self._own = {str(title).casefold(): str(key) for key, title in own}
        self._own_ids = {str(key) for key, _ in own}

    def where(self, table: str, place: int) -> str:
        """The file and the line."""
        return self._rows.where(place)

    def heading(self, table: str, column: str, place: int) -> str:
        """None: what this program calls a column says nothing there."""
        return ""

    def tables(self) -> Iterator[TableRows]:
        """The nights, their sleeps, and the factors that tags tell of."""
        nights = self._by_evening(self._accepted())
        self.refused.sort(key=lambda row: row.line)
        factors: dict[str, tuple[str, int]] = {}
        notes = [row for night in nights for row in self._notes(night, factors)]
        stamps = (self._now, self._now)
        own = [
            (key, title, "", *stamps, line)
            for title, (key, line) in factors.items()
            if key not in self._own_ids
        ]
        yield TableRows("nights", _NIGHT, iter([self._night(night) for night in nights]))
        yield TableRows("sleeps", _SLEEP, iter([row for night in nights for row in self._sleep_rows(night)]))
        if own:
            yield TableRows("factors", _FACTOR, iter(own))
        if notes:
            yield TableRows("night_factors", _NOTE, iter(notes))

    def _accepted(self) -> Iterator[ForeignSleep]:
        lines: dict[str, int] = {}
        for each in self._sleeps:
            if isinstance(each, RefusedRow):
                self.refused.append(each)
            elif each.known_by in lines:
                self.refused.append(
                    RefusedRow(each.line, f"is the sleep of line {lines[each.known_by]} again")
                )
            elif self._contradicts_log(each):
                self.refused.append(RefusedRow(each.line, "does not fit what the diary says of this sleep"))
            else:
                lines[each.known_by] = each.line
                yield each

    def _sleep_id(self, sleep: ForeignSleep) -> str:
        return made_id(self._program, "sleep", sleep.known_by)

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

    def _notes(self, night: _Night, factors: dict[str, tuple[str, int]]) -> Iterator[Cells]:
        tags = {tag: each.line for each in reversed(night.sleeps) for tag in each.tags}
        keys = {self._factor(tag, line, factors): line for tag, line in sorted(tags.items())}
        for ordinal, (key, line) in enumerate(keys.items()):
            yield (
                *(made_id(self._program, "note", night.id, key), night.id, ordinal, key, 1),
                *(night.changed, night.changed, line),
            )

    def _factor(self, tag: str, line: int, factors: dict[str, tuple[str, int]]) -> str:
        """The key of the factor that a tag tells of; an own one is made where there is none."""
        word = _TAGS.get(tag, tag)
        if any(word == each.key for each in FIXED_FACTORS):
            return word
        made, title = made_id("factor", tag), tag.replace("_", " ").capitalize()
        if made not in self._own_ids and title.casefold() in self._own:
            return self._own[title.casefold()]
        factors.setdefault(title, (made, line))
        return made


def _seconds(row: Values) -> int:
    """How long a sleep of the log is, as far as it is known."""
    start, stop = (
        next((row[f"{name}_utc"] for name in names if row[f"{name}_utc"] is not None), None)
        for names in (("tried_to_sleep", "went_to_bed"), ("woke_up", "got_up"))
    )
    return -1 if start is None or stop is None else int(stop) - int(start)


def _moment(utc: int, zone: str) -> Moment:
    return in_zone(utc, ZoneInfo(zone))


_STAMPS = ("created_utc", "modified_utc")
_NIGHT = ("id", "evening", "zone", "quality", "notes", "saved_at_utc", "saved_at_offset", *_STAMPS)
_SLEEP = (
    *("id", "night_id", "ordinal", "is_main", "slept", "tried_to_sleep_utc", "tried_to_sleep_offset"),
    *("times_awake", "woke_up_utc", "woke_up_offset", "sources", *_STAMPS),
)
_FACTOR = ("id", "title", "unit", *_STAMPS)
_NOTE = ("id", "night_id", "ordinal", "factor", "present", *_STAMPS)
