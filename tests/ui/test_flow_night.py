"""The way from the black screen to the saved diary."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractSlider, QLabel, QTableView

from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import minutes_between
from rlscompanion.domain.night import AwakeningKind, ValueSource
from rlscompanion.domain.ratings import RatingTime
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.session import SessionStatus
from rlscompanion.ui.morning.fields import DiaryField
from rlscompanion.ui.theme import DUSK, EMBER
from tests.fakes import local
from tests.stores import KEPT_UNTIL_THEN, NO_ROOM
from tests.ui.bedside import Bedside, end_idle_wait
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")


@pytest.fixture
def dark(bedside: Bedside) -> Bedside:
    """An app with the black screen, after Lights out at 23:00."""
    bedside.clock.advance_wall_to("2026-11-21 23:00")
    bedside.press("Lights out")
    bedside.keep_awake.calls.clear()
    return bedside


def test_space_from_black_logs_restless_legs_and_starts_the_rescue(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 02:10")

    dark.keys("Space")

    [awakening] = dark.night.awakenings
    assert awakening.kind is AwakeningKind.RESTLESS_LEGS
    assert awakening.at == local("2026-11-22 02:10")
    assert dark.page is dark.flow.evening.session
    assert dark.window.theme is EMBER
    assert (dark.session.kind, dark.session.routine_key) == (RoutineKind.RESCUE, "rescue_lying")
    assert dark.session.awakening_id == awakening.id
    assert dark.keep_awake.held == "display"


def test_the_rescue_leads_to_the_ladder_without_scales_and_by_itself_to_black(dark: Bedside) -> None:
    dark.keys("Space")

    dark.end_session()
    assert dark.visible("Ladder")
    assert dark.window.theme is EMBER
    end_idle_wait(dark.page)

    assert dark.page is dark.flow.night.lights_out
    assert dark.flow.night.lights_out.is_black
    assert dark.window.theme is EMBER
    assert dark.session.status is SessionStatus.FINISHED
    assert dark.keep_awake.held == "system"
    assert not any(each.rated is RatingTime.AFTER for each in dark.session_log.all_ratings())


def test_a_rescue_ended_by_hand_does_too(dark: Bedside) -> None:
    dark.keys("Space")

    dark.press("End session")
    dark.press("Back to bed")

    assert dark.page is dark.flow.night.lights_out
    assert dark.flow.night.lights_out.is_black


def test_the_rescue_that_was_chosen_starts(dark: Bedside) -> None:
    dark.preferences.set("rescue", "rescue_standing")

    dark.keys("Space")

    assert dark.session.routine_key == "rescue_standing"


def test_a_rescue_that_is_gone_is_replaced_by_another(dark: Bedside) -> None:
    dark.preferences.set("rescue", "of_my_own")

    dark.keys("Space")

    assert dark.session.routine_key == "rescue_lying"


def test_without_a_rescue_the_awakening_is_logged_and_it_stays_black(opened: OpenBedside) -> None:
    bedside = opened(Bedside(rescues=()))
    bedside.press("Lights out")

    bedside.keys("Space")

    assert [each.kind for each in bedside.night.awakenings] == [AwakeningKind.RESTLESS_LEGS]
    assert bedside.page is bedside.flow.night.lights_out
    assert bedside.flow.night.lights_out.is_black
    assert bedside.keep_awake.held == "system"


def test_a_rescue_is_said_softly_by_an_engine_that_answers_quickly(dark: Bedside) -> None:
    calm = dark.flow.night.findChild(QTimer)
    assert calm is not None
    dark.keys("Space")
    assert dark.engine.named("set_long_buffers")[-1] == ("set_long_buffers", False)
    said = dark.voice.taken()
    assert said[-1] == ("Ankle pumps.", "Left leg.", "softly")

    dark.end_session()
    assert dark.engine.named("set_long_buffers")[-1] == ("set_long_buffers", False), (
        "the end is still being said"
    )
    assert dark.voice.received[-2] == ("You're done. Rest now.", "softly")
    calm.timeout.emit()

    assert dark.engine.named("set_long_buffers")[-1] == ("set_long_buffers", True)


def test_what_a_rescue_begins_with_is_at_hand_in_the_dark(dark: Bedside) -> None:
    assert "Ankle pumps." in dark.voice.prepared


@pytest.mark.parametrize("then", ["Restless legs", "Good morning"])
def test_whoever_is_up_again_keeps_the_engine_quick(dark: Bedside, then: str) -> None:
    calm = dark.flow.night.findChild(QTimer)
    assert calm is not None
    dark.keys("Space")
    dark.end_session()
    dark.press("Back to bed")
    assert calm.isActive()

    dark.keys("x")
    dark.press(then)

    assert not calm.isActive()
    assert dark.engine.named("set_long_buffers")[-1] == ("set_long_buffers", False)


def test_just_awake_is_logged_and_goes_black(dark: Bedside) -> None:
    dark.keys("x")

    dark.press("Just awake")

    assert [each.kind for each in dark.night.awakenings] == [AwakeningKind.JUST_AWAKE]
    assert dark.flow.night.lights_out.is_black
    assert dark.session_log.all_sessions() == []


def test_back_to_sleep_logs_nothing(dark: Bedside) -> None:
    dark.keys("x")

    dark.press("Back to sleep")

    assert dark.night.awakenings == ()
    assert dark.flow.night.lights_out.is_black


def test_good_morning_ends_the_night_of_the_machine(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 06:40")
    dark.keys("x")

    dark.press("Good morning")

    assert dark.page is dark.flow.night.morning
    assert dark.window.theme is DUSK
    assert dark.engine.calls[-1] == ("set_long_buffers", False)
    assert not dark.sound.is_playing
    assert dark.keep_awake.calls == ["release"]


def test_the_diary_is_prefilled_with_what_was_recorded_and_only_that(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 02:10")
    dark.keys("Space")
    dark.end_session()
    dark.press("Back to bed")
    dark.clock.advance_wall_to("2026-11-22 06:40")
    dark.keys("x")

    dark.press("Good morning")
    dark.unfold_diary()

    fields = [field.line for field in dark.page.findChildren(DiaryField)]
    shown = {each.accessibleIdentifier(): each.text() for each in fields}
    recorded = {"Tried to sleep": "23:00", "Times awake": "1", "Got up": "06:40"}
    assert {word: text for word, text in shown.items() if text} == recorded
    assert all(dark.beside(word) == ["recorded"] for word in recorded)
    assert dark.beside("Went to bed") == []
    assert dark.control("Night", QLabel).text() == "Sat 21 to Sun 22 Nov"


def test_saving_shows_the_night_in_the_log(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 06:40")
    dark.keys("x")
    dark.press("Good morning")
    dark.fill_in(Minutes_to_fall_asleep="20", Minutes_awake="10", Woke_up="6:30")
    dark.control("Sleep quality", QAbstractSlider).setValue(4)

    dark.press("Save night")

    table = dark.control("Nights", QTableView).model()
    row = [table.index(0, column).data() for column in range(3)]
    assert dark.page is dark.flow.day.sleep_log
    assert row == ["Sat 21 to Sun 22 Nov", "7 h 00", "–"]
    assert dark.night.quality == 4
    assert dark.night.saved_at == dark.clock.now()


def test_the_rescue_belongs_to_the_night(dark: Bedside) -> None:
    dark.keys("Space")
    dark.end_session()
    dark.press("Back to bed")
    dark.keys("x")

    dark.press("Good morning")

    assert dark.session.night_id == dark.night.id


def test_a_refused_save_keeps_what_was_typed(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 06:40")
    dark.keys("x")
    dark.press("Good morning")
    dark.fill_in(Woke_up="6:30")
    dark.disk.fill_up()

    dark.press("Save night")

    assert dark.control("Problem", QLabel).text() == f"Not saved. {NO_ROOM}"
    assert dark.typed("Woke up") == "6:30"
    dark.disk.mend()
    dark.press("Save night")
    assert dark.page is dark.flow.day.sleep_log


def test_a_press_that_cannot_be_written_is_told_of_in_the_light(dark: Bedside) -> None:
    dark.disk.fill_up()
    dark.keys("x")

    dark.press("Good morning")

    assert dark.control("Notice", QLabel).text() == KEPT_UNTIL_THEN


def test_a_rescue_begins_though_what_it_answers_cannot_be_written(dark: Bedside) -> None:
    dark.disk.fill_up("awakenings")

    dark.keys("Space")

    assert dark.sessions.is_on
    dark.disk.mend()
    dark.press("Pause")
    [awakening] = dark.night.awakenings
    assert (dark.session.kind, dark.session.awakening_id) == (RoutineKind.RESCUE, awakening.id)


def test_nothing_is_said_in_the_dark(dark: Bedside) -> None:
    dark.disk.fill_up()
    dark.keys("x")

    dark.press("Just awake")

    assert not dark.visible("Notice")


def test_a_second_evening_begins_a_second_night(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 06:40")
    dark.keys("x")
    dark.press("Good morning")
    dark.press("Save night")
    dark.press("Tonight")
    dark.clock.advance_wall_to("2026-11-22 22:45")

    dark.start_session()
    dark.end_session()
    dark.press("Skip")

    tried = [night.main_sleep.tried_to_sleep for night in dark.log.nights() if night.main_sleep]
    assert [night.evening.day for night in dark.log.nights()] == [22, 21]
    assert tried[0] is not None
    assert minutes_between(local("2026-11-22 22:45"), tried[0]) > 0
    assert dark.page is dark.flow.night.lights_out
    assert dark.flow.night.lights_out.is_black


def test_the_second_evening_asks_blank_scales(dark: Bedside) -> None:
    dark.keys("x")
    dark.press("Good morning")
    dark.press("Save night")
    for _ in range(2):
        dark.press("Tonight")
        dark.press("Start wind-down")
        assert dark.control("Urge to move", QAbstractSlider).value() == -1
        dark.keys("6")
        dark.press("Continue")
        dark.press("End session")
        dark.press("Stay up")

    assert dark.page is dark.flow.evening.tonight


def test_sleeping_in_parts_keeps_when_it_was_tried_first(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 05:00")
    dark.keys("x")
    dark.press("Good morning")
    dark.press("Tonight")
    dark.clock.advance_wall_to("2026-11-22 05:20")

    dark.press("Lights out")

    sleep = dark.night.main_sleep
    assert sleep is not None
    assert sleep.tried_to_sleep == local("2026-11-21 23:00")
    assert sleep.got_up is None
    assert sleep.sources == {Item.TRIED_TO_SLEEP: ValueSource.RECORDED}


def test_a_diary_nobody_typed_in_is_not_saved_by_closing(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 07:00")
    dark.keys("Enter")
    dark.press("Good morning")
    dark.window.close()

    assert dark.night.saved_at is None


def test_half_a_diary_is_kept_by_closing_and_stays_due(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 07:00")
    dark.keys("Enter")
    dark.press("Good morning")
    dark.fill_in(Minutes_awake="20")
    dark.window.close()

    assert dark.night.saved_at is None
    assert dark.night.sleeps[0].minutes_awake == 20


def test_what_cannot_be_read_is_kept_by_closing_word_for_word(dark: Bedside) -> None:
    dark.clock.advance_wall_to("2026-11-22 07:00")
    dark.keys("Enter")
    dark.press("Good morning")
    dark.fill_in(Woke_up="about six", Minutes_awake="20")
    dark.window.close()

    assert dark.night.sleeps[0].minutes_awake == 20
    assert dark.night.notes == "Typed, but could not be used. Woke up: about six"
