"""A table of nights for a spreadsheet: one row a night, readable headings, local times."""

import csv
import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.domain.moment import Moment
from rlscompanion.exchange.files import Progress
from rlscompanion.exchange.known_nights import (
    doses_by_night,
    main_sleeps,
    notes_by_night,
    own_headings,
    rows_of,
)
from rlscompanion.exchange.night_columns import (
    CHANGED,
    DERIVED_COLUMNS,
    DOSE_COLUMNS,
    FIXED_HEADINGS,
    LABEL,
    NIGHT_COLUMNS,
    NIGHT_ID,
    SLEEP_COLUMNS,
    SOURCE_COLUMNS,
    Values,
    derived,
    field_of,
    label,
    shown,
    shown_note,
    shown_number,
)
from rlscompanion.exchange.rows import counted
from rlscompanion.exchange.spreadsheet import guarded
from rlscompanion.exchange.values import utc_text


def write_nights(file: BinaryIO, log: WholeLog, _: Moment, told: Progress) -> None:
    """Write every night with its main sleep, factors and doses, the earliest first."""
    total = log.count("nights")
    out = TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(out)
    table = _NightTable(log)
    writer.writerow(map(guarded, table.headings))
    nights = counted(rows_of(log, "nights"), 0, total, told)
    writer.writerows(map(guarded, table.row(night)) for night in nights)
    out.flush()
    out.detach()


class _NightTable:
    """Puts the rows of several tables side by side."""

    def __init__(self, log: WholeLog) -> None:
        self._sleeps, self._notes, self._doses = main_sleeps(log), notes_by_night(log), doses_by_night(log)
        self._medicines = {each["id"]: str(each["name"]) for each in rows_of(log, "medicines")}
        used = {factor for notes in self._notes.values() for factor in notes}
        own = own_headings(log, self._notes).items()
        self._factors = {**FIXED_HEADINGS, **{heading: key for heading, key in own if key in used}}
        self._most_doses = max(map(len, self._doses.values()), default=0)
        self._night_fields = [field_of("nights", name) for name in NIGHT_COLUMNS.values()]
        self._sleep_fields = [field_of("sleeps", name) for name in SLEEP_COLUMNS.values()]
        self._zones: dict[str, ZoneInfo] = {}

    @property
    def headings(self) -> list[str]:
        """The first row."""
        doses = [f"{word} {number}" for number in range(1, self._most_doses + 1) for word in DOSE_COLUMNS]
        return [
            *(LABEL, *NIGHT_COLUMNS, *SLEEP_COLUMNS, *SOURCE_COLUMNS),
            *(each.heading for each in DERIVED_COLUMNS),
            *(*self._factors, *doses, CHANGED, NIGHT_ID),
        ]

    def row(self, night: Values) -> list[str]:
        """The row of a night."""
        night_id, zone = str(night["id"]), self._zone(str(night["zone"]))
        sleep = self._sleeps.get(night_id)
        notes, doses = self._notes.get(night_id, {}), self._doses.get(night_id, [])
        held = [
            night,
            *([sleep] if sleep else []),
            *doses,
            *(notes[key] for key in self._factors.values() if key in notes),
        ]
        return [
            label(str(night["evening"])),
            *(shown(field, night, zone) for field in self._night_fields),
            *(shown(field, sleep, zone) if sleep else "" for field in self._sleep_fields),
            *_sources(sleep),
            *derived(sleep),
            *(shown_note(notes[key]) if key in notes else "" for key in self._factors.values()),
            *self._shown_doses(doses, zone),
            utc_text(max(int(each["modified_utc"] or 0) for each in held)),
            night_id,
        ]

    def _zone(self, name: str) -> ZoneInfo:
        if name not in self._zones:
            self._zones[name] = ZoneInfo(name)
        return self._zones[name]

    def _shown_doses(self, doses: list[Values], zone: ZoneInfo) -> Iterator[str]:
        taken = field_of("doses", "at")
        for dose in doses:
            yield self._medicines[dose["medicine_id"]]
            yield "" if dose["amount"] is None else shown_number(float(dose["amount"]))
            yield str(dose["unit"])
            yield shown(taken, dose, zone)
        yield from [""] * (len(DOSE_COLUMNS) * (self._most_doses - len(doses)))


def _sources(sleep: Values | None) -> list[str]:
    if sleep is None:
        return [""] * len(SOURCE_COLUMNS)
    said = json.loads(str(sleep["sources"]))
    return [
        ", ".join(sorted(item for item, each in said.items() if each == source))
        for source in SOURCE_COLUMNS.values()
    ]
