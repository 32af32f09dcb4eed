"""Figures, the drawings of legs and bodies: what their SVG files may contain, and reading them.

A figure is an SVG file of `<path>` elements inside a view box, drawn for the right leg. The elements are
painted in document order, and the id of a path says what it is:

=================  ==================================================================================
`outline`          the silhouette of the massaged leg. `data-view` is the direction from which the leg is
                   seen (`behind`, `front`, `side`, `above`, `below`). `data-word` ("x y") is the middle
                   of the word that a motion may show. `data-trunk` ("x y") is the position of the
                   person's trunk, in a figure where the person's own hands work
`back-NAME`        a limb behind the massaged leg
`front-NAME`       a limb in front of the massaged leg
`cloth-NAME`       clothing
`hair`             hair
`prop-NAME`        a thing: wall, chair, floor (stroked only)
`strap-NAME`       a towel, belt or scarf that is pulled (stroked only)
`muscle-NAME`      a muscle raised under the skin
`tendon-NAME`      a tendon raised under the skin
`line-NAME`        a contour inside the silhouette, drawn with tapered ends
`bone-NAME`        an edge of bone that hands avoid. `data-word` ("x y") is the middle of the word "bone"
`never-NAME`       a region that is never massaged, hatched if hands work in the figure. `data-word`
                   ("x y") is the middle of the words "not here" if these do not fit inside the region.
                   `data-only` names the paths that come near the region
`area-NAME`        a region that is lit while a step works on this region
`path-NAME`        the route of the hands over the skin: a subpath ("track") for each hand; of two tracks,
                   the first is for the left hand. `data-hand` is the length of a hand in view box units.
                   `data-sprite` is the picture of a hand, if it is not the motion's own. `data-spots`
                   are the places where hands stop, as fractions of the track. `data-left` makes a single
                   hand a left hand. `data-reach` is the radius of circles. `data-turn` is the rotation
                   of the hands, if they do not follow the path, in degrees clockwise from fingers up,
                   mirrored for the left hand: one number, or one for each hand. `data-behind` names the
                   tracks (from 0) of hands behind the leg, and `data-still` those of hands that only
                   hold on. `data-far` ("x y") is the offset from a circling thumb to the finger that
                   circles on the far side of the leg
`arrow-NAME`       the line beside the leg for the arrows of `path-NAME`, in the direction of that path.
                   If NAME is a motion: an arrow that only the still picture of this motion shows
`fade-NAME`        a line from where the drawing is faded out to where it is fully visible
`hand-NAME`        a hand with its fingers up, in the figure `hand` only. `part-NAME` are fingers behind
                   this hand, `mound-NAME` is the tissue that the hand lifts, `touch-NAME` is where the
                   fingertips touch. `hand-arm` is the forearm of every hand
=================  ==================================================================================

Neighbouring elements with the same `data-join`, such as an arm and its hand, are painted as one silhouette.
An element with `data-posture` is painted only in that posture (of the whole body). The id `ID--POSE` is the
element `ID` in another pose (`up`, `down` or `closed`), drawn with the same segments, so that poses can be
blended.
"""

from __future__ import annotations

import io
import math
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Literal, cast, get_args

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainterPath

Side = Literal["left", "right", "both"]

Sprite = Literal["palm", "feather", "tips", "grip", "thumb", "pinch", "clasp", "hold", "wrap"]

ELEMENT_KINDS = frozenset(
    (
        *(
            "outline",
            "back",
            "front",
            "cloth",
            "hair",
            "prop",
            "strap",
            "muscle",
            "tendon",
            "line",
            "bone",
            "never",
        ),
        *("area", "path", "arrow", "fade", "hand", "part", "mound", "touch"),
    )
)


class Motion(StrEnum):
    """What a step's picture can show in motion: the hands, the leg itself, or breathing."""

    STROKE = "stroke"
    GLIDE = "glide"
    KNEAD = "knead"
    CIRCLE = "circle"
    PRESS = "press"
    FEATHER = "feather"
    RUB = "rub"
    STRETCH = "stretch"
    PUMP = "pump"
    ROTATE = "rotate"
    RAISE = "raise"
    WALK = "walk"
    TENSE = "tense"
    BREATH = "breath"
    PULL = "pull"
    HOLD = "hold"
    """Hands that rest on the leg."""
    REST = "rest"


@dataclass(frozen=True)
class FigureColours:
    """All colours of the leg figure.

    `shade` and `lit` are the colours of skin away from the light and towards the light. `glow` is the light
    on the massaged area. `hand` fills a drawn hand and `edge` outlines it. `mark` is for arrows and pressure
    bars. `never` is for areas that must not be massaged.
    """

    background: QColor
    skin: QColor
    shade: QColor
    lit: QColor
    outline: QColor
    detail: QColor
    cloth: QColor
    prop: QColor
    glow: QColor
    hand: QColor
    edge: QColor
    mark: QColor
    never: QColor
    text: QColor


