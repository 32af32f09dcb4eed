import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rlscompanion.ui.theme import EMBER
from rlscompanion.ui.widgets.rating_scale import RatingScale
from tests.bedtime.signal_recorder import SignalRecorder
from tests.waiting import PATIENCE_MS


@pytest.fixture
def scale(qtbot: QtBot) -> RatingScale:
    made = RatingScale("Pain")
    qtbot.addWidget(made)
    made.resize(660, 48)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made, timeout=PATIENCE_MS)
    made.setFocus()
    made.allow_arrow_keys()
    return made


def cell(scale: RatingScale, number: int, lowest: int = 0) -> QPoint:
    width = scale.width() / (scale.maximum() - lowest + 1)
    return QPoint(round((number - lowest + 0.5) * width), scale.height() // 2)


def test_it_is_blank_at_first(scale: RatingScale) -> None:
    assert scale.rating is None


@pytest.mark.parametrize("number", range(10))
def test_a_digit_rates(scale: RatingScale, number: int) -> None:
    heard = SignalRecorder(scale, "rated_by_digit")

    QTest.keyClicks(scale, str(number))

    assert scale.rating == number
    assert heard.take() == ["rated_by_digit"]


@pytest.mark.parametrize(
    ("keys", "rating"),
    [
        ([Qt.Key.Key_End], 10),
        ([Qt.Key.Key_Home], 0),
        ([Qt.Key.Key_Right], 0),
        ([Qt.Key.Key_Right, Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_End, Qt.Key.Key_Right], 10),
        ([Qt.Key.Key_Home, Qt.Key.Key_Left], None),
        ([Qt.Key.Key_End, Qt.Key.Key_Delete], None),
        ([Qt.Key.Key_End, Qt.Key.Key_Backspace], None),
        ([Qt.Key.Key_End, Qt.Key.Key_X], 10),
    ],
)
def test_other_keys_rate_and_blank(scale: RatingScale, keys: list[Qt.Key], rating: int | None) -> None:
    for key in keys:
        QTest.keyClick(scale, key)

    assert scale.rating == rating


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_Home, None], ids=["digit", "home", "press"])
def test_answering_what_arrows_had_reached_is_an_answer(scale: RatingScale, key: Qt.Key | None) -> None:
    QTest.keyClick(scale, Qt.Key.Key_Right)
    assert (scale.rating, scale.deliberate_rating) == (0, None)

    if key is None:
        QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=cell(scale, 0))
    else:
        QTest.keyClick(scale, key)

    assert scale.deliberate_rating == 0


def test_a_digit_of_the_number_pad_rates(scale: RatingScale) -> None:
    QTest.keyClick(scale, Qt.Key.Key_7, Qt.KeyboardModifier.KeypadModifier)

    assert scale.rating == 7


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_confirms(scale: RatingScale, key: Qt.Key) -> None:
    heard = SignalRecorder(scale, "confirmed")

    QTest.keyClick(scale, key)

    assert heard.take() == ["confirmed"]
    assert scale.rating is None


@pytest.mark.parametrize("number", [0, 1, 5, 9, 10])
def test_a_click_on_a_cell_rates(scale: RatingScale, number: int) -> None:
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=cell(scale, number))

    assert scale.rating == number


def test_clicks_at_the_very_edges_rate_the_ends(scale: RatingScale) -> None:
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(0, 10))
    assert scale.rating == 0

    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(scale.width() - 1, 10))

    assert scale.rating == 10


def test_dragging_rates_along(scale: RatingScale) -> None:
    QTest.mousePress(scale, Qt.MouseButton.LeftButton, pos=cell(scale, 2))
    QTest.mouseMove(scale, cell(scale, 8))
    QTest.mouseRelease(scale, Qt.MouseButton.LeftButton, pos=cell(scale, 8))

    assert scale.rating == 8


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_rate_nothing(scale: RatingScale, button: Qt.MouseButton) -> None:
    QTest.mouseClick(scale, button, pos=cell(scale, 3))

    assert scale.rating is None


@pytest.mark.parametrize(("digit", "rating"), [("0", None), ("1", 1), ("5", 5), ("6", None)])
def test_a_scale_of_five_takes_its_own_digits(qtbot: QtBot, digit: str, rating: int | None) -> None:
    quality = RatingScale("Sleep quality", 1, 5)
    qtbot.addWidget(quality)
    heard = SignalRecorder(quality, "rated_by_digit")

    QTest.keyClicks(quality, digit)

    assert quality.rating == rating
    assert len(heard.take()) == (rating is not None)


def test_a_screen_reader_sets_and_hears_the_value(scale: RatingScale) -> None:
    interface = QAccessible.queryAccessibleInterface(scale)
    assert interface is not None
    value = interface.valueInterface()
    assert value is not None

    value.setCurrentValue(6)

    assert scale.rating == 6
    assert value.currentValue() == 6
    assert value.maximumValue() == 10
    assert interface.text(QAccessible.Text.Name) == "Pain"


@pytest.mark.parametrize("rating", [None, 0, 6, 10])
def test_every_rating_looks_different(scale: RatingScale, rating: int | None) -> None:
    others = [each for each in (None, 0, 6, 10) if each != rating]
    scale.rate(rating)
    picture = scale.grab().toImage()

    for other in others:
        scale.rate(other)
        assert scale.grab().toImage() != picture


def test_it_takes_the_colours_of_the_theme(scale: RatingScale) -> None:
    scale.rate(5)
    before = scale.grab().toImage()

    scale.set_theme(EMBER)

    assert scale.grab().toImage() != before
