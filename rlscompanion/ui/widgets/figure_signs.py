"""Painting signs beside the leg: arrows, pressure bars, the name of the leg, and the words "not here".

Arrows and rings are painted in view box units, with the transform of the figure. Words and pressure bars are
painted in the widget's own coordinates, so that they are never mirrored.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from rlscompanion.ui.theme import mixed_colour
from rlscompanion.ui.widgets.figure_motion import Arrow
from rlscompanion.ui.widgets.figure_paint import faded, round_pen
from rlscompanion.ui.widgets.figure_parts import FigureColours, HandPath, MeasuredPath, Motion

PRESSURE_SCALE = 10
"""The highest value of the scale of pressures, and so its number of bars."""

FIRMEST_PRESSURE = 5
"""The highest pressure that any massage step uses, on the scale from 1 to PRESSURE_SCALE."""

RETURN_ARROW_DISTANCE = 24.0
"""The distance in view box units from the arrow of a firm stroke to the arrow of the light stroke back."""

ZIGZAG_HALF_WIDTH = 13.0
"""How far a zigzag arrow (for rubs) goes to each side of the line it follows, in view box units."""

SHORTEST_ARROW = 4.0
"""The least length of an arrow in view box units; a shorter arrow is not painted."""

_ARROW_STEPS = 16

_MOTIONS_WITH_RETURN = frozenset((Motion.STROKE, Motion.GLIDE, Motion.FEATHER))
_MOTIONS_ONE_WAY = frozenset((Motion.KNEAD, Motion.CIRCLE))


def paint_direction(
    painter: QPainter, hand_path: HandPath, motion: Motion, colours: FigureColours, still: bool
) -> None:
    """Paint arrows beside the leg that show where the hands go.

    A solid arrow shows the motion, a zigzag arrow short rubs. For strokes, a dashed arrow shows the light way
    back. In a still picture (`still`), all arrows are brighter.
    """
    if hand_path.arrow is None:
        return
    bright = 1.0 if still else 0.82
    if motion is Motion.RUB:
        paint_zigzag(painter, hand_path.arrow, faded(colours.mark, bright))
    if motion in _MOTIONS_WITH_RETURN or motion in _MOTIONS_ONE_WAY:
        strength = 0.7 * bright if motion is Motion.FEATHER else bright
        paint_arrow(painter, hand_path.arrow, Arrow(0.0, 1.0, strength), colours.mark)
    if motion in _MOTIONS_WITH_RETURN:
        paint_dashed_arrow(painter, hand_path.arrow, faded(colours.mark, 0.6 * bright), RETURN_ARROW_DISTANCE)


def paint_arrow(painter: QPainter, measured_path: MeasuredPath, arrow: Arrow, colour: QColor) -> None:
    """Paint a solid arrow along part of a path, wider towards the arrow's head.

    On a closed path, an arrow that ends beyond fraction 1 goes on from the start of the path.
    """
    points = arrow_points(measured_path, arrow)
    length = abs(arrow.end - arrow.start) * measured_path.length
    if length < SHORTEST_ARROW:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(colour, arrow.strength))
    head = min(36.0, 0.7 * length)
    tail_width = 7.0 if arrow.has_two_heads else 2.4
    # The band ends inside the heads.
    first, last = 0.8 * head / length if arrow.has_two_heads else 0.0, 1 - 0.8 * head / length
    left, right = [], []
    for i in range(_ARROW_STEPS + 1):
        share = first + (last - first) * i / _ARROW_STEPS
        point, ahead = _point_along(points, share)
        half = 0.5 * (tail_width + (8.0 - tail_width) * share)
        across = QPointF(-ahead.y(), ahead.x()) * half
        left.append(point + across)
        right.append(point - across)
    painter.drawPolygon(QPolygonF(left + right[::-1]))
    _paint_arrow_head(painter, points[-1], points[-2], head)
    if arrow.has_two_heads:
        _paint_arrow_head(painter, points[0], points[1], head)


def paint_zigzag(painter: QPainter, measured_path: MeasuredPath, colour: QColor) -> None:
    """Paint an arrow that zigzags along a path."""
    head = min(36.0, 0.25 * measured_path.length)
    turns = max(4, round(measured_path.length / (1.4 * ZIGZAG_HALF_WIDTH)))
    end = 1.0 - 0.7 * head / measured_path.length
    points = [measured_path.point(0.0)]
    for i in range(1, turns):
        share = end * i / turns
        angle = measured_path.angle(share) + math.pi / 2
        aside = ZIGZAG_HALF_WIDTH if i % 2 else -ZIGZAG_HALF_WIDTH
        points.append(measured_path.point(share) + QPointF(math.cos(angle), math.sin(angle)) * aside)
    points.append(measured_path.point(end))
    painter.setPen(round_pen(colour, 5.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    _paint_arrow_head(painter, measured_path.point(1.0), measured_path.point(0.9), head)


def arrow_points(measured_path: MeasuredPath, arrow: Arrow) -> list[QPointF]:
    """Points along an arrow that follows a path, from the arrow's tail to its tip."""
    closed = (measured_path.point(0.0) - measured_path.point(1.0)).manhattanLength() < 0.5
    shares = (arrow.start + (arrow.end - arrow.start) * i / _ARROW_STEPS for i in range(_ARROW_STEPS + 1))
    return [measured_path.point(share % 1.0 if closed else share) for share in shares]