@dataclass(frozen=True)
class StepPicture:
    """What the leg figure shows for a massage step on one leg or both.

    The texts are names in the figures' SVG files. `area` (to be lit) and `path` (of the hands) may be empty.
    `pressure` is how hard the hands press, as a range on a scale of 10; None if nothing is pressed. `posture`
    and `place` name the figure `posture_POSTURE_PLACE`, which shows how the body sits or lies. `posture` and
    `place` are empty if the step's own figure shows how the body sits or lies.
    """

    figure: str
    area: str
    motion: Motion
    path: str = ""
    side: Side = "right"
    pressure: tuple[int, int] | None = None
    posture: str = ""
    place: str = ""

    @property
    def posture_figure(self) -> str:
        """The name of the figure that shows how the body sits or lies; empty if there is none."""
        return f"posture_{self.posture}_{self.place}" if self.posture and self.place else ""


class MeasuredPath:
    """A painter path whose points and directions are computed once, because Qt computes them slowly."""

    def __init__(self, path: QPainterPath, samples: int = 96) -> None:
        points = [point for polygon in path.toSubpathPolygons() for point in polygon.toList()]
        lengths = [0.0]
        for before, after in pairwise(points):
            lengths.append(lengths[-1] + math.hypot(after.x() - before.x(), after.y() - before.y()))
        self.length = lengths[-1]
        self._points: list[tuple[float, float]] = []
        for i in range(samples + 1):
            target = self.length * i / samples
            at = min(max(bisect_left(lengths, target), 1), len(points) - 1)
            share = (target - lengths[at - 1]) / ((lengths[at] - lengths[at - 1]) or 1.0)
            before, after = points[at - 1], points[at]
            self._points.append(
                (before.x() + share * (after.x() - before.x()), before.y() + share * (after.y() - before.y()))
            )
        self._angles = [self._measure_angle(i / samples) for i in range(samples + 1)]

    def point(self, fraction: float) -> QPointF:
        """The point at this fraction (0 to 1) of the path's length."""
        position = min(max(fraction, 0.0), 1.0) * (len(self._points) - 1)
        index = min(int(position), len(self._points) - 2)
        (x0, y0), (x1, y1) = self._points[index], self._points[index + 1]
        return QPointF(x0 + (position - index) * (x1 - x0), y0 + (position - index) * (y1 - y0))

    def angle(self, fraction: float) -> float:
        """The path's direction at this fraction (0 to 1) of its length, in radians clockwise from the right.

        The direction is averaged over a twelfth of the path's length.
        """
        return self._angles[round(min(max(fraction, 0.0), 1.0) * (len(self._angles) - 1))]

    def _measure_angle(self, fraction: float) -> float:
        before, after = self.point(fraction - 1 / 24), self.point(fraction + 1 / 24)
        return math.atan2(after.y() - before.y(), after.x() - before.x())


@dataclass(frozen=True)
class HandPath:
    """The route that the hands take over the skin in one step: a track (line) for each hand.

    `hand_length` is in view box units. `spots` are the places on a track where hands stop, as fractions of
    the track. `circling_radius` is in hand lengths. `arrow` is the line beside the leg along which arrows are
    drawn. `tracks_behind` are the indexes of tracks with hands behind the leg; `holding_tracks` are the
    indexes of tracks with hands that only hold the leg. `far_offset` leads from a circling thumb to the
    finger on the far side of the leg.
    """

    tracks: tuple[MeasuredPath, ...]
    hand_length: float
    spots: tuple[float, ...]
    turns: tuple[float, ...] = ()
    sprites: tuple[Sprite, ...] = ()
    has_left_hand: bool = False
    circling_radius: float = 0.1
    arrow: MeasuredPath | None = None
    tracks_behind: tuple[int, ...] = ()
    holding_tracks: tuple[int, ...] = ()
    far_offset: QPointF | None = None

    def sprite(self, track: int) -> Sprite | None:
        """The picture of a hand that the figure's file sets for a track.

        None stands for the usual picture of the motion.
        """
        return self.sprites[min(track, len(self.sprites) - 1)] if self.sprites else None

    def turn(self, track: int) -> float | None:
        """The fixed rotation of the hand on a track, degrees clockwise; None if the track turns the hand."""
        if not self.turns:
            return None
        turn = self.turns[min(track, len(self.turns) - 1)]
        return -turn if self.is_left(track) else turn

    def is_left(self, track: int) -> bool:
        """Whether the hand on this track is a left hand."""
        return self.has_left_hand or (len(self.tracks) > 1 and track == 0)


