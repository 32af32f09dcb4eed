"""The leg figure: a drawn leg with the worked area lit and the hands moving over it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QFont,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.ui.widgets.figure_marks import (
    HAND_LENGTH,
    HandSprites,
    breath_light,
    frame_rects,
    paint_frame_arrow,
    paint_mark,
    paint_swell,
    paint_swell_limit,
)
from rlscompanion.ui.widgets.figure_motion import Frame, frame_at, still_frame
from rlscompanion.ui.widgets.figure_paint import paint_still
from rlscompanion.ui.widgets.figure_parts import (
    Figure,
    FigureColours,
    HandPath,
    Motion,
    Side,
    StepPicture,
    parse_figure,
)
from rlscompanion.ui.widgets.figure_signs import (
    PRESSURE_DOTS,
    paint_countdown,
    paint_never,
    paint_pressure,
    paint_spots,
    paint_way,
    paint_words,
    spot_radius,
)

__all__ = ["Figure", "FigureColours", "LegFigure", "Motion", "Side", "StepPicture", "parse_figure"]

FRAME_MILLISECONDS = 50
SLOW_FRAME_MILLISECONDS = 66
_SLOW = frozenset((Motion.BREATH, Motion.FEATHER, Motion.PRESS, Motion.STRETCH))
_POSE_LEVELS = 12
_POSED = frozenset((Motion.STRETCH, Motion.PUMP, Motion.ROTATE, Motion.RAISE, Motion.WALK, Motion.TENSE))
_EMPTY = QRect()


class LegFigure(QWidget):
    """Shows where the hands go, how they move and how hard they press.

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
        self._marked = QRegion()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_next_frame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What the page calls

    def show_step(self, step: StepPicture, at: float = 0.0) -> None:
        """Show a step, so many seconds into its work; below zero the hands wait at the start of their way.

        ValueError names a figure, area or path that does not exist.
        """
        if step != self._step:
            self._take(step)
        self._elapsed, self._resumed_at = at, self._seconds()
        self._renew()

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
        """Still pictures: nothing moves; arrows and a second, fainter pair of hands tell the motion."""
        if still == self._still:
            return
        self._still = still
        self._forget_pixmaps()
        self._renew()

    def set_colours(self, colours: FigureColours) -> None:
        """Repaint in the colours of another theme."""
        self._colours = colours
        self._forget_pixmaps()
        self.update()

    @property
    def animating(self) -> bool:
        """Whether a timer is asking for frames."""
        return self._timer.isActive()

    def _take(self, step: StepPicture) -> None:
        figure = self._figure(step.figure)
        if step.area:
            figure.element("area", step.area)
        way = figure.hand_path(step.path) if step.path else None
        self._figure("hand")
        self._step, self._way = step, way
        self._moving = figure.moving_bounds() if step.motion in _POSED else QRectF()
        if step.motion is Motion.TENSE and step.area:
            self._moving = self._moving.united(figure.element("area", step.area).path.boundingRect())
        self._forget_pixmaps()

    def _renew(self) -> None:
        self._frame = self._frame_now()
        self._marked = self._mark_region(self._frame)
        self.update()
        self._settle_timer()

    # Time

    def _motion_seconds(self) -> float:
        return self._elapsed + (self._seconds() - self._resumed_at if self._running else 0.0)

    def _frame_now(self) -> Frame:
        if self._step is None:
            return Frame()
        way = self._way
        tracks, spots = (len(way.tracks), way.spots) if way else (0, ())
        if self._still:
            return still_frame(self._step.motion, tracks, spots)
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
        before, was = self._frame, self._pose_level()
        self._frame = self._frame_now()
        if self._frame == before:
            return
        marked = self._mark_region(self._frame)
        changed = self._marked.united(marked)
        self._marked = marked
        if self._pose_level() != was:
            changed = changed.united(self._device_rect(self._moving))
        if self._frame.word != before.word:
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

    def _scale(self) -> float:
        """Pixels of this widget to a view box unit."""
        assert self._step is not None
        size = self._figure(self._step.figure).size
        return min(self.width() / size.width(), self.height() / size.height())

    def _to_widget(self) -> QTransform:
        """From view box units to this widget's coordinates, mirrored for the left leg."""
        assert self._step is not None
        size, scale = self._figure(self._step.figure).size, self._scale()
        transform = QTransform()
        transform.translate(self.width() / 2, self.height() / 2)
        transform.scale(-scale if self._step.side == "left" else scale, scale)
        transform.translate(-size.width() / 2, -size.height() / 2)
        return transform

    def _device_rect(self, bounds: QRectF) -> QRect:
        if bounds.isEmpty():
            return _EMPTY
        return self._to_widget().mapRect(bounds).adjusted(-3, -3, 3, 3).toAlignedRect() & self.rect()

    def _mark_region(self, frame: Frame) -> QRegion:
        """What has to be repainted when the marks of a frame come or go: a rectangle a hand."""
        region = QRegion()
        if self._step is not None and self._way is not None:
            for rect in frame_rects(frame, self._way, self._figure("hand")):
                region = region.united(self._device_rect(rect))
        return region

    def _word_rect(self) -> QRect:
        """Where the word of a motion stands: inside the breathing circle, else where the figure says."""
        if self._step is None:
            return _EMPTY
        figure = self._figure(self._step.figure)
        centre = figure.word_place
        if self._frame.swell is not None and self._way is not None:
            centre = self._way.tracks[0].point(0.0)
        middle, height = self._to_widget().map(centre), 3 * self._word_font().pixelSize()
        return QRect(
            round(middle.x() - 3 * height), round(middle.y() - height / 2), 6 * height, height
        ).intersected(self.rect())

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
        step, figure, way = self._step, self._figure(self._step.figure), self._way
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(round(self.width() * ratio), round(self.height() * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._colours.background)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if pose_level != 0:
            painter.setClipRect(self._device_rect(self._moving))
        painter.setTransform(self._to_widget())
        area = "" if step.motion is Motion.BREATH else step.area
        pose = pose_level / _POSE_LEVELS
        light = 0.3 + 0.7 * abs(pose) if step.motion is Motion.TENSE else 1.0
        paint_still(painter, figure, area, self._colours, pose, self._scale() * ratio, light)
        if way is not None and step.motion is Motion.BREATH:
            paint_swell_limit(painter, way.tracks[0], self._colours)
        elif way is not None and step.motion is Motion.PRESS:
            paint_spots(painter, way, self._colours)
        elif way is not None:
            paint_way(painter, way, step.motion, self._colours, self._still)
        painter.resetTransform()
        self._paint_words(painter, figure, pose)
        painter.end()
        return pixmap

    def _paint_words(self, painter: QPainter, figure: Figure, pose: float) -> None:
        """Which leg, from where it is seen, how hard, and where never."""
        assert self._step is not None
        step, size = self._step, self._font().pixelSize()
        pose_name = "up" if pose >= 0 else "down"
        for element in figure.elements:
            if element.kind == "never":
                bounds = self._to_widget().mapRect(figure.posed(element, pose_name, abs(pose)).boundingRect())
                beside = self._to_widget().map(element.word_place) if element.word_place else None
                font = self._font(0.9)
                paint_never(
                    painter, bounds & QRectF(self.rect()), beside, self.tr("never"), font, self._colours
                )
        at_right = step.side != "left"
        width = min(0.36 * self.width(), 13.0 * size)
        box = QRectF(self.width() - width - 2 if at_right else 2, 2, width, 6 * size)
        end = paint_words(painter, box, self._side_words(figure.view), self._font(), self._colours, at_right)
        if step.pressure is not None:
            width = min(max(84.0, 5.4 * size), 0.22 * self.width())
            box = QRectF(self.width() - width - 2 if at_right else 2, end + 0.9 * size, width, width)
            pressing = step.motion is not Motion.STRETCH
            paint_pressure(painter, box, step.pressure, pressing, self._colours)

    def _side_words(self, view: str) -> tuple[str, str]:
        """Which leg or foot, and from where it is seen if that does not go without saying."""
        side = self._step.side if self._step else "both"
        if side == "both":
            return "", ""
        views = {
            "behind": self.tr("seen from behind"),
            "front": self.tr("seen from the front"),
            "above": self.tr("seen from above"),
            "below": self.tr("the sole"),
        }
        if view in ("above", "below"):
            name = self.tr("Right foot") if side == "right" else self.tr("Left foot")
        else:
            name = self.tr("Right leg") if side == "right" else self.tr("Left leg")
        return name, views.get(view, "")

    def _font(self, share: float = 1.0) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(9, round(share * (font.pixelSize() if font.pixelSize() > 0 else 16))))
        return font

    def _word_font(self) -> QFont:
        return self._font(1.4)

    def _firmness(self) -> float:
        """How hard the step presses, from 0 to 1."""
        pressure = self._step.pressure if self._step else None
        return 0.7 if pressure is None else sum(pressure) / 2 / PRESSURE_DOTS

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
        way, frame = self._way, self._frame
        if way is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setTransform(self._to_widget(), True)
        if frame.swell is not None:
            if self._light is None:
                across = 2 * way.tracks[0].length * self._scale() * self.devicePixelRatioF()
                self._light = breath_light(self._colours, max(8, round(across)))
            paint_swell(painter, way.tracks[0], frame.swell, self._light, self._colours)
        for mark in frame.marks:
            if self._sprites is None:
                scale = self._scale() * self.devicePixelRatioF() * way.hand / HAND_LENGTH
                self._sprites = HandSprites(self._figure("hand"), self._colours, scale)
            paint_mark(painter, mark, way, self._sprites, self._colours, self._firmness())
            if frame.left is not None:
                centre = way.tracks[mark.track].point(mark.at)
                paint_countdown(painter, centre, spot_radius(way), frame.left, self._colours)
        paint_frame_arrow(painter, frame, way, self._colours)
        painter.restore()

    def _paint_word(self, painter: QPainter) -> None:
        if not self._frame.word:
            return
        words = {
            "in": self.tr("in"),
            "out": self.tr("out"),
            "in and out": self.tr("4 in, 6 out"),
            "tense": self.tr("tense"),
            "release": self.tr("release"),
            "tense and release": self.tr("tense, release"),
        }
        painter.setFont(self._word_font())
        painter.setPen(self._colours.text)
        painter.drawText(self._word_rect(), Qt.AlignmentFlag.AlignCenter, words[self._frame.word])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size."""
        super().resizeEvent(event)
        self._forget_pixmaps()
        self._marked = self._mark_region(self._frame)

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew with other letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget_pixmaps()
            self.update()

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
        return QSize(480, 560)

    def minimumSizeHint(self) -> QSize:
        """Smaller than this, hands cannot be told apart."""
        return QSize(160, 224)
