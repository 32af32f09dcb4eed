"""Storing of the position and size of the window, and restoring so that the window fits on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSettings, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from rlscompanion.ui.theme import DESIGNED_HEIGHT, DESIGNED_WIDTH, LARGEST_TITLE_BAR

FIRST_SCREEN_SHARE = 0.8
"""Share of the width and height of a large screen that the window takes at its first start."""

USUAL_FRAME_MARGINS = QMargins(2, 34, 2, 4)
"""Usual widths of a window's four frame edges in pixels, used until the real widths are known."""

FRAME_WAIT_MS = 250
"""Milliseconds to wait after a window appears, until the desktop has put a frame around the window."""


def fitted_to_screens(wanted: QRect, frame: QMargins, least: QSize, screens: Sequence[QRect]) -> QRect:
    """The area for a window, in desktop pixels, such that the window with its frame fits on one screen.

    `wanted` and the result are areas without the frame; `least` is the smallest size of the window. The
    screen is the screen that shows most of the window at the wanted place; if no screen shows it, the window
    is centred on the first screen. If `least` is larger than the screen, the window extends beyond the right
    and the lower edge, so that its title bar stays within reach.
    """
    if not screens:
        return wanted
    around = wanted.marginsAdded(frame)
    screen = max(screens, key=lambda each: _area(each.intersected(around)))
    width = max(least.width(), min(wanted.width(), screen.width() - frame.left() - frame.right()))
    height = max(least.height(), min(wanted.height(), screen.height() - frame.top() - frame.bottom()))
    around = QRect(0, 0, width, height).marginsAdded(frame)
    if screen.intersects(wanted.marginsAdded(frame)):
        around.moveTopLeft(wanted.marginsAdded(frame).topLeft())
    else:
        around.moveCenter(screen.center())
    around.moveRight(min(around.right(), screen.right()))
    around.moveBottom(min(around.bottom(), screen.bottom()))
    around.moveLeft(max(around.left(), screen.left()))
    around.moveTop(max(around.top(), screen.top()))
    return around.marginsRemoved(frame)


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())


@dataclass(frozen=True)
class StoredPosition:
    """The stored position of a window.

    `area_inside_frame` is the area of the window on the desktop, without the frame; None if unknown. `frame`
    holds the widths of the frame.
    """

    area_inside_frame: QRect | None = None
    frame: QMargins = field(default_factory=lambda: USUAL_FRAME_MARGINS)
    is_maximized: bool = False


def position_at_first_start(screen: QRect) -> StoredPosition:
    """The position of a window at the very first start: centred on a screen with this usable area.

    The window takes most of a large screen. The window is maximized if the screen is too small for the
    designed size and a title bar.
    """
    wanted = QSize(
        max(DESIGNED_WIDTH, round(FIRST_SCREEN_SHARE * screen.width())),
        max(DESIGNED_HEIGHT, round(FIRST_SCREEN_SHARE * screen.height())),
    )
    inside = QRect(QPoint(), wanted.boundedTo(screen.size()))
    inside.moveCenter(screen.center())
    is_maximized = wanted.width() > screen.width() or wanted.height() + LARGEST_TITLE_BAR > screen.height()
    return StoredPosition(inside, is_maximized=is_maximized)


class PositionFile:
    """Stores the position of the window in a small file; ignores errors in reading or writing the file."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def read(self) -> StoredPosition:
        """The position stored in the file.

        Without a valid area in the file, the area is None. Without valid frame widths, the frame is
        USUAL_FRAME_MARGINS.
        """
        inside = self._settings.value("inside")
        edges = [self._number(f"frame-{each}") for each in ("left", "top", "right", "bottom")]
        is_frame = all(edge is not None and 0 <= edge < 200 for edge in edges)
        return StoredPosition(
            inside if isinstance(inside, QRect) and inside.isValid() else None,
            QMargins(*(edge or 0 for edge in edges)) if is_frame else USUAL_FRAME_MARGINS,
            self._settings.value("maximized") == "yes",
        )

    def write(self, position: StoredPosition) -> None:
        """Store this position of the window in the file."""
        frame = position.frame
        for name, edge in (
            ("left", frame.left()),
            ("top", frame.top()),
            ("right", frame.right()),
            ("bottom", frame.bottom()),
        ):
            self._settings.setValue(f"frame-{name}", edge)
        self._settings.setValue("inside", position.area_inside_frame)
        self._settings.setValue("maximized", "yes" if position.is_maximized else "no")
        self._settings.sync()

    def _number(self, name: str) -> int | None:
        try:
            return int(str(self._settings.value(name)))
        except ValueError:
            return None


class WindowPlace(QObject):
    """Restores the position of a window at the start, and stores the position when the window closes.

    Create the object before the window is shown. The position is corrected once the real frame of the window
    is known. If `stores_position` is false, nothing is stored.
    """

    def __init__(self, window: QWidget, kept: PositionFile, stores_position: bool = True) -> None:
        super().__init__(window)
        self._window, self._kept, self._stores_position = window, kept, stores_position
        place = kept.read()
        self._frame = place.frame
        screens = _screens()
        if place.area_inside_frame is None:
            place = position_at_first_start(
                screens[0] if screens else QRect(0, 0, DESIGNED_WIDTH, DESIGNED_HEIGHT)
            )
        self._wanted = place.area_inside_frame or QRect()
        self._given = fitted_to_screens(self._wanted, self._frame, window.minimumSize(), screens)
        self._move_window(self._given)
        if place.is_maximized:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        self._soon = QTimer(self, singleShot=True, interval=FRAME_WAIT_MS)
        self._soon.timeout.connect(self.check_frame)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check the frame soon after the window appears; store the position when the window closes."""
        if event.type() is QEvent.Type.Show:
            self._soon.start()
        elif event.type() is QEvent.Type.Close and self._stores_position:
            self.store_position()
        return False

    @Slot()
    def check_frame(self) -> None:
        """Move the window so that it fits on the screen with its real frame."""
        handle = self._window.windowHandle()
        if handle is None or not self._is_in_normal_state():
            return
        self._frame = handle.frameMargins()
        # Where the frame is smaller than was thought, there is room for what was wanted.
        is_as_given = self._window.geometry() == self._given
        wanted = self._wanted if is_as_given else self._window.geometry()
        self._given = fitted_to_screens(wanted, self._frame, self._window.minimumSize(), _screens())
        self._move_window(self._given)

    def store_position(self) -> None:
        """Store the position and size of the window; if it fills the screen, store the earlier ones."""
        window = self._window
        inside = window.geometry() if self._is_in_normal_state() else window.normalGeometry()
        is_maximized = bool(window.windowState() & Qt.WindowState.WindowMaximized)
        self._kept.write(StoredPosition(inside, self._frame, is_maximized))

    def _is_in_normal_state(self) -> bool:
        filling = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen
        return not self._window.windowState() & (filling | Qt.WindowState.WindowMinimized)

    def _move_window(self, inside: QRect) -> None:
        if inside != self._window.geometry():
            self._window.setGeometry(inside)


def _screens() -> list[QRect]:
    """The usable areas of all screens; the area of the primary screen comes first."""
    primary = QGuiApplication.primaryScreen()
    every = sorted(QGuiApplication.screens(), key=lambda each: each is not primary)
    return [each.availableGeometry() for each in every]
