"""Painting what moves over the leg: hands with halos, turning arrows, a countdown, the breathing circle.

Hands and halos are ready-made pixmaps ("stamps") in the widget's pixels; the rest is painted in the units of
the figure's SVG view box.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
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
from rlscompanion.ui.widgets.figure_stamps import Stamp, Stamps, sprite_of

FINGERTIPS = frozenset(("tips", "feather"))
"""The hands that touch with no more than their fingertips."""

_SPIN_REACH = 2.0
"""The radius of a turning arrow, relative to the circle of the hand."""


class PlacedStamp(NamedTuple):
    """The pixmap of a hand or halo, and where to paint it in the widget (pixels).

    `behind` is true for what the leg covers.
    """

    stamp: Stamp
    rect: QRect
    opacity: float
    behind: bool = False
    is_halo: bool = False


def place_marks(
    frame: Frame, way: HandPath, stamps: Stamps, to_widget: QTransform, firmness: float
) -> list[list[PlacedStamp]]:
    """Where to paint the halo and the hand of each mark of a frame: one list of stamps per mark.

    `firmness` (0 to 1) is how hard the step presses. The hands follow the route `way`; `to_widget` converts
    view box units to pixels.
    """
    reach, halo_reach = way.reach * way.hand, way.hand * (0.28 + 0.14 * firmness)
    marks = []
    for moving in frame.marks:
        mark = holding(moving, way)
        behind = mark.track in way.behind
        puts = []
        lit = 0.5 * halo_reach if sprite_of(mark, way) in FINGERTIPS else halo_reach
        touch = way.tracks[mark.track].point(mark.at) + QPointF(mark.dx * reach, mark.dy * reach)
        point = to_widget.map(touch)
        if mark.halo > 0.01:
            halo = stamps.halo(lit)
            glow = min(1.0, mark.halo * (0.35 + 0.65 * firmness))
            puts.append(PlacedStamp(halo, halo.rect_at(point), glow, is_halo=True))
        hand = stamps.hand(mark, way)
        fingers = stamps.fingers(mark, way)
        if fingers is not None:
            puts.append(PlacedStamp(fingers, fingers.rect_at(point), 1.0, behind=True))
        puts.append(PlacedStamp(hand, hand.rect_at(point), 1.0, behind))
        if mark.spin is not None and way.far is not None:
            finger = stamps.far_finger(mark, way)
            against = touch - QPointF(2 * mark.dx * reach, 0.0)
            puts.append(PlacedStamp(finger, finger.rect_at(to_widget.map(against)), 1.0))
        marks.append(puts)
    return marks


def holding(mark: Mark, way: HandPath) -> Mark:
    """The mark to paint for a hand: resting if its track is one of those that only hold the leg."""
    return Mark(mark.track, 0.0, mark.sprite, strength=0.85) if mark.track in way.still else mark


def arrow_and_ring_bounds(frame: Frame, way: HandPath) -> QRectF:
    """The rectangle around the arrows and rings of a frame, in view box units; empty without any."""
    bounds = QRectF()
    for mark in (each for each in frame.marks if each.track not in way.still):
        if frame.left is not None or mark.spin is not None:
            ring = spot_radius(way) + 4 if mark.spin is None else way.hand * way.reach * _SPIN_REACH + 14
            centre = way.tracks[mark.track].point(mark.at)
            bounds = bounds.united(_around(centre, ring))
            if mark.spin is not None and way.far is not None:
                bounds = bounds.united(_around(centre + way.far, ring))
    if frame.arrow is not None:
        for point in arrow_points(_arrow_way(way), frame.arrow):
            bounds = bounds.united(_around(point, 15))
    if frame.swell is not None:
        bounds = bounds.united(_around(way.tracks[0].point(0.0), way.tracks[0].length * frame.swell + 3))
    return bounds


def _around(centre: QPointF, reach: float) -> QRectF:
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)


def _arrow_way(way: HandPath) -> PathTable:
    """Where an arrow that moves is painted: beside the limb if the figure says where, else on the path."""
    return way.arrow or way.tracks[0]


def paint_placed(painter: QPainter, marks: list[list[PlacedStamp]], outside: QPainterPath) -> None:
    """Paint placed hands and halos: hands behind the leg, then halos, then the other hands.

    `outside` is the area around the leg, the only one where hands behind it are visible.
    """
    every = [put for puts in marks for put in puts]
    if any(put.behind for put in every):
        painter.save()
        painter.setClipPath(outside, Qt.ClipOperation.IntersectClip)
        _copy(painter, (put for put in every if put.behind))
        painter.restore()
    _copy(painter, (put for put in every if put.is_halo))
    _copy(painter, (put for put in every if not put.behind and not put.is_halo))
    painter.setOpacity(1.0)


def _copy(painter: QPainter, puts: Iterable[PlacedStamp]) -> None:
    for put in puts:
        painter.setOpacity(put.opacity)
        painter.drawPixmap(put.rect.topLeft(), put.stamp.pixmap)


def paint_arrows_and_rings(painter: QPainter, frame: Frame, way: HandPath, colours: FigureColours) -> None:
    """Paint the arrows and rings of a frame along the hands' route, in view box units."""
    for mark in (each for each in frame.marks if each.track not in way.still):
        if mark.spin is not None:
            centre = way.tracks[mark.track].point(mark.at)
            _paint_spin(painter, mark, way, centre, colours)
            if way.far is not None:
                _paint_spin(painter, mark, way, centre + way.far, colours, far=True)
    if frame.left is not None and frame.marks:
        centres = [way.tracks[mark.track].point(mark.at) for mark in frame.marks]
        middle = QPointF(
            sum(centre.x() for centre in centres) / len(centres),
            sum(centre.y() for centre in centres) / len(centres),
        )
        paint_countdown(painter, middle, spot_radius(way), frame.left, colours)
    if frame.arrow is not None:
        paint_arrow(painter, _arrow_way(way), frame.arrow, colours.mark)


