"""Says the result of a trial in plain words, with its limits."""

from collections.abc import Sequence
from datetime import date, timedelta

from rlscompanion.domain.amounts import MINUS_SIGN, amount_text, count_text, difference_text
from rlscompanion.domain.night import weekday_date
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, OutcomeDescription
from rlscompanion.domain.trial import (
    MIN_BLOCKS_FOR_TEST,
    SIGNIFICANCE_LEVEL,
    Arm,
    Replacement,
    Trial,
    TrialResult,
)

MIN_AUTOCORRELATION_IF_ALIKE = 0.3
"""The lag-1 autocorrelation from which neighbouring pairs of nights count as alike."""

LIMITS_OF_TRIAL_RESULT = (
    "You knew which night was which, so expecting relief may be part of any difference. Relief that lingers "
    "into the next night makes the difference smaller. The result is about you and these weeks only, and "
    "about the one thing it was judged by. Don't start, stop or change a treatment because of it. Show it to "
    "your doctor."
)


MASSAGE_TONIGHT_SENTENCE = "Trial: massage tonight."
NO_MASSAGE_TONIGHT_SENTENCES = (
    "Trial: no massage tonight. If your legs wake you, you can still press “Restless legs” on the black "
    "screen."
)
BREATHING_TONIGHT_SENTENCES = (
    "Trial: breathing instead of massage tonight. If your legs wake you, you can still press “Restless "
    "legs” on the black screen."
)
NAMES_OF_OTHER_NIGHTS = {None: "nights without", Replacement.BREATHING: "nights with breathing instead"}
"""What sentences call a trial's nights without massage, by what replaced the massage."""

TOO_FEW_PAIRS_SENTENCES = (
    f"Too few pairs for an answer. A result needs {MIN_BLOCKS_FOR_TEST} complete pairs of nights."
)


def trial_headline(trial: Trial, result: TrialResult) -> str:
    """The answer of a trial in plain words, compared with the difference that matters to the person."""
    if result.p is None or result.interval is None or result.mean_difference is None:
        return TOO_FEW_PAIRS_SENTENCES
    kind = OUTCOME_DESCRIPTIONS[trial.outcome]
    sign = 1 if kind.more_is_better else -1
    # By how much nights with massage were better; a bound short of what matters is not rounded up to it.
    least, most = sorted(round(sign * bound, 6) for bound in result.interval)
    matters = (
        f"the difference that matters to you ({difference_size_text(trial.relevant_difference or 0.0, kind)})"
    )
    if result.p > SIGNIFICANCE_LEVEL:
        others = NAMES_OF_OTHER_NIGHTS[trial.instead]
        apart = f"This trial found no clear difference between nights with massage and {others}."
        if trial.relevant_difference is None:
            return apart
        if most < trial.relevant_difference:
            return f"{apart} If massage helped, then probably by less than {matters}."
        return f"{apart} Massage may still help by {matters} or more."
    average = _average_sentence(trial, result.mean_difference)
    if sign * result.mean_difference < 0:
        return f"{average} They were worse, not better."
    if trial.relevant_difference is None:
        return average
    if least >= trial.relevant_difference:
        return f"{average} That is at least {matters}."
    if most < trial.relevant_difference:
        return f"{average} That is less than {matters}."
    return f"{average} It may or may not reach {matters}."


def plain_result_sentences(trial: Trial, result: TrialResult) -> tuple[str, ...]:
    """Sentences on a trial's result to show after the headline, the most important first.

    Show LIMITS_OF_TRIAL_RESULT with these sentences.
    """
    sentences = [*_certainty_sentences(trial, result), *_missing_nights_sentences(result)]
    if result.was_stopped_early:
        sentences.append("The trial was stopped early, which makes its result less certain.")
    if result.rescues_without_massage:
        times = count_text(result.rescues_without_massage, "rescue routine")
        sentences.append(f"You did {times} on nights without massage.")
    if result.nights_not_as_assigned:
        sentences.append(
            f"{count_text(result.nights_not_as_assigned, 'night')} did not go as planned. "
            "Each still counts as it was planned, with or without massage. "
            "This makes the difference look smaller."
        )
    return tuple(sentences)


