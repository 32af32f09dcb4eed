"""A new log for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.bedtime.ports import Preferences, SessionLog, SleepLog
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.stores import copy_empty_log

from .faulty_vfs import FaultyVFS
from .samples import FakeClock

ORDINARY_USER_ID = 65534


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def log_path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sleep-log.sqlite"


@pytest.fixture
def connection(log_path: Path, clock: FakeClock) -> Iterator[apsw.Connection]:
    copy_empty_log(log_path)
    with closing(open_database(log_path, clock)) as opened:
        yield opened


@pytest.fixture
def sleep_log(connection: apsw.Connection, clock: FakeClock) -> SleepLog:
    return SqliteSleepLog(connection, clock)


@pytest.fixture
def session_log(connection: apsw.Connection, clock: FakeClock) -> SessionLog:
    return SqliteSessionLog(connection, clock)


@pytest.fixture
def preferences(connection: apsw.Connection, clock: FakeClock) -> Preferences:
    return SqlitePreferences(connection, clock)


@pytest.fixture
def faulty_vfs() -> Iterator[FaultyVFS]:
    vfs = FaultyVFS("faulty")
    yield vfs
    vfs.fault = None
    vfs.unregister()


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """A folder of a user who, unlike root, needs file permissions; the test runs as this user."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, ORDINARY_USER_ID, -1)
        os.seteuid(ORDINARY_USER_ID)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)
