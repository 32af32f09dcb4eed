"""The rest of the diary: legs, what was tried, the day before, medicine, other sleeps. All may stay blank."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.diary_answers import Answer, Answers, Key
from rlscompanion.domain.items import Part
from rlscompanion.domain.night import Night
from rlscompanion.ui.morning.doses_part import DosesPart
from rlscompanion.ui.morning.factors_part import FactorsPart
from rlscompanion.ui.morning.items_part import TRIED_HINT, TRIED_QUESTION, DayBeforePart, ItemsPart, items_of
from rlscompanion.ui.morning.naps_part import NapsPart
from rlscompanion.ui.morning.part import DiaryPart
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.controls import label, notice, tell
from rlscompanion.ui.widgets.text_size import TextSized, letters_as_designed, stack

LARGEST_IN_COLUMNS = 22
"""Text pixels up to which the parts stand in two columns."""


class MoreOfDiary(TextSized):
    """Shows the further parts in two columns."""

    edited = Signal()

    def __init__(self, health: HealthRecord) -> None:
        super().__init__()
        legs, naps, day_before = ItemsPart(items_of(Part.LEGS)), NapsPart(), DayBeforePart()
        tried = ItemsPart(items_of(Part.TRIED), TRIED_QUESTION, TRIED_HINT)
        factors, self._doses = FactorsPart(health), DosesPart(health)
        self._parts: tuple[DiaryPart, ...] = (legs, tried, naps, day_before, factors, self._doses)
        self._problem = notice("Problem in the rest of the diary")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(64)
        for column in (self._parts[:3], self._parts[3:]):
            self._columns.addLayout(in_column(*column, STRETCH, spacing=28), 1)
        in_column(
            label("More, if you like", "heading-large"),
            self._columns,
            self._problem,
            into=self,
            spacing=14,
            margins=(0, 12, 0, 0),
        )
        for part in self._parts:
            part.edited.connect(self.edited)

    def show_answers(self, answers: Answers) -> None:
        """Show these answers of the form, in place of those before."""
        for part in self._parts:
            part.show_answers(answers)

    def show_before(self, night: Night | None) -> None:
        """Offer what was the same the night before."""
        self._doses.show_before(night.doses if night is not None else ())

    def answers(self) -> dict[Key, Answer]:
        """The answers that stand here, by key."""
        return {key: answer for part in self._parts for key, answer in part.answers().items()}

    def tell(self, sentence: str) -> None:
        """Say what makes no sense here, or nothing."""
        tell(self._problem, sentence)

    def set_theme(self, theme: Theme) -> None:
        """Draw the scales in the colours of a theme."""
        for part in self._parts:
            part.set_theme(theme)

    def fit_text(self) -> None:
        """Put the columns under one another when the text is too large for two."""
        is_large = letters_as_designed(self) > LARGEST_IN_COLUMNS
        stack(self._columns, is_large)
