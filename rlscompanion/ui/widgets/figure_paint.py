"""Painting what stands still: the leg, the lit area, and what is marked off.

Paints in view box units; the caller sets the painter's transform.
"""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QRadialGradient,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsBlurEffect, QGraphicsPixmapItem, QGraphicsScene

from rlscompanion.ui.widgets.figure_parts import Figure, FigureColours, PathTable

_FILLED = frozenset(("outline", "back", "front", "cloth"))


def faded(colour: QColor, alpha: float) -> QColor:
    """The colour at a part of its own opacity."""
    copy = QColor(colour)
    copy.setAlphaF(min(max(colour.alphaF() * alpha, 0.0), 1.0))
    return copy


def mixed(one: QColor, two: QColor, share: float) -> QColor:
    """From `one` (share 0) to `two` (share 1)."""
    return QColor.fromRgbF(
        one.redF() + share * (two.redF() - one.redF()),
        one.greenF() + share * (two.greenF() - one.greenF()),
        one.blueF() + share * (two.blueF() - one.blueF()),
    )


def paint_still(
    painter: QPainter,
    figure: Figure,
    area: str,
    colours: FigureColours,
    pose: float,
    scale: float,
    light: float = 1.0,
) -> None:
    """Paint the figure with one area lit, in a pose from -1 (`down`) to 1 (`up`).

    `light` (0 to 1) is how brightly the area is lit. `scale` is the number of device pixels to a view
    box unit: the glow is blurred at that size.
    """
    pose_name, weight = ("up" if pose >= 0 else "down"), abs(pose)
    body = QPainterPath()
    body.setFillRule(Qt.FillRule.WindingFill)
    for element in figure.elements:
        path = figure.posed(element, pose_name, weight)
        if element.kind in _FILLED:
            _paint_body(painter, path, element.kind, colours)
            if element.kind != "cloth":
                _cover(body, path)
        elif element.kind == "prop":
            painter.strokePath(
                path, QPen(colours.detail, 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
    lit_path = QPainterPath()
    dark = colours.background.lightnessF() < 0.5
    shade = colours.background if dark else colours.outline
    if area:
        element = figure.element("area", area)
        lit_path = figure.posed(element, pose_name, weight)
        lit = _glow(figure.size, lit_path, faded(colours.glow, light), scale)
        painter.save()
        painter.setClipPath(body, Qt.ClipOperation.IntersectClip)
        if dark:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
        painter.drawImage(QRectF(QPointF(0, 0), figure.size), lit)
        painter.restore()
    for element in figure.elements:
        path = figure.posed(element, pose_name, weight)
        if element.kind == "line":
            paint_tapered(painter, path, faded(colours.detail, 0.9), 2.0)
            if not lit_path.isEmpty():
                # On the lit area a drawn line reads only as shade.
                painter.save()
                painter.setClipPath(lit_path, Qt.ClipOperation.IntersectClip)
                paint_tapered(painter, path, faded(shade, 0.5), 2.0)
                painter.restore()
        elif element.kind in ("never", "bone"):
            _paint_hatched(painter, path, body, colours, element.kind == "never")
    for element in figure.elements:
        if element.kind == "fade":
            _paint_fade(painter, element.path, figure, colours)


def _cover(body: QPainterPath, path: QPainterPath) -> None:
    """Add a path to a winding-filled whole: far cheaper than a union, if all go round the same way."""
    corners = path.toFillPolygon().toList()
    area = sum(a.x() * b.y() - b.x() * a.y() for a, b in pairwise(corners))
    body.addPath(path if area >= 0 else path.toReversed())


def _paint_body(painter: QPainter, path: QPainterPath, kind: str, colours: FigureColours) -> None:
    bounds = path.boundingRect()
    depth = {"back": 0.5, "cloth": 0.62}.get(kind, 0.0)
    skin = mixed(colours.skin, colours.background, depth)
    gradient = QLinearGradient(bounds.topLeft(), bounds.topRight())
    gradient.setColorAt(0.0, mixed(skin, colours.background, 0.42))
    gradient.setColorAt(0.38, skin)
    gradient.setColorAt(0.62, skin)
    gradient.setColorAt(1.0, mixed(skin, colours.background, 0.5))
    painter.fillPath(path, QBrush(gradient))
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    slender = min(bounds.width(), bounds.height())
    for share in (0.26, 0.18, 0.11, 0.05):
        painter.strokePath(path, QPen(faded(colours.background, 0.17), max(2.0, share * min(slender, 160.0))))
    painter.restore()
    edge = mixed(colours.outline, colours.background, depth * 0.8)
    painter.strokePath(
        path, QPen(edge, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )


def paint_tapered(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    """A drawn line: widest in the middle, ending in nothing."""
    for polygon in path.toSubpathPolygons():
        part = QPainterPath()
        part.addPolygon(polygon)
        table = PathTable(part, 28)
        left, right = [], []
        for i in range(29):
            share = i / 28
            half = 0.5 * width * math.sin(math.pi * min(max(share, 0.0), 1.0)) ** 0.55
            point, angle = table.point(share), table.angle(share) + math.pi / 2
            offset = QPointF(half * math.cos(angle), half * math.sin(angle))
            left.append(point + offset)
            right.append(point - offset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(left + right[::-1]))


def _glow(extent: QSizeF, area: QPainterPath, glow: QColor, scale: float) -> QImage:
    # Half the resolution is enough for something blurred.
    scale = scale / 2
    size = QSize(max(1, round(extent.width() * scale)), max(1, round(extent.height() * scale)))
    lit = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    lit.fill(Qt.GlobalColor.transparent)
    pen = QPainter(lit)
    pen.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen.scale(scale, scale)
    bounds = area.boundingRect()
    light = QRadialGradient(QPointF(0, 0), 1.0)
    light.setColorAt(0.0, faded(glow, 0.82))
    light.setColorAt(0.45, faded(glow, 0.60))
    light.setColorAt(1.0, faded(glow, 0.26))
    brush = QBrush(light)
    across = QTransform.fromTranslate(bounds.center().x(), bounds.center().y())
    brush.setTransform(across.scale(0.62 * bounds.width() or 1.0, 0.62 * bounds.height() or 1.0))
    pen.fillPath(area, brush)
    pen.end()
    return _blurred(lit, min(11.0, 0.10 * min(bounds.width(), bounds.height()) + 3.0) * scale)


def _blurred(image: QImage, radius: float) -> QImage:
    scene = QGraphicsScene()
    item = QGraphicsPixmapItem(QPixmap.fromImage(image))
    effect = QGraphicsBlurEffect()
    effect.setBlurRadius(2.4 * radius)
    effect.setBlurHints(QGraphicsBlurEffect.BlurHint.QualityHint)
    item.setGraphicsEffect(effect)
    scene.addItem(item)
    result = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    frame = QRectF(result.rect())
    scene.render(painter, frame, frame)
    painter.end()
    return result


def _paint_hatched(
    painter: QPainter, path: QPainterPath, body: QPainterPath, colours: FigureColours, never: bool
) -> None:
    painter.save()
    painter.setClipPath(body, Qt.ClipOperation.IntersectClip)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    bounds = path.boundingRect()
    if never:
        painter.fillRect(bounds, faded(colours.background, 0.45))
    step = 9.0 if never else 7.0
    painter.setPen(QPen(faded(colours.never, 0.8 if never else 0.6), 1.5 if never else 1.0))
    x = bounds.left() - bounds.height()
    while x < bounds.right():
        painter.drawLine(QPointF(x, bounds.bottom()), QPointF(x + bounds.height(), bounds.top()))
        x += step
    painter.restore()
    pen = QPen(faded(colours.never, 0.9 if never else 0.5), 1.4 if never else 1.0)
    painter.save()
    painter.setClipPath(body, Qt.ClipOperation.IntersectClip)
    painter.strokePath(path, pen)
    painter.restore()


def _paint_fade(painter: QPainter, path: QPainterPath, figure: Figure, colours: FigureColours) -> None:
    gone, whole = path.pointAtPercent(0.0), path.pointAtPercent(1.0)
    gradient = QLinearGradient(gone, whole)
    for i in range(9):
        share = i / 8
        gradient.setColorAt(share, faded(colours.background, (1 - share) ** 1.4))
    painter.fillRect(QRectF(QPointF(-60, -60), figure.size).adjusted(0, 0, 120, 120), QBrush(gradient))