def _point_along(points: list[QPointF], share: float) -> tuple[QPointF, QPointF]:
    """The point at a fraction of evenly spaced points, and the direction there, as a vector of length 1."""
    position = min(max(share, 0.0), 1.0) * (len(points) - 1)
    index = min(int(position), len(points) - 2)
    step = points[index + 1] - points[index]
    length = math.hypot(step.x(), step.y()) or 1.0
    return points[index] + step * (position - index), step / length


def _paint_arrow_head(painter: QPainter, tip: QPointF, before: QPointF, size: float) -> None:
    """Paint a filled arrow head with a notch; `tip` is its point, and the arrow comes from `before`."""
    angle = math.atan2(tip.y() - before.y(), tip.x() - before.x())
    ahead = QPointF(math.cos(angle), math.sin(angle))
    across = QPointF(-ahead.y(), ahead.x())
    head = QPainterPath(tip)
    head.quadTo(
        tip - ahead * (0.5 * size) + across * (0.16 * size), tip - ahead * size + across * (0.5 * size)
    )
    head.quadTo(tip - ahead * (0.72 * size), tip - ahead * size - across * (0.5 * size))
    head.quadTo(tip - ahead * (0.5 * size) - across * (0.16 * size), tip)
    painter.drawPath(head)


def paint_dashed_arrow(painter: QPainter, measured_path: MeasuredPath, colour: QColor, beside: float) -> None:
    """Paint a thin dashed arrow from the end of a path back to its start.

    The arrow lies to the right of the path, `beside` view box units away.
    """
    points = []
    for i in range(25):
        angle = measured_path.angle(i / 24) + math.pi / 2
        points.append(
            measured_path.point(i / 24) + QPointF(beside * math.cos(angle), beside * math.sin(angle))
        )
    points.reverse()
    pen = round_pen(colour, 3.2)
    pen.setStyle(Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2.2, 3.2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points[:-1]))
    tip, before = points[-1], points[-3]
    angle = math.atan2(tip.y() - before.y(), tip.x() - before.x())
    ends = [tip - QPointF(13 * math.cos(angle + turn), 13 * math.sin(angle + turn)) for turn in (-0.6, 0.6)]
    painter.setPen(round_pen(colour, 3.0))
    painter.drawPolyline(QPolygonF([ends[0], tip, ends[1]]))


