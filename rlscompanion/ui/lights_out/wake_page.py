"""The gentle wake-up: a screen that slowly brightens, then offers to get up or to sleep for longer."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from rlscompanion.domain.wake_up import Dawn
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.controls import button, set_identifier
from rlscompanion.ui.widgets.keys import is_for_program

SKY_COLOURS = ("#000000", "#2a0800", "#7a2c0c", "#cf7a35", "#f3c98c", "#fff3dd")
"""The colours of the screen from dark to bright, evenly spaced: red long before white, as at sunrise."""

BUTTON_WIDTH = 420


def sky_colour(brightness: float) -> QColor:
    """The colour of the wake-up screen at a brightness from 0 to 1."""
    at = min(max(brightness, 0.0), 1.0) * (len(SKY_COLOURS) - 1)
    below = min(int(at), len(SKY_COLOURS) - 2)
    part = at - below
    dark, bright = QColor(SKY_COLOURS[below]), QColor(SKY_COLOURS[below + 1])
    ends = (
        (dark.red(), bright.red()),
        (dark.green(), bright.green()),
        (dark.blue(), bright.blue()),
    )
    return QColor(*(round(one + part * (other - one)) for one, other in ends))


class WakePage(QWidget):
    """Brightens until the wake-up time, then shows two choices: *Good morning* and *Ten more minutes*.

    Before that time, any key or click emits `stirred`, which says that the person is awake.
    """

    stirred = Signal()
    up_chosen = Signal()
    later_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.accessible: QAccessibleWidget | None = None
        set_identifier(self, "Wake-up")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._brightness = 0.0
        self._up = button("Good morning", "Good morning", "dawn", pressed=self.up_chosen)
        self._later = button("Ten more minutes", "Ten more minutes", "dawn", pressed=self.later_chosen)
        for each in (self._up, self._later):
            each.setFixedWidth(BUTTON_WIDTH)
            each.installEventFilter(self)
            each.hide()
        centre = Qt.AlignmentFlag.AlignHCenter
        in_column(STRETCH, (self._up, 0, centre), 24, (self._later, 0, centre), STRETCH, into=self)

    @property
    def brightness(self) -> float:
        """The brightness of the screen, from 0 to 1."""
        return self._brightness

    def show_dawn(self, dawn: Dawn) -> None:
        """Show a moment of the wake-up: its brightness, and the two choices if the wake-up time has come."""
        self._brightness = dawn.brightness
        is_new = dawn.has_reached_wake_up_time and self._up.isHidden()
        for each in (self._up, self._later):
            each.setVisible(dawn.has_reached_wake_up_time)
        # A press beside the choices must not take the keyboard away from them.
        self.setFocusPolicy(
            Qt.FocusPolicy.NoFocus if dawn.has_reached_wake_up_time else Qt.FocusPolicy.ClickFocus
        )
        self.setCursor(
            Qt.CursorShape.ArrowCursor if dawn.has_reached_wake_up_time else Qt.CursorShape.BlankCursor
        )
        if is_new:
            self._up.setFocus()
        elif not dawn.has_reached_wake_up_time:
            self.setFocus()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the screen with the colour of its brightness."""
        QPainter(self).fillRect(self.rect(), sky_colour(self._brightness))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Before the wake-up time, emit `stirred`; later, Up and Down move between the two choices."""
        if not is_for_program(event) or event.isAutoRepeat():
            return
        if self._up.isHidden():
            self.stirred.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextChild()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Do what `press` does."""
        self.press()

    def press(self) -> None:
        """Emit `stirred` before the wake-up time, since the person is awake; later, do nothing."""
        if self._up.isHidden():
            self.stirred.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore repeats of a key held down, which may have been pressed before the choices appeared."""
        return isinstance(event, QKeyEvent) and event.isAutoRepeat()
