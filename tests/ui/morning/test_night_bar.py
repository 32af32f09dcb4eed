"""The night as a bar: its ends moved by keys and by dragging are clock times as typed."""

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rlscompanion.domain.items import Item
from rlscompanion.domain.night import Sleep
from rlscompanion.ui.morning.fields import nudged_count, nudged_time
from rlscompanion.ui.morning.night_bar import NightBar
from rlscompanion.ui.theme import DAY
from tests.cases import each_case
from tests.domain.samples import a_full_night
from tests.fakes import local

NIGHT = a_full_night()


@pytest.fixture
def bar(qtbot: QtBot) -> NightBar:
    made = NightBar()
    qtbot.addWidget(made)
    made.resize(1000, 70)
    made.show_night(NIGHT)
    made.show()
    return made


@pytest.fixture
def moves(bar: NightBar) -> list[tuple[Item, str]]:
    told: list[tuple[Item, str]] = []
    bar.moved.connect(lambda item, text: told.append((item, text)))
    return told


def test_what_is_known_is_said(bar: NightBar) -> None:
    assert bar.accessibleDescription() == (
        "Went to bed 22:40, Tried to sleep 23:00, Woke up 06:30, Got up 07:00"
    )


def test_keys_choose_an_end_and_move_it(bar: NightBar, moves: list[tuple[Item, str]]) -> None:
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(bar, key)
    QTest.keyClick(bar, Qt.Key.Key_Up)
    QTest.keyClick(bar, Qt.Key.Key_Left)

    # The bar shows what it is given: it does not move an end by itself.
    assert moves == [
        *((Item.WENT_TO_BED, "22:35"), (Item.WENT_TO_BED, "22:45")),
        *((Item.TRIED_TO_SLEEP, "23:05"), (Item.GOT_UP, "06:55")),
    ]


def test_an_end_is_dragged(bar: NightBar, moves: list[tuple[Item, str]]) -> None:
    woke = NIGHT.sleeps[0].woke_up
    assert woke is not None
    start = QPoint(round(bar._x(woke)), 20)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(bar, start + QPoint(round(bar._width() / 18), 0))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton)
    QTest.mouseMove(bar, start)

    assert moves[-1] == (Item.WOKE_UP, "07:30")


def test_an_end_abroad_is_moved_by_the_clock_there(bar: NightBar, moves: list[tuple[Item, str]]) -> None:
    up = local("2026-11-22 06:00", "Europe/London")
    sleep = replace(NIGHT.sleeps[0], woke_up=up.plus_minutes(-20), got_up=up)
    bar.show_night(replace(NIGHT, sleeps=(sleep,)))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(bar, key)

    assert moves == [(Item.WENT_TO_BED, "22:45"), (Item.GOT_UP, "06:05"), (Item.WOKE_UP, "05:35")]


def test_a_press_far_from_any_end_takes_none(bar: NightBar, moves: list[tuple[Item, str]]) -> None:
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(bar._left() + bar._width() / 2), 20))
    QTest.mouseMove(bar, QPoint(200, 20))

    assert moves == []


def test_a_night_outside_of_the_hours_widens_the_bar(bar: NightBar) -> None:
    shift = Sleep(UUID(int=1), tried_to_sleep=local("2026-11-21 12:30"), woke_up=local("2026-11-21 20:00"))
    bar.show_night(replace(NIGHT, sleeps=(shift,)))

    assert bar._hours() == (12.0, 36.0)


def test_an_unknown_night_can_be_drawn_and_moved_nowhere(
    bar: NightBar, moves: list[tuple[Item, str]]
) -> None:
    bar.show_night(replace(NIGHT, sleeps=()))
    bar.set_theme(DAY)
    QTest.keyClick(bar, Qt.Key.Key_Right)

    assert not bar.grab().isNull()
    assert moves == []
    assert bar.accessibleDescription() == "Nothing is known yet."


@each_case(
    ("text", "later", "earlier"),
    [
        ("23:58", "00:03", "23:53"),
        ("0:02", "00:07", "23:57"),
        ("11:40 pm", "23:45", "23:35"),
        ("soon", "soon", "soon"),
    ],
)
def test_a_time_is_nudged_round_midnight(text: str, later: str, earlier: str) -> None:
    assert (nudged_time(text, 1), nudged_time(text, -1)) == (later, earlier)


@each_case(
    ("text", "more", "fewer"), [("", "0", ""), ("0", "1", "0"), ("9", "10", "8"), ("few", "few", "few")]
)
def test_a_count_is_nudged_and_never_below_none(text: str, more: str, fewer: str) -> None:
    assert (nudged_count(text, 1), nudged_count(text, -1)) == (more, fewer)


def test_a_count_without_end_is_not_nudged() -> None:
    endless = 5000 * "9"

    assert nudged_count(endless, 1) == nudged_count(endless, -1) == endless
