"""A grid of controls, each below its caption, in as many columns as fit."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from rlscompanion.ui.widgets.text_size import TextSized, text_scale

LEAST_FIELD_COLUMN_WIDTH = 210
"""The least width of a grid's column, in pixels at the designed text size."""

FIELD_COLUMN_GAP = 24


class FieldGrid(TextSized):
    """Arranges controls, each with its caption above, in columns; hidden controls take no space."""

    def __init__(self, fields: Sequence[tuple[QLabel, QWidget]]) -> None:
        super().__init__()
        self._fields = fields
        self._shown: tuple[int, tuple[QWidget, ...]] = (0, ())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(FIELD_COLUMN_GAP)
        self._grid.setVerticalSpacing(4)
        for caption, control in fields:
            caption.setBuddy(control)
            caption.setParent(self)
            control.setParent(self)
        self.fit_to_text_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the controls again if the new width fits another number of columns."""
        super().resizeEvent(event)
        self.fit_to_text_size()

    def fit_to_text_size(self) -> None:
        """Arrange the visible controls in as many columns as fit at the present text size."""
        shown = [(caption, control) for caption, control in self._fields if not control.isHidden()]
        least = round(LEAST_FIELD_COLUMN_WIDTH * text_scale(self))
        most_columns = max(1, (self.width() + FIELD_COLUMN_GAP) // (least + FIELD_COLUMN_GAP))
        # Rows alike rather than one of three and one left over.
        rows = -(-len(shown) // most_columns) or 1
        columns = -(-len(shown) // rows) or 1
        arranged = (columns, tuple(control for _, control in shown))
        if arranged == self._shown:
            return
        self._shown = arranged
        for caption, control in self._fields:
            self._grid.removeWidget(caption)
            self._grid.removeWidget(control)
        for index, (caption, control) in enumerate(shown):
            row, column = divmod(index, columns)
            self._grid.addWidget(caption, 2 * row, column)
            self._grid.addWidget(control, 2 * row + 1, column)
        for column in range(len(self._fields)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
