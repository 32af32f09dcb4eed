"""The flow of pages: which page follows when the person presses something, and what else happens then."""

from PySide6.QtCore import QObject, Qt, Slot

from rlscompanion.bedtime.passphrase import WorkAfterClosing
from rlscompanion.domain.start_action import StartAction
from rlscompanion.ui.flow.closing import ClosingFlow
from rlscompanion.ui.flow.day import DayFlow
from rlscompanion.ui.flow.evening import EveningFlow
from rlscompanion.ui.flow.ladder import LadderFlow
from rlscompanion.ui.flow.learn import LearnFlow
from rlscompanion.ui.flow.night import NightFlow
from rlscompanion.ui.flow.part import BedtimeServices
from rlscompanion.ui.flow.rhythm import RhythmFlow
from rlscompanion.ui.flow.routines import RoutinesFlow
from rlscompanion.ui.flow.safety import SafetyFlow
from rlscompanion.ui.flow.shortcuts import ShortcutsFlow
from rlscompanion.ui.flow.welcome import WelcomeFlow
from rlscompanion.ui.main_window import SLOW_FADE_SECONDS, MainWindow, NoticeTopic

__all__ = ["NO_SOUND_DEVICE_SENTENCE", "BedtimeServices", "Flow"]

LOG_LOCKED_SENTENCE = (
    "Your log is locked. What you do now is not saved. To unlock it, choose Settings, then Unlock."
)

NO_SOUND_DEVICE_SENTENCE = (
    "No sound device was found. Everything else works, and the sound starts as soon as there is one."
)


