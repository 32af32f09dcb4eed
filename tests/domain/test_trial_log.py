"""Tests of the result of a trial from the log: what counts as done, and the error rate of both kinds."""

import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rlscompanion.domain.moment import Moment, noon_of
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.trial import Arm, Replacement, Trial, analyse_trial, assigned_arm
from rlscompanion.domain.trial_log import trial_result_from_log

FIRST = date(2026, 3, 1)
AFTER = FIRST + timedelta(days=60)
KINDS = (None, Replacement.BREATHING)


def a_trial(instead: Replacement | None, seed: int = 7, blocks: int = 8) -> Trial:
    return Trial(UUID(int=1), Outcome.WORST_URGE, FIRST, seed, blocks, instead=instead)


def evenings(trial: Trial) -> list[date]:
    return [FIRST + timedelta(days=day) for day in range(2 * trial.blocks)]


def bedtime(evening: date) -> Moment:
    return noon_of(evening, "UTC").plus_minutes(600)


def nights(trial: Trial) -> list[Night]:
    return [
        Night(UUID(int=day + 1), evening, "UTC", worst_urge=day % 7, saved_at=Moment(1))
        for day, evening in enumerate(evenings(trial))
    ]


@pytest.mark.parametrize("instead", KINDS)
def test_nights_done_as_assigned_are_told_from_others(instead: Replacement | None) -> None:
    trial = a_trial(instead)
    with_it = [bedtime(each) for each in evenings(trial) if assigned_arm(trial, each) is Arm.MASSAGE]
    without = [bedtime(each) for each in evenings(trial) if assigned_arm(trial, each) is Arm.NO_MASSAGE]
    breathed = without if instead else []

    kept = trial_result_from_log(trial, nights(trial), with_it, breathed, [], AFTER)
    swapped = trial_result_from_log(trial, nights(trial), without, with_it if instead else [], [], AFTER)

    assert (kept.nights_as_assigned, kept.nights_not_as_assigned) == (16, 0)
    assert (swapped.nights_as_assigned, swapped.nights_not_as_assigned) == (0, 16)
    assert (kept.p, kept.interval) == (swapped.p, swapped.interval), "analysed as assigned"


def test_massage_after_breathing_is_a_night_with_massage() -> None:
    trial = a_trial(Replacement.BREATHING)
    every = [bedtime(each) for each in evenings(trial)]

    assert trial_result_from_log(trial, nights(trial), every, every, [], AFTER).nights_as_assigned == 8


def test_a_diary_that_is_still_open_does_not_count() -> None:
    trial = a_trial(None)
    open_still = [replace(night, saved_at=None) for night in nights(trial)]

    result = trial_result_from_log(trial, open_still, [], [], [], AFTER)

    assert (result.complete_blocks, result.nights_as_assigned, result.nights_not_as_assigned) == ((), 0, 0)


def shares(instead: Replacement | None, effect: float, trials: int) -> tuple[float, float]:
    """The shares of simulated trials on alike nights that find a difference, and whose interval holds it."""
    chance = random.Random(3)
    found = held = 0
    for seed in range(trials):
        trial = a_trial(instead, seed)
        drift, values = 0.0, {}
        for evening in evenings(trial):
            drift = 0.5 * drift + chance.gauss(0, 1)
            values[evening] = drift + (effect if assigned_arm(trial, evening) is Arm.MASSAGE else 0.0)
        result = analyse_trial(trial, values, {}, {}, AFTER)
        assert result.p is not None
        assert result.interval is not None
        found += result.p <= 0.05
        held += result.interval[0] <= effect <= result.interval[1]
    return found / trials, held / trials


def test_autocorrelated_nights_do_not_raise_the_level() -> None:
    found, held = shares(Replacement.BREATHING, 0.0, 300)

    # Three standard deviations of 300 trials beside 5 %.
    assert found <= 0.088
    assert held >= 0.912


@pytest.mark.long
@pytest.mark.parametrize("instead", KINDS)
@pytest.mark.parametrize("effect", [0.0, -1.5])
def test_level_and_coverage_over_10_000_trials(instead: Replacement | None, effect: float) -> None:
    found, held = shares(instead, effect, 10_000)

    assert held >= 0.94
    if not effect:
        assert found <= 0.055
