"""The tile of one sound in the mixer, operated by keys and by mouse."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion.domain.soundscape import Sound
from rlscompanion.ui.sounds.drawings import DRAWING_UNITS, sound_drawing
from rlscompanion.ui.sounds.tile import (
    DEFAULT_LEVEL_PERCENT,
    LEVEL_STEP_PERCENT,
    LEVEL_ZONE_HEIGHT,
    SMALLEST_DRAWING_SIDE,
    TILE_MARGIN,
    SoundTile,
)
from rlscompanion.ui.theme import DUSK, EMBER, apply_theme
from tests.bedtime.signal_recorder import SignalRecorder
from tests.ui.light import luminances
from tests.waiting import PATIENCE_MS

NAME = QPoint(40, 18)
GROUND = (180, 30)


@pytest.fixture
def tile(qtbot: QtBot) -> SoundTile:
    made = SoundTile(Sound.SURF)
    qtbot.addWidget(made)
    apply_theme(made, DUSK)
    made.resize(200, made.sizeHint().height())
    made.show()
    made.activateWindow()
    qtbot.waitActive(made, timeout=PATIENCE_MS)
    made.setFocus()
    return made


def on_bar(tile: SoundTile, share: float) -> QPoint:
    """The point on a tile's level bar for a level from 0 to 1."""
    return QPoint(
        round(TILE_MARGIN + 1 + share * (tile.width() - 2 * TILE_MARGIN - 2)),
        tile.height() - LEVEL_ZONE_HEIGHT // 2,
    )


def click(tile: SoundTile, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    QTest.mouseClick(tile, button, pos=at)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_switch_to_the_level_before(tile: SoundTile, key: Qt.Key) -> None:
    tile.show_level(0.4)
    heard = SignalRecorder(tile, "levelled")

    QTest.keyClick(tile, key)
    QTest.keyClick(tile, key)

    assert heard.take() == [("levelled", Sound.SURF, 0.0), ("levelled", Sound.SURF, 0.4)]


def test_a_sound_not_heard_yet_comes_at_a_moderate_level(tile: SoundTile) -> None:
    QTest.keyClick(tile, Qt.Key.Key_Space)

    assert tile.value() == DEFAULT_LEVEL_PERCENT


@pytest.mark.parametrize(
    ("key", "percent"),
    [
        (Qt.Key.Key_Right, 40 + LEVEL_STEP_PERCENT),
        (Qt.Key.Key_Left, 40 - LEVEL_STEP_PERCENT),
        (Qt.Key.Key_End, 100),
        (Qt.Key.Key_Home, 0),
    ],
)
def test_keys_move_the_level(tile: SoundTile, key: Qt.Key, percent: int) -> None:
    tile.show_level(0.4)
    heard = SignalRecorder(tile, "levelled")

    QTest.keyClick(tile, key)

    assert tile.value() == percent
    assert heard.take() == [("levelled", Sound.SURF, percent / 100)]


@pytest.mark.parametrize(("key", "start"), [(Qt.Key.Key_Right, 0.98), (Qt.Key.Key_Left, 0.02)])
def test_the_level_has_ends(tile: SoundTile, key: Qt.Key, start: float) -> None:
    tile.show_level(start)

    for _ in range(3):
        QTest.keyClick(tile, key)

    assert tile.value() == (100 if key == Qt.Key.Key_Right else 0)


def test_a_click_on_the_name_switches(tile: SoundTile) -> None:
    tile.show_level(0.4)

    click(tile, NAME)
    off = tile.value()
    click(tile, NAME)

    assert (off, tile.value()) == (0, 40)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_a_press_on_the_bar_sets_the_level(tile: SoundTile, share: float) -> None:
    tile.show_level(0.4)

    click(tile, on_bar(tile, share))

    assert tile.value() == pytest.approx(100 * share, abs=1)


def test_the_level_is_dragged_and_stays_on_its_scale(tile: SoundTile) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(tile, left, pos=on_bar(tile, 0.2))
    QTest.mouseMove(tile, on_bar(tile, 0.6))
    dragged = tile.value()
    QTest.mouseMove(tile, on_bar(tile, 1.4))
    beyond = tile.value()
    QTest.mouseMove(tile, QPoint(on_bar(tile, 0.3).x(), 5))
    QTest.mouseRelease(tile, left, pos=QPoint(on_bar(tile, 0.3).x(), 5))

    assert dragged == pytest.approx(60, abs=1)
    assert beyond == 100
    assert tile.value() == pytest.approx(30, abs=1)


def test_moving_the_mouse_unpressed_changes_nothing(tile: SoundTile) -> None:
    click(tile, on_bar(tile, 0.5))

    QTest.mouseMove(tile, on_bar(tile, 0.9))

    assert tile.value() == pytest.approx(50, abs=1)


def test_a_press_on_the_name_can_be_taken_back(tile: SoundTile) -> None:
    tile.show_level(0.4)

    QTest.mousePress(tile, Qt.MouseButton.LeftButton, pos=NAME)
    QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(40, -30))

    assert tile.value() == 40


