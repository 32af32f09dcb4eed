"""The ring timer: a thin ring that empties as time passes, with the time left as text inside."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.ui.widgets.quantity_text import countdown_text

_FULL_TURN = 16 * 360
_TEXT_TO_RING_GAP = 0.5
"""The least space between the text and the ring, as a multiple of the caption's line height."""


@dataclass(frozen=True)
class RingColours:
    """The colours of the ring timer and of the text inside it."""

    background: QColor
    track: QColor
    arc: QColor
    text: QColor
    caption: QColor


class RingTimer(QWidget):
    """Shows the time left in a segment (a step on one leg or both) as a ring and as text, above a caption.

    `digit_height` is the height of the time's digits in pixels; without it, the digits are 3.5 times as high
    as the widget's font. The accessible name is set by the page, so that it does not change every second.
    """

    def __init__(
        self, colours: RingColours, parent: QWidget | None = None, *, digit_height: int | None = None
    ) -> None:
        super().__init__(parent)
        self._colours = colours
        self._digit_height = digit_height
        self._left = 0.0
        self._segment = 0.0
        self._caption = ""
        self._lead_in = False
        self._painted_span = 0.0
        self._painted_text = ""
        self.setAccessibleIdentifier("Time left")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_time(self, seconds_left: float, segment_seconds: float, caption: str) -> None:
        """Show the seconds left of a segment (a step on one leg or both), and a caption below.

        Only what has changed is painted again.
        """
        self._left, self._segment = max(0.0, seconds_left), max(0.0, segment_seconds)
        if caption != self._caption:
            self._caption = caption
            self.updateGeometry()
            self.update(self._text_rect())
        text = countdown_text(self._left)
        if text != self._painted_text:
            self._painted_text = text
            self.update(self._text_rect())
        moved = abs(self._angle_left() - self._painted_span) * self._ring_rect().width() / 2
        if moved >= 1.0 or (moved > 0.0 and self._angle_left() in (0.0, math.tau)):
            changed = self._arc_rect(self._painted_span, self._angle_left())
            self._painted_span = self._angle_left()
            self.update(changed)

    def set_lead_in(self, is_lead_in: bool) -> None:
        """Draw the ring dashed and dim during the lead-in: the seconds before a segment (a step) begins."""
        if is_lead_in != self._lead_in:
            self._lead_in = is_lead_in
            self._painted_span = self._angle_left()
            self.update()

    def set_digit_height(self, pixels: int | None) -> None:
        """Set the height of the time's digits in pixels; None restores the default height."""
        if pixels != self._digit_height:
            self._digit_height = pixels
            self.updateGeometry()
            self.update()

    def set_colours(self, colours: RingColours) -> None:
        """Paint the ring timer again in these colours."""
        self._colours = colours
        self.update()

    @property
    def caption(self) -> str:
        """The smaller text below the time; empty if there is no caption."""
        return self._caption

    @property
    def time_text(self) -> str:
        """The text inside the ring: the time left."""
        return countdown_text(self._left)

    def _angle_left(self) -> float:
        """The angle of the part of the ring that is left, in radians."""
        return math.tau * min(1.0, self._left / self._segment) if self._segment > 0 else 0.0

    def _time_font(self) -> QFont:
        font = QFont(self.font())
        pixels = self._digit_height or round(3.5 * QFontMetricsF(self.font()).ascent())
        font.setPixelSize(max(1, pixels))
        font.setWeight(QFont.Weight.Light)
        # Figures of one width: the time does not sway as it counts.
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _ring_width(self) -> float:
        return max(3.0, min(self.width(), self.height()) / 56)

    def _ring_rect(self) -> QRectF:
        side = min(self.width(), self.height()) - self._ring_width() - 4
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _text_rect(self) -> QRect:
        inset = self._ring_width() + 2
        return self._ring_rect().adjusted(inset, inset, -inset, -inset).toAlignedRect()

    def _arc_rect(self, before: float, after: float) -> QRect:
        """The rectangle around the arc between two angles in radians."""
        ring, reach = self._ring_rect(), self._ring_width() + 3
        low, high = min(before, after), max(before, after)
        bounds = QRectF()
        for i in range(13):
            angle = low + (high - low) * i / 12
            x = ring.center().x() + ring.width() / 2 * math.sin(angle)
            y = ring.center().y() - ring.height() / 2 * math.cos(angle)
            bounds = bounds.united(QRectF(x - reach, y - reach, 2 * reach, 2 * reach))
        # Thirteen points leave out less than 1 % of the radius of the bow between two of them.
        spare = 0.01 * ring.width() if high - low > 0.1 else 0.0
        return bounds.adjusted(-spare, -spare, spare, spare).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring and the texts inside it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._colours.background)
        self._paint_ring(painter)
        self._paint_text(painter)

    def _paint_ring(self, painter: QPainter) -> None:
        ring, width = self._ring_rect(), self._ring_width()
        cap = Qt.PenCapStyle.RoundCap
        if self._lead_in:
            pen = QPen(self._colours.arc, width * 0.7, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            dashes = 60
            pitch = math.pi * ring.width() / dashes / (width * 0.7)
            pen.setDashPattern([pitch * 0.3, pitch * 0.7])
            painter.setOpacity(0.5)
            painter.setPen(pen)
            painter.drawEllipse(ring)
            painter.setOpacity(1.0)
            return
        painter.setPen(QPen(self._colours.track, width * 0.5, Qt.PenStyle.SolidLine, cap))
        painter.drawEllipse(ring)
        span = round(self._painted_span / math.tau * _FULL_TURN)
        if span > 0:
            painter.setPen(QPen(self._colours.arc, width, Qt.PenStyle.SolidLine, cap))
            painter.drawArc(ring, 16 * 90, -span)

    def _paint_text(self, painter: QPainter) -> None:
        large, small = self._time_font(), self.font()
        tall, low = QFontMetricsF(large), QFontMetricsF(small)
        gap = 0.6 * low.height() if self._caption else 0.0
        below = low.height() if self._caption else 0.0
        centre = self._ring_rect().center()
        # Centred by the height of the figures: a line's own height holds room for letters that hang.
        top = centre.y() - (tall.capHeight() + gap + below) / 2
        painter.setFont(large)
        painter.setPen(self._colours.text)
        text = countdown_text(self._left)
        x = centre.x() - tall.horizontalAdvance(text) / 2
        painter.drawText(QPointF(x, top + tall.capHeight()), text)
        if self._caption:
            painter.setFont(small)
            painter.setPen(self._colours.caption)
            line = QRectF(0, top + tall.capHeight() + gap, 2 * centre.x(), below)
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._caption)

    def changeEvent(self, event: QEvent) -> None:
        """If the font has changed, ask for a new size and repaint."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, with space around the text."""
        side = self.minimumSizeHint().width() + round(2 * QFontMetricsF(self.font()).height())
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """The least size in pixels, at which the text still fits into the ring."""
        side = self.smallest_diameter(self._caption)
        return QSize(side, side)

    def smallest_diameter(self, caption: str) -> int:
        """The diameter in pixels of the smallest ring into which a time and this caption fit."""
        tall, low = QFontMetricsF(self._time_font()), QFontMetricsF(self.font())
        width = max(tall.horizontalAdvance("00:00"), low.horizontalAdvance(caption))
        height = tall.capHeight() + (2 * low.height() if caption else 0.0)
        return math.ceil(math.hypot(width, height) + 2 * _TEXT_TO_RING_GAP * low.height())
