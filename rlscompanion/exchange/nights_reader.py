"""Reads a table of nights back: the rows of several tables from one row a night.

A row of a night that the log has stands for that night's own sleep, notes and doses, so that reading the
table of a log into it changes nothing. What the table does not carry stays as the log has it.

A table without the column `Last changed (UTC)`, or a row with that cell blank, does not say when it was
changed. It is then never newer than what the log has: its rows carry the stamps of the log's own, so that
where the newer ones are kept, those of the log stay. What the log does not have yet is new as of now.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import Cell, WholeLog
from rlscompanion.exchange.csv_rows import Rows
from rlscompanion.exchange.incoming import RefusedRow, TableRows, bad_place
from rlscompanion.exchange.known_nights import KnownNights
from rlscompanion.exchange.night_columns import (
    CHANGED,
    DERIVED,
    DOSE_COLUMNS,
    EVENING,
    FIXED_HEADINGS,
    NIGHT_COLUMNS,
    NIGHT_ID,
    OWN,
    SAVED,
    SLEEP_COLUMNS,
    SLEPT,
    SOURCE_COLUMNS,
    ZONE,
    Values,
    field_of,
    read,
    read_flag,
    shown_note,
    title_and_unit,
)
from rlscompanion.exchange.values import Unfit, reader_of, utc_of_text

NAMESPACE = uuid5(NAMESPACE_URL, "urn:rlscompanion:imported")
"""What ids of rows are made from that had none."""

_T = TypeVar("_T")

_STAMPS = ("created_utc", "modified_utc")


def made_id(*identity: object) -> str:
    """The id of a row without one: the same whenever the same row is read."""
    return str(uuid5(NAMESPACE, "\x1f".join(map(str, identity))))


class NightsReader:
    """Reads a table of nights whose text is `rows`; `zone` is that of nights that tell none."""

    share = 1.0

    def __init__(self, rows: Rows, log: WholeLog, now: int, zone: str) -> None:
        self.refused: list[RefusedRow] = []
        self.known = KnownNights.of(log)
        self.now, self.zone = now, zone
        self._rows = rows
        self._places = self._headings(rows.heading)
        self._made: defaultdict[str, list[tuple[Values, int]]] = defaultdict(list)
        self._new_factors: dict[str, str] = {}
        self._new_medicines: dict[str, str] = {}
        self._lines_with_id: set[int] = set()

    @staticmethod
    def fits(heading: Sequence[str]) -> bool:
        """Whether this is the heading of a table of nights."""
        return EVENING.lower() in [each.strip().lower() for each in heading]

    def where(self, table: str, place: int) -> str:
        """The file and the line."""
        return self._rows.where(place)

    def heading(self, table: str, column: str, place: int) -> str:
        """The heading of the table's own."""
        if table == "nights" and column == "id":
            return NIGHT_ID if place in self._lines_with_id else EVENING
        if (table, column) == ("doses", "at_utc"):
            return DOSE_COLUMNS[3]
        name = column.removesuffix("_utc")
        headings = {"nights": NIGHT_COLUMNS, "sleeps": SLEEP_COLUMNS}.get(table, {})
        return next((heading for heading, each in headings.items() if each == name), "")

    def tables(self) -> Iterator[TableRows]:
        """The tables that the nights make rows of."""
        for line, row in self._rows.whole_rows():
            night = _NightRow(self, line, row)
            if night.tells_id:
                self._lines_with_id.add(line)
            night.take_in()
        for name in ("nights", "sleeps", "factors", "night_factors", "medicines", "doses"):
            if made := self._made[name]:
                columns = tuple(made[0][0])
                rows = [(*(values[each] for each in columns), line) for values, line in made]
                yield TableRows(name, columns, iter(rows))

    def _headings(self, heading: Sequence[str]) -> dict[str, int]:
        """The place of each column, by the heading as this program writes it."""
        known = {each.lower(): each for each in (*_PLAIN, *FIXED_HEADINGS)}
        places: dict[str, int] = {}
        for place, written in enumerate(heading):
            name = known.get(written.strip().lower(), written)
            if name.startswith(DERIVED):
                continue
            if name not in known.values() and not name.startswith(OWN) and not _is_of_dose(name):
                reason = "is not known here. Take it out of the table, then import it again"
                raise bad_place(self._rows.where(1), written.strip()[:40] or "without a name", reason)
            if name in places:
                raise bad_place(self._rows.where(1), name, "stands twice")
            places[name] = place
        return places

    # --- what the rows are made with ------------------------------------------------------------------------

    def place(self, heading: str) -> int | None:
        """The place of a column, if the table has it."""
        return self._places.get(heading)

    def add(self, table: str, values: Values, line: int) -> None:
        """Collect a row."""
        self._made[table].append((values, line))

    @property
    def factor_columns(self) -> list[tuple[str, int]]:
        """The columns of factors, in their order."""
        return [
            (name, place)
            for name, place in self._places.items()
            if name in FIXED_HEADINGS or name.startswith(OWN)
        ]

    @property
    def dose_numbers(self) -> list[int]:
        """The numbers behind the columns of doses."""
        return sorted({int(name.rpartition(" ")[2]) for name in self._places if _is_of_dose(name)})

    def factor(self, heading: str, line: int) -> str:
        """The key of a factor; an own one that the log does not have is made."""
        if heading in FIXED_HEADINGS:
            return FIXED_HEADINGS[heading]
        if heading in self.known.factors:
            return self.known.factors[heading]
        if heading not in self._new_factors:
            title, unit = title_and_unit(heading)
            if not title.strip():
                raise bad_place(self._rows.where(1), heading, "names no factor")
            self._new_factors[heading] = made_id("factor", heading)
            self.add(
                "factors",
                {"id": self._new_factors[heading], "title": title, "unit": unit, **self.stamps()},
                line,
            )
        return self._new_factors[heading]

    def medicine(self, name: str, unit: str, line: int) -> str:
        """The id of a medicine; one that the log does not have is made."""
        known = self.known.medicines.get(name) or self._new_medicines.get(name)
        if known is None:
            known = self._new_medicines[name] = made_id("medicine", name)
            marks = {"is_dopaminergic": 0, "is_listed": 1}
            self.add("medicines", {"id": known, "name": name, "unit": unit, **marks, **self.stamps()}, line)
        return known

    def stamps(self, changed: Cell = None) -> dict[str, Cell]:
        """The stamps of a row."""
        return dict.fromkeys(_STAMPS, self.now if changed is None else changed)


