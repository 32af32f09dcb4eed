"""The health questions, ticked and answered as a person does it."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from rlscompanion.domain.safety import FINDING_WORDINGS, Finding, FindingGroup, findings_in_groups
from rlscompanion.domain.safety_advice import SELF_HARM_SENTENCE
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

FOLDS = (FindingGroup.ASK_FIRST, FindingGroup.POSTPONE, FindingGroup.LIGHT)
OPEN = (FindingGroup.EMERGENCY, FindingGroup.SAME_DAY)


@pytest.fixture
def first_run(opened: OpenBedside) -> Bedside:
    """An app that asks the health questions for the first time."""
    bedside = opened(Bedside(is_screened=False))
    bedside.press("Start wind-down")
    return bedside


@pytest.fixture
def asked(bedside: Bedside) -> Bedside:
    """An app with the page of the health questions, which were answered once before."""
    bedside.press("Settings")
    bedside.press("Health questions")
    return bedside


def boxes(bedside: Bedside) -> set[Finding]:
    return {each for each in Finding if bedside.visible(FINDING_WORDINGS[each].words)}


def focused(bedside: Bedside) -> str:
    at = bedside.window.focusWidget()
    return at.accessibleIdentifier() if at else ""


def unfold(bedside: Bedside, *groups: FindingGroup) -> None:
    for group in groups:
        bedside.press(group.display_name)


def test_the_eight_emergencies_and_six_leg_signs_are_open_and_the_rest_unfolds(first_run: Bedside) -> None:
    assert boxes(first_run) == set(findings_in_groups(*OPEN))
    assert len(boxes(first_run)) == 8 + 6

    for group in FOLDS:
        before = boxes(first_run)
        unfold(first_run, group)
        assert boxes(first_run) - before == set(findings_in_groups(group))
        unfold(first_run, group)
        assert boxes(first_run) == before


def test_enter_alone_answers_that_none_apply(first_run: Bedside) -> None:
    assert focused(first_run) == "None of these"

    first_run.keys("Enter")

    assert first_run.control("Outcome", QLabel).text() == "You can massage gently"
    assert first_run.safety.lasting_answers is not None
    assert first_run.safety.lasting_answers.findings == frozenset()


@pytest.mark.usefixtures("styled")
def test_all_of_it_is_in_sight_at_once(first_run: Bedside) -> None:
    first_run.window.resize(1280, 764)  # 800 less a title bar
    first_run.process_events()

    for word in ("Sudden breathlessness", "None of these", *(group.display_name for group in FOLDS)):
        control = first_run.control(word)
        assert control.visibleRegion().boundingRect().height() == control.height(), word


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize("scale", ["1.0", "2.0"])
def test_in_a_small_window_with_large_text_the_answers_stay_in_sight(opened: OpenBedside, scale: str) -> None:
    bedside = opened(Bedside(is_screened=False, kept={"text_scale": scale}))
    bedside.window.resize(900, 640)
    bedside.press("Start wind-down")
    unfold_last = FindingGroup.LIGHT.display_name
    bedside.control(unfold_last, QPushButton).setFocus()
    bedside.process_events()

    for word in (unfold_last, "None of these", "Done", "Not now"):
        control = bedside.control(word)
        assert control.visibleRegion().boundingRect().size() == control.size(), word


def test_either_something_is_ticked_or_none_of_these(first_run: Bedside) -> None:
    assert not first_run.control("Done").isEnabled()

    first_run.press("Hard, sore veins")
    assert not first_run.control("None of these").isEnabled()
    assert first_run.control("Done", QPushButton).property("role") == "primary"

    first_run.press("Hard, sore veins")
    assert first_run.control("None of these").isEnabled()
    assert not first_run.control("Done").isEnabled()


def test_all_answers_together_are_kept(first_run: Bedside) -> None:
    first_run.press("Hard, sore veins")
    unfold(first_run, *FOLDS)
    for words in ("Heart failure", "Varicose veins"):
        first_run.press(words)
    first_run.press("Done")

    standing = first_run.safety.lasting_answers
    assert standing is not None
    assert standing.findings == {Finding.SORE_VEINS, Finding.HEART_FAILURE, Finding.VARICOSE_VEINS}
    assert standing.answered_at == first_run.clock.now()
    assert first_run.screenings.latest_lasting() == standing


def test_what_is_folded_away_still_counts_and_is_said(first_run: Bedside) -> None:
    unfold(first_run, FindingGroup.LIGHT)
    first_run.press("Varicose veins")
    unfold(first_run, FindingGroup.LIGHT)

    heading = first_run.control(FindingGroup.LIGHT.display_name, QPushButton)
    assert heading.text().endswith("(1 ticked)")
    assert heading.accessibleDescription().startswith("Folded (1 ticked). Varicose veins, ")
    first_run.press("Done")
    assert first_run.safety.lasting_answers is not None
    assert first_run.safety.lasting_answers.findings == {Finding.VARICOSE_VEINS}


def test_a_folded_group_says_what_it_asks_about(first_run: Bedside) -> None:
    for group in FOLDS:
        heading = first_run.control(group.display_name, QPushButton)
        assert heading.accessibleName() == group.display_name
        state, contents = heading.accessibleDescription().split(". ", 1)
        assert state == "Folded"
        assert contents.rstrip(".") in first_run.texts()
    unfold(first_run, FindingGroup.LIGHT)
    assert first_run.control(FindingGroup.LIGHT.display_name).accessibleDescription().startswith("Unfolded. ")


def test_not_now_keeps_no_answer(asked: Bedside) -> None:
    before = asked.screenings.latest_lasting()
    asked.press("Hard, sore veins")

    asked.press("Not now")

    assert asked.page is asked.flow.day.settings
    assert asked.screenings.latest_lasting() == before


def test_it_works_by_keys_alone(first_run: Bedside) -> None:
    first_run.control("Sudden breathlessness").setFocus()
    first_run.keys("Tab", "Space")
    assert first_run.flow.safety.health_questions.findings == {Finding.CHEST_PAIN}

    first_run.keys("Space", *["Tab"] * 13)
    assert focused(first_run) == FindingGroup.ASK_FIRST.display_name
    first_run.keys("Space", "Tab", "Space")
    assert first_run.flow.safety.health_questions.findings == {Finding.CLOT_NOW}
    first_run.keys(*["Tab"] * (len(findings_in_groups(FindingGroup.ASK_FIRST)) + 2))
    assert focused(first_run) == "Done"
    first_run.keys("Enter")
    assert first_run.control("Outcome", QLabel).text() == "Please get medical advice today"


def test_esc_is_for_another_time(asked: Bedside) -> None:
    asked.keys("Esc")

    assert asked.page is asked.flow.day.settings


def test_the_answers_given_stand_ticked_and_unfolded_the_next_time(asked: Bedside) -> None:
    asked.safety.save_answers({Finding.DIALYSIS, Finding.WOUND_THIGH, Finding.MOOD})
    asked.press("Settings")
    asked.press("Health questions")

    found = {Finding.DIALYSIS, Finding.WOUND_THIGH, Finding.MOOD}
    assert asked.flow.safety.all_questions.findings == found
    assert boxes(asked) >= found
    assert focused(asked) == "Done"
    assert SELF_HARM_SENTENCE in asked.texts()


def test_the_questions_about_the_legs_are_no_part_of_it_until_they_were_asked(
    first_run: Bedside, asked: Bedside
) -> None:
    assert not first_run.visible(FindingGroup.SEE_DOCTOR.display_name)
    assert asked.visible(FindingGroup.SEE_DOCTOR.display_name)


@pytest.mark.usefixtures("styled")
def test_tonight_alone_is_asked_without_what_does_not_change(bedside: Bedside) -> None:
    bedside.press("Tonight is different")

    assert boxes(bedside) == set(findings_in_groups(*OPEN, FindingGroup.POSTPONE, FindingGroup.LIGHT))
    assert bedside.control("Question").accessibleName() == "Question: Tonight is different"
    bedside.process_events()
    assert (
        bedside.control("Not now").visibleRegion().boundingRect().height()
        == bedside.control("Not now").height()
    )
