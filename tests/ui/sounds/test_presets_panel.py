"""The presets above the mixer, operated by keys and by mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView

from rlscompanion.domain.soundscape import Mix, Sound, mix_of_one
from tests.stores import NO_ROOM
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

SHIPPED = [
    *("Light rain", "Roof in a thunderstorm", "Brown noise", "Sea at night", "Fireside", "Summer night"),
]
MINE = Mix({Sound.STREAM: 0.6, Sound.WIND: 0.3})


@pytest.fixture
def sounds(sounds: Bedside) -> Bedside:
    """An app with the sounds page and the buttons for editing presets."""
    sounds.press("Edit presets")
    return sounds


def shelf(bedside: Bedside) -> QListView:
    return bedside.control("Presets", QListView)


def titles(bedside: Bedside) -> list[str]:
    shown = shelf(bedside).model()
    return [shown.index(row, 0).data() for row in range(shown.rowCount())]


def marked(bedside: Bedside) -> str | None:
    title: str | None = shelf(bedside).currentIndex().data()
    return title


def place_of(bedside: Bedside, title: str) -> QModelIndex:
    return shelf(bedside).model().index(titles(bedside).index(title), 0)


def go_to(bedside: Bedside, title: str) -> None:
    """Give the focus to a preset without choosing the preset."""
    shelf(bedside).setFocus()
    shelf(bedside).setCurrentIndex(place_of(bedside, title))


def click(bedside: Bedside, title: str) -> None:
    centre = shelf(bedside).visualRect(place_of(bedside, title)).center()
    QTest.mouseClick(shelf(bedside).viewport(), Qt.MouseButton.LeftButton, pos=centre)


def alt(bedside: Bedside, key: Qt.Key) -> None:
    QTest.keyClick(shelf(bedside), key, Qt.KeyboardModifier.AltModifier)


def type_name(bedside: Bedside, *keys: str) -> None:
    """Replace the name of the preset that is being renamed, by typing these keys."""
    editor = shelf(bedside).findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    for key in keys:
        QTest.keyClicks(editor, key) if key != "Enter" else QTest.keyClick(editor, Qt.Key.Key_Return)
    bedside.process_events()


def rename_by_keys(bedside: Bedside, title: str, new: str) -> None:
    go_to(bedside, title)
    bedside.keys("F2")
    type_name(bedside, new, "Enter")


def test_a_new_log_shows_the_six_shipped_ones_and_marks_what_is_chosen(sounds: Bedside) -> None:
    assert titles(sounds) == SHIPPED
    assert marked(sounds) == "Light rain"


def test_a_click_chooses_and_is_heard(sounds: Bedside) -> None:
    sounds.press("Play")

    click(sounds, "Brown noise")

    assert sounds.sound.mix == mix_of_one(Sound.BROWN_NOISE)
    assert sounds.engine.calls[-1][:2] == ("play", mix_of_one(Sound.BROWN_NOISE))
    assert marked(sounds) == "Brown noise"


def test_enter_chooses_and_arrows_alone_do_not(sounds: Bedside) -> None:
    go_to(sounds, "Light rain")
    sounds.keys("Right", "Right")
    before = sounds.sound.mix
    sounds.keys("Enter")

    assert before == mix_of_one(Sound.RAIN)
    assert sounds.sound.mix == mix_of_one(Sound.BROWN_NOISE)


def test_a_mix_that_is_no_preset_marks_none(sounds: Bedside) -> None:
    sounds.sound.choose_mix(MINE)

    assert marked(sounds) is None


def test_saving_a_mix_under_a_name(sounds: Bedside, opened: OpenBedside) -> None:
    sounds.sound.choose_mix(MINE)
    sounds.control("Preset name", QLineEdit).setFocus()
    sounds.keys(" My evening ", "Enter")

    assert titles(sounds) == [*SHIPPED, "My evening"]
    assert marked(sounds) == "My evening"
    assert sounds.typed("Preset name") == ""
    again = opened(replace(sounds))
    again.press("Sounds")
    assert titles(again) == [*SHIPPED, "My evening"]
    assert marked(again) == "My evening"


def test_saving_by_the_button(sounds: Bedside) -> None:
    sounds.fill_in(Preset_name="My evening")

    sounds.press("Save preset")

    assert titles(sounds)[-1] == "My evening"


def test_saving_under_a_name_that_is_taken_overwrites(sounds: Bedside) -> None:
    sounds.sound.choose_mix(MINE)
    sounds.fill_in(Preset_name="fireside")

    sounds.press("Save preset")

    assert titles(sounds) == SHIPPED
    assert [each.mix for each in sounds.shelf.presets if each.title == "Fireside"] == [MINE]
    assert marked(sounds) == "Fireside"


@pytest.mark.parametrize("name", ["", "   "])
def test_without_a_name_nothing_is_saved(sounds: Bedside, name: str) -> None:
    sounds.fill_in(Preset_name=name)

    sounds.press("Save preset")

    assert titles(sounds) == SHIPPED


def test_f2_renames(sounds: Bedside) -> None:
    rename_by_keys(sounds, "Sea at night", "Waves")

    assert titles(sounds)[3] == "Waves"
    assert sounds.shelf.presets[3].title == "Waves"
    assert marked(sounds) == "Waves"


def test_the_button_renames_too(sounds: Bedside) -> None:
    go_to(sounds, "Sea at night")

    sounds.press("Rename preset")
    type_name(sounds, "Waves", "Enter")

    assert sounds.shelf.presets[3].title == "Waves"


@pytest.mark.parametrize("name", ["  ", "Fireside", "light RAIN"])
def test_a_name_that_is_blank_or_taken_springs_back(sounds: Bedside, name: str) -> None:
    rename_by_keys(sounds, "Sea at night", name)

    assert titles(sounds) == SHIPPED
    assert [each.title for each in sounds.shelf.presets] == SHIPPED


def test_a_name_that_cannot_be_written_springs_back(sounds: Bedside) -> None:
    sounds.disk.fill_up()

    rename_by_keys(sounds, "Sea at night", "Waves")

    assert titles(sounds) == SHIPPED
    assert sounds.control("Notice", QLabel).text() == NO_ROOM


def test_keys_pressed_while_a_name_is_typed_are_for_the_name(sounds: Bedside) -> None:
    go_to(sounds, "Sea at night")
    sounds.keys("F2")
    editor = shelf(sounds).findChild(QLineEdit)
    assert editor is not None
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Delete, Qt.Key.Key_End, Qt.Key.Key_Delete):
        QTest.keyClick(editor, key)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(editor, key, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    sounds.process_events()

    assert titles(sounds) == [*SHIPPED[:3], "ea at night", *SHIPPED[4:]]


def test_a_double_click_chooses_and_lets_the_name_be_typed_over(sounds: Bedside) -> None:
    click(sounds, "Sea at night")
    place = shelf(sounds).visualRect(place_of(sounds, "Sea at night")).center()
    QTest.mouseDClick(shelf(sounds).viewport(), Qt.MouseButton.LeftButton, pos=place)
    type_name(sounds, "Waves", "Enter")

    assert sounds.shelf.presets[3].title == "Waves"
    assert sounds.sound.mix == sounds.shelf.presets[3].mix


@pytest.mark.parametrize("how", ["key", "button"])
def test_deleting(sounds: Bedside, how: str) -> None:
    go_to(sounds, "Sea at night")

    if how == "key":
        sounds.keys("Delete")
    else:
        sounds.press("Delete preset")

    assert titles(sounds) == [each for each in SHIPPED if each != "Sea at night"]
    assert sounds.sound.mix == mix_of_one(Sound.RAIN), "what sounds goes on"


def test_a_deleted_preset_comes_back_to_its_place(sounds: Bedside) -> None:
    go_to(sounds, "Sea at night")
    sounds.keys("Delete")

    sounds.press("Undo")

    assert titles(sounds) == SHIPPED


def test_a_preset_saved_elsewhere_is_marked_if_it_is_the_mix(sounds: Bedside) -> None:
    sounds.sound.choose_mix(MINE)

    sounds.shelf.save("My evening", MINE)

    assert marked(sounds) == "My evening"


def test_editing_is_folded_away_again(sounds: Bedside) -> None:
    open_at_first = bool(sounds.visible("Preset name"))

    sounds.press("Edit presets")

    assert open_at_first
    assert not sounds.visible("Preset name")


@pytest.mark.usefixtures("styled")
def test_chips_stand_in_lines_as_high_as_the_list(sounds: Bedside) -> None:
    sounds.process_events()
    last = shelf(sounds).visualRect(shelf(sounds).model().index(len(SHIPPED) - 1, 0))
    one_line = shelf(sounds).height()
    sounds.window.resize(900, 700)
    sounds.process_events()

    assert last.top() < 44 <= last.height()
    assert last.bottom() < one_line
    assert shelf(sounds).height() >= 2 * 44


@pytest.mark.usefixtures("styled")
def test_chips_and_drawings_grow_with_the_window(sounds: Bedside) -> None:
    def second_chip() -> int:
        return shelf(sounds).visualRect(shelf(sounds).model().index(1, 0)).left()

    before = (second_chip(), sounds.control("Fan").height())
    sounds.window.resize(3840, 2160)
    sounds.process_events()
    sounds.process_events()

    assert second_chip() > 2 * before[0]
    assert sounds.control("Fan").height() > 2 * before[1]


def test_all_can_be_deleted_and_a_mix_saved_again(sounds: Bedside) -> None:
    for title in SHIPPED:
        go_to(sounds, title)
        sounds.keys("Delete")
    sounds.keys("Delete")
    empty = titles(sounds)
    sounds.fill_in(Preset_name="Mine")
    sounds.press("Save preset")

    assert empty == []
    assert titles(sounds) == ["Mine"]


@pytest.mark.parametrize("how", ["keys", "buttons"])
def test_reordering_follows_the_preset(sounds: Bedside, how: str) -> None:
    go_to(sounds, "Brown noise")

    for key, word in (
        (Qt.Key.Key_Left, "Move preset left"),
        (Qt.Key.Key_Left, "Move preset left"),
        (Qt.Key.Key_Left, "Move preset left"),
        (Qt.Key.Key_Right, "Move preset right"),
    ):
        if how == "keys":
            alt(sounds, key)
        else:
            sounds.press(word)

    assert titles(sounds)[:3] == ["Light rain", "Brown noise", "Roof in a thunderstorm"]
    assert marked(sounds) == "Brown noise"
    assert sounds.sound.mix == mix_of_one(Sound.RAIN)


def test_the_order_is_that_of_tonight(sounds: Bedside) -> None:
    go_to(sounds, "Summer night")
    alt(sounds, Qt.Key.Key_Up)

    sounds.press("Tonight")

    assert sounds.offered("Sound") == [*SHIPPED[:4], "Summer night", "Fireside", "No sound"]


def test_with_none_marked_the_buttons_do_nothing(sounds: Bedside) -> None:
    sounds.sound.choose_mix(MINE)

    for word in ("Rename preset", "Delete preset", "Move preset left", "Move preset right"):
        sounds.press(word)

    assert titles(sounds) == SHIPPED


@pytest.mark.usefixtures("styled")
def test_the_focus_shows_on_a_chip_though_none_is_chosen(sounds: Bedside) -> None:
    sounds.sound.choose_mix(MINE)
    without = shelf(sounds).grab().toImage()
    shelf(sounds).setFocus()
    focused = (marked(sounds), shelf(sounds).selectedIndexes(), shelf(sounds).grab().toImage() != without)

    sounds.press("Delete preset")

    assert focused == ("Light rain", [], True)
    assert titles(sounds) == SHIPPED
    assert marked(sounds) is None


def test_what_cannot_be_written_is_undone_and_said(sounds: Bedside) -> None:
    sounds.disk.fill_up()
    go_to(sounds, "Sea at night")

    sounds.keys("Delete")

    assert titles(sounds) == SHIPPED
    assert sounds.control("Notice", QLabel).text() == NO_ROOM
    assert not sounds.visible("Undo")