class _NightRow:
    """One row of the table on its way into several."""

    def __init__(self, reader: NightsReader, line: int, row: Sequence[str]) -> None:
        self._reader, self._line, self._row = reader, line, row
        known = reader.known
        evening = str(self._read("nights", EVENING, "evening", ZoneInfo("UTC"))[0])
        told = self._cell(NIGHT_ID).strip()
        self.tells_id = bool(told)
        self._id = (
            self._checked_id(told) if told else known.by_evening.get(evening) or made_id("night", evening)
        )
        self._before = known.nights.get(self._id, {})
        zone = self._cell(ZONE).strip() or str(self._before.get("zone") or reader.zone)
        self._zone_name = str(
            self._checked(ZONE, lambda: read(field_of("nights", "zone"), zone, ZoneInfo("UTC")))[0]
        )
        self._zone = ZoneInfo(self._zone_name)
        changed = self._cell(CHANGED).strip()
        self._changed = self._checked(CHANGED, lambda: utc_of_text(changed)) if changed else None

    def take_in(self) -> None:
        """Make its rows."""
        sleep = self._sleep()
        self._reader.add("nights", self._night(sleep), self._line)
        if sleep:
            self._reader.add("sleeps", sleep, self._line)
        for ordinal, (heading, place) in enumerate(self._reader.factor_columns):
            if text := self._row[place].strip():
                self._note(heading, ordinal, text)
        doses = _Doses(self._id, self._reader.known.doses.get(self._id, []))
        for number in self._reader.dose_numbers:
            self._dose(number, doses)

    def _stamps(self, before: Values) -> dict[str, Cell]:
        """The stamps of a row of which the log has this one."""
        return self._reader.stamps(before.get("modified_utc") if self._changed is None else self._changed)

    def _night(self, sleep: Values) -> Values:
        made: dict[str, Cell] = {"id": self._id}
        for heading, name in NIGHT_COLUMNS.items():
            described = field_of("nights", name)
            if heading == ZONE:
                made["zone"] = self._zone_name
            elif self._reader.place(heading) is not None:
                values = self._read("nights", heading, name, self._zone)
                made.update(zip(described.columns, values, strict=True))
            elif name == "notes":
                made["notes"] = self._before.get("notes", "")
        is_by_hand = not self._before and not self.tells_id
        if self._reader.place(SAVED) is None or (is_by_hand and not self._cell(SAVED).strip()):
            made.update(self._saved(sleep))
        return {**made, **self._stamps(self._before)}

    def _saved(self, sleep: Values) -> dict[str, Cell]:
        """When the diary was filled in, where the table does not tell: a new night is no open one."""
        names = ("saved_at_utc", "saved_at_offset")
        if self._before:
            return {name: self._before[name] for name in names}
        for item in ("got_up", "woke_up", "tried_to_sleep", "went_to_bed"):
            if sleep.get(f"{item}_utc") is not None:
                return dict(zip(names, (sleep[f"{item}_utc"], sleep[f"{item}_offset"]), strict=True))
        return dict(zip(names, (self._reader.now, 0), strict=True))

    def _sleep(self) -> dict[str, Cell]:
        """Its main sleep, empty if nothing is told of one."""
        cells = {heading: self._cell(heading).strip() for heading in (*SLEEP_COLUMNS, *SOURCE_COLUMNS)}
        if not any(cells.values()):
            return {}
        before = self._reader.known.sleeps.get(self._id, {})
        made: dict[str, Cell] = {
            "id": before.get("id") or made_id("sleep", self._id),
            "night_id": self._id,
            "ordinal": before.get("ordinal", 0),
            "is_main": 1,
        }
        for heading, name in SLEEP_COLUMNS.items():
            if heading == SLEPT:
                made["slept"] = self._slept(cells[SLEPT], before)
            elif self._reader.place(heading) is not None:
                values = self._read("sleeps", heading, name, self._zone)
                made.update(zip(field_of("sleeps", name).columns, values, strict=True))
        made["sources"] = self._sources(cells, before)
        return {**made, **self._stamps(before)}

    def _slept(self, cell: str, before: Values) -> Cell:
        if cell:
            return self._checked(SLEPT, lambda: read_flag(cell))
        return 1 if self._reader.place(SLEPT) is not None else before.get("slept", 1)

    def _sources(self, cells: dict[str, str], before: Values) -> Cell:
        absent = {
            source.value for heading, source in SOURCE_COLUMNS.items() if self._reader.place(heading) is None
        }
        held = json.loads(str(before.get("sources", "{}")))
        said = {item: source for item, source in held.items() if source in absent} | {
            item.strip(): source.value
            for heading, source in SOURCE_COLUMNS.items()
            for item in cells[heading].split(",")
            if item.strip()
        }
        first = next(iter(SOURCE_COLUMNS))
        described = field_of("sleeps", "sources")
        return self._checked(first, lambda: read(described, json.dumps(said), self._zone))[0]

    def _note(self, heading: str, ordinal: int, text: str) -> None:
        factor = self._reader.factor(heading, self._line)
        before = self._reader.known.notes.get(self._id, {}).get(factor, {})
        if before and shown_note(before) == text:
            present, amount = before["present"], before["amount"]
        elif text.lower() in ("yes", "no", "true", "false"):
            present, amount = read_flag(text), None
        else:
            present, amount = 1, self._checked(heading, lambda: _amount(text))
        self._reader.add(
            "night_factors",
            {
                "id": before.get("id") or made_id("note", self._id, heading),
                "night_id": self._id,
                "ordinal": before.get("ordinal", ordinal),
                "factor": factor,
                "present": present,
                "amount": amount,
                **self._stamps(before),
            },
            self._line,
        )

    def _dose(self, number: int, doses: "_Doses") -> None:
        headings = [f"{word} {number}" for word in DOSE_COLUMNS]
        name, amount, unit, taken = headings
        is_named = bool(self._cell(name).strip())
        if not is_named and not any(self._cell(each).strip() for each in headings):
            return
        dose_id, before = doses.of(number)
        if not is_named and (self._reader.place(name) is not None or not before):
            raise bad_place(self._where, name, "is empty, though its dose is told")
        medicine = before.get("medicine_id")
        if is_named and self._reader.known.names.get(str(medicine)) != self._cell(name):
            medicine = self._reader.medicine(self._cell(name), self._cell(unit), self._line)
        made: dict[str, Cell] = {
            "id": dose_id,
            "night_id": self._id,
            "ordinal": before.get("ordinal", number - 1),
            "medicine_id": medicine,
            "unit": self._cell(unit) if self._reader.place(unit) is not None else before.get("unit", ""),
        }
        for heading, field_name in ((amount, "amount"), (taken, "at")):
            columns = field_of("doses", field_name).columns
            if self._reader.place(heading) is None:
                values = tuple(before.get(column) for column in columns)
            else:
                values = self._read("doses", heading, field_name, self._zone)
            made.update(zip(columns, values, strict=True))
        self._reader.add("doses", {**made, **self._stamps(before)}, self._line)

    # --- cells ----------------------------------------------------------------------------------------------

    @property
    def _where(self) -> str:
        return self._reader.where("nights", self._line)

    def _cell(self, heading: str) -> str:
        place = self._reader.place(heading)
        return "" if place is None else self._row[place]

    def _read(self, table: str, heading: str, name: str, zone: ZoneInfo) -> tuple[Cell, ...]:
        return self._checked(heading, lambda: read(field_of(table, name), self._cell(heading), zone))

    def _checked(self, heading: str, reader: Callable[[], _T]) -> _T:
        """What a reader makes of a cell. Raises Refusal, with its place."""
        try:
            return reader()
        except Unfit as bad:
            raise bad_place(self._where, heading, str(bad)) from None

    def _checked_id(self, told: str) -> str:
        described = field_of("nights", "id")
        return str(self._checked(NIGHT_ID, lambda: read(described, told, ZoneInfo("UTC")))[0])


