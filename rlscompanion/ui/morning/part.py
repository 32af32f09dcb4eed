"""The base class of the diary's further parts."""

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
        """Replace the answers in the form."""
        raise NotImplementedError

    def answers(self) -> dict[Key, Answer]:
        """The answers in this part, by key."""
        raise NotImplementedError

    def scales(self) -> Sequence[RatingScale]:
        """The scales in this part."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for its scales."""
        for scale in self.scales():
            scale.set_theme(theme)
