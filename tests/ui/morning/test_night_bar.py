"""The night as a bar: keys and the mouse move its ends, which stand for clock times in the diary."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rlscompanion.domain.items import Item
from rlscompanion.domain.night import Sleep
from rlscompanion.ui.morning.night_bar import NightBar
from rlscompanion.ui.morning.stepped_fields import stepped_count, stepped_time
from rlscompanion.ui.morning.time_handles import (
    LEAST_HOURS_BETWEEN_HANDLES,
    hours_at,
    hours_by_item,
    time_handles,
)
from rlscompanion.ui.theme import DAY
from rlscompanion.ui.widgets import announcing
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
    received: list[tuple[Item, str]] = []
    bar.moved.connect(lambda item, text: received.append((item, text)))
    return received


def at(bar: NightBar, hours: float) -> QPoint:
    """The point of the bar at this many hours after the midnight that begins the evening's date."""
    return QPoint(round(bar.hour_scale().x_at(hours)), bar.height() // 2)


def drag(bar: NightBar, start: float, end: float) -> None:
    for event, hours in ((QTest.mousePress, start), (QTest.mouseRelease, end)):
        QTest.mouseMove(bar, at(bar, hours))
        event(bar, Qt.MouseButton.LeftButton, pos=at(bar, hours))


def test_what_is_known_is_said(bar: NightBar) -> None:
    assert bar.accessibleDescription() == (
        "In bed 22:40, trying to sleep 23:00, asleep 23:20, awake 06:30, up 07:00"
    )


@pytest.mark.usefixtures("in_halves")
def test_times_are_those_of_the_place(bar: NightBar, moves: list[tuple[Item, str]]) -> None:
    bar.grab()
    drag(bar, 22 + 40 / 60, 22.5)

    assert bar.accessibleDescription().startswith("In bed 10:40 pm, trying to sleep 11:00 pm, ")
    assert moves[-1] == (Item.WENT_TO_BED, "10:30 pm")
    assert stepped_time("23:55", 1) == "12:00 am"


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


def test_a_screen_reader_hears_which_end_the_keys_move(
    bar: NightBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(announcing, "send_announcement", lambda event: said.append(event.message()))
    bar.show_night(replace(NIGHT, sleeps=(replace(NIGHT.sleeps[0], woke_up=None),)))
    bar.show_night_before(NIGHT)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(bar, key)

    assert said == [
        "trying to sleep: 23:00",
        "trying to sleep: 23:00",
        "in bed: 22:40",
        "up: 07:00",
        "awake: not set",
    ]


def test_an_end_is_dragged(bar: NightBar, moves: list[tuple[Item, str]]) -> None:
    woke = NIGHT.sleeps[0].woke_up
    assert woke is not None
    start = at(bar, hours_at(NIGHT, woke))
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(bar, start + QPoint(round(bar.hour_scale().pixels_per_hour), 0))
    assert not bar.grab().isNull()
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
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=at(bar, 27))
    QTest.mouseMove(bar, QPoint(200, 20))

    assert moves == []


def test_a_night_outside_of_the_hours_widens_the_bar(bar: NightBar) -> None:
    shift = Sleep(UUID(int=1), tried_to_sleep=local("2026-11-21 12:30"), woke_up=local("2026-11-21 20:00"))
    bar.show_night(replace(NIGHT, sleeps=(shift,)))

    assert bar.hour_scale()[:2] == (12.0, 36.0)


def test_an_unknown_night_can_be_drawn_and_moved_nowhere(
    bar: NightBar, moves: list[tuple[Item, str]]
) -> None:
    bar.show_night(replace(NIGHT, sleeps=()))
    bar.set_theme(DAY)
    QTest.keyClick(bar, Qt.Key.Key_Right)

    assert not bar.grab().isNull()
    assert moves == []
    assert bar.accessibleDescription() == "Nothing is known yet."


def test_falling_asleep_is_moved_as_minutes_after_trying_to(
    bar: NightBar, moves: list[tuple[Item, str]]
) -> None:
    drag(bar, 23 + 20 / 60, 23.75)
    drag(bar, 23 + 20 / 60, 22)

    assert moves[0][0] is moves[-1][0] is Item.MINUTES_TO_FALL_ASLEEP
    assert [text for _, text in moves if text in ("45", "0")] == ["45", "0"]


def test_what_nobody_knows_yet_stands_as_the_night_before_until_it_is_moved(
    bar: NightBar, moves: list[tuple[Item, str]]
) -> None:
    tried = Sleep(UUID(int=1), tried_to_sleep=local("2026-11-21 22:30"), got_up=local("2026-11-22 06:10"))
    tonight = replace(NIGHT, evening=date(2026, 11, 21), sleeps=(tried,), awakenings=())
    bar.show_night(tonight)
    assert bar.accessibleDescription() == "Trying to sleep 22:30, up 06:10"
    bar.show_night_before(a_full_night(date(2026, 11, 20)))
    ends = time_handles(tonight, hours_by_item(a_full_night(date(2026, 11, 20))))

    known = {item: end.text for item, end in ends.items()}
    assert known == {
        Item.WENT_TO_BED: "",
        Item.TRIED_TO_SLEEP: "22:30",
        Item.MINUTES_TO_FALL_ASLEEP: "",
        Item.WOKE_UP: "",
        Item.GOT_UP: "06:10",
    }
    assert ends[Item.MINUTES_TO_FALL_ASLEEP].hours == pytest.approx(23 + 20 / 60), "as the night before"
    assert ends[Item.WENT_TO_BED].hours == pytest.approx(22.5 - LEAST_HOURS_BETWEEN_HANDLES), (
        "not after trying to sleep"
    )
    assert ends[Item.WOKE_UP].hours == pytest.approx(30 + 1 / 6 - LEAST_HOURS_BETWEEN_HANDLES), (
        "not after getting up"
    )
    assert bar.accessibleDescription() == "Trying to sleep 22:30, up 06:10", "a ghost is no answer"
    drag(bar, ends[Item.MINUTES_TO_FALL_ASLEEP].hours, 23)
    assert moves[-1] == (Item.MINUTES_TO_FALL_ASLEEP, "30")


def test_a_sleepless_night_has_no_ghost_of_sleep() -> None:
    ghosts = hours_by_item(NIGHT)
    sleepless = replace(
        NIGHT, sleeps=(Sleep(UUID(int=1), slept=False, tried_to_sleep=local("2026-11-21 23:00")),)
    )

    assert list(time_handles(sleepless, ghosts)) == [Item.WENT_TO_BED, Item.TRIED_TO_SLEEP, Item.GOT_UP]
    assert hours_by_item(None) == {}


def test_the_cursor_shows_where_there_is_an_end_to_take(bar: NightBar) -> None:
    QTest.mouseMove(bar, at(bar, 27))  # a move to where the mouse is already would not be heard
    QTest.mouseMove(bar, at(bar, 30.5))
    assert bar.cursor().shape() is Qt.CursorShape.SizeHorCursor

    QTest.mouseMove(bar, at(bar, 27))

    assert bar.cursor().shape() is Qt.CursorShape.ArrowCursor


def painted(bar: NightBar) -> QImage:
    return bar.grab().toImage()


def test_an_impossible_end_and_a_magnified_one_look_different(bar: NightBar) -> None:
    plain = painted(bar)
    bar.show_night(NIGHT, frozenset({Item.WOKE_UP}))
    wrong = painted(bar)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=at(bar, 30.5))
    magnified = painted(bar)

    assert plain != wrong
    assert magnified not in (plain, wrong)


@pytest.mark.parametrize(
    ("text", "later", "earlier"),
    [
        ("23:58", "00:03", "23:53"),
        ("0:02", "00:07", "23:57"),
        ("11:40 pm", "23:45", "23:35"),
        ("soon", "soon", "soon"),
    ],
)
def test_a_time_is_nudged_round_midnight(text: str, later: str, earlier: str) -> None:
    assert (stepped_time(text, 1), stepped_time(text, -1)) == (later, earlier)


@each_case(
    ("text", "more", "fewer"), [("", "0", ""), ("0", "1", "0"), ("9", "10", "8"), ("few", "few", "few")]
)
def test_a_count_is_nudged_and_never_below_none(text: str, more: str, fewer: str) -> None:
    assert (stepped_count(text, 1), stepped_count(text, -1)) == (more, fewer)


def test_a_count_without_end_is_not_nudged() -> None:
    endless = 5000 * "9"

    assert stepped_count(endless, 1) == stepped_count(endless, -1) == endless
