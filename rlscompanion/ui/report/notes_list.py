"""The list of nights with notes. The report prints the notes of the nights that the person ticks."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from rlscompanion.domain.night import Night, both_dates_text
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.wrapping_check_box import WrappingCheckBox

LONGEST_NOTE_EXCERPT = 160
"""Most characters of a note to show in the list; the report prints the whole note."""

NOTES_LIST_TITLE = "Notes to print"
NO_NOTES_TEXT = "None of these nights has notes."
TICKED_NOTES_HINT = "Only the notes you tick are printed."


class NotesList(QWidget):
    """A list of nights with notes. Each night has a box to tick, which is not ticked at first.

    A night that leaves the list and comes back later is still ticked.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[UUID, WrappingCheckBox] = {}
        self._remembered: frozenset[UUID] = frozenset()
        self._hint = label(TICKED_NOTES_HINT, "small", wrap=True)
        self._column = in_column(label(NOTES_LIST_TITLE, "heading"), self._hint, into=self, spacing=4)

    @property
    def ticked_night_ids(self) -> frozenset[UUID]:
        """The ids of the nights whose boxes are ticked."""
        return frozenset(night for night, line in self._lines.items() if line.is_ticked)

    def list_nights(self, nights: Sequence[Night]) -> None:
        """Show a box for each of these nights, all of which have notes; keep ticks set earlier."""
        self._remembered = self._remembered - self._lines.keys() | self.ticked_night_ids
        for line in self._lines.values():
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = {}
        for night in nights:
            line = WrappingCheckBox(
                f"{both_dates_text(night.evening)}: {_note_excerpt(night.notes)}", f"Notes of {night.evening}"
            )
            line.tick(night.id in self._remembered)
            self._lines[night.id] = line
            self._column.addWidget(line)
            line.show()
        self._hint.setText(TICKED_NOTES_HINT if nights else NO_NOTES_TEXT)


def _note_excerpt(notes: str) -> str:
    words = " ".join(notes.split())
    return words if len(words) <= LONGEST_NOTE_EXCERPT else f"{words[:LONGEST_NOTE_EXCERPT].rstrip()} …"
