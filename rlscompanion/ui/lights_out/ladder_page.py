"""The ladder: a page at night with large buttons for things to try next against restless legs."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton

from rlscompanion.bedtime.ports import Clock
from rlscompanion.domain.ladder import BACK_TO_BED_TITLE, CHOICE_DESCRIPTIONS, LADDER_HEADING, LadderChoice
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import label, set_identifier
from rlscompanion.ui.widgets.numbered_choices import NumberedChoices

LADDER_CHOICE_SECONDS = 30.0
"""Seconds without a key press after which the page closes; reading all choices aloud takes half as long."""


class LadderPage(NumberedChoices):
    """The ladder page: a large button for each thing to try next against restless legs at night.

    The page closes on *Back to bed*, on Esc, or after some time without a key press.
    """

    rung_chosen = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, LADDER_CHOICE_SECONDS)
        set_identifier(self, "Ladder")
        self._rungs = {
            rung: self._make_numbered_choice(rung.display_name, self._emit_rung) for rung in LadderChoice
        }
        back = self._make_numbered_choice(BACK_TO_BED_TITLE, self._close_page)
        for rung, choice in (*self._rungs.items(), (None, back)):
            _add_explanation(choice, CHOICE_DESCRIPTIONS[rung])
        heading = label(LADDER_HEADING, "night", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = in_column(
            STRETCH, heading, 8, *self._rungs.values(), back, STRETCH, spacing=16, margins=None
        )
        in_column(CentredColumn(column, 620), into=self)

    def show_rungs(self, rungs: Collection[LadderChoice]) -> None:
        """Show a button for each of these rungs (things to try), and the button *Back to bed*."""
        for rung, choice in self._rungs.items():
            choice.setVisible(rung in rungs)
        self.focus_first_choice()

    @Slot()
    def _emit_rung(self) -> None:
        pressed = self.sender()
        self.rung_chosen.emit(next(rung for rung, each in self._rungs.items() if each is pressed))


def _add_explanation(choice: QPushButton, leads_to: str) -> None:
    """Add to a button a line that says what the button leads to; screen readers read this line too."""
    choice.setAccessibleDescription(leads_to)
    choice.setProperty("bulk", "explained")
    line = label(leads_to, "choice-line", wrap=True)
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    in_column(STRETCH, line, into=choice, margins=(12, 0, 12, 14))
