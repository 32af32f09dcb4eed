"""The form that starts a trial: what to compare, for how long, and which difference matters to the person."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome
from rlscompanion.domain.trial import DEFAULT_BLOCKS, MAX_BLOCKS, MIN_BLOCKS, Replacement, Trial
from rlscompanion.domain.trial_sensitivity import PRIMARY_OUTCOMES, TrialSensitivity
from rlscompanion.domain.trial_sensitivity_words import (
    offered_differences,
    outcome_guide_words,
    relevant_difference_words,
    sensitivity_words,
)
from rlscompanion.domain.trial_words import difference_size_text
from rlscompanion.ui.widgets.boxes import add_parts, in_column
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import button, display_label, label, show_or_hide, show_text

WHAT_A_TRIAL_IS = (
    "People massage on bad nights, and good weeks follow bad ones anyway. So looking back cannot show "
    "whether massage helps. A trial can. It compares pairs of nights: one with massage and one without, in "
    "random order. Each evening, Tonight says whether to massage. Each morning, you fill in the diary."
)
TRIAL_RULES = (
    "On a night without massage, keep everything else the same. If your legs won't settle in the night, "
    "press “Restless legs”: your comfort comes first, and the trial counts how often you did. Keep medicines "
    "as prescribed. If you miss a night, its pair is left out. Relief that lasts into the next night, and "
    "nights that don't go as planned, make the difference look smaller."
)
TRIAL_COMPARISON_TITLES = {
    None: "Massage, or no massage",
    Replacement.BREATHING: "Massage, or breathing and sound for as long",
}
WHY_COMPARE_WITH_BREATHING = (
    "Just taking time for yourself may help. Comparing with breathing and sound for as long shows what the "
    "massage adds."
)
RELEVANT_DIFFERENCE_HELP = (
    "The smallest difference that would be worth the effort to you. The result is compared with it."
)


@dataclass(frozen=True)
class ChosenTrialSettings:
    """The settings that the person chose for a trial; they do not change once the trial has begun.

    `pair_count` is the number of pairs of neighbouring nights. `replacement` is what the person does on
    nights assigned no massage; None stands for nothing. `smallest_difference` is the smallest difference that
    matters to the person, in the unit of `outcome`.
    """

    outcome: Outcome
    pair_count: int
    replacement: Replacement | None
    smallest_difference: float


class TrialForm(QWidget):
    """The form for the settings of a trial; emits `begin_chosen` when the person starts the trial."""

    begin_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sensitivities: Mapping[Outcome, TrialSensitivity] = {}
        self._instead, self._outcome = ComboBox("Compared with"), ComboBox("Outcome")
        self._blocks, self._smallest_difference = (
            ComboBox("Pairs of nights"),
            ComboBox("Difference that matters"),
        )
        for instead, title in TRIAL_COMPARISON_TITLES.items():
            self._instead.addItem(title, instead)
        for outcome in PRIMARY_OUTCOMES:
            self._outcome.addItem(OUTCOME_DESCRIPTIONS[outcome].title, outcome)
        for blocks in range(MIN_BLOCKS, MAX_BLOCKS + 1):
            self._blocks.addItem(f"{blocks} pairs, {2 * blocks} nights", blocks)
        self._blocks.setCurrentIndex(self._blocks.findData(DEFAULT_BLOCKS))
        self._guide = display_label("Which item", "soft", wrap=True)
        self._sensitivity = display_label("What this trial could see", "sentence", wrap=True)
        self._enough = display_label("Enough pairs", "soft", wrap=True)
        self._offer_differences()
        self._lay_out()
        self._outcome.currentIndexChanged.connect(self._outcome_chosen)
        for box in (self._blocks, self._smallest_difference):
            box.currentIndexChanged.connect(self._show_whether_enough)

    @property
    def settings(self) -> ChosenTrialSettings:
        """The trial settings that are now chosen in the form."""
        return ChosenTrialSettings(
            Outcome(self._outcome.currentData()),
            int(self._blocks.currentData()),
            self._instead.currentData(),
            float(self._smallest_difference.currentData()),
        )

    def preselect_settings_of(self, trial: Trial) -> None:
        """Preselect the settings of an earlier trial; skip any setting that the form no longer offers."""
        _choose_value(self._instead, trial.instead)
        _choose_value(self._outcome, trial.outcome)
        _choose_value(self._blocks, trial.blocks)
        _choose_value(self._smallest_difference, trial.relevant_difference)

    def show_sensitivities(self, sensitivities: Mapping[Outcome, TrialSensitivity]) -> None:
        """Show, for the chosen outcome, how small a difference a trial could detect."""
        self._sensitivities = sensitivities
        show_text(self._guide, outcome_guide_words(list(sensitivities.values())))
        self._show_sensitivity()

    def _lay_out(self) -> None:
        lines = in_column(into=self, spacing=8)
        add_parts(
            lines, label(WHAT_A_TRIAL_IS, "sentence", wrap=True), 4, label(TRIAL_RULES, "soft", wrap=True), 8
        )
        asked = (
            ("What to compare", self._instead, label(WHY_COMPARE_WITH_BREATHING, "soft", wrap=True)),
            ("Judged by", self._outcome, self._guide),
            (
                "A difference that matters to me",
                self._smallest_difference,
                label(RELEVANT_DIFFERENCE_HELP, "soft", wrap=True),
            ),
            ("How long", self._blocks, self._enough),
        )
        for caption, box, words in asked:
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            add_parts(lines, label(caption, "heading", buddy=box), box, words, 10)
        begin = button("Begin tomorrow evening", "Begin trial", "primary", pressed=self.begin_chosen)
        add_parts(lines, label("What could this trial show?", "heading"), self._sensitivity, 12, begin)

    def _offer_differences(self) -> None:
        """Offer differences in the outcome's unit, and preselect the second one."""
        outcome = Outcome(self._outcome.currentData())
        kind = OUTCOME_DESCRIPTIONS[outcome]
        way = "more" if kind.more_is_better else "less"
        self._smallest_difference.blockSignals(True)
        self._smallest_difference.clear()
        for each in offered_differences(outcome):
            self._smallest_difference.addItem(f"{difference_size_text(each, kind)} {way}", each)
        self._smallest_difference.setCurrentIndex(1)
        self._smallest_difference.blockSignals(False)

    @Slot()
    def _outcome_chosen(self) -> None:
        self._offer_differences()
        self._show_sensitivity()

    def _show_sensitivity(self) -> None:
        show_text(self._sensitivity, sensitivity_words(self._sensitivities[self.settings.outcome]))
        self._show_whether_enough()

    @Slot()
    def _show_whether_enough(self) -> None:
        settings = self.settings
        show_or_hide(
            self._enough,
            relevant_difference_words(
                self._sensitivities[settings.outcome], settings.smallest_difference, settings.pair_count
            ),
        )


def _choose_value(box: ComboBox, value: object) -> None:
    """Choose the entry with this value; without one, keep the present choice."""
    if (index := box.findData(value)) >= 0:
        box.setCurrentIndex(index)
