"""The Trial page: a form that starts a trial, the progress of a running trial, or the result of a trial."""

from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.charts.trial_pairs import pairs_chart
from rlscompanion.charts.view import ChartView
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.trial import Trial, TrialResult
from rlscompanion.domain.trial_words import (
    LIMITS_OF_TRIAL_RESULT,
    plain_result_sentences,
    statistical_sentences,
    trial_headline,
    trial_state_words,
)
from rlscompanion.ui.insights.look import chart_look
from rlscompanion.ui.insights.pair_dots import PairDots
from rlscompanion.ui.insights.trial_start import TrialForm
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.column import READING_WIDTH, PageColumn
from rlscompanion.ui.widgets.controls import (
    button,
    display_label,
    label,
    set_identifier,
    show_or_hide,
    show_text,
)


class TrialPage(QWidget):
    """Shows a running trial or, if no trial is running, the latest result and a form to start a trial.

    A trial compares nights with massage and nights without massage, in random order.
    """

    back_chosen = Signal()

    def __init__(self, trials: TrialKeeper) -> None:
        super().__init__()
        self._trials = trials
        self._theme = DUSK
        self._is_stop_pressed = False
        self._proposed: UUID | None = None
        """The trial whose settings the form started with."""
        self._start = TrialForm()
        self._start.begin_chosen.connect(self._begin_trial)
        self._stop = button("Stop the trial", "Stop trial", pressed=self._stop_trial)
        self._back = button("Back to Insights", "Back to Insights", "flat", pressed=self.back_chosen)
        self._state = display_label("Trial state", "sentence", wrap=True)
        self._pairs = PairDots()
        self._headline = display_label("Trial answer", "heading-large", wrap=True)
        self._words = display_label("Trial result", "sentence", wrap=True)
        self._limits = display_label("What it cannot say", "soft", wrap=True)
        self._view = ChartView(least_height=260)
        set_identifier(self._view, "Chart")
        self._legend = display_label("What the chart shows", "soft", wrap=True)
        self._pointed = display_label("Pointed at", "soft", wrap=True)
        self._view.read_out.connect(self._show_pointed_text)
        self._more = button("Details", "Details", "flat", pressed=self._show_or_hide_details)
        self._more.setCheckable(True)  # a screen reader hears whether they are shown
        self._details = display_label("Trial details", "soft", wrap=True)
        self._details.hide()
        self._again = label("Another trial", "heading-large")
        self._refusal = display_label("Problem", "problem", wrap=True)
        self._result_panel = self._make_result_panel()
        self._lay_out()
        trials.changed.connect(self.refresh)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the chart and for the dots that show the progress."""
        if theme is not self._theme:
            self._theme = theme
            self._pairs.set_theme(theme)
            if self.isVisible():
                self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the running trial or, if none is running, the latest result and the form for a new trial."""
        self._is_stop_pressed = False
        self._stop.setText("Stop the trial")
        self._stop.setAccessibleName("Stop trial")
        try:
            trial = self._trials.latest()
            result = self._trials.result(trial) if trial else None
            arm = self._trials.arm_tonight()
            goes_on = trial is not None and not trial.is_over(self._trials.this_evening)
            if not goes_on:
                self._start.show_sensitivities(self._trials.sensitivities())
        except Refusal as refusal:
            show_text(self._refusal, str(refusal))
            return
        show_text(self._refusal, "")
        tonight = self._trials.this_evening
        self._start.setVisible(not goes_on)
        self._stop.setVisible(goes_on)
        self._pairs.setVisible(goes_on)
        has_nights = result is not None and bool(result.complete_blocks or result.incomplete_blocks)
        self._result_panel.setVisible(has_nights and not goes_on)
        self._again.setVisible(has_nights and not goes_on)
        show_or_hide(self._state, trial_state_words(trial, result, tonight, arm) if trial and result else "")
        if trial is None or result is None:
            return
        if goes_on:
            begun = (tonight - trial.first_evening).days
            self._pairs.show_pairs(trial.blocks, result, begun // 2 + 1 if begun >= 0 else 0)
        else:
            self._show_result(trial, result)
            if trial.id != self._proposed:
                self._proposed = trial.id
                self._start.preselect_settings_of(trial)

    def _show_result(self, trial: Trial, result: TrialResult) -> None:
        show_text(self._headline, trial_headline(trial, result))
        show_text(self._words, " ".join(plain_result_sentences(trial, result)))
        show_text(self._limits, LIMITS_OF_TRIAL_RESULT)
        show_text(self._details, "\n".join(statistical_sentences(trial, result)))
        chart = pairs_chart(trial, result)
        show_text(self._legend, chart.summary or chart.missing)
        self._view.setVisible(not chart.is_empty)
        self._view.show_chart(chart, chart_look(self._theme))

    def _make_result_panel(self) -> QWidget:
        panel = QWidget()
        in_column(
            self._headline,
            self._view,
            self._legend,
            self._pointed,
            self._words,
            self._limits,
            in_row(self._more, STRETCH),
            self._details,
            into=panel,
            spacing=12,
        )
        return panel

    def _lay_out(self) -> None:
        head = in_row((label("Does massage help me?", "title", wrap=True), 1), self._back)
        column = in_column(
            head,
            self._state,
            self._pairs,
            self._result_panel,
            self._again,
            self._start,
            in_row(self._stop, STRETCH),
            self._refusal,
            STRETCH,
            spacing=16,
            margins=(0, 20, 0, 24),
        )
        in_column(PageColumn(column, READING_WIDTH), into=self)

    @Slot()
    def _begin_trial(self) -> None:
        settings = self._start.settings
        try:
            self._trials.begin(
                settings.outcome, settings.pair_count, settings.replacement, settings.smallest_difference
            )
        except Refusal as refusal:
            show_text(self._refusal, str(refusal))

    @Slot()
    def _stop_trial(self) -> None:
        """Ask at the first press; stop the trial at the second."""
        if not self._is_stop_pressed:
            self._is_stop_pressed = True
            self._stop.setText("Press again to stop. The result will say that it was stopped early.")
            self._stop.setAccessibleName(self._stop.text())
            return
        try:
            self._trials.stop()
        except Refusal as refusal:
            show_text(self._refusal, str(refusal))

    @Slot()
    def _show_or_hide_details(self) -> None:
        """Show or hide the statistics."""
        self._details.setVisible(self._more.isChecked())

    @Slot(str)
    def _show_pointed_text(self, text: str) -> None:
        show_text(self._pointed, text)
