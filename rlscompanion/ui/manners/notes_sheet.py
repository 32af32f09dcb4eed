"""The dialog that searches the notes of all nights and shows what it finds while the person types."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from rlscompanion.domain.night import both_dates_text
from rlscompanion.domain.notes import folded_notes, search_notes
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.controls import display_label, set_identifier, show_text
from rlscompanion.ui.widgets.sheet import Sheet
from rlscompanion.ui.widgets.short_field import ShortField

NOTES_SEARCH_TITLE = "Search notes"
MOST_FOUND_NIGHTS_SHOWN = 100
FOUND_NIGHTS_HEIGHT = 400


class NotesSheet(Sheet):
    """A search field, and a list of the nights whose notes contain the words in the field.

    A click on a night, or Enter, emits `evening_chosen` with the date of the evening on which that night
    began.
    """

    evening_chosen = Signal(object)

    def __init__(self, over: QWidget, notes: Sequence[tuple[date, str]]) -> None:
        self._notes = folded_notes(notes)
        self._words = ShortField("Search notes for", "Words to look for", 20)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = display_label("Notes found", "soft")
        self._list = QListWidget()
        set_identifier(self._list, "Nights found")
        self._list.setWordWrap(True)
        self._list.setFixedHeight(FOUND_NIGHTS_HEIGHT)
        super().__init__(
            over, NOTES_SEARCH_TITLE, in_column(self._words, self._count, self._list, STRETCH, spacing=10)
        )
        self._words.textChanged.connect(self._search)
        self._words.returnPressed.connect(self._open_first)
        self._list.itemActivated.connect(self._open_night)
        self._list.itemClicked.connect(self._open_night)
        # Enter is for what was found.
        self.close_button.setAutoDefault(False)
        self._search("")
        self._words.setFocus()

    def search_for(self, words: str) -> None:
        """Put these words into the search field, which starts a search for them."""
        self._words.setText(words)

    @Slot(str)
    def _search(self, words: str) -> None:
        found = search_notes(self._notes, words)
        self._list.clear()
        for each in found[:MOST_FOUND_NIGHTS_SHOWN]:
            item = QListWidgetItem(f"{both_dates_text(each.evening)}\n{each.excerpt}")
            item.setData(Qt.ItemDataRole.UserRole, each.evening)
            self._list.addItem(item)
        self._list.setVisible(bool(found))
        show_text(self._count, _found_count_sentence(len(self._notes), len(found), bool(words.strip())))

    @Slot()
    def _open_first(self) -> None:
        if self._list.count():
            self._open_night(self._list.item(0))

    @Slot(QListWidgetItem)
    def _open_night(self, item: QListWidgetItem) -> None:
        evening = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        self.evening_chosen.emit(evening)


def _found_count_sentence(with_notes: int, found: int, is_asked: bool) -> str:
    if not with_notes:
        return "None of your nights has notes yet."
    if not is_asked:
        return "1 night has notes." if with_notes == 1 else f"{with_notes:,} nights have notes."
    if not found:
        return "No notes with these words."
    if found > MOST_FOUND_NIGHTS_SHOWN:
        return f"{found:,} nights. The latest {MOST_FOUND_NIGHTS_SHOWN} are shown."
    return "1 night" if found == 1 else f"{found} nights"
