"""The base class for the parts of the diary with optional questions."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.diary_answers import Answer, AnswerKey, Answers
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.rating_scale import RatingScale


class DiaryPart(QWidget):
    """Base class for a part of the diary's optional questions.

    `edited` is emitted when the person changes an answer.
    """

    edited = Signal()

    def show_answers(self, answers: Answers) -> None:
        """Show those of these diary answers that belong to this part."""
        raise NotImplementedError

    def answers(self) -> dict[AnswerKey, Answer]:
        """The answers now in this part, by key."""
        raise NotImplementedError

    def scales(self) -> Sequence[RatingScale]:
        """The rating scales in this part."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the rating scales in this part."""
        for scale in self.scales():
            scale.set_theme(theme)
