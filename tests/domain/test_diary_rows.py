"""Tests of typed rows (factors, doses, other sleeps), and of how unusable answers are quoted."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

import pytest

from rlscompanion.domain.diary_answers import (
    DOSES_KEY,
    FACTORS_KEY,
    NEW_MEDICINE_KEY,
    OWN_FACTOR_KEY,
    SLEEPS_KEY,
    SLEPT_KEY,
    Answer,
    AnswerKey,
    Answers,
    DoseAnswer,
    FactorAnswer,
    RowKey,
    SleepAnswer,
    TypedAnswers,
    answer_text,
    form_answers,
)
from rlscompanion.domain.diary_entry import Objection, apply_and_quote_unusable, apply_answers
from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.items import Item
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night, Sleep, ValueSource
from tests.cases import each_case
from tests.domain.samples import a_full_night
from tests.fakes import local

EVENING = date(2026, 11, 21)
TABLET, DROPS = UUID(int=1), UUID(int=2)
NAP = Sleep(
    UUID(int=50),
    is_main=False,
    tried_to_sleep=local("2026-11-21 15:00:20"),
    minutes_to_fall_asleep=0,
    minutes_awake=0,
    woke_up=local("2026-11-21 15:25:40"),
)
SECOND = Sleep(
    UUID(int=51),
    is_main=False,
    tried_to_sleep=local("2026-11-22 08:00"),
    got_up=local("2026-11-22 09:00"),
    sources={Item.TRIED_TO_SLEEP: ValueSource.RECORDED},
)
_FULL = a_full_night(EVENING)
NIGHT = replace(
    _FULL,
    sleeps=(*_FULL.sleeps, NAP, SECOND),
    factors=(
        FactorNote(UUID(int=61), "caffeine", True, 2.123456789, local("2026-11-21 16:00")),
        FactorNote(UUID(int=62), "exercise", False),
    ),
    doses=(Dose(UUID(int=71), TABLET, 0.25, "mg", local("2026-11-21 20:30:15")),),
)
CAFFEINE, ALCOHOL = RowKey(FACTORS_KEY, "caffeine"), RowKey(FACTORS_KEY, "alcohol")
DOSE, NEW_DOSE = RowKey(DOSES_KEY, str(UUID(int=71))), RowKey(DOSES_KEY, str(UUID(int=72)))


def made(key: AnswerKey, answer: Answer) -> Night:
    reading = apply_answers({key: answer}, NIGHT)
    assert reading.objections == ()
    return reading.night


def objections(key: AnswerKey, answer: Answer) -> tuple[Objection, ...]:
    return apply_answers({key: answer}, NIGHT).objections


def test_answers_of_a_night_read_into_it_change_nothing() -> None:
    assert apply_answers(form_answers(NIGHT), NIGHT).night == NIGHT


def test_nothing_typed_changes_nothing() -> None:
    assert apply_answers({}, NIGHT).night == NIGHT


# --- factors ------------------------------------------------------------------------------------------------


@each_case(
    ("key", "answer", "notes"),
    [
        (
            ALCOHOL,
            FactorAnswer(True, "2,5"),
            (*NIGHT.factors, FactorNote(uuid5(NIGHT.id, "alcohol"), "alcohol", True, 2.5)),
        ),
        (CAFFEINE, None, NIGHT.factors[1:]),
        (CAFFEINE, FactorAnswer(False), (FactorNote(UUID(int=61), "caffeine", False), NIGHT.factors[1])),
        (CAFFEINE, FactorAnswer(True, "2.12346"), NIGHT.factors),
        (
            CAFFEINE,
            FactorAnswer(True, ""),
            (replace(NIGHT.factors[0], amount=None), NIGHT.factors[1]),
        ),
    ],
    ids=["added", "taken back", "not there", "an untouched amount stays exact", "amount cleared"],
)
def test_factors(key: RowKey, answer: Answer, notes: tuple[FactorNote, ...]) -> None:
    assert made(key, answer) == replace(NIGHT, factors=notes)


def test_an_amount_that_is_none_is_objected_to() -> None:
    assert objections(ALCOHOL, FactorAnswer(True, "some", "Alcohol")) == (
        Objection(ALCOHOL, "Alcohol: “some” is not a number from 0 to 10,000."),
    )


# --- doses --------------------------------------------------------------------------------------------------


@each_case(
    ("key", "answer", "doses"),
    [
        (
            NEW_DOSE,
            DoseAnswer(DROPS, "0.5", "drops", "2030"),
            (*NIGHT.doses, Dose(UUID(int=72), DROPS, 0.5, "drops", local("2026-11-21 20:30"))),
        ),
        (DOSE, None, ()),
        (
            DOSE,
            DoseAnswer(TABLET, "0.5", "mg", "20:30"),
            (replace(NIGHT.doses[0], amount=0.5),),
        ),
        (DOSE, DoseAnswer(TABLET, "", "mg", ""), (Dose(UUID(int=71), TABLET, None, "mg"),)),
    ],
    ids=["added", "removed", "an untouched time stays exact", "cleared"],
)
def test_doses(key: RowKey, answer: Answer, doses: tuple[Dose, ...]) -> None:
    assert made(key, answer) == replace(NIGHT, doses=doses)


@each_case(
    ("amount", "at", "words"),
    [
        ("0", "", "more than 0"),
        ("-1", "", "not a number"),
        ("lots", "", "not a number"),
        ("1,200", "", "read in two ways"),
        ("1", "late", "not a time of day"),
    ],
)
def test_a_dose_that_makes_no_sense_is_objected_to(amount: str, at: str, words: str) -> None:
    [objection] = objections(NEW_DOSE, DoseAnswer(TABLET, amount, "mg", at, "Tablet"))

    assert objection.key == NEW_DOSE
    assert objection.sentence.startswith("Tablet: ")
    assert words in objection.sentence


# --- other sleeps -------------------------------------------------------------------------------------------


def sleep_row(number: int) -> RowKey:
    return RowKey(SLEEPS_KEY, str(UUID(int=number)))


def test_a_nap_is_added() -> None:
    night = made(sleep_row(52), SleepAnswer("16:00", "4:20 pm"))

    assert night.sleeps[:-1] == NIGHT.sleeps
    assert night.sleeps[-1] == Sleep(
        UUID(int=52),
        is_main=False,
        tried_to_sleep=local("2026-11-21 16:00"),
        minutes_to_fall_asleep=0,
        minutes_awake=0,
        woke_up=local("2026-11-21 16:20"),
    )


@pytest.mark.parametrize("answer", [None, SleepAnswer()])
def test_a_nap_taken_out_or_left_blank_is_gone(answer: Answer) -> None:
    assert made(sleep_row(50), answer).sleeps == (NIGHT.sleeps[0], SECOND)


def test_an_untouched_end_of_a_nap_stays_exact() -> None:
    nap = made(sleep_row(50), SleepAnswer("15:00", "15:40")).sleeps[1]

    assert (nap.tried_to_sleep, nap.woke_up) == (NAP.tried_to_sleep, local("2026-11-21 15:40"))


def test_a_second_sleep_of_the_night_is_shown_as_far_as_it_is_known() -> None:
    assert form_answers(NIGHT)[sleep_row(51)] == SleepAnswer("08:00", "09:00")


def test_a_nap_that_ends_before_it_begins_is_objected_to() -> None:
    row = sleep_row(52)

    assert objections(row, SleepAnswer("16:00", "15:00")) == (
        Objection(row, "Other sleeps: one ends before it begins."),
    )


# --- all of it is kept --------------------------------------------------------------------------------------


@each_case(
    ("typed", "notes"),
    [
        ({Item.WOKE_UP: "early"}, "Woke up: early"),
        ({Item.MINUTES_AWAKE: "900"}, "Minutes awake: 900"),
        ({CAFFEINE: FactorAnswer(True, "x", "Caffeine")}, "Caffeine: yes, x"),
        ({NEW_DOSE: DoseAnswer(TABLET, "x", "mg", "8:00", "Tablet")}, "Tablet: x mg at 8:00"),
        ({sleep_row(52): SleepAnswer("16:00", "15:00")}, "Other sleep: 16:00 to 15:00"),
        ({OWN_FACTOR_KEY: "Herbal tea"}, "Own factor: Herbal tea"),
        ({NEW_MEDICINE_KEY: "Patch"}, "New medicine: Patch"),
        # Going to bed is fine by itself; the objection stands at trying to sleep, which nobody typed.
        ({Item.WENT_TO_BED: "23:50"}, "Went to bed: 23:50"),
    ],
)
def test_what_cannot_be_used_is_kept_in_the_notes(typed: Answers, notes: str) -> None:
    night = apply_and_quote_unusable({**typed, Item.QUALITY: 5}, replace(NIGHT, notes="Quiet."))

    assert night == replace(NIGHT, quality=5, notes=f"Quiet.\nTyped, but could not be used. {notes}")


def test_a_night_that_was_impossible_before_takes_what_is_typed() -> None:
    impossible = replace(NIGHT, sleeps=(replace(NIGHT.sleeps[0], minutes_awake=900),))

    assert apply_and_quote_unusable({Item.QUALITY: 5}, impossible) == replace(impossible, quality=5)


# --- who changed what ---------------------------------------------------------------------------------------


@each_case(
    ("was", "typed", "now", "clashes"),
    [
        ("6:30", "6:45", "6:30", False),
        ("6:30", "6:45", "6:10", True),
        ("6:30", "6:45", "6:45", False),
        (None, "6:45", "", True),
    ],
)
def test_a_clash_is_another_answer_than_the_one_shown_or_typed(
    was: Answer, typed: Answer, now: Answer, clashes: bool
) -> None:
    entry = TypedAnswers({Item.WOKE_UP: was}, {Item.WOKE_UP: typed})

    assert entry.conflicting_keys({Item.WOKE_UP: now}) == (
        frozenset({Item.WOKE_UP}) if clashes else frozenset()
    )


@each_case(
    ("key", "answer", "text"),
    [
        (Item.WOKE_UP, "06:20", "Woke up: 06:20"),
        (Item.WOKE_UP, "", "Woke up: left blank"),
        (Item.QUALITY, 4, "Sleep quality: good"),
        (Item.TIREDNESS, 4, "Tiredness by day: 4"),
        (SLEPT_KEY, False, "Slept: no"),
        (Item.EASED_BY_MOVEMENT, True, "Eased by movement: yes"),
        (Item.BODY_PARTS, frozenset(), "Urge felt in: no symptoms"),
        ("evening", EVENING, "Date: Sat 21 to Sun 22 Nov"),
        (CAFFEINE, FactorAnswer(True, "2"), "Caffeine: yes, 2"),
        (CAFFEINE, None, "Caffeine: removed"),
        (DOSE, DoseAnswer(TABLET, "", "mg", ""), "Dose: ? mg"),
        (sleep_row(50), SleepAnswer("15:00"), "Other sleep: 15:00 to ?"),
        ("something_new", 3, "Something new: 3"),
    ],
)
def test_an_answer_in_words(key: AnswerKey, answer: Answer, text: str) -> None:
    assert answer_text(key, answer) == text


def test_a_wake_up_on_the_day_the_lights_went_out_is_found() -> None:
    tried = local("2026-11-22 08:30")
    by_day = Night(
        UUID(int=9), date(2026, 11, 22), "Europe/Berlin", (Sleep(UUID(int=10), tried_to_sleep=tried),)
    )

    reading = apply_answers({Item.WOKE_UP: "11:00", Item.MINUTES_TO_FALL_ASLEEP: "0"}, by_day)

    assert reading.objections == ()
    assert reading.night.sleeps[0].woke_up == Moment(tried.utc + 9000, 60)