def paint_spots(painter: QPainter, hand_path: HandPath, colours: FigureColours) -> None:
    """Paint a thin ring around every spot where the hands stop and press."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.mark, 0.4), 2.0))
    for spot in hand_path.spots:
        # Between the hands, where two press together.
        middle = (hand_path.tracks[0].point(spot) + hand_path.tracks[-1].point(spot)) / 2
        painter.drawEllipse(middle, spot_radius(hand_path), spot_radius(hand_path))


def spot_radius(hand_path: HandPath) -> float:
    """The radius of the ring around a pressed spot, in view box units."""
    return 0.21 * hand_path.hand_length


def paint_countdown(
    painter: QPainter, centre: QPointF, radius: float, time_left: float, colours: FigureColours
) -> None:
    """Paint the ring around a pressed spot; `time_left` (0 to 1) is the bright part of the ring."""
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.mark, 0.28), 5.0))
    painter.drawEllipse(box)
    if time_left > 0.004:
        painter.setPen(QPen(colours.mark, 5.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(box, 90 * 16, round(360 * 16 * time_left))


def paint_pressure(
    painter: QPainter,
    box: QRectF,
    pressure: tuple[int, int],
    has_fingertip: bool,
    pressure_name: str,
    font: QFont,
    colours: FigureColours,
) -> None:
    """Paint how hard a step presses: ten rising bars, of which some are lit, above the name of the pressure.

    `pressure` is a range (lowest, highest) on a scale of 10; the bars from 1 to the highest are lit.
    `pressure_name` is the name of the range, such as "gentle". If `has_fingertip` and there is space, a
    fingertip that dents the skin is drawn above the bars.
    """
    low, high = pressure
    metrics = QFontMetricsF(font)
    bars = 0.26 * box.width()
    top = box.top()
    dent = min(0.62 * box.width(), box.height() - bars - 1.5 * metrics.height())
    if has_fingertip and dent > 30:
        rectangle = QRectF(box.left() + 0.5 * (box.width() - dent), top, dent, dent)
        _paint_fingertip(painter, rectangle, (0.5 * (low + high) - 0.5) / FIRMEST_PRESSURE, colours)
        top += 0.72 * dent
    step = box.width() / PRESSURE_SCALE
    for i in range(1, PRESSURE_SCALE + 1):
        tall = bars * (0.28 + 0.72 * i / PRESSURE_SCALE)
        mark = QRectF(box.left() + (i - 1) * step, top + bars - tall, 0.66 * step, tall)
        share = 1.0 if i <= low else 0.7 if i <= high else 0.0
        painter.setPen(round_pen(faded(colours.mark, 0.9 if share else 0.32), 1.2))
        painter.setBrush(faded(colours.mark, share))
        painter.drawRoundedRect(mark, 1.5, 1.5)
    amount = f"{low}" if low == high else f"{low}\N{EN DASH}{high}"
    painter.setFont(font)
    painter.setPen(colours.text)
    words = QRectF(box.left(), top + bars + 2, 2 * box.width(), 1.4 * metrics.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft, f"{pressure_name}  {amount}/{PRESSURE_SCALE}")


def _paint_fingertip(painter: QPainter, box: QRectF, depth: float, colours: FigureColours) -> None:
    unit = box.width() / 100
    skin_y = box.top() + 34 * unit
    dent = (2 + 26 * depth) * unit
    middle, reach = box.center().x(), (15 + 12 * depth) * unit
    skin = QPainterPath(QPointF(box.left(), skin_y))
    skin.cubicTo(middle - 1.1 * reach, skin_y, middle - reach, skin_y + dent, middle, skin_y + dent)
    skin.cubicTo(middle + reach, skin_y + dent, middle + 1.1 * reach, skin_y, box.right(), skin_y)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(round_pen(mixed_colour(colours.outline, colours.mark, depth), 2.2 * unit))
    painter.drawPath(skin)
    tip = skin_y + dent - 3 * unit
    half, top = 11.0 * unit, tip - 42 * unit
    finger = QPainterPath(QPointF(middle - half, top))
    finger.lineTo(middle - half, tip - 10 * unit)
    finger.cubicTo(
        middle - half, tip + 3 * unit, middle + half, tip + 3 * unit, middle + half, tip - 10 * unit
    )
    finger.lineTo(middle + half, top)
    painter.fillPath(finger, _fading_upwards(faded(colours.hand, 0.35 + 0.6 * depth), top, tip))
    painter.strokePath(finger, round_pen(_fading_upwards(faded(colours.edge, 0.85), top, tip), 2.2 * unit))


def _fading_upwards(colour: QColor, top: float, bottom: float) -> QBrush:
    """A colour that fades out upwards."""
    gradient = QLinearGradient(QPointF(0, top), QPointF(0, bottom))
    gradient.setColorAt(0.0, faded(colour, 0.0))
    gradient.setColorAt(0.6, colour)
    return QBrush(gradient)


def paint_leg_name(
    painter: QPainter, box: QRectF, lines: tuple[str, str], font: QFont, colours: FigureColours
) -> float:
    """Paint two lines, the name of the leg and the direction of view; return the y below these lines."""
    side, view = lines
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    large = QFont(font)
    large.setPixelSize(round(1.3 * font.pixelSize()))
    end = box.top()
    for text, face, strength in ((side, large, 1.0), (view, font, 0.72)):
        if text:
            rectangle = QRectF(box.left(), end, box.width(), box.height())
            painter.setFont(face)
            painter.setPen(faded(colours.text, strength))
            painter.drawText(rectangle, flags, text)
            end += QFontMetricsF(face).boundingRect(rectangle, flags, text).height()
    return end


def paint_region_word(
    painter: QPainter,
    bounds: QRectF,
    beside: QPointF | None,
    word: str,
    font: QFont,
    colours: FigureColours,
    picture_rect: QRectF,
) -> None:
    """Paint the word that labels a hatched area: at `beside` if given, else on the area if the word fits.

    The word is moved into `picture_rect`, the rectangle of the whole picture.
    """
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(word), metrics.height()
    painter.setFont(font)
    if beside is None:
        if width > 1.12 * bounds.width() or height > 0.6 * bounds.height():
            return
        beside = bounds.center()
    box = QRectF(0, 0, width + 0.5 * height, height)
    box.moveCenter(beside)
    box.moveLeft(min(max(box.left(), picture_rect.left()), picture_rect.right() - box.width()))
    box.moveTop(min(max(box.top(), picture_rect.top()), picture_rect.bottom() - box.height()))
    if not bounds.intersects(box):
        _paint_line_to(painter, box, bounds.center(), colours)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(colours.background, 0.8))
        painter.drawRoundedRect(box, 0.3 * height, 0.3 * height)
    painter.setPen(mixed_colour(colours.never, colours.text, 0.35))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


def _paint_line_to(painter: QPainter, box: QRectF, target: QPointF, colours: FigureColours) -> None:
    """Paint a thin line from the box around a word to the point that the word labels."""
    x = min(max(target.x(), box.left()), box.right())
    y = min(max(target.y(), box.top()), box.bottom())
    painter.setPen(round_pen(faded(colours.never, 0.8), 1.2))
    painter.drawLine(QPointF(x, y), target)
