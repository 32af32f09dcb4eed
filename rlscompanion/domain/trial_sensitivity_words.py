"""Says in plain words which difference a trial could detect, and whether that is enough."""

from collections.abc import Sequence

from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome
from rlscompanion.domain.trial import FEWEST_BLOCKS, MOST_BLOCKS
from rlscompanion.domain.trial_sensitivity import DETECTED, FEWEST_NEIGHBOURS, ROUGH_NEIGHBOURS, Sensitivity
from rlscompanion.domain.trial_words import size_text

GUIDE_PAIRS = 14
"""The number of pairs by which items are compared."""

MATTERS = {
    "of 10": (1, 2, 3, 4),
    "of 5": (0.5, 1, 1.5, 2),
    "minutes": (15, 30, 45, 60),
    "percent": (3, 5, 10, 15),
}
"""Differences to choose from as the one that matters, by the unit of the outcome; the second is proposed."""


def sensitivity_words(sensitivity: Sensitivity) -> str:
    """The differences that trials of 8, 14 and 20 pairs could detect, or why they are unknown."""
    title = OUTCOME_KINDS[sensitivity.outcome].title.lower()
    if sensitivity.spread is None:
        has = sensitivity.neighbours or "none"
        return (
            f"Not known yet. This needs {FEWEST_NEIGHBOURS} pairs of nights in a row with {title} in the "
            f"last three months, and your log has {has}. You can begin the trial anyway."
        )
    if not sensitivity.spread:
        return f"Not known: in your log, {title} was the same night after night."
    seen = [f"{_seen(sensitivity, pairs)} with {pairs} pairs" for pairs in DETECTED]
    rough = "" if sensitivity.neighbours > ROUGH_NEIGHBOURS else " This is rough: few nights are known."
    return (
        f"80 of 100 such trials would find a difference of {seen[0]}, {seen[1]} and {seen[2]}. Smaller ones "
        f"would often be missed. This comes from {sensitivity.neighbours} pairs of nights in a row in "
        f"your log.{rough}"
    )


def guide_words(sensitivities: Sequence[Sensitivity]) -> str:
    """The smallest difference of each item that GUIDE_PAIRS pairs could detect, to help choose one."""
    known = [
        f"{OUTCOME_KINDS[each.outcome].title} {_seen(each, GUIDE_PAIRS)}"
        for each in sensitivities
        if each.spread
    ]
    unknown = [OUTCOME_KINDS[each.outcome].title for each in sensitivities if not each.spread]
    if not known:
        return "Choose what you most want to change."
    also = f" Not known: {', '.join(unknown)}." if unknown else ""
    return (
        "Choose what you most want to change. With "
        f"{GUIDE_PAIRS} pairs, the smallest difference that each could show is: {'; '.join(known)}.{also}"
    )


def matters_words(sensitivity: Sensitivity, matters: float, pairs: int) -> str:
    """Whether a trial of `pairs` pairs would detect the difference that matters; empty if unknown."""
    seen = sensitivity.smallest_detected(pairs)
    if not seen:
        return ""
    size = size_text(matters, OUTCOME_KINDS[sensitivity.outcome])
    if seen <= matters:
        return f"{pairs} pairs would find a difference of {size} in about 80 of 100 such trials, or more."
    enough = next(
        (n for n in range(FEWEST_BLOCKS, MOST_BLOCKS + 1) if _detects(sensitivity, n, matters)), None
    )
    if enough is None:
        return (
            f"Even {MOST_BLOCKS} pairs would often miss a difference of {size}. The answer may stay open; "
            "judging by something else may show more."
        )
    return (
        f"{pairs} pairs would often miss a difference of {size}; {enough} pairs would find it in about 80 of "
        "100 such trials."
    )


def offered_differences(outcome: Outcome) -> tuple[float, ...]:
    """The differences from which the person chooses the one that matters, in the outcome's unit."""
    return tuple(map(float, MATTERS[OUTCOME_KINDS[outcome].unit]))


def _detects(sensitivity: Sensitivity, pairs: int, difference: float) -> bool:
    seen = sensitivity.smallest_detected(pairs)
    return seen is not None and seen <= difference


def _seen(sensitivity: Sensitivity, pairs: int) -> str:
    return size_text(sensitivity.smallest_detected(pairs) or 0.0, OUTCOME_KINDS[sensitivity.outcome])
