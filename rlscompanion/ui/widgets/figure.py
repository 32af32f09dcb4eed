"""The leg figure: a drawn leg with the worked area lit and the hands moving over it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QFont,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.ui.widgets.figure_marks import (
    HAND_HEIGHT,
    HandSprites,
    breath_light,
    mark_bounds,
    paint_arrow,
    paint_guide,
    paint_mark,
    paint_swell,
    paint_swell_limit,
)
from rlscompanion.ui.widgets.figure_motion import STILL_SECONDS, Frame, frame_at
from rlscompanion.ui.widgets.figure_paint import faded, paint_still
from rlscompanion.ui.widgets.figure_parts import (
    Figure,
    FigureColours,
    HandPath,
    Motion,
    Side,
    StepPicture,
    parse_figure,
)

__all__ = ["Figure", "FigureColours", "LegFigure", "Motion", "Side", "StepPicture", "parse_figure"]

FRAME_MILLISECONDS = 50
SLOW_FRAME_MILLISECONDS = 66
_SLOW = frozenset((Motion.BREATH, Motion.FEATHER, Motion.PRESS, Motion.STRETCH))
_POSE_LEVELS = 12
_POSED = frozenset((Motion.STRETCH, Motion.PUMP, Motion.ROTATE, Motion.RAISE, Motion.WALK, Motion.TENSE))
_EMPTY = QRect()


class LegFigure(QWidget):
    """Shows where the hands go and how they move.

    `load` gives the text of a figure's SVG file by its name; `seconds` is a monotonic clock, in seconds.
    """

    def __init__(
        self,
        load: Callable[[str], str],
        colours: FigureColours,
        parent: QWidget | None = None,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._colours = colours
        self._seconds = seconds
        self._figures: dict[str, Figure] = {}
        self._step: StepPicture | None = None
        self._way: HandPath | None = None
        self._moving = QRectF()
        self._running = False
        self._still = False
        self._elapsed = 0.0
        self._resumed_at = 0.0
        self._frame = Frame()
        self._base: QPixmap | None = None
        self._posed: dict[int, QPixmap] = {}
        self._sprites: HandSprites | None = None
        self._light: QPixmap | None = None
        self._marked = _EMPTY
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_next_frame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What the page calls

    def show_step(self, step: StepPicture) -> None:
        """Show a step from the start of its motion.

        ValueError names a figure, area or path that does not exist.
        """
        figure = self._figure(step.figure)
        if step.area:
            figure.element("area", step.area)
        way = figure.hand_path(step.path) if step.path else None
        self._figure("hand")
        self._step, self._way = step, way
        self._moving = figure.moving_bounds() if step.motion in _POSED else QRectF()
        if step.motion is Motion.TENSE and step.area:
            self._moving = self._moving.united(figure.element("area", step.area).path.boundingRect())
        self._elapsed, self._resumed_at = 0.0, self._seconds()
        self._forget_pixmaps()
        self._frame = self._frame_now()
        self._marked = self._mark_rect(self._frame)
        self.update()
        self._settle_timer()

    def set_running(self, running: bool) -> None:
        """Let the motion run, or hold it where it is."""
        if running == self._running:
            return
        if running:
            self._resumed_at = self._seconds()
        else:
            self._elapsed += self._seconds() - self._resumed_at
        self._running = running
        self._settle_timer()

    def set_still(self, still: bool) -> None:
        """Still pictures: no animation, the hand at the start of its way and an arrow along it."""
        if still == self._still:
            return
        self._still = still
        self._forget_pixmaps()
        self._frame = self._frame_now()
        self._marked = self._mark_rect(self._frame)
        self.update()
        self._settle_timer()

    def set_colours(self, colours: FigureColours) -> None:
        """Repaint in the colours of another theme."""
        self._colours = colours
        self._forget_pixmaps()
        self.update()

    @property
    def animating(self) -> bool:
        """Whether a timer is asking for frames."""
        return self._timer.isActive()

    # Time

    def _motion_seconds(self) -> float:
        if self._still:
            return STILL_SECONDS
        return self._elapsed + (self._seconds() - self._resumed_at if self._running else 0.0)

    def _frame_now(self) -> Frame:
        if self._step is None:
            return Frame()
        way = self._way
        tracks, spots = (len(way.tracks), way.spots) if way else (0, ())
        return frame_at(self._step.motion, self._motion_seconds(), tracks, spots)

    def _settle_timer(self) -> None:
        moves = self._step is not None and self._step.motion is not Motion.REST
        if self._running and not self._still and moves and self.isVisible():
            slow = self._step is not None and self._step.motion in _SLOW
            self._timer.start(SLOW_FRAME_MILLISECONDS if slow else FRAME_MILLISECONDS)
        else:
            self._timer.stop()

    @Slot()
    def _show_next_frame(self) -> None:
        before, was = self._marked, self._pose_level()
        word = self._frame.word
        self._frame = self._frame_now()
        self._marked = self._mark_rect(self._frame)
        changed = before.united(self._marked)
        if self._pose_level() != was:
            changed = changed.united(self._device_rect(self._moving))
        if self._frame.word != word:
            changed = changed.united(self._word_rect())
        self.update(changed)

    # Geometry

    def _figure(self, name: str) -> Figure:
        if name not in self._figures:
            try:
                text = self._load(name)
            except (OSError, KeyError) as error:
                raise ValueError(f"there is no figure {name!r}") from error
            self._figures[name] = parse_figure(name, text)
        return self._figures[name]

    def _to_widget(self) -> QTransform:
        """From view box units to this widget's coordinates, mirrored for the left leg."""
        assert self._step is not None
        size = self._figure(self._step.figure).size
        scale = min(self.width() / size.width(), self.height() / size.height())
        transform = QTransform()
        transform.translate(self.width() / 2, self.height() / 2)
        transform.scale(-scale if self._step.side == "left" else scale, scale)
        transform.translate(-size.width() / 2, -size.height() / 2)
        return transform

    def _device_rect(self, bounds: QRectF) -> QRect:
        if bounds.isEmpty():
            return _EMPTY
        return self._to_widget().mapRect(bounds).adjusted(-3, -3, 3, 3).toAlignedRect() & self.rect()

    def _mark_rect(self, frame: Frame) -> QRect:
        if self._step is None or self._way is None:
            return _EMPTY
        way = self._way
        bounds = QRectF()
        for mark in frame.marks:
            bounds = bounds.united(mark_bounds(mark, way))
        if frame.arrow is not None:
            start, end, _ = frame.arrow
            closed = (way.tracks[0].point(0.0) - way.tracks[0].point(1.0)).manhattanLength() < 0.5
            for i in range(13):
                share = start + (end - start) * i / 12
                point = way.tracks[0].point(share % 1.0 if closed else share)
                bounds = bounds.united(QRectF(point.x() - 24, point.y() - 24, 48, 48))
        if frame.swell is not None:
            centre, reach = way.tracks[0].point(0.0), way.tracks[0].length * frame.swell + 3
            bounds = bounds.united(QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach))
        return self._device_rect(bounds)

    def _word_rect(self) -> QRect:
        """Where the word of a motion stands: inside the breathing circle, else beside the top of the leg."""
        if self._step is None:
            return _EMPTY
        size = self._figure(self._step.figure).size
        if self._frame.swell is not None and self._way is not None:
            centre = self._way.tracks[0].point(0.0)
        else:
            centre = QPointF(0.84 * size.width(), 0.2 * size.height())
        return self._device_rect(QRectF(centre.x() - 70, centre.y() - 30, 140, 60))

    # Painting

    def _pose_level(self) -> int:
        return round(self._frame.pose * _POSE_LEVELS) if not self._moving.isEmpty() else 0

    def _forget_pixmaps(self) -> None:
        self._base = None
        self._posed.clear()
        self._sprites = None
        self._light = None

    def _pixmap(self, pose_level: int) -> QPixmap:
        """The figure standing still in one pose, as large as the widget."""
        assert self._step is not None
        step, figure = self._step, self._figure(self._step.figure)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(round(self.width() * ratio), round(self.height() * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._colours.background)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        transform = self._to_widget()
        if pose_level != 0:
            painter.setClipRect(self._device_rect(self._moving))
        painter.setTransform(transform)
        area = "" if step.motion is Motion.BREATH else step.area
        pose = pose_level / _POSE_LEVELS
        light = 0.3 + 0.7 * abs(pose) if step.motion is Motion.TENSE else 1.0
        paint_still(painter, figure, area, self._colours, pose, abs(transform.m11()) * ratio, light)
        if self._way is not None and step.motion not in (Motion.BREATH, Motion.PRESS):
            for table in self._way.tracks:
                paint_guide(painter, table, self._colours, 0.8 if self._still else 0.42)
        if self._way is not None and step.motion is Motion.BREATH:
            paint_swell_limit(painter, self._way.tracks[0], self._colours)
        painter.resetTransform()
        self._paint_side(painter)
        painter.end()
        return pixmap

    def _paint_side(self, painter: QPainter) -> None:
        assert self._step is not None
        if self._step.side == "both":
            return
        letter = self.tr("L") if self._step.side == "left" else self.tr("R")
        box = self._to_widget().mapRect(QRectF(6, 0, 44, 44))
        box.moveTop(0.15 * box.height())
        painter.setPen(QPen(faded(self._colours.text, 0.55), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        font = QFont(self.font())
        font.setPixelSize(max(8, round(box.height() * 0.52)))
        painter.setFont(font)
        painter.setPen(faded(self._colours.text, 0.85))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit the figure and paint the marks over it."""
        painter = QPainter(self)
        if self._step is None:
            painter.fillRect(event.rect(), self._colours.background)
            return
        if self._base is not None and self._base.devicePixelRatio() != self.devicePixelRatioF():
            self._forget_pixmaps()  # moved to another screen
        if self._base is None:
            self._base = self._pixmap(0)
        # The painter is clipped to what has to be repainted, so this copies no more than that.
        painter.drawPixmap(0, 0, self._base)
        level = self._pose_level()
        if level != 0:
            ratio = self._base.devicePixelRatio()
            moving = QRectF(self._device_rect(self._moving))
            cut = QRectF(moving.topLeft() * ratio, moving.size() * ratio).toAlignedRect()
            if level not in self._posed:
                self._posed[level] = self._pixmap(level).copy(cut)
            painter.drawPixmap(QPointF(cut.topLeft()) / ratio, self._posed[level])
        self._paint_marks(painter)
        self._paint_word(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        way = self._way
        if way is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setTransform(self._to_widget(), True)
        frame = self._frame
        if frame.swell is not None:
            if self._light is None:
                across = 2 * way.tracks[0].length * abs(self._to_widget().m11()) * self.devicePixelRatioF()
                self._light = breath_light(self._colours, max(8, round(across)))
            paint_swell(painter, way.tracks[0], frame.swell, self._light, self._colours)
        for mark in frame.marks:
            if self._sprites is None:
                scale = abs(self._to_widget().m11()) * self.devicePixelRatioF() * way.hand / HAND_HEIGHT
                self._sprites = HandSprites(self._figure("hand"), self._colours, scale)
            paint_mark(painter, mark, way, self._sprites, self._colours)
        if frame.arrow is not None:
            paint_arrow(painter, way.tracks[0], frame.arrow, self._colours)
        painter.restore()

    def _paint_word(self, painter: QPainter) -> None:
        if not self._frame.word:
            return
        words = {
            "in": self.tr("in"),
            "out": self.tr("out"),
            "tense": self.tr("tense"),
            "release": self.tr("release"),
        }
        font = QFont(self.font())
        font.setPixelSize(max(12, round(24 * abs(self._to_widget().m11()))))
        painter.setFont(font)
        painter.setPen(self._colours.text)
        painter.drawText(self._word_rect(), Qt.AlignmentFlag.AlignCenter, words[self._frame.word])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size."""
        super().resizeEvent(event)
        self._forget_pixmaps()
        self._marked = self._mark_rect(self._frame)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the motion run again."""
        super().showEvent(event)
        self._settle_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the timer: nothing is painted while hidden."""
        super().hideEvent(event)
        self._settle_timer()

    def sizeHint(self) -> QSize:
        """The usual view box."""
        return QSize(400, 560)

    def minimumSizeHint(self) -> QSize:
        """Smaller than this, hands cannot be told apart."""
        return QSize(160, 224)
