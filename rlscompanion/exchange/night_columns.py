"""The columns of the table of nights (one row per night), as text that a spreadsheet can show.

Times are local, in the night's own time zone. A time is given with its UTC offset only if needed: if it was
recorded in another zone, or occurred twice because the clocks went back. Columns whose heading begins with
"Derived" are computed; these columns are ignored when a table of nights is read.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import Cell
from rlscompanion.domain import measures
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.items import NIGHT_ITEMS, SLEEP_ITEMS, ValueKind
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Sleep, ValueSource, both_dates_text
from rlscompanion.exchange.fields import EARLIEST_UTC, LATEST_UTC, Field
from rlscompanion.exchange.tables import EXCHANGED_TABLES_BY_NAME
from rlscompanion.exchange.values import ALLOWED_MOMENT_TEXT, column_reader, unfit_value_error

LogRow = Mapping[str, Cell]
"""A row of the sleep log: its cells by the name of the column."""

DERIVED_HEADING_PREFIX = "Derived: "
OWN_FACTOR_HEADING_PREFIX = "Own factor: "

NIGHT_ID_HEADING, EVENING_HEADING, ZONE_HEADING, SLEPT_HEADING, CHANGED_HEADING = (
    "Night id",
    "Evening",
    "Time zone",
    "Slept",
    "Last changed (UTC)",
)
DIARY_SAVED_HEADING = "Diary filled in"


def field_in_table(table: str, name: str) -> Field:
    """The field called `name` in the table called `table`."""
    return next(field for field in EXCHANGED_TABLES_BY_NAME[table].fields if field.name == name)


NIGHT_COLUMNS: Mapping[str, Field] = {
    EVENING_HEADING: field_in_table("nights", "evening"),
    ZONE_HEADING: field_in_table("nights", "zone"),
    **{item.description.heading: field_in_table("nights", item) for item in NIGHT_ITEMS},
    DIARY_SAVED_HEADING: field_in_table("nights", "saved_at"),
}
"""The fields of the night itself, each by its column heading in the table of nights."""

SLEEP_COLUMNS: Mapping[str, Field] = {
    SLEPT_HEADING: field_in_table("sleeps", "slept"),
    **{item.description.heading: field_in_table("sleeps", item) for item in SLEEP_ITEMS},
}
"""The fields of the main sleep, each by its column heading in the table of nights."""

NOT_TYPED_COLUMNS: Mapping[str, ValueSource] = {
    "Recorded by the program": ValueSource.RECORDED,
    "Estimated by the program": ValueSource.ESTIMATED,
}
"""Column headings for values that the person did not type, each with the source that it stands for.

A cell in such a column lists the items of the main sleep that have this source.
"""

DOSE_COLUMNS: tuple[str, ...] = ("Medicine", "Amount", "Unit", "Taken")
"""The column headings for one dose; in the table each is followed by the dose's number, as in "Unit 2"."""


# --- moments ------------------------------------------------------------------------------------------------

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the clock it is added to stands beside it
_MOMENT = re.compile(
    r"(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})\.(\d{4}))[ T]+"
    r"(\d{1,2}):(\d\d)(?::(\d\d))?(?: *([+-])(\d\d):(\d\d))?",
    re.ASCII,
).fullmatch
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII).fullmatch


def moment_text(utc: int, offset: int, zone: ZoneInfo) -> str:
    """A moment as local date and time in text; seconds and UTC offset are given only if needed.

    `offset` is in minutes. The text leaves it out if `zone` has the same offset at that local time.
    """
    local = _EPOCH + timedelta(seconds=utc + 60 * offset)
    text = local.isoformat(" ")
    text = text[:-3] if text.endswith(":00") else text
    if zone.utcoffset(local) == timedelta(minutes=offset):
        return text
    sign, minutes = "-" if offset < 0 else "+", abs(offset)
    return f"{text} {sign}{minutes // 60:02}:{minutes % 60:02}"


def read_moment(text: str, zone: ZoneInfo) -> tuple[int, int]:
    """Read a moment from text as `moment_text` writes it; return UTC seconds and the UTC offset in minutes.

    Text without an offset is local time in `zone`. Raises UnfitValue for other texts.
    """
    found = _MOMENT(text.strip())
    if found is None:
        raise unfit_value_error(text, "a date and time such as 2026-11-21 23:40")
    year, month, day, other_day, other_month, other_year, hour, minute, second, sign, hours, minutes = (
        found.groups()
    )
    try:
        local = datetime(  # noqa: DTZ001 - on the clock that the offset tells
            int(year or other_year),
            int(month or other_month),
            int(day or other_day),
            int(hour),
            int(minute),
            int(second or 0),
        )
    except ValueError:
        raise unfit_value_error(text, "a date and time that there is") from None
    if sign:
        offset = (60 * int(hours) + int(minutes)) * (-1 if sign == "-" else 1)
    else:
        offset = round((zone.utcoffset(local) or timedelta()).total_seconds() / 60)
    utc = round((local - _EPOCH).total_seconds()) - 60 * offset
    if not (EARLIEST_UTC <= utc <= LATEST_UTC and abs(offset) < 24 * 60):
        raise unfit_value_error(text, ALLOWED_MOMENT_TEXT)
    return utc, offset


# --- cells --------------------------------------------------------------------------------------------------


def cell_text(field: Field, row: LogRow, zone: ZoneInfo) -> str:
    """The text of a spreadsheet cell for one field of a row of the sleep log."""
    value = row[field.columns[0]]
    if value is None:
        return ""
    match field.kind:
        case ValueKind.MOMENT:
            return moment_text(int(value), int(row[field.columns[1]] or 0), zone)
        case ValueKind.FLAG:
            return "yes" if value else "no"
        case ValueKind.WORDS:
            return ", ".join(json.loads(str(value))) or "none"
        case ValueKind.WORD:
            return str(value).replace("_", " ")
        case ValueKind.NUMBER:
            return number_text(float(value))
        case _:
            return str(value)


