"""The health questions from Tonight: before the first session, if massage is locked, if tonight differs."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.safety import Finding, RestrictionLevel
from rlscompanion.domain.session import SessionStatus
from rlscompanion.ui.safety.advice_page import PROFESSIONAL_AGREED_TEXT
from rlscompanion.ui.theme import DUSK
from tests.stores import KEPT_UNTIL_THEN
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")


@pytest.fixture
def first_run(opened: OpenBedside) -> Bedside:
    """An app whose health questions are not answered yet."""
    return opened(Bedside(is_screened=False))


def answer(bedside: Bedside, *ticks: str) -> None:
    """Tick the boxes with these names and press Done; without names, press None of these."""
    for each in ticks:
        bedside.press(each)
    bedside.press("Done" if ticks else "None of these")


def line_and_note(bedside: Bedside) -> tuple[str, str]:
    """The text on the start button, and the note below the button."""
    line = bedside.control("Start wind-down").findChildren(QLabel)[1].text()
    notes = bedside.visible("What is left out")
    return line, notes[0].text() if notes and isinstance(notes[0], QLabel) else ""


def outcome(bedside: Bedside) -> str:
    return bedside.control("Outcome", QLabel).text()


# --- the first run ------------------------------------------------------------------------------------------


def test_the_first_start_leads_through_the_questions_to_the_scales(first_run: Bedside) -> None:
    assert line_and_note(first_run) == (
        "10 min massage, 11 min in all",
        "A few questions about your health come first.",
    )

    first_run.press("Start wind-down")
    answer(first_run)
    assert outcome(first_run) == "You can massage gently"
    assert any("You can have a blood clot without feeling it" in text for text in first_run.texts())
    first_run.press("Done")

    assert first_run.page is first_run.flow.evening.scales_before
    first_run.press("Skip")
    assert first_run.session.routine_key == "wind_down_10"


def test_the_second_start_asks_nothing(first_run: Bedside) -> None:
    first_run.press("Start wind-down")
    answer(first_run)
    first_run.press("Done")
    first_run.press("Skip")
    first_run.press("End session")
    first_run.press("Stay up")

    first_run.press("Start wind-down")

    assert first_run.page is first_run.flow.evening.scales_before


def test_an_answer_that_locks_leads_back_to_tonight(first_run: Bedside) -> None:
    first_run.press("Start wind-down")
    answer(first_run, "Conditions and medicines", "Heart failure")
    assert outcome(first_run) == "Please ask a professional first"

    first_run.press("Done")

    assert first_run.page is first_run.flow.evening.tonight
    assert first_run.session_log.all_sessions() == []


def test_a_professionals_word_leads_on_to_what_was_wanted(first_run: Bedside) -> None:
    first_run.press("Start wind-down")
    answer(first_run, "Conditions and medicines", "Heart failure")

    first_run.press(PROFESSIONAL_AGREED_TEXT)
    first_run.press("Done")

    assert first_run.page is first_run.flow.evening.scales_before


def test_not_now_leads_to_what_there_is_without_massage(first_run: Bedside) -> None:
    first_run.press("Start wind-down")

    first_run.press("Not now")

    assert outcome(first_run) == "A few questions first"
    assert first_run.safety.was_never_answered
    first_run.press("Done")
    assert first_run.page is first_run.flow.evening.tonight
    first_run.press("Start wind-down")
    assert first_run.visible("None of these"), "the next start asks again"


def test_the_questions_can_be_answered_after_all(first_run: Bedside) -> None:
    first_run.press("Start wind-down")
    first_run.press("Not now")

    first_run.press("Change answers")
    answer(first_run)
    first_run.press("Done")

    assert first_run.page is first_run.flow.evening.scales_before


@pytest.mark.parametrize("word", ["Lights out", "Fill in morning diary", "Sounds", "Sleep log", "Settings"])
def test_the_questions_block_nothing_else(first_run: Bedside, word: str) -> None:
    first_run.press(word)

    assert first_run.page is not first_run.flow.evening.tonight
    assert not first_run.visible("None of these")


def test_leaving_by_the_navigation_keeps_nothing(first_run: Bedside) -> None:
    first_run.press("Start wind-down")
    first_run.press("Chest pain")

    first_run.press("Sounds")
    first_run.press("Tonight")
    first_run.press("Start wind-down")

    assert first_run.screenings.latest_lasting() is None
    assert first_run.flow.safety.health_questions.findings == frozenset()


def test_answers_that_cannot_be_written_hold_and_are_told_of(first_run: Bedside) -> None:
    first_run.disk.fill_up()

    first_run.press("Start wind-down")
    answer(first_run)

    assert first_run.control("Notice", QLabel).text() == KEPT_UNTIL_THEN
    first_run.press("Done")
    assert first_run.page is first_run.flow.evening.scales_before


# --- locked -------------------------------------------------------------------------------------------------


@pytest.fixture
def locked(bedside: Bedside) -> Bedside:
    """An app in which a ticked condition locks massage until a professional approves."""
    bedside.safety.save_answers({Finding.BLEEDING})
    bedside.press("Tonight")
    return bedside


def test_locked_the_button_leads_to_the_advice(locked: Bedside) -> None:
    assert line_and_note(locked) == (
        "Massage is locked. Press to see why, and what you can do instead.",
        "You ticked: blood thinners or a bleeding disorder.",
    )

    locked.press("Start wind-down")

    assert outcome(locked) == "Please ask a professional first"
    assert locked.session_log.all_sessions() == []


def test_breathing_stays_open(locked: Bedside) -> None:
    locked.press("Start wind-down")
    locked.press("Breathing")
    locked.press("Skip")

    assert locked.page is locked.flow.evening.session
    assert (locked.session.routine_key, locked.session.kind) == ("breathing", RoutineKind.WIND_DOWN)
    assert {each.step_key for each in locked.session.segments} == {"breath"}
    assert sum(each.planned for each in locked.session.segments) == 305


def test_after_breathing_come_the_scales(locked: Bedside) -> None:
    locked.press("Start wind-down")
    locked.press("Breathing")
    locked.press("Skip")

    locked.end_session()

    assert locked.page is locked.flow.evening.scales_after


def test_breathing_that_was_broken_off_is_not_offered_again(locked: Bedside, opened: OpenBedside) -> None:
    locked.press("Start wind-down")
    locked.press("Breathing")
    locked.press("Skip")

    again = opened(replace(locked))

    assert not again.visible("Continue session")


def test_sound_stays_open(locked: Bedside) -> None:
    locked.press("Start wind-down")

    locked.press("Play sound")

    assert locked.page is locked.flow.day.sounds
    assert locked.sound.is_playing


def test_lights_out_stays_open(locked: Bedside) -> None:
    locked.press("Start wind-down")

    locked.press("Lights out")

    assert locked.page is locked.flow.night.lights_out
    assert len(locked.log.nights()) == 1


def test_changing_the_answers_opens_massage(locked: Bedside) -> None:
    locked.press("Start wind-down")
    locked.press("Change answers")
    locked.press("Blood thinners, or a bleeding disorder")
    answer(locked)
    locked.press("Done")

    assert locked.page is locked.flow.evening.scales_before


def test_from_the_settings_one_comes_back_to_them(locked: Bedside) -> None:
    locked.press("Settings")
    locked.press("Health questions")
    locked.press("Done")

    assert outcome(locked) == "Please ask a professional first"
    locked.press("Done")
    assert locked.page is locked.flow.day.settings


# --- tonight is different -----------------------------------------------------------------------------------


def tonight_is(bedside: Bedside, *words: str) -> None:
    bedside.press("Tonight is different")
    answer(bedside, *words)


def test_a_fever_postpones_massage_for_tonight_alone(bedside: Bedside, opened: OpenBedside) -> None:
    tonight_is(bedside, "A fever")
    assert outcome(bedside) == "Leave massage for another day"
    bedside.press("Done")
    assert line_and_note(bedside)[1] == "You ticked: a fever."

    bedside.clock.advance_wall_to("2026-11-22 22:30")
    again = opened(replace(bedside))

    assert line_and_note(again) == ("10 min massage, 11 min in all", "")


def test_what_was_ticked_for_tonight_stands_ticked_and_can_be_undone(bedside: Bedside) -> None:
    tonight_is(bedside, "A fever")
    bedside.press("Done")

    bedside.press("Tonight is different")
    assert bedside.flow.safety.tonight_questions.findings == {Finding.FEVER}
    bedside.press("A fever")
    bedside.press("None of these")

    assert bedside.page is bedside.flow.evening.tonight
    assert bedside.safety.verdict.level is RestrictionLevel.CLEAR


def test_changing_answers_leads_to_where_they_were_given(bedside: Bedside) -> None:
    tonight_is(bedside, "A fever")

    bedside.press("Change answers")

    assert bedside.page is bedside.flow.safety.tonight_questions


def test_not_now_changes_nothing(bedside: Bedside) -> None:
    bedside.press("Tonight is different")
    bedside.press("Chest pain")

    bedside.press("Not now")

    assert bedside.page is bedside.flow.evening.tonight
    assert bedside.safety.tonight_only_answers is None


def test_tonight_and_what_stands_are_both_named(bedside: Bedside) -> None:
    bedside.safety.save_answers({Finding.CANCER})

    tonight_is(bedside, "Hot redness that is spreading")

    assert outcome(bedside) == "Please get medical advice today"
    advice = bedside.control("Advice", QLabel).text()
    assert "hot redness that is spreading" in advice
    assert "active cancer" in advice


def test_a_red_flag_of_yesterday_is_looked_at_before_todays_massage(
    bedside: Bedside, opened: OpenBedside
) -> None:
    tonight_is(bedside, "Pain or swelling in one calf or thigh")
    bedside.press("Done")
    bedside.clock.advance_wall_to("2026-11-22 22:30")
    again = opened(replace(bedside))
    assert line_and_note(again)[1] == "Another look at what you ticked earlier comes first."

    again.press("Start wind-down")

    assert again.flow.safety.tonight_questions.findings == {Finding.ONE_SIDED_PAIN}
    again.press("Pain or swelling in one calf or thigh")
    again.press("None of these")
    assert again.page is again.flow.evening.scales_before


def test_a_red_flag_that_is_still_there_stays_one(bedside: Bedside, opened: OpenBedside) -> None:
    tonight_is(bedside, "Pain or swelling in one calf or thigh")
    bedside.clock.advance_wall_to("2026-11-22 22:30")
    again = opened(replace(bedside))

    again.press("Start wind-down")
    again.press("Done")

    assert outcome(again) == "Please get medical advice today"
    assert again.safety.verdict.level is RestrictionLevel.SAME_DAY


# --- adapted ------------------------------------------------------------------------------------------------


@pytest.fixture
def adapted(bedside: Bedside) -> Bedside:
    """An app with the Tonight page open, after varicose veins were ticked."""
    bedside.safety.save_answers({Finding.VARICOSE_VEINS})
    bedside.press("Tonight")
    return bedside


def test_tonight_says_what_is_left_out_and_the_button_how_long_the_rest_is(adapted: Bedside) -> None:
    line, note = line_and_note(adapted)

    assert line == "4 min 30 s massage, 5 min in all. Shorter, because steps are left out."
    assert note.startswith(
        "Because of varicose veins, the routine leaves out “Sole”, “Calf, kneading” and “Shin” and uses only "
        "light pressure for "
    )


def test_the_session_is_the_adapted_one_and_its_first_segment_says_so(adapted: Bedside) -> None:
    adapted.start_session()

    assert [each.step_key for each in adapted.session.segments] == [
        "breath",
        *("foot_effleurage", "foot_effleurage", "calf_effleurage", "calf_effleurage"),
        *("calf_stretch", "calf_stretch"),
    ]
    assert adapted.session.routine_key == "wind_down_10"
    assert any("leaves out “Sole”" in text for text in adapted.texts())
    adapted.press("Next")
    assert not any("leaves out" in text for text in adapted.texts())


def test_an_adapted_session_can_be_taken_up_again(adapted: Bedside, opened: OpenBedside) -> None:
    adapted.start_session()
    adapted.press("Next")
    adapted.pass_time(20)
    adapted.window.close()
    again = opened(replace(adapted))

    again.press("Continue session")

    assert again.page is again.flow.evening.session
    assert again.sessions.state is not None
    assert again.sessions.state.current_index == 1
    assert again.sessions.state.status is SessionStatus.PAUSED
    assert again.sessions.state.current_progress.segment.step.pressure == (1, 2)


def test_a_session_cannot_be_taken_up_into_what_is_locked_now(adapted: Bedside, opened: OpenBedside) -> None:
    adapted.start_session()
    adapted.window.close()
    again = opened(replace(adapted))
    again.safety.save_answers_for_tonight({Finding.FEVER})

    again.press("Continue session")

    assert outcome(again) == "Leave massage for another day"
    assert not again.sessions.is_on


def test_a_session_of_which_less_may_be_done_now_is_not_taken_up(
    bedside: Bedside, opened: OpenBedside
) -> None:
    bedside.start_session()
    bedside.window.close()
    again = opened(replace(bedside))
    again.safety.save_answers({Finding.VARICOSE_VEINS})

    again.press("Continue session")

    assert again.page is again.flow.evening.tonight
    assert "cannot be continued" in again.control("Notice", QLabel).text()
    assert not again.sessions.is_on


def test_the_questions_are_in_dusk(first_run: Bedside) -> None:
    first_run.press("Start wind-down")

    assert first_run.window.theme is DUSK
