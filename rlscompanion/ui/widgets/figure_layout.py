"""Where in the leg figure's widget the close-up of the leg, the small whole body, and the words are.

The small drawing of the whole body is called the posture.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QTransform

_STRIP = 0.36
"""The share of the height, or of the width, that the posture takes."""

_WORDS_ACROSS, _WORDS_DOWN = 0.34, 0.27
"""The words' share of the strip above the close-up, or beside it."""

_WORDS_HIGH = 7.0
"""The least height of the words, in letter heights: side, view, and the pressure with its name."""

_GAP = 8.0


class PictureLayout(NamedTuple):
    """Three areas in pixels: the close-up of the leg, the small drawing of the body's posture, and words.

    Without a posture its area is empty, and the words lie on the close-up.
    """

    close_up: QRectF
    posture: QRectF
    words: QRectF


def layout_of(size: QSize, close_up: QSizeF, posture: QSizeF | None, letters: float) -> PictureLayout:
    """Put the posture drawing above or beside the close-up, whichever makes both larger.

    `close_up` and `posture` are the sizes of the drawings in view box units; `letters` is the height of
    letters in pixels.
    """
    width, height = float(size.width()), float(size.height())
    whole = QRectF(0, 0, width, height)
    if posture is None:
        return PictureLayout(whole, QRectF(), QRectF(2, 2, 0.3 * width, 0.5 * height))
    high = _STRIP * height
    across = _WORDS_ACROSS * width
    above = PictureLayout(
        QRectF(0, high + _GAP, width, height - high - _GAP),
        QRectF(across, 0, width - across, high),
        QRectF(2, 2, across - _GAP, high),
    )
    wide, down = _STRIP * width, max(_WORDS_DOWN * height, min(_WORDS_HIGH * letters, 0.5 * height))
    beside = PictureLayout(
        QRectF(wide + _GAP, 0, width - wide - _GAP, height),
        QRectF(0, down, wide, min(0.6 * height, height - down)),
        QRectF(2, 2, wide - _GAP, down),
    )
    return max(
        (above, beside),
        key=lambda each: fit(close_up, each.close_up) * fit(posture, each.posture) ** 1.2,
    )


def fit(box: QSizeF, rectangle: QRectF) -> float:
    """The largest factor by which a drawing of size `box` can be enlarged to fit into a rectangle."""
    return float(min(rectangle.width() / box.width(), rectangle.height() / box.height()))


def into(box: QSizeF, rectangle: QRectF, mirrored: bool) -> QTransform:
    """The transform that draws view box units enlarged into a rectangle; mirrored, it shows a left leg."""
    scale = fit(box, rectangle)
    transform = QTransform()
    transform.translate(rectangle.center().x(), rectangle.center().y())
    transform.scale(-scale if mirrored else scale, scale)
    transform.translate(-box.width() / 2, -box.height() / 2)
    return transform
