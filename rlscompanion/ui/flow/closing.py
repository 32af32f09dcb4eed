"""What happens when the person closes the window while a sound plays: the app asks once, then remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from rlscompanion.bedtime.preferences import SOUND_ON_CLOSING, START_AT_LOGIN, ClosingChoice
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart
from rlscompanion.ui.main_window import MainWindow

if TYPE_CHECKING:
    from rlscompanion.ui.manners.closing_sheet import ClosingSheet


class ClosingFlow(FlowPart):
    """Decides what closing the window does: end the program, hide the window, or ask the person first.

    At night and in a session, closing the window ends the program without asking. `sound_over` is emitted
    when the sound has ended after the window was hidden.
    """

    sound_over = Signal()

    def __init__(self, bedtime: BedtimeServices, window: MainWindow) -> None:
        super().__init__(bedtime, window)
        self._question: ClosingSheet | None = None
        window.close_asked.connect(self._decide_about_closing)
        bedtime.sound.stopped.connect(self._follow_sound)

    @Slot()
    def _decide_about_closing(self) -> None:
        if self._window.is_dark or not self._window.has_navigation:
            return
        if START_AT_LOGIN.of(self._bedtime.preferences):
            self._window.hide_instead()
        if not self._bedtime.sound.is_playing:
            return
        match SOUND_ON_CLOSING.of(self._bedtime.preferences):
            case ClosingChoice.ASK:
                self._window.stay_open()
                self._ask_about_closing()
            case ClosingChoice.KEEP_PLAYING:
                self._window.hide_instead()
            case ClosingChoice.STOP:
                self._bedtime.sound.stop()

    def _ask_about_closing(self) -> None:
        from rlscompanion.ui.manners.closing_sheet import ClosingSheet

        self._question = ClosingSheet(self._window)
        self._question.chosen.connect(self._take_answer)
        self._question.finished.connect(self._forget_question)
        self._question.open()

    @Slot()
    def _forget_question(self) -> None:
        self._question = None

    @Slot(object)
    def _take_answer(self, choice: ClosingChoice) -> None:
        SOUND_ON_CLOSING.keep(self._bedtime.preferences, choice)
        self._window.close()

    @Slot()
    def _follow_sound(self) -> None:
        """If the window is hidden, emit `sound_over`, because the sound has ended.

        If the window has just asked what closing should do, nothing is left to ask, and the window closes.
        This happens because a press by a screen reader takes effect a tenth of a second later, so that
        *Pause* may come after the closing.
        """
        if self._question is not None:
            self._question.accept()
            self._window.close()
        elif self._window.isHidden():
            self.sound_over.emit()