@dataclass(frozen=True)
class FigureElement:
    """One path in a figure's SVG file: its id, its shape, and its `data-` attributes."""

    id: str
    path: QPainterPath
    attributes: dict[str, str]

    @property
    def kind(self) -> str:
        """The kind of the element, such as `muscle`: its id up to the first hyphen."""
        return self.id.partition("-")[0]

    def is_near_path(self, path_name: str) -> bool:
        """Whether this element (an area to avoid) is near the path of the hands called `path_name`."""
        return path_name in self.attributes.get("data-only", path_name).split()

    @property
    def word_position(self) -> QPointF | None:
        """The middle of the word that labels this element, in view box units; None if not in the file."""
        return _parse_point(self.attributes.get("data-word", ""))


@dataclass(frozen=True, eq=False)
class FigureDrawing:
    """A figure read from its SVG file: its elements in paint order, and their outlines in other poses.

    `poses` maps the id of an element and the name of a pose to the element's outline in that pose.
    """

    name: str
    size: QSizeF
    elements: tuple[FigureElement, ...]
    poses: dict[tuple[str, str], QPainterPath] = field(default_factory=dict)

    def in_posture(self, posture: str) -> FigureDrawing:
        """A copy of the figure without the elements that belong to other postures."""
        here = (each for each in self.elements if each.attributes.get("data-posture", posture) == posture)
        return replace(self, elements=tuple(here))

    def names_of_kind(self, kind: str) -> tuple[str, ...]:
        """The names of all elements of a kind, such as `("calf", "achilles")` for `area`."""
        return tuple(e.id.partition("-")[2] for e in self.elements if e.kind == kind)

    def element(self, kind: str, name: str) -> FigureElement:
        """The element whose id is "kind-name", for this kind and name.

        Raises ValueError, which names the figure and the element, if there is no such element.
        """
        for element in self.elements:
            if element.id == f"{kind}-{name}":
                return element
        raise ValueError(f"figure {self.name!r} has no {kind} {name!r}")

    def posed_outline(self, element: FigureElement, pose: str, weight: float) -> QPainterPath:
        """The outline of an element on the way to a pose; `weight` 0 is the usual pose, 1 the pose `pose`.

        The outline stays as it is if the element has no outline for `pose`.
        """
        target = self.poses.get((element.id, pose))
        if target is None or weight == 0:
            return element.path
        path = QPainterPath(element.path)
        for i in range(path.elementCount()):
            here, there = path.elementAt(i), target.elementAt(i)
            path.setElementPositionAt(
                i, here.x + weight * (there.x - here.x), here.y + weight * (there.y - here.y)
            )
        return path

    def moving_bounds(self) -> QRectF:
        """The rectangle around all parts that move between poses, in view box units; empty if none moves."""
        bounds = QRectF()
        bases = {element.id: element.path for element in self.elements}
        for (identifier, _), path in self.poses.items():
            bounds = bounds.united(_bounds_of_differences(bases[identifier], path))
        if not bounds.isEmpty():
            for element in self.elements:
                if element.kind == "never" and element.word_position:
                    # The line from its word follows it.
                    middle = element.word_position
                    bounds = bounds.united(QRectF(middle.x() - 40, middle.y() - 16, 80, 32))
        return bounds

    def hand_path(self, name: str) -> HandPath:
        """The route of the hands, read from the drawing's element `path-NAME`.

        Raises ValueError if that element is missing, or if it names a picture of a hand that does not exist.
        """
        element = self.element("path", name)
        tracks = tuple(MeasuredPath(part) for part in _subpaths(element.path))
        spots = tuple(float(spot) for spot in element.attributes.get("data-spots", "").split())
        turns = tuple(float(turn) for turn in element.attributes.get("data-turn", "").split())
        size = float(element.attributes.get("data-hand", 110))
        sprites = element.attributes.get("data-sprite", "").split()
        for sprite in sprites:
            if sprite not in get_args(Sprite):
                raise ValueError(f"figure {self.name!r}, path {name!r}: there is no hand mark {sprite!r}")
        beside = next((e for e in self.elements if e.id == f"arrow-{name}"), None)
        return HandPath(
            tracks,
            size,
            spots,
            turns,
            cast("tuple[Sprite, ...]", tuple(sprites)),
            "data-left" in element.attributes,
            float(element.attributes.get("data-reach", 0.1 * size)) / size,
            MeasuredPath(beside.path) if beside else None,
            tracks_behind=_parse_track_indexes(element.attributes.get("data-behind", "")),
            holding_tracks=_parse_track_indexes(element.attributes.get("data-still", "")),
            far_offset=_parse_point(element.attributes.get("data-far", "")),
        )

    @property
    def view_direction(self) -> str:
        """The direction from which the figure is seen, such as `behind`; empty if not in the file."""
        return next((e.attributes.get("data-view", "") for e in self.elements if e.id == "outline"), "")

    @property
    def word_position(self) -> QPointF:
        """The middle of the word that a motion may show, such as "in", in view box units.

        If the file gives no position, the word is near the top of the figure.
        """
        position = next((e.word_position for e in self.elements if e.id == "outline"), None)
        return position or QPointF(0.5 * self.size.width(), 0.1 * self.size.height())


