"""The whole log as one JSON file.

The document is an object. `format` is "rlscompanion-log" and `version` is 1; `exported_at` is ISO 8601 text.
The lists `nights`, `sleeps`, `awakenings`, `sessions` and `ratings` hold flat rows, linked by `id` and the
fields that end in `_id`; each session carries its `segments` as a list. Every row has every field, null where
it is not known. A moment is three fields: `<name>_utc`, seconds since 1970; `<name>_offset`, minutes by which
the local clock was ahead of UTC; and, to be read by people, `<name>_local`, ISO 8601 text. `FIELDS` describes
each field.

nights      id, evening, zone, quality, worst_urge, symptoms_began_*, notes, saved_at_*
sleeps      id, night_id, ordinal, is_main, slept, went_to_bed_*, tried_to_sleep_*, minutes_to_fall_asleep,
            times_awake, minutes_awake, woke_up_*, got_up_*, planned_wake_*, minutes_trying_again, sources
awakenings  id, night_id, ordinal, at_*, kind
sessions    id, night_id, awakening_id, routine_key, routine_title, kind, status, started_*, seen_*, ended_*,
            position, segments
segments    step_key, side, outcome, planned, spent, added
ratings     id, session_id, rated, scale, value, at_*
"""

import errno
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, Night, Sleep
from rlscompanion.domain.ratings import RatingTime, Scale
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord

FORMAT = "rlscompanion-log"
VERSION = 1


class Rating(Protocol):
    """One rating as it is exported: the value on one scale, before or after one session."""

    @property
    def id(self) -> UUID:
        """The rating's own id."""
        ...

    @property
    def session_id(self) -> UUID:
        """The session it is about."""
        ...

    @property
    def rated(self) -> RatingTime:
        """Before or after."""
        ...

    @property
    def scale(self) -> Scale:
        """What was asked about."""
        ...

    @property
    def value(self) -> int:
        """0 to 10."""
        ...

    @property
    def at(self) -> Moment:
        """When it was given."""
        ...


def _moment_fields(name: str, words: str) -> dict[str, str]:
    return {
        f"{name}_utc": f"{words}: UTC seconds since 1970",
        f"{name}_offset": f"{words}: minutes by which the local clock was ahead of UTC",
        f"{name}_local": f"{words}: local date and time with offset, ISO 8601",
    }


FIELDS: Mapping[str, Mapping[str, str]] = {
    "document": {
        "format": f'always "{FORMAT}"',
        "version": f"version of this format, {VERSION}",
        "exported_at": "when the file was written: local date and time with offset, ISO 8601",
        "nights": "list of diary entries, the latest evening first",
        "sleeps": "list of stretches of sleep",
        "awakenings": "list of awakenings as they were logged in the night",
        "sessions": "list of performances of a routine",
        "ratings": "list of ratings before and after sessions",
    },
    "nights": {
        "id": "UUID of the night",
        "evening": "date of its evening, YYYY-MM-DD",
        "zone": "IANA time zone it was slept in",
        "quality": "sleep quality, 1 very poor to 5 very good",
        "worst_urge": "worst urge to move of the night, 0 to 10",
        **_moment_fields("symptoms_began", "when symptoms began"),
        "notes": "notes, as typed; empty if none",
        **_moment_fields("saved_at", "when the diary was filled in (null while it is open)"),
    },
    "sleeps": {
        "id": "UUID of the sleep",
        "night_id": "the night it belongs to",
        "ordinal": "place among the sleeps of its night, from 0",
        "is_main": "whether it is the main sleep of its night",
        "slept": "false for a sleepless night",
        **_moment_fields("went_to_bed", "when the person went to bed"),
        **_moment_fields("tried_to_sleep", "when the person tried to sleep"),
        "minutes_to_fall_asleep": "minutes it took to fall asleep",
        "times_awake": "how often the person woke, not counting the final awakening",
        "minutes_awake": "minutes awake between falling asleep and the final awakening",
        **_moment_fields("woke_up", "the final awakening"),
        **_moment_fields("got_up", "when the person got up"),
        **_moment_fields("planned_wake", "when the person had planned to wake"),
        "minutes_trying_again": "minutes trying to sleep again after the final awakening",
        "sources": "object: item to recorded or estimated; an item not named was told by the person",
    },
    "awakenings": {
        "id": "UUID of the awakening",
        "night_id": "the night it belongs to",
        "ordinal": "place among the awakenings of its night, from 0",
        **_moment_fields("at", "when it was logged"),
        "kind": "restless_legs or just_awake",
    },
    "sessions": {
        "id": "UUID of the session",
        "night_id": "the night it belongs to; null if to none yet",
        "awakening_id": "the awakening that a rescue answered; null otherwise",
        "routine_key": "which routine",
        "routine_title": "its title at the time",
        "kind": "wind_down or rescue",
        "status": "ready, running, paused, finished (to the last segment) or ended (by hand)",
        **_moment_fields("started", "when it started"),
        **_moment_fields("seen", "when it was last known to go on"),
        **_moment_fields("ended", "when it finished or was ended (null if broken off)"),
        "position": "index, from 0, of the segment it stands at; the number of segments once finished",
        "segments": "list of segments, in the order of the routine",
    },
    "segments": {
        "step_key": "which step of the routine",
        "side": "left, right or both",
        "outcome": "pending, done or skipped",
        "planned": "seconds planned in all: lead-in, work and what was added",
        "spent": "seconds spent",
        "added": "seconds added by hand, among those planned",
    },
    "ratings": {
        "id": "UUID of the rating",
        "session_id": "the session it is about",
        "rated": "before or after the session",
        "scale": "urge_to_move, muscle_tension, pain or stress",
        "value": "0 to 10; a scale that was skipped has no row",
        **_moment_fields("at", "when it was given"),
    },
}
"""What each field of each kind of row says."""

