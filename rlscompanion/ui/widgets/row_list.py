"""A list of rows, each with several widgets; rows can be added and removed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from rlscompanion.ui.widgets.boxes import in_column, in_row
from rlscompanion.ui.widgets.controls import button


class RowList(QWidget):
    """A list of rows, each with several widgets and a button that removes the row.

    `removed` is emitted with the removed row (a widget) when the person has pressed the row's button.
    """

    removed = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[QPushButton, QWidget] = {}
        self._lines = in_column(into=self, spacing=6)

    def __len__(self) -> int:
        return len(self._rows)

    def add_row(self, widgets: Sequence[QWidget], row_name: str, stretched: QWidget | None = None) -> QWidget:
        """Add a row that contains these widgets, and return the new row.

        `row_name` is the name of the row, such as "sleep 2": a screen reader calls the button that removes
        this row "Remove sleep 2". `stretched` is the widget that takes the rest of the row's width.
        """
        row = QWidget()
        line = in_row(into=row)
        for widget in widgets:
            line.addWidget(widget, 1 if widget is stretched else 0)
        remove = button("×", f"Remove {row_name}", "flat", pressed=self._remove_pressed)
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
            self._take_row_out(remove)

    @Slot()
    def _remove_pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton) and pressed in self._rows:
            self.removed.emit(self._take_row_out(pressed))

    def _take_row_out(self, remove: QPushButton) -> QWidget:
        row = self._rows.pop(remove)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        return row
