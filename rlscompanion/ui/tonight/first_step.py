"""The picture of a massage routine's first step on the Tonight page, drawn shortly after the page appears."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.domain.routine import Routine, Segment, routine_segments
from rlscompanion.ui.theme import DUSK

if TYPE_CHECKING:
    from rlscompanion.ui.widgets.figure import LegFigure

DRAWING_DELAY_MS = 400
"""The time from the page's appearance to the start of drawing, which takes 0.25 s."""

log = logging.getLogger(__name__)


class FirstStepPicture(QWidget):
    """The picture of a routine's first step on the Tonight page.

    The widget takes up its space from the start, but loads the drawing code only for the first picture.
    """

    def __init__(self, figure_text: Callable[[str], str]) -> None:
        super().__init__()
        self._figure_text = figure_text
        self._segment: Segment | None = None
        self._drawn: Segment | None = None
        self._figure: LegFigure | None = None
        self._timer = QTimer(self, singleShot=True, interval=DRAWING_DELAY_MS)
        self._timer.timeout.connect(self.draw_first_step)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_routine(self, routine: Routine | None) -> None:
        """Choose the routine whose first step is drawn; draw nothing for None."""
        self._segment = next(iter(routine_segments(routine)), None) if routine else None
        if self._figure is not None:
            self.draw_first_step()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the first picture DRAWING_DELAY_MS after the page has appeared."""
        super().showEvent(event)
        if self._figure is None:
            self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the picture the whole size of this widget."""
        super().resizeEvent(event)
        if self._figure is not None:
            self._figure.setGeometry(self.rect())

    @Slot()
    def draw_first_step(self) -> None:
        """Draw the first step of the chosen routine without waiting for the timer."""
        from rlscompanion.ui.widgets.colours import figure_colours
        from rlscompanion.ui.widgets.figure import LegFigure
        from rlscompanion.ui.widgets.step_picture import small_step_picture

        segment = self._segment
        if segment == self._drawn and self._figure is not None:
            return
        self._drawn = segment
        if self._figure is None:
            # The button's ground, not the window's.
            colours = replace(figure_colours(DUSK), background=QColor(DUSK.accent_background))
            self._figure = LegFigure(self._figure_text, colours, self)
            self._figure.setGeometry(self.rect())
        try:
            if segment is not None:
                self._figure.show_step(small_step_picture(segment.step, segment.side))
        except ValueError as error:
            log.warning("%s has no picture: %s", segment.step.key if segment else "", error)
            segment = None
        self._figure.setVisible(segment is not None)
