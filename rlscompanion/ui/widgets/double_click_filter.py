"""A filter for double clicks: a page that opens under the mouse must not get the second press."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget


class DoubleClickFilter(QObject):
    """Drops the second press of a double click if it hits another widget than the first press did.

    The first press may have opened another page, or a black screen, for which the second press was not meant.
    The filter is installed on the window's QWindow, which receives the events of the system.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._first_on: QWidget | None = None
        self._latest_ms = 0
        self._is_swallowed = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drop a second press that hits another widget than the first press.

        The release of the mouse button after that second press is dropped as well.
        """
        if not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._is_swallowed = self._hits_something_else(event)
            return self._is_swallowed
        if kind is QEvent.Type.MouseButtonRelease and self._is_swallowed:
            self._is_swallowed = False
            return True
        return False

    def _hits_something_else(self, event: QMouseEvent) -> bool:
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        is_later = event.timestamp() - self._latest_ms <= interval
        self._latest_ms = event.timestamp()
        on = self._widget_at(event.position().toPoint())
        if is_later:
            return on is not self._first_on
        self._first_on = on
        return False

    def _widget_at(self, point: QPoint) -> QWidget:
        return self._window.childAt(point) or self._window
