"""The report's part on a trial (an experiment of one person on whether massage helps).

Its order is that of CENT 2015, which is CONSORT's reporting standard for N-of-1 trials.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.dates import date_text
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS
from rlscompanion.domain.trial import MIN_BLOCKS_FOR_TEST, Replacement, Trial, TrialResult
from rlscompanion.domain.trial_words import (
    LIMITS_OF_TRIAL_RESULT,
    NAMES_OF_OTHER_NIGHTS,
    difference_size_text,
    estimate_sentences,
    plain_result_sentences,
    possible_change_words,
    trial_headline,
)


@dataclass(frozen=True)
class TrialReportLine:
    """One line of the report's part on a trial.

    `number` is the item of the CENT 2015 standard that the line answers, and `about` is the item's subject.
    """

    number: str
    about: str
    text: str


@dataclass(frozen=True)
class TrialReport:
    """A trial and its result, with texts for the report; while the trial runs, its result is not shown."""

    trial: Trial
    result: TrialResult
    is_over: bool

    @property
    def answer(self) -> str:
        """A sentence on what the trial has found; while the trial runs, a sentence on when it ends."""
        if not self.is_over:
            ends = date_text(self.trial.last_evening)
            return f"This trial goes on until {ends}. Its result is shown at its end."
        return trial_headline(self.trial, self.result)

    @property
    def sections(self) -> tuple[tuple[str, tuple[TrialReportLine, ...]], ...]:
        """The lines of the report's part on a trial, grouped under headings such as "Methods"."""
        methods = ("Methods", tuple(_methods(self.trial)))
        if not self.is_over:
            return (methods,)
        how_sure = plain_result_sentences(self.trial, self.result)[0]
        discussion = (
            TrialReportLine("20–21", "Limits", LIMITS_OF_TRIAL_RESULT),
            TrialReportLine("22", "Meaning", how_sure),
        )
        return methods, ("Results", tuple(_results(self.trial, self.result))), ("Discussion", discussion)


def _methods(trial: Trial) -> Sequence[TrialReportLine]:
    kind = OUTCOME_DESCRIPTIONS[trial.outcome]
    other = {
        None: "no massage, all else alike",
        Replacement.BREATHING: "the same time with slow breathing and sound (attention control)",
    }[trial.instead]
    better = "more" if kind.more_is_better else "less"
    matters = (
        f"Difference that matters to the person: {difference_size_text(trial.relevant_difference, kind)}."
        if trial.relevant_difference is not None
        else "No difference that matters was set."
    )
    return (
        TrialReportLine(
            "3",
            "Design",
            f"Randomised N-of-1 trial in {trial.blocks} pairs of nights in a row: one night with massage and "
            "one without, in random order. No wash-out night between them.",
        ),
        TrialReportLine(
            "4", "Participant", "One person with restless legs, at home; the program checks cautions first."
        ),
        TrialReportLine(
            "5",
            "Interventions",
            f"Wind-down massage by a routine of choice, against {other}. A rescue in the night "
            "was allowed on every night and counted. Medicines were to stay as prescribed.",
        ),
        TrialReportLine(
            "6",
            "Outcome",
            f"{kind.title} ({kind.unit}), from the diary of the next morning; {better} is better. Chosen "
            f"before the first night. {matters} {kind.meaning}".rstrip(),
        ),
        TrialReportLine(
            "7", "Size", f"{trial.blocks} pairs, fixed before the first night; no interim result was shown."
        ),
        TrialReportLine(
            "8–10",
            "Randomisation",
            "The program drew the order of each pair with equal chance. Each pair stayed concealed until the "
            "evening of its first night; the second night then followed from it.",
        ),
        TrialReportLine("11", "Blinding", "None: the person knew which night it was."),
        TrialReportLine(
            "12",
            "Statistics",
            "By planned group. Mean of the differences within pairs, exact two-sided permutation test within "
            f"pairs, 95 % interval by its inversion, from {MIN_BLOCKS_FOR_TEST} complete pairs on. "
            "Carry-over is not modelled.",
        ),
    )


def _results(trial: Trial, result: TrialResult) -> Sequence[TrialReportLine]:
    last = trial.stopped_on or trial.last_evening
    known = result.nights_as_assigned + result.nights_not_as_assigned
    _, *gaps = plain_result_sentences(trial, result)
    flow = (
        f"{len(result.complete_blocks)} of {trial.blocks} pairs complete.",
        f"{result.nights_as_assigned} of {count_text(known, 'night')} were done as planned.",
        *gaps,
    )
    rescues = f"Rescues on {NAMES_OF_OTHER_NIGHTS[trial.instead]}: {result.rescues_without_massage}."
    harms = f"Not asked systematically. {rescues}"
    return (
        TrialReportLine("13", "Flow", " ".join(flow)),
        TrialReportLine("14", "Dates", f"Nights of {date_text(trial.first_evening)} to {date_text(last)}."),
        TrialReportLine("16", "Analysed", f"{len(result.complete_blocks)} pairs with both nights known."),
        TrialReportLine("17", "Estimate", " ".join(estimate_sentences(trial, result)) or "None."),
        TrialReportLine("18", "Other analyses", possible_change_words(result) or "None."),
        TrialReportLine("19", "Harms", harms),
    )
