"""The trial that is on: begun, told evening by evening, stopped, and analysed."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from rlscompanion.bedtime.ports import Clock, SessionLog, SleepLog, Trials
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.outcomes import Outcome, value_of
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.trial import Arm, Result, Trial, analysed, told

SEED_BITS = 31


class TrialKeeper(QObject):
    """Keeps at most one trial going at a time. Whatever cannot be read or written raises Refusal."""

    changed = Signal()

    def __init__(
        self,
        trials: Trials,
        nights: SleepLog,
        sessions: SessionLog,
        clock: Clock,
        new_seed: Callable[[], int] = lambda: random.getrandbits(SEED_BITS),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._trials, self._nights, self._sessions = trials, nights, sessions
        self._clock = clock
        self._new_seed = new_seed

    @property
    def this_evening(self) -> date:
        """The evening that the present belongs to."""
        return evening_of(self._clock.now())

    def latest(self) -> Trial | None:
        """The trial that was begun last, going on or over."""
        return next(iter(self._trials.all()), None)

    def going_on(self) -> Trial | None:
        """The trial that goes on, or begins soon."""
        trial = self.latest()
        return trial if trial is not None and not trial.is_over(self.this_evening) else None

    def tonight(self) -> Arm | None:
        """What this evening's night is for; None where no trial has it."""
        trial = self.going_on()
        evening = self.this_evening
        return None if trial is None else told(trial, evening, evening)

    def begin(self, outcome: Outcome, blocks: int) -> Trial:
        """Begin a trial with tomorrow's evening. Raises ValueError while one goes on."""
        if self.going_on() is not None:
            raise ValueError("a trial goes on already")
        first = self.this_evening + timedelta(days=1)
        trial = Trial(uuid4(), outcome, first, self._new_seed(), blocks)
        self._trials.save(trial)
        self.changed.emit()
        return trial

    def stop(self) -> None:
        """Stop the trial that goes on; the nights gone by count, tonight's does not."""
        trial = self.going_on()
        if trial is None:
            return
        self._trials.save(replace(trial, stopped_on=self.this_evening - timedelta(days=1)))
        self.changed.emit()

    def result(self, trial: Trial) -> Result:
        """What a trial has shown over the nights before this evening."""
        nights = [
            night
            for night in self._nights.nights_between(trial.first_evening, trial.last_evening)
            if night.saved_at is not None
        ]
        values = {
            night.evening: float(value)
            for night in nights
            if (value := value_of(night, trial.outcome)) is not None
        }
        massages = self._evenings(RoutineKind.WIND_DOWN)
        known = {night.evening for night in nights} | massages.keys()
        return analysed(
            trial,
            values,
            {evening: evening in massages for evening in known},
            self._evenings(RoutineKind.RESCUE),
            self.this_evening,
        )

    def _evenings(self, kind: RoutineKind) -> Counter[date]:
        return Counter(evening_of(moment) for moment in self._sessions.done(kind))
