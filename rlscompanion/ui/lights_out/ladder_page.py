"""The night ladder: large buttons with things to try next against restless legs."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton

from rlscompanion.bedtime.ports import Clock
from rlscompanion.domain.ladder import BACK_TO_BED_TITLE, CHOICE_DESCRIPTIONS, LADDER_HEADING, LadderChoice
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import label, set_identifier
from rlscompanion.ui.widgets.numbered_choices import NumberedChoices

CHOICE_SECONDS = 30.0
"""How long the choices stay without a key press; saying them aloud takes half of this time."""


class LadderPage(NumberedChoices):
    """Offers things to try next. The page closes on *Back to bed*, or after a while without a key press."""

    rung_chosen = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, CHOICE_SECONDS)
        set_identifier(self, "Ladder")
        self._rungs = {rung: self._numbered(rung.display_name, self._choose) for rung in LadderChoice}
        back = self._numbered(BACK_TO_BED_TITLE, self._close_page)
        for rung, choice in (*self._rungs.items(), (None, back)):
            _explain(choice, CHOICE_DESCRIPTIONS[rung])
        heading = label(LADDER_HEADING, "night", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = in_column(
            STRETCH, heading, 8, *self._rungs.values(), back, STRETCH, spacing=16, margins=None
        )
        in_column(CentredColumn(column, 620), into=self)

    def show_rungs(self, rungs: Collection[LadderChoice]) -> None:
        """Show a button for each of these rungs (things to try), and *Back to bed*."""
        for rung, choice in self._rungs.items():
            choice.setVisible(rung in rungs)
        self.focus_first()

    @Slot()
    def _choose(self) -> None:
        pressed = self.sender()
        self.rung_chosen.emit(next(rung for rung, each in self._rungs.items() if each is pressed))


def _explain(choice: QPushButton, leads_to: str) -> None:
    """Add to a choice a line on what it leads to, which screen readers say too."""
    choice.setAccessibleDescription(leads_to)
    choice.setProperty("bulk", "explained")
    line = label(leads_to, "choice-line", wrap=True)
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    in_column(STRETCH, line, into=choice, margins=(12, 0, 12, 14))
