"""A dialog ("sheet") over the page, for reading or choosing something."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, label, set_identifier
from rlscompanion.ui.widgets.text_size import text_scale

SHEET_CONTENT_WIDTH = 680
SHEET_MARGIN = 28
SCROLL_BAR_PIXELS = 14
"""The pixels left free beside a dialog's content for the scroll bar."""


class Sheet(QDialog):
    """A dialog ("sheet") with a title, scrolling content and a button *Close*; closing deletes the dialog.

    The dialog has the theme of the window below, and is never larger than that window. `width` is the width
    of the content, in pixels at the designed text size.
    """

    def __init__(self, over: QWidget, title: str, filling: QLayout, width: int = SHEET_CONTENT_WIDTH) -> None:
        super().__init__(over)
        self.setWindowTitle(title)
        set_identifier(self, title)
        self.setPalette(over.palette())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.close_button = button("Close", "Close", pressed=self.accept)
        filling.setContentsMargins(0, 0, SCROLL_BAR_PIXELS, 0)
        column = CentredColumn(filling, width, margin=0)
        lines = in_column(label(title, "title"), 14, into=self, margins=SHEET_MARGIN, spacing=0)
        add_parts(lines, (column, 1), 18, in_row(STRETCH, self.close_button))
        self.ensurePolished()
        wide = min(round(width * text_scale(over)), over.width() - 4 * SHEET_MARGIN)
        grows = filling.hasHeightForWidth()
        high = filling.totalHeightForWidth(wide) if grows else filling.sizeHint().height()
        around = lines.sizeHint().height() - column.sizeHint().height() + self.fontMetrics().height()
        self.resize(wide + 2 * SHEET_MARGIN, min(high + around, over.height() - 2 * SHEET_MARGIN))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line around the dialog, because some desktops give dialogs no frame."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
