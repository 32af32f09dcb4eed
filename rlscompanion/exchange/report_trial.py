"""The trial's part of the report, in the order of CONSORT's extension for N-of-1 trials (CENT 2015)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rlscompanion.domain.amounts import counted
from rlscompanion.domain.dates import date_text
from rlscompanion.domain.outcomes import OUTCOME_KINDS
from rlscompanion.domain.trial import FEWEST_FOR_A_TEST, Instead, Result, Trial
from rlscompanion.domain.trial_words import (
    LIMITS,
    OTHER_NIGHTS,
    changed_words,
    estimate_sentences,
    headline,
    plain_sentences,
    size_text,
)


@dataclass(frozen=True)
class TrialItem:
    """One line on the trial: the number of its item in CENT 2015, its subject, and its text."""

    number: str
    about: str
    text: str


@dataclass(frozen=True)
class TrialReport:
    """A trial and its result, with texts for the report; the result of a running trial is not shown."""

    trial: Trial
    result: Result
    is_over: bool

    @property
    def answer(self) -> str:
        """A sentence on what the trial has found, or until when it runs."""
        if not self.is_over:
            ends = date_text(self.trial.last_evening)
            return f"This trial goes on until {ends}. Its result is shown at its end."
        return headline(self.trial, self.result)

    @property
    def sections(self) -> tuple[tuple[str, tuple[TrialItem, ...]], ...]:
        """The lines on the trial, grouped under headings such as "Methods"."""
        methods = ("Methods", tuple(_methods(self.trial)))
        if not self.is_over:
            return (methods,)
        how_sure = plain_sentences(self.trial, self.result)[0]
        discussion = (TrialItem("20–21", "Limits", LIMITS), TrialItem("22", "Meaning", how_sure))
        return methods, ("Results", tuple(_results(self.trial, self.result))), ("Discussion", discussion)


def _methods(trial: Trial) -> Sequence[TrialItem]:
    kind = OUTCOME_KINDS[trial.outcome]
    other = {
        None: "no massage, all else alike",
        Instead.BREATHING: "the same time with slow breathing and sound (attention control)",
    }[trial.instead]
    better = "more" if kind.more_is_better else "less"
    matters = (
        f"Difference that matters to the person: {size_text(trial.matters, kind)}."
        if trial.matters is not None
        else "No difference that matters was set."
    )
    return (
        TrialItem(
            "3",
            "Design",
            f"Randomised N-of-1 trial in {trial.blocks} pairs of nights in a row: one night with massage and "
            "one without, in random order. No wash-out night between them.",
        ),
        TrialItem(
            "4", "Participant", "One person with restless legs, at home; the program checks cautions first."
        ),
        TrialItem(
            "5",
            "Interventions",
            f"Wind-down massage by a routine of choice, against {other}. A rescue in the night "
            "was allowed on every night and counted. Medicines were to stay as prescribed.",
        ),
        TrialItem(
            "6",
            "Outcome",
            f"{kind.title} ({kind.unit}), from the diary of the next morning; {better} is better. Chosen "
            f"before the first night. {matters} {kind.meaning}".rstrip(),
        ),
        TrialItem(
            "7", "Size", f"{trial.blocks} pairs, fixed before the first night; no interim result was shown."
        ),
        TrialItem(
            "8–10",
            "Randomisation",
            "The program drew the order of each pair with equal chance. Each pair stayed concealed until the "
            "evening of its first night; the second night then followed from it.",
        ),
        TrialItem("11", "Blinding", "None: the person knew which night it was."),
        TrialItem(
            "12",
            "Statistics",
            "By planned group. Mean of the differences within pairs, exact two-sided permutation test within "
            f"pairs, 95 % interval by its inversion, from {FEWEST_FOR_A_TEST} complete pairs on. Carry-over "
            "is not modelled.",
        ),
    )


def _results(trial: Trial, result: Result) -> Sequence[TrialItem]:
    last = trial.stopped_on or trial.last_evening
    known = result.as_assigned + result.otherwise
    _, *gaps = plain_sentences(trial, result)
    flow = (
        f"{len(result.complete)} of {trial.blocks} pairs complete.",
        f"{result.as_assigned} of {counted(known, 'night')} were done as planned.",
        *gaps,
    )
    harms = f"Not asked systematically. Rescues on {OTHER_NIGHTS[trial.instead]}: {result.rescues_without}."
    return (
        TrialItem("13", "Flow", " ".join(flow)),
        TrialItem("14", "Dates", f"Nights of {date_text(trial.first_evening)} to {date_text(last)}."),
        TrialItem("16", "Analysed", f"{len(result.complete)} pairs with both nights known."),
        TrialItem("17", "Estimate", " ".join(estimate_sentences(trial, result)) or "None."),
        TrialItem("18", "Other analyses", changed_words(result) or "None."),
        TrialItem("19", "Harms", harms),
    )
