"""The leg figure: a drawing of a leg with the massaged area lit, and moving hands on top."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import reduce

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.ui.widgets.figure_layout import PictureLayout, picture_layout, view_box_transform
from rlscompanion.ui.widgets.figure_marks import (
    PlacedStamp,
    arrow_and_ring_bounds,
    breathing_circle_light,
    paint_arrows_and_rings,
    paint_breathing_circle,
    paint_stamps,
    place_marks,
)
from rlscompanion.ui.widgets.figure_motion import Frame, frame_at, still_frame
from rlscompanion.ui.widgets.figure_parts import (
    FigureColours,
    FigureDrawing,
    HandPath,
    Motion,
    Side,
    StepPicture,
    parse_figure,
)
from rlscompanion.ui.widgets.figure_signs import FIRMEST_PRESSURE
from rlscompanion.ui.widgets.figure_stamps import StampCache
from rlscompanion.ui.widgets.figure_static import StaticPart, scaled_font, tr
from rlscompanion.ui.widgets.text_size import may_change_text_size

__all__ = ["FigureColours", "FigureDrawing", "LegFigure", "Motion", "Side", "StepPicture", "parse_figure"]

QUICK_FRAME_MILLISECONDS = 55
SLOW_FRAME_MILLISECONDS = 66
_QUICK_MOTIONS = frozenset((Motion.STROKE, Motion.RUB, Motion.RAISE, Motion.WALK))
_POSE_LEVELS = 12
_MOTION_WORD_SIZE = 1.4
"""The size of the word on the leg, such as "in", as a multiple of the widget's font size."""

_MOTIONS_OF_THE_LEG = frozenset(
    (Motion.STRETCH, Motion.PUMP, Motion.ROTATE, Motion.RAISE, Motion.WALK, Motion.TENSE)
)
_NO_RECT = QRect()


