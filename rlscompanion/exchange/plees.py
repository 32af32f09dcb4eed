"""Reading and writing sleep files of the app Plees Tracker.

The columns are `sid,start,stop,rating,comment,wakes`; times are milliseconds since 1970 UTC. Older files end
after `rating` or `comment`. A rating of 0 means none; 1 to 5 are taken as sleep quality. Another kind of file
("pretty") has a `length` column and times in words, which cannot be read reliably.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from rlscompanion.bedtime.ports.files import Cell, WholeLog
from rlscompanion.domain.items import MAX_ANSWER_TIMES
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.csv_rows import CsvRows, cell_reader
from rlscompanion.exchange.fields import LONGEST_TEXT
from rlscompanion.exchange.files import ProgressCallback
from rlscompanion.exchange.foreign import (
    EARLIEST_SLEEP_UTC,
    LATEST_SLEEP_UTC,
    ForeignSleep,
    refuse_impossible_span,
)
from rlscompanion.exchange.incoming import NOTHING_CHANGED, RefusedRow
from rlscompanion.exchange.known_nights import log_rows
from rlscompanion.exchange.rows import reporting_progress
from rlscompanion.exchange.values import UnfitValue, unfit_value_error

PROGRAM_IN_IDS = "plees"
"""The app's name as it is used to make ids of imported rows. This name must never change."""
_matches_rounded_number = re.compile(r"\s*\d[.,]\d+E\+\d+\s*", re.ASCII | re.IGNORECASE).fullmatch
PLEES_COLUMNS = ("sid", "start", "stop", "rating", "comment", "wakes")
"""The columns of a file for Plees Tracker, in order."""


def is_plees(heading: Sequence[str]) -> bool:
    """Whether a CSV file with this heading comes from Plees Tracker."""
    return {"start", "stop"} <= set(_column_names(heading))


def read_plees_sleeps(rows: CsvRows, path: Path, zone: str) -> Iterator[ForeignSleep | RefusedRow]:
    """The sleeps in a file of Plees Tracker; a RefusedRow in place of each row that cannot be read.

    `zone` is the time zone of all nights in the file. Raises Refusal for a file with times in words.
    """
    names = _column_names(rows.heading)
    if "length" in names:
        raise Refusal(
            f"{path} is the formatted kind of export, whose times cannot be read for sure. "
            f"Export it from Plees Tracker as plain CSV, then import that. {NOTHING_CHANGED}"
        )
    columns = {name: column for column, name in reversed(list(enumerate(names)))}
    for line, row in rows.repaired_rows():
        try:
            if len(row) != len(names):
                raise UnfitValue(f"has {len(row)} values where {len(names)} belong")
            yield _sleep_in_row(line, row, columns, zone)
        except UnfitValue as bad:
            yield RefusedRow(line, str(bad))


def _column_names(heading: Sequence[str]) -> list[str]:
    return [each.strip().lower() for each in heading]


def _sleep_in_row(line: int, row: Sequence[str], columns: dict[str, int], zone: str) -> ForeignSleep:
    cell = cell_reader(row, columns)
    start, stop = (_read_milliseconds(name, cell(name)) // 1000 for name in ("start", "stop"))
    refuse_impossible_span(start, stop)
    rating = _read_optional_number("rating", cell("rating"), 5)
    comment = cell("comment")
    if len(comment) > LONGEST_TEXT:
        raise UnfitValue(f"has a comment longer than {LONGEST_TEXT:,} characters")
    return ForeignSleep(
        line=line,
        foreign_id=cell("start").strip(),
        start=start,
        stop=stop,
        zone=zone,
        quality=rating or None,
        times_awake=_read_optional_number("wakes", cell("wakes"), MAX_ANSWER_TIMES),
        comment=comment,
    )


def _read_milliseconds(name: str, text: str) -> int:
    number = _whole_number_or_none(text)
    if number is None:
        bad = unfit_value_error(text, "a number of milliseconds")
        by = (
            ". A spreadsheet rounded it; export the file again and import that one"
            if _matches_rounded_number(text)
            else ""
        )
        raise UnfitValue(f"{name}: {bad}{by}")
    return number


def _read_optional_number(name: str, text: str, most: int) -> int | None:
    if not text.strip():
        return None
    number = _whole_number_or_none(text)
    if number is None or number > most:
        raise UnfitValue(f"{name}: {unfit_value_error(text, f'a whole number from 0 to {most}')}")
    return number


def _whole_number_or_none(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def write_plees_csv(file: BinaryIO, log: WholeLog, _: Moment, progress: ProgressCallback) -> None:
    """Write a file for Plees Tracker with every sleep that has a beginning and an end, earliest first."""
    nights = {each["id"]: each for each in log_rows(log, "nights")}
    sleeps = []
    for sleep in reporting_progress(log_rows(log, "sleeps"), 0, log.count_rows("sleeps"), progress):
        start = _first_known_number(sleep["tried_to_sleep_utc"], sleep["went_to_bed_utc"])
        stop = _first_known_number(sleep["woke_up_utc"], sleep["got_up_utc"])
        if (
            sleep["slept"]
            and start is not None
            and stop is not None
            and EARLIEST_SLEEP_UTC <= start < stop <= LATEST_SLEEP_UTC
        ):
            night = nights[sleep["night_id"]] if sleep["is_main"] else {}
            rating, comment = night.get("quality") or 0, night.get("notes", "")
            sleeps.append((start * 1000, stop * 1000, rating, comment, sleep["times_awake"] or 0))
    out = TextIOWrapper(file, "utf-8", newline="")
    writer = csv.writer(out)
    writer.writerow(PLEES_COLUMNS)
    writer.writerows((sid, *sleep) for sid, sleep in enumerate(sorted(sleeps, key=lambda each: each[:2]), 1))
    out.flush()
    out.detach()


def _first_known_number(*values: Cell) -> int | None:
    return next((int(each) for each in values if each is not None), None)
