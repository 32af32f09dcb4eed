"""Trials come back as they were begun, the latest first."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import apsw
import pytest

from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.trial import Replacement, Trial
from rlscompanion.storage.trials import SqliteTrials

from .samples import FakeClock

FIRST = date(2028, 2, 29)
TRIAL = Trial(
    UUID(int=1),
    Outcome.EFFICIENCY,
    FIRST,
    seed=2**62,
    blocks=20,
    instead=Replacement.BREATHING,
    relevant_difference=2.5,
)


@pytest.fixture
def trials(connection: apsw.Connection, clock: FakeClock) -> SqliteTrials:
    return SqliteTrials(connection, clock)


def test_trials_come_the_latest_begun_first(trials: SqliteTrials) -> None:
    later = replace(TRIAL, id=UUID(int=2), first_evening=FIRST + timedelta(days=60), outcome=Outcome.QUALITY)
    trials.save(TRIAL)
    trials.save(later)

    assert list(trials.all_trials()) == [later, TRIAL]


def test_a_trial_that_is_stopped_stays_the_same_trial(trials: SqliteTrials) -> None:
    trials.save(TRIAL)
    stopped = replace(TRIAL, stopped_on=FIRST + timedelta(days=9))
    trials.save(stopped)

    assert list(trials.all_trials()) == [stopped]
