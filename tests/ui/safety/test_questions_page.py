"""The health questions, ticked and answered as a person does it."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from rlscompanion.domain.safety import GROUP_QUESTIONS, WORDINGS, Finding, Group, findings_of
from rlscompanion.ui.safety.questions_page import NOTHING_TICKED
from tests.ui.bedside import Bedside

QUESTIONS = [GROUP_QUESTIONS[group] for group in Group]


@pytest.fixture
def asked(bedside: Bedside) -> Bedside:
    """The first of the health questions."""
    bedside.press("Settings")
    bedside.press("Health questions")
    return bedside


def question(bedside: Bedside) -> str:
    return bedside.control("Question", QLabel).text()


def boxes(bedside: Bedside) -> set[str]:
    return {WORDINGS[each].words for each in Finding if bedside.visible(WORDINGS[each].words)}


def focused(bedside: Bedside) -> str:
    at = bedside.window.focusWidget()
    return at.accessibleIdentifier() if at else ""


def test_one_group_a_screen_each_finding_with_a_box(asked: Bedside) -> None:
    shown = {}
    for _ in Group:
        shown[question(asked)] = boxes(asked)
        asked.press("None of these apply")

    assert list(shown) == QUESTIONS
    assert list(shown.values()) == [{WORDINGS[each].words for each in findings_of(group)} for group in Group]
    assert asked.visible("Done")


def test_each_screen_says_how_many_there_are_and_begins_at_its_first_box(asked: Bedside) -> None:
    asked.press("None of these apply")

    assert "Health questions, 2 of 6" in asked.texts()
    assert asked.control("Question").accessibleName() == f"Question: 2 of 6, {QUESTIONS[1]}"
    assert focused(asked) == WORDINGS[Finding.ONE_SIDED_PAIN].words


def test_next_without_anything_ticked_asks_for_an_answer(asked: Bedside) -> None:
    asked.press("Next")

    assert question(asked) == QUESTIONS[0]
    assert NOTHING_TICKED in asked.texts()
    asked.press("None of these apply")
    assert NOTHING_TICKED not in asked.texts()


def test_what_is_ticked_and_none_exclude_each_other(asked: Bedside) -> None:
    asked.press("None of these apply")
    asked.press("Hard, sore veins")
    assert not asked.control("None of these apply").isEnabled()
    assert asked.control("Next", QPushButton).property("role") == "primary"

    asked.press("Hard, sore veins")

    assert asked.control("None of these apply").isEnabled()
    assert asked.control("Next", QPushButton).property("role") == ""


def test_going_back_shows_what_was_ticked(asked: Bedside) -> None:
    asked.press("None of these apply")
    asked.press("Hard, sore veins")
    asked.press("Next")

    asked.press("Back")

    assert question(asked) == QUESTIONS[1]
    assert asked.flow.safety.about_health.findings == {Finding.SORE_VEINS}
    asked.press("Back")
    assert not asked.visible("Back")


def test_all_answers_together_are_kept(asked: Bedside) -> None:
    ticked = ("", "", "Heart failure", "", "Varicose veins", "They affect my mood")
    for words in ticked:
        if words:
            asked.press(words)
        asked.press("Next" if words else "None of these apply")

    standing = asked.safety.standing
    assert standing is not None
    assert standing.findings == {Finding.HEART_FAILURE, Finding.VARICOSE_VEINS, Finding.MOOD}
    assert standing.answered_at == asked.clock.now()
    assert asked.screenings.standing() == standing


def test_what_needs_help_at_once_ends_the_asking(asked: Bedside) -> None:
    asked.press("Chest pain")
    asked.press("Next")

    assert asked.control("Outcome", QLabel).text() == "Please call your emergency number"
    assert asked.safety.standing is not None
    assert asked.safety.standing.findings == {Finding.CHEST_PAIN}


def test_not_now_keeps_no_answer(asked: Bedside) -> None:
    before = asked.screenings.standing()
    asked.press("None of these apply")
    asked.press("Hard, sore veins")

    asked.press("Not now")

    assert asked.page is asked.flow.day.settings
    assert asked.screenings.standing() == before


def test_it_works_by_keys_alone(asked: Bedside) -> None:
    asked.keys("Tab", "Space")
    assert asked.flow.safety.about_health.findings == {Finding.CHEST_PAIN}

    asked.keys("Space", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    assert focused(asked) == "None of these apply"
    asked.keys("Enter")
    assert question(asked) == QUESTIONS[1]
    asked.keys("Esc")
    assert asked.page is asked.flow.day.settings


def test_the_answers_given_stand_ticked_the_next_time(asked: Bedside) -> None:
    asked.safety.answer({Finding.DIALYSIS, Finding.WOUND_THIGH})
    asked.press("Settings")
    asked.press("Health questions")

    assert asked.flow.safety.about_health.findings == {Finding.DIALYSIS, Finding.WOUND_THIGH}
    assert question(asked) == QUESTIONS[0]


def test_the_answers_stay_where_they_are_from_screen_to_screen(asked: Bedside) -> None:
    places = set()
    for _ in range(5):
        asked.settle()
        control = asked.control("None of these apply")
        places.add(control.mapTo(asked.window, control.rect().topLeft()).toTuple())
        asked.press("None of these apply")

    assert len(places) == 1


def test_tonight_alone_is_asked_on_one_screen_without_what_does_not_change(bedside: Bedside) -> None:
    bedside.press("Tonight is different")

    asked = {
        WORDINGS[each].words
        for each in findings_of(Group.EMERGENCY, Group.SAME_DAY, Group.POSTPONE, Group.LIGHT)
    }
    assert boxes(bedside) == asked
    assert question(bedside) == "Tonight is different"
    bedside.settle()
    assert (
        bedside.control("Not now").visibleRegion().boundingRect().height()
        == bedside.control("Not now").height()
    )
