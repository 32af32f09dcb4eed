"""The exported document says all there is, in the fields that are documented."""

import errno
import json
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, AwakeningKind, Item, Night, Sleep, Source
from rlscompanion.domain.ratings import RatingTime, Scale
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.session import Outcome, Status
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord
from rlscompanion.exchange import log_json
from rlscompanion.exchange.log_json import FIELDS, log_as_json, write_json

BEDTIME = Moment(1792879200, 120)
"""Sat 24 Oct 2026, 22:00 UTC, midnight in Berlin; the clocks go back at 01:00 UTC."""
EXPORTED = Moment(1792917000, 60)


@dataclass(frozen=True)
class RatingRow:
    id: UUID
    session_id: UUID
    rated: RatingTime
    scale: Scale
    value: int
    at: Moment


FULL = Night(
    id=UUID(int=1),
    evening=date(2026, 10, 24),
    zone="Europe/Berlin",
    sleeps=(
        Sleep(
            UUID(int=11),
            went_to_bed=BEDTIME,
            tried_to_sleep=BEDTIME,
            minutes_to_fall_asleep=0,
            times_awake=1,
            minutes_awake=12,
            woke_up=Moment(1792906200, 60),
            got_up=Moment(1792906500, 60),
            planned_wake=Moment(1792908000, 60),
            minutes_trying_again=3,
            sources={Item.WOKE_UP: Source.ESTIMATED, Item.WENT_TO_BED: Source.RECORDED},
        ),
        Sleep(UUID(int=12), is_main=False, slept=False),
    ),
    awakenings=(Awakening(UUID(int=21), Moment(1792891800, 60), AwakeningKind.RESTLESS_LEGS),),
    quality=4,
    worst_urge=0,
    symptoms_began=Moment(1792872000, 120),
    notes='Größe "42"\nnext line \u2028 end',
    saved_at=EXPORTED,
)
BLANK = Night(id=UUID(int=2), evening=date(2026, 10, 23), zone="Europe/Berlin")
SESSION = SessionRecord(
    id=UUID(int=31),
    routine_key="rescue",
    routine_title="Rescue",
    kind=RoutineKind.RESCUE,
    started_at=BEDTIME,
    status=Status.FINISHED,
    segments=(SegmentRecord("calf", Side.LEFT, Outcome.DONE, 80.0, 80.0, added=15.0),),
    index=1,
    ended_at=EXPORTED,
    awakening_id=UUID(int=21),
    night_id=UUID(int=1),
)
RATING = RatingRow(UUID(int=41), UUID(int=31), RatingTime.AFTER, Scale.URGE, 0, EXPORTED)


@pytest.fixture
def document() -> dict[str, Any]:
    return log_as_json([FULL, BLANK], [SESSION], [RATING], EXPORTED)


def test_every_row_has_the_documented_fields_in_order(document: dict[str, Any]) -> None:
    assert list(document) == list(FIELDS["document"])
    for kind in ("nights", "sleeps", "awakenings", "sessions", "ratings"):
        assert document[kind]
        assert all(list(row) == list(FIELDS[kind]) for row in document[kind])
    assert list(document["sessions"][0]["segments"][0]) == list(FIELDS["segments"])


def test_the_docstring_names_the_same_fields() -> None:
    table = (log_json.__doc__ or "").split("\n\n")[-1]
    for kind, fields in re.findall(r"^(\w+) +(.+(?:\n +.+)*)", table, re.MULTILINE):
        named = [
            f"{name[:-2]}_{part}" if name.endswith("_*") else name
            for name in re.findall(r"[\w*]+", fields)
            for part in (("utc", "offset", "local") if name.endswith("_*") else ("",))
        ]
        assert named == list(FIELDS[kind])


def test_the_head_says_what_and_when(document: dict[str, Any]) -> None:
    assert document["format"] == "rlscompanion-log"
    assert document["version"] == 1
    assert document["exported_at"] == "2026-10-25T09:30:00+01:00"


