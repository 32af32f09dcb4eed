"""Reading sleep files (`sleep-export.csv`) of the app Sleep as Android.

The heading is repeated before each record. A line with an empty Id continues the record above that line. A
sleep begins at Id (milliseconds since 1970 UTC) and ends Hours later. The local times From and To are
ignored, because they are ambiguous when clocks go back. Ratings (0 to 5 in quarters, 0 meaning none) are
rounded.
"""

import math
import re
from collections.abc import Iterator, Sequence

from rlscompanion.domain.zones import zone_with_offset
from rlscompanion.exchange.csv_rows import CsvRows, cell_reader
from rlscompanion.exchange.fields import LONGEST_TEXT
from rlscompanion.exchange.foreign import ForeignSleep, refuse_impossible_span
from rlscompanion.exchange.incoming import RefusedRow
from rlscompanion.exchange.values import UnfitValue, is_time_zone, number_of_text, unfit_value_error

PROGRAM_IN_IDS = "sleep_as_android"
"""The app's name as it is used to make ids of imported rows. This name must never change."""
EXPORT_FILE_NAME = "sleep-export.csv"
"""The name of the CSV file in an export of Sleep as Android."""

_REQUIRED_HEADINGS = ("Id", "Tz", "Hours")
_LINE_BREAK = re.compile(r" ?\\n ?")
_TAG = re.compile(r"(?<!\S)#(\w[\w-]*)")


_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?([0-5]\d)?", re.ASCII).fullmatch


def is_sleep_as_android(heading: Sequence[str]) -> bool:
    """Whether a CSV file with this heading comes from Sleep as Android."""
    return set(_REQUIRED_HEADINGS) <= {each.strip() for each in heading}


def read_android_sleeps(rows: CsvRows, zone: str) -> Iterator[ForeignSleep | RefusedRow]:
    """The sleeps in a file of Sleep as Android; a RefusedRow in place of each row that cannot be read.

    `zone` is the time zone of records that name no zone.
    """
    columns, width = _column_indices(rows.heading), len(rows.heading)
    for line, row in rows.repaired_rows():
        if is_sleep_as_android(row):
            columns, width = _column_indices(row), len(row)
            continue
        cell = cell_reader(row, columns)
        if not cell("Id").strip():
            continue
        try:
            if len(row) > width:
                raise UnfitValue(f"has {len(row)} values where {width} belong")
            yield _sleep_in_row(line, row, columns, zone)
        except UnfitValue as bad:
            yield RefusedRow(line, str(bad))


def _column_indices(heading: Sequence[str]) -> dict[str, int]:
    """The index of each column by its name; of several columns with the same name, the first."""
    return {name.strip(): column for column, name in reversed(list(enumerate(heading)))}


def _sleep_in_row(line: int, row: Sequence[str], columns: dict[str, int], zone: str) -> ForeignSleep:
    cell = cell_reader(row, columns)
    foreign_id = cell("Id").strip()
    if not (foreign_id.isascii() and foreign_id.isdigit() and len(foreign_id) < 19):
        raise UnfitValue(f"Id: {unfit_value_error(foreign_id, 'a number of milliseconds')}")
    start = int(foreign_id) // 1000
    hours = _read_number("Hours", cell("Hours"), 0, 10_000)
    stop = start + round(3600 * hours)
    refuse_impossible_span(start, stop)
    name = _iana_zone(cell("Tz").strip() or zone, start)
    if name is None:
        raise UnfitValue(f"Tz: {unfit_value_error(cell('Tz'), 'a time zone that is known here')}")
    rating = _read_number("Rating", cell("Rating").strip() or "0", 0, 5)
    comment = _LINE_BREAK.sub("\n", cell("Comment")).strip()
    if len(comment) > LONGEST_TEXT:
        raise UnfitValue(f"has a comment longer than {LONGEST_TEXT:,} characters")
    return ForeignSleep(
        line=line,
        foreign_id=foreign_id,
        start=start,
        stop=stop,
        zone=name,
        quality=max(1, math.floor(rating + 0.5)) if rating else None,
        comment=comment,
        tags=tuple(dict.fromkeys(tag.casefold() for tag in _TAG.findall(comment))),
    )


def _iana_zone(name: str, start: int) -> str | None:
    """The IANA zone that `name` stands for; None if there is none.

    `name` is a zone's name or an offset such as GMT+05:30, in force at `start` (UTC seconds).
    """
    if is_time_zone(name):
        return name
    offset = _OFFSET(name)
    if offset is None:
        return None
    minutes = 60 * int(offset[2]) + int(offset[3] or 0)
    return zone_with_offset(-minutes if offset[1] == "-" else minutes, start)


def _read_number(name: str, text: str, least: float, most: float) -> float:
    try:
        number = number_of_text(text.strip())
    except UnfitValue as bad:
        raise UnfitValue(f"{name}: {bad}") from None
    if not least <= number <= most:
        raise UnfitValue(f"{name}: {unfit_value_error(text, f'a number from {least:g} to {most:g}')}")
    return number
