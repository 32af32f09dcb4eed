"""CSV text read strictly and with its lines, however a spreadsheet may have left it.

Commas, semicolons and tabs are told apart by the heading; a byte order mark, either line ending and quoted
line breaks make no difference.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from rlscompanion.exchange.fields import LONGEST_TEXT
from rlscompanion.exchange.incoming import bad_place

MOST_COLUMNS = 2000
_DELIMITERS = ",;\t"


class CsvRows:
    """The rows under a heading. `name` is what the file is called in a sentence.

    Raises Refusal, with file and line, for what is no CSV; `heading` is empty where there is nothing at all.
    """

    def __init__(self, lines: Iterable[str], name: str) -> None:
        self._name = name
        rest = iter(lines)
        first = next(rest, "")
        csv.field_size_limit(2 * LONGEST_TEXT)
        self.delimiter = _delimiter(first)
        self._reader = csv.reader(chain([first], rest), delimiter=self.delimiter, strict=True)
        heading = next(self._read(), (1, []))[1] if first else []
        if len(heading) > MOST_COLUMNS:
            raise bad_place(self.where(1), "", f"has more than {MOST_COLUMNS} columns")
        self.heading: Sequence[str] = heading

    def where(self, line: int) -> str:
        """The file and the line."""
        return f"{self._name}, line {line}"

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not blank, with the line it begins in."""
        for line, row in self._read():
            if any(map(str.strip, row)):
                yield line, row

    def whole_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row, which must have as many values as the heading."""
        width = len(self.heading)
        for line, row in self.rows():
            if len(row) != width:
                raise bad_place(self.where(line), "", f"has {len(row)} values where {width} belong")
            yield line, row

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            line = self._reader.line_num + 1
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise bad_place(self.where(line), "", _reason(error)) from None
            yield line, row


def _delimiter(heading: str) -> str:
    """The character that parts the heading most often, outside of quotes."""
    bare = "".join(heading.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def _reason(error: csv.Error) -> str:
    words = str(error)
    if "field limit" in words:
        return f"holds a text longer than {LONGEST_TEXT:,} characters"
    if "unexpected end" in words:
        return "is cut off inside of a quoted text"
    return "is not CSV: its quotes do not match"


def looked_up(row: Sequence[str], places: dict[str, int]) -> Callable[[str], str]:
    """The cell of a row under a heading, empty where the row or the heading has none."""

    def cell(name: str) -> str:
        place = places.get(name, -1)
        return row[place] if 0 <= place < len(row) else ""

    return cell
