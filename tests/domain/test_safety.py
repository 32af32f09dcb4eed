"""Tests of the safety screen: the level of each finding; more findings never allow more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.safety import (
    DAYS_UNTIL_SCREENING_DUE,
    FINDING_WORDINGS,
    Cause,
    Finding,
    FindingGroup,
    MissingAnswer,
    RestrictionLevel,
    findings_in_groups,
    is_screening_due,
    judge_safety,
)
from tests.cases import each_case

from .screenings import ALL_RULES, ANSWERED_AT, ASK_FIRST, THIS_EVENING, rule_name, screening, verdict_on

LEVELS = {
    FindingGroup.EMERGENCY: RestrictionLevel.EMERGENCY,
    FindingGroup.SAME_DAY: RestrictionLevel.SAME_DAY,
    FindingGroup.ASK_FIRST: RestrictionLevel.ASK_FIRST,
    FindingGroup.POSTPONE: RestrictionLevel.POSTPONE,
    FindingGroup.LIGHT: RestrictionLevel.LIGHT,
    FindingGroup.SEE_DOCTOR: RestrictionLevel.CLEAR,
}
DAY = 24 * 60


APART = {Finding.CLOT_NOW: RestrictionLevel.SAME_DAY, Finding.NUMBNESS: RestrictionLevel.LIGHT}


def expected_level(finding: Finding, agreed: bool) -> RestrictionLevel:
    if agreed:
        return (
            RestrictionLevel.LIGHT
            if finding in (Finding.NEUROPATHY, Finding.DIABETIC_FOOT)
            else RestrictionLevel.WITH_CARE
        )
    return APART.get(finding, LEVELS[FINDING_WORDINGS[finding].group])


@each_case("case", ALL_RULES, ids=rule_name)
def test_each_finding_alone(case: tuple[Finding, bool]) -> None:
    found = verdict_on(case)

    assert found.level is expected_level(*case)
    assert found.is_locked == (
        found.level
        in (
            RestrictionLevel.EMERGENCY,
            RestrictionLevel.SAME_DAY,
            RestrictionLevel.ASK_FIRST,
            RestrictionLevel.POSTPONE,
        )
    )
    assert found.reasons == (
        () if found.level is RestrictionLevel.CLEAR else (FINDING_WORDINGS[case[0]].reason,)
    )


@each_case("one", ALL_RULES, ids=rule_name)
def test_of_each_pair_the_stricter_wins_and_both_are_named(one: tuple[Finding, bool]) -> None:
    for other in (each for each in ALL_RULES if each[0] is not one[0]):
        both = verdict_on(one, other)

        apart = (verdict_on(one), verdict_on(other))
        assert both.level == max(each.level for each in apart), other
        assert set(both.reasons) == {reason for each in apart for reason in each.reasons}, other
        assert set(both.doctor_reasons) == {reason for each in apart for reason in each.doctor_reasons}, other
        assert list(both.causes) == sorted(both.causes, key=lambda cause: -cause.level), other


def test_nothing_ticked_is_clear() -> None:
    assert judge_safety(screening()).level is RestrictionLevel.CLEAR
    assert judge_safety(screening()).reasons == ()


def test_never_asked_is_locked() -> None:
    assert judge_safety(None).level is RestrictionLevel.UNASKED
    assert judge_safety(None).is_locked
    assert [cause.source for cause in judge_safety(None).causes] == [MissingAnswer.NEVER_ASKED]


@each_case("standing", [None, (), (Finding.BLEEDING,), (Finding.VARICOSE_VEINS,)])
@each_case(
    "tonight",
    findings_in_groups(
        FindingGroup.EMERGENCY, FindingGroup.SAME_DAY, FindingGroup.POSTPONE, FindingGroup.LIGHT
    ),
)
def test_tonight_adds_to_what_stands(standing: tuple[Finding, ...] | None, tonight: Finding) -> None:
    kept = None if standing is None else screening(standing)

    both = judge_safety(kept, screening([tonight], evening=THIS_EVENING))

    assert both.level == max(judge_safety(kept).level, verdict_on((tonight, False)).level)
    assert {cause.source for cause in both.causes} >= {tonight, *(standing or ())}


@each_case("finding", Finding)
def test_only_red_flags_of_an_earlier_night_have_to_be_looked_at_again(finding: Finding) -> None:
    found = judge_safety(screening(), None, screening([finding], evening=THIS_EVENING))

    is_red = expected_level(finding, agreed=False) in (RestrictionLevel.EMERGENCY, RestrictionLevel.SAME_DAY)
    assert found.causes == ((Cause(MissingAnswer.ASK_AGAIN),) if is_red else ())
    assert found.is_locked == is_red


def test_an_answer_for_tonight_settles_an_earlier_one() -> None:
    earlier = screening([Finding.CHEST_PAIN], evening=THIS_EVENING)

    assert judge_safety(screening(), screening(evening=THIS_EVENING), earlier).level is RestrictionLevel.CLEAR


def test_agreeing_opens_only_what_was_agreed_to() -> None:
    both = judge_safety(screening([Finding.CANCER, Finding.PREGNANCY], agreed=[Finding.CANCER]))

    assert both.level is RestrictionLevel.ASK_FIRST
    assert {cause.source: cause.level for cause in both.causes} == {
        Finding.PREGNANCY: RestrictionLevel.ASK_FIRST,
        Finding.CANCER: RestrictionLevel.WITH_CARE,
    }


@each_case(
    ("findings", "agreed"),
    [
        ((), (Finding.CANCER,)),
        ((Finding.FEVER,), (Finding.FEVER,)),
        ((Finding.CANCER,), (Finding.DIALYSIS,)),
        ((Finding.CLOT_NOW,), (Finding.CLOT_NOW,)),
    ],
)
def test_only_what_was_ticked_and_is_to_be_asked_about_can_be_agreed_to(
    findings: tuple[Finding, ...], agreed: tuple[Finding, ...]
) -> None:
    with pytest.raises(ValueError, match="professional"):
        screening(findings, agreed)


@each_case(
    ("findings", "agreed", "is_agreed"),
    [
        ((), (), False),
        ((Finding.FEVER,), (), False),
        ((Finding.CANCER,), (), False),
        ((Finding.CANCER, Finding.BLEEDING), (Finding.CANCER,), False),
        ((Finding.CANCER, Finding.FEVER), (Finding.CANCER,), True),
    ],
)
def test_agreed_means_to_all_of_it(
    findings: tuple[Finding, ...], agreed: tuple[Finding, ...], is_agreed: bool
) -> None:
    assert screening(findings, agreed).is_fully_approved is is_agreed


@each_case(
    ("minutes", "due"),
    [
        (0, False),
        (DAYS_UNTIL_SCREENING_DUE * DAY - 1, False),
        (DAYS_UNTIL_SCREENING_DUE * DAY, True),
        (400 * DAY, True),
        (-1, True),
    ],
)
def test_after_ninety_days_or_a_clock_set_back_it_is_time_to_ask(minutes: int, due: bool) -> None:
    assert is_screening_due(screening(), ANSWERED_AT.plus_minutes(minutes)) is due


def test_a_journey_alone_makes_nothing_due() -> None:
    assert not is_screening_due(screening(), Moment(ANSWERED_AT.utc + 60, -600))


@each_case(
    ("finding", "is_named"),
    [
        *((each, True) for each in findings_in_groups(FindingGroup.SEE_DOCTOR)),
        (Finding.PREGNANCY, True),
        (Finding.DIALYSIS, True),
        *((each, False) for each in (Finding.CANCER, Finding.FEVER, Finding.CHEST_PAIN)),
    ],
)
def test_who_should_see_a_doctor_about_the_legs(finding: Finding, is_named: bool) -> None:
    assert verdict_on((finding, False)).doctor_reasons == (
        (FINDING_WORDINGS[finding].reason,) if is_named else ()
    )


def test_every_finding_is_worded_once() -> None:
    assert set(FINDING_WORDINGS) == set(Finding)
    assert len({each.words for each in FINDING_WORDINGS.values()}) == len(Finding)
    assert len({each.reason for each in FINDING_WORDINGS.values()}) == len(Finding)
    assert {each.group for each in FINDING_WORDINGS.values()} == set(FindingGroup)
    assert findings_in_groups(*FindingGroup) == tuple(Finding)


@each_case("finding", Finding)
def test_words_fit_a_box_and_reasons_fit_a_sentence(finding: Finding) -> None:
    worded = FINDING_WORDINGS[finding]

    assert worded.words[0].isupper()
    assert worded.reason[0].islower()
    assert not worded.words.endswith(".")
    assert not worded.reason.endswith(".")


_SETS = st.frozensets(st.sampled_from(Finding))


@given(_SETS, _SETS, st.data())
def test_one_more_finding_never_opens_anything(
    standing: frozenset[Finding], tonight: frozenset[Finding], data: st.DataObject
) -> None:
    agreed = data.draw(st.frozensets(st.sampled_from(ASK_FIRST))) & standing
    more = data.draw(st.sampled_from(Finding))
    before = judge_safety(screening(standing, agreed), screening(tonight))

    assert judge_safety(screening(standing | {more}, agreed), screening(tonight)).level >= before.level
    assert judge_safety(screening(standing, agreed), screening(tonight | {more})).level >= before.level
    assert (
        judge_safety(screening(standing, agreed & standing - {more}), screening(tonight)).level
        >= before.level
    )
    assert judge_safety(None, screening(tonight)).level >= judge_safety(screening(), screening(tonight)).level


@given(_SETS)
def test_an_emergency_wins_over_everything(findings: frozenset[Finding]) -> None:
    agreed = findings & frozenset(ASK_FIRST)

    found = judge_safety(screening(findings | {Finding.CHEST_PAIN}, agreed))

    assert found.level is RestrictionLevel.EMERGENCY
    assert found.causes[0].level is RestrictionLevel.EMERGENCY
