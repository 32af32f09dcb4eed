import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.quantity_text import countdown_text
from rlscompanion.ui.widgets.ring_timer import RingColours, RingTimer
from tests.cases import each_case
from tests.waiting import PATIENCE_MS

COLOURS = RingColours(
    background=QColor("#0d0907"),
    track=QColor("#2a1c12"),
    arc=QColor("#e8b36a"),
    text=QColor("#e8b36a"),
    caption=QColor("#b08a5a"),
)
SIZE = 280


class WatchedRing(RingTimer):
    """A ring timer that records every rectangle that it is asked to paint."""

    painted: list[QRect]

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(event.rect())
        super().paintEvent(event)


@pytest.fixture
def ring(qtbot: QtBot) -> WatchedRing:
    widget = WatchedRing(COLOURS, digit_height=56)
    widget.painted = []
    qtbot.addWidget(widget)
    widget.resize(SIZE, SIZE)
    with qtbot.waitExposed(widget, timeout=PATIENCE_MS):
        widget.show()
    widget.set_time(45.0, 45.0, "8:20 in all")
    paint_pending(widget)
    return widget


def paint_pending(widget: WatchedRing) -> None:
    """Let the ring paint all that is due, then empty its list of painted rectangles."""
    QApplication.processEvents()
    while widget.painted:
        widget.painted.clear()
        QApplication.processEvents()


def picture(widget: RingTimer) -> QImage:
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    widget.render(image, QPoint(0, 0))
    return image


@each_case(
    ("seconds", "text"),
    [
        (0.0, "0:00"),
        (0.2, "0:01"),
        (41.999_999_9, "0:42"),
        (42.0, "0:42"),
        (60.0, "1:00"),
        (605.4, "10:06"),
        (-3.0, "0:00"),
    ],
)
def test_a_begun_second_counts_whole(seconds: float, text: str) -> None:
    assert countdown_text(seconds) == text


def test_nothing_is_repainted_until_something_has_visibly_changed(ring: WatchedRing) -> None:
    ring.set_time(44.99, 45.0, "8:20 in all")
    ring.set_time(44.98, 45.0, "8:20 in all")
    QApplication.processEvents()

    assert ring.painted == []


def test_a_moved_arc_repaints_a_part(ring: WatchedRing) -> None:
    ring.set_time(44.8, 45.0, "8:20 in all")
    QApplication.processEvents()

    assert ring.painted
    assert max(rect.width() * rect.height() for rect in ring.painted) < 0.1 * SIZE * SIZE


def test_partial_repaints_leave_the_picture_of_a_full_one(ring: WatchedRing) -> None:
    for tenth in range(450, 225, -3):
        ring.set_time(tenth / 10, 45.0, "4:00 in all")
        paint_pending(ring)
    image = ring.screen().grabWindow(ring.winId()).toImage()

    left, right = image.pixelColor(4, SIZE // 2), image.pixelColor(SIZE - 5, SIZE // 2)
    assert right.red() > 180
    assert left.red() < 80


def test_the_arc_is_empty_at_the_end(ring: WatchedRing) -> None:
    ring.set_time(0.0, 45.0, "0:00 in all")

    image = picture(ring)

    assert image.pixelColor(SIZE - 5, SIZE // 2).red() < 80
    assert ring.time_text == "0:00"


def test_the_lead_in_looks_different(ring: WatchedRing) -> None:
    running = picture(ring)

    ring.set_lead_in(True)

    assert picture(ring) != running


def test_the_identifier_is_fixed_and_the_name_is_the_pages(ring: WatchedRing) -> None:
    ring.setAccessibleName("Time left: calf, left leg")

    ring.set_time(12.0, 45.0, "5:00 in all")

    assert ring.accessibleIdentifier() == "Time left"
    assert ring.accessibleName() == "Time left: calf, left leg"


def test_its_least_size_grows_with_the_font(qtbot: QtBot) -> None:
    ring = RingTimer(COLOURS)
    qtbot.addWidget(ring)
    before = ring.minimumSizeHint().width()
    font = ring.font()
    font.setPixelSize(2 * ring.fontInfo().pixelSize())

    ring.setFont(font)

    assert ring.minimumSizeHint().width() > 1.7 * before


def test_larger_figures_and_a_caption_need_a_larger_ring(ring: WatchedRing) -> None:
    bare, captioned = ring.smallest_diameter(""), ring.smallest_diameter("8:20 in all")
    ring.set_digit_height(40)

    assert ring.smallest_diameter("") < bare < captioned
    assert ring.smallest_diameter("8:20 in all") == ring.minimumSizeHint().width()
    ring.set_digit_height(None)
    assert ring.smallest_diameter("") > 40
