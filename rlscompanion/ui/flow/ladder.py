"""The night ladder: things to try one after another at night, and the question whether they helped."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from rlscompanion.domain import ladder
from rlscompanion.domain.items import Helped, Item
from rlscompanion.domain.ladder import LadderChoice
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart, show_before_writing
from rlscompanion.ui.main_window import MainWindow
from rlscompanion.ui.theme import EMBER

if TYPE_CHECKING:
    from rlscompanion.ui.lights_out.helped_page import HelpedPage
    from rlscompanion.ui.lights_out.ladder_page import LadderPage
    from rlscompanion.ui.lights_out.trying_page import TryingPage

FIRST_WORDS_SECONDS = 8.0
"""How many seconds the first words of the mind game are shown before the game's first prompt."""


class LadderFlow(FlowPart):
    """Leads through the night ladder, a list of things to try one after another at night.

    `dark_chosen` is emitted when the person does not want to try anything more.
    """

    dark_chosen = Signal()

    def __init__(self, bedtime: BedtimeServices, window: MainWindow) -> None:
        super().__init__(bedtime, window)
        self._to_ask: list[Item] = []
        self._answers: list[Helped] = []
        bedtime.mind_game.prompt_given.connect(self._follow_prompt)
        window.closing.connect(bedtime.mind_game.stop)

    # The pages, each made once.

    @cached_property
    def choices(self) -> LadderPage:
        """The page that lists the things the person can try next."""
        from rlscompanion.ui.lights_out.ladder_page import LadderPage

        page = LadderPage(self._bedtime.clock)
        page.rung_chosen.connect(self.try_rung)
        page.left.connect(self._go_dark)
        return self._window.add_page(page)

    @cached_property
    def instructions(self) -> TryingPage:
        """The page with instructions, shown while the person tries something."""
        from rlscompanion.ui.lights_out.trying_page import TryingPage

        page = TryingPage(self._bedtime.clock)
        page.ended.connect(self._ask_whether_first_helped)
        page.left.connect(self._go_dark)
        return self._window.add_page(page)

    @cached_property
    def helped_question(self) -> HelpedPage:
        """The page that asks whether what the person has just tried helped."""
        from rlscompanion.ui.lights_out.helped_page import HelpedPage

        page = HelpedPage(self._bedtime.clock)
        page.answered.connect(self._take_answer)
        page.left.connect(self._go_dark)
        return self._window.add_page(page)

    # What follows what.

    @Slot()
    @show_before_writing
    def open_ladder(self) -> None:
        """Show and read out what the person can try next.

        If the health answers allow nothing, show the black screen.
        """
        offered = ladder.allowed_choices(self._bedtime.safety.verdict)
        if not offered:
            self._go_dark()
            return
        self.choices.show_rungs(offered)
        self._window.show_page(self.choices, theme=EMBER)
        self._bedtime.guide.say_at_night(ladder.menu_phrases(offered))

    @Slot(object)
    def try_rung(self, rung: LadderChoice) -> None:
        """Show and read out how to do `rung`, the thing to try; for the mind game, also start the game."""
        verdict, guide = self._bedtime.safety.verdict, self._bedtime.guide
        self._to_ask, self._answers = list(ladder.items_to_ask(rung, verdict)), []
        phrases = ladder.instruction_phrases(rung, verdict)
        self.instructions.show_instructions(phrases)
        self._window.show_page(self.instructions, theme=EMBER)
        guide.hush()
        guide.say_at_night(phrases)
        if rung is LadderChoice.MIND:
            self._bedtime.mind_game.start(self._bedtime.clock.now().utc, FIRST_WORDS_SECONDS)

    @Slot(str, bool)
    def _follow_prompt(self, words: str, is_said: bool) -> None:
        """Show the words of the mind game's prompt; if the voice says them, show the black screen."""
        if is_said:
            self.instructions.go_black()
        else:
            self.instructions.show_words(words)

    @Slot()
    def _ask_whether_first_helped(self) -> None:
        """When a try has ended, ask whether it helped; begin with the first thing that was tried."""
        self._bedtime.mind_game.stop()
        self._ask_whether_next_helped()

    def _ask_whether_next_helped(self) -> None:
        question = ladder.DID_IT_HELP_QUESTIONS[self._to_ask[0]]
        self.helped_question.ask_question(question)
        self._window.show_page(self.helped_question, theme=EMBER)
        self._bedtime.guide.say_at_night((question, ladder.DID_IT_HELP_ANSWERS_PHRASE))

    @Slot(object)
    @show_before_writing
    def _take_answer(self, helped: Helped | None) -> None:
        self._bedtime.guide.hush()
        item = self._to_ask.pop(0)
        if helped is not None:
            self._answers.append(helped)
        if self._to_ask:
            self._ask_whether_next_helped()
        elif set(self._answers) == {Helped.NO}:
            self.open_ladder()
        else:
            self._go_dark()
        if helped is not None:
            self._bedtime.recorder.record_tried(item, helped)

    @Slot()
    def _go_dark(self) -> None:
        self._bedtime.mind_game.stop()
        self.dark_chosen.emit()
