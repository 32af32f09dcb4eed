"""Reading massage routines and their steps from TOML files.

`steps.toml` has one table per step. Each of the other files is one routine, with a list of step keys. An
entry of the list is a key, or a table such as `{ step = "key", seconds = 60, only = "left" }`. A step or
routine that cannot be used is left out, and a fault gives its name and the reason.
"""

import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rlscompanion import assets
from rlscompanion.content.tables import (
    UnusableValue,
    collecting_faults,
    enum_value,
    optional_text,
    parse_toml,
    prefixing_error_keys,
    refuse_unknown_keys,
    required_value,
)
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import (
    Cues,
    HelperVersion,
    Legs,
    PictureNames,
    Posture,
    Routine,
    RoutineKind,
    Side,
    Stance,
    Step,
    Technique,
    massage_seconds,
    routine_segments,
)
from rlscompanion.domain.routine_edit import (
    MAX_ROUTINE_STEPS,
    MAX_STEP_SECONDS,
    MAX_TITLE_LENGTH,
    MIN_STEP_SECONDS,
    is_one_line,
)

STEPS_FILE = "steps.toml"
MOST_ROUTINE_FILE_BYTES = 256 * 1024
"""The most bytes that a file of steps or of a routine may have."""


@dataclass(frozen=True)
class RoutineBook:
    """The massage routines that can be used, their steps, and the faults of those that cannot be used.

    `routines` are sorted by kind, then by length. `steps` are sorted as in their files.
    """

    routines: tuple[Routine, ...]
    faults: tuple[ContentFault, ...] = ()
    steps: tuple[Step, ...] = ()

    def of_kind(self, kind: RoutineKind) -> tuple[Routine, ...]:
        """The routines of this kind, the shortest first."""
        return tuple(routine for routine in self.routines if routine.kind is kind)

    def routine(self, key: str) -> Routine | None:
        """The routine with this key; None if the book has no such routine."""
        return next((routine for routine in self.routines if routine.key == key), None)


def load_routines(own_folder: Path | None = None, language: str = "en") -> RoutineBook:
    """Read the routines that the program ships and, if `own_folder` is given, those that it contains.

    `own_folder` is the folder of the routines that the person has made.
    """
    shipped = read_routines(sorted((assets.resources_folder() / "routines" / language).glob("*.toml")))
    if own_folder is None or not own_folder.is_dir():
        return shipped
    own = read_routines(sorted(own_folder.glob("*.toml")), shipped)
    return RoutineBook(
        tuple(sorted((*shipped.routines, *own.routines), key=_routine_order)),
        (*shipped.faults, *own.faults),
        (*shipped.steps, *own.steps),
    )


def read_routines(files: Iterable[Path], base_book: RoutineBook | None = None) -> RoutineBook:
    """Read routines and steps from these files. A key that an earlier file has used is a fault.

    The routines may also use the steps of `base_book`. A key that `base_book` has used is a fault, too.
    """
    faults: list[ContentFault] = []
    tables: dict[Path, dict[str, Any]] = {}
    for path in files:
        with collecting_faults(faults, path.name):
            tables[path] = parse_toml(_file_text(path))
    known = {step.key: step for step in base_book.steps} if base_book else {}
    taken_keys = {routine.key for routine in base_book.routines} if base_book else set()
    steps: dict[str, Step] = {}
    for path, table in tables.items():
        if path.name == STEPS_FILE:
            found = _read_steps(path.name, table, faults)
            taken = known | steps
            faults.extend(
                ContentFault(path.name, key, "another step has this key") for key in found if key in taken
            )
            steps |= {key: step for key, step in found.items() if key not in taken}
    routines: dict[str, Routine] = {}
    for path, table in tables.items():
        if path.name == STEPS_FILE:
            continue
        with collecting_faults(faults, path.name):
            if path.stem in routines or path.stem in taken_keys:
                raise UnusableValue("", "another routine has this file name")
            routines[path.stem] = _routine_in_table(path.stem, table, known | steps)
    return RoutineBook(
        tuple(sorted(routines.values(), key=_routine_order)), tuple(faults), tuple(steps.values())
    )


