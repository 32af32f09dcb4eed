"""Painting what moves: hands with halo and trail, turning arrows, the countdown, and the breathing circle.

Hands and halos are put as stamps, in the widget's coordinates; the rest is painted in view box units.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QRadialGradient,
    QTransform,
)

from rlscompanion.ui.widgets.figure_motion import Frame, Mark
from rlscompanion.ui.widgets.figure_paint import faded, round_pen
from rlscompanion.ui.widgets.figure_parts import FigureColours, HandPath, PathTable
from rlscompanion.ui.widgets.figure_signs import arrow_points, paint_arrow, paint_countdown, spot_radius
from rlscompanion.ui.widgets.figure_stamps import Stamps, sprite_of

_SPIN_REACH = 2.0
"""Radius of a turning arrow, in that of the circle that the hand goes."""

_TRAIL_STEPS = 8


def frame_rects(frame: Frame, way: HandPath, stamps: Stamps, to_widget: QTransform) -> list[QRect]:
    """What everything that moves in a frame covers on the widget, each hand by itself."""
    rects = [_mark_rect(mark, way, stamps, to_widget) for mark in frame.marks]
    loose = QRectF()
    for mark in frame.marks:
        place = way.tracks[mark.track].point(mark.at)
        if frame.left is not None:
            loose = loose.united(_around(place, spot_radius(way) + 4))
        if mark.spin is not None:
            loose = loose.united(_around(place, way.hand * way.reach * _SPIN_REACH + 14))
    if frame.arrow is not None:
        for point in arrow_points(way.tracks[0], frame.arrow):
            loose = loose.united(_around(point, 15))
    if frame.swell is not None:
        loose = loose.united(_around(way.tracks[0].point(0.0), way.tracks[0].length * frame.swell + 3))
    if not loose.isEmpty():
        rects.append(to_widget.mapRect(loose).toAlignedRect())
    return rects


def _around(centre: QPointF, reach: float) -> QRectF:
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)


def _mark_rect(mark: Mark, way: HandPath, stamps: Stamps, to_widget: QTransform) -> QRect:
    point = to_widget.map(_touch(mark, way))
    rect = stamps.hand(mark, way).rect_at(point)
    if mark.halo > 0:
        rect = rect.united(stamps.halo(_halo_reach(way, 1.0)).rect_at(point))
    if mark.trail > 0.01:
        trail = to_widget.mapRect(_trail(mark, way).boundingRect())
        rect = rect.united(trail.toAlignedRect().adjusted(-2, -2, 2, 2))
    return rect


def _touch(mark: Mark, way: HandPath) -> QPointF:
    """The point that the hand is put on."""
    reach = way.reach * way.hand
    return way.tracks[mark.track].point(mark.at) + QPointF(mark.dx * reach, mark.dy * reach)


def _halo_reach(way: HandPath, firmness: float) -> float:
    return way.hand * (0.28 + 0.14 * firmness)


def paint_frame(
    painter: QPainter,
    frame: Frame,
    way: HandPath,
    stamps: Stamps,
    colours: FigureColours,
    firmness: float,
    to_widget: QTransform,
) -> None:
    """All marks and the arrow of a frame. `firmness` (0 to 1) is how hard the step presses."""
    for mark in frame.marks:
        point = to_widget.map(_touch(mark, way))
        if mark.trail > 0.01:
            _paint_trail(painter, mark, way, colours, to_widget)
        if mark.halo > 0.01:
            halo = stamps.halo(_halo_reach(way, firmness))
            painter.setOpacity(min(1.0, mark.halo * (0.35 + 0.65 * firmness)))
            painter.drawPixmap(halo.rect_at(point).topLeft(), halo.pixmap)
            painter.setOpacity(1.0)
        hand = stamps.hand(mark, way)
        painter.drawPixmap(hand.rect_at(point).topLeft(), hand.pixmap)
    painter.setTransform(to_widget, True)
    for mark in frame.marks:
        if mark.spin is not None:
            _paint_spin(painter, mark, way, colours)
        if frame.left is not None:
            place = way.tracks[mark.track].point(mark.at)
            paint_countdown(painter, place, spot_radius(way), frame.left, colours)
    if frame.arrow is not None:
        paint_arrow(painter, way.tracks[0], frame.arrow, colours.mark)


def _paint_spin(painter: QPainter, mark: Mark, way: HandPath, colours: FigureColours) -> None:
    """An arrow that turns round the place with the hand."""
    assert mark.spin is not None
    centre, reach = way.tracks[mark.track].point(mark.at), way.hand * way.reach * _SPIN_REACH
    sense = -1 if way.is_left(mark.track) else 1
    arc = QPainterPath()
    for i in range(21):
        angle = math.tau * sense * (mark.spin - 0.72 * (1 - i / 20))
        point = centre + QPointF(reach * math.sin(angle), -reach * math.cos(angle))
        arc.lineTo(point) if i else arc.moveTo(point)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(round_pen(colours.mark, 3.2))
    painter.drawPath(arc)
    tip = math.tau * sense * mark.spin
    end = centre + QPointF(reach * math.sin(tip), -reach * math.cos(tip))
    ahead = QPointF(sense * math.cos(tip), sense * math.sin(tip))
    across = QPointF(-ahead.y(), ahead.x())
    size = 9.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.mark)
    painter.drawPolygon(
        QPolygonF([end + ahead * (1.3 * size), end + across * (0.75 * size), end - across * (0.75 * size)])
    )


def _trail(mark: Mark, way: HandPath) -> QPolygonF:
    """The light behind a hand, in view box units; its first and last points are beside the hand."""
    table = way.tracks[mark.track]
    wide = 0.16 if sprite_of(mark, way) == "thumb" else 0.42
    left, right = [], []
    for i in range(_TRAIL_STEPS + 1):
        at = mark.at - mark.trail * i / _TRAIL_STEPS
        half = 0.5 * wide * way.hand * (1 - 0.45 * i / _TRAIL_STEPS)
        point, angle = table.point(at), table.angle(at) + math.pi / 2
        offset = QPointF(half * math.cos(angle), half * math.sin(angle))
        left.append(point + offset)
        right.append(point - offset)
    return QPolygonF(left + right[::-1])


def _paint_trail(
    painter: QPainter, mark: Mark, way: HandPath, colours: FigureColours, to_widget: QTransform
) -> None:
    table = way.tracks[mark.track]
    # The colours are always the same: Qt keeps a gradient that it has seen before.
    gradient = QLinearGradient(
        to_widget.map(table.point(mark.at)), to_widget.map(table.point(mark.at - mark.trail))
    )
    gradient.setColorAt(0.0, faded(colours.mark, 0.5))
    gradient.setColorAt(1.0, faded(colours.mark, 0.0))
    painter.setOpacity(mark.strength)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(gradient))
    painter.drawPolygon(to_widget.map(_trail(mark, way)))
    painter.setOpacity(1.0)


def breath_light(colours: FigureColours, diameter: int) -> QPixmap:
    """The light inside the breathing circle, drawn once to be shown at every size."""
    pixmap = QPixmap(diameter, diameter)
    pixmap.fill(Qt.GlobalColor.transparent)
    centre = QPointF(diameter / 2, diameter / 2)
    light = QRadialGradient(centre, diameter / 2)
    light.setColorAt(0.0, faded(colours.glow, 0.36))
    light.setColorAt(0.6, faded(colours.glow, 0.21))
    light.setColorAt(1.0, faded(colours.glow, 0.08))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(light))
    painter.drawEllipse(centre, diameter / 2 - 1, diameter / 2 - 1)
    painter.end()
    return pixmap


def paint_swell(
    painter: QPainter, table: PathTable, swell: float, light: QPixmap, colours: FigureColours
) -> None:
    """The breathing circle: soft light inside a thin ring."""
    centre, radius = table.point(0.0), table.length * swell
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawPixmap(box, light, QRectF(light.rect()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.mark, 0.55 + 0.35 * swell), 2.0))
    painter.drawEllipse(centre, radius, radius)


def paint_swell_limit(painter: QPainter, table: PathTable, colours: FigureColours) -> None:
    """The ring that the breathing circle swells to."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.outline, 0.5), 1.2))
    painter.drawEllipse(table.point(0.0), table.length, table.length)
