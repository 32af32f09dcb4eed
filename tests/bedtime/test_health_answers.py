"""Tests of the answers to the health questions: which hold, since when, and how they adapt a routine."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rlscompanion.bedtime.health_answers import HealthAnswers
from rlscompanion.bedtime.preferences import RememberedChoices
from rlscompanion.domain.routine import Technique
from rlscompanion.domain.safety import Finding, FindingGroup, RestrictionLevel, Screening
from tests.domain.samples import a_routine, a_step
from tests.fakes import FakeClock, local
from tests.stores import KEPT_UNTIL_THEN, Stores

EVENING = date(2026, 11, 21)
KNEADING = a_routine(replace(a_step(), technique=Technique.PETRISSAGE, pressure=(4, 5)))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock("2026-11-21 22:30")


@pytest.fixture
def stores(clock: FakeClock) -> Stores:
    return Stores(clock)


@pytest.fixture
def screen(clock: FakeClock, stores: Stores) -> HealthAnswers:
    return again(clock, stores)


def again(clock: FakeClock, stores: Stores) -> HealthAnswers:
    """The screen of the next start."""
    choices = RememberedChoices(stores.preferences, stores.pending)
    return HealthAnswers(clock, stores.screenings, stores.pending, choices)


def levels(*screens: HealthAnswers) -> list[RestrictionLevel]:
    return [each.verdict.level for each in screens]


def test_before_the_questions_massage_waits(screen: HealthAnswers) -> None:
    assert screen.was_never_answered
    assert screen.verdict.level is RestrictionLevel.UNASKED
    assert screen.adapt(KNEADING).routine is None
    assert not screen.is_check_due


def test_answers_stand_over_a_start(screen: HealthAnswers, clock: FakeClock, stores: Stores) -> None:
    screen.save_answers({Finding.VARICOSE_VEINS})
    clock.advance(30 * 24 * 3600)

    after = again(clock, stores)

    assert not after.was_never_answered
    assert after.verdict.level is RestrictionLevel.LIGHT
    [kept_id] = stores.column("id", "screenings")
    assert after.lasting_answers == Screening(
        UUID(kept_id),
        local("2026-11-21 22:30"),
        frozenset({Finding.VARICOSE_VEINS}),
    )


def test_nothing_ticked_opens_the_whole_routine(screen: HealthAnswers) -> None:
    screen.save_answers(set())

    assert screen.adapt(KNEADING).routine == KNEADING


@pytest.mark.parametrize(
    ("wall", "holds"),
    [
        ("2026-11-21 23:59", True),
        ("2026-11-22 03:00", True),
        ("2026-11-22 11:59", True),
        ("2026-11-22 12:01", False),
    ],
)
def test_answers_for_tonight_hold_until_its_noon(
    screen: HealthAnswers, clock: FakeClock, wall: str, holds: bool
) -> None:
    screen.save_answers(set())
    screen.save_answers_for_tonight({Finding.FEVER})

    clock.advance_wall_to(wall)

    assert (screen.tonight_only_answers is not None) == holds
    assert screen.verdict.level is (RestrictionLevel.POSTPONE if holds else RestrictionLevel.CLEAR)


def test_tonight_is_answered_anew(screen: HealthAnswers, clock: FakeClock, stores: Stores) -> None:
    screen.save_answers(set())
    screen.save_answers_for_tonight({Finding.FEVER})
    screen.save_answers_for_tonight(set())

    assert screen.verdict.level is RestrictionLevel.CLEAR
    assert again(clock, stores).verdict.level is RestrictionLevel.CLEAR
    assert stores.column("evening", "screenings") == [None, f"{EVENING}", f"{EVENING}"]


@pytest.mark.parametrize("finding", [Finding.CHEST_PAIN, Finding.ONE_SIDED_PAIN])
def test_a_red_flag_of_an_earlier_night_is_asked_about_again(
    screen: HealthAnswers, clock: FakeClock, stores: Stores, finding: Finding
) -> None:
    screen.save_answers(set())
    screen.save_answers_for_tonight({finding})
    assert not screen.must_ask_about_tonight
    clock.advance_wall_to("2026-11-24 22:00")

    after = again(clock, stores)

    assert after.must_ask_about_tonight
    assert after.answers_for_earlier_night is not None
    assert after.answers_for_earlier_night.findings == {finding}
    assert after.verdict.level is RestrictionLevel.UNASKED
    after.save_answers_for_tonight(set())
    assert not after.must_ask_about_tonight
    assert after.verdict.level is RestrictionLevel.CLEAR
    clock.advance_wall_to("2026-11-25 22:00")
    assert again(clock, stores).verdict.level is RestrictionLevel.CLEAR


def test_both_reasons_hold_together(screen: HealthAnswers) -> None:
    screen.save_answers({Finding.VARICOSE_VEINS})
    screen.save_answers_for_tonight({Finding.FEVER})

    assert screen.verdict.level is RestrictionLevel.POSTPONE
    assert screen.verdict.reasons == ("a fever", "varicose veins")


def test_a_professionals_word_opens_until_something_new_is_ticked(
    screen: HealthAnswers, clock: FakeClock, stores: Stores
) -> None:
    screen.save_answers({Finding.CANCER})
    screen.set_professional_approval(True)
    assert levels(screen, again(clock, stores)) == [RestrictionLevel.WITH_CARE, RestrictionLevel.WITH_CARE]

    screen.save_answers({Finding.CANCER, Finding.FEVER})
    assert levels(screen) == [RestrictionLevel.POSTPONE]
    screen.save_answers({Finding.CANCER})
    assert levels(screen) == [RestrictionLevel.WITH_CARE], "what was agreed to stays so"
    screen.save_answers({Finding.CANCER, Finding.BLEEDING})
    assert levels(screen) == [RestrictionLevel.ASK_FIRST]
    screen.save_answers(set())
    screen.save_answers({Finding.CANCER})
    assert levels(screen) == [RestrictionLevel.ASK_FIRST], "a new answer needs a new word"


def test_a_professionals_word_can_be_taken_back(screen: HealthAnswers) -> None:
    screen.save_answers({Finding.CANCER})
    screen.set_professional_approval(True)

    screen.set_professional_approval(False)

    assert screen.verdict.level is RestrictionLevel.ASK_FIRST


def test_agreeing_to_nothing_changes_nothing(screen: HealthAnswers, stores: Stores) -> None:
    screen.set_professional_approval(True)

    assert screen.was_never_answered
    assert stores.column("id", "screenings") == []


def test_after_ninety_days_it_asks_until_it_hears_of_nothing_new(
    screen: HealthAnswers, clock: FakeClock, stores: Stores
) -> None:
    screen.save_answers({Finding.CANCER, Finding.VARICOSE_VEINS})
    screen.set_professional_approval(True)
    clock.advance(90 * 24 * 3600)
    assert screen.is_check_due

    screen.confirm_unchanged()

    assert not screen.is_check_due
    assert not again(clock, stores).is_check_due
    assert screen.lasting_answers is not None
    assert screen.lasting_answers.findings == {Finding.CANCER, Finding.VARICOSE_VEINS}
    assert screen.lasting_answers.approved == {Finding.CANCER}
    assert screen.lasting_answers.answered_at == clock.now()
    assert len(stores.column("id", "screenings")) == 2, "the answers of then are kept as well"


def test_nothing_new_before_any_answer_is_nothing(screen: HealthAnswers, stores: Stores) -> None:
    screen.confirm_unchanged()

    assert stores.column("id", "screenings") == []
    assert screen.was_never_answered


def test_answers_that_cannot_be_written_hold_and_are_told(screen: HealthAnswers, stores: Stores) -> None:
    received: list[str] = []
    stores.pending.trouble_met.connect(received.append)
    stores.disk.fill_up()

    screen.save_answers({Finding.CHEST_PAIN})
    screen.save_answers_for_tonight({Finding.FEVER})

    assert screen.verdict.level is RestrictionLevel.EMERGENCY
    assert screen.tonight_only_answers is not None
    assert received == [KEPT_UNTIL_THEN]


def test_each_change_is_told_once(screen: HealthAnswers) -> None:
    changes: list[RestrictionLevel] = []
    screen.changed.connect(lambda: changes.append(screen.verdict.level))

    screen.save_answers({Finding.CANCER})
    screen.set_professional_approval(True)
    screen.save_answers_for_tonight({Finding.FEVER})
    screen.confirm_unchanged()

    assert changes == [
        RestrictionLevel.ASK_FIRST,
        RestrictionLevel.WITH_CARE,
        RestrictionLevel.POSTPONE,
        RestrictionLevel.POSTPONE,
    ]


def test_every_set_of_answers_has_an_id_of_its_own(clock: FakeClock, stores: Stores) -> None:
    ids = iter([UUID(int=1), UUID(int=2), UUID(int=3)])
    choices = RememberedChoices(stores.preferences, stores.pending)
    screen = HealthAnswers(clock, stores.screenings, stores.pending, choices, lambda: next(ids))

    screen.save_answers({Finding.CANCER})
    screen.set_professional_approval(True)
    screen.save_answers_for_tonight(set())
    screen.confirm_unchanged()

    assert [UUID(each).int for each in stores.column("id", "screenings")] == [1, 2, 3]


HEALTH = tuple(group for group in FindingGroup if group is not FindingGroup.SEE_DOCTOR)


def test_answers_to_some_groups_leave_the_others_as_they_were(screen: HealthAnswers) -> None:
    screen.save_answers({Finding.CANCER, Finding.MOOD})
    screen.set_professional_approval(True)

    screen.save_answers({Finding.ARMS}, [FindingGroup.SEE_DOCTOR])
    assert screen.lasting_answers is not None
    assert screen.lasting_answers.findings == {Finding.CANCER, Finding.ARMS}
    assert screen.lasting_answers.approved == {Finding.CANCER}

    screen.save_answers(set(), HEALTH)
    assert screen.lasting_answers.findings == {Finding.ARMS}


def test_answers_about_the_legs_do_not_renew_those_about_health(
    screen: HealthAnswers, clock: FakeClock
) -> None:
    screen.save_answers(set(), HEALTH)
    clock.advance(89 * 24 * 3600)

    screen.save_answers({Finding.ARMS}, [FindingGroup.SEE_DOCTOR])
    clock.advance(2 * 24 * 3600)

    assert screen.is_check_due


def test_about_the_legs_it_asks_after_the_rest_and_once(
    screen: HealthAnswers, clock: FakeClock, stores: Stores
) -> None:
    assert not screen.must_ask_doctor_questions
    screen.save_answers(set(), HEALTH)
    assert screen.must_ask_doctor_questions
    assert again(clock, stores).must_ask_doctor_questions

    screen.save_answers(set(), [FindingGroup.SEE_DOCTOR])

    assert not screen.must_ask_doctor_questions
    assert not again(clock, stores).must_ask_doctor_questions


def test_an_answer_that_this_version_does_not_know_has_everything_asked_again(
    screen: HealthAnswers, clock: FakeClock, stores: Stores
) -> None:
    """As after "a blood clot, now or ever", which said too little."""
    screen.save_answers({Finding.CLOT_BEFORE})
    stores.connection.execute("UPDATE screening_findings SET finding = 'blood_clot'")

    assert again(clock, stores).was_never_answered
