"""Keeps the trial that compares nights with and without massage, and reveals it evening by evening."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from rlscompanion.bedtime.ports import Clock, SessionLog, SleepLog, Trials
from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.trial import (
    Arm,
    Replacement,
    Trial,
    TrialResult,
    has_evening_come,
    revealed_arm,
    trial_evenings,
)

if TYPE_CHECKING:
    from rlscompanion.domain.trial_sensitivity import TrialSensitivity

TRIAL_SEED_BITS = 31


class TrialKeeper(QObject):
    """Begins, stops and evaluates trials of massage, of which at most one is running.

    Methods raise Refusal if the log cannot be read or written.
    """

    changed = Signal()

    def __init__(
        self,
        trials: Trials,
        nights: SleepLog,
        sessions: SessionLog,
        clock: Clock,
        new_seed: Callable[[], int] = lambda: random.getrandbits(TRIAL_SEED_BITS),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._trials, self._nights, self._sessions = trials, nights, sessions
        self._clock = clock
        self._new_seed = new_seed

    @property
    def this_evening(self) -> date:
        """The date of the evening for a sleep that begins now."""
        return evening_at_lights_out(self._clock.now())

    def latest(self) -> Trial | None:
        """The latest trial, running or over; None if there is none."""
        return next(iter(self._trials.all_trials()), None)

    def current(self) -> Trial | None:
        """The trial that is running or begins tomorrow; None if there is none."""
        trial = self.latest()
        return trial if trial is not None and not trial.is_over(self.this_evening) else None

    def arm_tonight(self) -> Arm | None:
        """Whether tonight is with or without massage in the trial.

        None if tonight is in no trial, or if the choice may not be revealed yet.
        """
        trial = self.current()
        evening = self.this_evening
        day_before = evening - timedelta(days=1)
        has_come = has_evening_come(evening, self._clock.now(), self._got_up_from(day_before))
        return None if trial is None else revealed_arm(trial, evening, evening if has_come else day_before)

    def _got_up_from(self, evening: date) -> Moment | None:
        night = self._nights.night_of(evening)
        sleep = night.main_sleep if night is not None else None
        return (sleep.got_up or sleep.woke_up) if sleep is not None else None

    def evenings(self) -> frozenset[date]:
        """The dates of all evenings of all trials, on which massage was decided at random."""
        return frozenset().union(*map(trial_evenings, self._trials.all_trials()))

    def begin(
        self,
        outcome: Outcome,
        blocks: int,
        instead: Replacement | None = None,
        relevant_difference: float | None = None,
    ) -> Trial:
        """Set up a trial that begins tomorrow evening. Raises ValueError while another trial is running.

        `outcome` is what is compared. `blocks` is the number of pairs of nights: one night with massage and
        one without. `instead` is what replaces massage on nights without it. `relevant_difference` is the
        smallest difference that matters to the person.
        """
        if self.current() is not None:
            raise ValueError("a trial goes on already")
        first = self.this_evening + timedelta(days=1)
        trial = Trial(
            uuid4(),
            outcome,
            first,
            self._new_seed(),
            blocks,
            instead=instead,
            relevant_difference=relevant_difference,
        )
        self._trials.save(trial)
        self.changed.emit()
        return trial

    def stop(self) -> None:
        """Stop the running trial; its past nights count, and so does tonight if its diary is saved."""
        trial = self.current()
        if trial is None:
            return
        evening = self.this_evening
        night = self._nights.night_of(evening)
        is_gone_by = night is not None and night.saved_at is not None
        self._trials.save(replace(trial, stopped_on=evening - timedelta(days=0 if is_gone_by else 1)))
        self.changed.emit()

    def result(self, trial: Trial) -> TrialResult:
        """The result of a trial over the nights before this evening."""
        from rlscompanion.domain.trial_log import (
            trial_result_from_log,  # here, since Tonight starts without it
        )

        return trial_result_from_log(
            trial,
            self._nights.nights_between(trial.first_evening, trial.last_evening),
            self._sessions.start_times(RoutineKind.WIND_DOWN),
            self._sessions.breathing_start_times(),
            self._sessions.start_times(RoutineKind.RESCUE),
            self.this_evening,
        )

    def sensitivities(self) -> dict[Outcome, TrialSensitivity]:
        """For each possible outcome, the difference that a trial could detect, estimated from the log."""
        from rlscompanion.domain.trial_sensitivity import (
            LOOKED_BACK_DAYS,
            PRIMARY_OUTCOMES,
            estimate_sensitivity,
        )  # as above

        evening = self.this_evening
        nights = self._nights.nights_between(evening - timedelta(days=LOOKED_BACK_DAYS), evening)
        return {outcome: estimate_sensitivity(nights, outcome) for outcome in PRIMARY_OUTCOMES}