def statistical_sentences(trial: Trial, result: TrialResult) -> tuple[str, ...]:
    """The sentences that give the result of a trial in the terms of statistics."""
    sentences = [*estimate_sentences(trial, result)]
    if trial.relevant_difference is not None:
        size = difference_size_text(trial.relevant_difference, OUTCOME_DESCRIPTIONS[trial.outcome])
        sentences.append(f"Difference that matters, set before the first night: {size}.")
    if changed := possible_change_words(result):
        sentences.append(changed)
    sentences.append(
        f"Of {count_text(result.nights_as_assigned + result.nights_not_as_assigned, 'night')}, "
        f"{result.nights_as_assigned} {'was' if result.nights_as_assigned == 1 else 'were'} done as planned."
    )
    return tuple(sentences)


def estimate_sentences(trial: Trial, result: TrialResult) -> tuple[str, ...]:
    """The mean difference of a trial; with enough pairs of nights, also its interval and p."""
    if result.mean_difference is None:
        return ()
    unit = difference_size_text(2, OUTCOME_DESCRIPTIONS[trial.outcome]).partition(" ")[2]
    mean = (
        f"Mean difference (with massage minus without): {difference_text(result.mean_difference)} {unit}, "
        f"from {count_text(len(result.complete_blocks), 'complete pair')}."
    )
    if result.p is None or result.interval is None:
        return (mean,)
    return (
        mean,
        f"{_interval_text(result.interval)}, {p_value_text(result.p)}: exact permutation test within pairs, "
        "two-sided, by planned group; the interval is its inversion.",
    )


def possible_change_words(result: TrialResult) -> str:
    """A sentence on whether the difference may have changed during the trial.

    The sentence depends on the autocorrelation of the pairs of nights. It is empty for too few known pairs.
    """
    if result.p is None or result.autocorrelation is None:
        return ""
    value = f"{result.autocorrelation:.2f}".replace("-", MINUS_SIGN)
    said = f"The lag-1 autocorrelation of the differences is {value}"
    if result.autocorrelation > MIN_AUTOCORRELATION_IF_ALIKE:
        return f"{said}: the difference may have changed during the trial."
    return f"{said}."


def trial_state_words(trial: Trial, result: TrialResult, tonight: date, arm: Arm | None) -> str:
    """How far a trial is, without interim results, since interim results could tempt the person to stop.

    `arm` says whether tonight is with or without massage, None while the person may not know it yet.
    """
    kind = OUTCOME_DESCRIPTIONS[trial.outcome]
    asked = (
        f"This trial compares nights with massage and {NAMES_OF_OTHER_NIGHTS[trial.instead]} in "
        f"{trial.blocks} pairs. "
        f"It is judged by your {kind.title.lower()}."
    )
    if trial.relevant_difference is not None:
        size = difference_size_text(trial.relevant_difference, kind)
        asked += f" A difference of {size} or more matters to you."
    if trial.is_over(tonight):
        ended = trial.stopped_on or trial.last_evening
        if ended < trial.first_evening:
            return f"{asked} It was stopped before its first night."
        return f"{asked} It ended with the night of {weekday_date(ended)} {ended.year}."
    if tonight < trial.first_evening:
        return f"{asked} It begins in the evening of {weekday_date(trial.first_evening)}."
    pair = (tonight - trial.first_evening).days // 2 + 1
    shown = weekday_date(trial.last_evening + timedelta(days=1))
    which = f"{words}\n\n" if (words := trial_tonight_words(arm, trial.instead)) else ""
    return (
        f"{which}You are on pair {pair} of {trial.blocks}. So far, {trial_progress_words(result)}. "
        f"You see the result at the end, on {shown}.\n\n{asked}"
    )