def test_rows_are_linked_by_ids(document: dict[str, Any]) -> None:
    night, awakening, session = str(FULL.id), str(FULL.awakenings[0].id), str(SESSION.id)
    assert [row["night_id"] for row in document["sleeps"]] == [night, night]
    assert [row["ordinal"] for row in document["sleeps"]] == [0, 1]
    assert document["awakenings"][0]["night_id"] == night
    assert (document["sessions"][0]["night_id"], document["sessions"][0]["awakening_id"]) == (
        night,
        awakening,
    )
    assert document["ratings"][0]["session_id"] == session


def test_a_moment_shows_its_own_local_clock_also_when_the_clocks_change(document: dict[str, Any]) -> None:
    sleep, awakening = document["sleeps"][0], document["awakenings"][0]
    assert sleep["went_to_bed_utc"] == BEDTIME.utc
    assert sleep["went_to_bed_offset"] == 120
    assert sleep["went_to_bed_local"] == "2026-10-25T00:00:00+02:00"
    assert awakening["at_local"] == "2026-10-25T02:30:00+01:00"
    assert sleep["woke_up_local"] == "2026-10-25T06:30:00+01:00"


def test_what_is_unknown_is_null_and_zero_is_zero(document: dict[str, Any]) -> None:
    blank = document["nights"][1]
    for name in ("quality", "worst_urge", "symptoms_began_utc", "saved_at_offset", "saved_at_local"):
        assert blank[name] is None
    assert document["nights"][0]["worst_urge"] == 0
    assert document["sleeps"][0]["minutes_to_fall_asleep"] == 0
    assert document["sleeps"][1]["minutes_awake"] is None
    assert document["sessions"][0]["seen_utc"] is None


def test_sources_are_an_object(document: dict[str, Any]) -> None:
    assert document["sleeps"][0]["sources"] == {"went_to_bed": "recorded", "woke_up": "estimated"}
    assert document["sleeps"][1]["sources"] == {}


def test_the_written_file_is_the_document_for_its_owner_alone(
    document: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "log.json"
    write_json(path, document)

    assert json.loads(path.read_text("utf-8")) == document
    assert "Größe" in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_log_is_a_document_of_empty_lists(tmp_path: Path) -> None:
    empty = log_as_json([], [], [], EXPORTED)
    write_json(tmp_path / "log.json", empty)
    assert json.loads((tmp_path / "log.json").read_text("utf-8")) == empty
    assert [empty[kind] for kind in ("nights", "sleeps", "awakenings", "sessions", "ratings")] == [[]] * 5


def test_an_existing_file_is_replaced_and_private_afterwards(
    document: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "log.json"
    path.write_text("earlier")
    path.chmod(0o644)
    write_json(path, document)
    assert json.loads(path.read_text("utf-8")) == document
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_is_followed(document: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "log.json")
    write_json(tmp_path / "link.json", document)
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "log.json").read_text("utf-8")) == document


@pytest.mark.parametrize(
    ("module", "function", "number", "words"),
    [
        (os, "fsync", errno.ENOSPC, "has no room left"),
        (os, "replace", errno.EACCES, "cannot be written"),
        (tempfile, "mkstemp", errno.EACCES, "cannot be written"),
        (tempfile, "mkstemp", errno.EROFS, "cannot be written"),
        (tempfile, "mkstemp", errno.EDQUOT, "has no room left"),
    ],
)
def test_a_failed_export_is_refused_and_keeps_the_earlier_file(
    document: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    function: str,
    number: int,
    words: str,
) -> None:
    path = tmp_path / "log.json"
    path.write_text("earlier")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module, function, fail)
    with pytest.raises(Refusal, match=words) as refused:
        write_json(path, document)
    assert str(path) in str(refused.value)
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(document: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"There is no folder .*nowhere"):
        write_json(tmp_path / "nowhere" / "log.json", document)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_to_write(document: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is not a file"):
        write_json(tmp_path, document)
    assert list(tmp_path.iterdir()) == []
