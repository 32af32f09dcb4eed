"""A list whose rows are small buttons ("chips"), side by side."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QListView

from rlscompanion.ui.widgets.reorderable_list import ReorderableList
from rlscompanion.ui.widgets.reorderable_rows import KeyedRows
from rlscompanion.ui.widgets.text_size import may_change_text_size, window_scale

CHIP_SPACING = 4


class ChipList(ReorderableList):
    """A list of small buttons ("chips"), side by side in as many lines as needed.

    The list is as high as its lines, so that the page scrolls instead of the list.
    """

    def __init__(self, identifier: str, rows: KeyedRows) -> None:
        # The current row says which chip is chosen: it does not pass to the next one.
        super().__init__(identifier, rows, keeps_row=False)
        self.setProperty("bulk", "chips")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_spacing()

    def changeEvent(self, event: QEvent) -> None:
        """Adapt the space between chips to the size of the window."""
        super().changeEvent(event)
        if may_change_text_size(event):
            self._set_spacing()

    def _set_spacing(self) -> None:
        spacing = round(CHIP_SPACING * window_scale(self))
        self.setSpacing(spacing)
        self.setViewportMargins(-spacing, 0, 0, 0)  # the first chip of a line stands at the edge

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's own name
        """Arrange the chips, and make the list as high as the chips need."""
        super().doItemsLayout()
        self.setFixedHeight(max(1, self.contentsSize().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the chips for the new width at once, instead of after Qt's pending events."""
        super().resizeEvent(event)
        self.executeDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """If no chip is current, show the keyboard focus on the first chip without selecting that chip."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._show_focus_on(self.model().index(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """If no chip is selected, make no chip current, so that buttons such as *Delete* do nothing."""
        super().focusOutEvent(event)
        if not self.selectedIndexes():
            self._show_focus_on(QModelIndex())

    def _show_focus_on(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the mouse wheel scroll the page."""
        event.ignore()
