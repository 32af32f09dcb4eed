"""Shapes of which figures are made: smooth outlines, limbs of changing width, and the SVG file around them.

A point is (x, y) in units of the view box; y grows downwards. Two shapes with the same number of points have
the same number of curve segments, so that one can be blended into the other.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Point = tuple[float, float]
FIGURES_FOLDER = Path(__file__).resolve().parents[2] / "figures"


def add(one: Point, two: Point, times: float = 1.0) -> Point:
    """The point `one`, moved by `times` times the vector `two`."""
    return one[0] + times * two[0], one[1] + times * two[1]


def between(one: Point, two: Point, share: float) -> Point:
    """The point at a share (0 to 1) of the way from `one` to `two`."""
    return one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])


def unit_vector(one: Point, two: Point) -> Point:
    """The vector of length 1 that points from `one` to `two`."""
    length = math.dist(one, two) or 1.0
    return (two[0] - one[0]) / length, (two[1] - one[1]) / length


def direction_vector(degrees: float) -> Point:
    """The vector of length 1 in a direction: 0 degrees is right, 90 degrees is down."""
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


def smooth_path(points: Sequence[Point], closed: bool = True, tension: float = 1 / 6) -> str:
    """SVG path data of a smooth curve (Catmull-Rom) through the points."""
    count = len(points)

    def at(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    data = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(count if closed else count - 1):
        before, here, there, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        one = add(here, (there[0] - before[0], there[1] - before[1]), tension)
        two = add(there, (after[0] - here[0], after[1] - here[1]), -tension)
        data.append("C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in (one, two, there)))
    return "".join(data) + ("Z" if closed else "")


def tube(
    start: Point, end: Point, widths: Sequence[tuple[float, float, float]], facing: int = 1
) -> list[Point]:
    """The outline of a limb from `start` to `end`.

    Each of `widths` is a share of the way from start to end, and the limb's half widths there: in front and
    behind. `facing` is 1 if the front is on the left of the way, else -1.
    """
    along = unit_vector(start, end)
    front = (facing * along[1], -facing * along[0])
    here = [between(start, end, share) for share, _, _ in widths]
    one = [add(place, front, width[1]) for place, width in zip(here, widths, strict=True)]
    two = [add(place, front, -width[2]) for place, width in zip(here, widths, strict=True)]
    near = add(start, along, -0.7 * max(widths[0][1:]))
    far = add(end, along, 0.7 * max(widths[-1][1:]))
    return [near, *one, far, *reversed(two)]


def capsule(start: Point, end: Point, first: float, last: float) -> list[Point]:
    """The outline of a finger or stick; `first` and `last` are its half widths at the two ends."""
    return tube(
        start, end, [(0, first, first), (0.5, (first + last) / 2, (first + last) / 2), (1, last, last)]
    )


def disc(centre: Point, across: float, down: float | None = None, turn: float = 0.0) -> list[Point]:
    """The outline of an ellipse with the radii `across` and `down`, turned clockwise by `turn` degrees."""
    down = across if down is None else down
    cos, sin = direction_vector(turn)
    found = []
    for i in range(8):
        x, y = (radius * part for radius, part in zip((across, down), direction_vector(45 * i), strict=True))
        found.append((centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos))
    return found


def mapped_points(points: Iterable[Point], to: Callable[[Point], Point]) -> list[Point]:
    """The results of the function `to` for each of the points."""
    return [to(point) for point in points]


class Drawing:
    """An SVG file that is being made; later paths are painted over earlier ones."""

    def __init__(self, title: str, width: float, height: float, corner: Point = (0.0, 0.0)) -> None:
        self._head = (title, width, height, *corner)
        self._paths: list[str] = []

    def path(self, identifier: str, data: str, **attributes: object) -> None:
        """Add a path with SVG path data; an attribute `word` becomes the SVG attribute `data-word`."""
        extra = "".join(f' data-{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
        hidden = ' visibility="hidden"' if "--" in identifier else ""
        self._paths.append(f'  <path id="{identifier}"{hidden}{extra} d="{data}"/>')

    def shape(self, identifier: str, points: Sequence[Point], **attributes: object) -> None:
        """Add a smooth closed outline through the points."""
        self.path(identifier, smooth_path(points), **attributes)

    def line(self, identifier: str, points: Sequence[Point], **attributes: object) -> None:
        """Add a smooth open line through the points."""
        self.path(identifier, smooth_path(points, closed=False), **attributes)

    def write(self, name: str) -> None:
        """Write the drawing to the file `resources/figures/NAME.svg`."""
        title, width, height, left, top = self._head
        FIGURES_FOLDER.joinpath(f"{name}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="{left:g} {top:g} {width:g} {height:g}" fill="none" stroke="#b8763a" stroke-width="1.6" '
            f'stroke-linecap="round">\n  <title>{title}</title>\n' + "\n".join(self._paths) + "\n</svg>\n",
            encoding="utf-8",
        )