class _Doses:
    """The doses of a night as the log has them; the number of a dose is its place among them, from 1."""

    def __init__(self, night_id: str, known: Sequence[Values]) -> None:
        self._night_id, self._known = night_id, known
        self._by_id = {str(each["id"]): each for each in known}
        self._given: set[str] = set()

    def of(self, number: int) -> tuple[str, Values]:
        """The id of the dose of a number, and its row if the log has one. Asked in the order of numbers."""
        if number <= len(self._known):
            found = str(self._known[number - 1]["id"])
        else:
            found, tries = made_id("dose", self._night_id, number), 0
            while found in self._given:
                tries += 1
                found = made_id("dose", self._night_id, number, tries)
        self._given.add(found)
        return found, self._by_id.get(found, {})


_PLAIN = (*NIGHT_COLUMNS, *SLEEP_COLUMNS, *SOURCE_COLUMNS, CHANGED, NIGHT_ID)
_OF_DOSE = re.compile(rf"(?:{'|'.join(DOSE_COLUMNS)}) [1-9]\d{{0,2}}", re.ASCII).fullmatch


def _is_of_dose(name: str) -> bool:
    return _OF_DOSE(name) is not None


def _amount(text: str) -> Cell:
    return reader_of(field_of("night_factors", "amount"), "amount", from_text=True)(text)