def test_other_buttons_do_nothing(tile: SoundTile) -> None:
    tile.show_level(0.4)

    click(tile, NAME, Qt.MouseButton.RightButton)
    click(tile, on_bar(tile, 0.9), Qt.MouseButton.RightButton)

    assert tile.value() == 40


def test_the_wheel_is_left_to_the_page(tile: SoundTile) -> None:
    tile.show_level(0.4)
    centre = QPointF(tile.rect().center())
    none, up = Qt.MouseButton.NoButton, QPoint(0, 120)
    wheel = QWheelEvent(
        *(centre, QPointF(tile.mapToGlobal(centre)), QPoint(), up, none),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )

    QApplication.sendEvent(tile, wheel)

    assert tile.value() == 40
    assert not wheel.isAccepted()


def test_a_level_shown_from_outside_is_not_told_back(tile: SoundTile) -> None:
    heard = SignalRecorder(tile, "levelled", "valueChanged")

    tile.show_level(0.8)

    assert tile.value() == 80
    assert heard.take() == []


def test_a_screen_reader_hears_name_and_level(tile: SoundTile) -> None:
    tile.show_level(0.8)
    interface = QAccessible.queryAccessibleInterface(tile)

    assert interface is not None
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "Ocean surf"
    assert interface.valueInterface().currentValue() == 80
    assert tile.accessibleIdentifier() == "Ocean surf"


def test_it_is_lit_while_it_sounds(tile: SoundTile) -> None:
    dark = tile.grab().toImage()
    tile.show_level(0.5)
    lit = tile.grab().toImage()

    assert dark.pixelColor(*GROUND) == QColor(DUSK.raised_background)
    assert lit.pixelColor(*GROUND) == QColor(DUSK.accent_background)


def test_levels_look_different(tile: SoundTile) -> None:
    tile.show_level(0.5)
    half = tile.grab().toImage()
    tile.show_level(0.6)

    assert tile.grab().toImage() != half


def test_it_wears_the_theme(tile: SoundTile) -> None:
    tile.set_theme(EMBER)

    assert tile.grab().toImage().pixelColor(*GROUND) == QColor(EMBER.raised_background)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_its_name_fits_in_whatever_size(qtbot: QtBot, scale: float) -> None:
    tile = SoundTile(Sound.THUNDER)
    qtbot.addWidget(tile)
    apply_theme(tile, DUSK, scale)
    tile.show()

    least = tile.minimumSizeHint()
    assert least.width() >= tile.fontMetrics().horizontalAdvance("Distant thunder") + 2 * TILE_MARGIN
    assert least.height() >= max(SMALLEST_DRAWING_SIDE, 2 * tile.fontMetrics().height())


def test_its_drawing_brightens_with_its_level(tile: SoundTile) -> None:
    lines = []
    for level in (0.0, 0.1, 0.5, 1.0):
        tile.show_level(level)
        picture = luminances(tile.grab().toImage())
        lines.append(
            float(
                picture[
                    TILE_MARGIN : TILE_MARGIN + SMALLEST_DRAWING_SIDE,
                    TILE_MARGIN : TILE_MARGIN + SMALLEST_DRAWING_SIDE,
                ].max()
            )
        )

    assert lines == sorted(set(lines))


@pytest.mark.parametrize("sound", Sound, ids=str)
def test_every_sound_has_a_drawing_of_its_own_in_its_box(sound: Sound) -> None:
    around = sound_drawing(sound).boundingRect()

    assert QRectF(0, 0, DRAWING_UNITS, DRAWING_UNITS).contains(around)
    assert max(around.width(), around.height()) > 0.7 * DRAWING_UNITS
    assert all(sound_drawing(sound) != sound_drawing(other) for other in Sound if other is not sound)


def test_it_grows_with_its_window(tile: SoundTile) -> None:
    designed = tile.sizeHint().height()
    apply_theme(tile, DUSK, window_scale=2.0)
    tile.set_drawing_side(2 * SMALLEST_DRAWING_SIDE)
    grown = tile.sizeHint().height()
    tile.resize(400, grown)
    tile.show_level(0.4)

    click(tile, QPoint(200, grown - LEVEL_ZONE_HEIGHT - 10))

    assert abs(grown - 2 * designed) <= 2
    assert tile.value() == pytest.approx(50, abs=1)
