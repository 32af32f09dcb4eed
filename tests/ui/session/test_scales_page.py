"""The four rating scales: rated by keys in five seconds, or skipped."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QLabel
from pytestqt.qtbot import QtBot

from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.ui.session.scales_page import ScalesPage
from rlscompanion.ui.widgets.rating_scale import RatingScale
from tests.bedtime.signal_recorder import SignalRecorder
from tests.fakes import FakeClock
from tests.ui.bedside import end_idle_wait, idle_milliseconds, press_keys
from tests.waiting import PATIENCE_MS

SCALES = ("Urge to move", "Muscle tension", "Pain", "Stress")


def shown_page(page: ScalesPage, qtbot: QtBot) -> ScalesPage:
    qtbot.addWidget(page)
    page.ask()
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page, timeout=PATIENCE_MS)
    for each in page.findChildren(RatingScale):
        each.allow_arrow_keys()
    return page


@pytest.fixture
def page(qtbot: QtBot) -> ScalesPage:
    return shown_page(ScalesPage(RatingTime.BEFORE, FakeClock()), qtbot)


def scale(page: ScalesPage, identifier: str) -> RatingScale:
    return next(each for each in page.findChildren(RatingScale) if each.accessibleIdentifier() == identifier)


def button(page: ScalesPage, identifier: str) -> QAbstractButton:
    buttons = page.findChildren(QAbstractButton)
    return next(each for each in buttons if each.accessibleIdentifier() == identifier)


def focused(page: ScalesPage) -> str:
    widget = page.focusWidget()
    assert widget is not None
    return widget.accessibleIdentifier()


@pytest.mark.parametrize(
    ("keys", "ratings"),
    [
        ("6 4 3 5 Enter", Ratings(6, 4, 3, 5)),
        ("6 Enter 4 Enter 3 Enter 5 Enter", Ratings(6, 4, 3, 5)),
        ("6 Enter 4 Enter Enter Enter", Ratings(6, 4)),
        ("Enter Enter Enter Enter", Ratings()),
        ("Enter 4 Enter Enter Enter", Ratings(None, 4)),
        ("Enter Enter Enter 5 Enter", Ratings(None, None, None, 5)),
        ("6 Right Enter Enter Enter", Ratings(6, 0)),
        ("0 0 0 0 Enter", Ratings(0, 0, 0, 0)),
        ("End Enter End Enter Enter Enter", Ratings(10, 10)),
        ("Home Enter Enter Enter Enter", Ratings(0)),
        ("Right Right Right Enter Enter Enter Enter", Ratings(2)),
        ("End Left Enter Enter Enter Enter", Ratings(9)),
        ("5 Up Delete 4 3 2 1 Enter", Ratings(4, 3, 2, 1)),
        ("Tab Tab 7 Enter 1 Enter", Ratings(None, None, 7, 1)),
        ("6 Tab Enter 5 Enter", Ratings(6, None, None, 5)),
        ("6 Down Enter 5 Enter", Ratings(6, None, None, 5)),
    ],
)
def test_keys_rate_confirm_and_skip(page: ScalesPage, keys: str, ratings: Ratings) -> None:
    heard = SignalRecorder(page, "answered")

    press_keys(page, *keys.split())

    assert heard.take() == [("answered", ratings)]


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("", "Urge to move"),
        ("6", "Muscle tension"),
        ("6 Enter", "Muscle tension"),
        ("6 Enter 4 Enter", "Pain"),
        ("6 4 3 5", "Continue"),
        ("6 4 3 5 Tab", "Skip"),
        ("Down Down", "Pain"),
        ("Down Down Up", "Muscle tension"),
        ("x", "Urge to move"),
    ],
)
def test_the_focus_goes_where_the_next_answer_is_due(page: ScalesPage, keys: str, word: str) -> None:
    press_keys(page, *keys.split())

    assert focused(page) == word


@pytest.mark.parametrize("keys", ["Esc", "6 4 Esc", "6 4 3 5 Esc"])
def test_escape_skips_all(page: ScalesPage, keys: str) -> None:
    heard = SignalRecorder(page, "answered")

    press_keys(page, *keys.split())

    assert heard.take() == [("answered", Ratings())]


def test_skip_skips_all(page: ScalesPage) -> None:
    heard = SignalRecorder(page, "answered")
    scale(page, "Urge to move").setValue(6)

    button(page, "Skip").click()

    assert heard.take() == [("answered", Ratings())]


def test_values_set_by_a_screen_reader_are_ratings(page: ScalesPage) -> None:
    heard = SignalRecorder(page, "answered")
    for word, value in zip(SCALES, (6, 0, 10, 3), strict=True):
        slider: QAbstractSlider = scale(page, word)
        slider.setValue(value)

    button(page, "Continue").click()

    assert heard.take() == [("answered", Ratings(6, 0, 10, 3))]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_blanks_a_rating(page: ScalesPage, key: Qt.Key) -> None:
    heard = SignalRecorder(page, "answered")
    scale(page, "Urge to move").setValue(6)

    QTest.keyClick(scale(page, "Urge to move"), key)
    button(page, "Continue").click()

    assert heard.take() == [("answered", Ratings())]


def test_asking_again_begins_blank_at_the_first(page: ScalesPage) -> None:
    press_keys(page, "6", "4", "3")

    page.ask()

    assert [scale(page, word).rating for word in SCALES] == [None] * 4
    assert focused(page) == "Urge to move"


def test_the_scales_before_do_not_wait(page: ScalesPage) -> None:
    assert idle_milliseconds(page) is None


def test_left_alone_after_a_session_they_say_so_once(qtbot: QtBot) -> None:
    page = shown_page(ScalesPage(RatingTime.AFTER, FakeClock()), qtbot)
    heard = SignalRecorder(page, "left_untouched", "answered")

    end_idle_wait(page)

    assert heard.take() == [("left_untouched", Ratings())]


def test_what_was_rated_before_sleep_came_is_kept(qtbot: QtBot) -> None:
    page = shown_page(ScalesPage(RatingTime.AFTER, FakeClock()), qtbot)
    heard = SignalRecorder(page, "left_untouched")
    press_keys(page, "3")

    end_idle_wait(page)

    assert heard.take() == [("left_untouched", Ratings(3))]


def test_hidden_it_waits_no_longer(qtbot: QtBot) -> None:
    page = shown_page(ScalesPage(RatingTime.AFTER, FakeClock()), qtbot)

    page.hide()

    assert idle_milliseconds(page) is None


@pytest.mark.parametrize(("speed", "milliseconds"), [(1, 120_000), (10, 12_000), (600, 3_000)])
def test_the_wait_goes_by_faster_but_never_under_three_seconds(
    qtbot: QtBot, speed: float, milliseconds: int
) -> None:
    page = shown_page(ScalesPage(RatingTime.AFTER, FakeClock(speed=speed)), qtbot)

    assert idle_milliseconds(page) == milliseconds


BEFORE = Ratings(urge=6, tension=4, stress=5)
EARLIER = [RatedSession(Ratings(urge=6, tension=3), Ratings(urge=4, tension=3))] * 11


@pytest.fixture
def page_after(qtbot: QtBot) -> ScalesPage:
    """The scales after a session, with ratings from before the session and of eleven earlier sessions."""
    page = shown_page(ScalesPage(RatingTime.AFTER, FakeClock()), qtbot)
    page.ask(BEFORE, EARLIER)
    return page


def change_line(page: ScalesPage) -> QLabel:
    return next(each for each in page.findChildren(QLabel) if each.accessibleIdentifier() == "Change")


def texts_beside_scales(page: ScalesPage) -> list[str]:
    """The texts beside the names of the four scales, in order."""
    return [each.text() for each in page._beside.values()]


def test_what_was_rated_before_stands_by_each_scale(page_after: ScalesPage) -> None:
    assert texts_beside_scales(page_after) == ["Before 6", "Before 4", "0 none, 10 worst", "Before 5"]
    assert scale(page_after, "Urge to move").accessibleDescription() == "Before 6"
    assert scale(page_after, "Pain").accessibleDescription() == ""
    assert change_line(page_after).text() == ""


def test_the_number_rated_before_is_marked(page_after: ScalesPage) -> None:
    marked = scale(page_after, "Urge to move").grab().toImage()

    page_after.ask(Ratings(), EARLIER)

    assert scale(page_after, "Urge to move").grab().toImage() != marked


def test_once_rated_the_change_is_told(page_after: ScalesPage) -> None:
    press_keys(page_after, "3")

    assert texts_beside_scales(page_after) == ["Before 6, now 3", "Before 4", "0 none, 10 worst", "Before 5"]
    received = (
        "Usual change over your last 12 rated sessions: urge to move −2. "
        "High ratings tend to fall by themselves."
    )
    assert change_line(page_after).text() == received
    assert change_line(page_after).accessibleName() == f"Change: {received}"


def test_only_scales_rated_both_times_are_told_of(page_after: ScalesPage) -> None:
    press_keys(page_after, "3", "4", "7")

    assert texts_beside_scales(page_after) == [
        "Before 6, now 3",
        "Before 4, now 4",
        "0 none, 10 worst",
        "Before 5",
    ]
    assert (
        change_line(page_after)
        .text()
        .endswith("sessions: urge to move −2, muscle tension 0. High ratings tend to fall by themselves.")
    )


def test_a_rating_taken_back_takes_the_words_back(page_after: ScalesPage) -> None:
    press_keys(page_after, "3", "Up", "Delete")

    assert texts_beside_scales(page_after)[0] == "Before 6"
    assert change_line(page_after).text() == ""


def test_with_few_rated_sessions_it_says_from_when_on(qtbot: QtBot) -> None:
    page = shown_page(ScalesPage(RatingTime.AFTER, FakeClock()), qtbot)
    page.ask(BEFORE, EARLIER[:2])

    press_keys(page, "3")

    assert change_line(page).text() == (
        "After 5 rated sessions, you see here how your ratings usually change. So far: 3."
    )


def test_without_ratings_before_nothing_is_compared(qtbot: QtBot) -> None:
    page = shown_page(ScalesPage(RatingTime.AFTER, FakeClock()), qtbot)
    page.ask(Ratings(), EARLIER)

    press_keys(page, "3", "2", "1", "0")

    assert texts_beside_scales(page) == ["0 none, 10 worst"] * 4
    assert change_line(page).text() == ""


def test_nothing_moves_when_the_line_appears(page_after: ScalesPage) -> None:
    button_before = button(page_after, "Continue").geometry()

    press_keys(page_after, "3", "2")

    assert button(page_after, "Continue").geometry() == button_before


def test_before_a_session_there_is_no_such_line(page: ScalesPage) -> None:
    press_keys(page, "3")

    assert not change_line(page).isVisible()


def test_saying_so_does_not_keep_the_answer(page_after: ScalesPage) -> None:
    heard = SignalRecorder(page_after, "answered")

    press_keys(page_after, "3", "2", "1", "0", "Enter")

    assert heard.take() == [("answered", Ratings(3, 2, 1, 0))]
