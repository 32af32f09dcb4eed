"""The Trial: begun, followed pair by pair, and read at its end."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.charts.groups import trial_chart
from rlscompanion.charts.view import ChartView
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.trial import (
    DEFAULT_BLOCKS,
    FEWEST_BLOCKS,
    MOST_BLOCKS,
    Result,
    Trial,
)
from rlscompanion.domain.trial_words import LIMITS, result_sentences, state_words
from rlscompanion.ui.insights.look import chart_look
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.boxes import STRETCH, filled, in_column, in_row
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on

WHAT_IT_IS = (
    "People massage on bad nights, and good weeks follow bad ones, so a look back cannot tell whether "
    "massage helps. A trial can: pairs of nights, one with a wind-down massage and one without, in an order "
    "that chance decides. You learn in the evening which night it is, and fill in the diary in the morning."
)
RULES = (
    "On a night without massage, sound, breathing and lights out stay as they are. If the legs will not "
    "settle in the night, use the rescue: comfort comes first, and it is counted. Keep medicines as "
    "prescribed. A night you miss is no failure; its pair is left out."
)
HOW_MANY = (
    "More pairs see smaller differences: at a true difference as large as its own spread, 8 pairs find it "
    "about 64 times in 100."
)


class TrialPage(QWidget):
    """What a trial is and its start; while one goes on, how far it is; at its end, the result."""

    back_chosen = Signal()

    def __init__(self, trials: TrialKeeper) -> None:
        super().__init__()
        self._trials = trials
        self._theme = DUSK
        self._stopping = False
        self._outcome, self._blocks = Chooser("Outcome"), Chooser("Pairs of nights")
        for outcome, kind in OUTCOME_KINDS.items():
            if not kind.needs_sleep:  # a sleepless night, the worst of all, would have no value
                self._outcome.addItem(kind.title, outcome.value)
        for blocks in range(FEWEST_BLOCKS, MOST_BLOCKS + 1):
            self._blocks.addItem(f"{blocks} pairs, {2 * blocks} nights", blocks)
        self._blocks.setCurrentIndex(self._blocks.findData(DEFAULT_BLOCKS))
        self._begin = button("Begin tomorrow evening", "Begin trial", "primary", pressed=self._begin_trial)
        self._stop = button("Stop the trial", "Stop trial", "flat", pressed=self._stop_trial)
        self._back = button("Back to Insights", "Back to Insights", "flat", pressed=self.back_chosen)
        self._state = display("Trial state", "sentence", wrap=True)
        self._words = display("Trial result", "sentence", wrap=True)
        self._limits = display("What it cannot say", "soft", wrap=True)
        self._view = ChartView(least_height=260)
        identified(self._view, "Chart")
        self._pointed = display("Pointed at", "soft", wrap=True)
        self._view.read_out.connect(self._say_pointed)
        self._refusal = display("Problem", "problem", wrap=True)
        self._start_panel, self._result_panel = self._make_start(), self._make_result()
        self._lay_out()
        trials.changed.connect(self.refresh)

    def set_theme(self, theme: Theme) -> None:
        """Draw the chart in the colours of a theme."""
        if theme is not self._theme:
            self._theme = theme
            if self.isVisible():
                self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the trial that goes on, or the result of the last one and the start of another."""
        self._stopping = False
        self._stop.setText("Stop the trial")
        self._stop.setAccessibleName("Stop trial")
        try:
            trial = self._trials.latest()
            result = self._trials.result(trial) if trial else None
            arm = self._trials.tonight()
        except Refusal as refusal:
            show_on(self._refusal, str(refusal))
            return
        show_on(self._refusal, "")
        tonight = self._trials.this_evening
        goes_on = trial is not None and not trial.is_over(tonight)
        self._start_panel.setVisible(not goes_on)
        self._stop.setVisible(goes_on)
        has_nights = result is not None and bool(result.complete or result.incomplete)
        self._result_panel.setVisible(has_nights and not goes_on)
        show_on(self._state, state_words(trial, result, tonight, arm) if trial and result else "")
        self._state.setVisible(trial is not None)
        if trial is not None and result is not None and not goes_on:
            self._show_result(trial, result)

    def _show_result(self, trial: Trial, result: Result) -> None:
        show_on(self._words, " ".join(result_sentences(result, trial.outcome)))
        show_on(self._limits, LIMITS)
        self._view.show_chart(trial_chart(result, trial.outcome), chart_look(self._theme))

    def _make_start(self) -> QWidget:
        panel = QWidget()
        lines = in_column(into=panel, spacing=14)
        for text in (WHAT_IT_IS, RULES):
            lines.addWidget(label(text, "sentence", wrap=True))
        for caption, box in (("What to compare", self._outcome), ("How long", self._blocks)):
            name = label(caption, "soft")
            name.setMinimumWidth(150)
            name.setBuddy(box)
            box.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            lines.addLayout(in_row(name, (box, 1), spacing=16))
        filled(lines, label(HOW_MANY, "soft", wrap=True), self._begin)
        return panel

    def _make_result(self) -> QWidget:
        panel = QWidget()
        in_column(self._words, self._view, self._pointed, self._limits, into=panel, spacing=12)
        return panel

    def _lay_out(self) -> None:
        head = in_row((label("Does massage help me?", "title", wrap=True), 1), self._back)
        column = in_column(
            head,
            self._state,
            self._result_panel,
            self._start_panel,
            self._stop,
            self._refusal,
            STRETCH,
            spacing=16,
            margins=(0, 20, 0, 24),
        )
        in_column(CentredColumn(column, 820), into=self)

    @Slot()
    def _begin_trial(self) -> None:
        try:
            self._trials.begin(Outcome(self._outcome.currentData()), int(self._blocks.currentData()))
        except Refusal as refusal:
            show_on(self._refusal, str(refusal))

    @Slot()
    def _stop_trial(self) -> None:
        """A first press asks, a second one stops."""
        if not self._stopping:
            self._stopping = True
            self._stop.setText("Press again to stop. The result will say that it was stopped early.")
            self._stop.setAccessibleName(self._stop.text())
            return
        try:
            self._trials.stop()
        except Refusal as refusal:
            show_on(self._refusal, str(refusal))

    @Slot(str)
    def _say_pointed(self, text: str) -> None:
        show_on(self._pointed, text)
