"""What a widget needs to make room for larger text."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

DESIGNED_FONT_PIXELS = 17


def may_change_text(event: QEvent) -> bool:
    """Whether the letters may be of another size after this change event."""
    return event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class TextSized(QWidget):
    """A widget that hears when its text may be of another size."""

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text again."""
        super().changeEvent(event)
        if may_change_text(event):
            self.fit_text()

    def fit_text(self) -> None:
        """Make room for the text at its present size."""
        raise NotImplementedError


def text_scale(widget: QWidget) -> float:
    """How many times as large as designed a widget's text is; 1 when it is smaller."""
    return max(1.0, widget.fontInfo().pixelSize() / DESIGNED_FONT_PIXELS)


def window_room(widget: QWidget) -> float:
    """How many times as large as designed all in a widget's window is, since the window is larger."""
    return float(widget.window().property("room") or 1.0)


def letters_as_designed(widget: QWidget) -> float:
    """Pixels of a widget's text, as they were in a window of the designed size."""
    return widget.fontInfo().pixelSize() / window_room(widget)


def stack(columns: QBoxLayout, is_stacked: bool) -> None:
    """Put columns under one another, or side by side."""
    side_by_side, stacked = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    columns.setDirection(stacked if is_stacked else side_by_side)
