"""The bedtime as the pages live it: which page follows a press, and what else it sets going."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.night_recorder import NightRecorder
from rlscompanion.bedtime.own_audio import OwnAudio
from rlscompanion.bedtime.ports import Clock, KeepAwake, Preferences, SleepLog
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.night import AwakeningKind, Night
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.routine import Routine
from rlscompanion.domain.session import SessionRecord
from rlscompanion.ui.main_window import MainWindow, Topic
from rlscompanion.ui.preferences import (
    DEFAULT_RESCUE,
    KEEP_AWAKE_PREFERENCE,
    RESCUE_PREFERENCE,
)
from rlscompanion.ui.theme import EMBER
from rlscompanion.ui.tonight.page import TonightPage

if TYPE_CHECKING:
    from rlscompanion.ui.lights_out.page import LightsOutPage
    from rlscompanion.ui.morning.page import MorningPage
    from rlscompanion.ui.session.page import SessionPage
    from rlscompanion.ui.session.scales_page import ScalesPage
    from rlscompanion.ui.settings.page import SettingsPage
    from rlscompanion.ui.sleep_log.page import SleepLogPage
    from rlscompanion.ui.sounds.page import SoundsPage

NO_DEVICE = (
    "There is no sound device, so it stays quiet. Everything else works, and sound starts when one is there."
)

_Page = TypeVar("_Page", bound=QWidget)


@dataclass(frozen=True)
class Bedtime:
    """All that the pages work with, made elsewhere."""

    clock: Clock
    preferences: Preferences
    log: SleepLog
    sessions: SessionController
    recorder: NightRecorder
    sound: SoundControl
    shelf: PresetShelf
    own_audio: OwnAudio
    keep_awake: KeepAwake
    wind_downs: Sequence[Routine]
    rescues: Sequence[Routine]
    faults: Sequence[str]
    figure_text: Callable[[str], str]


class Flow(QObject):
    """Leads from page to page. Pages are made when they are first needed, so that the start is quick."""

    def __init__(self, bedtime: Bedtime, window: MainWindow) -> None:
        super().__init__(window)
        self._bedtime = bedtime
        self._window = window
        self._pages: dict[str, QWidget] = {}
        self._is_rescue = False
        self._is_after_routine = False
        self._device_told = False
        for word, visited in (
            ("Tonight", self.show_tonight),
            ("Sounds", self.show_sounds),
            ("Sleep log", self.show_sleep_log),
            ("Settings", self.show_settings),
        ):
            window.add_word(word, visited)
        self._connect()
        self.show_tonight()
        window.say(Topic.ROUTINES, "  ".join(f"{fault}. It is left out." for fault in bedtime.faults))

    # The pages, each made once.

    @property
    def tonight(self) -> TonightPage:
        """Tonight."""
        return self._made("tonight", self._make_tonight)

    @property
    def before(self) -> ScalesPage:
        """The scales before a session."""
        return self._made("before", self._make_before)

    @property
    def after(self) -> ScalesPage:
        """The scales after a session."""
        return self._made("after", self._make_after)

    @property
    def session(self) -> SessionPage:
        """The session."""
        return self._made("session", self._make_session)

    @property
    def lights_out(self) -> LightsOutPage:
        """The black screen."""
        return self._made("lights_out", self._make_lights_out)

    @property
    def morning(self) -> MorningPage:
        """The morning diary."""
        return self._made("morning", self._make_morning)

    @property
    def sleep_log(self) -> SleepLogPage:
        """The nights so far."""
        return self._made("sleep_log", self._make_sleep_log)

    @property
    def sounds(self) -> SoundsPage:
        """The mixer."""
        return self._made("sounds", self._make_sounds)

    @property
    def settings(self) -> SettingsPage:
        """The settings."""
        return self._made("settings", self._make_settings)

    def _made(self, name: str, make: Callable[[], _Page]) -> _Page:
        if name not in self._pages:
            page = make()
            self._pages[name] = page
            self._window.add_page(page)
        return self._pages[name]  # type: ignore[return-value]

    def _make_tonight(self) -> TonightPage:
        bedtime = self._bedtime
        page = TonightPage(
            bedtime.wind_downs,
            bedtime.clock,
            bedtime.preferences,
            bedtime.sessions,
            bedtime.recorder,
            bedtime.sound,
            bedtime.shelf,
        )
        page.wind_down_chosen.connect(self._ask_before)
        page.continue_chosen.connect(self._take_up)
        page.lights_out_chosen.connect(self.put_lights_out)
        page.diary_chosen.connect(self._fill_in_diary)
        return page

    def _make_before(self) -> ScalesPage:
        from rlscompanion.ui.session.scales_page import ScalesPage

        page = ScalesPage(RatingTime.BEFORE, self._bedtime.clock)
        page.answered.connect(self._start_session)
        return page

    def _make_after(self) -> ScalesPage:
        from rlscompanion.ui.session.scales_page import ScalesPage

        page = ScalesPage(RatingTime.AFTER, self._bedtime.clock)
        page.answered.connect(self._finish_evening)
        page.left_untouched.connect(self._fall_asleep)
        page.stay_up_chosen.connect(self._stay_up)
        return page

    def _make_session(self) -> SessionPage:
        from rlscompanion.ui.session.page import SessionPage

        return SessionPage(self._bedtime.sessions, self._bedtime.sound, self._bedtime.figure_text)

    def _make_lights_out(self) -> LightsOutPage:
        from rlscompanion.ui.lights_out.page import LightsOutPage

        page = LightsOutPage(self._bedtime.clock)
        page.restless_chosen.connect(self._rescue)
        page.awake_chosen.connect(self._log_awake)
        page.good_morning_chosen.connect(self._say_good_morning)
        return page

    def _make_morning(self) -> MorningPage:
        from rlscompanion.ui.morning.page import MorningPage

        page = MorningPage(self._bedtime.recorder)
        page.night_saved.connect(self._show_saved)
        return page

    def _make_sleep_log(self) -> SleepLogPage:
        from rlscompanion.ui.sleep_log.page import SleepLogPage

        page = SleepLogPage(self._bedtime.log)
        page.night_chosen.connect(self._open_night)
        return page

    def _make_sounds(self) -> SoundsPage:
        from rlscompanion.ui.sounds.own_panel import OwnPanel
        from rlscompanion.ui.sounds.page import SoundsPage

        bedtime = self._bedtime
        own = OwnPanel(bedtime.own_audio, bedtime.sound)
        return SoundsPage(bedtime.sound, bedtime.shelf, bedtime.preferences, own)

    def _make_settings(self) -> SettingsPage:
        from rlscompanion.ui.settings.page import SettingsPage

        return SettingsPage(
            self._bedtime.preferences,
            self._bedtime.sound,
            self._bedtime.rescues,
            self._window.apply_text_scale,
        )

    # What follows what.

    @Slot()
    def show_tonight(self) -> None:
        """Show where evenings start."""
        self._window.show_page(self.tonight, "Tonight")
        self.tonight.refresh()

    @Slot()
    def show_sleep_log(self) -> None:
        """Show the nights so far."""
        self._window.show_page(self.sleep_log, "Sleep log")

    @Slot()
    def show_sounds(self) -> None:
        """Show the mixer."""
        self._window.show_page(self.sounds, "Sounds")

    @Slot()
    def show_settings(self) -> None:
        """Show the settings."""
        self._window.show_page(self.settings, "Settings")

    @Slot()
    def put_lights_out(self) -> None:
        """Go to the black screen because somebody said so."""
        self._go_dark(estimated=False)

    @Slot(object)
    def _ask_before(self, routine: Routine) -> None:
        self._routine = routine
        self.before.ask()
        self._window.show_page(self.before)

    @Slot(object)
    def _start_session(self, ratings: Ratings) -> None:
        self._is_rescue = False
        self._window.say(Topic.SESSION, "")
        self._bedtime.sessions.start(self._routine, ratings)
        self._window.show_page(self.session)
        # Last: making the page must not hold up the first blocks of sound.
        self._bedtime.sound.play()
        self._bedtime.keep_awake.hold_display()

    @Slot(object, object)
    def _take_up(self, record: SessionRecord, routine: Routine) -> None:
        self._is_rescue = False
        if not self._bedtime.sessions.take_up(record, routine):
            self._window.say(
                Topic.SESSION, "That routine has changed since, so it cannot be continued. Start it anew."
            )
            return
        self._window.show_page(self.session)
        # Last: making the page must not hold up the first blocks of sound.
        self._bedtime.sound.play()
        self._bedtime.keep_awake.hold_display()

    @Slot()
    def _session_over(self) -> None:
        self._bedtime.keep_awake.release()
        if self._is_rescue:
            self._is_rescue = False
            self._hold_system()
            self._window.show_page(self.lights_out, theme=EMBER)
        else:
            self._is_after_routine = self._bedtime.sound.end_with_routine()
            self.after.ask()
            self._window.show_page(self.after)

    @Slot(object)
    def _finish_evening(self, ratings: Ratings) -> None:
        self._bedtime.sessions.rate(RatingTime.AFTER, ratings)
        self._go_dark(estimated=False)

    @Slot(object)
    def _fall_asleep(self, ratings: Ratings) -> None:
        self._bedtime.sessions.rate(RatingTime.AFTER, ratings)
        self._go_dark(estimated=True)

    @Slot()
    def _stay_up(self) -> None:
        self._is_after_routine = False
        self._bedtime.sound.stop()
        self.show_tonight()

    def _go_dark(self, estimated: bool) -> None:
        self._bedtime.recorder.put_lights_out(estimated)
        sound = self._bedtime.sound
        if not self._is_after_routine:
            if not sound.is_playing:
                sound.play()
            sound.start_timer_of_night()
        self._is_after_routine = False
        self._bedtime.sound.set_calm(True)
        self._hold_system()
        self.lights_out.go_black()
        self._window.show_page(self.lights_out, theme=EMBER)

    @Slot()
    def _rescue(self) -> None:
        awakening = self._bedtime.recorder.log_awakening(AwakeningKind.RESTLESS_LEGS)
        self._bedtime.sound.come_back()
        wanted = self._bedtime.preferences.get(RESCUE_PREFERENCE, DEFAULT_RESCUE)
        rescue = next((each for each in self._bedtime.rescues if each.key == wanted), None)
        if rescue is None and not self._bedtime.rescues:
            return
        rescue = rescue or self._bedtime.rescues[0]
        self._is_rescue = True
        self._bedtime.sessions.start(rescue, awakening=awakening.id)
        self._bedtime.keep_awake.hold_display()
        self._window.show_page(self.session, theme=EMBER)

    @Slot()
    def _log_awake(self) -> None:
        self._bedtime.recorder.log_awakening(AwakeningKind.JUST_AWAKE)
        self._bedtime.sound.come_back()

    @Slot()
    def _say_good_morning(self) -> None:
        self._bedtime.recorder.say_good_morning()
        self._bedtime.sound.stop()
        self._bedtime.sound.set_calm(False)
        self._bedtime.keep_awake.release()
        self._fill_in_diary()

    @Slot()
    def _fill_in_diary(self) -> None:
        self._open_night(self._bedtime.recorder.night_to_fill_in())

    @Slot(object)
    def _open_night(self, night: Night) -> None:
        self.morning.open(night)
        self._window.show_page(self.morning, "Tonight")

    @Slot(object)
    def _show_saved(self, _night_id: UUID) -> None:
        self._window.say(Topic.LOG, "")
        self.show_sleep_log()

    @Slot(bool)
    def _device_changed(self, there: bool) -> None:
        if not there and not self._device_told:
            self._device_told = True
            self._window.say(Topic.SOUND, NO_DEVICE)
        elif there and self._device_told:
            self._device_told = False
            self._window.say(Topic.SOUND, "")

    @Slot(str)
    def _say_trouble(self, sentence: str) -> None:
        self._window.say(Topic.LOG, sentence)

    @Slot()
    def _chime(self) -> None:
        self._bedtime.sound.chime()

    @Slot()
    def _follow_own_audio(self) -> None:
        self._bedtime.sound.own_is_on(self._bedtime.own_audio.is_on)

    def _hold_system(self) -> None:
        if self._bedtime.preferences.get(KEEP_AWAKE_PREFERENCE, "yes") == "yes":
            self._bedtime.keep_awake.hold_system()

    def _connect(self) -> None:
        sessions = self._bedtime.sessions
        sessions.segment_started.connect(self._chime)
        sessions.finished.connect(self._session_over)
        sessions.ended.connect(self._session_over)
        sessions.trouble_met.connect(self._say_trouble)
        self._bedtime.recorder.trouble_met.connect(self._say_trouble)
        self._bedtime.shelf.trouble_met.connect(self._say_trouble)
        self._bedtime.own_audio.trouble_met.connect(self._say_trouble)
        self._bedtime.own_audio.changed.connect(self._follow_own_audio)
        self._bedtime.sound.device_changed.connect(self._device_changed, Qt.ConnectionType.QueuedConnection)
        self._window.closing.connect(sessions.leave)
