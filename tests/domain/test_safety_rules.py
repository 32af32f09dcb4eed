"""Tests of each rule of the safety screen on the shipped routines, as rows of a table."""

from collections.abc import Iterable

import pytest

from rlscompanion.content.routines import load_routines
from rlscompanion.domain.routine import RoutineKind, Technique
from rlscompanion.domain.safe_routine import HAND_TECHNIQUES, AdaptedRoutine, adapt_routine, is_massage
from rlscompanion.domain.safety import (
    DAYS_UNTIL_SCREENING_DUE,
    FINDING_WORDINGS,
    Finding,
    FindingGroup,
    RestrictionLevel,
    Screening,
    findings_at_levels,
    judge_safety,
)
from rlscompanion.domain.safety_advice import (
    IF_IT_GETS_WORSE_SENTENCE,
    NO_ALL_CLEAR_SENTENCES,
    SELF_HARM_SENTENCE,
    WALKING_CAUTION,
    locked_and_open_sentence,
    locked_night_sentence,
    verdict_sentences,
)
from tests.cases import each_case

from .screenings import ALL_RULES, ASK_FIRST, rule_name, screening, verdict_on

Case = tuple[Finding, bool]

CALL_NOW = (
    *(Finding.BREATHLESSNESS, Finding.CHEST_PAIN, Finding.COUGHING_BLOOD, Finding.COLLAPSE),
    *(Finding.COLD_FOOT, Finding.LEG_WEAKNESS, Finding.NUMB_SADDLE, Finding.INCONTINENCE),
)
SAME_DAY = (
    *(Finding.ONE_SIDED_PAIN, Finding.WARM_LEG, Finding.RED_SKIN, Finding.SORE_VEINS),
    *(Finding.SPREADING_REDNESS, Finding.ACUTE_INJURY, Finding.CLOT_NOW),
)
ASK = (
    *(Finding.CLOT_BEFORE, Finding.BLEEDING, Finding.SURGERY_OR_TRAVEL, Finding.NEW_JOINT),
    *(Finding.PREGNANCY, Finding.ARTERY_DISEASE, Finding.HEART_FAILURE, Finding.UNEXPLAINED_SWELLING),
    *(Finding.CANCER, Finding.LYMPHOEDEMA, Finding.OSTEOPOROSIS, Finding.NEUROPATHY),
    *(Finding.DIABETIC_FOOT, Finding.DIALYSIS),
)
WOUNDS = (Finding.WOUND_FOOT, Finding.WOUND_LOWER_LEG, Finding.WOUND_THIGH)
LIGHT = (Finding.VARICOSE_VEINS, Finding.REDUCED_FEELING, Finding.FRAGILE_SKIN, *WOUNDS, Finding.NUMBNESS)
KNEADS = {Technique.PETRISSAGE, Technique.FRICTION, Technique.DEEP_EFFLEURAGE, Technique.SUSTAINED_PRESSURE}
BOOK = load_routines()


def after(*cases: Case) -> list[AdaptedRoutine]:
    """The shipped routines as these answers leave them."""
    return [adapt_routine(routine, verdict_on(*cases)) for routine in BOOK.routines]


def techniques(left: Iterable[AdaptedRoutine]) -> set[Technique]:
    return {step.technique for each in left if each.routine for step in each.routine.steps}


def firmest(left: Iterable[AdaptedRoutine]) -> int:
    """The most pressure by hand, of 10."""
    return max(
        (
            step.pressure[1]
            for each in left
            if each.routine
            for step in each.routine.steps
            if step.pressure and step.technique in HAND_TECHNIQUES
        ),
        default=0,
    )


@each_case(
    ("level", "findings"),
    [
        (RestrictionLevel.EMERGENCY, CALL_NOW),
        (RestrictionLevel.SAME_DAY, SAME_DAY),
        (RestrictionLevel.ASK_FIRST, ASK),
        (RestrictionLevel.POSTPONE, (Finding.FEVER, Finding.ACUTE_ILLNESS)),
        (RestrictionLevel.LIGHT, LIGHT),
        (
            RestrictionLevel.CLEAR,
            (Finding.NO_SLEEP, Finding.MOOD, Finding.ARMS, Finding.WORSENING, Finding.KIDNEY_DISEASE),
        ),
    ],
)
def test_each_level_holds_what_the_screen_names(
    level: RestrictionLevel, findings: tuple[Finding, ...]
) -> None:
    assert set(findings_at_levels(level)) == set(findings)


def test_it_is_asked_about_what_is_new() -> None:
    assert FindingGroup.SAME_DAY.display_name == "Is any of this new in your legs?"
    assert "New" in FINDING_WORDINGS[Finding.LEG_WEAKNESS].words
    assert DAYS_UNTIL_SCREENING_DUE == 90


