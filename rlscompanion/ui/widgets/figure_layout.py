"""Where the parts of the leg figure are: a close-up of the leg, the whole body ("posture"), and words."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QTransform

_POSTURE_SHARE = 0.36
"""The share of the widget that the posture drawing (the whole body) takes.

It is a share of the height with the posture drawing above the close-up of the leg, and a share of the width
with the posture drawing beside the close-up.
"""

_WORDS_ACROSS, _WORDS_DOWN = 0.34, 0.27
"""The share of the widget for the words.

The first number is a share of the width, with the posture drawing above the close-up of the leg. The second
is a share of the height, with the posture drawing beside the close-up.
"""

_LEAST_WORDS_HEIGHT = 7.0
"""The least height of the area for words, as a multiple of the height of letters.

This height is enough for the name of the leg, the direction of view, and the pressure.
"""

_AREA_GAP_PIXELS = 8.0


class PictureLayout(NamedTuple):
    """Three areas of the widget in pixels: close-up of the leg, drawing of the whole body ("posture"), words.

    Without a posture drawing, `posture` is empty, and `words` overlaps `close_up`.
    """

    close_up: QRectF
    posture: QRectF
    words: QRectF


def picture_layout(
    size: QSize, close_up: QSizeF, posture: QSizeF | None, letter_pixels: float
) -> PictureLayout:
    """Divide a widget of this size into areas for close-up, posture drawing (the whole body) and words.

    The posture drawing is above or beside the close-up, whichever makes the drawings larger. `close_up` and
    `posture` are the sizes of the drawings in view box units; `letter_pixels` is the height of letters.
    """
    width, height = float(size.width()), float(size.height())
    whole = QRectF(0, 0, width, height)
    if posture is None:
        return PictureLayout(whole, QRectF(), QRectF(2, 2, 0.3 * width, 0.5 * height))
    high = _POSTURE_SHARE * height
    across = _WORDS_ACROSS * width
    above = PictureLayout(
        QRectF(0, high + _AREA_GAP_PIXELS, width, height - high - _AREA_GAP_PIXELS),
        QRectF(across, 0, width - across, high),
        QRectF(2, 2, across - _AREA_GAP_PIXELS, high),
    )
    wide, down = (
        _POSTURE_SHARE * width,
        max(_WORDS_DOWN * height, min(_LEAST_WORDS_HEIGHT * letter_pixels, 0.5 * height)),
    )
    beside = PictureLayout(
        QRectF(wide + _AREA_GAP_PIXELS, 0, width - wide - _AREA_GAP_PIXELS, height),
        QRectF(0, down, wide, min(0.6 * height, height - down)),
        QRectF(2, 2, wide - _AREA_GAP_PIXELS, down),
    )
    return max(
        (above, beside),
        key=lambda each: fitting_scale(close_up, each.close_up) * fitting_scale(posture, each.posture) ** 1.2,
    )


def fitting_scale(box: QSizeF, rectangle: QRectF) -> float:
    """The largest scale at which a drawing of size `box` fits into a rectangle."""
    return float(min(rectangle.width() / box.width(), rectangle.height() / box.height()))


def view_box_transform(box: QSizeF, rectangle: QRectF, mirrored: bool) -> QTransform:
    """The transform that fits a drawing of size `box` (view box units) into a rectangle (pixels).

    If `mirrored`, the drawn right leg becomes a left leg.
    """
    scale = fitting_scale(box, rectangle)
    transform = QTransform()
    transform.translate(rectangle.center().x(), rectangle.center().y())
    transform.scale(-scale if mirrored else scale, scale)
    transform.translate(-box.width() / 2, -box.height() / 2)
    return transform
