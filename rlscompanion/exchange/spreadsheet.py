"""Undoing what spreadsheet programs do to a table of nights, and keeping texts from running as formulas.

Spreadsheet programs show and save dates in the order of their country (12/31/2025 or 31/12/2025). On import,
dates become ISO 8601 again. Spreadsheet programs also treat a text that begins with "=", "+", "-" or "@" as a
formula. On export, an apostrophe is put before such a text; on import, the apostrophe is removed.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rlscompanion.domain.items import ValueKind
from rlscompanion.exchange.csv_rows import HeadedRows
from rlscompanion.exchange.incoming import refusal_at
from rlscompanion.exchange.night_columns import (
    DOSE_COLUMNS,
    EVENING_HEADING,
    NIGHT_COLUMNS,
    NIGHT_LABEL_HEADING,
    SLEEP_COLUMNS,
)

MOST_FILLED_CELLS = 1_000_000
"""The most filled cells that a table of nights may have: enough for 45 cells a night over sixty years."""

_Order = tuple[int, int, int]
"""The positions of year, month and day among the three numbers of a date."""

_DAY_FIRST: _Order = (2, 1, 0)
_MONTH_FIRST: _Order = (2, 0, 1)
_YEAR_FIRST: _Order = (0, 1, 2)

_match_date_text = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})"
    r"(?:,?[ T]+(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([ap])\.?m\.?)?)?",
    re.ASCII | re.IGNORECASE,
).fullmatch
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII).fullmatch
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FIRST_YEAR_OF_19XX = 70
"""A two-digit year from this number on belongs to the twentieth century."""


def escape_formula(cell: str) -> str:
    """Put an apostrophe in front of a cell's text if a spreadsheet would take the text for a formula."""
    return f"'{cell}" if _is_formula(cell) else cell


def unescape_formula(cell: str) -> str:
    """Remove the apostrophe that `escape_formula` has put in front of a cell's text, if there is one."""
    return cell[1:] if cell[:1] == "'" and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    text = cell.lstrip("'")
    return text.startswith(_FORMULA) and _NUMBER(text) is None


class TableWithIsoDates:
    """A table of nights whose dates are made ISO 8601 again if a spreadsheet program has reformatted them."""

    def __init__(self, rows: HeadedRows) -> None:
        self._rows = rows
        self.heading: Sequence[str] = [unescape_formula(each) for each in rows.heading]
        columns = {name.strip().lower(): column for column, name in enumerate(self.heading)}
        self._label, self._evening = (
            columns.get(NIGHT_LABEL_HEADING.lower()),
            columns.get(EVENING_HEADING.lower()),
        )
        self._dated = [column for column, name in enumerate(self.heading) if _is_dated(name)]

    def location_text(self, line: int) -> str:
        """The location of a line as text for a sentence, such as "nights.csv, line 12"."""
        return self._rows.location_text(line)

    def checked_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not blank: the number of its first line, and its cells with ISO 8601 dates.

        Raises Refusal if it is unclear which number of a date is the month.
        """
        rows_read, filled = [], 0
        for line, row in self._rows.checked_rows():
            filled += sum(map(bool, row))
            if filled > MOST_FILLED_CELLS:
                raise refusal_at(
                    self.location_text(line),
                    "",
                    f"is beyond the {MOST_FILLED_CELLS:,} cells that are taken in",
                )
            rows_read.append((line, row))
        order = self._order(rows_read)
        for line, row in rows_read:
            cells = [unescape_formula(each) for each in row]
            for column in self._dated:
                if found := _match_date_text(cells[column].strip()):
                    cells[column] = _iso_text(found, order, column == self._evening) or cells[column]
            yield line, cells

    def _order(self, rows: Sequence[tuple[int, list[str]]]) -> _Order:
        """The order of day and month in dates, shown by numbers above 12 or by the weekdays of evenings."""
        ambiguous = None
        for line, row in rows:
            for column in self._dated:
                found = _match_date_text(row[column].strip())
                if found is None or found[2] == "." or len(found[1]) > 2:
                    continue
                first, second = int(found[1]), int(found[3])
                if first > 12 or second > 12:
                    return _DAY_FIRST if first > 12 else _MONTH_FIRST
                if first != second and ambiguous is None:
                    ambiguous = (line, column, found[0])
        if ambiguous is None:
            return _DAY_FIRST
        fitting = [order for order in (_DAY_FIRST, _MONTH_FIRST) if self._fits_labels(rows, order)]
        if len(fitting) == 1:
            return fitting[0]
        line, column, text = ambiguous
        reason = f"“{text}” does not show which number is the month. Write dates as 2026-11-21"
        raise refusal_at(self.location_text(line), self.heading[column], reason)

    def _fits_labels(self, rows: Sequence[tuple[int, list[str]]], order: _Order) -> bool:
        """Whether the evenings, if read in this order, fall on the weekdays that their rows give."""
        if self._label is None or self._evening is None:
            return True
        for _, row in rows:
            found, label = _match_date_text(row[self._evening].strip()), row[self._label].split()
            shown_date = _date_or_none(found, order) if found else None
            if len(label) > 1 and (
                shown_date is None or label[:2] != [_WEEKDAYS[shown_date.weekday()], str(shown_date.day)]
            ):
                return False
        return True


def _is_dated(heading: str) -> bool:
    name = heading.strip().lower()
    if re.fullmatch(rf"{DOSE_COLUMNS[3].lower()} \d+", name):
        return True
    return any(
        known.lower() == name and field.kind in (ValueKind.DATE, ValueKind.MOMENT)
        for known, field in {**NIGHT_COLUMNS, **SLEEP_COLUMNS}.items()
    )


def _date_or_none(found: re.Match[str], order: _Order) -> date | None:
    numbers = (found[1], found[3], found[4])
    if len(found[1]) > 2:
        order = _YEAR_FIRST
    elif found[2] == ".":
        order = _DAY_FIRST
    year, month, day = (int(numbers[index]) for index in order)
    if len(numbers[order[0]]) == 2:
        year += 1900 if year >= _FIRST_YEAR_OF_19XX else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso_text(found: re.Match[str], order: _Order, is_date_alone: bool) -> str | None:
    """A date, with its time if there is one, in ISO 8601; None for an impossible date."""
    day = _date_or_none(found, order)
    if day is None:
        return None
    hour, minute, second, half = found[5], found[6], found[7], found[8]
    if hour is None:
        return day.isoformat()
    if half:
        hour = str(int(hour) % 12 + (12 if half.lower() == "p" else 0))
    time = f"{hour:0>2}:{minute}" + (f":{second}" if second and second != "00" else "")
    return day.isoformat() if is_date_alone and time == "00:00" else f"{day.isoformat()} {time}"
