"""The areas of the leg figure's widget: the close-up of the leg, the whole body ("posture"), and words."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QTransform

_POSTURE_SHARE = 0.36
"""The share of the widget's height (if above the close-up) or width (if beside) for the posture."""

_WORDS_ACROSS, _WORDS_DOWN = 0.34, 0.27
"""The words' share of the widget's width (posture above the close-up) or height (posture beside it)."""

_LEAST_WORDS_HEIGHT = 7.0
"""The least height of the words, in letter heights: for leg, view, and pressure with its name."""

_GAP_PIXELS = 8.0


class PictureLayout(NamedTuple):
    """Three areas in pixels: the close-up of the leg, the small drawing of the body's posture, and words.

    Without a posture, its area is empty and the area of the words overlaps that of the close-up.
    """

    close_up: QRectF
    posture: QRectF
    words: QRectF


def picture_layout(
    size: QSize, close_up: QSizeF, posture: QSizeF | None, letter_pixels: float
) -> PictureLayout:
    """Divide a widget of this size into areas, with the posture drawing above or beside the close-up.

    Of these two arrangements, the one with larger drawings is used. `close_up` and `posture` are the sizes of
    the drawings in view box units; `letter_pixels` is the height of letters.
    """
    width, height = float(size.width()), float(size.height())
    whole = QRectF(0, 0, width, height)
    if posture is None:
        return PictureLayout(whole, QRectF(), QRectF(2, 2, 0.3 * width, 0.5 * height))
    high = _POSTURE_SHARE * height
    across = _WORDS_ACROSS * width
    above = PictureLayout(
        QRectF(0, high + _GAP_PIXELS, width, height - high - _GAP_PIXELS),
        QRectF(across, 0, width - across, high),
        QRectF(2, 2, across - _GAP_PIXELS, high),
    )
    wide, down = (
        _POSTURE_SHARE * width,
        max(_WORDS_DOWN * height, min(_LEAST_WORDS_HEIGHT * letter_pixels, 0.5 * height)),
    )
    beside = PictureLayout(
        QRectF(wide + _GAP_PIXELS, 0, width - wide - _GAP_PIXELS, height),
        QRectF(0, down, wide, min(0.6 * height, height - down)),
        QRectF(2, 2, wide - _GAP_PIXELS, down),
    )
    return max(
        (above, beside),
        key=lambda each: fitting_scale(close_up, each.close_up) * fitting_scale(posture, each.posture) ** 1.2,
    )


def fitting_scale(box: QSizeF, rectangle: QRectF) -> float:
    """The largest scale at which a drawing of size `box` fits into a rectangle."""
    return float(min(rectangle.width() / box.width(), rectangle.height() / box.height()))


def view_box_transform(box: QSizeF, rectangle: QRectF, mirrored: bool) -> QTransform:
    """The transform from view box units to a rectangle in pixels; with `mirrored` it shows a left leg."""
    scale = fitting_scale(box, rectangle)
    transform = QTransform()
    transform.translate(rectangle.center().x(), rectangle.center().y())
    transform.scale(-scale if mirrored else scale, scale)
    transform.translate(-box.width() / 2, -box.height() / 2)
    return transform
