"""Says in plain words which difference a trial could detect, and whether that is enough."""

from collections.abc import Sequence

from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome
from rlscompanion.domain.trial import MAX_BLOCKS, MIN_BLOCKS
from rlscompanion.domain.trial_sensitivity import (
    DETECTABLE_SD_BY_PAIRS,
    MAX_PAIRS_FOR_ROUGH_SD,
    MIN_NEIGHBOUR_PAIRS,
    TrialSensitivity,
)
from rlscompanion.domain.trial_words import difference_size_text

PAIRS_IN_OUTCOME_GUIDE = 14
"""The length of trial, in pairs of nights, for which possible outcomes are compared with each other."""

OFFERED_DIFFERENCES = {
    "of 10": (1, 2, 3, 4),
    "of 5": (0.5, 1, 1.5, 2),
    "minutes": (15, 30, 45, 60),
    "percent": (3, 5, 10, 15),
}
"""The choices for the smallest difference that matters, by the outcome's unit.

The second choice is preselected.
"""


def sensitivity_words(sensitivity: TrialSensitivity) -> str:
    """The differences that trials of 8, 14 and 20 pairs of nights could detect, or why they are unknown."""
    title = OUTCOME_DESCRIPTIONS[sensitivity.outcome].title.lower()
    if sensitivity.sd is None:
        has = sensitivity.neighbour_pairs or "none"
        return (
            f"Not known yet. This needs {MIN_NEIGHBOUR_PAIRS} pairs of nights in a row with {title} in the "
            f"last three months, and your log has {has}. You can begin the trial anyway."
        )
    if not sensitivity.sd:
        return f"Not known: in your log, {title} was the same night after night."
    seen = [
        f"{_detected_difference_words(sensitivity, pairs)} with {pairs} pairs"
        for pairs in DETECTABLE_SD_BY_PAIRS
    ]
    rough = (
        ""
        if sensitivity.neighbour_pairs > MAX_PAIRS_FOR_ROUGH_SD
        else " This is rough: few nights are known."
    )
    return (
        f"80 of 100 such trials would find a difference of {seen[0]}, {seen[1]} and {seen[2]}. Smaller ones "
        f"would often be missed. This comes from {sensitivity.neighbour_pairs} pairs of nights in a row in "
        f"your log.{rough}"
    )


def outcome_guide_words(sensitivities: Sequence[TrialSensitivity]) -> str:
    """The smallest difference that a trial could detect, for each possible outcome, to help choose one.

    The trial has PAIRS_IN_OUTCOME_GUIDE pairs of nights.
    """
    known = [
        f"{OUTCOME_DESCRIPTIONS[each.outcome].title} "
        f"{_detected_difference_words(each, PAIRS_IN_OUTCOME_GUIDE)}"
        for each in sensitivities
        if each.sd
    ]
    unknown = [OUTCOME_DESCRIPTIONS[each.outcome].title for each in sensitivities if not each.sd]
    if not known:
        return "Choose what you most want to change."
    also = f" Not known: {', '.join(unknown)}." if unknown else ""
    return (
        "Choose what you most want to change. With "
        f"{PAIRS_IN_OUTCOME_GUIDE} pairs, the smallest difference that each could show is: "
        f"{'; '.join(known)}.{also}"
    )


def relevant_difference_words(sensitivity: TrialSensitivity, difference: float, pairs: int) -> str:
    """Whether a trial would detect the difference that matters to the person; empty if unknown.

    The trial has `pairs` pairs of nights.
    """
    seen = sensitivity.smallest_detected(pairs)
    if not seen:
        return ""
    size = difference_size_text(difference, OUTCOME_DESCRIPTIONS[sensitivity.outcome])
    if seen <= difference:
        return f"{pairs} pairs would find a difference of {size} in about 80 of 100 such trials, or more."
    enough = next(
        (n for n in range(MIN_BLOCKS, MAX_BLOCKS + 1) if _is_detected(sensitivity, n, difference)), None
    )
    if enough is None:
        return (
            f"Even {MAX_BLOCKS} pairs would often miss a difference of {size}. The answer may stay open; "
            "judging by something else may show more."
        )
    return (
        f"{pairs} pairs would often miss a difference of {size}; {enough} pairs would find it in about 80 of "
        "100 such trials."
    )


def offered_differences(outcome: Outcome) -> tuple[float, ...]:
    """The choices for the smallest difference that matters to the person, in the outcome's unit."""
    return tuple(map(float, OFFERED_DIFFERENCES[OUTCOME_DESCRIPTIONS[outcome].unit]))


def _is_detected(sensitivity: TrialSensitivity, pairs: int, difference: float) -> bool:
    seen = sensitivity.smallest_detected(pairs)
    return seen is not None and seen <= difference


def _detected_difference_words(sensitivity: TrialSensitivity, pairs: int) -> str:
    return difference_size_text(
        sensitivity.smallest_detected(pairs) or 0.0, OUTCOME_DESCRIPTIONS[sensitivity.outcome]
    )