def read_routine(path: Path, steps: Iterable[Step]) -> Routine:
    """Read the routine in a file, which may use these steps; the key of the routine is the file's name.

    Raises Refusal, with the fault, if a value in the file cannot be used.
    """
    faults: list[ContentFault] = []
    with collecting_faults(faults, path.name):
        return _routine_in_table(path.stem, parse_toml(_file_text(path)), {step.key: step for step in steps})
    raise Refusal(str(faults[0]))


def _routine_order(routine: Routine) -> tuple[int, float]:
    return list(RoutineKind).index(routine.kind), massage_seconds(routine_segments(routine))


def _file_text(path: Path) -> str:
    # Its kind is checked first: opening a pipe would wait for somebody to write into it.
    try:
        mode = path.stat().st_mode
    except ValueError as error:  # a name that no file can have
        raise UnusableValue("", f"is not valid TOML ({error})") from error
    if not stat.S_ISREG(mode):
        raise UnusableValue("", "cannot be read (it is not a file)")
    with path.open("rb") as file:
        content = file.read(MOST_ROUTINE_FILE_BYTES + 1)
    if len(content) > MOST_ROUTINE_FILE_BYTES:
        raise UnusableValue("", f"is larger than {MOST_ROUTINE_FILE_BYTES // 1024} KiB")
    return content.decode("utf-8-sig")


def _read_steps(file: str, table: Mapping[str, Any], faults: list[ContentFault]) -> dict[str, Step]:
    steps = {}
    for key, entry in table.items():
        with collecting_faults(faults, file), prefixing_error_keys(key):
            if not isinstance(entry, dict):
                raise UnusableValue("", "must be a table")
            steps[key] = _read_step(key, entry)
    return steps


_STEP_KEYS = {
    *("title", "area", "muscles", "technique", "seconds", "per_side", "pressure", "position", "direction"),
    *("cue", "caution", "posture", "picture", "midway_picture", "helped"),
}
_ROUTINE_KEYS = {"title", "kind", "note", "legs", "start_leg", "steps"}
_ENTRY_KEYS = {"step", "seconds", "only"}


def _read_step(key: str, entry: Mapping[str, Any]) -> Step:
    refuse_unknown_keys(entry, _STEP_KEYS)
    return Step(
        key=key,
        title=required_value(entry, "title", str),
        area=required_value(entry, "area", str),
        muscles=optional_text(entry, "muscles"),
        technique=enum_value(entry, "technique", Technique),
        seconds=_step_seconds(entry),
        per_side=required_value(entry, "per_side", bool),
        pressure=_step_pressure(entry),
        position=optional_text(entry, "position"),
        direction=optional_text(entry, "direction"),
        cues=_cues(entry),
        caution=optional_text(entry, "caution"),
        picture=_picture_names(entry, "picture"),
        midway_picture=_midway_picture(entry),
        stance=_stance(entry) if "posture" in entry else None,
        helper_version=_helper_version(entry) if "helped" in entry else None,
    )


def _cues(entry: Mapping[str, Any]) -> Cues:
    table = required_value(entry, "cue", dict)
    with prefixing_error_keys("cue"):
        refuse_unknown_keys(table, {"start", "midway", "last"})
        return Cues(*(required_value(table, key, str) for key in ("start", "midway", "last")))


def _picture_names(entry: Mapping[str, Any], key: str) -> PictureNames:
    table = required_value(entry, key, dict)
    with prefixing_error_keys(key):
        refuse_unknown_keys(table, {"figure", "area", "motion", "path"})
        return PictureNames(
            figure=required_value(table, "figure", str),
            area=optional_text(table, "area"),
            motion=required_value(table, "motion", str),
            path=optional_text(table, "path"),
        )


def _midway_picture(entry: Mapping[str, Any]) -> PictureNames | None:
    return _picture_names(entry, "midway_picture") if "midway_picture" in entry else None


