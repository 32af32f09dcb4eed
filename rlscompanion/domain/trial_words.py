"""What a trial has shown, in plain words, and what it cannot say."""

from collections.abc import Sequence
from datetime import date, timedelta

from rlscompanion.domain.amounts import MINUS, amount_text, difference_text
from rlscompanion.domain.night import weekday_date
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome, OutcomeKind
from rlscompanion.domain.trial import FEWEST_FOR_A_TEST, LEVEL, Arm, Result, Trial

ALIKE = 0.3
"""Lag-1 autocorrelation from which neighbouring blocks count as alike."""

LIMITS = (
    "You knew which night was which, so expecting relief may be part of any difference. Relief that lingers "
    "into the next night makes the difference smaller. The result is about you, these weeks and this one "
    "item only. It is no reason to start, stop or change a treatment; show it to whoever treats you."
)


MASSAGE_TONIGHT = "Trial: tonight is a night with massage."
NO_MASSAGE_TONIGHT = "Trial: tonight is a night without massage. You can still use the rescue."


def result_sentences(result: Result, outcome: Outcome) -> tuple[str, ...]:
    """The result in sentences, the most important first; LIMITS is to be shown with it."""
    kind = OUTCOME_KINDS[outcome]
    sentences = [*_main(result, kind), *_gaps(result)]
    if result.stopped_early:
        sentences.append("The trial was stopped early, which makes its result less certain.")
    if result.rescues_without:
        times = _counted(result.rescues_without, "rescue")
        sentences.append(
            f"There {'was' if result.rescues_without == 1 else 'were'} {times} on nights without massage."
        )
    if result.otherwise:
        sentences.append(
            f"{_counted(result.otherwise, 'night')} did not go as planned. "
            f"{'It still counts' if result.otherwise == 1 else 'They still count'} in the planned group, "
            "which makes the difference smaller."
        )
    if result.p is not None and result.autocorrelation is not None:
        sentences.append(_alike(result.autocorrelation))
    return tuple(sentences)


def state_words(trial: Trial, result: Result, tonight: date, arm: Arm | None) -> str:
    """Where a trial stands, without a word on how it looks so far: that would tempt one to stop.

    `arm` is what tonight is for, None while that is concealed.
    """
    asked = f"Compared: {OUTCOME_KINDS[trial.outcome].title.lower()}, over {trial.blocks} pairs of nights"
    if trial.is_over(tonight):
        ended = trial.stopped_on or trial.last_evening
        if ended < trial.first_evening:
            return f"{asked}; stopped before its first night."
        return f"{asked}; ended with the night of {weekday_date(ended)} {ended.year}."
    if tonight < trial.first_evening:
        return f"{asked}. It begins in the evening of {weekday_date(trial.first_evening)}."
    pair = (tonight - trial.first_evening).days // 2 + 1
    known = f"{len(result.complete)} complete, {len(result.incomplete)} with a night not known"
    shown = weekday_date(trial.last_evening + timedelta(days=1))
    which = f" {words}" if (words := tonight_words(arm)) else ""
    return (
        f"{asked}. You are on pair {pair} of {trial.blocks}. So far: {known}.{which} "
        f"You see the result at the end, on {shown}."
    )


def tonight_words(arm: Arm | None) -> str:
    """Which night it is tonight; empty outside of a trial."""
    match arm:
        case Arm.MASSAGE:
            return MASSAGE_TONIGHT
        case Arm.NO_MASSAGE:
            return NO_MASSAGE_TONIGHT
        case _:
            return ""


def size_text(value: float, kind: OutcomeKind) -> str:
    """A size in the outcome's unit, such as "12 minutes" or "1.5 of 10" as "1.5 points"."""
    unit = "points" if kind.unit.startswith("of ") else kind.unit
    unit = {"percent": "percentage points"}.get(unit, unit)
    amount = amount_text(abs(value))
    return f"{amount} {unit.removesuffix('s') if amount == '1' else unit}"


def p_text(p: float) -> str:
    """A p-value to three decimals, as clinicians read it."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _main(result: Result, kind: OutcomeKind) -> list[str]:
    complete = len(result.complete)
    if result.mean_difference is None:
        return ["There is no pair of nights yet in which both are known."]
    if result.p is None or result.interval is None:
        return [
            f"So far {_counted(complete, 'pair')} of nights {'is' if complete == 1 else 'are'} complete. "
            f"You need {FEWEST_FOR_A_TEST} pairs for a result."
        ]
    found = result.p <= LEVEL
    average = (
        f"On nights with massage, {kind.title.lower()} was on average "
        f"{size_text(result.mean_difference, kind)} "
        f"{'lower' if result.mean_difference < 0 else 'higher'}"
        if round(result.mean_difference, 1)
        else f"On nights with massage and without, {kind.title.lower()} was on average nearly the same"
    )
    evidence = f"{complete} pairs of nights, {_interval_text(result.interval)}, {p_text(result.p)}"
    if found:
        return [
            f"{average} ({evidence}).",
            f"By chance alone, a difference at least this large comes up in {_share(result.p)} such trials.",
        ]
    return [
        f"{average} ({evidence}).",
        "That may well be chance. No difference found is not the same as no effect: this many pairs would "
        "show only a large difference.",
    ]


def _alike(autocorrelation: float) -> str:
    value = f"{autocorrelation:.2f}".replace("-", MINUS)
    said = f"The lag-1 autocorrelation of the differences is {value}"
    if autocorrelation > ALIKE:
        return f"{said}: the difference may have changed during the trial."
    return f"{said}."


def _gaps(result: Result) -> list[str]:
    sleepless = [block.number for block in result.incomplete if block.is_sleepless]
    unknown = [block.number for block in result.incomplete if not block.is_sleepless]
    return [
        f"Not counted, because {why}: {_pairs(numbers)}."
        for why, numbers in (
            ("a night is not known", unknown),
            ("a sleepless night has no such value", sleepless),
        )
        if numbers
    ]


def _pairs(numbers: Sequence[int]) -> str:
    named = [str(number) for number in numbers]
    if len(named) == 1:
        return f"pair {named[0]}"
    return f"pairs {', '.join(named[:-1])} and {named[-1]}"


def _interval_text(bounds: tuple[float, float]) -> str:
    low, high = bounds
    return f"95 % interval {difference_text(low)} to {difference_text(high)}"


def _share(p: float) -> str:
    return f"about {round(100 * p)} of 100" if p >= 0.005 else "fewer than 1 of 100"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
