"""The rest of the diary: legs, the day before, medicine, other sleeps. All of it may stay blank."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.night import Night
from rlscompanion.ui.morning.doses_part import DosesPart
from rlscompanion.ui.morning.factors_part import FactorsPart
from rlscompanion.ui.morning.legs_part import LegsPart
from rlscompanion.ui.morning.naps_part import NapsPart
from rlscompanion.ui.morning.part import DiaryPart, Unreadable
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.controls import display, label, show_on
from rlscompanion.ui.widgets.rating_scale import RatingScale
from rlscompanion.ui.widgets.text_size import may_change_text, stack

LARGEST_IN_COLUMNS = 22
"""Text pixels up to which the parts stand in two columns."""


class MoreOfDiary(QWidget):
    """Shows the further parts in two columns; what was changed stays until another night is shown."""

    edited = Signal()

    def __init__(self, health: HealthRecord) -> None:
        super().__init__()
        legs, naps = LegsPart(), NapsPart()
        factors, doses = FactorsPart(health), DosesPart(health)
        self._parts: tuple[DiaryPart, ...] = (legs, factors, doses, naps)
        self._is_touched = False
        self._problem = display("Problem in the rest of the diary", "problem", wrap=True)
        self._problem.hide()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(64)
        for column in ((legs, naps), (factors, doses)):
            lines = QVBoxLayout()
            lines.setSpacing(28)
            for part in column:
                lines.addWidget(part)
            lines.addStretch(1)
            self._columns.addLayout(lines, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 12, 0, 0)
        outer.setSpacing(14)
        outer.addWidget(label("More, if you like", "heading-large"))
        outer.addLayout(self._columns)
        outer.addWidget(self._problem)
        for part in self._parts:
            part.edited.connect(self._touched)

    @property
    def is_touched(self) -> bool:
        """Whether something was changed since the night was shown."""
        return self._is_touched

    @property
    def problem(self) -> str:
        """What makes no sense, as it is told here; empty for nothing."""
        return self._problem.text()

    def settle(self) -> None:
        """What stands here is kept, or gone with its night: it counts as shown."""
        self._is_touched = False

    def show_night(self, night: Night, night_before: Night | None) -> None:
        """Show what is known of a night; what was typed for another is forgotten."""
        for part in self._parts:
            part.show_night(night, night_before)
        self._is_touched = False
        self._tell("")

    def show_moved(self, night: Night, night_before: Night | None) -> None:
        """Show the night, with what was changed in it, now that it stands under another date."""
        is_touched = self._is_touched
        self.show_night(night, night_before)
        self._is_touched = is_touched

    def put_into(self, night: Night) -> Night | None:
        """The night with what stands here; None, with the reason shown, for what makes no sense."""
        try:
            for part in self._parts:
                night = part.put_into(night)
        except Unreadable as unreadable:
            self._tell(str(unreadable))
            return None
        self._tell("")
        return night

    def set_theme(self, theme: Theme) -> None:
        """Draw the scales in the colours of a theme."""
        for part in self._parts:
            for scale in part.scales():
                if isinstance(scale, RatingScale):
                    scale.set_theme(theme)

    def changeEvent(self, event: QEvent) -> None:
        """Put the columns under one another when the text is too large for two."""
        super().changeEvent(event)
        if may_change_text(event):
            is_large = self.fontInfo().pixelSize() > LARGEST_IN_COLUMNS
            stack(self._columns, is_large)

    @Slot()
    def _touched(self) -> None:
        self._is_touched = True
        self.edited.emit()

    def _tell(self, sentence: str) -> None:
        show_on(self._problem, sentence)
        self._problem.setVisible(bool(sentence))
