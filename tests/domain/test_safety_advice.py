"""Tests of the advice for a verdict: whom to ask or call, what stays open, never a diagnosis."""

import pytest

from rlscompanion.domain import safety_advice
from rlscompanion.domain.safety import (
    FINDING_WORDINGS,
    Finding,
    FindingGroup,
    RestrictionLevel,
    findings_in_groups,
    judge_safety,
)
from rlscompanion.domain.safety_advice import (
    NO_ALL_CLEAR_SENTENCES,
    locked_and_open_sentence,
    locked_night_sentence,
    reasons_text,
    verdict_sentences,
    verdict_title,
)
from tests.cases import each_case

from .screenings import ALL_RULES, THIS_EVENING, rule_name, screening, verdict_on


@each_case(
    ("words", "most", "sentence"),
    [
        ((), None, ""),
        (("a",), None, "a"),
        (("a", "b or c", "d"), None, "a; b or c; d"),
        (("a", "b"), 2, "a; b"),
        (("a", "b", "c"), 2, "a; b; and more"),
    ],
)
def test_words_in_a_sentence(words: tuple[str, ...], most: int | None, sentence: str) -> None:
    assert reasons_text(words, most) == sentence


def test_a_clear_screen_is_no_all_clear() -> None:
    clear = judge_safety(screening())

    assert verdict_title(clear) == "You can massage gently"
    assert verdict_sentences(clear) == (
        "Your answers don’t rule out a gentle massage.",
        NO_ALL_CLEAR_SENTENCES,
    )
    assert "so these answers cannot exclude one" in NO_ALL_CLEAR_SENTENCES
    assert locked_and_open_sentence(clear) == ""


@each_case(
    ("finding", "words"),
    [
        (Finding.CHEST_PAIN, "please call your emergency number now"),
        (Finding.RED_SKIN, "see a doctor about this today"),
        (
            Finding.CANCER,
            "Please ask a professional, such as your doctor, whether leg massage is fine for you",
        ),
        (Finding.FEVER, "Massage can wait until that has passed"),
    ],
)
def test_what_locks_says_whom_to_call_or_ask_and_why(finding: Finding, words: str) -> None:
    [said] = verdict_sentences(verdict_on((finding, False)))

    assert said.startswith(f"You ticked: {FINDING_WORDINGS[finding].reason}. ")
    assert words in said


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Finding.VARICOSE_VEINS, "Only light strokes, beside varicose veins and never on them."),
        (Finding.WOUND_THIGH, "Skip the area with the wound, rash or infection."),
        (Finding.NUMBNESS, "Only light strokes: with reduced feeling it is easy to press too hard."),
    ],
)
def test_what_softens_says_how(finding: Finding, words: str) -> None:
    assert verdict_sentences(verdict_on((finding, False)))[:2] == (words, NO_ALL_CLEAR_SENTENCES)


def test_two_wounds_are_told_of_once() -> None:
    both = verdict_on((Finding.WOUND_FOOT, False), (Finding.WOUND_THIGH, False))

    assert verdict_sentences(both) == (
        "Skip the area with the wound, rash or infection.",
        NO_ALL_CLEAR_SENTENCES,
    )


def test_what_a_professional_agreed_to_is_repeated() -> None:
    [said, no_all_clear] = verdict_sentences(verdict_on((Finding.CANCER, True), (Finding.BLEEDING, True)))

    assert said == (
        "You ticked: blood thinners or a bleeding disorder; active cancer. A professional said that massage "
        "is fine for you. Kneading and firm pressure are still left out."
    )
    assert no_all_clear == NO_ALL_CLEAR_SENTENCES


def test_in_pregnancy_kneading_is_said_to_stay_off() -> None:
    said = " ".join(verdict_sentences(verdict_on((Finding.PREGNANCY, True))))

    assert "Kneading and firm pressure stay off until six weeks after the birth." in said
    assert "Please talk to a doctor about your restless legs" in said


@each_case("finding", findings_in_groups(FindingGroup.SEE_DOCTOR))
def test_who_should_see_a_doctor_is_told_so(finding: Finding) -> None:
    said = verdict_sentences(verdict_on((finding, False)))

    assert (
        f"You ticked: {FINDING_WORDINGS[finding].reason}. Please talk to a doctor about your restless legs."
        in said
    )


def test_the_gravest_comes_first_and_everything_that_locks_is_named() -> None:
    all_four = verdict_on(
        *((each, False) for each in (Finding.FEVER, Finding.CANCER, Finding.RED_SKIN, Finding.COLLAPSE))
    )

    said = verdict_sentences(all_four)

    assert [reason in line for reason, line in zip(all_four.reasons, said, strict=True)] == [True] * 4
    assert "emergency" in said[0]


def test_what_only_softens_is_not_told_while_all_is_locked() -> None:
    assert len(verdict_sentences(verdict_on((Finding.FEVER, False), (Finding.VARICOSE_VEINS, False)))) == 1


def test_unanswered_questions() -> None:
    assert verdict_sentences(judge_safety(None)) == (
        "Massage waits until a few questions about your health are answered.",
    )
    again = judge_safety(screening(), None, screening([Finding.RED_SKIN], evening=THIS_EVENING))
    assert verdict_sentences(again)[0].startswith("On an earlier evening you ticked something")


@each_case("case", ALL_RULES, ids=rule_name)
def test_what_stays_open_is_said_where_something_is_locked(case: tuple[Finding, bool]) -> None:
    found = verdict_on(case)

    open_words = locked_and_open_sentence(found)
    assert bool(open_words) == found.is_locked
    if found.is_locked:
        assert "sound, lights out and the diary" in open_words
        assert ("breathing" in open_words) == (found.level is not RestrictionLevel.EMERGENCY)
        assert NO_ALL_CLEAR_SENTENCES not in verdict_sentences(found)


@each_case("case", ALL_RULES, ids=rule_name)
def test_nothing_promises_or_diagnoses(case: tuple[Finding, bool]) -> None:
    found = verdict_on(case)

    said = " ".join(
        (
            verdict_title(found),
            *verdict_sentences(found),
            locked_and_open_sentence(found),
            locked_night_sentence(found),
        )
    ).lower()
    for word in ("diagnos", "you have", "you may have", "safe", "will help", "cure", "thrombosis", "!"):
        assert word not in said


@each_case("case", ALL_RULES, ids=rule_name)
def test_at_night_one_short_text_is_enough(case: tuple[Finding, bool]) -> None:
    found = verdict_on(case)

    assert locked_night_sentence(found).count(".") <= 3
    assert len(locked_night_sentence(found)) <= (180 if found.level is RestrictionLevel.SAME_DAY else 120)
    assert ("emergency" in locked_night_sentence(found)) == (
        found.level in (RestrictionLevel.EMERGENCY, RestrictionLevel.SAME_DAY)
    )
    assert ("medical advice" in locked_night_sentence(found)) == (found.level is RestrictionLevel.SAME_DAY)


def test_every_level_has_a_title() -> None:
    assert set(safety_advice.VERDICT_TITLES) == set(RestrictionLevel)
