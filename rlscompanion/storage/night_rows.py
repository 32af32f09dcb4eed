"""The tables of a night and of what it holds, by the fields of the dataclasses."""

from collections.abc import Mapping
from typing import Any

from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.night import Awakening, Night, Sleep
from rlscompanion.storage.shapes import Row, Shape

NIGHTS = Shape("nights", Night)

PARTS: Mapping[str, Shape[Any]] = {
    "sleeps": Shape("sleeps", Sleep),
    "awakenings": Shape("awakenings", Awakening),
    "factors": Shape("night_factors", FactorNote, last_at="last"),
    "doses": Shape("doses", Dose),
}
"""The table of what a night holds, by the field of the night that holds it."""


def part_columns(part: Shape[Any]) -> tuple[str, ...]:
    """The columns of what a night holds: those of the value, and behind its id the night and its place."""
    own_id, *rest = part.columns
    return (own_id, "night_id", "ordinal", *rest)


def part_rows(night: Night, name: str) -> list[Row]:
    """The rows of what a night holds in a field, in its order."""
    rows = map(PARTS[name].row, getattr(night, name))
    return [(own_id, str(night.id), place, *rest) for place, (own_id, *rest) in enumerate(rows)]
