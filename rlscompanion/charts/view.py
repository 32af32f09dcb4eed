"""The widget that shows a chart on the screen, explored with the mouse or the arrow keys."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rlscompanion.charts.chart import DEFAULT_LETTER_PIXELS, Chart, ChartLook, PointingDirection
from rlscompanion.charts.drawing import pen, with_opacity

ADDED_HEIGHT_PER_LETTER_PIXEL = 8
"""Pixels by which the least height of a chart grows, per pixel of letter size above the default."""

FARTHEST_POINTED_PIXELS = 40.0
"""The greatest distance in pixels between the mouse and a mark at which the mouse points at that mark."""

_TIE_WEIGHT = 1e-6
"""The weight of the y distance where x chooses the nearest mark, and of the x distance where y does.

The weight is so small that it only decides between marks that are equally near.
"""

LEAST_CHART_HEIGHT = 200
"""The least height in pixels at which a chart with letters of the default size is readable."""


class ChartView(QWidget):
    """A widget that shows one chart, with marks that the mouse and the arrow keys point at.

    `read_out` is emitted with the description of the mark that is pointed at, or with an empty text when none
    is. The left and right keys move from mark to mark; Home and End point at the first and the last mark. A
    click on a mark, or Enter, emits `evening_pressed` with the date of the mark's evening, if the mark shows
    a single night.
    """

    read_out = Signal(str)
    evening_pressed = Signal(object)

    def __init__(self, least_height: int = LEAST_CHART_HEIGHT) -> None:
        super().__init__()
        self._least_height = least_height
        self._chart: Chart | None = None
        self._look: ChartLook | None = None
        self._pointed_index: int | None = None
        self._plot: pg.PlotWidget | None = None
        self._pointer: pg.ScatterPlotItem | None = None
        self._pointed_day: pg.LinearRegionItem | None = None
        self._mark_positions = np.empty((0, 2))
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(least_height)

    def sizeHint(self) -> QSize:
        """A small preferred size in pixels: the chart grows into the space that other widgets leave."""
        return QSize(2 * LEAST_CHART_HEIGHT, LEAST_CHART_HEIGHT)

    @property
    def chart(self) -> Chart | None:
        """The chart that is shown; None before the first call of `show_chart`."""
        return self._chart

    @property
    def pointed_evening(self) -> date | None:
        """The date of the night whose mark is pointed at; None if no mark of a single night is pointed at."""
        if self._chart is None or self._pointed_index is None:
            return None
        return self._chart.marks[self._pointed_index].evening

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the chart when the font size has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            is_other = self._look is not None and self._look.letter_pixels != self.fontInfo().pixelSize()
            if is_other and self._chart is not None and self._look is not None:
                self.show_chart(self._chart, self._look)

    def show_chart(self, chart: Chart, look: ChartLook) -> None:
        """Draw a chart in the colours of `look`, with letters of this widget's font size.

        An empty chart leaves the widget empty.
        """
        look = replace(look, letter_pixels=self.fontInfo().pixelSize())
        self._chart, self._look, self._pointed_index = chart, look, None
        window_scale = float(self.window().property("window_scale") or 1.0)
        larger = ADDED_HEIGHT_PER_LETTER_PIXEL * max(
            0.0, look.letter_pixels / window_scale - DEFAULT_LETTER_PIXELS
        )
        self.setMinimumHeight(round(window_scale * (self._least_height + larger)))
        if self._plot is not None:
            self._lines.removeWidget(self._plot)
            self._plot.hide()
            self._plot.deleteLater()
            self._plot = self._pointer = self._pointed_day = None
        self.setAccessibleDescription(chart.summary or chart.missing)
        if chart.draw is None:
            return
        self._plot = pg.PlotWidget(background=look.background)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        chart.draw(self._plot.getPlotItem(), look)
        self._pointer = pg.ScatterPlotItem(size=13, pen=pen(look.text, 2.0), brush=None)
        self._plot.addItem(self._pointer, ignoreBounds=True)
        self._mark_positions = np.asarray([(mark.x, mark.y) for mark in chart.marks])
        way = "horizontal" if chart.pointing_direction is PointingDirection.DOWN else "vertical"
        band = with_opacity(look.text, 0.14)
        self._pointed_day = pg.LinearRegionItem(
            orientation=way, movable=False, brush=band, pen=pg.mkPen(None)
        )
        self._pointed_day.hide()
        self._plot.addItem(self._pointed_day, ignoreBounds=True)
        viewport = self._plot.viewport()
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)
        self._lines.addWidget(self._plot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Point at another mark with the arrow keys, Home or End; on Enter, emit the evening of the mark."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed_index is not None:
            self._open_pointed_night()
            return
        count = len(self._chart.marks) if self._chart else 0
        ways = {
            Qt.Key.Key_Left: (self._pointed_index or 0) - 1 if self._pointed_index is not None else count - 1,
            Qt.Key.Key_Right: self._pointed_index + 1 if self._pointed_index is not None else 0,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        wanted = ways.get(Qt.Key(event.key()))
        if wanted is None or not count:
            super().keyPressEvent(event)
            return
        self._point_at(min(max(wanted, 0), count - 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Point at the mark nearest to the mouse; after a click, emit the evening of that mark."""
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._point_at(self._nearest_mark(event.position()))
        elif event.type() is QEvent.Type.Leave:
            self._point_at(None)
        elif (
            event.type() is QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() is Qt.MouseButton.LeftButton
        ):
            self._point_at(self._nearest_mark(event.position()))
            self._open_pointed_night()
        return super().eventFilter(watched, event)

    def _nearest_mark(self, position: QPointF) -> int | None:
        """The mark nearest to a position in the plot's viewport, if close enough."""
        if self._plot is None or self._chart is None or not self._chart.marks:
            return None
        box = self._plot.getPlotItem().getViewBox()
        scene = self._plot.mapToScene(position.toPoint())
        if not box.sceneBoundingRect().contains(scene):
            return None
        there = box.mapSceneToView(scene)
        wide, high = box.viewPixelSize()
        across = np.abs(self._mark_positions[:, 0] - there.x()) / wide
        down = np.abs(self._mark_positions[:, 1] - there.y()) / high
        match self._chart.pointing_direction:
            case PointingDirection.ACROSS:
                distance, distance_with_tie = across, across + _TIE_WEIGHT * down
            case PointingDirection.DOWN:
                distance, distance_with_tie = down, down + _TIE_WEIGHT * across
            case PointingDirection.BOTH:
                distance = distance_with_tie = np.hypot(across, down)
        best = int(distance_with_tie.argmin())
        return best if distance[best] <= FARTHEST_POINTED_PIXELS else None

    def _open_pointed_night(self) -> None:
        """Emit the evening of the mark pointed at, if it shows one night."""
        if (evening := self.pointed_evening) is not None:
            self.evening_pressed.emit(evening)

    def _point_at(self, index: int | None) -> None:
        if (
            index == self._pointed_index
            or self._chart is None
            or self._pointer is None
            or self._pointed_day is None
        ):
            return
        self._pointed_index = index
        mark = self._chart.marks[index] if index is not None else None
        self._pointer.setData([mark.x], [mark.y]) if mark is not None else self._pointer.setData([], [])
        is_night = mark is not None and mark.evening is not None
        self._pointed_day.setVisible(
            is_night and self._chart.pointing_direction is not PointingDirection.BOTH
        )
        if mark is not None:
            day = mark.y if self._chart.pointing_direction is PointingDirection.DOWN else mark.x
            self._pointed_day.setRegion((day - 0.5, day + 0.5))
        for viewport in [self._plot.viewport()] if self._plot is not None else []:
            viewport.setCursor(Qt.CursorShape.PointingHandCursor if is_night else Qt.CursorShape.ArrowCursor)
        self.read_out.emit(mark.text if mark is not None else "")
