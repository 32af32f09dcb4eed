"""The daytime pages: the sleep log, charts, trial, results, report, sounds and settings."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from rlscompanion.bedtime.undo import Undoable
from rlscompanion.domain.night import Night
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart
from rlscompanion.ui.main_window import MainWindow, NoticeTopic

if TYPE_CHECKING:
    from datetime import date

    from rlscompanion.ui.flow.rhythm import RhythmFlow
    from rlscompanion.ui.insights.page import InsightsPage
    from rlscompanion.ui.insights.trial_page import TrialPage
    from rlscompanion.ui.report.page import ReportPage
    from rlscompanion.ui.results.page import ResultsPage
    from rlscompanion.ui.settings.page import SettingsPage
    from rlscompanion.ui.sleep_log.page import SleepLogPage
    from rlscompanion.ui.sounds.page import SoundsPage


class DayFlow(FlowPart):
    """Creates and shows the daytime pages: all pages of the navigation except Tonight and Learn."""

    evening_chosen = Signal(object)
    health_questions_chosen = Signal()
    routines_chosen = Signal()
    keys_asked = Signal()
    licences_asked = Signal()
    welcome_chosen = Signal()

    def __init__(self, bedtime: BedtimeServices, window: MainWindow, rhythm: RhythmFlow) -> None:
        super().__init__(bedtime, window)
        self._rhythm = rhythm

    @cached_property
    def sleep_log(self) -> SleepLogPage:
        """The sleep log page."""
        from rlscompanion.ui.sleep_log.page import SleepLogPage

        page = SleepLogPage(self._bedtime.log, self._bedtime.diary, self._bedtime.undo)
        page.evening_chosen.connect(self.evening_chosen)
        page.deletion_chosen.connect(self._delete)
        self._bedtime.diary.changed.connect(page.refresh_if_visible)
        return self._window.add_page(page)

    @cached_property
    def insights(self) -> InsightsPage:
        """The Insights page, which shows charts."""
        from rlscompanion.ui.insights.page import InsightsPage

        bedtime = self._bedtime
        page = InsightsPage(
            bedtime.log,
            bedtime.session_log,
            bedtime.health,
            bedtime.trials,
            bedtime.clock,
            bedtime.preferences,
        )
        page.evening_chosen.connect(self.evening_chosen)
        page.trial_chosen.connect(self.show_trial)
        page.results_chosen.connect(self.show_results)
        page.report_chosen.connect(self.show_report)
        return self._window.add_page(page)

    @cached_property
    def trial(self) -> TrialPage:
        """The Trial page, on which the person tests whether massage helps."""
        from rlscompanion.ui.insights.trial_page import TrialPage

        page = TrialPage(self._bedtime.trials)
        page.back_chosen.connect(self.show_insights)
        return self._window.add_page(page)

    @cached_property
    def results(self) -> ResultsPage:
        """The page for medicines, blood tests and IRLS totals."""
        from rlscompanion.ui.results.page import ResultsPage
        from rlscompanion.ui.widgets.medicines_sheet import MedicinesSheetButton

        bedtime = self._bedtime
        sheet = MedicinesSheetButton(bedtime.reports, bedtime.files)
        page = ResultsPage(bedtime.health, bedtime.clock, bedtime.preferences, sheet, bedtime.undo)
        page.back_chosen.connect(self.show_insights)
        return self._window.add_page(page)

    @cached_property
    def report(self) -> ReportPage:
        """The page that prepares a report for a clinician."""
        from rlscompanion.ui.report.page import ReportPage

        bedtime = self._bedtime
        work = bedtime.make_report_work()
        self._window.closed.connect(work.close)
        page = ReportPage(bedtime.log, work, bedtime.clock, bedtime.files)
        page.back_chosen.connect(self.show_insights)
        return self._window.add_page(page)

    @cached_property
    def sounds(self) -> SoundsPage:
        """The page for choosing and mixing sounds."""
        from rlscompanion.ui.sounds.page import SoundsPage

        bedtime = self._bedtime
        page = SoundsPage(
            bedtime.sound, bedtime.presets, bedtime.preferences, bedtime.own_audio, bedtime.undo
        )
        return self._window.add_page(page)

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings page."""
        from rlscompanion.ui.settings.about_panel import AboutPanel
        from rlscompanion.ui.settings.erase_panel import ErasePanel
        from rlscompanion.ui.settings.files_panel import FilesPanel
        from rlscompanion.ui.settings.page import SettingsPage
        from rlscompanion.ui.settings.passphrase_panel import PassphrasePanel
        from rlscompanion.ui.settings.rhythm_panel import RhythmPanel

        about = AboutPanel(self._bedtime.about)
        about.keys_chosen.connect(self.keys_asked)
        about.licences_chosen.connect(self.licences_asked)
        rhythm = RhythmPanel(self._bedtime.preferences, self._bedtime.make_login_start())
        rhythm.changed.connect(self._rhythm.reminder.follow_setting)
        rhythm.trial_chosen.connect(self._rhythm.reminder.show)
        self._rhythm.reminder.shown.connect(rhythm.show_reminder_appeared)
        self._rhythm.notification_failed.connect(rhythm.show_reminder_result)
        page = SettingsPage(
            self._bedtime.preferences,
            self._bedtime.sound,
            self._bedtime.routines,
            self._bedtime.guide,
            self._bedtime.stillness,
            (
                rhythm,
                FilesPanel(self._bedtime.log_files, self._bedtime.files, self._bedtime.preferences),
                PassphrasePanel(self._bedtime.passphrase, self._bedtime.log_files, self._bedtime.preferences),
                ErasePanel(self._bedtime.passphrase),
                about,
            ),
            self._window.apply_text_scale,
            self._window.follow_light_setting,
        )
        page.health_questions_chosen.connect(self.health_questions_chosen)
        page.routines_chosen.connect(self.routines_chosen)
        page.welcome_chosen.connect(self.welcome_chosen)
        return self._window.add_page(page)

    @Slot()
    def show_sleep_log(self) -> None:
        """Show the sleep log page."""
        self._window.show_page(self.sleep_log, "Sleep log")

    @Slot(str)
    def show_saved_night(self, sentence: str) -> None:
        """Show the sleep log with `sentence`, a message about the night that was just saved."""
        self.show_sleep_log()
        self.sleep_log.show_message(sentence)

    @Slot(object)
    def offer_restore(self, night: Night) -> None:
        """Show the sleep log and offer to restore `night`, which was just deleted."""
        from rlscompanion.ui.sleep_log.page import SLEEP_LOG_UNDO_PAGE

        bring_back = partial(self._bedtime.diary.restore, night)
        self._bedtime.undo.add(Undoable(night.label, bring_back, SLEEP_LOG_UNDO_PAGE))
        self.sleep_log.announce_deleted_night()
        self.show_sleep_log()

    @Slot(object)
    def _delete(self, evening: date) -> None:
        try:
            night = self._bedtime.diary.remove(evening)
        except Refusal as refusal:
            self._window.show_notice(NoticeTopic.LOG, str(refusal))
            return
        if night is not None:
            self.offer_restore(night)

    @Slot()
    def show_insights(self) -> None:
        """Show the Insights page, which contains charts."""
        self._window.show_page(self.insights, "Insights")

    @Slot(str)
    def show_chart(self, key: str) -> None:
        """Show the Insights page with the chart that a Learn article refers to.

        `key` is the chart's key in `domain.learning.Chart`.
        """
        self.insights.open_chart_for_topic(key)
        self.show_insights()

    @Slot()
    def show_trial(self) -> None:
        """Show the Trial page, on which the person tests whether massage helps."""
        self._window.show_page(self.trial, "Insights")
        self.trial.refresh()

    @Slot()
    def show_results(self) -> None:
        """Show the page for medicines, blood tests and IRLS totals."""
        self._window.show_page(self.results, "Insights")

    @Slot()
    def show_report(self) -> None:
        """Show the page that prepares a report for a clinician."""
        self._window.show_page(self.report, "Insights")

    @Slot()
    def show_sounds(self) -> None:
        """Show the sounds page."""
        self._window.show_page(self.sounds, "Sounds")

    @Slot()
    def show_settings(self) -> None:
        """Show the settings page."""
        self._window.show_page(self.settings, "Settings")
