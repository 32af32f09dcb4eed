"""Tests of reading the log in batches: everything once and in order, nothing after a stop."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.night_reader import NightReader
from rlscompanion.domain.night import Night
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.fakes import FakeClock
from tests.stores import Stores
from tests.waiting import PATIENCE_MS


class RecordedSignals:
    """The signals of a reader."""

    def __init__(self, reader: NightReader) -> None:
        self.batches: list[tuple[Night, ...]] = []
        self.ends: list[str] = []
        reader.batch_read.connect(self.batches.append)
        reader.finished.connect(lambda: self.ends.append("finished"))
        reader.failed.connect(self.ends.append)


def a_log(count: int) -> SqliteSleepLog:
    log = Stores(FakeClock()).sleep_log
    for day in range(count):
        log.save(Night(UUID(int=day + 1), date(2020, 1, 1) + timedelta(days=day), "Europe/Berlin"))
    return log


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (3, [3]), (4, [4, 0]), (10, [4, 4, 2])])
def test_all_nights_come_once_and_in_order(qtbot: QtBot, count: int, sizes: list[int]) -> None:
    log = a_log(count)
    reader = NightReader(log.nights, batch=4)
    received = RecordedSignals(reader)
    reader.start()
    qtbot.waitUntil(lambda: bool(received.ends), timeout=PATIENCE_MS)

    assert [len(batch) for batch in received.batches] == sizes
    assert [night for batch in received.batches for night in batch] == list(log.nights())
    assert received.ends == ["finished"]


def test_the_first_batch_is_there_at_once(qapp: QApplication) -> None:
    reader = NightReader(a_log(10).nights, batch=4)
    received = RecordedSignals(reader)
    reader.start()

    assert [len(batch) for batch in received.batches] == [4]
    assert reader.is_reading
    reader.stop()


def test_nothing_comes_after_a_stop(qapp: QApplication) -> None:
    reader = NightReader(a_log(10).nights, batch=4)
    received = RecordedSignals(reader)
    reader.start()
    reader.stop()
    for _ in range(5):
        qapp.processEvents()

    assert len(received.batches) == 1
    assert received.ends == []


def test_starting_anew_begins_at_the_latest_night(qtbot: QtBot) -> None:
    log = a_log(6)
    reader = NightReader(log.nights, batch=4)
    received = RecordedSignals(reader)
    reader.start()
    reader.start()
    qtbot.waitUntil(lambda: bool(received.ends), timeout=PATIENCE_MS)

    assert [len(batch) for batch in received.batches] == [4, 4, 2]


def test_a_log_that_cannot_be_read_says_so(qapp: QApplication) -> None:
    def refuse(at_least: int, before: date | None) -> list[Night]:
        raise Refusal("The disk is failing.")

    reader = NightReader(refuse)
    received = RecordedSignals(reader)
    reader.start()

    assert (received.batches, received.ends) == ([], ["The disk is failing."])
    assert not reader.is_reading
