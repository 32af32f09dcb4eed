"""The list of nights that have notes, in which the person ticks the notes that the report prints."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from rlscompanion.domain.night import Night, both_dates_text
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.wrapping_check_box import WrappingCheckBox

LONGEST_EXCERPT = 160
"""The most characters of a note to show here; the whole note is printed."""

TITLE = "Notes to print"
NO_NOTES = "None of these nights has notes."
ONLY_TICKED_NOTES = "Only the notes you tick are printed."


class NotesList(QWidget):
    """A list of nights, each with a box, at first not ticked.

    A night that leaves the list and returns later keeps its tick.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[UUID, WrappingCheckBox] = {}
        self._remembered: frozenset[UUID] = frozenset()
        self._hint = label(ONLY_TICKED_NOTES, "small", wrap=True)
        self._column = in_column(label(TITLE, "heading"), self._hint, into=self, spacing=4)

    @property
    def ticked(self) -> frozenset[UUID]:
        """The ids of the nights whose boxes are ticked."""
        return frozenset(night for night, line in self._lines.items() if line.is_ticked)

    def list_nights(self, nights: Sequence[Night]) -> None:
        """Show a box for each of these nights, which all have notes, and keep earlier ticks."""
        self._remembered = self._remembered - self._lines.keys() | self.ticked
        for line in self._lines.values():
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = {}
        for night in nights:
            line = WrappingCheckBox(
                f"{both_dates_text(night.evening)}: {_excerpt(night.notes)}", f"Notes of {night.evening}"
            )
            line.tick(night.id in self._remembered)
            self._lines[night.id] = line
            self._column.addWidget(line)
            line.show()
        self._hint.setText(ONLY_TICKED_NOTES if nights else NO_NOTES)


def _excerpt(notes: str) -> str:
    words = " ".join(notes.split())
    return words if len(words) <= LONGEST_EXCERPT else f"{words[:LONGEST_EXCERPT].rstrip()} …"
