"""The base of the diary's further parts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.diary_answers import Answer, Answers, Key
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.rating_scale import RatingScale


class DiaryPart(QWidget):
    """A part of the diary's form."""

    edited = Signal()

    def show_answers(self, answers: Answers) -> None:
        """Show these answers of the form, in place of those before."""
        raise NotImplementedError

    def answers(self) -> dict[Key, Answer]:
        """The answers given here, by key."""
        raise NotImplementedError

    def scales(self) -> Sequence[RatingScale]:
        """The scales, which are drawn in the colours of a theme."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Draw its scales in the colours of a theme."""
        for scale in self.scales():
            scale.set_theme(theme)
