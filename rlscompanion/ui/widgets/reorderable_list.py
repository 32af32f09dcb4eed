"""A list whose rows the person can move, rename and remove."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QPushButton

from rlscompanion.ui.widgets.context_menu import ContextMenu, MenuEntry
from rlscompanion.ui.widgets.controls import button, set_identifier
from rlscompanion.ui.widgets.reorderable_rows import KeyedRows

_ARROW_SIGNS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}


class ReorderableList(QListView):
    """A list in which the person asks to move, rename or remove a row; the list itself changes no row.

    `removal_asked` (Delete) is emitted with the key of the current row. `move_asked` (Alt and an arrow key)
    is emitted with the key of the current row and the number of rows to move it down; a negative number means
    up. F2 opens the name of the current row for editing.

    When the rows change, the same row stays current. If that row was removed, the row now at its position
    becomes current; if `keeps_row` is False, no row does.
    """

    removal_asked = Signal(object)
    move_asked = Signal(object, int)

    def __init__(self, identifier: str, rows: KeyedRows, keeps_row: bool = True) -> None:
        super().__init__()
        set_identifier(self, identifier)
        self._rows = rows
        self._keeps_row = keeps_row
        self._current_before: tuple[object | None, int] = (None, -1)
        rows.modelAboutToBeReset.connect(self._remember_current)
        self.setModel(rows)
        ContextMenu(self, self._menu_entries, self._point_of_current)
        rows.modelReset.connect(self._restore_current)  # after the view's own, which forgets the current row

    def current_key(self) -> object | None:
        """The key of the current row; None if no row is current."""
        return self._rows.key_at(self.currentIndex().row())

    def make_current(self, row_key: object | None) -> None:
        """Make the row with this key current; for None or an unknown key, make no row current."""
        row = self._rows.row_of(row_key)
        self.setCurrentIndex(QModelIndex() if row is None else self._rows.index(row))

    def make_arrow_buttons(self, noun: str) -> tuple[QPushButton, QPushButton]:
        """Create two buttons: the first moves the current row back by one row, the second moves it forward.

        `noun` is what a row is, such as "preset"; a screen reader says this word in the names of the buttons.
        """
        before, after = ("left", "right") if self.flow() is self.Flow.LeftToRight else ("up", "down")
        up = button(_ARROW_SIGNS[before], f"Move {noun} {before}", "flat")
        down = button(_ARROW_SIGNS[after], f"Move {noun} {after}", "flat")
        for each, slot in ((up, self.ask_move_up), (down, self.ask_move_down)):
            each.setProperty("bulk", "arrow")
            each.clicked.connect(slot)
        return up, down

    @Slot()
    def ask_removal(self) -> None:
        """Emit `removal_asked` for the current row."""
        if (key := self.current_key()) is not None:
            self.removal_asked.emit(key)

    @Slot()
    def ask_move_up(self) -> None:
        """Emit `move_asked`, to move the current row up by one row."""
        self._ask_move(-1)

    @Slot()
    def ask_move_down(self) -> None:
        """Emit `move_asked`, to move the current row down by one row."""
        self._ask_move(1)

    @Slot()
    def edit_name(self) -> None:
        """Open the name of the current row for editing, in the list itself."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for removal on Delete, and for a move on Alt with an arrow key; leave other keys to Qt."""
        if not self.hasFocus():
            return  # what the editor of a name has no use for is not for the list either
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Delete:
                self.ask_removal()
            case Qt.Key.Key_Up | Qt.Key.Key_Left if with_alt:
                self.ask_move_up()
            case Qt.Key.Key_Down | Qt.Key.Key_Right if with_alt:
                self.ask_move_down()
            case _:
                super().keyPressEvent(event)

    def _menu_entries(self, point: QPoint) -> list[MenuEntry]:
        """The menu entries for the row at this point; the row becomes current."""
        index = self.indexAt(point)
        if not index.isValid():
            return []
        self.setCurrentIndex(index)
        can_rename = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        rename = [MenuEntry("Rename", self.edit_name, "F2")] if can_rename else []
        return [
            *rename,
            MenuEntry("Move up", self.ask_move_up, "Alt+Up", index.row() > 0),
            MenuEntry("Move down", self.ask_move_down, "Alt+Down", index.row() < self._rows.rowCount() - 1),
            MenuEntry("Remove", self.ask_removal, "Delete"),
        ]

    def _point_of_current(self) -> QPoint:
        return self.visualRect(self.currentIndex()).center()

    def _ask_move(self, by: int) -> None:
        if (key := self.current_key()) is not None:
            self.move_asked.emit(key, by)

    @Slot()
    def _remember_current(self) -> None:
        self._current_before = (self.current_key(), self.currentIndex().row())

    @Slot()
    def _restore_current(self) -> None:
        key, before = self._current_before
        row = self._rows.row_of(key) if key is not None else None
        if row is None and self._keeps_row:
            row = min(before, self._rows.rowCount() - 1)
        if row is not None and row >= 0:
            self.setCurrentIndex(self._rows.index(row))
