"""Data folders for the benchmarks."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.moment import Moment, evening_of, moment_of_datetime
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep
from rlscompanion.domain.safety import Screening
from rlscompanion.paths import sleep_log_file
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sleep_log import SqliteSleepLog

THREE_SOUNDS = '{"rain": 1.0, "surf": 0.7, "wind": 0.6}'
ALL_NIGHT = {"sleep_timer": "never"}


def prepared_folder(folder: Path, preferences: Mapping[str, str], nights: int = 0) -> Path:
    """Create a data folder with these preferences, this many nights, and answered health questions."""
    folder.mkdir(mode=0o700)
    now = MachineClock().now
    connection = open_database(sleep_log_file(folder), now)
    connection.pragma("synchronous", "OFF")
    kept, log = SqlitePreferences(connection, now), SqliteSleepLog(connection, now)
    for key, value in preferences.items():
        kept.set(key, value)
    SqliteScreenings(connection, now).save(Screening(UUID(int=1, version=4), now()))
    tonight = evening_of(now())
    for back in range(1, nights + 1):
        log.save(_night(tonight - timedelta(days=back), back))
    connection.close()
    return folder


def _night(evening: date, number: int) -> Night:
    bedtime = moment_of_datetime(
        datetime(evening.year, evening.month, evening.day, 23, number % 40, tzinfo=UTC)
    )
    woke = bedtime.plus_minutes(430 + number % 60)
    sleep = Sleep(
        id=UUID(int=number, version=4),
        went_to_bed=bedtime.plus_minutes(-20),
        tried_to_sleep=bedtime,
        minutes_to_fall_asleep=10 + number % 50,
        times_awake=number % 3,
        minutes_awake=8 * (number % 3),
        woke_up=woke,
        got_up=woke.plus_minutes(10),
    )
    return Night(
        id=UUID(int=10**6 + number, version=4),
        evening=evening,
        zone="UTC",
        sleeps=(sleep,),
        awakenings=tuple(_awakening(bedtime, number, which) for which in range(number % 3)),
        quality=1 + number % 5,
        worst_urge=number % 11,
        notes="Long drive in the afternoon." if number % 9 == 0 else "",
        saved_at=woke.plus_minutes(30),
    )


def _awakening(bedtime: Moment, number: int, which: int) -> Awakening:
    at = bedtime.plus_minutes(90 + 100 * which)
    return Awakening(UUID(int=(2 + which) * 10**6 + number, version=4), at, AwakeningKind.RESTLESS_LEGS)