def number_text(value: float) -> str:
    """A number as text, without decimals if it is whole."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def read_cell(field: Field, text: str, zone: ZoneInfo) -> tuple[Cell, ...]:
    """Read a field's values for the sleep log from the text of a spreadsheet cell. Raises UnfitValue."""
    text = text if field.kind is ValueKind.TEXT else text.strip()
    if field.kind is ValueKind.MOMENT and not text and not field.is_required:
        return (None, None)
    match field.kind:
        case ValueKind.MOMENT:
            return read_moment(text, zone)
        case ValueKind.FLAG if text:
            return (read_flag(text),)
        case ValueKind.WORDS if text:
            words = [] if text.lower() == "none" else [each.strip().lower() for each in text.split(",")]
            return (column_reader(field, field.name, from_text=False)(words),)
        case ValueKind.WORD:
            text = text.lower().replace(" ", "_")
        case ValueKind.DATE if found := _DATE(text):
            day, month, year = map(int, found.groups())
            text = f"{year:04}-{month:02}-{day:02}"
    return (column_reader(field, field.name, from_text=True)(text),)


_YES, _NO = ("yes", "true"), ("no", "false")


def read_flag(text: str) -> int:
    """Turn "yes" (or "true") into 1 and "no" (or "false") into 0. Raises UnfitValue for other texts."""
    if text.lower() in _YES:
        return 1
    if text.lower() in _NO:
        return 0
    raise unfit_value_error(text, "yes or no")


def factor_answer_text(row: LogRow) -> str:
    """A night's diary answer about one factor, such as caffeine, as text: "no", "yes", or the amount."""
    amount = row["amount"]
    if not row["present"]:
        return "no"
    return "yes" if amount is None else number_text(float(amount))


# --- factors ------------------------------------------------------------------------------------------------


FIXED_FACTOR_KEYS: Mapping[str, str] = {
    f"{each.title} ({each.unit})" if each.unit else each.title: each.key for each in FIXED_FACTORS
}
"""The keys of fixed factors (those that every diary has), each by its column heading."""


def _own_heading(title: str, unit: str) -> str:
    return (
        f"{OWN_FACTOR_HEADING_PREFIX}{title} ({unit})"
        if unit or title.endswith(")")
        else f"{OWN_FACTOR_HEADING_PREFIX}{title}"
    )


def split_factor_heading(heading: str) -> tuple[str, str]:
    """Split the column heading of a factor, such as "Caffeine (cups)", into the factor's title and unit."""
    title = heading.removeprefix(OWN_FACTOR_HEADING_PREFIX)
    if title.endswith(")") and " (" in title:
        title, _, unit = title[:-1].rpartition(" (")
        return title, unit
    return title, ""


def own_factor_ids_by_heading(factors: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """A unique column heading for each of the person's own factors, sorted, with the factor's id.

    `factors` gives the title and unit of each factor by its id.
    """
    found: dict[str, str] = {}
    for plain, key in sorted((_own_heading(*described), key) for key, described in factors.items()):
        heading, numbers = plain, count(2)
        while heading in found:
            heading = f"{plain} [{next(numbers)}]"
        found[heading] = key
    return dict(sorted(found.items()))


# --- derived ------------------------------------------------------------------------------------------------


def _moment_in_row(row: LogRow, name: str) -> Moment | None:
    utc, offset = row[f"{name}_utc"], row[f"{name}_offset"]
    return None if utc is None or offset is None else Moment(int(utc), int(offset))


def sleep_of_row(row: LogRow) -> Sleep:
    """The Sleep in a row of the table `sleeps`, with only the fields that the measures of sleep need."""
    items: dict[str, Any] = {
        item.value: _moment_in_row(row, item) if item.description.kind is ValueKind.MOMENT else row[item]
        for item in SLEEP_ITEMS
    }
    return Sleep(UUID(int=0), slept=bool(row["slept"]), **items)


DERIVED_COLUMNS: Mapping[str, tuple[Callable[[Sleep], float | None], int]] = {
    f"{DERIVED_HEADING_PREFIX}time asleep (minutes)": (measures.total_sleep, 0),
    f"{DERIVED_HEADING_PREFIX}time in bed (minutes)": (measures.time_in_bed, 0),
    f"{DERIVED_HEADING_PREFIX}sleep efficiency (% of falling asleep, asleep, awake, trying again)": (
        measures.sleep_efficiency,
        1,
    ),
    f"{DERIVED_HEADING_PREFIX}sleep efficiency (% of time in bed)": (measures.efficiency_in_bed, 1),
}
"""The headings of columns computed from the main sleep, each with the function and the number of decimals."""

NIGHT_LABEL_HEADING = f"{DERIVED_HEADING_PREFIX}night"


def night_label(evening: str) -> str:
    """The two dates of a night as text, such as "Sat 21 to Sun 22 Nov 2026"."""
    try:
        return both_dates_text(date.fromisoformat(evening), with_year=True)
    except OverflowError:
        return evening


def derived_cells(row: LogRow | None) -> list[str]:
    """The cells of the columns that are computed from a sleep; empty where a needed value is unknown."""
    if row is None:
        return [""] * len(DERIVED_COLUMNS)
    sleep = sleep_of_row(row)
    found = [(work_out(sleep), digits) for work_out, digits in DERIVED_COLUMNS.values()]
    return ["" if value is None else f"{value:.{digits}f}" for value, digits in found]
