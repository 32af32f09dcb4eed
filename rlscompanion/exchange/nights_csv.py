"""Writing the table of nights as CSV for spreadsheets: one row per night, with local times."""

import csv
import json
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from typing import BinaryIO
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.domain.moment import Moment
from rlscompanion.exchange import night_columns
from rlscompanion.exchange.files import ProgressCallback
from rlscompanion.exchange.known_nights import NightsInLog
from rlscompanion.exchange.night_columns import LogRow
from rlscompanion.exchange.rows import reporting_progress
from rlscompanion.exchange.spreadsheet import escape_formula
from rlscompanion.exchange.values import utc_text


def write_nights_csv(file: BinaryIO, log: WholeLog, _: Moment, progress: ProgressCallback) -> None:
    """Write every night as a row of CSV with its main sleep, factors and doses, earliest first."""
    known = NightsInLog(log)
    table = _NightTable(known)
    out = TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(out)
    writer.writerow(map(escape_formula, table.headings))
    nights = reporting_progress(known.nights.values(), 0, len(known.nights), progress)
    writer.writerows(map(escape_formula, table.row(night)) for night in nights)
    out.flush()
    out.detach()


class _NightTable:
    """Joins the rows of several tables into one row per night."""

    def __init__(self, known: NightsInLog) -> None:
        self._known = known
        own = {heading: key for heading, key in known.factor_ids.items() if key in known.answered_factors}
        self._factors = {**night_columns.FIXED_FACTOR_KEYS, **own}
        self._most_doses = max(map(len, known.doses.values()), default=0)

    @property
    def headings(self) -> list[str]:
        """The first row of the table: the names of its columns."""
        numbers = range(1, self._most_doses + 1)
        return [
            night_columns.NIGHT_LABEL_HEADING,
            *night_columns.NIGHT_COLUMNS,
            *night_columns.SLEEP_COLUMNS,
            *night_columns.NOT_TYPED_COLUMNS,
            *night_columns.DERIVED_COLUMNS,
            *self._factors,
            *(f"{word} {number}" for number in numbers for word in night_columns.DOSE_COLUMNS),
            night_columns.CHANGED_HEADING,
            night_columns.NIGHT_ID_HEADING,
        ]

    def row(self, night: LogRow) -> list[str]:
        """The cells of one night, in the order of `headings`."""
        night_id, zone = str(night["id"]), ZoneInfo(str(night["zone"]))
        sleep = self._known.main_sleeps.get(night_id)
        of_night, doses = self._known.notes.get(night_id, {}), self._known.doses.get(night_id, [])
        notes = [of_night.get(key) for key in self._factors.values()]
        held = [each for each in (night, sleep, *doses, *notes) if each]
        return [
            night_columns.night_label(str(night["evening"])),
            *(night_columns.cell_text(field, night, zone) for field in night_columns.NIGHT_COLUMNS.values()),
            *(
                night_columns.cell_text(field, sleep, zone) if sleep else ""
                for field in night_columns.SLEEP_COLUMNS.values()
            ),
            *_source_cells(sleep),
            *night_columns.derived_cells(sleep),
            *(night_columns.factor_answer_text(note) if note else "" for note in notes),
            *self._shown_doses(doses, zone),
            utc_text(max(int(each["modified_utc"] or 0) for each in held)),
            night_id,
        ]

    def _shown_doses(self, doses: Sequence[LogRow], zone: ZoneInfo) -> Iterator[str]:
        amount, taken = (night_columns.field_in_table("doses", name) for name in ("amount", "at"))
        for dose in doses:
            yield self._known.medicine_names[str(dose["medicine_id"])]
            yield night_columns.cell_text(amount, dose, zone)
            yield str(dose["unit"])
            yield night_columns.cell_text(taken, dose, zone)
        yield from [""] * (len(night_columns.DOSE_COLUMNS) * (self._most_doses - len(doses)))


def _source_cells(sleep: LogRow | None) -> list[str]:
    said = json.loads(str(sleep["sources"])) if sleep else {}
    return [
        ", ".join(sorted(item for item, each in said.items() if each == source))
        for source in night_columns.NOT_TYPED_COLUMNS.values()
    ]
