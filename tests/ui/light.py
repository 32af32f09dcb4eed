"""Measures of the light of a colour or a picture, as WCAG 2 defines them."""

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

Luminances = npt.NDArray[np.float32]
"""The relative luminance of each pixel, 0 to 1, row by row."""

_SHARES = np.arange(256) / 255.0
_LINEAR = np.where(_SHARES <= 0.04045, _SHARES / 12.92, ((_SHARES + 0.055) / 1.055) ** 2.4)
_RED, _GREEN, _BLUE = ((weight * _LINEAR).astype(np.float32) for weight in (0.2126, 0.7152, 0.0722))


def luminance(colour: QColor) -> float:
    """The relative luminance of a colour as WCAG 2 defines it, 0 (black) to 1 (white)."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast_ratio(one: float, other: float) -> float:
    """The contrast ratio between two relative luminances, 1 to 21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def colour_contrast(one: str, other: str) -> float:
    """The contrast ratio between two colours, 1 to 21."""
    return contrast_ratio(luminance(QColor(one)), luminance(QColor(other)))


def pixels(picture: QImage) -> npt.NDArray[np.uint8]:
    """The red, green and blue of each pixel, in an array of height x width x 3."""
    flat = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    return rows[:, : 3 * flat.width()].reshape(flat.height(), flat.width(), 3).copy()


def luminances(picture: QImage) -> Luminances:
    """The relative luminance of each pixel of a picture."""
    seen = pixels(picture)
    return _RED[seen[..., 0]] + _GREEN[seen[..., 1]] + _BLUE[seen[..., 2]]


def mean_luminance(picture: QImage) -> float:
    """The mean of the relative luminance of all pixels."""
    return float(luminances(picture).mean(dtype=np.float64))


def brightest_patch(seen: Luminances, side: int, step: int | None = None) -> float:
    """The largest mean luminance of any square of `side` pixels.

    The squares are `step` pixels apart; without `step` they are adjacent.
    """
    height, width = seen.shape
    stride = step or side
    return max(
        float(seen[y : y + side, x : x + side].mean())
        for y in range(0, height, stride)
        for x in range(0, width, stride)
    )


def widest_contrast(seen: Luminances) -> float:
    """The contrast ratio between the lightest and the darkest pixel, 1 to 21."""
    return contrast_ratio(float(seen.max()), float(seen.min()))
