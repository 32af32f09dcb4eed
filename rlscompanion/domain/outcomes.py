"""Outcomes: what charts and trials follow from night to night, with one number a night.

An outcome is a diary item or a sleep measure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rlscompanion.domain import measures
from rlscompanion.domain.amounts import amount_text, duration_text
from rlscompanion.domain.night import Night, Sleep


class Outcome(StrEnum):
    """A diary item or sleep measure to follow over nights; the value is its key in storage and in files."""

    WORST_URGE = "worst_urge"
    QUALITY = "quality"
    MINUTES_TO_FALL_ASLEEP = "minutes_to_fall_asleep"
    TIMES_AWAKE = "times_awake"
    MINUTES_AWAKE = "minutes_awake"
    TOTAL_SLEEP = "total_sleep"
    EFFICIENCY = "efficiency"
    TIREDNESS = "tiredness"


@dataclass(frozen=True)
class OutcomeDescription:
    """The name and unit of an outcome, and whether a higher value is better.

    `read_value` takes the outcome's value from a night. `needs_sleep` means that a sleepless night has no
    value. `scale_limits` holds the lowest and highest value of the outcome's scale; it is None if the scale
    has no highest value. `meaning` is a sentence on what is counted, if the title does not say it.
    """

    title: str
    unit: str
    more_is_better: bool
    read_value: Callable[[Night], float | None]
    needs_sleep: bool = False
    scale_limits: tuple[int, int] | None = None
    meaning: str = ""


def outcome_text(value: float, outcome: Outcome) -> str:
    """A value of an outcome as text with its unit, such as "6 h 21", "88 %", "6.5 of 10" or "1 time"."""
    unit = OUTCOME_DESCRIPTIONS[outcome].unit
    if unit == "minutes":
        return duration_text(value)
    if unit == "percent":
        return f"{value:.0f} %"
    amount = amount_text(value)
    return f"{amount} {unit.removesuffix('s') if amount == '1' else unit}"


def outcome_value(night: Night, outcome: Outcome) -> float | None:
    """The value of an outcome in a night; None if unknown."""
    return OUTCOME_DESCRIPTIONS[outcome].read_value(night)


def _read_main_sleep(read: Callable[[Sleep], float | None]) -> Callable[[Night], float | None]:
    def value(night: Night) -> float | None:
        return read(night.main_sleep) if night.main_sleep else None

    return value


def _read_if_slept(read: Callable[[Sleep], float | None]) -> Callable[[Night], float | None]:
    """Read an item that only a night with sleep has; a sleepless night has no value."""
    return _read_main_sleep(lambda sleep: read(sleep) if sleep.slept else None)


OUTCOME_DESCRIPTIONS: dict[Outcome, OutcomeDescription] = {
    Outcome.WORST_URGE: OutcomeDescription(
        "Worst urge to move", "of 10", False, lambda night: night.worst_urge, scale_limits=(0, 10)
    ),
    Outcome.QUALITY: OutcomeDescription(
        "Sleep quality", "of 5", True, lambda night: night.quality, scale_limits=(1, 5)
    ),
    Outcome.MINUTES_TO_FALL_ASLEEP: OutcomeDescription(
        "Time to fall asleep",
        "minutes",
        False,
        _read_if_slept(lambda sleep: sleep.minutes_to_fall_asleep),
        True,
    ),
    Outcome.TIMES_AWAKE: OutcomeDescription(
        "Times awake", "times", False, _read_if_slept(lambda sleep: sleep.times_awake), True
    ),
    Outcome.MINUTES_AWAKE: OutcomeDescription(
        "Time awake in the night", "minutes", False, _read_if_slept(lambda sleep: sleep.minutes_awake), True
    ),
    Outcome.TOTAL_SLEEP: OutcomeDescription(
        "Time asleep", "minutes", True, _read_main_sleep(measures.total_sleep)
    ),
    Outcome.EFFICIENCY: OutcomeDescription(
        "Sleep efficiency",
        "percent",
        True,
        _read_main_sleep(measures.sleep_efficiency),
        scale_limits=(0, 100),
        meaning="This is the part of your time for sleep that you slept; reading in bed does not count.",
    ),
    Outcome.TIREDNESS: OutcomeDescription(
        "Daytime tiredness", "of 10", False, lambda night: night.tiredness, scale_limits=(0, 10)
    ),
}