_Json = dict[str, Any]


def log_as_json(
    nights: Iterable[Night],
    sessions: Iterable[SessionRecord],
    ratings: Iterable[Rating],
    exported_at: Moment,
) -> _Json:
    """The document of a log, ready for `write_json`."""
    nights = tuple(nights)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": exported_at.local.isoformat(),
        "nights": [_night(night) for night in nights],
        "sleeps": [
            _sleep(sleep, night.id, ordinal) for night in nights for ordinal, sleep in enumerate(night.sleeps)
        ],
        "awakenings": [
            _awakening(awakening, night.id, ordinal)
            for night in nights
            for ordinal, awakening in enumerate(night.awakenings)
        ],
        "sessions": [_session(record) for record in sessions],
        "ratings": [_rating(rating) for rating in ratings],
    }


def write_json(path: Path, document: Mapping[str, Any]) -> None:
    """Write a document to `path`, for its owner alone (0600), one row a line.

    A file already there is replaced only once the new one stands whole on disk. Raises Refusal if it cannot
    be written; nothing has changed then.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise Refusal(f"{path} is not a file. Choose another name, then export again.")
    text = "".join(_lines(document))
    try:
        _replace(target, text)
    except OSError as error:
        raise Refusal(_sentence(error, path)) from error


def _replace(target: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".rlscompanion-", suffix=".partial", dir=target.parent)
    partial = Path(name)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"The disk has no room left for {path}. Free some space, then export again."
    if error.errno == errno.ENOENT:
        return f"There is no folder {path.parent}. Make it or choose another, then export again."
    return f"{path} cannot be written. Choose another folder or allow writing there, then export again."


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The text of a document, one row a line, so that two exports can be compared."""
    separator = "{\n"
    for key, value in document.items():
        yield f"{separator}{_text(key)}: "
        if isinstance(value, list):
            yield "[\n" + ",\n".join(_text(row) for row in value) + "\n]" if value else "[]"
        else:
            yield _text(value)
        separator = ",\n"
    yield "\n}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _moment(name: str, moment: Moment | None) -> _Json:
    return {
        f"{name}_utc": moment.utc if moment else None,
        f"{name}_offset": moment.offset if moment else None,
        f"{name}_local": moment.local.isoformat() if moment else None,
    }


def _id(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _night(night: Night) -> _Json:
    return {
        "id": _id(night.id),
        "evening": night.evening.isoformat(),
        "zone": night.zone,
        "quality": night.quality,
        "worst_urge": night.worst_urge,
        **_moment("symptoms_began", night.symptoms_began),
        "notes": night.notes,
        **_moment("saved_at", night.saved_at),
    }


def _sleep(sleep: Sleep, night_id: UUID, ordinal: int) -> _Json:
    return {
        "id": _id(sleep.id),
        "night_id": _id(night_id),
        "ordinal": ordinal,
        "is_main": sleep.is_main,
        "slept": sleep.slept,
        **_moment("went_to_bed", sleep.went_to_bed),
        **_moment("tried_to_sleep", sleep.tried_to_sleep),
        "minutes_to_fall_asleep": sleep.minutes_to_fall_asleep,
        "times_awake": sleep.times_awake,
        "minutes_awake": sleep.minutes_awake,
        **_moment("woke_up", sleep.woke_up),
        **_moment("got_up", sleep.got_up),
        **_moment("planned_wake", sleep.planned_wake),
        "minutes_trying_again": sleep.minutes_trying_again,
        "sources": {item.value: source.value for item, source in sorted(sleep.sources.items())},
    }


def _awakening(awakening: Awakening, night_id: UUID, ordinal: int) -> _Json:
    return {
        "id": _id(awakening.id),
        "night_id": _id(night_id),
        "ordinal": ordinal,
        **_moment("at", awakening.at),
        "kind": awakening.kind.value,
    }


def _session(record: SessionRecord) -> _Json:
    return {
        "id": _id(record.id),
        "night_id": _id(record.night_id),
        "awakening_id": _id(record.awakening_id),
        "routine_key": record.routine_key,
        "routine_title": record.routine_title,
        "kind": record.kind.value,
        "status": record.status.value,
        **_moment("started", record.started_at),
        **_moment("seen", record.seen_at),
        **_moment("ended", record.ended_at),
        "position": record.index,
        "segments": [_segment(segment) for segment in record.segments],
    }


def _segment(segment: SegmentRecord) -> _Json:
    return {
        "step_key": segment.step_key,
        "side": segment.side.value,
        "outcome": segment.outcome.value,
        "planned": segment.planned,
        "spent": segment.spent,
        "added": segment.added,
    }


def _rating(rating: Rating) -> _Json:
    return {
        "id": _id(rating.id),
        "session_id": _id(rating.session_id),
        "rated": rating.rated.value,
        "scale": rating.scale.value,
        "value": rating.value,
        **_moment("at", rating.at),
    }
