"""Rows of the log file for a night and for what it holds, both ways."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.items import BodyPart, Item
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep, Source
from rlscompanion.storage.database import Value, moment_or_none, pair

Row = tuple[Value, ...]

NIGHT_COLUMNS = (
    "id",
    "evening",
    "zone",
    "quality",
    "worst_urge",
    "symptoms_began_utc",
    "symptoms_began_offset",
    "body_parts",
    "eased_by_movement",
    "tiredness",
    "notes",
    "saved_at_utc",
    "saved_at_offset",
)


@dataclass(frozen=True)
class Part:
    """A table of what nights hold: its columns after (id, night_id, ordinal), and both ways between rows."""

    table: str
    columns: tuple[str, ...]
    held: Callable[[Night], tuple[Any, ...]]
    row: Callable[[Any], Row]
    read: Callable[..., Any]

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Every column."""
        return ("id", "night_id", "ordinal", *self.columns)

    def rows(self, night: Night) -> list[Row]:
        """What a night holds of this, in its order."""
        return [
            (str(each.id), str(night.id), ordinal, *self.row(each))
            for ordinal, each in enumerate(self.held(night))
        ]


def night_row(night: Night) -> Row:
    """The row of a night itself."""
    return (
        str(night.id),
        night.evening.isoformat(),
        night.zone,
        night.quality,
        night.worst_urge,
        *pair(night.symptoms_began),
        None if night.body_parts is None else json.dumps(sorted(night.body_parts)),
        None if night.eased_by_movement is None else int(night.eased_by_movement),
        night.tiredness,
        night.notes,
        *pair(night.saved_at),
    )


def night_of_row(row: tuple[Any, ...], held: dict[str, tuple[Any, ...]]) -> Night:
    """The night of a row, with what it holds by table."""
    night_id, evening, zone, quality, worst_urge, began, began_offset, *rest = row
    parts, eased, tiredness, notes, saved, saved_offset = rest
    return Night(
        id=UUID(night_id),
        evening=date.fromisoformat(evening),
        zone=zone,
        sleeps=held["sleeps"],
        awakenings=held["awakenings"],
        quality=quality,
        worst_urge=worst_urge,
        symptoms_began=moment_or_none(began, began_offset),
        body_parts=None if parts is None else frozenset(BodyPart(part) for part in json.loads(parts)),
        eased_by_movement=None if eased is None else bool(eased),
        tiredness=tiredness,
        factors=held["night_factors"],
        doses=held["doses"],
        notes=notes,
        saved_at=moment_or_none(saved, saved_offset),
    )


def _sleep_row(sleep: Sleep) -> Row:
    return (
        int(sleep.is_main),
        int(sleep.slept),
        *pair(sleep.went_to_bed),
        *pair(sleep.tried_to_sleep),
        sleep.minutes_to_fall_asleep,
        sleep.times_awake,
        sleep.minutes_awake,
        *pair(sleep.woke_up),
        *pair(sleep.got_up),
        *pair(sleep.planned_wake),
        sleep.minutes_trying_again,
        json.dumps(sleep.sources, sort_keys=True),
    )


def _sleep(
    sleep_id: str,
    is_main: int,
    slept: int,
    bed: int | None,
    bed_offset: int | None,
    tried: int | None,
    tried_offset: int | None,
    minutes_to_fall_asleep: int | None,
    times_awake: int | None,
    minutes_awake: int | None,
    woke: int | None,
    woke_offset: int | None,
    got_up: int | None,
    got_up_offset: int | None,
    planned: int | None,
    planned_offset: int | None,
    minutes_trying_again: int | None,
    sources: str,
) -> Sleep:
    return Sleep(
        id=UUID(sleep_id),
        is_main=bool(is_main),
        slept=bool(slept),
        went_to_bed=moment_or_none(bed, bed_offset),
        tried_to_sleep=moment_or_none(tried, tried_offset),
        minutes_to_fall_asleep=minutes_to_fall_asleep,
        times_awake=times_awake,
        minutes_awake=minutes_awake,
        woke_up=moment_or_none(woke, woke_offset),
        got_up=moment_or_none(got_up, got_up_offset),
        planned_wake=moment_or_none(planned, planned_offset),
        minutes_trying_again=minutes_trying_again,
        sources={Item(item): Source(source) for item, source in json.loads(sources).items()},
    )


def _awakening(awakening_id: str, utc: int, offset: int, kind: str) -> Awakening:
    return Awakening(UUID(awakening_id), Moment(utc, offset), AwakeningKind(kind))


def _factor_note(
    note_id: str, factor: str, present: int, amount: float | None, utc: int | None, offset: int | None
) -> FactorNote:
    return FactorNote(UUID(note_id), factor, bool(present), amount, moment_or_none(utc, offset))


def _dose(
    dose_id: str, medicine_id: str, amount: float | None, unit: str, utc: int | None, offset: int | None
) -> Dose:
    return Dose(UUID(dose_id), UUID(medicine_id), amount, unit, moment_or_none(utc, offset))


PARTS: tuple[Part, ...] = (
    Part(
        "sleeps",
        (
            *("is_main", "slept", "went_to_bed_utc", "went_to_bed_offset"),
            *("tried_to_sleep_utc", "tried_to_sleep_offset", "minutes_to_fall_asleep"),
            *("times_awake", "minutes_awake", "woke_up_utc", "woke_up_offset", "got_up_utc"),
            *("got_up_offset", "planned_wake_utc", "planned_wake_offset", "minutes_trying_again"),
            "sources",
        ),
        lambda night: night.sleeps,
        _sleep_row,
        _sleep,
    ),
    Part(
        "awakenings",
        ("at_utc", "at_offset", "kind"),
        lambda night: night.awakenings,
        lambda awakening: (*pair(awakening.at), awakening.kind),
        _awakening,
    ),
    Part(
        "night_factors",
        ("factor", "present", "amount", "last_utc", "last_offset"),
        lambda night: night.factors,
        lambda note: (note.factor, int(note.present), note.amount, *pair(note.last_at)),
        _factor_note,
    ),
    Part(
        "doses",
        ("medicine_id", "amount", "unit", "at_utc", "at_offset"),
        lambda night: night.doses,
        lambda dose: (str(dose.medicine_id), dose.amount, dose.unit, *pair(dose.at)),
        _dose,
    ),
)
"""What a night holds, table by table."""
