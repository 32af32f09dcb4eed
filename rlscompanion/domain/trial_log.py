"""Computes the result of a trial from the nights and sessions in the log."""

from collections import Counter
from collections.abc import Container, Iterable
from datetime import date

from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.moment import Moment, evening_of
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import outcome_value
from rlscompanion.domain.trial import Arm, Replacement, Trial, TrialResult, analyse_trial


def trial_result_from_log(
    trial: Trial,
    nights: Iterable[Night],
    massages: Iterable[Moment],
    breathings: Iterable[Moment],
    rescues: Iterable[Moment],
    tonight: date,
) -> TrialResult:
    """The result of a trial over the nights before `tonight` that have a saved diary.

    `massages`, `breathings` and `rescues` (massages at night) are the start times of those sessions.
    """
    kept = [night for night in nights if night.saved_at is not None]
    massaged = set(map(evening_at_lights_out, massages))
    breathed = set(map(evening_at_lights_out, breathings))
    values = {
        night.evening: float(value)
        for night in kept
        if (value := outcome_value(night, trial.outcome)) is not None
    }
    known = {night.evening for night in kept} | massaged | breathed
    return analyse_trial(
        trial,
        values,
        {evening: _arm_done(trial, evening, massaged, breathed) for evening in known},
        Counter(map(evening_of, rescues)),
        tonight,
        {night.evening for night in kept if night.main_sleep and not night.main_sleep.slept},
    )


def _arm_done(
    trial: Trial, evening: date, massaged: Container[date], breathed: Container[date]
) -> Arm | None:
    """What the person did on an evening: massage or no massage.

    In a trial that compares massage with breathing, None if the person did neither.
    """
    if evening in massaged:
        return Arm.MASSAGE
    if trial.instead is Replacement.BREATHING and evening not in breathed:
        return None
    return Arm.NO_MASSAGE
