"""Two logs, from which tests export and into which they import."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.storage.database import open_database
from tests.fakes import FakeClock
from tests.stores import copy_empty_log

CLOCK = FakeClock("2026-11-21 20:00")


def opened(path: Path) -> apsw.Connection:
    """Open a temporary log, whose writes are not flushed to the disk."""
    copy_empty_log(path)
    connection = open_database(path, CLOCK.now)
    connection.pragma("synchronous", "off")
    return connection


@pytest.fixture
def source(tmp_path: Path) -> Iterator[apsw.Connection]:
    with closing(opened(tmp_path / "source.sqlite")) as connection:
        yield connection


@pytest.fixture
def target(tmp_path: Path) -> Iterator[apsw.Connection]:
    with closing(opened(tmp_path / "target.sqlite")) as connection:
        yield connection