def _stance(entry: Mapping[str, Any]) -> Stance:
    table = required_value(entry, "posture", dict)
    with prefixing_error_keys("posture"):
        refuse_unknown_keys(table, {"name", "place"})
        return Stance(enum_value(table, "name", Posture), optional_text(table, "place"))


def _helper_version(entry: Mapping[str, Any]) -> HelperVersion:
    table = required_value(entry, "helped", dict)
    with prefixing_error_keys("helped"):
        refuse_unknown_keys(table, {"position", "posture", "picture", "midway_picture"})
        return HelperVersion(
            position=required_value(table, "position", str),
            stance=_stance(table),
            picture=_picture_names(table, "picture"),
            midway_picture=_midway_picture(table),
        )


def _routine_in_table(key: str, table: Mapping[str, Any], steps: Mapping[str, Step]) -> Routine:
    refuse_unknown_keys(table, _ROUTINE_KEYS)
    listed = required_value(table, "steps", list)
    if not listed:
        raise UnusableValue("steps", "must list at least one step")
    if len(listed) > MAX_ROUTINE_STEPS:
        raise UnusableValue("steps", f"must list at most {MAX_ROUTINE_STEPS} steps, not {len(listed)}")
    return Routine(
        key=key,
        title=_routine_title(table),
        kind=enum_value(table, "kind", RoutineKind),
        note=optional_text(table, "note"),
        legs=enum_value(table, "legs", Legs) if "legs" in table else Legs.BOTH,
        start_leg=_leg_value(table, "start_leg") if "start_leg" in table else Side.LEFT,
        steps=tuple(_listed_step(i, entry, steps) for i, entry in enumerate(listed, 1)),
    )


def _routine_title(table: Mapping[str, Any]) -> str:
    title = required_value(table, "title", str)
    if not title.strip():
        raise UnusableValue("title", "must not be blank")
    if not is_one_line(title) or len(title) > MAX_TITLE_LENGTH:
        raise UnusableValue("title", f"must be one line of at most {MAX_TITLE_LENGTH} characters")
    return title


def _listed_step(index: int, entry: object, steps: Mapping[str, Step]) -> Step:
    with prefixing_error_keys(f"steps[{index}]"):
        match entry:
            case str():
                return _known_step(entry, steps)
            case dict() if isinstance(key := entry.get("step"), str):
                refuse_unknown_keys(entry, _ENTRY_KEYS)
                step = _known_step(key, steps)
                if "seconds" in entry:
                    step = replace(step, seconds=_step_seconds(entry))
                return replace(step, only_side=_leg_value(entry, "only")) if "only" in entry else step
            case _:
                raise UnusableValue("", 'must be a step, or { step = "…", seconds = … }')


def _leg_value(table: Mapping[str, Any], key: str) -> Side:
    side = enum_value(table, key, Side)
    if side is Side.BOTH:
        raise UnusableValue(key, "must be one of left, right, not “both”")
    return side


def _known_step(key: str, steps: Mapping[str, Step]) -> Step:
    if key not in steps:
        raise UnusableValue("", f"there is no usable step “{key}”")
    return steps[key]


def _step_seconds(table: Mapping[str, Any]) -> float:
    match table.get("seconds"):
        case None:
            raise UnusableValue("seconds", "is missing")
        case int() | float() as value if value is not True and MIN_STEP_SECONDS <= value <= MAX_STEP_SECONDS:
            return float(value)
        case value:
            span = f"{MIN_STEP_SECONDS} to {MAX_STEP_SECONDS}"
            raise UnusableValue("seconds", f"must be a number from {span}, not {value!r}")


def _step_pressure(table: Mapping[str, Any]) -> tuple[int, int] | None:
    match table.get("pressure"):
        case None:
            return None
        case [int(low), int(high)] if not isinstance(low, bool) and 1 <= low <= high <= 5:
            return low, high
        case value:
            raise UnusableValue(
                "pressure", f"must be two whole numbers from 1 to 5, the lower first, not {value}"
            )
