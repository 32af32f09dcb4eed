"""The night ladder: large buttons with things to try next against restless legs."""

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot

from rlscompanion.bedtime.ports import Clock
from rlscompanion.domain.ladder import BACK_TO_BED, LadderChoice
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import identified
from rlscompanion.ui.widgets.numbered_choices import NumberedChoices

CHOICE_SECONDS = 30.0
"""How long the choices stay without a key; saying them takes half of that."""


class LadderPage(NumberedChoices):
    """Offers things to try next. It closes on *Back to bed*, or after a while without a key."""

    rung_chosen = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, CHOICE_SECONDS)
        identified(self, "Ladder")
        self._rungs = {rung: self._numbered(rung.shown, self._choose) for rung in LadderChoice}
        back = self._numbered(BACK_TO_BED, self._leave)
        column = in_column(STRETCH, *self._rungs.values(), back, STRETCH, spacing=22, margins=None)
        in_column(CentredColumn(column, 620), into=self)

    def offer(self, rungs: Collection[LadderChoice]) -> None:
        """Show buttons for these things to try, and *Back to bed*."""
        for rung, choice in self._rungs.items():
            choice.setVisible(rung in rungs)
        self.focus_first()

    @Slot()
    def _choose(self) -> None:
        pressed = self.sender()
        self.rung_chosen.emit(next(rung for rung, each in self._rungs.items() if each is pressed))
