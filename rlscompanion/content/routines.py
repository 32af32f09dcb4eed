"""Routines and their steps, read from TOML files.

`steps.toml` holds one table a step; every other file is a routine that lists step keys, each plain or as
`{ step = "…", seconds = …, only = "left" }`. A broken step or routine is left out, with a fault that says
which and why.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from rlscompanion import assets
from rlscompanion.content.tables import Fault, Unusable, only, optional, required, word
from rlscompanion.domain.routine import (
    Cues,
    Legs,
    Picture,
    Routine,
    RoutineKind,
    Side,
    Step,
    Technique,
    massage_seconds,
    unfold,
)

STEPS_FILE = "steps.toml"

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class RoutineBook:
    """All routines that could be read, by kind and length, and the faults of those that could not."""

    routines: tuple[Routine, ...]
    faults: tuple[Fault, ...] = ()

    def of_kind(self, kind: RoutineKind) -> tuple[Routine, ...]:
        """The routines for one purpose."""
        return tuple(routine for routine in self.routines if routine.kind is kind)

    def routine(self, key: str) -> Routine | None:
        """The routine with this key."""
        return next((routine for routine in self.routines if routine.key == key), None)


def load_routines(own_folder: Path | None = None, language: str = "en") -> RoutineBook:
    """The shipped routines, and those in a person's own folder if there is one."""
    shipped = assets.resources() / "routines" / language
    files = sorted(shipped.glob("*.toml"))
    if own_folder is not None and own_folder.is_dir():
        files += sorted(own_folder.glob("*.toml"))
    return read_routines(files)


def read_routines(files: Iterable[Path]) -> RoutineBook:
    """The routines of these files; a key that a later file repeats is refused there."""
    faults: list[Fault] = []
    tables = {path: table for path in files if (table := _table(path, faults)) is not None}
    steps: dict[str, Step] = {}
    for path, table in tables.items():
        if path.name == STEPS_FILE:
            found = _steps(path.name, table, faults)
            faults.extend(Fault(path.name, key, "another step has this key") for key in found if key in steps)
            steps = found | steps
    routines: dict[str, Routine] = {}
    for path, table in tables.items():
        if path.name == STEPS_FILE:
            continue
        try:
            if path.stem in routines:
                raise Unusable("", "another routine has this file name")
            routines[path.stem] = _routine(path.stem, table, steps)
        except Unusable as unusable:
            faults.append(Fault(path.name, unusable.key, unusable.reason))
    return RoutineBook(tuple(sorted(routines.values(), key=_place)), tuple(faults))


def _place(routine: Routine) -> tuple[int, float]:
    return list(RoutineKind).index(routine.kind), massage_seconds(unfold(routine))


