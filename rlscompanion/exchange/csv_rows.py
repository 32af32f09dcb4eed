"""Reading CSV files strictly, in each variety of CSV that spreadsheets write.

The heading (the first row) shows whether commas, semicolons or tabs separate the values. A byte order mark,
both kinds of line ending and quoted line breaks are accepted. Errors name the line.
"""

import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from rlscompanion.exchange.fields import LONGEST_TEXT
from rlscompanion.exchange.incoming import refusal_at

MOST_CSV_COLUMNS = 2000
"""The most columns that a table in a CSV file may have."""
MOST_CSV_ROWS = 200_000
"""The most rows that a table in a CSV file may have: enough for nine sleeps a day over sixty years."""

_DELIMITERS = ",;\t"
_DELIMITER_LINE = re.compile(r'"?sep=([,;\t])"?\r?\n?', re.IGNORECASE).fullmatch
_UNPAIRED_QUOTE_ERROR = "expected after"


class HeadedRows(Protocol):
    """The rows of a table in a file, below its heading (the first row, with the names of the columns)."""

    heading: Sequence[str]

    def location_text(self, line: int) -> str:
        """The location of a line as text for a sentence, such as "nights.csv, line 12"."""
        ...

    def checked_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not blank: the number of its first line, and one value for each column."""
        ...


class CsvRows:
    """The rows of a CSV file, below its heading (the first row, with the names of the columns).

    `heading` is empty for an empty file. Raises Refusal for a file that is not CSV, and for more than
    `most_rows` rows. The Refusal names the line, and calls the file `file_name`.
    """

    def __init__(self, lines: Iterable[str], file_name: str, most_rows: float = math.inf) -> None:
        self._file_name, self._most = file_name, most_rows
        self._lines = iter(lines)
        self._line = 0
        self._record: list[str] = []
        first = self._next_line()
        csv.field_size_limit(2 * LONGEST_TEXT)
        named = _DELIMITER_LINE(first)
        if named:
            first = self._next_line()
        self.delimiter = named[1] if named else _most_common_delimiter(first)
        self._reader = csv.reader(self._lines_for_reader(first), delimiter=self.delimiter, strict=True)
        heading = next(self._read_rows(), (1, []))[1] if first else []
        if len(heading) > MOST_CSV_COLUMNS:
            raise refusal_at(self.location_text(1), "", f"has more than {MOST_CSV_COLUMNS} columns")
        self.heading: Sequence[str] = heading

    def location_text(self, line: int) -> str:
        """The location of a line as text for a sentence, such as "nights.csv, line 12"."""
        return f"{self._file_name}, line {line}"

    def repaired_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not blank: the number of its first line, and its values.

        Unlike in `checked_rows`, an unpaired quote counts as text, and rows may have any number of values.
        """
        return self._nonblank(self._read_rows(is_repairing=True))

    def checked_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not blank: the number of its first line, and one value for each column.

        Raises Refusal for a row that has more or fewer values than the heading.
        """
        width = len(self.heading)
        for line, row in self._nonblank(self._read_rows()):
            if len(row) != width:
                raise refusal_at(self.location_text(line), "", f"has {len(row)} values where {width} belong")
            yield line, row

    def _nonblank(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        for number, (line, row) in enumerate(rows):
            if number >= self._most:
                raise refusal_at(
                    self.location_text(line), "", f"is beyond the {self._most:,} rows that are taken in"
                )
            if any(map(str.strip, row)):
                yield line, row

    def _read_rows(self, is_repairing: bool = False) -> Iterator[tuple[int, list[str]]]:
        while True:
            self._record.clear()
            line = self._line + 1 if self._reader.line_num else self._line
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                if not (is_repairing and _UNPAIRED_QUOTE_ERROR in str(error)):
                    raise refusal_at(self.location_text(line), "", _reason_text(error)) from None
                row = self._repaired_row(line)
            yield line, row

    def _repaired_row(self, line: int) -> list[str]:
        """The current row, read as if quotes inside values were not doubled."""
        text = "".join(self._record)
        while True:
            row = _split_loosely(text, self.delimiter)
            if row is not None:
                return row
            following = self._next_line()
            if not following or len(text) > 2 * LONGEST_TEXT:
                raise refusal_at(self.location_text(line), "", "is not CSV: its quotes do not match")
            text += following

    def _lines_for_reader(self, first: str) -> Iterator[str]:
        """The lines for the CSV reader; the lines of the current row are also kept in memory."""
        line = first
        while line:
            self._record.append(line)
            yield line
            line = self._next_line()

    def _next_line(self) -> str:
        line = next(self._lines, "")
        self._line += bool(line)
        return line


def _split_loosely(text: str, delimiter: str) -> list[str] | None:
    """The values of a row; a quote ends a value only before a delimiter or the end of the line.

    None if the last value has not ended yet.
    """
    values, at = [], 0
    ends = re.compile(rf'"(?={re.escape(delimiter)}|\r?\n?\Z)')
    while True:
        if text[at : at + 1] == '"':
            end = ends.search(text, at + 1)
            if end is None:
                return None
            values.append(text[at + 1 : end.start()])
            at = end.end()
        else:
            end_of_bare = text.find(delimiter, at)
            stop = len(text) if end_of_bare < 0 else end_of_bare
            values.append(text[at:stop].rstrip("\r\n") if end_of_bare < 0 else text[at:stop])
            at = stop
        if text[at : at + 1] != delimiter:
            return values
        at += 1


def _most_common_delimiter(heading: str) -> str:
    """The delimiter that occurs most often in the heading, outside quotes."""
    bare = "".join(heading.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def _reason_text(error: csv.Error) -> str:
    words = str(error)
    if "field limit" in words:
        return f"holds a text longer than {LONGEST_TEXT:,} characters"
    if "unexpected end" in words:
        return "is cut off inside of a quoted text"
    return "is not CSV: its quotes do not match"


def cell_reader(row: Sequence[str], columns: dict[str, int]) -> Callable[[str], str]:
    """Make a function that returns the cell of `row` in the column with a given heading.

    The function returns an empty text for a missing column. `columns` gives the index of each column by its
    heading.
    """

    def cell(name: str) -> str:
        column = columns.get(name, -1)
        return row[column] if 0 <= column < len(row) else ""

    return cell
