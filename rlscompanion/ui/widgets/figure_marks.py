"""Painting what moves over the leg: hands, halos, turning arrows, a countdown, the breathing circle.

Hands and halos are ready-made pixmaps ("stamps"), in the widget's pixels. Everything else is painted in the
units of the figure's SVG view box.
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

from rlscompanion.ui.widgets.figure_motion import Frame, HandMark
from rlscompanion.ui.widgets.figure_paint import faded, round_pen
from rlscompanion.ui.widgets.figure_parts import FigureColours, HandPath, MeasuredPath
from rlscompanion.ui.widgets.figure_signs import arrow_points, paint_arrow, paint_countdown, spot_radius
from rlscompanion.ui.widgets.figure_stamps import Stamp, StampCache, sprite_at

SPRITES_WITH_FINGERTIPS = frozenset(("tips", "feather"))
"""The pictures of hands ("sprites") that touch the skin with the fingertips only."""

_SPIN_ARROW_RADIUS = 2.0
"""The radius of the arrow that turns around a circling hand, in radii of the circle that the hand makes."""


class PlacedStamp(NamedTuple):
    """A stamp (the pixmap of a hand or halo), and the rectangle of the widget to paint it in (pixels).

    `is_behind` is true for a hand behind the leg.
    """

    stamp: Stamp
    rect: QRect
    opacity: float
    is_behind: bool = False
    is_halo: bool = False


def place_marks(
    frame: Frame, hand_path: HandPath, stamps: StampCache, to_widget: QTransform, firmness: float
) -> list[list[PlacedStamp]]:
    """Find where to paint the hands and halos of a frame: for each mark (hand position), a list of stamps.

    A stamp is the pixmap of a hand or halo. `firmness` (0 to 1) is how hard the step presses. `to_widget`
    converts view box units to pixels.
    """
    reach, halo_reach = (
        hand_path.circling_radius * hand_path.hand_length,
        hand_path.hand_length * (0.28 + 0.14 * firmness),
    )
    marks = []
    for moving in frame.marks:
        mark = shown_mark(moving, hand_path)
        is_behind = mark.track in hand_path.tracks_behind
        placed = []
        lit = 0.5 * halo_reach if sprite_at(mark, hand_path) in SPRITES_WITH_FINGERTIPS else halo_reach
        touch = hand_path.tracks[mark.track].point(mark.position) + QPointF(mark.dx * reach, mark.dy * reach)
        point = to_widget.map(touch)
        if mark.halo > 0.01:
            halo = stamps.halo(lit)
            glow = min(1.0, mark.halo * (0.35 + 0.65 * firmness))
            placed.append(PlacedStamp(halo, halo.rect_at(point), glow, is_halo=True))
        hand = stamps.hand(mark, hand_path)
        fingers = stamps.fingers_behind_leg(mark, hand_path)
        if fingers is not None:
            placed.append(PlacedStamp(fingers, fingers.rect_at(point), 1.0, is_behind=True))
        placed.append(PlacedStamp(hand, hand.rect_at(point), 1.0, is_behind))
        if mark.spin is not None and hand_path.far_offset is not None:
            finger = stamps.far_finger(mark, hand_path)
            against = touch - QPointF(2 * mark.dx * reach, 0.0)
            placed.append(PlacedStamp(finger, finger.rect_at(to_widget.map(against)), 1.0))
        marks.append(placed)
    return marks


def shown_mark(mark: HandMark, hand_path: HandPath) -> HandMark:
    """The mark (hand position) to paint: `mark` itself, or a resting mark if the hand only holds the leg."""
    return (
        HandMark(mark.track, 0.0, mark.sprite, strength=0.85)
        if mark.track in hand_path.holding_tracks
        else mark
    )


def arrow_and_ring_bounds(frame: Frame, hand_path: HandPath) -> QRectF:
    """The rectangle around a frame's arrows and rings, in view box units; empty if the frame has none."""
    bounds = QRectF()
    for mark in (each for each in frame.marks if each.track not in hand_path.holding_tracks):
        if frame.time_left is not None or mark.spin is not None:
            ring = (
                spot_radius(hand_path) + 4
                if mark.spin is None
                else hand_path.hand_length * hand_path.circling_radius * _SPIN_ARROW_RADIUS + 14
            )
            centre = hand_path.tracks[mark.track].point(mark.position)
            bounds = bounds.united(_square_around(centre, ring))
            if mark.spin is not None and hand_path.far_offset is not None:
                bounds = bounds.united(_square_around(centre + hand_path.far_offset, ring))
    if frame.arrow is not None:
        for point in arrow_points(_arrow_path(hand_path), frame.arrow):
            bounds = bounds.united(_square_around(point, 15))
    if frame.swell is not None:
        bounds = bounds.united(
            _square_around(hand_path.tracks[0].point(0.0), hand_path.tracks[0].length * frame.swell + 3)
        )
    return bounds


