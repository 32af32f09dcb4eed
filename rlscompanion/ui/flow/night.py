"""The night and the morning: the black *Lights out* screen, massage after waking, and the diary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal, Slot

from rlscompanion.bedtime.first_nights import is_first_night
from rlscompanion.bedtime.preferences import EVENINGS_WITH_NIGHT_KEYS, RESCUE_ROUTINE
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.night import AwakeningKind
from rlscompanion.domain.routine import Routine, RoutineKind
from rlscompanion.domain.safety import RestrictionLevel
from rlscompanion.ui.flow.part import Bedtime, FlowPart, shown_first
from rlscompanion.ui.main_window import SLOW_FADE_SECONDS, MainWindow, NoticeTopic
from rlscompanion.ui.theme import EMBER
from rlscompanion.ui.widgets.announcing import announce

if TYPE_CHECKING:
    from rlscompanion.ui.lights_out.page import LightsOutPage
    from rlscompanion.ui.morning.page import MorningPage
    from rlscompanion.ui.session.page import SessionPage


LONG_BUFFERS_AFTER_MS = 6000
"""Milliseconds from the end of a rescue, whose last words are then spoken, until buffers are long again."""

SAME_AWAKENING_SECONDS = 1800.0
"""Seconds after an awakening, or after the last help, within which help counts for the same awakening."""

DEFAULT_TAB = "Tonight"
"""The navigation tab to return to from a diary that was opened from no page."""


class NightFlow(FlowPart):
    """Leads from the black *Lights out* screen to the saved morning diary.

    It shares the session page with the evening. A rescue is a short routine for restless legs at night.
    `advice_due` carries the id of the awakening when the health answers do not let its rescue start.
    `ladder_due` is emitted when a rescue is over or the person wants to try something else.
    """

    night_saved = Signal(str)
    night_deleted = Signal(object)
    advice_due = Signal(object)
    ladder_due = Signal()
    health_questions_chosen = Signal()
    leg_questions_chosen = Signal()

    def __init__(self, bedtime: Bedtime, window: MainWindow, session: Callable[[], SessionPage]) -> None:
        super().__init__(bedtime, window)
        self._session = session
        self._has_stayed = False
        self._origin = DEFAULT_TAB
        self._awakening: UUID | None = None
        self._awake_at = 0.0
        self._buffer_timer = QTimer(self, singleShot=True, interval=LONG_BUFFERS_AFTER_MS)
        self._buffer_timer.timeout.connect(self._lengthen_buffers)
        for over in (bedtime.sessions.finished, bedtime.sessions.ended):
            over.connect(self._rescue_over)

    # The pages, each made once.

    @cached_property
    def lights_out(self) -> LightsOutPage:
        """The black screen shown during the night."""
        from rlscompanion.ui.lights_out.page import LightsOutPage

        page = LightsOutPage(self._bedtime.clock)
        page.restless_chosen.connect(self._start_chosen_rescue)
        page.awake_chosen.connect(self._log_awake)
        page.other_chosen.connect(self._try_something_else)
        page.good_morning_chosen.connect(self._say_good_morning)
        return self._window.add_page(page)

    @cached_property
    def morning(self) -> MorningPage:
        """The page of the morning diary."""
        from rlscompanion.ui.morning.page import MorningPage

        bedtime = self._bedtime
        evening = bedtime.recorder.evening_to_fill_in()
        page = MorningPage(bedtime.diary, evening, bedtime.safety, bedtime.health, bedtime.preferences)
        page.back_chosen.connect(self._go_back)
        page.health_questions_chosen.connect(self.health_questions_chosen)
        page.leg_questions_chosen.connect(self.leg_questions_chosen)
        page.night_saved.connect(self._show_saved)
        page.night_deleted.connect(self.night_deleted)
        page.light_chosen.connect(self._window.choose_light)
        self._window.closing.connect(self._save_typed_answers)
        return self._window.add_page(page)

    # What follows what.

    @Slot(bool, bool)
    @shown_first
    def go_dark(self, is_estimated: bool, sound_is_ending: bool) -> None:
        """Record lights out, start the night's sound, and show the black screen.

        `is_estimated` is true after a time without input, false after a press. `sound_is_ending` is true if
        the sound is to fade out by itself.
        """
        self._bedtime.recorder.record_lights_out(is_estimated)
        sound = self._bedtime.sound
        if not sound_is_ending:
            if not sound.is_playing:
                sound.play()
            sound.start_night_timer()
        sound.set_night(True)
        sound.set_long_buffers(True)
        self._hold_system()
        if is_first_night(
            self._bedtime.preferences, EVENINGS_WITH_NIGHT_KEYS, evening_of(self._bedtime.clock.now())
        ):
            self.lights_out.show_keys_hint()
        else:
            self.lights_out.go_black()
        self._window.show_page(self.lights_out, theme=EMBER)
        if (rescue := self._chosen_rescue()) is not None:
            self._bedtime.guide.prepare(rescue)

    def _chosen_rescue(self) -> Routine | None:
        wanted = RESCUE_ROUTINE.of(self._bedtime.preferences)
        return self._bedtime.routines.routine_to_use(RoutineKind.RESCUE, wanted, RESCUE_ROUTINE.default)

    @Slot()
    def fill_in_diary(self) -> None:
        """Show the diary of the night that is due to be filled in."""
        self.open_evening(self._bedtime.recorder.evening_to_fill_in())

    @Slot(object)
    def open_evening(self, evening: date) -> None:
        """Show the diary of the night that began on this evening; *Back* returns to the present page."""
        self._origin = self._window.current_tab or DEFAULT_TAB
        self.morning.open(evening)
        self.show_diary()

    @Slot()
    def show_diary(self) -> None:
        """Show the diary page; what the person has typed there stays."""
        self.morning.set_back_text(self._origin)
        self._window.show_page(self.morning, self._origin, light_fade_seconds=SLOW_FADE_SECONDS)

    @Slot()
    def _go_back(self) -> None:
        self._window.press_tab(self._origin)

    @Slot()
    @shown_first
    def _start_chosen_rescue(self) -> None:
        awakening = self._log_restless()
        rescue = self._chosen_rescue()
        if rescue is None:
            return
        startable = self._bedtime.safety.adapt(rescue).routine_if_startable
        if startable is None:
            self.advice_due.emit(awakening)
        else:
            self.start_rescue(startable, awakening)

    def _log_restless(self) -> UUID:
        self._awakening = self._bedtime.recorder.record_awakening(AwakeningKind.RESTLESS_LEGS).id
        self._awake_at = self._bedtime.clock.seconds()
        self._bedtime.sound.play_after_awakening()
        return self._awakening

    @Slot()
    @shown_first
    def _try_something_else(self) -> None:
        is_same = self._bedtime.clock.seconds() - self._awake_at < SAME_AWAKENING_SECONDS
        known = self._awakening if is_same else None
        awakening = known or self._log_restless()
        if self._bedtime.safety.verdict.level is RestrictionLevel.EMERGENCY:
            self.advice_due.emit(awakening)
        else:
            self.ladder_due.emit()

    @Slot(object, object)
    @shown_first
    def start_rescue(self, rescue: Routine, awakening: UUID) -> None:
        """Start a rescue (a short night routine) exactly as given, for the awakening with this id."""
        # Lit again, the engine answers quickly: a line is not to come half a second late.
        self._buffer_timer.stop()
        self._bedtime.sound.set_long_buffers(False)
        self._bedtime.sessions.start(rescue, awakening=awakening)
        self._hold_display()
        self._window.show_page(self._session(), theme=EMBER)

    @Slot()
    def _rescue_over(self) -> None:
        routine = self._bedtime.sessions.routine
        if routine is None or routine.kind is not RoutineKind.RESCUE:
            return
        self._bedtime.keep_awake.release()
        self._buffer_timer.start()
        self._hold_system()
        self.ladder_due.emit()

    @Slot()
    def show_dark(self) -> None:
        """Return to the black screen after the person has tried something for restless legs."""
        self._awake_at = self._bedtime.clock.seconds()
        self.lights_out.go_black()
        self._window.show_page(self.lights_out, theme=EMBER)

    @Slot()
    def play_sound_in_the_dark(self) -> None:
        """Play the sound softly and return to the black screen."""
        self._bedtime.sound.play_softly()
        self.show_dark()

    @Slot()
    def _lengthen_buffers(self) -> None:
        self._bedtime.sound.set_long_buffers(True)

    @Slot()
    @shown_first
    def _log_awake(self) -> None:
        self._bedtime.recorder.record_awakening(AwakeningKind.JUST_AWAKE)
        self._bedtime.sound.play_after_awakening()

    @Slot()
    @shown_first
    def _say_good_morning(self) -> None:
        self._bedtime.recorder.record_good_morning()
        self._bedtime.sound.stop()
        self._bedtime.sound.set_night(False)
        self._buffer_timer.stop()
        self._bedtime.sound.set_long_buffers(False)
        self._bedtime.keep_awake.release()
        evening = self._bedtime.recorder.evening_to_fill_in()
        if self.morning.evening != evening:
            self.morning.commit()
        self.open_evening(evening)

    @Slot()
    def _save_typed_answers(self) -> None:
        """Save the typed answers when the window closes; if that fails, stay open once and show why."""
        if not self.morning.commit() and not self._has_stayed:
            self._has_stayed = True
            self._window.stay_open()
            self.show_diary()

    @Slot(str)
    def _show_saved(self, sentence: str) -> None:
        self._window.show_notice(NoticeTopic.LOG, "")
        announce(self._window, sentence)
        self.night_saved.emit(sentence)
