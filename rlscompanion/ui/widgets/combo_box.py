"""Combo boxes and check boxes in the app's look."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QWidget,
)

from rlscompanion.ui.widgets.controls import set_identifier
from rlscompanion.ui.widgets.text_size import text_scale, window_scale

COMBO_BOX_PIXELS_BESIDE_TEXT = 64
"""The pixels of a combo box that its text cannot use: borders, padding and arrow at designed window size."""

DESIGNED_CHECK_BOX_PIXELS = 22
"""The side of a check box's square, border included, in pixels at the designed text and window size."""


class ComboBox(QComboBox):
    """A combo box that draws its own arrow, since style sheets cannot; a long text is cut and ends in "…"."""

    def __init__(self, identifier: str) -> None:
        super().__init__()
        set_identifier(self, identifier)
        # The usual delegate of a box does not ask the style sheet how high its lines are.
        self.setItemDelegate(QStyledItemDelegate(self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the mouse wheel scroll the page instead of changing the choice."""
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802 - Qt's own name
        """Give the style a text that fits into the box: a longer text is cut and ends in "…"."""
        super().initStyleOption(option)
        text_width = self.width() - round(COMBO_BOX_PIXELS_BESIDE_TEXT * window_scale(self))
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, text_width
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the combo box in Qt's style, then the arrow on top."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_drawing_pen(self))
        painter.translate(self.width() - 22 * window_scale(self), self.height() / 2)
        scale = text_scale(self)
        painter.scale(scale, scale)
        painter.drawPolyline([QPointF(-5, -2.5), QPointF(0, 2.5), QPointF(5, -2.5)])


class CheckBox(QCheckBox):
    """A check box that shows a tick (✓) while it is checked."""

    def __init__(self, text: str, identifier: str) -> None:
        super().__init__(text)
        set_identifier(self, identifier)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the check box in Qt's style; if it is checked, draw the tick on top."""
        from PySide6.QtWidgets import QStyle  # here: it costs 10 ms, and no start needs it

        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box: QRect = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_drawing_pen(self))
        factor = box.width() / DESIGNED_CHECK_BOX_PIXELS
        painter.translate(box.topLeft())
        painter.scale(factor, factor)
        painter.drawPolyline([QPointF(x, y) for x, y in ((6, 11.5), (10, 15.5), (16.5, 7))])


def _drawing_pen(widget: QWidget) -> QPen:
    # Below a style sheet only the window has the palette of the theme.
    pen = QPen(widget.window().palette().color(QPalette.ColorRole.Accent), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
