"""The evening: the Tonight page, rating scales, the wind-down session, and the rating scales again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from rlscompanion.bedtime.first_nights import is_first_night
from rlscompanion.bedtime.preferences import EVENINGS_WITH_EYES_CLOSED_KEYS
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.routine import Routine, RoutineKind
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart, show_before_writing
from rlscompanion.ui.main_window import MainWindow, NoticeTopic
from rlscompanion.ui.theme import DUSK, EMBER
from rlscompanion.ui.tonight.page import TonightPage

if TYPE_CHECKING:
    from rlscompanion.ui.session.page import SessionPage
    from rlscompanion.ui.session.scales_page import ScalesPage


class EveningFlow(FlowPart):
    """Leads from the Tonight page through a wind-down session to lights out.

    `lights_out_due` carries two flags: whether the time of lights out is estimated, and whether the sound is
    already fading out. `advice_due` is emitted when the health answers do not allow a session to start.
    `advice_due` carries the routine that the person wanted, or None for an interrupted session to be resumed.
    """

    lights_out_due = Signal(bool, bool)
    diary_chosen = Signal()
    advice_due = Signal(object)
    differs_chosen = Signal()
    routines_chosen = Signal()

    def __init__(self, bedtime: BedtimeServices, window: MainWindow) -> None:
        super().__init__(bedtime, window)
        self._sound_is_ending = False
        for over in (bedtime.sessions.finished, bedtime.sessions.ended):
            over.connect(self._session_over)

    # The pages, each made once.

    @cached_property
    def tonight(self) -> TonightPage:
        """The Tonight page, on which the evening begins."""
        bedtime = self._bedtime
        page = TonightPage(
            bedtime.routines,
            bedtime.clock,
            bedtime.preferences,
            bedtime.sessions,
            bedtime.diary,
            bedtime.recorder,
            bedtime.sound,
            bedtime.presets,
            bedtime.safety,
            bedtime.trials,
            bedtime.figure_text,
        )
        page.wind_down_chosen.connect(self.start_routine)
        page.tonight_differs_chosen.connect(self.differs_chosen)
        page.continue_chosen.connect(self._resume_session)
        page.lights_out_chosen.connect(self.put_lights_out)
        page.diary_chosen.connect(self.diary_chosen)
        page.routines_chosen.connect(self.routines_chosen)
        return self._window.add_page(page)

    @cached_property
    def scales_before(self) -> ScalesPage:
        """The page with the rating scales to answer before a session."""
        from rlscompanion.ui.session.scales_page import ScalesPage

        page = ScalesPage(RatingTime.BEFORE, self._bedtime.clock)
        page.answered.connect(self._start_session)
        return self._window.add_page(page)

    @cached_property
    def scales_after(self) -> ScalesPage:
        """The page with the rating scales to answer after a session."""
        from rlscompanion.ui.session.scales_page import ScalesPage

        page = ScalesPage(RatingTime.AFTER, self._bedtime.clock)
        page.answered.connect(self._rate_and_put_lights_out)
        page.left_untouched.connect(self._rate_and_assume_lights_out)
        page.stay_up_chosen.connect(self._stay_up)
        return self._window.add_page(page)

    @cached_property
    def session(self) -> SessionPage:
        """The page that guides the person through a session."""
        from rlscompanion.ui.session.page import SessionPage

        bedtime = self._bedtime
        page = SessionPage(
            bedtime.sessions,
            bedtime.sound,
            bedtime.stillness,
            bedtime.figure_text,
            bedtime.guide.say_where_we_are,
            bedtime.preferences,
        )
        page.eyes_closed_changed.connect(self._darken_for_closed_eyes)
        return self._window.add_page(page)

    # What follows what.

    @Slot()
    def show_tonight(self) -> None:
        """Show the Tonight page."""
        self._window.show_page(self.tonight, "Tonight")
        self.tonight.refresh()

    @Slot()
    def put_lights_out(self) -> None:
        """Emit `lights_out_due` because the person pressed *Lights out*, so the time is not estimated."""
        self._go_dark(is_estimated=False)

    @Slot(object)
    def start_routine(self, routine: Routine) -> None:
        """Start a routine, adapted to the health answers.

        If the health answers rule the routine out, emit `advice_due` instead.
        """
        startable = self._bedtime.safety.adapt(routine).routine_if_startable
        if startable is None:
            self.advice_due.emit(routine)
        else:
            self.ask_ratings_then_start(startable)

    @Slot(object)
    def ask_ratings_then_start(self, routine: Routine) -> None:
        """Show the rating scales; once they are answered, start this routine without adapting it."""
        self._routine = routine
        self.scales_before.ask()
        self._window.show_page(self.scales_before)
        self._bedtime.guide.prepare(routine)

    @Slot(object)
    @show_before_writing
    def _start_session(self, ratings: Ratings) -> None:
        self._window.show_notice(NoticeTopic.SESSION, "")
        self._bedtime.sessions.start(self._routine, ratings)
        self._show_session()

    @Slot(object, object)
    def _resume_session(self, record: SessionRecord, routine: Routine) -> None:
        startable = self._bedtime.safety.adapt(routine).routine_if_startable
        if startable is None:
            self.advice_due.emit(None)
            return
        if not self._bedtime.sessions.resume_interrupted(record, startable):
            self._window.show_notice(
                NoticeTopic.SESSION,
                "That routine has changed, so it cannot be continued. Start it again from the beginning.",
            )
            return
        self._show_session()

    def _show_session(self) -> None:
        self._window.show_page(self.session)
        # Last: making the page must not hold up the first blocks of sound.
        self._bedtime.sound.play()
        self._hold_display()

    @Slot(bool)
    def _darken_for_closed_eyes(self, closed: bool) -> None:
        """Darken the window if the person's eyes are `closed`; in a night routine it is always dark."""
        routine = self._bedtime.sessions.routine
        bedtime = self._bedtime
        if closed and is_first_night(
            bedtime.preferences, EVENINGS_WITH_EYES_CLOSED_KEYS, evening_of(bedtime.clock.now())
        ):
            self.session.show_keys_hint()
        is_dark = closed or (routine is not None and routine.kind is RoutineKind.RESCUE)
        self._window.show_page(self.session, theme=EMBER if is_dark else DUSK)

    @Slot()
    def _session_over(self) -> None:
        sessions = self._bedtime.sessions
        routine = sessions.routine
        if routine is None or routine.kind is not RoutineKind.WIND_DOWN or sessions.is_practice:
            return
        self._bedtime.keep_awake.release()
        self._sound_is_ending = self._bedtime.sound.end_with_routine()
        self.scales_after.ask(*sessions.ratings_before())
        # Who had closed their eyes is asked in the dark.
        self._window.show_page(self.scales_after, theme=EMBER if self.session.eyes_are_closed else DUSK)

    @Slot(object)
    def _rate_and_put_lights_out(self, ratings: Ratings) -> None:
        self._rate_and_go_dark(ratings, is_estimated=False)

    @Slot(object)
    def _rate_and_assume_lights_out(self, ratings: Ratings) -> None:
        self._rate_and_go_dark(ratings, is_estimated=True)

    @show_before_writing
    def _rate_and_go_dark(self, ratings: Ratings, is_estimated: bool) -> None:
        self._bedtime.sessions.save_ratings(RatingTime.AFTER, ratings)
        self._go_dark(is_estimated)

    @Slot(object)
    @show_before_writing
    def _stay_up(self, ratings: Ratings) -> None:
        self._bedtime.sessions.save_ratings(RatingTime.AFTER, ratings)
        self._sound_is_ending = False
        self._bedtime.sound.stop()
        self.show_tonight()

    def _go_dark(self, is_estimated: bool) -> None:
        sound_is_ending, self._sound_is_ending = self._sound_is_ending, False
        self.lights_out_due.emit(is_estimated, sound_is_ending)
