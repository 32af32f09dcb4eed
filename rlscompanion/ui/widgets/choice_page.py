"""A page with a few large buttons for the night; some time without a key press closes the page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from rlscompanion.bedtime.ports import Clock
from rlscompanion.ui.widgets.controls import button
from rlscompanion.ui.widgets.idle_timer import IdleTimer
from rlscompanion.ui.widgets.keys import is_for_program


class ChoicePage(QWidget):
    """Base class of a page on which the person makes one of a few choices, each a large button.

    Esc closes the page. The page also closes when `seconds` of the app's clock have passed without a key
    press. A subclass creates the buttons, lays them out, and defines what closing the page does.
    """

    def __init__(self, clock: Clock, seconds: float) -> None:
        super().__init__()
        self._idle = IdleTimer(clock, seconds, self)
        self._idle.timeout.connect(self._close_page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the page on Esc; move the focus from button to button with the arrow keys."""
        if event.isAutoRepeat() or not is_for_program(event):
            return
        self._idle.restart()
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self._close_page()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextChild()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the waiting time again at each key press on a button; ignore repeats of a held key."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.isAutoRepeat():
                return True
            if is_for_program(event):
                self._idle.restart()
        return super().eventFilter(watched, event)

    def _close_page(self) -> None:
        raise NotImplementedError

    def _make_choice(self, text: str, chosen: Callable[[], None], role: str = "choice") -> QPushButton:
        made = button(text, text, role, pressed=chosen)
        made.installEventFilter(self)
        return made
