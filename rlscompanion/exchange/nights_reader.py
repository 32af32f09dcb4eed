"""Importing a table of nights: each row (one night) becomes rows of several tables of the sleep log.

If the log already has the night, its main sleep, notes on factors and doses are updated. So importing the
table of a log into the same log changes nothing. Values that the table lacks stay as they are in the log.

A row says when it was changed only if it has a value in the column `Last changed (UTC)`. Without this value,
the row gets the time stamps of the log's own row, so that it never counts as newer. If the log has no such
row yet, the row gets the present time.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import Cell, WholeLog
from rlscompanion.domain.items import ValueKind
from rlscompanion.exchange.csv_rows import HeadedRows
from rlscompanion.exchange.fields import Field
from rlscompanion.exchange.incoming import RowConverter, refusal_at
from rlscompanion.exchange.known_nights import NightsInLog
from rlscompanion.exchange.night_columns import (
    CHANGED_HEADING,
    DERIVED_HEADING_PREFIX,
    DIARY_SAVED_HEADING,
    DOSE_COLUMNS,
    EVENING_HEADING,
    FIXED_FACTOR_KEYS,
    NIGHT_COLUMNS,
    NIGHT_ID_HEADING,
    NOT_TYPED_COLUMNS,
    OWN_FACTOR_HEADING_PREFIX,
    SLEEP_COLUMNS,
    SLEPT_HEADING,
    ZONE_HEADING,
    LogRow,
    factor_answer_text,
    field_in_table,
    read_cell,
    read_flag,
    split_factor_heading,
)
from rlscompanion.exchange.values import UnfitValue, column_reader, utc_of_text

IMPORTED_ID_NAMESPACE = uuid5(NAMESPACE_URL, "urn:rlscompanion:imported")
"""The UUID namespace of ids that are made for imported rows without an id."""

_T = TypeVar("_T")


def stable_id(*identity: object) -> str:
    """Make an id from the values that identify a row; the same values always give the same id."""
    return str(uuid5(IMPORTED_ID_NAMESPACE, "\x1f".join(map(str, identity))))


class NightsReader(RowConverter):
    """Reads a table of nights for import; `zone` is the time zone of rows that name no zone."""

    def __init__(self, rows: HeadedRows, log: WholeLog, now: int, zone: str) -> None:
        super().__init__(rows.location_text)
        self.known = NightsInLog(log)
        self.now, self.zone = now, zone
        self._rows = rows
        self.columns = self._columns_by_heading(rows.heading)
        """The index of each column, by the heading as this program writes it."""
        self.factor_columns = [
            (name, column)
            for name, column in self.columns.items()
            if name in FIXED_FACTOR_KEYS or name.startswith(OWN_FACTOR_HEADING_PREFIX)
        ]
        self.dose_numbers = sorted(
            {int(name.rpartition(" ")[2]) for name in self.columns if _matches_dose_heading(name)}
        )
        self._lines_with_id: set[int] = set()

    @staticmethod
    def is_table_of_nights(heading: Sequence[str]) -> bool:
        """Whether this heading belongs to a table of nights."""
        return EVENING_HEADING.lower() in [each.strip().lower() for each in heading]

    def heading(self, table: str, column: str, location: int) -> str:
        """The column heading in the table of nights for a column of the sleep log."""
        if table == "nights" and column == "id":
            return NIGHT_ID_HEADING if location in self._lines_with_id else EVENING_HEADING
        if (table, column) == ("doses", "at_utc"):
            return DOSE_COLUMNS[3]
        headings = {"nights": NIGHT_COLUMNS, "sleeps": SLEEP_COLUMNS}.get(table, {})
        return next((heading for heading, field in headings.items() if field.columns[0] == column), "")

    def make_rows(self) -> None:
        """Turn each row of the file into rows of several tables: a night, its main sleep, doses and so on."""
        for line, row in self._rows.checked_rows():
            night = _NightRow(self, line, row)
            if night.has_id:
                self._lines_with_id.add(line)
            night.add_rows()

    def _columns_by_heading(self, heading: Sequence[str]) -> dict[str, int]:
        plain = (
            *NIGHT_COLUMNS,
            *SLEEP_COLUMNS,
            *NOT_TYPED_COLUMNS,
            CHANGED_HEADING,
            NIGHT_ID_HEADING,
            *FIXED_FACTOR_KEYS,
        )
        known = {each.lower(): each for each in plain}
        columns: dict[str, int] = {}
        for column, written in enumerate(heading):
            name = known.get(written.strip().lower(), written)
            if name.startswith(DERIVED_HEADING_PREFIX):
                continue
            if (
                name not in plain
                and not name.startswith(OWN_FACTOR_HEADING_PREFIX)
                and not _matches_dose_heading(name)
            ):
                reason = "is not known here. Take it out of the table, then import it again"
                raise refusal_at(self._location_text(1), written.strip()[:40] or "without a name", reason)
            if name in columns:
                raise refusal_at(self._location_text(1), name, "appears twice")
            columns[name] = column
        return columns

    def factor_key(self, heading: str, line: int) -> str:
        """The key of the factor with this heading; a new factor is added if the sleep log has none."""
        if heading in FIXED_FACTOR_KEYS:
            return FIXED_FACTOR_KEYS[heading]
        if heading not in self.known.factor_ids:
            title, unit = split_factor_heading(heading)
            if not title.strip():
                raise refusal_at(self._location_text(1), heading, "names no factor")
            made = self.known.factor_ids[heading] = stable_id("factor", heading)
            self.add_row("factors", {"id": made, "title": title, "unit": unit, **self.time_stamps()}, line)
        return self.known.factor_ids[heading]

    def medicine_id(self, name: str, unit: str, line: int) -> str:
        """The id of the medicine with this name; a new medicine is added if the sleep log has none."""
        if name not in self.known.medicine_ids:
            made = self.known.medicine_ids[name] = stable_id("medicine", name)
            marks = {"is_dopaminergic": 0, "is_listed": 1}
            self.add_row(
                "medicines", {"id": made, "name": name, "unit": unit, **marks, **self.time_stamps()}, line
            )
        return self.known.medicine_ids[name]

    def time_stamps(self, changed: Cell = None) -> dict[str, Cell]:
        """The time stamps of a new row, both equal: `changed` in UTC seconds or, if that is None, now."""
        return dict.fromkeys(("created_utc", "modified_utc"), self.now if changed is None else changed)


class _NightRow:
    """Turns one row of the table into rows of several tables."""

    def __init__(self, reader: NightsReader, line: int, row: Sequence[str]) -> None:
        self._reader, self._line, self._row = reader, line, row
        known = reader.known
        self._zone = ZoneInfo("UTC")  # until it is known which it is
        evening = str(self._read(EVENING_HEADING, NIGHT_COLUMNS[EVENING_HEADING])[0])
        self.has_id = bool(self._cell(NIGHT_ID_HEADING).strip())
        if self.has_id:
            self._id = str(self._read(NIGHT_ID_HEADING, field_in_table("nights", "id"))[0])
        else:
            self._id = known.night_ids_by_evening.get(evening) or stable_id("night", evening)
        self._row_in_log = known.nights.get(self._id, {})
        zone = self._cell(ZONE_HEADING).strip() or str(self._row_in_log.get("zone") or reader.zone)
        self._zone = ZoneInfo(
            str(
                self._checked(ZONE_HEADING, lambda: read_cell(NIGHT_COLUMNS[ZONE_HEADING], zone, self._zone))[
                    0
                ]
            )
        )
        changed = self._cell(CHANGED_HEADING).strip()
        self._changed = self._checked(CHANGED_HEADING, lambda: utc_of_text(changed)) if changed else None

    def add_rows(self) -> None:
        """Add the rows of all tables that this row of the file becomes."""
        sleep = self._sleep_row()
        self._add("nights", self._night_row(sleep), self._row_in_log)
        if sleep:
            self._add("sleeps", sleep, self._reader.known.main_sleeps.get(self._id, {}))
        for ordinal, (heading, column) in enumerate(self._reader.factor_columns):
            if text := self._row[column].strip():
                self._add_note(heading, ordinal, text)
        given: set[str] = set()
        for number in self._reader.dose_numbers:
            self._add_dose(number, given)

    def _add(self, table: str, values: LogRow, before: LogRow) -> None:
        """Add a row to a table; `before` is the present row of the log, empty if the log has no such row."""
        changed = before.get("modified_utc") if self._changed is None else self._changed
        self._reader.add_row(table, {**values, **self._reader.time_stamps(changed)}, self._line)

    def _night_row(self, sleep: LogRow) -> LogRow:
        made: dict[str, Cell] = {"id": self._id}
        for heading, field in NIGHT_COLUMNS.items():
            if heading == ZONE_HEADING:
                made["zone"] = self._zone.key
            elif heading in self._reader.columns:
                made.update(zip(field.columns, self._read(heading, field), strict=True))
            elif field.kind is ValueKind.TEXT:
                made[field.name] = self._row_in_log.get(field.name, "")
        is_by_hand = not self._row_in_log and not self.has_id
        if DIARY_SAVED_HEADING not in self._reader.columns or (
            is_by_hand and not self._cell(DIARY_SAVED_HEADING).strip()
        ):
            made.update(
                zip(NIGHT_COLUMNS[DIARY_SAVED_HEADING].columns, self._saved_moment(sleep), strict=True)
            )
        return made

    def _saved_moment(self, sleep: LogRow) -> tuple[Cell, Cell]:
        """The moment when the diary was saved; a new night counts as saved even without such a column."""
        if self._row_in_log:
            return self._row_in_log["saved_at_utc"], self._row_in_log["saved_at_offset"]
        for item in ("got_up", "woke_up", "tried_to_sleep", "went_to_bed"):
            if sleep.get(f"{item}_utc") is not None:
                return sleep[f"{item}_utc"], sleep[f"{item}_offset"]
        return self._reader.now, 0

    def _sleep_row(self) -> LogRow:
        """The main sleep of the night; empty if nothing is known about it."""
        cells = {heading: self._cell(heading).strip() for heading in (*SLEEP_COLUMNS, *NOT_TYPED_COLUMNS)}
        if not any(cells.values()):
            return {}
        before = self._reader.known.main_sleeps.get(self._id, {})
        made: dict[str, Cell] = {
            "id": before.get("id") or stable_id("sleep", self._id),
            "night_id": self._id,
            "ordinal": before.get("ordinal", 0),
            "is_main": 1,
        }
        for heading, field in SLEEP_COLUMNS.items():
            if heading == SLEPT_HEADING:
                made["slept"] = self._slept_flag(cells[SLEPT_HEADING], before)
            elif heading in self._reader.columns:
                made.update(zip(field.columns, self._read(heading, field), strict=True))
        return {**made, "sources": self._sources_json(cells, before)}

    def _slept_flag(self, cell: str, before: LogRow) -> Cell:
        if cell:
            return self._checked(SLEPT_HEADING, lambda: read_flag(cell))
        return 1 if SLEPT_HEADING in self._reader.columns else before.get("slept", 1)

    def _sources_json(self, cells: Mapping[str, str], before: LogRow) -> Cell:
        absent = [
            source for heading, source in NOT_TYPED_COLUMNS.items() if heading not in self._reader.columns
        ]
        held = json.loads(str(before.get("sources", "{}")))
        said = {item: source for item, source in held.items() if source in absent} | {
            item.strip(): source.value
            for heading, source in NOT_TYPED_COLUMNS.items()
            for item in cells[heading].split(",")
            if item.strip()
        }
        described = field_in_table("sleeps", "sources")
        return self._checked(
            next(iter(NOT_TYPED_COLUMNS)), lambda: read_cell(described, json.dumps(said), self._zone)
        )[0]

    def _add_note(self, heading: str, ordinal: int, text: str) -> None:
        factor_key = self._reader.factor_key(heading, self._line)
        before = self._reader.known.notes.get(self._id, {}).get(factor_key, {})
        present: Cell = 1
        amount: Cell = None
        if before and factor_answer_text(before) == text:
            present, amount = before["present"], before["amount"]
        elif text.lower() in ("yes", "no", "true", "false"):
            present = read_flag(text)
        else:
            reader = column_reader(field_in_table("night_factors", "amount"), "amount", from_text=True)
            amount = self._checked(heading, lambda: reader(text))
        made = {
            "id": before.get("id") or stable_id("note", self._id, heading),
            "night_id": self._id,
            "ordinal": before.get("ordinal", ordinal),
            "factor": factor_key,
            "present": present,
            "amount": amount,
        }
        self._add("night_factors", made, before)

    def _add_dose(self, number: int, given: set[str]) -> None:
        headings = [f"{word} {number}" for word in DOSE_COLUMNS]
        name, amount, unit, taken = headings
        is_named = bool(self._cell(name).strip())
        if not is_named and not any(self._cell(each).strip() for each in headings):
            return
        dose_id, before = self._dose_before(number, given)
        if not is_named and (name in self._reader.columns or not before):
            raise refusal_at(self._location_text, name, "is empty, though its dose is given")
        medicine_id = before.get("medicine_id")
        if is_named and self._reader.known.medicine_names.get(str(medicine_id)) != self._cell(name):
            medicine_id = self._reader.medicine_id(self._cell(name), self._cell(unit), self._line)
        made: dict[str, Cell] = {
            "id": dose_id,
            "night_id": self._id,
            "ordinal": before.get("ordinal", number - 1),
            "medicine_id": medicine_id,
            "unit": self._cell(unit) if unit in self._reader.columns else before.get("unit", ""),
        }
        for heading, field in (
            (amount, field_in_table("doses", "amount")),
            (taken, field_in_table("doses", "at")),
        ):
            if heading in self._reader.columns:
                made.update(zip(field.columns, self._read(heading, field), strict=True))
            else:
                made.update((column, before.get(column)) for column in field.columns)
        self._add("doses", made, before)

    def _dose_before(self, number: int, given: set[str]) -> tuple[str, LogRow]:
        """The id of the dose with this number (from 1) in the night, and the dose's row if the log has one.

        `given` are the ids of doses with lower numbers, so the numbers must be asked in order.
        """
        known = self._reader.known.doses.get(self._id, [])
        if number <= len(known):
            found = str(known[number - 1]["id"])
        else:
            found, tries = stable_id("dose", self._id, number), count(1)
            while found in given:
                found = stable_id("dose", self._id, number, next(tries))
        given.add(found)
        return found, next((each for each in known if str(each["id"]) == found), {})

    # --- cells ----------------------------------------------------------------------------------------------

    @property
    def _location_text(self) -> str:
        return self._reader.location_text("nights", self._line)

    def _cell(self, heading: str) -> str:
        column = self._reader.columns.get(heading)
        return "" if column is None else self._row[column]

    def _read(self, heading: str, field: Field) -> tuple[Cell, ...]:
        return self._checked(heading, lambda: read_cell(field, self._cell(heading), self._zone))

    def _checked(self, heading: str, reader: Callable[[], _T]) -> _T:
        """Call `reader` for a cell and return its result. Raises Refusal, with the cell's location."""
        try:
            return reader()
        except UnfitValue as bad:
            raise refusal_at(self._location_text, heading, str(bad)) from None


_matches_dose_heading = re.compile(rf"(?:{'|'.join(DOSE_COLUMNS)}) [1-9]\d{{0,2}}", re.ASCII).fullmatch
