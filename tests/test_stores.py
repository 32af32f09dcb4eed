"""A log in memory behaves like a log on disk, and shares nothing with another log."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.safety import Screening
from rlscompanion.storage.database import fetch_rows, open_database
from tests.domain.samples import a_full_night
from tests.fakes import FakeClock
from tests.stores import AT_END, DISK_FAILS, NO_ROOM, Stores


@pytest.fixture
def stores() -> Iterator[Stores]:
    yield Stores(FakeClock())
    AT_END.close()


def test_it_is_made_and_set_up_as_one_on_disk(tmp_path: Path, stores: Stores) -> None:
    on_disk = open_database(tmp_path / "log.sqlite", FakeClock().now)
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    received = ("foreign_keys", "trusted_schema", "user_version", "application_id", "synchronous")

    assert fetch_rows(stores.connection, schema) == fetch_rows(on_disk, schema)
    assert [stores.connection.pragma(each) for each in received] == [
        on_disk.pragma(each) for each in received
    ]
    assert stores.connection.pragma("foreign_keys") == 1
    on_disk.close()


def test_what_one_holds_another_does_not(stores: Stores) -> None:
    stores.sleep_log.save(a_full_night())

    assert Stores(FakeClock()).sleep_log.nights() == []
    assert stores.sleep_log.nights() == [a_full_night()]


def test_a_full_disk_takes_nothing_and_leaves_what_was_there(stores: Stores) -> None:
    stores.sleep_log.save(a_full_night())
    written = stores.disk.written
    stores.disk.fill_up("sleeps")
    with pytest.raises(Refusal, match=NO_ROOM):
        stores.sleep_log.save(a_full_night())
    stores.preferences.set("sound", "rain")
    stores.disk.fill_up()
    with pytest.raises(Refusal, match=NO_ROOM):
        stores.preferences.set("sound", "surf")

    stores.disk.mend()
    assert stores.disk.written == written + 1
    assert stores.preferences.all_texts() == {"sound": "rain"}
    assert stores.sleep_log.nights() == [a_full_night()]


def test_a_failing_disk_gives_nothing_back(stores: Stores) -> None:
    stores.screenings.save(Screening(a_full_night().id, FakeClock().now()))
    stores.disk.stop_reading("screenings")
    with pytest.raises(Refusal, match=DISK_FAILS):
        stores.screenings.latest_lasting()
    assert stores.trials.all_trials() == []
    stores.disk.stop_reading()
    with pytest.raises(Refusal, match=DISK_FAILS):
        stores.trials.all_trials()


def test_at_the_end_of_a_test_it_is_closed(stores: Stores) -> None:
    AT_END.close()

    with pytest.raises(apsw.ConnectionClosedError):
        stores.sleep_log.nights()
