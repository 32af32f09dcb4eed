"""The night and the morning: the black *Lights out* screen, massage after waking, and the morning diary."""

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
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart, show_before_writing
from rlscompanion.ui.main_window import SLOW_FADE_SECONDS, MainWindow, NoticeTopic
from rlscompanion.ui.theme import EMBER
from rlscompanion.ui.widgets.announcing import announce

if TYPE_CHECKING:
    from rlscompanion.ui.lights_out.page import LightsOutPage
    from rlscompanion.ui.morning.page import MorningPage
    from rlscompanion.ui.session.page import SessionPage


LONG_BUFFERS_AFTER_MS = 6000
"""The milliseconds from the end of a rescue (night routine) until the sound's buffers are long again.

The last words of the rescue are spoken in this time.
"""

SAME_AWAKENING_SECONDS = 1800.0
"""Within this many seconds, a request for help still belongs to the same awakening.

The time counts from the awakening, or from the end of the latest help.
"""

DEFAULT_RETURN_TAB = "Tonight"
"""The tab to which the diary's *Back* leads if no tab was open before the diary."""


class NightFlow(FlowPart):
    """Leads from the black *Lights out* screen to the saved morning diary.

    A rescue is a short routine for restless legs at night; the evening's session page guides through it, too.
    `advice_due` is emitted when the health answers do not allow a rescue, and carries the id of the
    awakening. `ladder_due` is emitted when a rescue is over, or when the person wants to try something else.
    """

    night_saved = Signal(str)
    night_deleted = Signal(object)
    advice_due = Signal(object)
    ladder_due = Signal()
    health_questions_chosen = Signal()
    leg_questions_chosen = Signal()

    def __init__(
        self, bedtime: BedtimeServices, window: MainWindow, session: Callable[[], SessionPage]
    ) -> None:
        super().__init__(bedtime, window)
        self._session = session
        self._has_stayed = False
        self._origin = DEFAULT_RETURN_TAB
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
        page.awake_chosen.connect(self._log_just_awake)
        page.other_chosen.connect(self._try_something_else)
        page.good_morning_chosen.connect(self._say_good_morning)
        return self._window.add_page(page)

    @cached_property
    def morning(self) -> MorningPage:
        """The page with the morning diary."""
        from rlscompanion.ui.morning.page import MorningPage

        bedtime = self._bedtime
        evening = bedtime.recorder.evening_to_fill_in()
        page = MorningPage(bedtime.diary, evening, bedtime.safety, bedtime.health, bedtime.preferences)
        page.back_chosen.connect(self._leave_diary)
        page.health_questions_chosen.connect(self.health_questions_chosen)
        page.leg_questions_chosen.connect(self.leg_questions_chosen)
        page.night_saved.connect(self._show_saved)
        page.night_deleted.connect(self.night_deleted)
        page.light_chosen.connect(self._window.choose_light)
        self._window.closing.connect(self._save_typed_answers)
        return self._window.add_page(page)

    # What follows what.

    @Slot(bool, bool)
    @show_before_writing
    def go_dark(self, is_estimated: bool, sound_is_ending: bool) -> None:
        """Record lights out, start the night's sound, and show the black screen.

        `is_estimated` is true if lights out was not pressed, but assumed after a time without input. With
        `sound_is_ending`, no sound is started, because the present sound is fading out.
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
        """Show the morning diary of the night in progress; if there is none, that of last night."""
        self.open_diary(self._bedtime.recorder.evening_to_fill_in())

    @Slot(object)
    def open_diary(self, evening: date) -> None:
        """Show the morning diary of the night that began on this evening.

        *Back* returns to the page that is open now.
        """
        self._origin = self._window.current_tab or DEFAULT_RETURN_TAB
        self.morning.open_night(evening)
        self.show_diary()

    @Slot()
    def show_diary(self) -> None:
        """Show the morning diary as it was left, with what the person has typed."""
        self.morning.set_back_text(self._origin)
        self._window.show_page(self.morning, self._origin, light_fade_seconds=SLOW_FADE_SECONDS)

    @Slot()
    def _leave_diary(self) -> None:
        self._window.press_tab(self._origin)

    @Slot()
    @show_before_writing
    def _start_chosen_rescue(self) -> None:
        awakening = self._log_restless_legs()
        rescue = self._chosen_rescue()
        if rescue is None:
            return
        startable = self._bedtime.safety.adapt(rescue).routine_if_startable
        if startable is None:
            self.advice_due.emit(awakening)
        else:
            self.start_rescue(startable, awakening)

    def _log_restless_legs(self) -> UUID:
        self._awakening = self._bedtime.recorder.record_awakening(AwakeningKind.RESTLESS_LEGS).id
        self._awake_at = self._bedtime.clock.seconds()
        self._bedtime.sound.play_after_awakening()
        return self._awakening

    @Slot()
    @show_before_writing
    def _try_something_else(self) -> None:
        is_same = self._bedtime.clock.seconds() - self._awake_at < SAME_AWAKENING_SECONDS
        known = self._awakening if is_same else None
        awakening = known or self._log_restless_legs()
        if self._bedtime.safety.verdict.level is RestrictionLevel.EMERGENCY:
            self.advice_due.emit(awakening)
        else:
            self.ladder_due.emit()

    @Slot(object, object)
    @show_before_writing
    def start_rescue(self, rescue: Routine, awakening: UUID) -> None:
        """Start `rescue`, a short night routine, exactly as given.

        `awakening` is the id of the awakening after which the person needs the rescue.
        """
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
    def return_to_black_screen(self) -> None:
        """Return to the black screen after the person has tried something against restless legs."""
        self._awake_at = self._bedtime.clock.seconds()
        self.lights_out.go_black()
        self._window.show_page(self.lights_out, theme=EMBER)

    @Slot()
    def play_sound_in_the_dark(self) -> None:
        """Play the sound softly, and return to the black screen."""
        self._bedtime.sound.play_softly()
        self.return_to_black_screen()

    @Slot()
    def _lengthen_buffers(self) -> None:
        self._bedtime.sound.set_long_buffers(True)

    @Slot()
    @show_before_writing
    def _log_just_awake(self) -> None:
        self._bedtime.recorder.record_awakening(AwakeningKind.JUST_AWAKE)
        self._bedtime.sound.play_after_awakening()

    @Slot()
    @show_before_writing
    def _say_good_morning(self) -> None:
        self._bedtime.recorder.record_good_morning()
        self._bedtime.sound.stop()
        self._bedtime.sound.set_night(False)
        self._buffer_timer.stop()
        self._bedtime.sound.set_long_buffers(False)
        self._bedtime.keep_awake.release()
        evening = self._bedtime.recorder.evening_to_fill_in()
        if self.morning.evening != evening:
            self.morning.save_unfinished()
        self.open_diary(evening)

    @Slot()
    def _save_typed_answers(self) -> None:
        """When the window closes, save the typed answers; if that fails, stay open once and show why."""
        if not self.morning.save_unfinished() and not self._has_stayed:
            self._has_stayed = True
            self._window.stay_open()
            self.show_diary()

    @Slot(str)
    def _show_saved(self, sentence: str) -> None:
        self._window.show_notice(NoticeTopic.LOG, "")
        announce(self._window, sentence)
        self.night_saved.emit(sentence)
