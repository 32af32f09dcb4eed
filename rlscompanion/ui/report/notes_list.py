"""The list of nights with notes, in which the person ticks whose notes the report prints."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from rlscompanion.domain.night import Night, both_dates
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.tick_line import TickLine

LONGEST = 160
"""The most characters of a note to show here; the whole note is printed."""

TITLE = "Notes to print"
NONE_THERE = "None of these nights has notes."
HINT = "Only the notes you tick are printed."


class NotesList(QWidget):
    """A list of nights, each with a box, at first not ticked.

    A night that disappears from the list and returns has its tick again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[UUID, TickLine] = {}
        self._kept: frozenset[UUID] = frozenset()
        self._hint = label(HINT, "small", wrap=True)
        self._column = in_column(label(TITLE, "heading"), self._hint, into=self, spacing=4)

    @property
    def ticked(self) -> frozenset[UUID]:
        """The ids of the nights whose boxes are ticked."""
        return frozenset(night for night, line in self._lines.items() if line.is_ticked)

    def offer(self, nights: Sequence[Night]) -> None:
        """List these nights, which all have notes, keeping remembered ticks."""
        self._kept = self._kept - self._lines.keys() | self.ticked
        for line in self._lines.values():
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = {}
        for night in nights:
            line = TickLine(
                f"{both_dates(night.evening)}: {_short(night.notes)}", f"Notes of {night.evening}"
            )
            line.tick(night.id in self._kept)
            self._lines[night.id] = line
            self._column.addWidget(line)
            line.show()
        self._hint.setText(HINT if nights else NONE_THERE)


def _short(notes: str) -> str:
    words = " ".join(notes.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()} …"