@lru_cache(maxsize=32)
def parse_figure(name: str, svg: str) -> FigureDrawing:
    """Read a figure from the text of its SVG file.

    Raises ValueError, which names the figure, if the file is invalid.
    """
    from svgelements import SVG, Path, SVGElement, Title  # imported late: it costs start-up time

    try:
        drawing = SVG.parse(io.StringIO(svg), reify=True)
    except Exception as error:  # the parser passes on whatever broke inside it
        raise ValueError(f"figure {name!r} cannot be read: {error}") from error
    elements: list[FigureElement] = []
    poses: dict[tuple[str, str], QPainterPath] = {}
    for item in drawing.elements():
        if not isinstance(item, SVGElement) or isinstance(item, (SVG, Title)) or not isinstance(item, Path):
            continue
        identifier, _, pose = str(item.id or "").partition("--")
        if identifier.partition("-")[0] not in ELEMENT_KINDS:
            raise ValueError(f"figure {name!r} has a path with the unknown id {item.id!r}")
        attributes = {k: v for k, v in item.values["attributes"].items() if k.startswith("data-")}
        path = _to_painter_path(item)
        if pose:
            poses[identifier, pose] = path
        else:
            elements.append(FigureElement(identifier, path, attributes))
    if not elements:
        raise ValueError(f"figure {name!r} holds no drawn path")
    figure = FigureDrawing(name, QSizeF(float(drawing.width), float(drawing.height)), tuple(elements), poses)
    for (identifier, pose), path in poses.items():
        base = [e.path for e in elements if e.id == identifier]
        if not base or base[0].elementCount() != path.elementCount():
            raise ValueError(f"figure {name!r}: pose {pose!r} of {identifier!r} has other segments than it")
    return figure


def _to_painter_path(source: object) -> QPainterPath:
    from svgelements import Close, CubicBezier, Line, Move, Path, QuadraticBezier

    segments = Path(source)
    segments.approximate_arcs_with_cubics()
    path = QPainterPath()
    for segment in segments:
        if isinstance(segment, Move):
            path.moveTo(segment.end.x, segment.end.y)
        elif isinstance(segment, CubicBezier):
            one, two, end = segment.control1, segment.control2, segment.end
            path.cubicTo(one.x, one.y, two.x, two.y, end.x, end.y)
        elif isinstance(segment, QuadraticBezier):
            path.quadTo(segment.control.x, segment.control.y, segment.end.x, segment.end.y)
        elif isinstance(segment, Close):
            path.closeSubpath()
        elif isinstance(segment, Line):
            path.lineTo(segment.end.x, segment.end.y)
    return path


def _parse_point(text: str) -> QPointF | None:
    """The point in a text such as "12 30"; None if the text holds no point."""
    x_y = text.split()
    return QPointF(float(x_y[0]), float(x_y[1])) if len(x_y) == 2 else None


def _parse_track_indexes(text: str) -> tuple[int, ...]:
    """The indexes of tracks in a text such as "0 1"."""
    return tuple(int(track) for track in text.split())


def _bounds_of_differences(one: QPainterPath, two: QPainterPath) -> QRectF:
    """The rectangle around the segments that differ in two paths with the same number of segments."""
    count = one.elementCount()
    ends = [[(path.elementAt(i).x, path.elementAt(i).y) for i in range(count)] for path in (one, two)]
    points: list[tuple[float, float]] = []
    for i in range(count):
        if math.dist(ends[0][i], ends[1][i]) > 0.3:
            for end in ends:
                points += end[max(0, i - 3) : i + 4]  # a segment has four points
    if not points:
        return QRectF()
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return QRectF(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)


def _subpaths(path: QPainterPath) -> list[QPainterPath]:
    parts: list[QPainterPath] = []
    for polygon in path.toSubpathPolygons():
        part = QPainterPath()
        part.addPolygon(polygon)
        parts.append(part)
    return parts
