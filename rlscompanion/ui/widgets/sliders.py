"""Sliders that the mouse wheel does not move by accident."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from rlscompanion.ui.theme import LEAST_PRESS_PIXELS
from rlscompanion.ui.widgets.controls import set_identifier


class SteadySlider(QSlider):
    """A horizontal slider that ignores the mouse wheel, so that scrolling the page does not move it."""

    def __init__(self, identifier: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        set_identifier(self, identifier)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the mouse wheel scroll the page."""
        event.ignore()


class LevelSlider(SteadySlider):
    """A slider for a sound level from 0 to 1."""

    def __init__(self, identifier: str) -> None:
        super().__init__(identifier)
        self.setRange(0, 100)
        self.setMinimumHeight(LEAST_PRESS_PIXELS)

    def show_level(self, level: float) -> None:
        """Move the slider to a level (0 to 1) that was set elsewhere, without emitting a signal."""
        self.blockSignals(True)
        self.setValue(round(100 * level))
        self.blockSignals(False)
