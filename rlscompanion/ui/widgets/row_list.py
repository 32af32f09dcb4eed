"""A list of rows of widgets, which can be added and removed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from rlscompanion.ui.widgets.boxes import in_column, in_row
from rlscompanion.ui.widgets.controls import button


class RowList(QWidget):
    """A list of rows of widgets, each with a button that removes the row.

    `removed` carries the removed row, a widget.
    """

    removed = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[QPushButton, QWidget] = {}
        self._lines = in_column(into=self, spacing=6)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, widgets: Sequence[QWidget], what: str, stretched: QWidget | None = None) -> QWidget:
        """Add a row with these widgets and return it.

        `what` names the row, such as "sleep 2": the button that removes it is "Remove sleep 2" to screen
        readers. `stretched` is the widget that takes the rest of the row's width.
        """
        row = QWidget()
        line = in_row(into=row)
        for widget in widgets:
            line.addWidget(widget, 1 if widget is stretched else 0)
        remove = button("×", f"Remove {what}", "flat", pressed=self._remove_pressed)
        remove.setProperty("bulk", "arrow")
        line.addWidget(remove)
        if stretched is None:
            line.addStretch(1)
        self._rows[remove] = row
        self._lines.addWidget(row)
        row.show()
        return row

    def clear(self) -> None:
        """Remove all rows without emitting `removed`."""
        for remove in list(self._rows):
            self._drop(remove)

    @Slot()
    def _remove_pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton) and pressed in self._rows:
            self.removed.emit(self._drop(pressed))

    def _drop(self, remove: QPushButton) -> QWidget:
        row = self._rows.pop(remove)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        return row
