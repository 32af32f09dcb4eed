"""The line in the morning diary that, every ninety days, asks about health."""

import pytest

from rlscompanion.domain.safety import Finding
from rlscompanion.domain.safety_advice import SELF_HARM_SENTENCE
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

ASKED = "Anything new about your health?"
DAY = 24 * 3600


@pytest.fixture
def due(bedside: Bedside) -> Bedside:
    """An app with the diary open, ninety days after the health questions were answered."""
    bedside.safety.save_answers({Finding.VARICOSE_VEINS})
    bedside.clock.advance(90 * DAY)
    bedside.press("Fill in morning diary")
    return bedside


def test_before_that_nothing_is_asked(bedside: Bedside) -> None:
    bedside.clock.advance(80 * DAY)

    bedside.press("Fill in morning diary")

    assert ASKED not in bedside.texts()


def test_where_nothing_was_ever_answered_nothing_is_new(opened: OpenBedside) -> None:
    bedside = opened(Bedside(is_screened=False))
    bedside.clock.advance(400 * DAY)

    bedside.press("Fill in morning diary")

    assert ASKED not in bedside.texts()


def test_no_renews_the_answers_and_the_line_goes(due: Bedside) -> None:
    assert ASKED in due.texts()

    due.press("Nothing new")

    assert ASKED not in due.texts()
    assert due.page is due.flow.night.morning
    assert due.safety.lasting_answers is not None
    assert due.safety.lasting_answers.answered_at == due.clock.now()
    assert due.safety.lasting_answers.findings == {Finding.VARICOSE_VEINS}


def test_yes_leads_through_the_questions_and_back_with_what_was_typed(due: Bedside) -> None:
    due.fill_in(Went_to_bed="22:40")

    due.press("Something new")
    due.press("Fever or illness")
    due.press("A fever")
    due.press("Done")
    due.press("Done")

    assert due.page is due.flow.night.morning
    assert due.typed("Went to bed") == "22:40"
    assert ASKED not in due.texts()
    assert due.safety.lasting_answers is not None
    assert due.safety.lasting_answers.findings == {Finding.FEVER, Finding.VARICOSE_VEINS}


def test_put_off_it_asks_again(due: Bedside) -> None:
    due.press("Something new")
    due.press("Not now")

    assert due.page is due.flow.night.morning
    assert ASKED in due.texts()


def test_it_keeps_nothing_from_being_saved(due: Bedside) -> None:
    due.press("Save night")

    assert due.page is due.flow.day.sleep_log
    assert due.safety.is_check_due


def test_both_answers_are_heard_as_what_they_mean(due: Bedside) -> None:
    names = [due.control(word).accessibleName() for word in ("Nothing new", "Something new")]

    assert names == ["No, nothing new", "Yes, something new"]


# --- the questions about seeing a doctor, on the first morning ----------------------------------------------

LEGS = "A few questions, just once: are your legs a reason to see a doctor?"


@pytest.fixture
def first_morning(opened: OpenBedside) -> Bedside:
    """An app with the first diary open, on the morning after the health questions were answered."""
    bedside = opened(Bedside(is_screened=False))
    for word in ("Settings", "Health questions", "None of these", "Done", "Tonight"):
        bedside.press(word)
    bedside.press("Lights out")
    bedside.clock.advance(8 * 3600)
    bedside.keys("x")
    bedside.press("Good morning")
    return bedside


def test_on_the_first_morning_the_legs_are_asked_about_once(first_morning: Bedside) -> None:
    assert LEGS in first_morning.texts()

    first_morning.press("Look at the leg questions")
    assert first_morning.window.focusWidget() is first_morning.control("None of these")
    first_morning.keys("Enter")

    assert first_morning.page is first_morning.flow.night.morning
    assert LEGS not in first_morning.texts()
    assert first_morning.preferences.get("legs_asked", "") == "yes"


def test_what_is_ticked_there_is_said_with_whom_to_call(first_morning: Bedside) -> None:
    first_morning.fill_in(Went_to_bed="22:40")
    first_morning.press("Look at the leg questions")
    assert SELF_HARM_SENTENCE in first_morning.texts()

    first_morning.press("They affect my mood")
    first_morning.press("Done")

    advice = first_morning.control("Advice").accessibleName()
    assert (
        "You ticked: restless legs that affect your mood. Please talk to a doctor about your restless legs."
        in advice
    )
    assert SELF_HARM_SENTENCE in advice
    first_morning.press("Done")
    assert first_morning.page is first_morning.flow.night.morning
    assert first_morning.typed("Went to bed") == "22:40"
    assert first_morning.safety.lasting_answers is not None
    assert first_morning.safety.lasting_answers.findings == {Finding.MOOD}


def test_put_off_the_legs_are_asked_about_again(first_morning: Bedside) -> None:
    first_morning.press("Look at the leg questions")
    first_morning.press("Not now")

    assert first_morning.page is first_morning.flow.night.morning
    assert LEGS in first_morning.texts()


def test_where_the_health_questions_were_put_off_the_legs_wait_too(opened: OpenBedside) -> None:
    bedside = opened(Bedside(is_screened=False))

    bedside.press("Fill in morning diary")

    assert LEGS not in bedside.texts()
