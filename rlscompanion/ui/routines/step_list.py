"""The list of a routine's steps, which keys, buttons and the mouse can reorder."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import QAbstractItemView

from rlscompanion.ui.routines.rows import StepRows, TwoTextDelegate
from rlscompanion.ui.theme import LEAST_PRESS_PIXELS, Theme
from rlscompanion.ui.widgets.reorderable_list import ReorderableList
from rlscompanion.ui.widgets.text_size import may_change_text_size

FEWEST_VISIBLE_ROWS = 4


def dropped_file_path(event: QDropEvent) -> str:
    """The path of the first file that is dragged or dropped; empty if there is no file."""
    return next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")


class StepList(ReorderableList):
    """A list of massage steps that can be dragged to another position.

    The list itself moves no step: `move_asked` is emitted with the index of a dropped step and the number of
    rows to move that step by. `visited` is emitted when another step is selected. It is also emitted when a
    press or the focus returns to the selected step.
    """

    visited = Signal()
    file_dropped = Signal(str)

    def __init__(self, rows: StepRows) -> None:
        super().__init__("Steps", rows)
        self._delegate = TwoTextDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self.visited)
        self.pressed.connect(self.visited)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the rows of the list."""
        self._delegate.set_theme(theme)

    def step_index(self) -> int:
        """The index of the selected step, from 0; -1 if none is selected."""
        return self.currentIndex().row()

    def go_to_step(self, index: int) -> None:
        """Select the step at this index, from 0."""
        self.make_current(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Emit `visited` for the selected step."""
        super().focusInEvent(event)
        self.visited.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep a few rows visible at any text size."""
        super().changeEvent(event)
        if may_change_text_size(event):
            self.setMinimumHeight(FEWEST_VISIBLE_ROWS * max(self.sizeHintForRow(0), LEAST_PRESS_PIXELS) + 16)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a step dragged in this list, or a file."""
        if dropped_file_path(event):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show to which position a dragged step would move."""
        if dropped_file_path(event):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emit `move_asked` for a dropped step, or `file_dropped` for a dropped file."""
        if file := dropped_file_path(event):
            event.acceptProposedAction()
            self.file_dropped.emit(file)
            return
        if event.source() is not self:
            return
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        dragged, to = self.step_index(), self._index_of_drop(event)
        by = (to - 1 if to > dragged else to) - dragged
        if dragged >= 0 and by:
            self.move_asked.emit(dragged, by)

    def _index_of_drop(self, event: QDropEvent) -> int:
        """The index of the step before which a step is dropped."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid():
            return self.model().rowCount()
        return index.row() + (at.y() > self.visualRect(index).center().y())