@each_case("finding", SAME_DAY)
def test_with_same_day_advice_stands_when_to_call(finding: Finding) -> None:
    found = verdict_on((finding, False))

    assert "short of breath, have chest pain, cough blood or faint" in IF_IT_GETS_WORSE_SENTENCE
    assert IF_IT_GETS_WORSE_SENTENCE in verdict_sentences(found)[0]
    assert IF_IT_GETS_WORSE_SENTENCE in locked_night_sentence(found)


@each_case("finding", [each for each in Finding if each not in (*CALL_NOW, *SAME_DAY)])
def test_a_clean_screen_rules_no_clot_out(finding: Finding) -> None:
    found = verdict_on((finding, False))

    assert (NO_ALL_CLEAR_SENTENCES in verdict_sentences(found)) == (not found.is_locked)


@each_case("other", [None, *ASK_FIRST])
def test_no_tick_unlocks_a_clot_now(other: Finding | None) -> None:
    findings = {Finding.CLOT_NOW} | ({other} if other else set())
    ticked = screening(findings)
    agreed = Screening(ticked.id, ticked.answered_at, ticked.findings, ticked.findings_needing_approval)

    assert Finding.CLOT_NOW not in ticked.findings_needing_approval
    assert judge_safety(agreed).level is RestrictionLevel.SAME_DAY
    assert not any(
        adapt_routine(routine, judge_safety(agreed)).is_startable
        for routine in BOOK.of_kind(RoutineKind.WIND_DOWN)
    )


@each_case("finding", [*SAME_DAY, *ASK, Finding.FEVER, Finding.ACUTE_ILLNESS])
def test_locked_means_no_touch_and_no_stretch_while_the_rest_stays_open(finding: Finding) -> None:
    left = after((finding, False))

    assert not any(is_massage(step) for each in left if each.routine for step in each.routine.steps)
    assert Technique.BREATHING in techniques(left)
    assert "You can still use breathing, sound, lights out and the diary" in locked_and_open_sentence(
        verdict_on((finding, False))
    )


@each_case("finding", ASK)
def test_agreed_to_nothing_kneads_and_nothing_is_firm(finding: Finding) -> None:
    left = after((finding, True))

    assert not techniques(left) & KNEADS
    assert 0 < firmest(left) <= 3


@pytest.mark.parametrize(
    "graver", [(Finding.NEUROPATHY, True), (Finding.DIABETIC_FOOT, True), (Finding.NUMBNESS, False)]
)
def test_less_feeling_is_less_feeling_wherever_it_is_noted(graver: Case) -> None:
    left, reduced = after(graver), after((Finding.REDUCED_FEELING, False))

    assert [each.routine and each.routine.steps for each in left] == [
        each.routine and each.routine.steps for each in reduced
    ]
    assert Technique.STRETCH not in techniques(left)
    assert firmest(left) == 2


@each_case("wound", [None, *WOUNDS])
@each_case("finding", [each for each in Finding if each not in WOUNDS])
def test_the_graver_answer_never_gets_the_firmer_massage(finding: Finding, wound: Finding | None) -> None:
    """By the levels: with every step up no more pressure is left. A wound lets the other areas be."""
    beside: tuple[Case, ...] = ((wound, False),) if wound else ()
    cases = [(finding, False), *([(finding, True)] if finding in ASK_FIRST else [])]
    found = [(verdict_on(case).level, firmest(after(case, *beside))) for case in cases]

    for level, pressure in found:
        most = {RestrictionLevel.CLEAR: 5, RestrictionLevel.WITH_CARE: 3, RestrictionLevel.LIGHT: 2}.get(
            level, 0
        )
        assert pressure <= most


@each_case(
    "case", [each for each in ALL_RULES if verdict_on(each).level > RestrictionLevel.CLEAR], ids=rule_name
)
def test_deep_strokes_are_left_out_under_any_caution(case: Case) -> None:
    assert not techniques(after(case)) & {Technique.DEEP_EFFLEURAGE, Technique.SUSTAINED_PRESSURE}


@each_case("finding", Finding)
def test_where_mood_is_mentioned_stands_whom_to_call(finding: Finding) -> None:
    said = verdict_sentences(verdict_on((finding, False)))

    assert (SELF_HARM_SENTENCE in said) == (finding is Finding.MOOD)
    assert any("mood" in each for each in said) == (finding is Finding.MOOD)


@each_case("word", ["dizzy", "drowsy", "unsteady", "sleeping pill", "Gabapentinoids", "dopamine agonists"])
def test_standing_up_at_night_has_its_caution(word: str) -> None:
    assert word in WALKING_CAUTION


@each_case(
    "finding",
    [
        Finding.PREGNANCY,
        Finding.DIALYSIS,
        *(each for each in Finding if FINDING_WORDINGS[each].group is FindingGroup.SEE_DOCTOR),
    ],
)
def test_who_should_see_a_doctor_about_the_legs(finding: Finding) -> None:
    assert any(
        "talk to a doctor about your restless legs" in each
        for each in verdict_sentences(verdict_on((finding, False)))
    )