def trial_progress_words(result: TrialResult) -> str:
    """How many pairs of nights of a trial are complete so far, and how many pairs lack a night."""
    complete, lacking = len(result.complete_blocks), len(result.incomplete_blocks)
    said = f"{count_text(complete, 'pair')} {'is' if complete == 1 else 'are'} complete"
    return f"{said} and {lacking} {'lacks' if lacking == 1 else 'lack'} a night" if lacking else said


def trial_tonight_words(arm: Arm | None, instead: Replacement | None = None) -> str:
    """A sentence on whether tonight is with or without massage.

    The text is empty outside of a trial, and while the person may not know it yet.
    """
    match arm:
        case Arm.MASSAGE:
            return MASSAGE_TONIGHT_SENTENCE
        case Arm.NO_MASSAGE:
            return NO_MASSAGE_TONIGHT_SENTENCES if instead is None else BREATHING_TONIGHT_SENTENCES
        case _:
            return ""


def difference_size_text(value: float, kind: OutcomeDescription) -> str:
    """The size of a difference in the outcome's unit, such as "12 minutes" or "1.5 points"."""
    unit = "points" if kind.unit.startswith("of ") else kind.unit
    unit = {"percent": "percentage points"}.get(unit, unit)
    amount = amount_text(abs(value))
    return f"{amount} {unit.removesuffix('s') if amount == '1' else unit}"


def p_value_text(p: float) -> str:
    """A p-value as text, to three decimals."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _average_sentence(trial: Trial, difference: float) -> str:
    kind = OUTCOME_DESCRIPTIONS[trial.outcome]
    than = NAMES_OF_OTHER_NIGHTS[trial.instead]
    if not round(difference, 1):
        same = "nearly the same" if round(difference, 6) else "the same"
        return f"On nights with massage, {kind.title.lower()} was on average {same} as on {than}."
    return (
        f"On nights with massage, {kind.title.lower()} was on average "
        f"{difference_size_text(difference, kind)} "
        f"{'lower' if difference < 0 else 'higher'} than on {than}."
    )


def _certainty_sentences(trial: Trial, result: TrialResult) -> list[str]:
    complete = len(result.complete_blocks)
    if result.mean_difference is None:
        return ["No pair has an answer for both of its nights yet."]
    if result.p is None:
        return [
            f"So far {count_text(complete, 'pair')} of nights {'is' if complete == 1 else 'are'} complete."
        ]
    pairs = count_text(complete, "pair")
    if result.p <= SIGNIFICANCE_LEVEL:
        return [
            f"This comes from {pairs} of nights. By chance alone, a difference at least this large comes up "
            f"in {_chance_text(result.p)} such trials."
        ]
    is_apart = bool(round(result.mean_difference, 1))
    by_chance = f"With {pairs}, a difference like this may well be chance. " if is_apart else ""
    return [
        f"{_average_sentence(trial, result.mean_difference)} {by_chance}"
        "This does not prove that massage has no effect."
    ]


def _missing_nights_sentences(result: TrialResult) -> list[str]:
    sleepless = [block.number for block in result.incomplete_blocks if block.is_sleepless]
    unknown = [block.number for block in result.incomplete_blocks if not block.is_sleepless]
    return [
        f"Not counted, because {why}: {_pair_numbers_text(numbers)}."
        for why, numbers in (
            ("a night has no answer in the diary", unknown),
            ("a night without sleep has no such number", sleepless),
        )
        if numbers
    ]


def _pair_numbers_text(numbers: Sequence[int]) -> str:
    named = [str(number) for number in numbers]
    if len(named) == 1:
        return f"pair {named[0]}"
    return f"pairs {', '.join(named[:-1])} and {named[-1]}"


def _interval_text(bounds: tuple[float, float]) -> str:
    low, high = bounds
    return f"95 % interval {difference_text(low)} to {difference_text(high)}"


def _chance_text(p: float) -> str:
    return f"about {round(100 * p)} of 100" if p >= 0.005 else "fewer than 1 of 100"
