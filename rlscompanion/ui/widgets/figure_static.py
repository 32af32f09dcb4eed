"""The parts of a step's picture that do not move, as one pixmap for each pose of the leg."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap, QTransform

from rlscompanion.domain.routine import firmness_word
from rlscompanion.ui.widgets.figure_layout import PictureLayout, view_box_transform
from rlscompanion.ui.widgets.figure_marks import paint_breathing_limit
from rlscompanion.ui.widgets.figure_motion import Arrow
from rlscompanion.ui.widgets.figure_paint import paint_body
from rlscompanion.ui.widgets.figure_parts import (
    FigureColours,
    FigureDrawing,
    HandPath,
    MeasuredPath,
    Motion,
    StepPicture,
)
from rlscompanion.ui.widgets.figure_signs import (
    paint_arrow,
    paint_direction,
    paint_leg_name,
    paint_pressure,
    paint_region_word,
    paint_spots,
)

HAND_MOTIONS = frozenset(
    (
        *(Motion.STROKE, Motion.GLIDE, Motion.KNEAD, Motion.CIRCLE, Motion.PRESS, Motion.FEATHER),
        *(Motion.PULL, Motion.HOLD, Motion.RUB),
    )
)
"""The motions in which hands work on the leg; motions of the leg itself and breathing are left out."""

_RELAXED_LIGHT = 0.3
"""How bright (0 to 1) an area to be tensed is while its muscles are relaxed."""


def tr(text: str) -> str:
    """Translate a word or phrase that the leg figure shows."""
    return QCoreApplication.translate("LegFigure", text)


def scaled_font(font: QFont, share: float) -> QFont:
    """A copy of a font, `share` times as large."""
    copy = QFont(font)
    pixels = font.pixelSize() if font.pixelSize() > 0 else 16
    copy.setPixelSize(max(9, round(share * pixels)))
    return copy


@dataclass(frozen=True)
class StaticPart:
    """The parts of a step's picture that do not move, at one size and in one set of colours.

    `hand_path` is the route of the hands. `posture` is the figure of the whole body. `shows_motion` is true
    for a still picture, in which arrows must show where the hands go.
    """

    figure: FigureDrawing
    step: StepPicture
    hand_path: HandPath | None
    colours: FigureColours
    font: QFont
    size: QSize
    layout: PictureLayout
    posture: FigureDrawing | None
    device_pixel_ratio: float
    shows_motion: bool

    def pixmap(self, pose: float, within: QRectF | None = None) -> QPixmap:
        """A pixmap as large as the widget; the leg is in a pose from -1 (the figure's `down`) to 1 (`up`).

        If `within` (a rectangle in pixels) is given, nothing outside it is painted.
        """
        ratio = self.device_pixel_ratio
        pixmap = QPixmap(QSize(round(self.size.width() * ratio), round(self.size.height() * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self.colours.background)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if within is not None:
            painter.setClipRect(within)
        mirrored = self.step.side == "left"
        transform = view_box_transform(self.figure.size, self.layout.close_up, mirrored)
        painter.save()
        painter.setClipRect(self.layout.close_up, Qt.ClipOperation.IntersectClip)
        painter.setTransform(transform)
        self._paint_figure(painter, pose, abs(transform.m11()) * ratio)
        self._paint_signs(painter)
        painter.restore()
        self._paint_region_words(painter, pose, transform)
        if self.posture is not None:
            self._paint_posture(painter, self.posture, mirrored)
        self._paint_leg_and_pressure(painter)
        painter.end()
        return pixmap

    def _paint_posture(self, painter: QPainter, posture: FigureDrawing, mirrored: bool) -> None:
        """Paint how the body sits or lies, with the massaged part lit."""
        transform = view_box_transform(posture.size, self.layout.posture, mirrored)
        painter.save()
        painter.setTransform(transform)
        scale = abs(transform.m11()) * self.device_pixel_ratio
        paint_body(painter, posture, self.step.place, self.colours, 0.0, scale)
        painter.restore()

    def _paint_figure(self, painter: QPainter, pose: float, scale: float) -> None:
        motion = self.step.motion
        area = "" if motion is Motion.BREATH else self.step.area
        light = _RELAXED_LIGHT + (1 - _RELAXED_LIGHT) * abs(pose) if motion is Motion.TENSE else 1.0
        paint_body(painter, self.figure, area, self.colours, pose, scale, light, self._path_of_hands)

    @property
    def _path_of_hands(self) -> str | None:
        """The name of the path that hands work on; None if none do, so that nothing need be avoided."""
        return self.step.path if self.hand_path is not None and self.step.motion in HAND_MOTIONS else None

    def _paint_signs(self, painter: QPainter) -> None:
        motion, hand_path = self.step.motion, self.hand_path
        if hand_path is None:
            if self.shows_motion and motion in self.figure.names_of_kind("arrow"):
                measured_path = MeasuredPath(self.figure.element("arrow", motion).path)
                paint_arrow(painter, measured_path, Arrow(0.0, 1.0), self.colours.mark)
        elif motion is Motion.BREATH:
            paint_breathing_limit(painter, hand_path.tracks[0], self.colours)
        elif motion is Motion.PRESS:
            paint_spots(painter, hand_path, self.colours)
        elif motion is not Motion.HOLD:
            paint_direction(painter, hand_path, motion, self.colours, self.shows_motion)

    def _paint_region_words(self, painter: QPainter, pose: float, transform: QTransform) -> None:
        """Paint the words "not here" and "bone" on areas near the hands that they must avoid."""
        worked = self._path_of_hands
        if worked is None:
            return
        words = {"never": tr("not here"), "bone": tr("bone")}
        whole = QRectF(0, 0, self.size.width(), self.size.height())
        for element in self.figure.elements:
            position = element.word_position
            if not element.is_near_path(worked):
                continue
            if element.kind == "never" or (element.kind == "bone" and position is not None):
                path = self.figure.posed_outline(element, "up" if pose >= 0 else "down", abs(pose))
                bounds = transform.mapRect(path.boundingRect()) & whole
                beside = None if position is None else transform.map(position)
                font = scaled_font(self.font, 1.0)
                word = words[element.kind]
                paint_region_word(painter, bounds, beside, word, font, self.colours, whole)

    def _paint_leg_and_pressure(self, painter: QPainter) -> None:
        """Paint the leg's name, the direction from which it is seen, and how hard to press."""
        letters = scaled_font(self.font, 1.0)
        size = letters.pixelSize()
        words_area = self.layout.words
        box = QRectF(words_area.left(), words_area.top(), min(words_area.width(), 13.0 * size), 6.0 * size)
        end = paint_leg_name(painter, box, self._side_words(), letters, self.colours)
        if self.step.pressure is not None:
            width = min(max(110.0, 8.0 * size), words_area.width())
            box = QRectF(words_area.left(), end + 0.5 * size, width, words_area.bottom() - end - 0.5 * size)
            has_fingertip = self.step.motion is not Motion.STRETCH
            firmness = tr(firmness_word(self.step.pressure))
            paint_pressure(painter, box, self.step.pressure, has_fingertip, firmness, letters, self.colours)

    def _side_words(self) -> tuple[str, str]:
        """The name of the leg or foot, and from where it is seen; the second is empty if that is plain."""
        side, view = self.step.side, self.figure.view_direction
        if side == "both":
            return "", ""
        views = {
            "behind": tr("seen from behind"),
            "front": tr("seen from the front"),
            "above": tr("seen from above"),
            "below": tr("the sole"),
        }
        if view in ("above", "below"):
            name = tr("Right foot") if side == "right" else tr("Left foot")
        else:
            name = tr("Right leg") if side == "right" else tr("Left leg")
        return name, views.get(view, "")
