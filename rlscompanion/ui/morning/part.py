"""The base class for parts of the diary, each of which has some of the optional questions."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.diary_answers import Answer, AnswerKey, Answers
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.rating_scale import RatingScale


class DiaryPart(QWidget):
    """Base class for a part of the diary, with some of its optional questions.

    `edited` is emitted when the person changes an answer in this part.
    """

    edited = Signal()

    def show_answers(self, answers: Answers) -> None:
        """From these diary answers, show the answers that belong to this part."""
        raise NotImplementedError

    def answers(self) -> dict[AnswerKey, Answer]:
        """The present answers in this part, by key."""
        raise NotImplementedError

    def rating_scales(self) -> Sequence[RatingScale]:
        """The rating scales in this part."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Draw the rating scales in this part in the colours of this theme."""
        for scale in self.rating_scales():
            scale.set_theme(theme)
