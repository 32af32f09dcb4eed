"""Painting what moves: hands with halo and trail, arrows, and the breathing circle.

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

from rlscompanion.ui.widgets.figure_motion import Mark
from rlscompanion.ui.widgets.figure_paint import faded, mixed
from rlscompanion.ui.widgets.figure_parts import Figure, FigureColours, HandPath, PathTable

HAND_HEIGHT = 140.0
_ANCHORS = {"palm": QPointF(50, 66), "grip": QPointF(46, 66), "thumb": QPointF(50, 20)}
_SPRITE = QRectF(-16, -4, 116, 142)
"""What a hand drawing may cover."""


def paint_guide(painter: QPainter, table: PathTable, colours: FigureColours, strength: float) -> None:
    """The way the hand will take: dots, and an open arrow head at its end."""
    count = max(4, round(table.length / 11))
    painter.setPen(Qt.PenStyle.NoPen)
    for i in range(count):
        share = i / count
        painter.setBrush(faded(colours.hand, strength * (0.35 + 0.65 * share)))
        painter.drawEllipse(table.point(share), 1.5, 1.5)
    paint_arrow_head(painter, table.point(1.0), table.angle(1.0), faded(colours.hand, strength), 9.0)


def paint_arrow_head(painter: QPainter, tip: QPointF, angle: float, colour: QColor, size: float) -> None:
    """An open arrow head with rounded ends."""
    pen = QPen(colour, size * 0.32, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    ends = [
        tip - QPointF(size * math.cos(angle + turn), size * math.sin(angle + turn)) for turn in (-0.62, 0.62)
    ]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([ends[0], tip, ends[1]]))


def paint_arrow(
    painter: QPainter, table: PathTable, extent: tuple[float, float, float], colours: FigureColours
) -> None:
    """An arrow over part of a path (start and end fraction, strength); fractions wrap on a closed path."""
    start, end, strength = extent
    closed = (table.point(0.0) - table.point(1.0)).manhattanLength() < 0.5
    steps = 18
    points = []
    for i in range(steps + 1):
        share = start + (end - start) * i / steps
        points.append(table.point(share % 1.0 if closed else share))
    colour = faded(colours.hand, strength)
    for i in range(steps):
        tail = 0.15 + 0.85 * (i + 1) / steps
        painter.setPen(
            QPen(faded(colour, tail), 3.0 + 2.0 * tail, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        )
        painter.drawLine(points[i], points[i + 1])
    last, before = points[-1], points[-3]
    angle = math.atan2(last.y() - before.y(), last.x() - before.x())
    tip = last + QPointF(5 * math.cos(angle), 5 * math.sin(angle))
    paint_arrow_head(painter, tip, angle, colour, 17.0)


def mark_transform(mark: Mark, way: HandPath) -> QTransform:
    """From the hand drawing (fingers up) to its place on the figure."""
    table = way.tracks[mark.track]
    point, angle = table.point(mark.at), table.angle(mark.at)
    size = way.hand / HAND_HEIGHT * mark.scale
    left_hand = len(way.tracks) > 1 and mark.track == 0
    anchor = _ANCHORS[mark.sprite]
    transform = QTransform()
    transform.translate(point.x() + mark.dx * way.hand, point.y() + mark.dy * way.hand)
    # Held a little steadier than the path: a hand does not turn with every bend of it.
    transform.rotate(0.7 * _around_up(math.degrees(angle) + 90) if way.turn is None else 0.0)
    turn = mark.turn - (way.turn or 0.0)
    transform.rotate(turn if left_hand else -turn)
    transform.scale(-size if left_hand else size, size)
    transform.translate(-anchor.x(), -anchor.y())
    return transform


def _around_up(degrees: float) -> float:
    turned = (degrees + 180.0) % 360.0 - 180.0
    # Near straight down, hold the whole angle: seven tenths of it would point sideways.
    return turned if abs(turned) < 120.0 else turned / 0.7


def mark_bounds(mark: Mark, way: HandPath) -> QRectF:
    """What a mark, its halo and its trail may cover."""
    box = mark_transform(mark, way).mapRect(_SPRITE).adjusted(-6, -6, 6, 6)
    table = way.tracks[mark.track]
    if mark.halo:
        reach = way.hand * 0.45
        centre = table.point(mark.at)
        box = box.united(QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach))
    if mark.trail:
        for i in range(9):
            point = table.point(mark.at - mark.trail * i / 8)
            reach = way.hand * 0.32
            box = box.united(QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach))
    return box


def paint_mark(
    painter: QPainter, mark: Mark, way: HandPath, sprites: HandSprites, colours: FigureColours
) -> None:
    """One hand with its halo and trail."""
    table = way.tracks[mark.track]
    if mark.trail > 0.01:
        _paint_trail(painter, mark, way, colours)
    if mark.halo > 0.01:
        centre = table.point(mark.at) + QPointF(mark.dx * way.hand, mark.dy * way.hand)
        reach = way.hand * (0.22 + 0.2 * mark.halo)
        spot = QRadialGradient(centre, reach)
        spot.setColorAt(0.0, faded(colours.glow, 0.75 * mark.halo))
        spot.setColorAt(0.55, faded(colours.glow, 0.4 * mark.halo))
        spot.setColorAt(1.0, faded(colours.glow, 0.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(spot))
        painter.drawEllipse(centre, reach, reach)
    painter.save()
    painter.setTransform(mark_transform(mark, way), True)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    hand = sprites.pixmap(mark)
    painter.drawPixmap(_SPRITE, hand, QRectF(hand.rect()))
    painter.restore()


class HandSprites:
    """Hand marks as pixmaps, each drawn once: stroking their outlines anew in every frame costs too much."""

    def __init__(self, hands: Figure, colours: FigureColours, size: float) -> None:
        """`size` is the number of device pixels to a unit of the hand drawing."""
        self._hands = hands
        self._colours = colours
        self._size = size
        self._drawn: dict[tuple[str, int, int], QPixmap] = {}

    def pixmap(self, mark: Mark) -> QPixmap:
        """The mark's hand, as firm and as closed as it is, in a few grades."""
        key = (mark.sprite, round(12 * mark.strength), round(10 * mark.closed))
        if key not in self._drawn:
            self._drawn[key] = self._draw(mark.sprite, key[1] / 12, key[2] / 10)
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
        painter.translate(-_SPRITE.topLeft())
        path = self._hands.posed(self._hands.element("hand", sprite), "closed", closed)
        wrist = QLinearGradient(QPointF(50, 76), QPointF(50, 126))
        fill = mixed(mixed(colours.skin, colours.glow, 0.45), colours.hand, 0.12 + 0.38 * strength)
        wrist.setColorAt(0.0, faded(fill, 0.12 + 0.80 * strength))
        wrist.setColorAt(1.0, faded(fill, 0.0))
        painter.fillPath(path, QBrush(wrist))
        edge = QLinearGradient(QPointF(50, 76), QPointF(50, 126))
        edge.setColorAt(0.0, faded(colours.hand, 0.25 + 0.75 * strength))
        edge.setColorAt(1.0, faded(colours.hand, 0.0))
        painter.strokePath(path, _pen(QBrush(edge), 2.4))
        painter.setPen(_pen(QBrush(faded(colours.hand, 0.2 + 0.5 * strength)), 1.7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for element in self._hands.elements:
            if element.id.startswith(f"line-{sprite}-"):
                painter.drawPath(self._hands.posed(element, "closed", closed))
        painter.end()
        return pixmap


def _pen(brush: QBrush, width: float) -> QPen:
    return QPen(brush, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_trail(painter: QPainter, mark: Mark, way: HandPath, colours: FigureColours) -> None:
    table = way.tracks[mark.track]
    steps = 8
    wide = 0.42 if mark.sprite == "palm" else 0.16
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
    gradient.setColorAt(0.0, faded(colours.hand, 0.5 * mark.strength))
    gradient.setColorAt(1.0, faded(colours.hand, 0.0))
    painter.fillPath(shape, QBrush(gradient))


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
    painter.setPen(QPen(faded(colours.hand, 0.55 + 0.35 * swell), 2.0))
    painter.drawEllipse(centre, radius, radius)


def paint_swell_limit(painter: QPainter, table: PathTable, colours: FigureColours) -> None:
    """The ring that the breathing circle swells to."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(colours.outline, 0.5), 1.2))
    painter.drawEllipse(table.point(0.0), table.length, table.length)
