"""Painting the parts of the leg figure that do not move: the body, the lit area, and areas to avoid.

All lengths are in units of the figure's SVG view box; the caller sets the painter's transform. The light
falls from the upper left.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby, pairwise

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

from rlscompanion.ui.theme import mixed_colour
from rlscompanion.ui.widgets.figure_parts import FigureColours, FigureDrawing, MeasuredPath

_FILLED_KINDS = frozenset(("outline", "back", "front", "cloth", "hair"))
_WORN_KINDS = frozenset(("cloth", "hair"))
_BACKGROUND_SHARE = {"back": 0.5}
"""How much background colour is mixed into a part of this kind (0 to 1), so that the part looks far away."""

_OUTLINE_TOLERANCE = 0.1
"""The largest distance between a curve and the straight lines that replace it, in view box units."""

_OUTLINE_ENLARGEMENT = 4.0
"""Paths are enlarged by this factor before Qt makes straight lines of them: Qt errs by half a unit."""

_SHADE_RESOLUTION = 0.3
"""The resolution of painted shade, as a fraction of the resolution of the picture."""


def faded(colour: QColor, alpha: float) -> QColor:
    """A copy of a colour with its opacity multiplied by `alpha` (0 to 1)."""
    copy = QColor(colour)
    copy.setAlphaF(min(max(colour.alphaF() * alpha, 0.0), 1.0))
    return copy


def round_pen(colour: QColor | QBrush, width: float) -> QPen:
    """A solid pen with round ends and joins."""
    return QPen(
        QBrush(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def paint_body(
    painter: QPainter,
    figure: FigureDrawing,
    area: str,
    colours: FigureColours,
    pose: float,
    scale: float,
    light: float = 1.0,
    hand_path_name: str | None = None,
) -> None:
    """Paint the body with the massaged area lit, in a pose from -1 (the figure's `down`) to 1 (its `up`).

    `area` names the lit area; `light` (0 to 1) is how bright that area is. `hand_path_name` names the path of
    the hands: areas that hands on this path must avoid are marked. Without a name, nothing is marked. `scale`
    is the number of device pixels per view box unit; it is needed to blur the light.
    """
    pose_name, weight = ("up" if pose >= 0 else "down"), abs(pose)
    body = QPainterPath()
    body.setFillRule(Qt.FillRule.WindingFill)
    for kind, path in _joined_paths(figure, pose_name, weight):
        if kind in _FILLED_KINDS:
            _paint_part(painter, path, kind, colours, scale)
            if kind not in _WORN_KINDS:
                _add_to_body(body, path)
        elif kind == "prop":
            painter.strokePath(path, round_pen(colours.prop, 3.0))
        elif kind == "strap":
            painter.strokePath(path, round_pen(mixed_colour(colours.prop, colours.mark, 0.5), 6.0))
        elif kind in ("muscle", "tendon"):
            _paint_relief(painter, path, body, kind, colours, scale)
    lit_path = QPainterPath()
    if area:
        element = figure.element("area", area)
        lit_path = figure.posed_outline(element, pose_name, weight)
        _paint_glow(painter, figure.size, lit_path, body, colours, light, scale)
    for element in figure.elements:
        path = figure.posed_outline(element, pose_name, weight)
        if element.kind == "line":
            paint_tapered(painter, path, colours.detail, 2.0)
            if not lit_path.isEmpty():
                # On the lit area a drawn line reads only as shade.
                painter.save()
                painter.setClipPath(lit_path, Qt.ClipOperation.IntersectClip)
                paint_tapered(painter, path, faded(colours.shade, 0.55), 2.0)
                painter.restore()
        elif (
            element.kind in ("never", "bone")
            and hand_path_name is not None
            and element.is_near_path(hand_path_name)
        ):
            _paint_hatched(painter, path, body, colours, element.kind == "never", scale)
    for element in figure.elements:
        if element.kind == "fade":
            _paint_fade(painter, element.path, figure, colours)


def _joined_paths(figure: FigureDrawing, pose: str, weight: float) -> Iterator[tuple[str, QPainterPath]]:
    """The kind and the posed outline of each element in paint order; joined neighbours are one outline."""
    for (kind, join), group in groupby(
        figure.elements, key=lambda e: (e.kind, e.attributes.get("data-join"))
    ):
        paths = [figure.posed_outline(element, pose, weight) for element in group]
        if join is None:
            yield from ((kind, path) for path in paths)
        else:
            yield kind, united_outline(paths)


def united_outline(paths: Sequence[QPainterPath]) -> QPainterPath:
    """The common outline of several paths, made of straight lines.

    When Qt unites curves, it makes hundreds of short curves, each of which takes milliseconds to stroke. A
    corner of the outline is left out if the outline then moves by less than `_OUTLINE_TOLERANCE`.
    """
    outline = QPainterPath()
    fine = QTransform.fromScale(_OUTLINE_ENLARGEMENT, _OUTLINE_ENLARGEMENT)
    for polygon in reduce(QPainterPath.united, paths).toSubpathPolygons(fine):
        corners = [
            (corner.x() / _OUTLINE_ENLARGEMENT, corner.y() / _OUTLINE_ENLARGEMENT)
            for corner in polygon.toList()
        ]
        outline.addPolygon(QPolygonF([QPointF(*corner) for corner in _without_needless_corners(corners)]))
        outline.closeSubpath()
    return outline


def _without_needless_corners(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out corners that are, in total, less than `_OUTLINE_TOLERANCE` from the line without them."""
    kept, beside = [corners[0]], 0.0
    for (x, y), (end_x, end_y) in pairwise(corners[1:]):
        start_x, start_y = kept[-1]
        along_x, along_y = end_x - start_x, end_y - start_y
        beside += abs(along_x * (y - start_y) - along_y * (x - start_x)) / (
            math.hypot(along_x, along_y) or 1.0
        )
        if beside > _OUTLINE_TOLERANCE:
            kept.append((x, y))
            beside = 0.0
    return [*kept, corners[-1]]


def _add_to_body(body: QPainterPath, path: QPainterPath) -> None:
    """Add a path to a body filled by winding: far cheaper than a union, if all go around in one direction."""
    corners = path.toFillPolygon().toList()
    area = sum(a.x() * b.y() - b.x() * a.y() for a, b in pairwise(corners))
    body.addPath(path if area >= 0 else path.toReversed())


def _paint_part(
    painter: QPainter, path: QPainterPath, kind: str, colours: FigureColours, scale: float
) -> None:
    """Paint a limb or garment, rounded by shade away from the light and a thin light towards it."""
    bounds = path.boundingRect()
    depth = _BACKGROUND_SHARE.get(kind, 0.0)
    worn = kind in _WORN_KINDS
    surface = {"cloth": colours.cloth, "hair": mixed_colour(colours.cloth, colours.outline, 0.35)}.get(
        kind, colours.skin
    )
    skin = mixed_colour(surface, colours.background, depth)
    thick = min(bounds.width(), bounds.height(), 170.0)
    shade = mixed_colour(colours.shade, skin, 0.4) if worn else colours.shade
    lit = faded(colours.lit, (0.5 if worn else 1.0) * (1 - depth))
    strokes = _inner_shade(faded(shade, 1 - depth), thick, 0.5)
    for width, alpha in ((0.16, 0.05), (0.1, 0.06), (0.055, 0.09)):
        reach = width * thick
        strokes.append((QPointF(0.3 * reach, 0.16 * reach), round_pen(faded(lit, alpha), reach)))
    painter.fillPath(path, skin)
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    _paint_softly(painter, path, strokes, scale)
    painter.restore()
    sunk = 0.5 if worn else 0.8 * depth
    edge = mixed_colour(colours.outline, colours.background, sunk)
    painter.strokePath(path, round_pen(edge, 1.8))


def _inner_shade(shade: QColor, thick: float, strength: float) -> list[tuple[QPointF, QPen]]:
    """The offset and pen of each stroke of shade inside an edge, deeper on the side away from the light."""
    grades = 8
    pen_colour = faded(shade, strength / grades * 1.3)
    reaches = (thick * (0.52 - 0.06 * i) for i in range(grades))
    return [(QPointF(-0.26 * reach, -0.091 * reach), round_pen(pen_colour, reach)) for reach in reaches]


def _paint_softly(
    painter: QPainter, path: QPainterPath, strokes: list[tuple[QPointF, QPen]], scale: float
) -> None:
    """Stroke a path many times at a lower resolution: enough for shade, and several times as fast."""
    scale *= _SHADE_RESOLUTION
    bounds = path.boundingRect()
    soft = _empty_image(bounds.size() * scale)
    pen = QPainter(soft)
    pen.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen.scale(soft.width() / max(bounds.width(), 1e-6), soft.height() / max(bounds.height(), 1e-6))
    for moved, stroke in strokes:
        pen.strokePath(path.translated(moved - bounds.topLeft()), stroke)
    pen.end()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(bounds, soft)


def _empty_image(size: QSizeF) -> QImage:
    """A transparent image at least one pixel wide and high."""
    image = QImage(size.toSize().expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _paint_relief(
    painter: QPainter,
    path: QPainterPath,
    body: QPainterPath,
    kind: str,
    colours: FigureColours,
    scale: float,
) -> None:
    """Paint a muscle or tendon under the skin: light where it is raised, soft shade where it turns away."""
    bounds = path.boundingRect()
    thick = min(bounds.width(), bounds.height())
    painter.save()
    painter.setClipPath(body, Qt.ClipOperation.IntersectClip)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    height = 0.34 if kind == "muscle" else 0.42
    centre = bounds.center() - QPointF(0.14 * bounds.width(), 0.06 * bounds.height())
    raised = QRadialGradient(QPointF(0, 0), 1.0)
    raised.setColorAt(0.0, faded(colours.lit, height))
    raised.setColorAt(0.5, faded(colours.lit, 0.5 * height))
    raised.setColorAt(1.0, faded(colours.lit, 0.0))
    brush = QBrush(raised)
    transform = QTransform.fromTranslate(centre.x(), centre.y())
    brush.setTransform(transform.scale(0.62 * bounds.width() or 1.0, 0.6 * bounds.height() or 1.0))
    painter.fillPath(path, brush)
    _paint_softly(painter, path, _inner_shade(colours.shade, 0.6 * thick, 0.26), scale)
    painter.restore()


def paint_tapered(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    """Paint a line that is widest in its middle and gets thinner towards its two ends."""
    for polygon in path.toSubpathPolygons():
        part = QPainterPath()
        part.addPolygon(polygon)
        measured_path = MeasuredPath(part, 28)
        left, right = [], []
        for i in range(29):
            share = i / 28
            half = 0.5 * width * math.sin(math.pi * min(max(share, 0.0), 1.0)) ** 0.55
            point, angle = measured_path.point(share), measured_path.angle(share) + math.pi / 2
            offset = QPointF(half * math.cos(angle), half * math.sin(angle))
            left.append(point + offset)
            right.append(point - offset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(left + right[::-1]))


def _paint_glow(
    painter: QPainter,
    extent: QSizeF,
    area: QPainterPath,
    body: QPainterPath,
    colours: FigureColours,
    light: float,
    scale: float,
) -> None:
    """Paint the lit area: light is added to a dark background, a warm tint to a light one."""
    painter.save()
    painter.setClipPath(body, Qt.ClipOperation.IntersectClip)
    if colours.background.lightnessF() < 0.5:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
    else:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    lit = _glow_image(extent, area, faded(colours.glow, light), scale)
    painter.drawImage(QRectF(QPointF(0, 0), extent), lit)
    painter.restore()


def _glow_image(extent: QSizeF, area: QPainterPath, glow: QColor, scale: float) -> QImage:
    # Half the resolution is enough for something blurred.
    scale = scale / 2
    lit = _empty_image(extent * scale)
    pen = QPainter(lit)
    pen.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen.scale(scale, scale)
    bounds = area.boundingRect()
    light = QRadialGradient(QPointF(0, 0), 1.0)
    slender = min(bounds.width(), bounds.height())
    small = min(1.0, 70.0 / max(slender, 1.0))  # a small area has to shine brighter to be seen
    light.setColorAt(0.0, faded(glow, 0.76 + 0.24 * small))
    light.setColorAt(0.45, faded(glow, 0.60 + 0.3 * small))
    light.setColorAt(1.0, faded(glow, 0.26 + 0.3 * small))
    brush = QBrush(light)
    across = QTransform.fromTranslate(bounds.center().x(), bounds.center().y())
    brush.setTransform(across.scale(0.62 * bounds.width() or 1.0, 0.62 * bounds.height() or 1.0))
    pen.fillPath(area, brush)
    pen.end()
    return _blurred(lit, min(11.0, 0.11 * slender + 2.0) * scale)


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
    painter: QPainter,
    path: QPainterPath,
    body: QPainterPath,
    colours: FigureColours,
    is_never_massaged: bool,
    scale: float,
) -> None:
    painter.save()
    painter.setClipPath(body, Qt.ClipOperation.IntersectClip)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    bounds = path.boundingRect()
    if is_never_massaged:
        painter.fillRect(bounds, faded(colours.background, 0.45))
    step = max(9.0, 6.0 / scale) if is_never_massaged else 7.0
    painter.setPen(
        QPen(
            faded(colours.never, 0.9 if is_never_massaged else 0.6),
            max(1.5, 1.6 / scale) if is_never_massaged else 1.0,
        )
    )
    x = bounds.left() - bounds.height()
    while x < bounds.right():
        painter.drawLine(QPointF(x, bounds.bottom()), QPointF(x + bounds.height(), bounds.top()))
        x += step
    painter.restore()
    pen = QPen(faded(colours.never, 0.9 if is_never_massaged else 0.5), 1.4 if is_never_massaged else 1.0)
    painter.save()
    painter.setClipPath(body, Qt.ClipOperation.IntersectClip)
    painter.strokePath(path, pen)
    painter.restore()


def _paint_fade(painter: QPainter, path: QPainterPath, figure: FigureDrawing, colours: FigureColours) -> None:
    gone, whole = path.pointAtPercent(0.0), path.pointAtPercent(1.0)
    gradient = QLinearGradient(gone, whole)
    for i in range(9):
        share = i / 8
        gradient.setColorAt(share, faded(colours.background, (1 - share) ** 1.4))
    painter.fillRect(QRectF(QPointF(-60, -60), figure.size).adjusted(0, 0, 120, 120), QBrush(gradient))