class LegFigure(QWidget):
    """Shows a massage step on a drawn leg: where the hands go, how they move and how hard they press.

    `load` returns the text of a figure's SVG file, given the figure's name. `seconds` returns the present
    time of a monotonic clock.
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
        self._figures: dict[str, FigureDrawing] = {}
        self._step: StepPicture | None = None
        self._hand_path: HandPath | None = None
        self._moving = QRectF()
        self._posture: FigureDrawing | None = None
        self._outside = QPainterPath()
        self._running = False
        self._still = False
        self._elapsed = 0.0
        self._resumed_at = 0.0
        self._frame = Frame()
        self._base: QPixmap | None = None
        self._posed: dict[int, QPixmap] = {}
        self._stamps: StampCache | None = None
        self._light: QPixmap | None = None
        self._region_of_marks = QRegion()
        self._placed_stamps: list[list[PlacedStamp]] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_next_frame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What the page calls

    def show_step(self, step: StepPicture, at: float = 0.0) -> None:
        """Show the picture of a massage step, as it is `at` seconds after the step's start.

        With `at` below 0, the hands wait where they start. Raises ValueError, with the name, if the picture's
        figure, area or path does not exist.
        """
        if step != self._step:
            self._use_step(step)
        self._elapsed, self._resumed_at = at, self._seconds()
        self._show_frame_now()

    def set_running(self, running: bool) -> None:
        """Let the hands move if `running`; otherwise stop them where they are."""
        if running == self._running:
            return
        if running:
            self._resumed_at = self._seconds()
        else:
            self._elapsed += self._seconds() - self._resumed_at
        self._running = running
        self._start_or_stop_timer()

    def set_still(self, still: bool) -> None:
        """Show a still picture if `still`, else show motion.

        In the still picture, arrows and fainter hands show where the hands go.
        """
        if still == self._still:
            return
        self._still = still
        self._discard_pixmaps()
        self._show_frame_now()

    def set_colours(self, colours: FigureColours) -> None:
        """Repaint the figure in these colours."""
        self._colours = colours
        self._discard_pixmaps()
        self._show_frame_now()

    @property
    def is_animating(self) -> bool:
        """Whether a timer is repainting the moving parts."""
        return self._timer.isActive()

    def _use_step(self, step: StepPicture) -> None:
        figure = self._load_figure(step.figure)
        if step.area:
            figure.element("area", step.area)
        hand_path = figure.hand_path(step.path) if step.path else None
        posture = self._load_figure(step.posture_figure) if step.posture_figure else None
        if posture is not None:
            posture.element("area", step.place)
        self._load_figure("hand")
        self._step, self._hand_path, self._posture = step, hand_path, posture
        self._moving = figure.moving_bounds() if step.motion in _MOTIONS_OF_THE_LEG else QRectF()
        if step.motion is Motion.TENSE and step.area:
            self._moving = self._moving.united(figure.element("area", step.area).path.boundingRect())
        self._discard_pixmaps()

    def _show_frame_now(self) -> None:
        self._frame = self._frame_now()
        self._region_of_marks = self._place_marks()
        self.update()
        self._start_or_stop_timer()

    # Time

    def _motion_seconds(self) -> float:
        return self._elapsed + (self._seconds() - self._resumed_at if self._running else 0.0)

    def _frame_now(self) -> Frame:
        if self._step is None:
            return Frame()
        hand_path = self._hand_path
        tracks, spots = (len(hand_path.tracks), hand_path.spots) if hand_path else (0, ())
        if self._still:
            return still_frame(self._step.motion, tracks, spots)
        return frame_at(self._step.motion, self._motion_seconds(), tracks, spots)

    def _start_or_stop_timer(self) -> None:
        moves = self._step is not None and self._step.motion not in (Motion.REST, Motion.HOLD)
        if self._running and not self._still and moves and self.isVisible():
            quick = self._step is not None and self._step.motion in _QUICK_MOTIONS
            self._timer.start(QUICK_FRAME_MILLISECONDS if quick else SLOW_FRAME_MILLISECONDS)
        else:
            self._timer.stop()

    @Slot()
    def _show_next_frame(self) -> None:
        before, was = self._frame, self._pose_level()
        self._frame = self._frame_now()
        if self._frame == before:
            return
        marked = self._place_marks()
        changed = self._region_of_marks.united(marked)
        self._region_of_marks = marked
        if self._pose_level() != was:
            changed = changed.united(self._widget_rect(self._moving))
        if self._frame.word != before.word:
            changed = changed.united(self._word_rect())
        self.update(changed)

    # Geometry

    def _load_figure(self, name: str) -> FigureDrawing:
        if name not in self._figures:
            try:
                text = self._load(name)
            except (OSError, KeyError) as error:
                raise ValueError(f"there is no figure {name!r}") from error
            self._figures[name] = parse_figure(name, text)
        return self._figures[name]

    def _view_box_to_widget(self) -> QTransform:
        assert self._step is not None
        figure = self._load_figure(self._step.figure)
        return view_box_transform(figure.size, self._layout().close_up, self._step.side == "left")

    def _layout(self) -> PictureLayout:
        assert self._step is not None
        figure = self._load_figure(self._step.figure)
        posture = self._posture.size if self._posture else None
        return picture_layout(self.size(), figure.size, posture, self.fontInfo().pixelSize())

    def _widget_rect(self, bounds: QRectF) -> QRect:
        if bounds.isEmpty():
            return _NO_RECT
        return self._view_box_to_widget().mapRect(bounds).adjusted(-3, -3, 3, 3).toAlignedRect() & self.rect()

    def _place_marks(self) -> QRegion:
        """Place the hands of the present frame; return the region that they cover, with arrows and rings."""
        region = QRegion()
        if self._step is not None and self._hand_path is not None:
            transform = self._view_box_to_widget()
            self._placed_stamps = place_marks(
                self._frame, self._hand_path, self._current_stamps(), transform, self._firmness()
            )
            for puts in self._placed_stamps:
                region = region.united(reduce(QRect.united, (placed_stamp.rect for placed_stamp in puts)))
            region = region.united(self._widget_rect(arrow_and_ring_bounds(self._frame, self._hand_path)))
        else:
            self._placed_stamps = []
        return region.intersected(self.rect())

    def _current_stamps(self) -> StampCache:
        if self._stamps is None:
            self._stamps = StampCache(
                self._load_figure("hand"), self._colours, self._view_box_to_widget(), self.devicePixelRatioF()
            )
        return self._stamps

    def _word_rect(self) -> QRect:
        """The rectangle of the motion's word: inside the breathing circle, else where the file says."""
        if self._step is None:
            return _NO_RECT
        figure = self._load_figure(self._step.figure)
        centre = figure.word_position
        if self._frame.swell is not None and self._hand_path is not None:
            centre = self._hand_path.tracks[0].point(0.0)
        middle, height = (
            self._view_box_to_widget().map(centre),
            3 * scaled_font(self.font(), _MOTION_WORD_SIZE).pixelSize(),
        )
        return QRect(round(middle.x() - 3 * height), round(middle.y() - height / 2), 6 * height, height)

    # Painting

    def _pose_level(self) -> int:
        return round(self._frame.pose * _POSE_LEVELS) if not self._moving.isEmpty() else 0

    def _discard_pixmaps(self) -> None:
        self._base = None
        self._posed.clear()
        self._stamps = None
        self._light = None
        self._outside = QPainterPath()

    def _static_part(self) -> StaticPart:
        assert self._step is not None
        return StaticPart(
            self._load_figure(self._step.figure).in_posture(self._step.posture),
            self._step,
            self._hand_path,
            self._colours,
            self.font(),
            self.size(),
            self._layout(),
            self._posture,
            self.devicePixelRatioF(),
            self._still,
        )

    def _moved_part(self, level: int) -> tuple[QPointF, QPixmap]:
        """The picture of the parts that poses move, in the pose of this level, and its position."""
        moving, ratio = QRectF(self._widget_rect(self._moving)), self.devicePixelRatioF()
        cut = QRectF(moving.topLeft() * ratio, moving.size() * ratio).toAlignedRect()
        if level not in self._posed:
            self._posed[level] = self._static_part().pixmap(level / _POSE_LEVELS, moving).copy(cut)
        return QPointF(cut.topLeft()) / ratio, self._posed[level]

    def _firmness(self) -> float:
        """How hard the step presses, from 0 to 1."""
        pressure = self._step.pressure if self._step else None
        return 0.7 if pressure is None else sum(pressure) / 2 / FIRMEST_PRESSURE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts that do not move from a stored pixmap; then paint the hands and arrows on top."""
        painter = QPainter(self)
        if self._step is None:
            painter.fillRect(event.rect(), self._colours.background)
            return
        if self._base is not None and self._base.devicePixelRatio() != self.devicePixelRatioF():
            self._discard_pixmaps()  # moved to another screen
        if self._base is None:
            self._base = self._static_part().pixmap(0.0)
        # The painter is clipped to what has to be repainted, so this copies no more than that.
        painter.drawPixmap(0, 0, self._base)
        level = self._pose_level()
        if level != 0:
            painter.drawPixmap(*self._moved_part(level))
        self._paint_marks(painter)
        self._paint_word(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        hand_path, frame = self._hand_path, self._frame
        if hand_path is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        transform = self._view_box_to_widget()
        painter.save()
        painter.setClipRect(self._layout().close_up, Qt.ClipOperation.IntersectClip)
        if frame.swell is not None:
            if self._light is None:
                across = (
                    2
                    * hand_path.tracks[0].length
                    * abs(self._view_box_to_widget().m11())
                    * self.devicePixelRatioF()
                )
                self._light = breathing_circle_light(self._colours, max(8, round(across)))
            painter.setTransform(transform, True)
            paint_breathing_circle(painter, hand_path.tracks[0], frame.swell, self._light, self._colours)
        else:
            paint_stamps(painter, self._placed_stamps, self._area_outside_limb(transform))
            painter.setTransform(transform, True)
            paint_arrows_and_rings(painter, frame, hand_path, self._colours)
        painter.restore()

    def _area_outside_limb(self, transform: QTransform) -> QPainterPath:
        """The area around the limb, where a hand behind the limb is visible."""
        if self._outside.isEmpty() and self._step is not None:
            self._outside.addRect(QRectF(self.rect()))
            for element in self._load_figure(self._step.figure).in_posture(self._step.posture).elements:
                if element.kind in ("outline", "cloth"):
                    self._outside = self._outside.subtracted(transform.map(element.path))
        return self._outside

    def _paint_word(self, painter: QPainter) -> None:
        if not self._frame.word:
            return
        words = {
            "in": tr("in"),
            "out": tr("out"),
            "in and out": tr("4 in, 6 out"),
            "tense": tr("tense"),
            "release": tr("release"),
            "tense and release": tr("tense 5 s, release 15 s"),
        }
        painter.setFont(scaled_font(self.font(), _MOTION_WORD_SIZE))
        painter.setPen(self._colours.text)
        painter.drawText(self._word_rect(), Qt.AlignmentFlag.AlignCenter, words[self._frame.word])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Discard the stored pixmaps, because they have the old size."""
        super().resizeEvent(event)
        self._discard_pixmaps()
        self._region_of_marks = self._place_marks()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint the figure if the font has changed."""
        super().changeEvent(event)
        if may_change_text_size(event):
            self._discard_pixmaps()
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the timer that moves the hands, if the motion is running."""
        super().showEvent(event)
        self._start_or_stop_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the timer that moves the hands, because a hidden figure is not painted."""
        super().hideEvent(event)
        self._start_or_stop_timer()

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, suitable for most figures."""
        return QSize(480, 560)

    def minimumSizeHint(self) -> QSize:
        """The least size in pixels; the drawn hands are still recognisable."""
        return QSize(160, 224)
