"""The line drawings on the welcome cards."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.ui.theme import DUSK, EMBER

EXPANDING_POLICY = QSizePolicy.Policy.Expanding


class LineDrawing(QWidget):
    """Base class of a widget with a line drawing, in a box of 100 by 80 units.

    A subclass draws the lines in `draw_lines`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(EXPANDING_POLICY, EXPANDING_POLICY)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Scale the drawing to the widget, and paint the drawing in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / 100, self.height() / 80)
        painter.translate(self.rect().center())
        painter.scale(scale, scale)
        painter.translate(-50, -40)
        self.draw_lines(painter)

    def draw_lines(self, painter: QPainter) -> None:
        """Draw the lines, in units of the box of 100 by 80."""
        raise NotImplementedError


class NightKeysDrawing(LineDrawing):
    """A drawing of a dark screen with three choices, and a keyboard with a highlighted Space key."""

    def draw_lines(self, painter: QPainter) -> None:
        """Draw the screen and the keyboard, in units of the box of 100 by 80."""
        painter.setPen(_pen(DUSK.line))
        painter.setBrush(QColor(EMBER.background))
        painter.drawRoundedRect(QRectF(20, 4, 60, 40), 3, 3)
        painter.setPen(_pen(EMBER.text))
        for row in range(3):
            painter.setBrush(QColor(EMBER.line if row == 0 else EMBER.background))
            painter.drawRoundedRect(QRectF(36, 10.5 + 10 * row, 28, 6.5), 2.5, 2.5)
        painter.setPen(_pen(DUSK.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for row in range(2):
            for column in range(8):
                painter.drawRoundedRect(QRectF(21 + 7.4 * column, 52 + 7 * row, 5.4, 5), 1, 1)
        painter.setPen(_pen(EMBER.text))
        painter.setBrush(QColor(EMBER.line))
        painter.drawRoundedRect(QRectF(33, 66, 34, 6), 1.5, 1.5)


class HomeDrawing(LineDrawing):
    """A drawing of a house with a computer in it, and the moon above."""

    def draw_lines(self, painter: QPainter) -> None:
        """Draw the house and the moon, in units of the box of 100 by 80."""
        house = QPainterPath(QPointF(16, 40))
        for x, y in ((50, 12), (84, 40)):
            house.lineTo(x, y)
        painter.setPen(_pen(DUSK.soft_text))
        painter.drawPath(house)
        painter.drawPolyline([QPointF(24, 34), QPointF(24, 76), QPointF(76, 76), QPointF(76, 34)])
        painter.setPen(_pen(DUSK.accent))
        painter.setBrush(QColor(DUSK.accent_background))
        painter.drawRoundedRect(QRectF(36, 43, 28, 19), 2, 2)
        painter.drawRoundedRect(QRectF(32, 65, 36, 3.4), 1.6, 1.6)
        moon, shade = QPainterPath(), QPainterPath()
        moon.addEllipse(QPointF(84, 12), 7, 7)
        shade.addEllipse(QPointF(87, 10), 6, 6)
        painter.drawPath(moon.subtracted(shade))


def _pen(colour: str) -> QPen:
    pen = QPen(QColor(colour), 0.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
