"""Tests of pending writes on a log whose disk fills up and is emptied again."""

import logging
from functools import partial

import pytest

from rlscompanion.bedtime.pending import CHANGES_WAIT, WRITE_RETRY_MS, PendingWrites
from rlscompanion.domain.refusal import Refusal
from tests.bedtime.signal_recorder import SignalRecorder
from tests.fakes import FakeClock
from tests.stores import KEPT_UNTIL_THEN, Stores

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def stores() -> Stores:
    return Stores(FakeClock())


@pytest.fixture
def pending(stores: Stores) -> PendingWrites:
    return stores.pending


def _add(stores: Stores, key: str, value: str) -> None:
    stores.pending.add(key, lambda: stores.preferences.set(key, value))


def _kept(stores: Stores) -> dict[str, str]:
    return dict(stores.preferences.all_texts())


def test_what_can_be_written_is_written_at_once(stores: Stores, pending: PendingWrites) -> None:
    heard = SignalRecorder(pending, "trouble_met", "caught_up")
    _add(stores, "a", "1")

    assert _kept(stores) == {"a": "1"}
    assert pending.is_empty
    assert heard.signals == []


def test_inside_after_everything_is_written_at_its_end_in_one_transaction(
    stores: Stores, pending: PendingWrites
) -> None:
    with pending.holding_back():
        with pending.holding_back():
            _add(stores, "a", "1")
        _add(stores, "b", "2")
        assert _kept(stores) == {}

    assert _kept(stores) == {"a": "1", "b": "2"}
    assert stores.disk.written == 1


def test_what_waits_is_told_once_and_written_in_order_by_the_next(
    stores: Stores, pending: PendingWrites
) -> None:
    heard, order = SignalRecorder(pending, "trouble_met", "caught_up"), list[str]()
    stores.disk.fill_up()
    for key, value in (("b", "1"), ("a", "2"), ("b", "3")):
        pending.add(key, partial(stores.preferences.set, key, value), partial(order.append, f"{key}{value}"))
    assert heard.take() == [("trouble_met", KEPT_UNTIL_THEN)]
    assert not pending.is_empty
    stores.disk.mend()
    _add(stores, "c", "4")

    assert order == ["b3", "a2"]
    assert _kept(stores) == {"a": "2", "b": "3", "c": "4"}
    assert pending.is_empty
    assert heard.take() == ["caught_up"]


def test_it_is_tried_again_without_a_press(stores: Stores, pending: PendingWrites) -> None:
    stores.disk.fill_up()
    _add(stores, "a", "1")
    stores.disk.mend()
    retry = pending._retry
    assert (retry.isActive(), retry.interval()) == (True, WRITE_RETRY_MS)

    retry.timeout.emit()

    assert _kept(stores) == {"a": "1"}
    assert not retry.isActive()


def test_one_that_is_done_is_told_so_only_when_it_is_in_the_log(
    stores: Stores, pending: PendingWrites
) -> None:
    done: list[str] = []
    stores.disk.fill_up()
    pending.add("a", lambda: stores.preferences.set("a", "1"), lambda: done.append("a"))
    assert done == []
    stores.disk.mend()
    assert pending.flush()

    assert done == ["a"]


def test_what_is_added_while_others_are_written_is_written_too(
    stores: Stores, pending: PendingWrites
) -> None:
    pending.add("a", lambda: stores.preferences.set("a", "1"), lambda: _add(stores, "b", "2"))

    assert _kept(stores) == {"a": "1", "b": "2"}


def test_a_fault_of_ours_keeps_nothing_else_out_of_the_log(
    stores: Stores, pending: PendingWrites, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pending.holding_back():
        _add(stores, "a", "1")
        pending.add("wrong", lambda: [][0])
        _add(stores, "b", "2")

    assert _kept(stores) == {"a": "1", "b": "2"}
    assert "IndexError" in caplog.text
    assert pending.is_empty


def test_an_error_inside_after_loses_nothing_that_was_added(stores: Stores, pending: PendingWrites) -> None:
    def press() -> None:
        with pending.holding_back():
            _add(stores, "a", "1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        press()

    assert _kept(stores) == {"a": "1"}


def test_a_lock_is_told_like_a_full_disk(stores: Stores, pending: PendingWrites) -> None:
    def refuse() -> None:
        raise Refusal("Another program holds the log.")

    heard = SignalRecorder(pending, "trouble_met")
    pending.add("a", refuse)

    assert heard.signals == [("trouble_met", f"Another program holds the log. {CHANGES_WAIT}")]
