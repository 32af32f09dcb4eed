"""Drawn hands and halos as pixmaps ("stamps") in the widget's pixels; each is drawn once, then copied.

Drawing outlines in every frame, or rotating a pixmap, would take several times as long.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property, lru_cache, reduce
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPixmap,
    QRadialGradient,
    QTransform,
)

from rlscompanion.ui.theme import mixed_colour
from rlscompanion.ui.widgets.figure_motion import HandMark
from rlscompanion.ui.widgets.figure_paint import faded, round_pen, united_outline
from rlscompanion.ui.widgets.figure_parts import FigureColours, FigureDrawing, FigureElement, HandPath, Sprite

HAND_LENGTH_UNITS = 190.0
"""The length of the drawn hand, wrist to tip of the middle finger, in units of the hand drawing."""

TURN_STEP_DEGREES = 3.0
"""The rotation of a hand is rounded to multiples of this angle, so that few pixmaps are drawn."""

_STRENGTH_GRADES = 6
_CLOSED_GRADES = 8

_TOUCHING_POINTS = {
    "palm": QPointF(108, 118),
    "feather": QPointF(108, 108),
    "tips": QPointF(152, 52),
    "grip": QPointF(84, 112),
    "thumb": QPointF(116, 92),
    "pinch": QPointF(62, 86),
    "clasp": QPointF(108, 30),
    "hold": QPointF(108, 62),
    "wrap": QPointF(110, 92),
}
"""The point of each hand drawing that is put on the path of the hands."""

_SPRITES_FROM_SIDE = frozenset(("tips",))
"""Pictures of hands seen from the side, so that a left hand looks like a right hand."""

_GRIP_OF_A_TOE = 0.75
"""How far the drawn hand is closed while it holds a toe: 0 is open, 1 closed."""

_FINGER_LENGTH, _FINGER_WIDTH = 0.46, 0.14
"""The length and the width of a finger on the far side of the leg, in hand lengths."""

_FADE_BEGINS, _FADE_ENDS = 250.0, 450.0
"""The forearm fades out between these y coordinates of the hand drawing."""


class Stamp:
    """The pixmap of a hand or halo, drawn when first used.

    `rectangle` is the pixmap's area in pixels when the hand touches the point (0, 0).
    """

    def __init__(self, rectangle: QRect, ratio: float, draw: Callable[[QPainter], None]) -> None:
        """Create the stamp; `draw` gets a painter whose origin is the point that the hand touches.

        `ratio` is the device pixel ratio.
        """
        self.rectangle = rectangle
        self._ratio, self._draw = ratio, draw

    @cached_property
    def pixmap(self) -> QPixmap:
        """The pixmap, with the hand or halo drawn on it."""
        width, height = self.rectangle.width(), self.rectangle.height()
        pixmap = QPixmap(max(1, math.ceil(width * self._ratio)), max(1, math.ceil(height * self._ratio)))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.translate(-self.rectangle.topLeft())
        self._draw(painter)
        painter.end()
        return pixmap

    def rect_at(self, point: QPointF) -> QRect:
        """The area in pixels that the pixmap covers when the hand touches the point `point`."""
        return self.rectangle.translated(round(point.x()), round(point.y()))


class StampCache:
    """Draws and keeps the pixmaps ("stamps") of hands and halos, for one step, size and set of colours."""

    def __init__(
        self, hands: FigureDrawing, colours: FigureColours, to_widget: QTransform, ratio: float
    ) -> None:
        """Create the cache; `to_widget` converts view box units to pixels.

        `ratio` is the device pixel ratio.
        """
        self._hands = hands
        self._colours = colours
        self._grow = QTransform(to_widget.m11(), 0, 0, to_widget.m22(), 0, 0)
        self._ratio = ratio
        self._drawn: dict[tuple[str, bool, int, int, int], Stamp] = {}
        self._halos: dict[int, Stamp] = {}
        self._finger: Stamp | None = None

    def hand(self, mark: HandMark, hand_path: HandPath) -> Stamp:
        """The pixmap of the hand at a mark (hand position).

        Hands of similar strength, grip and rotation share one pixmap.
        """
        return self._hand_stamp(sprite_at(mark, hand_path), mark, hand_path)

    def fingers_behind_leg(self, mark: HandMark, hand_path: HandPath) -> Stamp | None:
        """The pixmap of the fingers behind the leg if the hand wraps around the leg; None for other hands."""
        return self._hand_stamp("round", mark, hand_path) if sprite_at(mark, hand_path) == "wrap" else None

    def far_finger(self, mark: HandMark, hand_path: HandPath) -> Stamp:
        """The pixmap of a dashed finger that circles on the far side of the leg, opposite the thumb."""
        if self._finger is None:
            self._finger = self._draw_far_finger(math.radians(rotation_at(mark, hand_path)), hand_path)
        return self._finger

    def _hand_stamp(self, sprite: str, mark: HandMark, hand_path: HandPath) -> Stamp:
        key = (
            sprite,
            hand_path.is_left(mark.track),
            round(rotation_at(mark, hand_path) / TURN_STEP_DEGREES),
            round(_STRENGTH_GRADES * mark.strength),
            round(_CLOSED_GRADES * mark.closed),
        )
        if key not in self._drawn:
            self._drawn[key] = self._draw_hand(hand_path, *key)
        return self._drawn[key]

    def halo(self, reach: float) -> Stamp:
        """The pixmap of a soft round light around a hand; `reach` is its radius in view box units."""
        pixels = round(reach * abs(self._grow.m11()))
        if pixels not in self._halos:
            self._halos[pixels] = self._draw_halo(max(1, pixels))
        return self._halos[pixels]

    def _draw_hand(
        self, hand_path: HandPath, sprite: str, left: bool, turn: int, strength: int, closed: int
    ) -> Stamp:
        size, anchor = (
            hand_path.hand_length / HAND_LENGTH_UNITS,
            _TOUCHING_POINTS["wrap" if sprite == "round" else sprite],
        )
        put = QTransform(self._grow)
        put.rotate(turn * TURN_STEP_DEGREES)
        put.scale(-size if left and sprite not in _SPRITES_FROM_SIDE else size, size)
        put.translate(-anchor.x(), -anchor.y())
        drawn = {"hold": "clasp", "round": "thumb"}.get(sprite, sprite)
        shut = _GRIP_OF_A_TOE if sprite == "hold" else closed / _CLOSED_GRADES
        shape = _hand_shape(self._hands, drawn, shut, has_mounds=sprite != "hold")
        firm = strength / _STRENGTH_GRADES

        def draw(painter: QPainter) -> None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setTransform(put, True)
            for mound in shape.mounds:
                self._paint_part(
                    painter, mound, mixed_colour(self._colours.skin, self._colours.glow, 0.55), firm
                )
            for part in shape.parts:
                self._paint_part(
                    painter, part, mixed_colour(self._colours.hand, self._colours.shade, 0.25), firm
                )
            self._paint_hand(painter, shape.path, drawn, firm, shut)

        return Stamp(put.mapRect(shape.bounds).toAlignedRect(), self._ratio, draw)

    def _paint_part(self, painter: QPainter, path: QPainterPath, fill: QColor, strength: float) -> None:
        painter.fillPath(path, faded(fill, 0.06 + 0.9 * strength))
        painter.strokePath(path, round_pen(faded(self._colours.edge, 0.2 + 0.5 * strength), 2.6))

    def _paint_hand(
        self, painter: QPainter, path: QPainterPath, sprite: str, strength: float, closed: float
    ) -> None:
        colours = self._colours
        painter.fillPath(path, _fading_along_forearm(faded(colours.hand, 0.06 + 0.9 * strength)))
        painter.save()
        painter.setClipPath(path)
        for reach in (30.0, 20.0, 11.0):
            shade = round_pen(_fading_along_forearm(faded(colours.shade, 0.13 * strength)), reach)
            painter.strokePath(path.translated(-0.3 * reach, -0.2 * reach), shade)
        painter.restore()
        painter.strokePath(
            path, round_pen(_fading_along_forearm(faded(colours.edge, 0.3 + 0.7 * strength)), 3.0)
        )
        painter.setPen(round_pen(faded(colours.edge, 0.1 + 0.4 * strength), 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for element in self._hands.elements:
            if element.id.startswith(f"line-{sprite}-"):
                painter.drawPath(self._hands.posed_outline(element, "closed", closed))
            elif element.id == f"touch-{sprite}":
                painter.fillPath(element.path, faded(colours.mark, 0.4 + 0.6 * strength))

    def _draw_far_finger(self, turn: float, hand_path: HandPath) -> Stamp:
        assert hand_path.far_offset is not None
        knuckle = QPointF(-math.sin(turn), math.cos(turn)) * (_FINGER_LENGTH * hand_path.hand_length)
        spine = QPainterPath(hand_path.far_offset)
        spine.quadTo(knuckle / 2 + hand_path.far_offset * 1.1, knuckle)
        stroker = QPainterPathStroker()
        stroker.setWidth(_FINGER_WIDTH * hand_path.hand_length)
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        outline = self._grow.map(stroker.createStroke(spine))
        pen = round_pen(self._colours.edge, 2.4 * abs(self._grow.m11()))
        pen.setDashPattern([2.0, 2.4])

        def draw(painter: QPainter) -> None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(outline, faded(self._colours.hand, 0.35))
            painter.strokePath(outline, pen)

        rectangle = outline.boundingRect().adjusted(-3, -3, 3, 3).toAlignedRect()
        return Stamp(rectangle, self._ratio, draw)

    def _draw_halo(self, pixels: int) -> Stamp:
        rectangle = QRect(-pixels, -pixels, 2 * pixels, 2 * pixels)

        def draw(painter: QPainter) -> None:
            light = QRadialGradient(QPointF(0, 0), pixels)
            for share, strength in ((0.0, 0.75), (0.55, 0.42), (0.8, 0.12), (1.0, 0.0)):
                light.setColorAt(share, faded(self._colours.glow, strength))
            painter.fillRect(rectangle, QBrush(light))

        return Stamp(rectangle, self._ratio, draw)


class _HandShape(NamedTuple):
    """The outlines of a hand with its arm, of the parts painted before them, and the rectangle around all."""

    path: QPainterPath
    mounds: list[QPainterPath]
    parts: list[QPainterPath]
    bounds: QRectF


@lru_cache(maxsize=64)
def _hand_shape(hands: FigureDrawing, drawn: str, shut: float, *, has_mounds: bool) -> _HandShape:
    """The shape of a hand closed as far as `shut` (0 to 1); cached, since many steps begin with the same."""
    path = united_outline(
        (_closed_outline(hands, hands.element("hand", drawn), shut), hands.element("hand", "arm").path)
    )
    mounds = _outlines_with_id_prefix(hands, f"mound-{drawn}", shut) if has_mounds else []
    parts = _outlines_with_id_prefix(hands, f"part-{drawn}", shut)
    whole = reduce(QRectF.united, (part.boundingRect() for part in (*mounds, *parts)), path.boundingRect())
    # The arm is invisible at its end, so that is left out.
    seen = whole.adjusted(-3, -3, 3, 3) & QRectF(-200, -200, 800, 200 + _FADE_ENDS)
    return _HandShape(path, mounds, parts, seen)


def _outlines_with_id_prefix(hands: FigureDrawing, beginning: str, shut: float) -> list[QPainterPath]:
    """The outlines of the elements whose ids begin with `beginning`, in paint order."""
    return [_closed_outline(hands, each, shut) for each in hands.elements if each.id.startswith(beginning)]


def _closed_outline(hands: FigureDrawing, element: FigureElement, shut: float) -> QPainterPath:
    path = QPainterPath(hands.posed_outline(element, "closed", shut))
    path.setFillRule(Qt.FillRule.WindingFill)
    return path.simplified()


def sprite_at(mark: HandMark, hand_path: HandPath) -> Sprite:
    """The picture of a hand to show at a mark (hand position).

    The figure's file may set a picture for the mark's track; otherwise it is the usual picture of the motion.
    """
    return hand_path.sprite(mark.track) or mark.sprite


def rotation_at(mark: HandMark, hand_path: HandPath) -> float:
    """The rotation of the hand at a mark (hand position), in degrees clockwise from fingers pointing up."""
    held = hand_path.turn(mark.track)
    if held is not None:
        return held
    turned = (math.degrees(hand_path.tracks[mark.track].angle(mark.position)) + 90 + 180) % 360.0 - 180.0
    # Held a little steadier than the path: a hand does not turn with every bend of it. Near straight down,
    # hold the whole angle: seven tenths of it would point sideways.
    return 0.7 * turned if abs(turned) < 120.0 else turned


def _fading_along_forearm(colour: QColor) -> QBrush:
    """A colour that fades out along the forearm."""
    gradient = QLinearGradient(QPointF(0, _FADE_BEGINS), QPointF(0, _FADE_ENDS))
    gradient.setColorAt(0.0, colour)
    gradient.setColorAt(1.0, faded(colour, 0.0))
    return QBrush(gradient)
