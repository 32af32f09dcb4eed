"""Black windows that cover the other screens at night, so that only the app's own screen gives light."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPalette, QScreen
from PySide6.QtWidgets import QWidget


class BlackScreens(QObject):
    """Covers every screen with a black window, except the screen of the main window.

    Screens that are connected later are covered too. `on_press` is called with the event of each mouse press
    on a black window.
    """

    def __init__(self, window: QWidget, on_press: Callable[[QMouseEvent], None]) -> None:
        super().__init__(window)
        self._window, self._on_press = window, on_press
        self._covers: dict[QScreen, _BlackWindow] = {}
        self._is_dark = False

    def set_dark(self, is_dark: bool) -> None:
        """Cover all screens except the main window's with black if `is_dark`; otherwise uncover them.

        The main window must have been shown before the first call: until then, its screen is not known.
        """
        if is_dark == self._is_dark:
            return
        self._is_dark = is_dark
        application, handle = QGuiApplication.instance(), self._window.windowHandle()
        assert isinstance(application, QGuiApplication)
        for signal in (application.screenAdded, application.screenRemoved, handle.screenChanged):
            signal.connect(self._cover_other_screens) if is_dark else signal.disconnect(
                self._cover_other_screens
            )
        self._cover_other_screens()

    @Slot()
    def _cover_other_screens(self) -> None:
        own = self._window.screen().geometry()
        # A screen that shows the same as the window's own must not be covered: the window would be too.
        others = [each for each in QGuiApplication.screens() if not each.geometry().intersects(own)]
        wanted = others if self._is_dark else []
        for screen in [each for each in self._covers if each not in wanted]:
            screen.geometryChanged.disconnect(self._cover_other_screens)
            self._covers.pop(screen).deleteLater()
        for screen in wanted:
            if screen not in self._covers:
                self._covers[screen] = _BlackWindow(self._window, self._on_press)
                screen.geometryChanged.connect(self._cover_other_screens)
            self._covers[screen].cover(screen)


class _BlackWindow(QWidget):
    """A black window that shows no mouse cursor and takes no keyboard focus."""

    def __init__(self, window: QWidget, on_press: Callable[[QMouseEvent], None]) -> None:
        kind = Qt.WindowType
        super().__init__(
            window,
            kind.Tool | kind.FramelessWindowHint | kind.WindowStaysOnTopHint | kind.WindowDoesNotAcceptFocus,
        )
        self._window, self._on_press = window, on_press
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(Qt.GlobalColor.black))
        self.setPalette(palette)
        self.setStyleSheet("background: #000000;")
        self.setCursor(Qt.CursorShape.BlankCursor)

    def cover(self, screen: QScreen) -> None:
        """Cover the whole of this screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # Not showFullScreen, which asks for the keyboard.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass a key press on to the main window, because some desktops give this window the focus anyway."""
        QCoreApplication.sendEvent(self._window.focusWidget() or self._window, event.clone())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pass a mouse press on to the function `on_press`."""
        self._on_press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore the second press of a double click, because `on_press` has got the first press."""
