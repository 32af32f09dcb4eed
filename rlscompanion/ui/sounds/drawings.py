"""Small line drawings, one for each built-in sound, each in a square of DRAWING_UNITS by DRAWING_UNITS."""

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

from rlscompanion.domain.soundscape import Sound

DRAWING_UNITS = 64
"""The side of the square that each drawing fills, in units of the drawing."""

Coordinates = Sequence[float]


@cache
def sound_drawing(sound: Sound) -> QPainterPath:
    """The line drawing of a sound, as a painter path in a square of DRAWING_UNITS by DRAWING_UNITS."""
    return _DRAWINGS[sound]()


def _lines(*lines: Coordinates) -> QPainterPath:
    """Straight lines, each through points given as x, y, x, y, ..."""
    path = QPainterPath()
    for numbers in lines:
        first, *others = _points(numbers)
        path.moveTo(first)
        for point in others:
            path.lineTo(point)
    return path


def _curves(*curves: Coordinates) -> QPainterPath:
    """Cubic curves, each given as a start point and three points per piece."""
    path = QPainterPath()
    for numbers in curves:
        first, *others = _points(numbers)
        path.moveTo(first)
        for index in range(0, len(others), 3):
            path.cubicTo(*others[index : index + 3])
    return path


def _points(numbers: Coordinates) -> list[QPointF]:
    return [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _circles(x: float, y: float, *radii: float) -> QPainterPath:
    path = QPainterPath()
    for radius in radii:
        path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _arcs(x: float, y: float, radius: float, spans: Sequence[tuple[float, float]]) -> QPainterPath:
    """Arcs of a circle, each with its start angle and its span in degrees."""
    path, box = QPainterPath(), QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    for begins, span in spans:
        path.arcMoveTo(box, begins)
        path.arcTo(box, begins, span)
    return path


def _spectrum(*heights: float) -> QPainterPath:
    """The spectrum of a noise, from low tones (left) to high ones (right)."""
    return _lines(*((8 + 8 * n, 32 - half, 8 + 8 * n, 32 + half) for n, half in enumerate(heights)))


def _wave(top: float, height: float, left: float = 6, right: float = 58) -> Coordinates:
    """One and a half periods of a soft wave."""
    part = (right - left) / 3
    numbers = [left, top]
    for n in range(3):
        at, peak = left + n * part, top + (height if n % 2 else -height)
        numbers += [at + part / 3, peak, at + 2 * part / 3, peak, at + part, top]
    return numbers


_CLOUD = (
    *(17, 34, 8, 34, 6, 23, 16, 22, 16, 11, 31, 8, 36, 16),
    *(45, 12, 53, 19, 50, 25, 58, 26, 57, 34, 49, 34),
)


def _fan() -> QPainterPath:
    blade = _curves((32, 24, 24, 19, 26, 9, 34, 8, 40, 10, 39, 19, 33, 24))
    path = _circles(32, 26, 21, 3)
    for turn in (0, 120, 240):
        about = QTransform().translate(32, 26).rotate(turn).translate(-32, -26)
        path.addPath(about.map(blade))
    path.addPath(_lines((32, 47, 32, 58), (20, 58, 44, 58)))
    return path


def _rain() -> QPainterPath:
    path = _curves(_CLOUD)
    tops = (20, 42), (33, 42), (46, 42), (26, 52), (39, 52)
    path.addPath(_lines((17, 34, 49, 34), *((x, y, x - 3, y + 7) for x, y in tops)))
    return path


def _heavy_rain() -> QPainterPath:
    house = (4, 46, 32, 22, 60, 46), (13, 39, 13, 59, 51, 59, 51, 39), (27, 59, 27, 46, 37, 46, 37, 59)
    tops = (15, 6), (27, 4), (39, 4), (51, 6), (57, 18), (10, 20)
    return _lines(*house, *((x, y, x - 4, y + 10) for x, y in tops))


def _thunder() -> QPainterPath:
    path = _curves(_CLOUD)
    path.addPath(_lines((17, 34, 27, 34), (42, 34, 49, 34), (37, 29, 27, 44, 36, 44, 29, 59)))
    return path


def _surf() -> QPainterPath:
    crest = (5, 46, 15, 44, 16, 15, 38, 14, 53, 14, 58, 28, 49, 33, 42, 36, 36, 31, 40, 26)
    return _curves(crest, (24, 46, 24, 36, 28, 31, 32, 29), _wave(48, 4, 22, 59), _wave(57, 4))


def _stream() -> QPainterPath:
    left = (26, 6, 16, 18, 38, 24, 24, 36, 15, 43, 8, 48, 6, 59)
    right = (38, 6, 32, 18, 56, 26, 44, 37, 39, 43, 56, 48, 58, 59)
    ripples = (
        (33, 22, 36, 25, 38, 26, 39, 30),
        (30, 42, 26, 46, 22, 50, 21, 55),
        (37, 46, 36, 49, 38, 52, 40, 55),
    )
    path = _curves(left, right, *ripples)
    path.addEllipse(QRectF(8, 25, 11, 7))
    return path


def _wind() -> QPainterPath:
    return _curves(
        (5, 25, 17, 25, 27, 25, 37, 25, 49, 25, 50, 9, 39, 9, 32, 9, 30, 17, 36, 18),
        (5, 35, 20, 35, 36, 35, 49, 35, 61, 35, 61, 51, 50, 51, 43, 51, 42, 43, 48, 42),
        (11, 45, 18, 45, 24, 45, 29, 45, 39, 45, 39, 58, 30, 58, 24, 58, 23, 51, 28, 50),
    )


_FLAME = (
    *(33, 5, 36, 18, 50, 22, 49, 37, 48, 46, 41, 51, 32, 51),
    *(22, 51, 15, 45, 15, 36, 15, 27, 24, 25, 23, 14),
    *(28, 17, 30, 21, 30, 25, 34, 20, 35, 12, 33, 5),
)


def _fire() -> QPainterPath:
    path = _curves(_FLAME, (28, 51, 22, 43, 30, 40, 31, 32, 36, 37, 42, 43, 37, 51))
    path.addPath(_lines((12, 58, 52, 58)))
    return path


def _crickets() -> QPainterPath:
    path = _curves(
        (14, 46, 22, 36, 36, 35, 46, 41, 40, 49, 26, 51, 14, 46),  # body
        (46, 41, 49, 36, 56, 38, 55, 43, 54, 47, 48, 48, 44, 44),  # head
        (53, 37, 54, 30, 57, 25, 61, 23),
        (50, 37, 49, 29, 51, 23, 54, 19),  # antennae
        (16, 5, 8, 8, 6, 20, 17, 24, 20, 25, 24, 24, 26, 21, 14, 21, 10, 12, 16, 5),  # moon
    )
    path.addPath(_lines((31, 46, 20, 28, 9, 57), (37, 48, 35, 57), (44, 46, 48, 57), (4, 58, 60, 58)))
    return path


def _bowls() -> QPainterPath:
    path = _curves((12, 32, 13, 46, 23, 52, 32, 52, 41, 52, 51, 46, 52, 32))
    path.addEllipse(QRectF(12, 28, 40, 8))
    path.addPath(_curves((14, 57, 22, 60, 42, 60, 50, 57)))
    mallet = QPainterPath()
    mallet.addRoundedRect(QRectF(-3, -22, 6, 22), 3, 3)
    path.addPath(QTransform().translate(42, 25).rotate(35).map(mallet))
    path.addPath(_arcs(32, 34, 27, ((165, 40), (335, 40))))
    return path


def _pacer() -> QPainterPath:
    path = _circles(32, 32, 8)
    for radius, span in ((17, 110), (26, 80)):
        path.addPath(_arcs(32, 32, radius, ((90 - span / 2, span), (270 - span / 2, span))))
    return path


def _pad() -> QPainterPath:
    path = _arcs(32, 26, 13, ((0, 180),))
    path.addPath(_lines((32, 4, 32, 7), (13, 12, 15, 14), (51, 12, 49, 14), (6, 27, 9, 27), (58, 27, 55, 27)))
    path.addPath(_curves(_wave(36, 5), _wave(46, 5), _wave(56, 5)))
    return path


_DRAWINGS: dict[Sound, Callable[[], QPainterPath]] = {
    Sound.WHITE_NOISE: lambda: _spectrum(16, 16, 16, 16, 16, 16, 16),
    Sound.PINK_NOISE: lambda: _spectrum(23, 19, 16, 13, 10, 7, 5),
    Sound.BROWN_NOISE: lambda: _spectrum(25, 16, 10, 6, 3.5, 2, 1),
    Sound.GREEN_NOISE: lambda: _spectrum(4, 9, 17, 24, 17, 9, 4),
    Sound.FAN: _fan,
    Sound.RAIN: _rain,
    Sound.HEAVY_RAIN: _heavy_rain,
    Sound.THUNDER: _thunder,
    Sound.SURF: _surf,
    Sound.STREAM: _stream,
    Sound.WIND: _wind,
    Sound.FIRE: _fire,
    Sound.CRICKETS: _crickets,
    Sound.BOWLS: _bowls,
    Sound.PAD: _pad,
    Sound.PACER: _pacer,
}
