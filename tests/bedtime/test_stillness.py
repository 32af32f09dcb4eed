"""Tests of still pictures: wanted by the person or by the desktop."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.preferences import STILL_PICTURES
from rlscompanion.bedtime.stillness import Stillness
from rlscompanion.storage.preferences import SqlitePreferences
from tests import stores
from tests.fakes import FakeDesktopMotion
from tests.waiting import PATIENCE_MS


@pytest.fixture
def preferences() -> SqlitePreferences:
    return stores.preferences()


@pytest.fixture
def desktop() -> FakeDesktopMotion:
    return FakeDesktopMotion()


@pytest.fixture
def stillness(qapp: object, preferences: SqlitePreferences, desktop: FakeDesktopMotion) -> Stillness:
    return Stillness(preferences, desktop)


@pytest.mark.parametrize("chosen", [False, True])
@pytest.mark.parametrize("wished", [None, False, True])
def test_either_of_both_is_enough(
    qtbot: QtBot, stillness: Stillness, desktop: FakeDesktopMotion, chosen: bool, wished: bool | None
) -> None:
    stillness.start()
    stillness.choose(chosen)
    if wished is not None:
        desktop.wish(wished)
        qtbot.waitUntil(lambda: stillness.is_requested_by_desktop is wished, timeout=PATIENCE_MS)

    assert stillness.is_chosen is chosen
    assert stillness.is_wanted is (chosen or wished is True)


def test_a_choice_is_remembered_and_told(
    qtbot: QtBot, stillness: Stillness, preferences: SqlitePreferences
) -> None:
    with qtbot.waitSignal(stillness.changed, timeout=PATIENCE_MS):
        stillness.choose(True)

    assert preferences.get(STILL_PICTURES.key, "") == "yes"
    assert Stillness(preferences, FakeDesktopMotion()).is_wanted


def test_a_desktop_that_changes_its_mind_is_followed(
    qtbot: QtBot, stillness: Stillness, desktop: FakeDesktopMotion
) -> None:
    stillness.start()
    for less in (True, False):
        with qtbot.waitSignal(stillness.changed, timeout=PATIENCE_MS):
            desktop.wish(less)
        assert stillness.is_wanted is less


def test_an_answer_from_another_thread_arrives_in_this_one(
    qtbot: QtBot, stillness: Stillness, desktop: FakeDesktopMotion
) -> None:
    told_in: list[threading.Thread] = []
    stillness.changed.connect(lambda: told_in.append(threading.current_thread()))
    stillness.start()
    asking = threading.Thread(target=desktop.wish, args=(True,))
    asking.start()
    asking.join()

    assert not stillness.is_wanted, "not before the event loop brings it"
    qtbot.waitUntil(lambda: stillness.is_wanted, timeout=PATIENCE_MS)
    assert told_in == [threading.main_thread()]


def test_the_same_answer_twice_is_no_news(
    qtbot: QtBot, stillness: Stillness, desktop: FakeDesktopMotion
) -> None:
    stillness.start()
    desktop.wish(False)
    with qtbot.assertNotEmitted(stillness.changed, wait=20):
        desktop.wish(False)


def test_it_closes_what_it_started_and_nothing_else(stillness: Stillness, desktop: FakeDesktopMotion) -> None:
    stillness.close()
    assert not desktop.is_closed

    stillness.start()
    stillness.close()
    assert desktop.is_closed
