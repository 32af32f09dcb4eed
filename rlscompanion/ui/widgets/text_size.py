"""Helpers for widgets that adapt to the text size."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

DESIGNED_FONT_PIXELS = 17


def may_change_text(event: QEvent) -> bool:
    """Whether a change event may have changed the text size."""
    return event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class TextSized(QWidget):
    """A widget whose `fit_text` is called when its text size may have changed."""

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text again."""
        super().changeEvent(event)
        if may_change_text(event):
            self.fit_text()

    def fit_text(self) -> None:
        """Adapt to the present text size."""
        raise NotImplementedError


def text_scale(widget: QWidget) -> float:
    """The ratio of a widget's text size to the designed size, at least 1."""
    return max(1.0, widget.fontInfo().pixelSize() / DESIGNED_FONT_PIXELS)


def window_room(widget: QWidget) -> float:
    """How many times its designed size everything in a widget's window has, at least 1."""
    return float(widget.window().property("room") or 1.0)


def letters_as_designed(widget: QWidget) -> float:
    """The pixels of a widget's text, without the growth from a large window."""
    return widget.fontInfo().pixelSize() / window_room(widget)


def stack(columns: QBoxLayout, is_stacked: bool) -> None:
    """Arrange columns one below another, or side by side."""
    side_by_side, stacked = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    columns.setDirection(stacked if is_stacked else side_by_side)
