"""Tests of the night ladder: the choices offered, their phrases, and the answers stored."""

from dataclasses import replace
from datetime import date

import pytest

from rlscompanion.domain import ladder
from rlscompanion.domain.items import TRIED_ITEMS, Helped, Item
from rlscompanion.domain.ladder import LadderChoice
from rlscompanion.domain.safety import Finding, FindingGroup, findings_in_groups, judge_safety
from rlscompanion.domain.safety_advice import UNSTEADY_STATES
from tests.cases import each_case

from .samples import a_full_night
from .screenings import ALL_RULES, rule_name, screening, verdict_on

CLEAR = judge_safety(screening())
PROMISES = ("will help", "cure", "relieve", "improve", "works", "fall asleep")


def test_with_nothing_against_it_all_is_offered() -> None:
    assert ladder.allowed_choices(CLEAR) == tuple(LadderChoice)


def test_unanswered_questions_forbid_no_rung_but_stretches() -> None:
    assert ladder.allowed_choices(judge_safety(None)) == tuple(LadderChoice)
    assert ladder.STRETCH_PHRASE not in ladder.instruction_phrases(LadderChoice.WALK, judge_safety(None))


@each_case("finding", findings_in_groups(FindingGroup.EMERGENCY))
def test_in_an_emergency_nothing_is_offered(finding: Finding) -> None:
    assert ladder.allowed_choices(verdict_on((finding, False))) == ()


@each_case(
    "finding",
    [
        *findings_in_groups(FindingGroup.SAME_DAY),
        *(Finding.REDUCED_FEELING, Finding.NEUROPATHY, Finding.DIABETIC_FOOT, Finding.NUMBNESS),
        *(Finding.ARTERY_DISEASE, Finding.WOUND_FOOT, Finding.WOUND_LOWER_LEG, Finding.WOUND_THIGH),
    ],
)
def test_neither_warmth_nor_cold_where_skin_feels_less_is_hurt_or_badly_supplied(finding: Finding) -> None:
    offered = ladder.allowed_choices(verdict_on((finding, False)))

    assert LadderChoice.WARMTH not in offered
    assert LadderChoice.MIND in offered


@pytest.mark.parametrize("finding", [Finding.NEUROPATHY, Finding.DIABETIC_FOOT, Finding.ARTERY_DISEASE])
def test_a_professional_who_agrees_to_massage_has_not_agreed_to_heat(finding: Finding) -> None:
    assert LadderChoice.WARMTH not in ladder.allowed_choices(verdict_on((finding, True)))


def test_a_fresh_injury_is_not_walked_on() -> None:
    assert ladder.allowed_choices(verdict_on((Finding.ACUTE_INJURY, False))) == (LadderChoice.MIND,)


@each_case("case", ALL_RULES, ids=rule_name)
def test_two_findings_offer_no_more_than_either(case: tuple[Finding, bool]) -> None:
    for other in (each for each in ALL_RULES if each[0] is not case[0]):
        both = set(ladder.allowed_choices(verdict_on(case, other)))
        assert both <= set(ladder.allowed_choices(verdict_on(case))) & set(
            ladder.allowed_choices(verdict_on(other))
        ), other


def test_stretches_are_neither_named_nor_asked_about_where_they_are_left_out() -> None:
    locked = verdict_on((Finding.CANCER, False))

    assert ladder.STRETCH_PHRASE in ladder.instruction_phrases(LadderChoice.WALK, CLEAR)
    assert ladder.STRETCH_PHRASE not in ladder.instruction_phrases(LadderChoice.WALK, locked)
    assert ladder.items_to_ask(LadderChoice.WALK, CLEAR) == (Item.TRIED_WALKING, Item.TRIED_STRETCHING)
    assert ladder.items_to_ask(LadderChoice.WALK, locked) == (Item.TRIED_WALKING,)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (LadderChoice.WALK, (UNSTEADY_STATES, "a minute", "hold on")),
        (
            LadderChoice.WARMTH,
            ("feels less", "poor circulation", "hurt", "while you sleep", "cloth", "twenty minutes"),
        ),
        (LadderChoice.MIND, ("any key",)),
    ],
)
def test_an_instruction_says_what_it_must(choice: LadderChoice, words: tuple[str, ...]) -> None:
    said = " ".join(ladder.instruction_phrases(choice, CLEAR)).lower()

    assert [word for word in words if word not in said] == []
    assert [word for word in PROMISES if word in said] == []


@each_case("case", [None, *ALL_RULES], ids=rule_name)
def test_all_that_can_be_said_is_among_the_phrases(case: tuple[Finding, bool] | None) -> None:
    found = verdict_on(case) if case else CLEAR
    said = {*ladder.menu_phrases(ladder.allowed_choices(found)), ladder.DID_IT_HELP_ANSWERS_PHRASE}
    for choice in LadderChoice:
        said |= {*ladder.instruction_phrases(choice, found)}
        said |= {ladder.DID_IT_HELP_QUESTIONS[item] for item in ladder.items_to_ask(choice, found)}

    assert said <= set(ladder.all_ladder_phrases())


def test_each_choice_keeps_its_number() -> None:
    assert ladder.menu_phrases((LadderChoice.MIND,))[1:] == (
        "Three: something for the mind.",
        "Four: back to bed.",
    )


def test_everything_but_massage_can_be_asked_about() -> None:
    asked = {item for choice in LadderChoice for item in ladder.items_to_ask(choice, CLEAR)}

    assert asked == set(TRIED_ITEMS) - {Item.TRIED_MASSAGE} == set(ladder.DID_IT_HELP_QUESTIONS)


def test_an_answer_changes_its_item_alone_and_the_last_one_counts() -> None:
    night = a_full_night(date(2026, 11, 21))

    once = ladder.with_helped_answer(night, Item.TRIED_COLD, Helped.NO)
    twice = ladder.with_helped_answer(once, Item.TRIED_COLD, Helped.YES)

    assert once == replace(night, tried_cold=Helped.NO)
    assert twice == replace(night, tried_cold=Helped.YES)
