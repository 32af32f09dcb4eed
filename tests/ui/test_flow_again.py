"""Closing the app and opening it again, and what may be missing then."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.session import SessionStatus
from rlscompanion.ui.flow import NO_SOUND_DEVICE_SENTENCE
from rlscompanion.ui.widgets.figure import LegFigure
from tests.domain.samples import a_routine
from tests.stores import KEPT_UNTIL_THEN
from tests.ui.bedside import Bedside, wind_downs
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")


def open_again(bedside: Bedside, opened: OpenBedside) -> Bedside:
    """Close the app, and open another app on the same files."""
    bedside.close()
    return opened(replace(bedside))


@pytest.fixture
def broken_off(opened: OpenBedside) -> Bedside:
    """An app that was opened again after it had been closed 40 s into a session."""
    before = Bedside()
    before.open()
    before.start_session("6")
    before.pass_time(40)
    return open_again(before, opened)


def test_closing_in_a_session_keeps_what_was_done(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.pass_time(40)

    bedside.window.close()

    assert bedside.session.status is SessionStatus.PAUSED
    assert sum(each.spent for each in bedside.session.segments) == 40


def test_the_next_start_offers_to_continue(broken_off: Bedside) -> None:
    assert "You stopped at Foot, left leg." in broken_off.texts()

    broken_off.press("Continue session")

    assert broken_off.page is broken_off.flow.evening.session
    assert broken_off.visible("Resume")
    assert broken_off.keep_awake.held == "display"


def test_continuing_goes_on_where_it_was_left(broken_off: Bedside) -> None:
    broken_off.press("Continue session")
    broken_off.press("Resume")

    broken_off.end_session()

    assert len(broken_off.session_log.all_sessions()) == 1
    assert broken_off.session.status is SessionStatus.FINISHED
    assert all(each.spent == each.planned for each in broken_off.session.segments)


def test_past_half_time_it_goes_on_past_half_time(opened: OpenBedside) -> None:
    thigh = next(step for routine in wind_downs() for step in routine.steps if step.midway_picture)
    before = Bedside(wind_downs=(a_routine(thigh),))
    before.open()
    before.start_session()
    before.pass_time(5 + thigh.seconds / 2 + 2)
    again = open_again(before, opened)

    again.press("Continue session")

    figure = again.page.findChild(LegFigure)
    assert figure is not None
    assert figure._step is not None
    assert thigh.midway_picture is not None
    assert again.control("Cue").accessibleName() == f"Cue: {thigh.cues.midway}"
    assert figure._step.path == thigh.midway_picture.path
    assert "Paused" in again.texts()


def test_after_a_suspend_closing_and_opening_offers_to_go_on(opened: OpenBedside) -> None:
    before = Bedside()
    before.open()
    before.start_session()
    before.pass_time(45)
    before.clock.suspend(3600)
    before.sessions.check_clocks()
    assert "The computer was asleep, so the session waited. Continue?" in before.texts()
    again = open_again(before, opened)

    again.press("Continue session")
    again.press("Resume")

    assert again.session.status is SessionStatus.RUNNING
    assert sum(each.spent for each in again.session.segments) == 45


def test_what_was_rated_before_the_window_closed_is_known_at_the_end(broken_off: Bedside) -> None:
    broken_off.press("Continue session")
    broken_off.press("Resume")
    broken_off.end_session()

    broken_off.keys("2")

    assert "Before 6, now 2" in broken_off.texts()


def test_starting_anew_drops_the_offer(broken_off: Bedside) -> None:
    broken_off.start_session()
    broken_off.press("End session")
    broken_off.press("Stay up")

    assert not broken_off.visible("Continue session")
    assert {each.status for each in broken_off.session_log.all_sessions()} == {SessionStatus.ENDED}


def test_half_a_day_later_nothing_is_offered(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.open()
    bedside.start_session()
    bedside.clock.advance_wall_to("2026-11-22 11:00")

    again = open_again(bedside, opened)

    assert not again.visible("Continue session")


def test_a_routine_changed_since_is_told_of(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.open()
    bedside.start_session()
    bedside.wind_downs = [replace(each, steps=each.steps[1:]) for each in wind_downs()]
    again = open_again(bedside, opened)

    again.press("Continue session")

    assert again.page is again.flow.evening.tonight
    assert "cannot be continued" in again.control("Notice", QLabel).text()


def test_what_was_said_of_a_changed_routine_goes_and_leaves_the_rest(opened: OpenBedside) -> None:
    bedside = Bedside(faults=(ContentFault("mine.toml", "", "is not valid TOML"),))
    bedside.open()
    bedside.start_session()
    bedside.wind_downs = [replace(each, steps=each.steps[1:]) for each in wind_downs()]
    again = open_again(bedside, opened)
    again.press("Continue session")
    assert "mine.toml" in again.control("Notice", QLabel).text()

    again.start_session()
    assert not again.visible("Notice"), "nothing of it belongs to a session"
    again.press("End session")
    again.press("Stay up")

    assert "cannot be continued" not in again.control("Notice", QLabel).text()
    assert "mine.toml" in again.control("Notice", QLabel).text()


def test_closing_in_the_dark_leaves_the_night_open(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.open()
    bedside.press("Lights out")
    bedside.clock.advance_wall_to("2026-11-22 03:00")

    again = open_again(bedside, opened)

    received = "The night is still being recorded. Press Lights out again, or fill in the diary."
    assert received in again.texts()
    assert not again.visible("Continue session")
    again.press("Lights out")
    assert [night.evening.day for night in again.log.nights()] == [21]


def test_no_device_is_said_once_and_gone_when_one_comes(bedside: Bedside) -> None:
    bedside.start_session()

    for _ in range(3):
        bedside.engine.tell_device(False)
    bedside.process_events()

    assert bedside.control("Notice", QLabel).text() == NO_SOUND_DEVICE_SENTENCE
    bedside.engine.tell_device(True)
    bedside.process_events()
    assert not bedside.visible("Notice")


def test_a_device_that_is_there_is_not_mentioned(bedside: Bedside) -> None:
    bedside.start_session()

    bedside.engine.tell_device(True)
    bedside.process_events()

    assert not bedside.visible("Notice")


def test_a_device_that_comes_leaves_other_notices(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.engine.tell_device(False)
    bedside.process_events()
    bedside.disk.fill_up()
    bedside.press("Next")

    bedside.engine.tell_device(True)
    bedside.process_events()

    assert bedside.control("Notice", QLabel).text() == KEPT_UNTIL_THEN


def test_a_device_that_goes_leaves_other_notices(opened: OpenBedside) -> None:
    bedside = opened(Bedside(faults=(ContentFault("mine.toml", "", "is not valid TOML"),)))
    bedside.press("Tonight")

    bedside.sound.play()
    bedside.engine.tell_device(False)
    bedside.process_events()

    received = bedside.control("Notice", QLabel).text()
    assert "mine.toml: is not valid TOML" in received
    assert NO_SOUND_DEVICE_SENTENCE in received


def test_a_session_that_cannot_be_written_goes_on_and_says_so(bedside: Bedside) -> None:
    bedside.disk.fill_up()

    bedside.start_session("6")

    assert bedside.page is bedside.flow.evening.session
    assert bedside.sessions.is_on
    assert bedside.control("Notice", QLabel).text() == KEPT_UNTIL_THEN
