"""Adapting widgets to the size of the text and of the window: functions and a base class."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

DESIGNED_FONT_PIXELS = 17


def may_change_text_size(event: QEvent) -> bool:
    """Whether an event passed to a widget's `changeEvent` may have changed the widget's text size."""
    return event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class TextSized(QWidget):
    """Base class of widgets whose layout depends on the text size.

    The method `fit_to_text_size` is called when the text size may have changed.
    """

    def changeEvent(self, event: QEvent) -> None:
        """Call `fit_to_text_size` if the text size may have changed."""
        super().changeEvent(event)
        if may_change_text_size(event):
            self.fit_to_text_size()

    def fit_to_text_size(self) -> None:
        """Adapt the widget to its present text size; implemented by subclasses."""
        raise NotImplementedError


def text_scale(widget: QWidget) -> float:
    """A widget's text size as a multiple of the designed text size; at least 1."""
    return max(1.0, widget.fontInfo().pixelSize() / DESIGNED_FONT_PIXELS)


def window_scale(widget: QWidget) -> float:
    """The factor by which a large window enlarges everything in it; at least 1."""
    return float(widget.window().property("window_scale") or 1.0)


def designed_letter_pixels(widget: QWidget) -> float:
    """The size in pixels that a widget's text would have in a window of the designed size."""
    return widget.fontInfo().pixelSize() / window_scale(widget)


def set_stacked(columns: QBoxLayout, is_stacked: bool) -> None:
    """Arrange the parts of a box layout one below another if `is_stacked`; otherwise side by side."""
    side_by_side, stacked = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    columns.setDirection(stacked if is_stacked else side_by_side)
