"""The page on what the health answers mean, what is allowed, and a professional's approval."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel

from rlscompanion.domain.safety import Finding, RestrictionLevel
from rlscompanion.ui.safety.advice_page import PROFESSIONAL_AGREED_TEXT
from tests.ui.bedside import Bedside

pytestmark = pytest.mark.usefixtures("unstyled")

OFFERS = {"Leg exercises", "Breathing", "Play sound", "Lights out"}


def outcome(bedside: Bedside, *findings: Finding) -> Bedside:
    """An app with the advice page that follows these answers."""
    bedside.safety.save_answers(set(findings))
    bedside.flow.safety.explain_refused_start(None)
    return bedside


def offers(bedside: Bedside) -> set[str]:
    return {word for word in OFFERS if bedside.visible(word)}


@pytest.mark.parametrize(
    ("finding", "title", "offered", "can_agree"),
    [
        (None, "You can massage gently", set(), False),
        (Finding.VARICOSE_VEINS, "Light massage only, skipping some areas", set(), False),
        (Finding.FEVER, "Leave massage for another day", OFFERS, False),
        (Finding.CANCER, "Please ask a professional first", OFFERS, True),
        (Finding.RED_SKIN, "Please get medical advice today", OFFERS, False),
        (Finding.ACUTE_INJURY, "Please get medical advice today", OFFERS - {"Leg exercises"}, False),
        (Finding.CHEST_PAIN, "Please call your emergency number", set(), False),
    ],
)
def test_each_level_has_its_page(
    bedside: Bedside, finding: Finding | None, title: str, offered: set[str], can_agree: bool
) -> None:
    outcome(bedside, *([finding] if finding else []))

    assert bedside.control("Outcome", QLabel).text() == title
    assert offers(bedside) == offered
    assert bool(bedside.visible(PROFESSIONAL_AGREED_TEXT)) == can_agree
    assert bool(bedside.visible("What is open")) == (
        title not in ("You can massage gently", "Light massage only, skipping some areas")
    )
    assert {"Done", "Change answers"} <= {each.accessibleIdentifier() for each in bedside.buttons()}


def test_a_professionals_word_takes_hold_at_once(bedside: Bedside) -> None:
    outcome(bedside, Finding.CANCER)

    bedside.press(PROFESSIONAL_AGREED_TEXT)

    assert bedside.control("Outcome", QLabel).text() == "Massage, with care"
    assert offers(bedside) == set()
    kept = bedside.screenings.latest_lasting()
    assert kept is not None
    assert kept.approved == {Finding.CANCER}
    bedside.press(PROFESSIONAL_AGREED_TEXT)
    assert bedside.safety.verdict.level is RestrictionLevel.ASK_FIRST
    assert offers(bedside) == OFFERS


def test_a_professionals_word_stands_ticked_the_next_time(bedside: Bedside) -> None:
    outcome(bedside, Finding.CANCER)
    bedside.press(PROFESSIONAL_AGREED_TEXT)
    bedside.press("Tonight")
    bedside.flow.safety.explain_refused_start(None)

    assert bedside.control(PROFESSIONAL_AGREED_TEXT, QCheckBox).isChecked()


@pytest.mark.parametrize("finding", [Finding.CHEST_PAIN, Finding.CLOT_NOW, Finding.RED_SKIN])
def test_no_professionals_word_opens_what_needs_advice_today(bedside: Bedside, finding: Finding) -> None:
    outcome(bedside, Finding.CANCER, finding)

    assert not bedside.visible(PROFESSIONAL_AGREED_TEXT)


def test_the_advice_is_heard_as_it_is_read(bedside: Bedside) -> None:
    outcome(bedside, Finding.FEVER)

    shown = bedside.control("Advice", QLabel)
    assert shown.text() == "You ticked: a fever. Massage can wait until that has passed."
    assert shown.accessibleName() == f"Advice: {shown.text()}"


@pytest.mark.parametrize("keys", [("Enter",), ("Esc",)])
def test_enter_or_esc_is_enough_of_it(bedside: Bedside, keys: tuple[str, ...]) -> None:
    outcome(bedside, Finding.FEVER)

    bedside.keys(*keys)

    assert bedside.page is bedside.flow.evening.tonight


def test_what_is_left_of_the_routine_without_hands_can_be_started(bedside: Bedside) -> None:
    outcome(bedside, Finding.CANCER)

    bedside.press("Leg exercises")
    bedside.press("Skip")

    assert bedside.session.routine_key == "movement_only"
    assert {each.step_key for each in bedside.session.segments} == {"walking", "ankle", "breath"}