class Flow(QObject):
    """Creates the parts of the flow (evening, night, safety, ...) and connects their signals.

    A part of the flow creates some of the pages and leads from one page to the next. Failures of the app's
    services are shown as notices.
    """

    def __init__(self, bedtime: BedtimeServices, window: MainWindow) -> None:
        super().__init__(window)
        self._bedtime = bedtime
        self._window = window
        self._is_missing_device_shown = False
        self._work_after_closing: WorkAfterClosing | None = None
        self.evening = EveningFlow(bedtime, window)
        self.night = NightFlow(bedtime, window, lambda: self.evening.session)
        self.ladder = LadderFlow(bedtime, window)
        self.rhythm = RhythmFlow(bedtime, window, lambda: self.night.lights_out)
        self.day = DayFlow(bedtime, window, self.rhythm)
        self.routines = RoutinesFlow(bedtime, window)
        self.safety = SafetyFlow(bedtime, window, self.evening.show_tonight)
        self.welcome = WelcomeFlow(bedtime, window, self.safety, self.evening.show_tonight)
        self.learn = LearnFlow(bedtime, window, lambda: self.evening.session)
        self.shortcuts = ShortcutsFlow(bedtime, window)
        self.closing = ClosingFlow(bedtime, window)
        for title, pressed in (
            ("Tonight", self.evening.show_tonight),
            ("Sounds", self.day.show_sounds),
            ("Sleep log", self.day.show_sleep_log),
            ("Insights", self.day.show_insights),
            ("Learn", self.learn.show_topics),
            ("Settings", self.day.show_settings),
        ):
            window.add_tab(title, pressed)
        self._connect()
        if self.welcome.is_due:
            self.welcome.begin()
        else:
            self.evening.show_tonight()
        self._show_routine_faults()
        if not bedtime.passphrase.is_open:
            window.show_notice(NoticeTopic.LOCKED, LOG_LOCKED_SENTENCE)

    @property
    def work_after_closing(self) -> WorkAfterClosing | None:
        """The work to do after the window has closed; None if the program then just ends."""
        return self._work_after_closing

    @Slot(object)
    def do_start_action(self, action: StartAction) -> None:
        """Do what the person chose in the desktop's menu of this app; ignored in a session and at night."""
        if self._window.is_dark or not self._window.has_navigation or self._bedtime.sessions.is_on:
            return
        if action is StartAction.WIND_DOWN:
            self._start_usual_routine()
        elif action is StartAction.LIGHTS_OUT:
            self.evening.put_lights_out()

    @Slot()
    def _start_usual_routine(self) -> None:
        """Start the routine that is chosen on the Tonight page."""
        self.evening.show_tonight()
        self.evening.tonight.start_button.click()

    @Slot(object)
    def _close_for_work(self, work: WorkAfterClosing) -> None:
        self._work_after_closing = work
        if not self._window.close_without_asking():
            self._work_after_closing = None

    def _connect(self) -> None:
        self.evening.lights_out_due.connect(self.night.go_dark)
        self.evening.lights_out_due.connect(self.rhythm.begin_night)
        self.rhythm.start_chosen.connect(self._start_usual_routine)
        self.evening.diary_chosen.connect(self.night.fill_in_diary)
        self.night.night_saved.connect(self.day.show_saved_night)
        self.night.ladder_due.connect(self.ladder.open_ladder)
        self.ladder.dark_chosen.connect(self.night.return_to_black_screen)
        self.night.night_deleted.connect(self.day.offer_restore)
        self.day.evening_chosen.connect(self.night.open_diary)
        self.evening.routines_chosen.connect(self.routines.show_from_tonight)
        self.day.routines_chosen.connect(self.routines.show_from_settings)
        self.day.welcome_chosen.connect(self._show_welcome_again)
        self._connect_safety()
        self.shortcuts.evening_chosen.connect(self.night.open_diary)
        self.day.keys_asked.connect(self.shortcuts.show_keys)
        self.day.licences_asked.connect(self.shortcuts.show_licences)
        self.learn.chart_due.connect(self.day.show_chart)
        bedtime = self._bedtime
        bedtime.pending.trouble_met.connect(self._show_waiting_writes)
        bedtime.pending.caught_up.connect(self._clear_waiting_writes)
        for source in (bedtime.presets, bedtime.own_audio):
            source.trouble_met.connect(self._show_sound_trouble)
        bedtime.routines.changed.connect(self._show_routine_faults)
        bedtime.routines.trouble_met.connect(self._show_unsaved_routine)
        bedtime.routines.written.connect(self._clear_unsaved_routine)
        bedtime.own_audio.changed.connect(self._follow_own_audio)
        bedtime.sound.device_changed.connect(self._follow_sound_device, Qt.ConnectionType.QueuedConnection)
        bedtime.log_files.log_changed.connect(bedtime.diary.announce_all_changed)
        bedtime.log_files.daily_backup_failed.connect(self._show_log_trouble)
        bedtime.passphrase.closing_due.connect(self._close_for_work)
        self._window.closing.connect(bedtime.sessions.pause_and_save)
        self._window.closing.connect(bedtime.guide.hush)
        self._window.closing.connect(bedtime.routines.save_unsaved)

    def _connect_safety(self) -> None:
        evening, night, safety = self.evening, self.night, self.safety
        evening.advice_due.connect(safety.explain_refused_start)
        evening.differs_chosen.connect(safety.ask_about_tonight)
        night.advice_due.connect(safety.advise_at_night)
        night.health_questions_chosen.connect(self._ask_about_health_from_diary)
        night.leg_questions_chosen.connect(self._ask_about_legs_from_diary)
        self.day.health_questions_chosen.connect(self._ask_about_health_from_settings)
        self.learn.advice_due.connect(self._explain_refused_step)
        safety.opened.connect(evening.start_routine)
        safety.breathing_chosen.connect(evening.ask_ratings_then_start)
        safety.movement_chosen.connect(evening.ask_ratings_then_start)
        safety.lights_out_chosen.connect(evening.put_lights_out)
        safety.sound_chosen.connect(self._play_sound)
        safety.rescue_chosen.connect(night.start_rescue)
        safety.night_sound_chosen.connect(night.play_sound_in_the_dark)
        safety.dark_chosen.connect(night.return_to_black_screen)

    @Slot()
    def _show_welcome_again(self) -> None:
        self.welcome.begin(self.day.show_settings)

    @Slot()
    def _ask_about_health_from_diary(self) -> None:
        self.safety.ask_about_health(self.night.show_diary, "Tonight", SLOW_FADE_SECONDS)

    @Slot()
    def _ask_about_legs_from_diary(self) -> None:
        self.safety.ask_about_legs(self.night.show_diary, "Tonight", SLOW_FADE_SECONDS)

    @Slot()
    def _ask_about_health_from_settings(self) -> None:
        self.safety.ask_about_health(self.day.show_settings, "Settings")

    @Slot()
    def _explain_refused_step(self) -> None:
        self.safety.explain_refused_start_for_page(self.learn.show_article, "Learn")

    @Slot()
    def _play_sound(self) -> None:
        self.day.show_sounds()
        self._bedtime.sound.play()

    @Slot(bool)
    def _follow_sound_device(self, is_there: bool) -> None:
        if not is_there and not self._is_missing_device_shown:
            self._is_missing_device_shown = True
            self._window.show_notice(NoticeTopic.SOUND, NO_SOUND_DEVICE_SENTENCE)
        elif is_there and self._is_missing_device_shown:
            self._is_missing_device_shown = False
            self._window.show_notice(NoticeTopic.SOUND, "")

    @Slot()
    def _show_routine_faults(self) -> None:
        faults = self._bedtime.routines.faults
        self._window.show_notice(
            NoticeTopic.ROUTINES, "  ".join(f"{fault}. This file is skipped." for fault in faults)
        )

    @Slot(str)
    def _show_unsaved_routine(self, sentence: str) -> None:
        self._window.show_notice(NoticeTopic.OWN_ROUTINES, sentence)

    @Slot()
    def _clear_unsaved_routine(self) -> None:
        self._window.show_notice(NoticeTopic.OWN_ROUTINES, "")

    @Slot(str)
    def _show_waiting_writes(self, sentence: str) -> None:
        self._window.show_notice(NoticeTopic.WAITING, sentence)

    @Slot()
    def _clear_waiting_writes(self) -> None:
        self._window.show_notice(NoticeTopic.WAITING, "")

    @Slot(str)
    def _show_log_trouble(self, sentence: str) -> None:
        self._window.show_notice(NoticeTopic.LOG, sentence)

    @Slot(str)
    def _show_sound_trouble(self, sentence: str) -> None:
        self._window.show_notice(NoticeTopic.SOUNDS, sentence)

    @Slot()
    def _follow_own_audio(self) -> None:
        self._bedtime.sound.set_own_audio(self._bedtime.own_audio.is_on)
