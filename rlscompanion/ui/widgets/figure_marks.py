"""Painting what moves: hands with halo and trail, turning arrows, and the breathing circle.

Paints in view box units; the caller sets the painter's transform.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
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
from rlscompanion.ui.widgets.figure_parts import Figure, FigureColours, HandPath, PathTable, Sprite
from rlscompanion.ui.widgets.figure_signs import arrow_points, paint_arrow, spot_radius

HAND_LENGTH = 190.0
"""From the wrist to the tip of the middle finger, in units of the hand drawing."""

_ANCHORS = {
    "palm": QPointF(108, 118),
    "feather": QPointF(108, 108),
    "grip": QPointF(84, 112),
    "thumb": QPointF(116, 92),
    "pinch": QPointF(62, 78),
}
"""The point of each hand drawing that touches its path."""

_SPRITE = QRectF(0, 0, 262, 280)
"""What a hand drawing may cover."""

_SPIN_REACH = 2.0
"""Radius of a turning arrow, in that of the circle that the hand goes."""


def mark_transform(mark: Mark, way: HandPath) -> QTransform:
    """From the hand drawing (fingers up) to its place on the figure."""
    table = way.tracks[mark.track]
    angle = table.angle(mark.at)
    size = way.hand / HAND_LENGTH * mark.scale
    left_hand = way.is_left(mark.track)
    anchor = _ANCHORS[sprite_of(mark, way)]
    transform = QTransform()
    transform.translate(_touch(mark, way).x(), _touch(mark, way).y())
    if way.turn is None:
        # Held a little steadier than the path: a hand does not turn with every bend of it.
        transform.rotate(0.7 * _around_up(math.degrees(angle) + 90))
    else:
        transform.rotate(-way.turn if left_hand else way.turn)
    transform.scale(-size if left_hand else size, size)
    transform.translate(-anchor.x(), -anchor.y())
    return transform


def sprite_of(mark: Mark, way: HandPath) -> Sprite:
    """The hand mark that is shown: the path may ask for another than the motion does."""
    return way.sprite or mark.sprite


def _around_up(degrees: float) -> float:
    turned = (degrees + 180.0) % 360.0 - 180.0
    # Near straight down, hold the whole angle: seven tenths of it would point sideways.
    return turned if abs(turned) < 120.0 else turned / 0.7


def frame_rects(frame: Frame, way: HandPath, hands: Figure) -> list[QRectF]:
    """What everything that moves in a frame may cover, each hand by itself."""
    rects = []
    for mark in frame.marks:
        rect = _mark_bounds(mark, way, hands)
        if frame.left is not None:
            rect = rect.united(_around(way.tracks[mark.track].point(mark.at), spot_radius(way) + 5))
        rects.append(rect)
    if frame.arrow is not None:
        rect = QRectF()
        for point in arrow_points(way.tracks[0], frame.arrow):
            rect = rect.united(_around(point, 18))
        rects.append(rect)
    if frame.swell is not None:
        rects.append(_around(way.tracks[0].point(0.0), way.tracks[0].length * frame.swell + 3))
    return rects


def _around(centre: QPointF, reach: float) -> QRectF:
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)


def _mark_bounds(mark: Mark, way: HandPath, hands: Figure) -> QRectF:
    outline = hands.posed(hands.element("hand", sprite_of(mark, way)), "closed", mark.closed)
    box = mark_transform(mark, way).mapRect(outline.boundingRect()).adjusted(-3, -3, 3, 3)
    table = way.tracks[mark.track]
    if mark.halo:
        box = box.united(_around(_touch(mark, way), way.hand * 0.43))
    if mark.spin is not None:
        box = box.united(_around(table.point(mark.at), way.hand * way.reach * _SPIN_REACH + 14))
    if mark.trail:
        for i in range(9):
            box = box.united(_around(table.point(mark.at - mark.trail * i / 8), way.hand * 0.24))
    return box


def _touch(mark: Mark, way: HandPath) -> QPointF:
    reach = way.reach * way.hand
    return way.tracks[mark.track].point(mark.at) + QPointF(mark.dx * reach, mark.dy * reach)


def paint_mark(
    painter: QPainter,
    mark: Mark,
    way: HandPath,
    sprites: HandSprites,
    colours: FigureColours,
    firmness: float,
) -> None:
    """One hand with its halo, trail and turning arrow. `firmness` (0 to 1) is how hard the step presses."""
    if mark.trail > 0.01:
        _paint_trail(painter, mark, way, colours)
    if mark.halo > 0.01:
        centre = _touch(mark, way)
        reach = way.hand * (0.2 + 0.22 * mark.halo * (0.4 + 0.6 * firmness))
        glow = mark.halo * (0.35 + 0.65 * firmness)
        spot = QRadialGradient(centre, reach)
        spot.setColorAt(0.0, faded(colours.glow, 0.75 * glow))
        spot.setColorAt(0.55, faded(colours.glow, 0.45 * glow))
        spot.setColorAt(1.0, faded(colours.glow, 0.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(spot))
        painter.drawEllipse(centre, reach, reach)
    painter.save()
    painter.setTransform(mark_transform(mark, way), True)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    hand = sprites.pixmap(mark, sprite_of(mark, way))
    painter.drawPixmap(_SPRITE, hand, QRectF(hand.rect()))
    painter.restore()
    if mark.spin is not None:
        _paint_spin(painter, mark, way, colours)


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


class HandSprites:
    """Hand marks as pixmaps, each drawn once: stroking their outlines anew in every frame costs too much."""

    def __init__(self, hands: Figure, colours: FigureColours, size: float) -> None:
        """`size` is the number of device pixels to a unit of the hand drawing."""
        self._hands = hands
        self._colours = colours
        self._size = size
        self._drawn: dict[tuple[str, int, int], QPixmap] = {}

    def pixmap(self, mark: Mark, sprite: Sprite) -> QPixmap:
        """The mark's hand, as firm and as closed as it is, in a few grades."""
        key = (sprite, round(12 * mark.strength), round(10 * mark.closed))
        if key not in self._drawn:
            self._drawn[key] = self._draw(sprite, key[1] / 12, key[2] / 10)
        return self._drawn[key]

    def _draw(self, sprite: str, strength: float, closed: float) -> QPixmap:
        colours = self._colours
        pixmap = QPixmap(
            max(1, round(_SPRITE.width() * self._size)), max(1, round(_SPRITE.height() * self._size))
        )
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(pixmap.width() / _SPRITE.width(), pixmap.height() / _SPRITE.height())
        path = self._hands.posed(self._hands.element("hand", sprite), "closed", closed)
        painter.fillPath(path, _to_the_wrist(faded(colours.hand, 0.06 + 0.9 * strength)))
        painter.save()
        painter.setClipPath(path)
        for reach in (30.0, 20.0, 11.0):
            shade = round_pen(_to_the_wrist(faded(colours.shade, 0.13 * strength)), reach)
            painter.strokePath(path.translated(-0.3 * reach, -0.2 * reach), shade)
        painter.restore()
        painter.strokePath(path, round_pen(_to_the_wrist(faded(colours.edge, 0.3 + 0.7 * strength)), 3.4))
        painter.setPen(round_pen(faded(colours.edge, 0.1 + 0.4 * strength), 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for element in self._hands.elements:
            if element.id.startswith(f"line-{sprite}-"):
                painter.drawPath(self._hands.posed(element, "closed", closed))
        painter.end()
        return pixmap


def _to_the_wrist(colour: QColor) -> QBrush:
    """A colour that fades out below the wrist."""
    gradient = QLinearGradient(QPointF(0, 182), QPointF(0, 262))
    gradient.setColorAt(0.0, colour)
    gradient.setColorAt(1.0, faded(colour, 0.0))
    return QBrush(gradient)


def _paint_trail(painter: QPainter, mark: Mark, way: HandPath, colours: FigureColours) -> None:
    table = way.tracks[mark.track]
    steps = 8
    wide = 0.16 if sprite_of(mark, way) == "thumb" else 0.42
    left, right = [], []
    for i in range(steps + 1):
        at = mark.at - mark.trail * i / steps
        half = 0.5 * wide * way.hand * (1 - 0.45 * i / steps)
        point, angle = table.point(at), table.angle(at) + math.pi / 2
        offset = QPointF(half * math.cos(angle), half * math.sin(angle))
        left.append(point + offset)
        right.append(point - offset)
    shape = QPainterPath()
    shape.addPolygon(QPolygonF(left + right[::-1]))
    gradient = QLinearGradient(table.point(mark.at), table.point(mark.at - mark.trail))
    gradient.setColorAt(0.0, faded(colours.mark, 0.5 * mark.strength))
    gradient.setColorAt(1.0, faded(colours.mark, 0.0))
    painter.fillPath(shape, QBrush(gradient))


def paint_frame_arrow(painter: QPainter, frame: Frame, way: HandPath, colours: FigureColours) -> None:
    """The arrow that moves with a limb."""
    if frame.arrow is not None:
        paint_arrow(painter, way.tracks[0], frame.arrow, colours.mark)


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
