"""The safety screen's pages: the questions, the advice that follows, and the alternatives to massage."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.routine import Routine, RoutineKind
from rlscompanion.domain.safe_routine import breathing, movement, walking
from rlscompanion.domain.safety import Finding, Gap, Group, Level
from rlscompanion.domain.safety_advice import in_brief
from rlscompanion.ui.flow.part import Bedtime, FlowPart
from rlscompanion.ui.main_window import MainWindow
from rlscompanion.ui.theme import EMBER

if TYPE_CHECKING:
    from rlscompanion.ui.safety.advice_page import AdvicePage
    from rlscompanion.ui.safety.night_page import NightAdvicePage
    from rlscompanion.ui.safety.questions_page import QuestionsPage


class SafetyFlow(FlowPart):
    """Leads through the questions to the advice, and then on with the wanted routine or back.

    `opened` carries the wanted routine, which can start now; `breathing_chosen` a breathing routine;
    `movement_chosen` one without hands; `rescue_chosen` a routine and the awakening it is for.
    """

    opened = Signal(object)
    breathing_chosen = Signal(object)
    movement_chosen = Signal(object)
    sound_chosen = Signal()
    lights_out_chosen = Signal()
    rescue_chosen = Signal(object, object)
    night_sound_chosen = Signal()
    dark_chosen = Signal()

    def __init__(self, bedtime: Bedtime, window: MainWindow, show_tonight: Callable[[], None]) -> None:
        super().__init__(bedtime, window)
        self._show_tonight = show_tonight
        self._back = show_tonight
        self._word = "Tonight"
        self._light_after: float | None = None
        self._wanted: Routine | None = None
        self._awakening: UUID | None = None

    # The pages, each made once.

    @cached_property
    def about_health(self) -> QuestionsPage:
        """The page of lasting health questions."""
        from rlscompanion.ui.safety.questions_page import ABOUT_HEALTH, QuestionsPage

        return self._asking(QuestionsPage(ABOUT_HEALTH), self._keep)

    @cached_property
    def about_all(self) -> QuestionsPage:
        """The page of lasting health questions and of those about the legs, for review."""
        from rlscompanion.ui.safety.questions_page import ABOUT_ALL, QuestionsPage

        return self._asking(QuestionsPage(ABOUT_ALL), self._keep)

    @cached_property
    def about_legs(self) -> QuestionsPage:
        """The page of questions about seeing a doctor."""
        from rlscompanion.ui.safety.questions_page import ABOUT_LEGS, QuestionsPage

        return self._asking(QuestionsPage(ABOUT_LEGS), self._keep_about_legs)

    @cached_property
    def about_tonight(self) -> QuestionsPage:
        """The page of questions for tonight only."""
        from rlscompanion.ui.safety.questions_page import ABOUT_TONIGHT, QuestionsPage

        return self._asking(QuestionsPage(ABOUT_TONIGHT), self._keep_tonight)

    @cached_property
    def advice(self) -> AdvicePage:
        """The page of advice."""
        from rlscompanion.ui.safety.advice_page import AdvicePage

        page = AdvicePage(self._bedtime.safety, self._movement_left)
        page.done.connect(self._go_on)
        page.change_chosen.connect(self._change)
        page.movement_chosen.connect(self.movement_chosen)
        page.breathing_chosen.connect(self._breathe)
        page.sound_chosen.connect(self.sound_chosen)
        page.lights_out_chosen.connect(self.lights_out_chosen)
        return self._window.add_page(page)

    @cached_property
    def night_advice(self) -> NightAdvicePage:
        """The advice in the dark."""
        from rlscompanion.ui.safety.night_page import NightAdvicePage

        page = NightAdvicePage(self._bedtime.clock)
        page.routine_chosen.connect(self._rescue_otherwise)
        page.sound_chosen.connect(self.night_sound_chosen)
        page.left.connect(self.dark_chosen)
        return self._window.add_page(page)

    # What follows what.

    @Slot(object)
    def look_at(self, wanted: Routine | None) -> None:
        """Ask the unanswered questions, or explain why the wanted massage cannot simply start."""
        self._begin(self._show_tonight, "Tonight", wanted)
        self._look()

    def look_from(self, back: Callable[[], None], word: str) -> None:
        """Do the same as `look_at` for a routine wanted on another page, and return to that page."""
        self._begin(back, word)
        self._look()

    def _look(self) -> None:
        safety = self._bedtime.safety
        if safety.is_never_asked and safety.verdict.level is Level.UNASKED:
            self._ask_about_health()
        elif safety.asks_about_tonight and safety.verdict.level is Level.UNASKED:
            self._ask_about_tonight()
        else:
            self._show_advice()

    def ask_about_health(self, back: Callable[[], None], word: str, light_after: float | None = None) -> None:
        """Ask the lasting health questions, then return to the previous page.

        `word` is that page's word in the navigation; with `light_after` the questions are light by
        day, as that page was.
        """
        self._begin(back, word, light_after=light_after)
        self._ask_about_health()

    def ask_about_legs(self, back: Callable[[], None], word: str, light_after: float | None = None) -> None:
        """Ask about reasons to see a doctor, then return to the previous page."""
        self._begin(back, word, light_after=light_after)
        self._ask(self.about_legs)

    @Slot()
    def ask_about_tonight(self) -> None:
        """Ask the questions for tonight, then return to Tonight."""
        self._begin(self._show_tonight, "Tonight")
        self._ask_about_tonight()

    @Slot(object)
    def advise_at_night(self, awakening: UUID) -> None:
        """Explain in the dark why massage is locked, and offer the alternatives."""
        self._awakening = awakening
        verdict, routines = self._bedtime.safety.verdict, self._bedtime.routines
        rescues = routines.of_kind(RoutineKind.RESCUE)
        self.night_advice.advise(
            in_brief(verdict),
            walking(rescues, verdict),
            movement(rescues, verdict),
            breathing(routines.steps, RoutineKind.RESCUE),
            verdict.level is Level.EMERGENCY,
        )
        self._window.show_page(self.night_advice, theme=EMBER)

    def _begin(
        self,
        back: Callable[[], None],
        word: str,
        wanted: Routine | None = None,
        light_after: float | None = None,
    ) -> None:
        self._back, self._word, self._wanted, self._light_after = back, word, wanted, light_after

    def _show(self, page: QWidget) -> None:
        self._window.show_page(page, self._word, light_after=self._light_after)

    def _asking(self, page: QuestionsPage, keep: Callable[..., None]) -> QuestionsPage:
        page.answered.connect(keep)
        page.put_off.connect(self._put_off)
        return self._window.add_page(page)

    def _ask(self, page: QuestionsPage) -> None:
        standing = self._bedtime.safety.standing
        self._show(page)
        page.ask(standing.findings if standing else ())

    def _ask_about_health(self) -> None:
        safety = self._bedtime.safety
        has_all = not (safety.is_never_asked or safety.asks_about_legs)
        self._ask(self.about_all if has_all else self.about_health)

    def _ask_about_tonight(self) -> None:
        safety = self._bedtime.safety
        known = safety.tonight or (safety.earlier if safety.asks_about_tonight else None)
        self._show(self.about_tonight)
        self.about_tonight.ask(known.findings if known else ())

    def _show_advice(self) -> None:
        self._show(self.advice)
        self.advice.refresh()

    @Slot(object, object)
    def _keep(self, findings: frozenset[Finding], asked: tuple[Group, ...]) -> None:
        self._bedtime.safety.answer(findings, asked)
        self._show_advice()

    @Slot(object, object)
    def _keep_about_legs(self, findings: frozenset[Finding], asked: tuple[Group, ...]) -> None:
        self._bedtime.safety.answer(findings, asked)
        if findings:
            self._show_advice()
        else:
            self._go_on()

    @Slot(object, object)
    def _keep_tonight(self, findings: frozenset[Finding], _asked: tuple[Group, ...]) -> None:
        self._bedtime.safety.answer_for_tonight(findings)
        if findings or self._bedtime.safety.verdict.is_locked:
            self._show_advice()
        else:
            self._go_on()

    @Slot()
    def _put_off(self) -> None:
        """Put the questions off: go back, or to what is open without their answers."""
        if self._wanted is not None:
            self._show_advice()
        else:
            self._back()

    @Slot()
    def _change(self) -> None:
        """Ask again on the page with the gravest answer."""
        safety = self._bedtime.safety
        gravest = {cause.what for cause in safety.verdict.causes[:1]}
        tonight = safety.tonight.findings if safety.tonight else frozenset()
        if gravest & {Gap.ASK_AGAIN, *tonight}:
            self._ask_about_tonight()
        else:
            self._ask_about_health()

    @Slot()
    def _go_on(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self._bedtime.safety.adapted(wanted).is_open:
            self.opened.emit(wanted)
        else:
            self._back()

    def _movement_left(self) -> Routine | None:
        bedtime = self._bedtime
        return movement(bedtime.routines.of_kind(RoutineKind.WIND_DOWN), bedtime.safety.verdict)

    @Slot()
    def _breathe(self) -> None:
        routine = breathing(self._bedtime.routines.steps, RoutineKind.WIND_DOWN)
        if routine is not None:
            self.breathing_chosen.emit(routine)

    @Slot(object)
    def _rescue_otherwise(self, routine: Routine) -> None:
        self.rescue_chosen.emit(routine, self._awakening)
