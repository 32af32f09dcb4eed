"""A night and a session for tests of the storage, and helpers for files."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep, ValueSource
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord

EVENING = date(2026, 11, 21)
BEDTIME = Moment(1795298400, 60)
"""Saturday 21 Nov 2026, 23:00 in Berlin."""


@dataclass
class FakeClock:
    """A wall clock that changes only when a test moves it."""

    moment: Moment = BEDTIME

    def __call__(self) -> Moment:
        return self.moment

    def move_on(self, minutes: float = 1) -> None:
        self.moment = self.moment.plus_minutes(minutes)


def a_night(number: int = 1, days: int = 0) -> Night:
    """A complete night, `days` after the first night; nights with different numbers share no id."""
    bedtime = BEDTIME.plus_minutes(days * 24 * 60)
    return Night(
        id=UUID(int=number),
        evening=EVENING + timedelta(days=days),
        zone="Europe/Berlin",
        sleeps=(
            Sleep(
                UUID(int=number + 1000_000),
                went_to_bed=bedtime,
                tried_to_sleep=bedtime.plus_minutes(20),
                minutes_to_fall_asleep=25,
                woke_up=bedtime.plus_minutes(480),
                sources={Item.TRIED_TO_SLEEP: ValueSource.RECORDED},
            ),
        ),
        awakenings=(
            Awakening(UUID(int=number + 2000_000), bedtime.plus_minutes(180), AwakeningKind.RESTLESS_LEGS),
        ),
        quality=3,
        notes="cramp in the left calf",
    )


def a_session(number: int = 1, started: Moment = BEDTIME) -> SessionRecord:
    """A session of two segments (a step on one leg each), now at the second segment."""
    return SessionRecord(
        id=UUID(int=number + 3000_000),
        routine_key="ten_minutes",
        routine_title="Ten minutes",
        kind=RoutineKind.WIND_DOWN,
        started_at=started,
        status=SessionStatus.RUNNING,
        segments=(
            SegmentRecord("calf", Side.LEFT, SegmentStatus.DONE, 65.0, 65.0),
            SegmentRecord("calf", Side.RIGHT, SegmentStatus.PENDING, 80.0, 12.5, added=15.0),
        ),
        index=1,
    )


def folder_contents(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """All files of a folder by name: each with its bytes, modification time and mode."""
    return {
        each.name: (each.read_bytes(), each.stat().st_mtime_ns, each.stat().st_mode)
        for each in folder.iterdir()
        if each.is_file()
    }
