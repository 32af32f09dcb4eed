"""Where the window appears, and what of its place is remembered."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.window_place import (
    PositionFile,
    StoredPosition,
    WindowPlace,
    fitted_to_screens,
    position_at_first_start,
)

FRAME = QMargins(1, 30, 1, 5)
LEAST = QSize(900, 640)
SCREEN = QRect(0, 0, 1280, 800)
SECOND = QRect(1280, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("wanted", "screens", "expected"),
    [
        # As it was, where it has room.
        (QRect(100, 100, 1000, 650), [SCREEN], QRect(100, 100, 1000, 650)),
        # As large as the screen: made smaller by the frame, its title bar in sight.
        (QRect(0, 0, 1280, 800), [SCREEN], QRect(1, 30, 1278, 765)),
        # Partly over an edge: moved inside.
        (QRect(800, 500, 1000, 650), [SCREEN], QRect(279, 145, 1000, 650)),
        (QRect(-300, -200, 1000, 650), [SCREEN], QRect(1, 30, 1000, 650)),
        # On a screen that is gone: in the middle of the first.
        (QRect(1500, 100, 1000, 650), [SCREEN], QRect(140, 87, 1000, 650)),
        # On the screen that shows most of it.
        (QRect(1200, 100, 1000, 650), [SCREEN, SECOND], QRect(1281, 100, 1000, 650)),
        # No screen is large enough: its upper left is what can be reached.
        (QRect(50, 50, 1000, 700), [QRect(0, 0, 800, 600)], QRect(1, 30, 900, 640)),
        (QRect(50, 50, 1000, 700), [], QRect(50, 50, 1000, 700)),
    ],
)
def test_a_window_and_its_frame_are_inside_a_screen(
    wanted: QRect, screens: list[QRect], expected: QRect
) -> None:
    assert fitted_to_screens(wanted, FRAME, LEAST, screens) == expected


def test_a_place_is_kept_from_one_start_to_the_next(tmp_path: Path) -> None:
    place = StoredPosition(QRect(10, 40, 1000, 700), FRAME, is_maximized=True)

    PositionFile(tmp_path / "window.ini").write(place)

    assert PositionFile(tmp_path / "window.ini").read() == place


@pytest.mark.parametrize(
    "text", ["", "frame-left=wide\ninside=there\n", "frame-left=9000\ninside=@Rect(0 0 0 0)\n"]
)
def test_what_makes_no_sense_is_a_first_start(tmp_path: Path, text: str) -> None:
    file = tmp_path / "window.ini"
    file.write_text(f"[General]\n{text}", "utf-8")

    assert PositionFile(file).read() == StoredPosition()


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        ((1024, 700), None),
        ((1280, 800), None),
        ((1366, 768), None),
        ((1920, 1080), (1536, 864)),
        ((3840, 2160), (3072, 1728)),
    ],
)
def test_it_first_opens_as_large_as_the_screen_has_room_for(
    screen: tuple[int, int], size: tuple[int, int] | None
) -> None:
    room = QRect(QPoint(), QSize(*screen))
    place = position_at_first_start(room)

    assert place.area_inside_frame is not None
    assert room.contains(place.area_inside_frame)
    assert place.is_maximized is (size is None)
    assert size is None or place.area_inside_frame.size() == QSize(*size)


def _window(qtbot: QtBot, file: Path) -> tuple[QWidget, WindowPlace]:
    window = QWidget()
    window.setMinimumSize(300, 200)
    qtbot.addWidget(window)
    place = WindowPlace(window, PositionFile(file))
    window.show()
    return window, place


def test_a_window_comes_up_where_it_was_closed(qtbot: QtBot, tmp_path: Path) -> None:
    first, _ = _window(qtbot, tmp_path / "window.ini")
    first.setGeometry(60, 70, 400, 300)
    first.close()

    second, place = _window(qtbot, tmp_path / "window.ini")
    place.check_frame()

    assert second.geometry() == QRect(60, 70, 400, 300)


def test_with_less_frame_than_was_thought_a_window_is_as_large_as_wanted(
    qtbot: QtBot, tmp_path: Path
) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    PositionFile(tmp_path / "window.ini").write(StoredPosition(screen, QMargins(2, 34, 2, 4)))
    window, place = _window(qtbot, tmp_path / "window.ini")
    before = window.geometry()

    place.check_frame()

    assert before == screen.marginsRemoved(QMargins(2, 34, 2, 4))
    real = window.windowHandle().frameMargins()
    assert real.top() < 34
    assert window.geometry() == screen.marginsRemoved(real)


def test_a_window_that_filled_the_screen_does_so_again_and_keeps_its_size_for_later(
    qtbot: QtBot, tmp_path: Path
) -> None:
    first, _ = _window(qtbot, tmp_path / "window.ini")
    first.setGeometry(60, 70, 400, 300)
    first.showMaximized()
    first.close()

    second, place = _window(qtbot, tmp_path / "window.ini")
    place.check_frame()
    is_maximized = second.isMaximized()
    second.showNormal()

    assert is_maximized
    assert second.geometry().size() == QSize(400, 300)
