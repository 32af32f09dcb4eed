"""Tests of what each finding removes from a routine, alone and with others."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.content.routines import load_routines
from rlscompanion.domain.routine import PictureNames, Routine, RoutineKind, Side, Step, Technique
from rlscompanion.domain.safe_routine import (
    DEEP_TECHNIQUES,
    HAND_TECHNIQUES,
    LIGHT_PRESSURE,
    NIGHT_MOVEMENT_ROUTINE_KEY,
    AdaptedRoutine,
    ChangeKind,
    LegPart,
    adapt_routine,
    allows_stretches,
    allows_walking,
    breathing_routine,
    is_massage,
    movement_routine,
    touched_parts,
    walking_routine,
)
from rlscompanion.domain.safety import (
    Finding,
    FindingGroup,
    RestrictionLevel,
    Verdict,
    findings_at_levels,
    findings_in_groups,
    judge_safety,
)
from tests.cases import each_case

from .samples import a_routine, a_step
from .screenings import ALL_RULES, ASK_FIRST, rule_name, screening, verdict_on

BREATHING, WALKING, ANKLE = "breath", "walking", "ankle_pumps"
WOUNDS = {
    Finding.WOUND_FOOT: {LegPart.FOOT, LegPart.ANKLE},
    Finding.WOUND_LOWER_LEG: {LegPart.LOWER_LEG, LegPart.ANKLE},
    Finding.WOUND_THIGH: {LegPart.THIGH},
}
LIGHT_ONLY = (Finding.VARICOSE_VEINS, Finding.REDUCED_FEELING, Finding.FRAGILE_SKIN, Finding.NUMBNESS)


def step(
    technique: Technique,
    pressure: tuple[int, int] | None = None,
    area: str = "calf-belly",
    key: str | None = None,
) -> Step:
    made = a_step(key or f"{technique}-{area}-{pressure}")
    return replace(
        made, technique=technique, pressure=pressure, picture=PictureNames("figure", area, "stroke", "p")
    )


STEPS = (
    step(Technique.BREATHING, key=BREATHING),
    step(Technique.MOVEMENT, key=ANKLE),
    step(Technique.MOVEMENT, key=WALKING),
    step(Technique.MOVEMENT, key="calf_raises"),
    step(Technique.TENSE_RELEASE, key="tense"),
    step(Technique.STRETCH, (3, 4), key="stretch"),
    *(
        step(technique, pressure, area)
        for technique in sorted(HAND_TECHNIQUES)
        for pressure in (None, (1, 2), (2, 3), (4, 5))
        for area in ("foot", "sole", "achilles", "calf-belly", "shin", "thigh", "unknown")
    ),
)
EVERYTHING = a_routine(*STEPS)
SHIPPED = load_routines()


@cache
def result(causes: tuple[tuple[Finding, bool], ...]) -> AdaptedRoutine:
    return adapt_routine(EVERYTHING, verdict_on(*causes))


def kept(found: AdaptedRoutine) -> dict[str, Step]:
    return {each.key: each for each in found.routine.steps} if found.routine else {}


def left_out(found: AdaptedRoutine) -> set[str]:
    return {each.key for each in found.changes if each.kind is ChangeKind.LEFT_OUT}


def pressures(found: AdaptedRoutine) -> dict[str, int]:
    """The highest pressure of each step; without a number, a feather counts as light and others as hard."""
    return {
        key: each.pressure[1]
        if each.pressure
        else LIGHT_PRESSURE[1]
        if each.technique is Technique.FEATHER
        else 10
        for key, each in kept(found).items()
        if is_massage(each)
    }


def keys_of(*techniques: Technique) -> set[str]:
    return {each.key for each in STEPS if each.technique in techniques}


# --- one finding --------------------------------------------------------------------------------------------


def test_a_clear_screen_changes_nothing() -> None:
    found = adapt_routine(EVERYTHING, judge_safety(screening()))

    assert found == AdaptedRoutine(EVERYTHING)
    assert found.note == ""


@each_case("case", ALL_RULES, ids=rule_name)
def test_every_step_is_kept_or_accounted_for(case: tuple[Finding, bool]) -> None:
    found = result((case,))

    assert {*kept(found), *left_out(found)} == {each.key for each in STEPS}
    assert not set(kept(found)) & left_out(found)
    assert all(each.reasons for each in found.changes)


@each_case("finding", findings_in_groups(FindingGroup.EMERGENCY))
def test_in_an_emergency_nothing_is_left(finding: Finding) -> None:
    found = result(((finding, False),))

    assert found.routine is None
    assert not found.is_startable


@each_case("finding", findings_at_levels(RestrictionLevel.SAME_DAY))
def test_with_same_day_advice_only_breathing_and_walking_stay(finding: Finding) -> None:
    found = result(((finding, False),))

    stays = {BREATHING} if finding is Finding.ACUTE_INJURY else {BREATHING, WALKING}
    assert set(kept(found)) == stays
    assert not found.is_startable


@each_case("finding", findings_at_levels(RestrictionLevel.ASK_FIRST, RestrictionLevel.POSTPONE))
def test_locked_means_no_touch_no_stretch_and_no_effort(finding: Finding) -> None:
    found = result(((finding, False),))

    assert set(kept(found)) == {BREATHING, WALKING, ANKLE}
    assert not found.is_startable


def test_unanswered_questions_lock_as_well() -> None:
    found = adapt_routine(EVERYTHING, judge_safety(None))

    assert set(kept(found)) == {BREATHING, WALKING, ANKLE}
    assert not found.is_startable


FEELING_LESS = (Finding.NEUROPATHY, Finding.DIABETIC_FOOT)


@each_case("finding", [each for each in ASK_FIRST if each not in FEELING_LESS])
def test_once_a_professional_agreed_gentle_strokes_and_stretches_are_open(finding: Finding) -> None:
    found = result(((finding, True),))

    assert left_out(found) >= keys_of(*DEEP_TECHNIQUES, Technique.PETRISSAGE, Technique.FRICTION)
    assert {key for key, pressure in pressures(found).items() if pressure > 3} == {"stretch"}
    assert {"effleurage-calf-belly-(2, 3)", "effleurage-thigh-(1, 2)"} <= set(kept(found))
    assert found.is_startable


@each_case(
    "case", [*((each, False) for each in LIGHT_ONLY), *((each, True) for each in FEELING_LESS)], ids=rule_name
)
def test_light_only_leaves_light_strokes(case: tuple[Finding, bool]) -> None:
    finding, found = case[0], result((case,))

    hands = [each for each in kept(found).values() if each.technique in HAND_TECHNIQUES]
    assert {each.technique for each in hands} == {Technique.FEATHER, Technique.EFFLEURAGE, Technique.HOLDING}
    assert {each.pressure for each in hands} <= {LIGHT_PRESSURE, None}
    assert {each.technique for each in hands if each.pressure is None} <= {Technique.FEATHER}
    assert all(each.caution for each in hands)
    assert ("stretch" in kept(found)) == (finding is Finding.VARICOSE_VEINS)
    assert found.is_startable


def test_what_is_softened_says_so_instead_of_its_own_cue() -> None:
    stroke = step(Technique.EFFLEURAGE, (2, 3))

    [softened] = kept(adapt_routine(a_routine(stroke), verdict_on((Finding.VARICOSE_VEINS, False)))).values()

    assert softened.cues.start == "Feather-light strokes only, upward."
    assert softened.cues.midway == "Halfway. Still feather-light."
    assert softened.cues.last == stroke.cues.last
    assert softened.caution == "Beside the veins, never on them."
    assert softened.technique is Technique.FEATHER
    assert (softened.key, softened.seconds) == (stroke.key, stroke.seconds)


@pytest.mark.parametrize(("finding", "parts"), WOUNDS.items())
def test_the_place_of_a_wound_is_skipped_and_others_are_not(finding: Finding, parts: set[LegPart]) -> None:
    found = result(((finding, False),))

    assert [key for key, each in kept(found).items() if touched_parts(each) & parts] == []
    assert left_out(found) == {
        each.key for each in STEPS if touched_parts(each) & parts or each.technique in DEEP_TECHNIQUES
    }


@each_case("finding", findings_in_groups(FindingGroup.SEE_DOCTOR))
def test_what_a_doctor_should_hear_of_changes_no_routine_but_for_numbness(finding: Finding) -> None:
    found = result(((finding, False),))

    less = result(((Finding.REDUCED_FEELING, False),))
    assert left_out(found) == (left_out(less) if finding is Finding.NUMBNESS else set())


ADVICE_ALONE = set(findings_in_groups(FindingGroup.SEE_DOCTOR)) - {Finding.NUMBNESS}


@each_case("case", [each for each in ALL_RULES if each[0] not in ADVICE_ALONE], ids=rule_name)
def test_deep_work_is_left_out_under_any_caution(case: tuple[Finding, bool]) -> None:
    assert left_out(result((case,))) >= keys_of(*DEEP_TECHNIQUES)


# --- two findings, and any number ---------------------------------------------------------------------------


def assert_at_least_as_strict(more: AdaptedRoutine, less: AdaptedRoutine) -> None:
    assert left_out(more) >= left_out(less)
    assert more.is_startable <= less.is_startable
    allowed, before = pressures(less), kept(less)
    assert all(allowed[key] >= pressure for key, pressure in pressures(more).items())
    assert all(cautions(each) >= cautions(before[key]) for key, each in kept(more).items())


def cautions(step: Step) -> set[str]:
    return {each.strip(" .") for each in step.caution.split(".")}


@pytest.mark.parametrize(
    ("cases", "distance"),
    [
        pytest.param(ALL_RULES, 4, id="some"),
        pytest.param(ALL_RULES, 1, id="first", marks=pytest.mark.thorough),
        pytest.param(ALL_RULES[::-1], 1, id="last", marks=pytest.mark.thorough),
    ],
)
@each_case("one", ALL_RULES, ids=rule_name)
def test_two_leave_out_what_either_does(
    one: tuple[Finding, bool], cases: Sequence[tuple[Finding, bool]], distance: int
) -> None:
    """Each with every fourth after it; in the thorough tier each two, in either order."""
    for other in (each for each in cases[cases.index(one) :: distance] if each[0] is not one[0]):
        both = result((one, other))

        for alone in (result((one,)), result((other,))):
            assert_at_least_as_strict(both, alone)
        assert left_out(both) == left_out(result((one,))) | left_out(result((other,))), other


@each_case("finding", ASK_FIRST)
def test_without_a_professionals_word_it_is_at_least_as_strict(finding: Finding) -> None:
    assert_at_least_as_strict(result(((finding, False),)), result(((finding, True),)))


@each_case("emergency", findings_in_groups(FindingGroup.EMERGENCY))
def test_an_emergency_leaves_nothing_whatever_else_there_is(emergency: Finding) -> None:
    for other in (case for case in ALL_RULES if case[0] is not emergency):
        assert result(((emergency, False), other)).routine is None, other


_CAUSES = st.dictionaries(st.sampled_from(Finding), st.booleans(), max_size=8)


def _verdict(causes: dict[Finding, bool]) -> Verdict:
    return verdict_on(*((finding, agreed and finding in ASK_FIRST) for finding, agreed in causes.items()))


@given(_CAUSES, st.sampled_from(Finding))
def test_one_more_finding_leaves_no_step_and_no_pressure_more(
    causes: dict[Finding, bool], more: Finding
) -> None:
    less, stricter = _verdict(causes), _verdict({**causes, more: False})

    assert_at_least_as_strict(adapt_routine(EVERYTHING, stricter), adapt_routine(EVERYTHING, less))


@given(_CAUSES, st.lists(st.sampled_from(STEPS), min_size=1, max_size=12))
def test_any_routine_comes_out_whole_or_not_at_all(causes: dict[Finding, bool], steps: list[Step]) -> None:
    routine = replace(a_routine(*steps), note="Warm hands.", start_leg=Side.RIGHT)

    found = adapt_routine(routine, _verdict(causes))

    if found.routine is None:
        assert not found.is_startable
        return
    order = [each.key for each in steps]
    places = iter(order)
    assert all(each.key in places for each in found.routine.steps), "the order stays"
    assert (found.routine.key, found.routine.start_leg) == (routine.key, Side.RIGHT)
    assert found.routine.note == f"{found.note} Warm hands.".strip()


# --- by whatever names --------------------------------------------------------------------------------------


@each_case("finding", [Finding.CANCER, Finding.ONE_SIDED_PAIN, Finding.FEVER])
@each_case("technique", [Technique.BREATHING, Technique.MOVEMENT, Technique.TENSE_RELEASE])
def test_a_hand_that_presses_is_a_hand_under_any_name(finding: Finding, technique: Technique) -> None:
    sly = step(technique, (2, 3), key=WALKING)

    assert is_massage(sly)
    assert adapt_routine(a_routine(sly), verdict_on((finding, False))).routine is None


def test_a_place_that_nobody_knows_counts_as_the_whole_leg() -> None:
    strange = step(Technique.EFFLEURAGE, (1, 2), area="elsewhere")

    assert touched_parts(strange) == set(LegPart)
    for finding in WOUNDS:
        assert adapt_routine(a_routine(strange), verdict_on((finding, False))).routine is None


def test_a_step_that_changes_place_counts_for_both() -> None:
    moving = replace(
        step(Technique.EFFLEURAGE, (1, 2), area="sole"), midway_picture=PictureNames("f", "thigh", "m", "p")
    )

    assert touched_parts(moving) == {LegPart.FOOT, LegPart.THIGH}


@pytest.mark.parametrize("finding", [Finding.CANCER, Finding.ONE_SIDED_PAIN])
def test_a_movement_of_ones_own_that_nobody_knows_is_left_out(finding: Finding) -> None:
    squats = step(Technique.MOVEMENT, key="squats")

    assert adapt_routine(a_routine(squats), verdict_on((finding, False))).routine is None


@each_case("finding", [None, *Finding])
def test_a_routine_of_breathing_alone_stays_open_but_in_an_emergency(finding: Finding | None) -> None:
    breathing = a_routine(step(Technique.BREATHING))
    found = adapt_routine(breathing, judge_safety(screening([finding] if finding else [])))

    assert found.is_startable == (finding not in findings_in_groups(FindingGroup.EMERGENCY))


def test_a_massage_of_which_only_breathing_stays_is_not_open() -> None:
    routine = a_routine(step(Technique.BREATHING), step(Technique.PETRISSAGE, (4, 5)))

    found = adapt_routine(routine, verdict_on((Finding.VARICOSE_VEINS, False)))

    assert found.routine is not None
    assert not found.is_startable


# --- instead of massage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "seconds"), [(RoutineKind.WIND_DOWN, 300), (RoutineKind.RESCUE, 240)])
def test_breathing_is_a_routine_of_its_own(kind: RoutineKind, seconds: float) -> None:
    made = breathing_routine(SHIPPED.steps, kind)

    assert made is not None
    assert (made.key, made.title, made.kind) == ("breathing", "Breathing", kind)
    assert [(each.key, each.technique, each.seconds) for each in made.steps] == [
        ("breath", Technique.BREATHING, seconds)
    ]


@pytest.mark.parametrize("steps", [(), (step(Technique.PETRISSAGE, (4, 5), key=BREATHING),)])
def test_without_a_step_for_it_there_is_no_breathing(steps: tuple[Step, ...]) -> None:
    assert breathing_routine(steps, RoutineKind.RESCUE) is None


@each_case(
    ("finding", "keys"),
    [
        (Finding.CANCER, ["sit_up", "walking"]),
        (Finding.FEVER, ["sit_up", "walking"]),
        (Finding.SORE_VEINS, ["sit_up", "walking"]),
        (Finding.ACUTE_INJURY, None),
        (Finding.COLLAPSE, None),
    ],
)
def test_walking_is_what_is_left_of_the_standing_rescue(finding: Finding, keys: list[str] | None) -> None:
    rescues = SHIPPED.of_kind(RoutineKind.RESCUE)

    found = walking_routine(rescues, verdict_on((finding, False)))

    assert (found and [each.key for each in found.steps]) == keys
    assert found is None or found.note == next(r.note for r in rescues if r.key == "rescue_standing")


def test_walking_is_not_looked_for_where_there_is_no_rescue() -> None:
    assert walking_routine((), judge_safety(screening())) is None


@each_case(
    ("finding", "keys"),
    [
        (Finding.CANCER, ["walking", "ankle", "breath"]),
        (Finding.FEVER, ["walking", "ankle", "breath"]),
        (Finding.SORE_VEINS, ["walking", "breath"]),
        (Finding.ACUTE_INJURY, None),
        (Finding.COLLAPSE, None),
    ],
)
def test_movement_is_what_is_left_of_the_routine_without_hands(
    finding: Finding, keys: list[str] | None
) -> None:
    found = movement_routine(SHIPPED.routines, verdict_on((finding, False)))

    assert (found and [each.key for each in found.steps]) == keys


@pytest.mark.parametrize(
    ("finding", "keys"),
    [
        (Finding.CANCER, ["ankle_pumps", "breath"]),
        (Finding.SORE_VEINS, None),
        (Finding.COLLAPSE, None),
    ],
)
def test_at_night_it_is_done_in_bed(finding: Finding, keys: list[str] | None) -> None:
    found = movement_routine(SHIPPED.of_kind(RoutineKind.RESCUE), verdict_on((finding, False)))

    assert (found and [each.key for each in found.steps]) == keys


def test_movement_is_not_looked_for_where_there_is_no_routine_for_it() -> None:
    rescues = [each for each in SHIPPED.of_kind(RoutineKind.RESCUE) if each.key != NIGHT_MOVEMENT_ROUTINE_KEY]

    assert movement_routine(rescues, judge_safety(screening())) is None


@each_case("case", ALL_RULES, ids=rule_name)
def test_walking_and_stretches_stay_as_in_a_routine(case: tuple[Finding, bool]) -> None:
    steps = kept(result((case,)))

    assert allows_walking(verdict_on(case)) == (WALKING in steps)
    assert allows_stretches(verdict_on(case)) == ("stretch" in steps or case[0] in WOUNDS)


def test_without_hands_it_stays_open_when_its_stretches_are_left_out() -> None:
    routine = SHIPPED.routine("movement_only")
    assert routine is not None

    found = adapt_routine(routine, verdict_on((Finding.REDUCED_FEELING, False)))

    assert found.is_startable
    assert left_out(found) == {"wall_stretch", "soleus_stretch", "hamstring_stretch"}


@each_case("finding", LIGHT_ONLY)
def test_palms_that_rest_stay_where_only_light_strokes_do(finding: Finding) -> None:
    routine = SHIPPED.routine("resting_palms")
    assert routine is not None

    found = adapt_routine(routine, verdict_on((finding, False)))

    assert found.changes == ()


# --- in words -----------------------------------------------------------------------------------------------


def test_the_note_says_what_is_left_out_or_lighter_and_why() -> None:
    routine = a_routine(
        replace(step(Technique.PETRISSAGE, (4, 5)), title="Kneading"),
        replace(step(Technique.EFFLEURAGE, (2, 3)), title="Long strokes"),
        replace(step(Technique.PETRISSAGE, (4, 5)), title="Kneading"),
        replace(step(Technique.STRETCH, (3, 4)), title="Stretch"),
    )

    found = adapt_routine(routine, verdict_on((Finding.FRAGILE_SKIN, False), (Finding.PREGNANCY, True)))

    assert found.note == (
        "Because of fragile skin or bruises, and pregnancy or a recent birth, the routine leaves out "
        "“Kneading”. Because of fragile skin or bruises, the routine leaves out “Stretch” and uses only "
        "light pressure for “Long strokes”."
    )


# --- the shipped routines -----------------------------------------------------------------------------------


@each_case("routine", SHIPPED.routines, ids=lambda routine: str(routine.key))
@each_case("finding", Finding)
def test_shipped_routines_obey(routine: Routine, finding: Finding) -> None:
    found = adapt_routine(routine, verdict_on((finding, False)))

    for each in kept(found).values():
        assert not (verdict_on((finding, False)).is_locked and is_massage(each))
        assert not (finding in WOUNDS and touched_parts(each) & WOUNDS[finding])
        is_hand = finding in LIGHT_ONLY and each.technique in HAND_TECHNIQUES
        assert not (is_hand and (each.pressure is None or each.pressure[1] > LIGHT_PRESSURE[1]))


def test_deep_strokes_on_the_calf_are_known_by_their_technique() -> None:
    deep = [each for r in SHIPPED.routines for each in r.steps if each.key == "calf_deep"]

    assert {each.technique for each in deep} <= {Technique.DEEP_EFFLEURAGE}
