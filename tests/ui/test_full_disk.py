"""A whole bedtime on a disk that fills up at any write, or that cannot be read for a while."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from rlscompanion.domain.items import Helped
from rlscompanion.domain.night import AwakeningKind
from tests.fakes import FakeClock
from tests.ui.bedside import Bedside

pytestmark = pytest.mark.usefixtures("unstyled")

WRITES = 40
"""How many statements of a bedtime write, at least."""
EVENING = "2026-11-21 22:10"


def shown(bed: Bedside) -> object:
    """The page that the window shows now."""
    return bed.page


def a_bedtime(bed: Bedside) -> Iterator[str]:
    """Go through a bedtime and check the effect of each press; yield the page after each press."""
    night = bed.flow.night
    bed.start_session("7", "Enter", "4", "Enter")
    assert shown(bed) is bed.flow.evening.session
    assert bed.sessions.is_on
    assert bed.sound.is_playing
    yield "massage"
    bed.end_session()
    assert shown(bed) is bed.flow.evening.scales_after
    bed.keys("3", "Enter")
    bed.press("Continue")
    assert shown(bed) is night.lights_out
    assert night.lights_out.is_black
    yield "dark"
    bed.clock.advance_wall_to("2026-11-22 02:10")
    bed.keys("Space")
    assert shown(bed) is bed.flow.evening.session
    assert bed.sessions.is_on
    yield "rescue"
    bed.end_session()
    assert shown(bed) is bed.flow.ladder.choices
    yield "ladder"
    bed.keys("1", "x", "3", "2")
    assert shown(bed) is night.lights_out
    assert night.lights_out.is_black
    yield "what helped"
    bed.clock.advance_wall_to("2026-11-22 04:00")
    bed.keys("x")
    bed.press("Just awake")
    yield "dark again"
    bed.clock.advance_wall_to("2026-11-22 06:40")
    bed.keys("x")
    bed.press("Good morning")
    assert shown(bed) is night.morning
    bed.unfold_diary()
    yield "morning"


def facts(bed: Bedside) -> dict[str, Any]:
    """What the log has of the bedtime, without ids."""
    (night,) = bed.log.nights()
    sleep = night.main_sleep
    assert sleep is not None
    awakenings = {each.id: each.kind for each in night.awakenings}
    sessions = bed.session_log.all_sessions()
    return {
        "lights": (night.evening, sleep.tried_to_sleep, sleep.got_up, sleep.times_awake),
        "tried": (night.tried_walking, night.tried_stretching, night.tried_warmth),
        "awakenings": [(each.at, each.kind) for each in night.awakenings],
        "sessions": [
            (
                each.kind,
                each.status,
                each.started_at,
                each.ended_at,
                [(part.step_key, part.status, part.spent) for part in each.segments],
                each.night_id == night.id,
                awakenings.get(each.awakening_id) if each.awakening_id else None,
            )
            for each in sessions
        ],
        "ratings": [(each.rated, each.scale, each.value, each.at) for each in bed.session_log.all_ratings()],
    }


def opened() -> Bedside:
    bed = Bedside(FakeClock(EVENING))
    bed.open()
    return bed


@cache
def undisturbed() -> tuple[dict[str, Any], int]:
    """What the log has of a bedtime without faults, and the number of statements that wrote it."""
    bed = opened()
    before = bed.disk.rows
    for _ in a_bedtime(bed):
        pass
    found = facts(bed), bed.disk.rows - before
    bed.close()
    return found


@pytest.fixture
def bed(qapp: object) -> Iterator[Bedside]:
    undisturbed()
    made = opened()
    yield made
    made.close()


def test_the_bedtime_is_what_it_is_compared_with(qapp: object) -> None:
    kept, rows = undisturbed()

    assert rows >= WRITES
    assert kept["tried"] == (Helped.YES, Helped.A_LITTLE, None)
    assert [each[0] for each in kept["ratings"]] == ["before", "before", "after"]
    assert [kind for _, kind in kept["awakenings"]] == [
        AwakeningKind.RESTLESS_LEGS,
        AwakeningKind.JUST_AWAKE,
    ]


WIDE_PLACES = [pytest.param(each, marks=pytest.mark.thorough) for each in ("massage", "dark again")]


@pytest.mark.parametrize(
    "share",
    [
        *(0.0, 0.6),
        *(pytest.param(number / 100, marks=pytest.mark.thorough) for number in range(1, 100)),
    ],
)
def test_a_disk_that_fills_up_stops_nothing_and_loses_nothing(bed: Bedside, share: float) -> None:
    """The disk is full from this share of the bedtime's writes on; in the morning there is room again."""
    _, rows = undisturbed()
    _without_room_from(bed, int(share * rows))


@pytest.mark.long
def test_a_disk_that_is_full_from_any_write_on_stops_nothing_and_loses_nothing(qapp: object) -> None:
    _, rows = undisturbed()
    assert rows >= WRITES
    for write in range(rows):
        bed = opened()
        _without_room_from(bed, write)
        bed.close()


def _without_room_from(bed: Bedside, write: int) -> None:
    """Go through a bedtime in which the disk is full from this write on, until the morning."""
    expected, _ = undisturbed()
    bed.disk.fill_up_at(bed.disk.rows + 1 + write)

    for _ in a_bedtime(bed):
        pass

    assert bed.typed("Times awake") == "2"
    notice = bed.control("Notice", QLabel)
    assert "no room" in notice.text()
    assert "kept in memory" in notice.text()
    bed.disk.mend()
    assert bed.pending.flush()
    assert facts(bed) == expected
    assert bed.visible("Notice") == []


@pytest.mark.parametrize("place", ["dark", "rescue", *WIDE_PLACES])
def test_what_waited_is_written_by_the_next_press_once_there_is_room(bed: Bedside, place: str) -> None:
    expected, _ = undisturbed()
    bed.disk.fill_up()
    for reached in a_bedtime(bed):
        if reached == place:
            bed.disk.mend()

    assert bed.pending.is_empty
    assert facts(bed) == expected


@pytest.mark.parametrize("place", ["dark", "rescue", *WIDE_PLACES])
def test_a_log_that_cannot_be_read_for_a_while_stops_nothing(bed: Bedside, place: str) -> None:
    """From the page `place` on until the next page, nothing can be read from the log."""
    expected, _ = undisturbed()
    going = a_bedtime(bed)
    for reached in going:
        if reached == place:
            break
    bed.disk.stop_reading()
    next(going)
    bed.disk.mend()
    for _ in going:
        pass

    assert bed.pending.flush()
    assert facts(bed) == expected