def _table(path: Path, faults: list[Fault]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        faults.append(Fault(path.name, "", f"cannot be read ({error.strerror})"))
    except UnicodeDecodeError:
        faults.append(Fault(path.name, "", "is not a text in UTF-8"))
    except (ValueError, RecursionError) as error:
        faults.append(Fault(path.name, "", f"is not valid TOML ({error})"))
    return None


def _steps(file: str, table: Mapping[str, Any], faults: list[Fault]) -> dict[str, Step]:
    steps = {}
    for key, entry in table.items():
        try:
            if not isinstance(entry, dict):
                raise Unusable("", "must be a table")
            steps[key] = _step(key, entry)
        except Unusable as unusable:
            faults.append(Fault(file, f"{key}.{unusable.key}".rstrip("."), unusable.reason))
    return steps


_STEP_KEYS = {
    *("title", "area", "muscles", "technique", "seconds", "per_side", "pressure", "position", "direction"),
    *("cue", "caution", "picture", "midway_picture"),
}
_CUE_KEYS = {"start", "midway", "last"}
_PICTURE_KEYS = {"figure", "area", "motion", "path"}
_ROUTINE_KEYS = {"title", "kind", "note", "legs", "start_leg", "steps"}
_ENTRY_KEYS = {"step", "seconds", "only"}


def _step(key: str, entry: Mapping[str, Any]) -> Step:
    only(entry, _STEP_KEYS)
    return Step(
        key=key,
        title=required(entry, "title", str),
        area=required(entry, "area", str),
        muscles=optional(entry, "muscles"),
        technique=word(entry, "technique", Technique),
        seconds=_seconds(entry),
        per_side=required(entry, "per_side", bool),
        pressure=_pressure(entry),
        position=optional(entry, "position"),
        direction=optional(entry, "direction"),
        cues=_inside(entry, "cue", _cues),
        caution=optional(entry, "caution"),
        picture=_inside(entry, "picture", _picture),
        midway_picture=_inside(entry, "midway_picture", _picture) if "midway_picture" in entry else None,
    )


def _inside(entry: Mapping[str, Any], key: str, read: Callable[[Mapping[str, Any]], _Value]) -> _Value:
    """What `read` makes of the table under a key; a fault names the way to it."""
    table = required(entry, key, dict)
    try:
        return read(table)
    except Unusable as unusable:
        raise Unusable(f"{key}.{unusable.key}", unusable.reason) from unusable


def _cues(table: Mapping[str, Any]) -> Cues:
    only(table, _CUE_KEYS)
    return Cues(*(required(table, key, str) for key in ("start", "midway", "last")))


def _picture(table: Mapping[str, Any]) -> Picture:
    only(table, _PICTURE_KEYS)
    return Picture(
        figure=required(table, "figure", str),
        area=optional(table, "area"),
        motion=required(table, "motion", str),
        path=optional(table, "path"),
    )


def _routine(key: str, table: Mapping[str, Any], steps: Mapping[str, Step]) -> Routine:
    only(table, _ROUTINE_KEYS)
    listed = required(table, "steps", list)
    if not listed:
        raise Unusable("steps", "must list at least one step")
    return Routine(
        key=key,
        title=required(table, "title", str),
        kind=word(table, "kind", RoutineKind),
        note=optional(table, "note"),
        legs=word(table, "legs", Legs) if "legs" in table else Legs.BOTH,
        start_leg=_leg(table, "start_leg") if "start_leg" in table else Side.LEFT,
        steps=tuple(_listed_step(i, entry, steps) for i, entry in enumerate(listed, 1)),
    )


def _listed_step(place: int, entry: object, steps: Mapping[str, Step]) -> Step:
    where = f"steps[{place}]"
    try:
        match entry:
            case str():
                return _known_step(entry, steps)
            case dict() if isinstance(key := entry.get("step"), str):
                only(entry, _ENTRY_KEYS)
                step = _known_step(key, steps)
                if "seconds" in entry:
                    step = replace(step, seconds=_seconds(entry))
                return replace(step, only=_leg(entry, "only")) if "only" in entry else step
            case _:
                raise Unusable("", 'must be a step, or { step = "…", seconds = … }')
    except Unusable as unusable:
        raise Unusable(f"{where}.{unusable.key}".rstrip("."), unusable.reason) from unusable


def _leg(table: Mapping[str, Any], key: str) -> Side:
    side = word(table, key, Side)
    if side is Side.BOTH:
        raise Unusable(key, "must be one of left, right, not “both”")
    return side


def _known_step(key: str, steps: Mapping[str, Step]) -> Step:
    if key not in steps:
        raise Unusable("", f"there is no usable step “{key}”")
    return steps[key]


def _seconds(table: Mapping[str, Any]) -> float:
    value = table.get("seconds")
    if value is None:
        raise Unusable("seconds", "is missing")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 5 <= value <= 600:
        raise Unusable("seconds", f"must be a number from 5 to 600, not {value!r}")
    return float(value)


def _pressure(table: Mapping[str, Any]) -> tuple[int, int] | None:
    match table.get("pressure"):
        case None:
            return None
        case [int(low), int(high)] if not isinstance(low, bool) and 1 <= low <= high <= 5:
            return low, high
        case value:
            raise Unusable("pressure", f"must be two whole numbers from 1 to 5, the lower first, not {value}")