def _paint_spin(
    painter: QPainter,
    mark: Mark,
    way: HandPath,
    centre: QPointF,
    colours: FigureColours,
    far: bool = False,
) -> None:
    """An arrow that turns round a spot with the hand; `far`, fainter, against it on the limb's other side."""
    assert mark.spin is not None
    reach = way.hand * way.reach * _SPIN_REACH
    sense = 1 if way.is_left(mark.track) == far else -1
    arc = QPainterPath()
    for i in range(21):
        angle = math.tau * sense * (mark.spin - 0.72 * (1 - i / 20))
        point = centre + QPointF(reach * math.sin(angle), -reach * math.cos(angle))
        arc.lineTo(point) if i else arc.moveTo(point)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # Dashes would cost as much as all the rest of the frame.
    painter.setPen(round_pen(faded(colours.mark, 0.6 if far else 1.0), 3.2))
    painter.drawPath(arc)
    tip = math.tau * sense * mark.spin
    end = centre + QPointF(reach * math.sin(tip), -reach * math.cos(tip))
    ahead = QPointF(sense * math.cos(tip), sense * math.sin(tip))
    across = QPointF(-ahead.y(), ahead.x())
    size = 9.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(colours.mark, 0.6 if far else 1.0))
    painter.drawPolygon(
        QPolygonF([end + ahead * (1.3 * size), end + across * (0.75 * size), end - across * (0.75 * size)])
    )


def breath_light(colours: FigureColours, diameter: int) -> QPixmap:
    """The soft light inside the breathing circle as a pixmap of this diameter, painted at any size."""
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
    """Paint the breathing circle: soft light inside a thin ring.

    Its centre is the start of `table`, its radius `swell` (0 to 1) times the length of `table`.
    """
    centre, radius = table.point(0.0), table.length * swell
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawPixmap(box, light, QRectF(light.rect()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.mark, 0.55 + 0.35 * swell), 2.0))
    painter.drawEllipse(centre, radius, radius)


def paint_swell_limit(painter: QPainter, table: PathTable, colours: FigureColours) -> None:
    """Paint the ring that shows how large the breathing circle becomes.

    Its centre is the start of `table`, its radius the length of `table`.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.outline, 0.5), 1.2))
    painter.drawEllipse(table.point(0.0), table.length, table.length)