def _square_around(centre: QPointF, reach: float) -> QRectF:
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)


def _arrow_path(hand_path: HandPath) -> MeasuredPath:
    """The path of a moving arrow: the line beside the limb, if there is one, else the hands' path."""
    return hand_path.arrow or hand_path.tracks[0]


def paint_stamps(painter: QPainter, marks: list[list[PlacedStamp]], outside: QPainterPath) -> None:
    """Paint hands and halos at their places: first the hands behind the leg, then halos, then other hands.

    `outside` is the area around the leg, where hands behind the leg are visible.
    """
    every = [placed_stamp for placed in marks for placed_stamp in placed]
    if any(placed_stamp.is_behind for placed_stamp in every):
        painter.save()
        painter.setClipPath(outside, Qt.ClipOperation.IntersectClip)
        _draw_stamps(painter, (placed_stamp for placed_stamp in every if placed_stamp.is_behind))
        painter.restore()
    _draw_stamps(painter, (placed_stamp for placed_stamp in every if placed_stamp.is_halo))
    _draw_stamps(
        painter,
        (placed_stamp for placed_stamp in every if not placed_stamp.is_behind and not placed_stamp.is_halo),
    )
    painter.setOpacity(1.0)


def _draw_stamps(painter: QPainter, placed: Iterable[PlacedStamp]) -> None:
    for placed_stamp in placed:
        painter.setOpacity(placed_stamp.opacity)
        painter.drawPixmap(placed_stamp.rect.topLeft(), placed_stamp.stamp.pixmap)


def paint_arrows_and_rings(
    painter: QPainter, frame: Frame, hand_path: HandPath, colours: FigureColours
) -> None:
    """Paint a frame's arrows and rings along the route of the hands, in view box units."""
    for mark in (each for each in frame.marks if each.track not in hand_path.holding_tracks):
        if mark.spin is not None:
            centre = hand_path.tracks[mark.track].point(mark.position)
            _paint_spin(painter, mark, hand_path, centre, colours)
            if hand_path.far_offset is not None:
                _paint_spin(painter, mark, hand_path, centre + hand_path.far_offset, colours, far=True)
    if frame.time_left is not None and frame.marks:
        centres = [hand_path.tracks[mark.track].point(mark.position) for mark in frame.marks]
        middle = QPointF(
            sum(centre.x() for centre in centres) / len(centres),
            sum(centre.y() for centre in centres) / len(centres),
        )
        paint_countdown(painter, middle, spot_radius(hand_path), frame.time_left, colours)
    if frame.arrow is not None:
        paint_arrow(painter, _arrow_path(hand_path), frame.arrow, colours.mark)


def _paint_spin(
    painter: QPainter,
    mark: HandMark,
    hand_path: HandPath,
    centre: QPointF,
    colours: FigureColours,
    far: bool = False,
) -> None:
    """Paint an arrow that turns around a spot with the hand; `far`: a fainter one, on the limb's far side."""
    assert mark.spin is not None
    reach = hand_path.hand_length * hand_path.circling_radius * _SPIN_ARROW_RADIUS
    sense = 1 if hand_path.is_left(mark.track) == far else -1
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


def breathing_circle_light(colours: FigureColours, diameter: int) -> QPixmap:
    """A pixmap with the soft light inside the breathing circle; `diameter` is in pixels."""
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


def paint_breathing_circle(
    painter: QPainter, measured_path: MeasuredPath, swell: float, light: QPixmap, colours: FigureColours
) -> None:
    """Paint the breathing circle: soft light inside a thin ring.

    The circle's centre is the start of the path. Its radius is the length of the path, times `swell` (0 to
    1).
    """
    centre, radius = measured_path.point(0.0), measured_path.length * swell
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawPixmap(box, light, QRectF(light.rect()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.mark, 0.55 + 0.35 * swell), 2.0))
    painter.drawEllipse(centre, radius, radius)


def paint_breathing_limit(painter: QPainter, measured_path: MeasuredPath, colours: FigureColours) -> None:
    """Paint a ring that shows the largest size of the breathing circle.

    The ring's centre is the start of the path, its radius the length of the path.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.outline, 0.5), 1.2))
    painter.drawEllipse(measured_path.point(0.0), measured_path.length, measured_path.length)
