"""The health pages: questions about health, advice that follows from the answers, alternatives to massage."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.routine import Routine, RoutineKind
from rlscompanion.domain.safe_routine import breathing_routine, movement_routine, walking_routine
from rlscompanion.domain.safety import Finding, FindingGroup, MissingAnswer, RestrictionLevel
from rlscompanion.domain.safety_advice import locked_night_sentence
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart
from rlscompanion.ui.main_window import MainWindow
from rlscompanion.ui.theme import EMBER

if TYPE_CHECKING:
    from rlscompanion.ui.safety.advice_page import AdvicePage
    from rlscompanion.ui.safety.night_page import NightAdvicePage
    from rlscompanion.ui.safety.questions_page import QuestionsPage


class SafetyFlow(FlowPart):
    """Leads through the health questions to advice, then starts the wanted routine or goes back.

    `opened` carries the wanted routine once the health answers allow it. `breathing_chosen` carries a
    breathing routine. `movement_chosen` carries a routine of movements without massage. `rescue_chosen`
    carries a night routine and the id of the awakening for which the person needs it.
    """

    opened = Signal(object)
    breathing_chosen = Signal(object)
    movement_chosen = Signal(object)
    sound_chosen = Signal()
    lights_out_chosen = Signal()
    rescue_chosen = Signal(object, object)
    night_sound_chosen = Signal()
    dark_chosen = Signal()

    def __init__(
        self, bedtime: BedtimeServices, window: MainWindow, show_tonight: Callable[[], None]
    ) -> None:
        super().__init__(bedtime, window)
        self._show_tonight = show_tonight
        self._back = show_tonight
        self._tab = "Tonight"
        self._light_after: float | None = None
        self._wanted: Routine | None = None
        self._awakening: UUID | None = None

    # The pages, each made once.

    @cached_property
    def health_questions(self) -> QuestionsPage:
        """The page that asks about lasting health conditions."""
        from rlscompanion.ui.safety.questions_page import HEALTH_QUESTIONS, QuestionsPage

        return self._add_questions_page(QuestionsPage(HEALTH_QUESTIONS), self._save_about_health)

    @cached_property
    def all_questions(self) -> QuestionsPage:
        """The page for reviewing all lasting answers: about health conditions and about the legs."""
        from rlscompanion.ui.safety.questions_page import ALL_QUESTIONS, QuestionsPage

        return self._add_questions_page(QuestionsPage(ALL_QUESTIONS), self._save_about_health)

    @cached_property
    def leg_questions(self) -> QuestionsPage:
        """The page that asks about leg problems that a doctor should see."""
        from rlscompanion.ui.safety.questions_page import RESTLESS_LEGS_QUESTIONS, QuestionsPage

        return self._add_questions_page(QuestionsPage(RESTLESS_LEGS_QUESTIONS), self._save_about_legs)

    @cached_property
    def tonight_questions(self) -> QuestionsPage:
        """The page that asks about health problems that matter tonight only."""
        from rlscompanion.ui.safety.questions_page import TONIGHT_QUESTIONS, QuestionsPage

        return self._add_questions_page(QuestionsPage(TONIGHT_QUESTIONS), self._save_about_tonight)

    @cached_property
    def advice(self) -> AdvicePage:
        """The page that explains what the health answers mean."""
        from rlscompanion.ui.safety.advice_page import AdvicePage

        page = AdvicePage(self._bedtime.safety, self._movement_routine)
        page.done.connect(self._start_wanted)
        page.change_chosen.connect(self._ask_again)
        page.movement_chosen.connect(self.movement_chosen)
        page.breathing_chosen.connect(self._start_breathing)
        page.sound_chosen.connect(self.sound_chosen)
        page.lights_out_chosen.connect(self.lights_out_chosen)
        return self._window.add_page(page)

    @cached_property
    def night_advice(self) -> NightAdvicePage:
        """The dark page that, at night, gives advice instead of a massage."""
        from rlscompanion.ui.safety.night_page import NightAdvicePage

        page = NightAdvicePage(self._bedtime.clock)
        page.routine_chosen.connect(self._start_other_rescue)
        page.sound_chosen.connect(self.night_sound_chosen)
        page.left.connect(self.dark_chosen)
        return self._window.add_page(page)

    # What follows what.

    @Slot(object)
    def explain_refused_start(self, wanted: Routine | None) -> None:
        """Ask the health questions that are open, or explain why the answers do not allow the wanted routine.

        `wanted` is None if the person wanted to resume an interrupted session.
        """
        self._remember_request(self._show_tonight, "Tonight", wanted)
        self._ask_or_explain()

    def explain_refused_start_for_page(self, back: Callable[[], None], tab: str) -> None:
        """Ask or explain as `explain_refused_start` does, for a routine wanted on another page than Tonight.

        `back` shows that page again; `tab` is the page's tab in the navigation.
        """
        self._remember_request(back, tab)
        self._ask_or_explain()

    def _ask_or_explain(self) -> None:
        safety = self._bedtime.safety
        if safety.was_never_answered and safety.verdict.level is RestrictionLevel.UNASKED:
            self._ask_about_health()
        elif safety.must_ask_about_tonight and safety.verdict.level is RestrictionLevel.UNASKED:
            self._ask_about_tonight()
        else:
            self._show_advice()

    def ask_about_health(
        self, back: Callable[[], None], tab: str, light_fade_seconds: float | None = None
    ) -> None:
        """Ask about lasting health conditions, then show the previous page by calling `back`.

        `tab` is the previous page's tab in the navigation. If `light_fade_seconds` is given, the questions
        have the light look by day, and a dark window fades to it in this many seconds.
        """
        self._remember_request(back, tab, light_fade_seconds=light_fade_seconds)
        self._ask_about_health()

    def ask_about_legs(
        self, back: Callable[[], None], tab: str, light_fade_seconds: float | None = None
    ) -> None:
        """Ask about leg problems that a doctor should see, then show the previous page by calling `back`.

        The other arguments are those of `ask_about_health`.
        """
        self._remember_request(back, tab, light_fade_seconds=light_fade_seconds)
        self._show_questions(self.leg_questions)

    @Slot()
    def ask_about_tonight(self) -> None:
        """Ask about health problems that matter tonight only, then return to the Tonight page."""
        self._remember_request(self._show_tonight, "Tonight")
        self._ask_about_tonight()

    @Slot(object)
    def advise_at_night(self, awakening: UUID) -> None:
        """Explain on a dark page why massage is not possible, and offer alternatives.

        `awakening` is the id of the awakening after which the person wanted a massage.
        """
        self._awakening = awakening
        verdict, routines = self._bedtime.safety.verdict, self._bedtime.routines
        rescues = routines.of_kind(RoutineKind.RESCUE)
        self.night_advice.advise(
            locked_night_sentence(verdict),
            walking_routine(rescues, verdict),
            movement_routine(rescues, verdict),
            breathing_routine(routines.steps, RoutineKind.RESCUE),
            verdict.level is RestrictionLevel.EMERGENCY,
        )
        self._window.show_page(self.night_advice, theme=EMBER)

    def _remember_request(
        self,
        back: Callable[[], None],
        tab: str,
        wanted: Routine | None = None,
        light_fade_seconds: float | None = None,
    ) -> None:
        self._back, self._tab, self._wanted, self._light_after = back, tab, wanted, light_fade_seconds

    def _show_page(self, page: QWidget) -> None:
        self._window.show_page(page, self._tab, light_fade_seconds=self._light_after)

    def _add_questions_page(self, page: QuestionsPage, keep: Callable[..., None]) -> QuestionsPage:
        page.answered.connect(keep)
        page.put_off.connect(self._postpone_questions)
        return self._window.add_page(page)

    def _show_questions(self, page: QuestionsPage) -> None:
        standing = self._bedtime.safety.lasting_answers
        self._show_page(page)
        page.ask(standing.findings if standing else ())

    def _ask_about_health(self) -> None:
        safety = self._bedtime.safety
        has_all = not (safety.was_never_answered or safety.must_ask_doctor_questions)
        self._show_questions(self.all_questions if has_all else self.health_questions)

    def _ask_about_tonight(self) -> None:
        safety = self._bedtime.safety
        known = safety.tonight_only_answers or (
            safety.answers_for_earlier_night if safety.must_ask_about_tonight else None
        )
        self._show_page(self.tonight_questions)
        self.tonight_questions.ask(known.findings if known else ())

    def _show_advice(self) -> None:
        self._show_page(self.advice)
        self.advice.refresh()

    @Slot(object, object)
    def _save_about_health(self, findings: frozenset[Finding], asked: tuple[FindingGroup, ...]) -> None:
        self._bedtime.safety.save_answers(findings, asked)
        self._show_advice()

    @Slot(object, object)
    def _save_about_legs(self, findings: frozenset[Finding], asked: tuple[FindingGroup, ...]) -> None:
        self._bedtime.safety.save_answers(findings, asked)
        if findings:
            self._show_advice()
        else:
            self._start_wanted()

    @Slot(object, object)
    def _save_about_tonight(self, findings: frozenset[Finding], _asked: tuple[FindingGroup, ...]) -> None:
        self._bedtime.safety.save_answers_for_tonight(findings)
        if findings or self._bedtime.safety.verdict.is_locked:
            self._show_advice()
        else:
            self._start_wanted()

    @Slot()
    def _postpone_questions(self) -> None:
        """Leave the questions unanswered: show the advice if a routine was wanted, else go back."""
        if self._wanted is not None:
            self._show_advice()
        else:
            self._back()

    @Slot()
    def _ask_again(self) -> None:
        """Ask again on the page that has the question with the gravest answer."""
        safety = self._bedtime.safety
        gravest = {cause.source for cause in safety.verdict.causes[:1]}
        tonight = safety.tonight_only_answers.findings if safety.tonight_only_answers else frozenset()
        if gravest & {MissingAnswer.ASK_AGAIN, *tonight}:
            self._ask_about_tonight()
        else:
            self._ask_about_health()

    @Slot()
    def _start_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self._bedtime.safety.adapt(wanted).is_startable:
            self.opened.emit(wanted)
        else:
            self._back()

    def _movement_routine(self) -> Routine | None:
        bedtime = self._bedtime
        return movement_routine(bedtime.routines.of_kind(RoutineKind.WIND_DOWN), bedtime.safety.verdict)

    @Slot()
    def _start_breathing(self) -> None:
        routine = breathing_routine(self._bedtime.routines.steps, RoutineKind.WIND_DOWN)
        if routine is not None:
            self.breathing_chosen.emit(routine)

    @Slot(object)
    def _start_other_rescue(self, routine: Routine) -> None:
        self.rescue_chosen.emit(routine, self._awakening)
