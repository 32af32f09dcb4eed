"""The page of the gentle wake-up: it brightens slowly, then offers to get up or to sleep longer."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from rlscompanion.domain.wake_up import Dawn
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.controls import button, set_identifier
from rlscompanion.ui.widgets.keys import is_for_program

WAKE_SCREEN_COLOURS = ("#000000", "#2a0800", "#7a2c0c", "#cf7a35", "#f3c98c", "#fff3dd")
"""Colours of the wake-up screen, from dark to bright in even steps: red comes first, as at sunrise."""

WAKE_BUTTON_WIDTH = 420


def wake_screen_colour(brightness: float) -> QColor:
    """The colour of the wake-up screen at a brightness from 0 to 1."""
    at = min(max(brightness, 0.0), 1.0) * (len(WAKE_SCREEN_COLOURS) - 1)
    below = min(int(at), len(WAKE_SCREEN_COLOURS) - 2)
    part = at - below
    dark, bright = QColor(WAKE_SCREEN_COLOURS[below]), QColor(WAKE_SCREEN_COLOURS[below + 1])
    ends = (
        (dark.red(), bright.red()),
        (dark.green(), bright.green()),
        (dark.blue(), bright.blue()),
    )
    return QColor(*(round(one + part * (other - one)) for one, other in ends))


class WakePage(QWidget):
    """A page that brightens until the wake-up time, then shows *Good morning* and *Ten more minutes*.

    Before the wake-up time, any key or click emits `stirred`, which means that the person is awake.
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
            each.setFixedWidth(WAKE_BUTTON_WIDTH)
            each.installEventFilter(self)
            each.hide()
        centre = Qt.AlignmentFlag.AlignHCenter
        in_column(STRETCH, (self._up, 0, centre), 24, (self._later, 0, centre), STRETCH, into=self)

    @property
    def brightness(self) -> float:
        """The present brightness of the screen, from 0 to 1."""
        return self._brightness

    def show_dawn(self, dawn: Dawn) -> None:
        """Show the brightness of this moment of the wake-up, and from the wake-up time on the two choices."""
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
        """Fill the screen with the colour that belongs to its brightness."""
        QPainter(self).fillRect(self.rect(), wake_screen_colour(self._brightness))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Before the wake-up time, emit `stirred`; afterwards, move between the choices with Up and Down."""
        if not is_for_program(event) or event.isAutoRepeat():
            return
        if self._up.isHidden():
            self.stirred.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextChild()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Before the wake-up time, emit `stirred`; afterwards, do nothing."""
        self.press()

    def press(self) -> None:
        """Do what a click on the page does: emit `stirred` before the wake-up time, nothing afterwards."""
        if self._up.isHidden():
            self.stirred.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore repeats of a held key, which may have been pressed before the choices appeared."""
        return isinstance(event, QKeyEvent) and event.isAutoRepeat()
