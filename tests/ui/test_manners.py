"""The window's own keys, as in every desktop program; on dark pages they do nothing."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.about import About
from rlscompanion.bedtime.undo import Undoable
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.soundscape import Sound
from rlscompanion.domain.start_action import StartAction
from rlscompanion.ui.lights_out.page import LightsOutPage
from rlscompanion.ui.manners.keys_sheet import SHORTCUT_GROUPS, shortcut_text
from rlscompanion.ui.settings.about_panel import AboutPanel
from rlscompanion.ui.theme import EMBER
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import mean_luminance
from tests.ui.stations import station_named

pytestmark = pytest.mark.usefixtures("unstyled")

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
WORDS = ("Tonight", "Sounds", "Sleep log", "Insights", "Learn", "Settings")

OURS = (
    *((Qt.Key(Qt.Key.Key_1.value + index), CTRL) for index in range(6)),
    *((key, CTRL) for key in (Qt.Key.Key_Comma, Qt.Key.Key_F, Qt.Key.Key_Z, Qt.Key.Key_Q)),
    *((key, CTRL) for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus)),
    *((key, NONE) for key in (Qt.Key.Key_F1, Qt.Key.Key_Question, Qt.Key.Key_F11)),
)


def hit(bedside: Bedside, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(bedside.window.focusWidget() or bedside.window, key, modifier)
    bedside.process_events()


def sheet(bedside: Bedside) -> QDialog:
    [found] = [each for each in bedside.window.findChildren(QDialog) if each.isVisible()]
    return found


def inside(parent: QWidget, identifier: str) -> QWidget:
    [found] = [each for each in parent.findChildren(QWidget) if each.accessibleIdentifier() == identifier]
    return found


def shown_word(bedside: Bedside) -> str:
    [word] = [each for each in WORDS if bedside.control(each, QPushButton).isChecked()]
    return word


def test_digits_and_the_comma_lead_to_the_pages_and_digits_of_a_pad_too(bedside: Bedside) -> None:
    visited = []
    for key, modifier in (
        (Qt.Key.Key_6, CTRL),
        (Qt.Key.Key_2, CTRL),
        (Qt.Key.Key_1, CTRL | Qt.KeyboardModifier.KeypadModifier),
        (Qt.Key.Key_Comma, CTRL),
    ):
        hit(bedside, key, modifier)
        visited.append(shown_word(bedside))

    assert visited == ["Settings", "Sounds", "Tonight", "Settings"]


def test_in_a_session_no_key_leads_away_and_the_others_work(bedside: Bedside) -> None:
    bedside.start_session()
    page = bedside.page

    for key, modifier in ((Qt.Key.Key_3, CTRL), (Qt.Key.Key_Comma, CTRL), (Qt.Key.Key_F, CTRL)):
        hit(bedside, key, modifier)
    hit(bedside, Qt.Key.Key_F11)

    assert bedside.page is page
    assert bedside.window.isFullScreen()
    assert not any(each.isVisible() for each in bedside.window.findChildren(QDialog))


@pytest.mark.usefixtures("styled")
def test_on_the_black_screen_each_of_them_only_brings_the_choices(bedside: Bedside) -> None:
    bedside.press("Lights out")
    page, scale = bedside.page, bedside.window.text_scale
    assert isinstance(page, LightsOutPage)

    for key, modifier in OURS:
        page.go_black()
        hit(bedside, key, modifier)

        assert bedside.page is page
        assert not page.is_black, key
        assert bedside.window.isVisible()
        assert bedside.window.theme is EMBER
        assert bedside.window.text_scale == scale
        assert not bedside.window.isFullScreen()
        assert not any(each.isVisible() for each in bedside.window.findChildren(QDialog))
    assert bedside.sessions.state is None


def test_the_whole_screen_is_there_again_after_the_night(bedside: Bedside) -> None:
    bedside.window.went_dark.connect(bedside.window.fill_screen)
    hit(bedside, Qt.Key.Key_F11)
    bedside.press("Lights out")
    bedside.keys("x")
    bedside.press("Good morning")
    after_the_night = bedside.window.isFullScreen()

    hit(bedside, Qt.Key.Key_F11)

    assert after_the_night
    assert not bedside.window.isFullScreen()


@pytest.mark.usefixtures("styled")
def test_the_keys_are_told_on_one_page(bedside: Bedside) -> None:
    hit(bedside, Qt.Key.Key_F1)
    sheet(bedside).close()
    bedside.window.activateWindow()
    bedside.process_events()
    hit(bedside, Qt.Key.Key_Question)

    shown = sheet(bedside)
    received = {each.accessibleName() for each in shown.findChildren(QLabel)}
    assert shown.accessibleName() == "Keys"
    assert {
        f"{shortcut_text(keys) or 'Other keys'}: {meaning}"
        for _, rows in SHORTCUT_GROUPS
        for keys, meaning in rows
    } <= received
    assert mean_luminance(shown.grab().toImage()) <= 0.03

    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_a_question_mark_can_be_typed_where_text_is(bedside: Bedside) -> None:
    station_named("morning").go(bedside)
    bedside.unfold_diary()
    notes = bedside.control("Notes")
    notes.setFocus()

    QTest.keyClick(notes, Qt.Key.Key_Question)

    assert notes.property("plainText") == "?"
    assert not any(each.isVisible() for each in bedside.window.findChildren(QDialog))


def test_a_sheet_does_not_stay_over_the_black_screen(bedside: Bedside) -> None:
    hit(bedside, Qt.Key.Key_F1)
    shown = sheet(bedside)

    bedside.flow.evening.put_lights_out()

    assert not shown.isVisible()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("Ctrl+1", "Ctrl+6"), "Ctrl+1 to Ctrl+6"),
        (("0", "9"), "0 to 9"),
        (("F1", "?"), "F1 or ?"),
        (("F2", "Delete"), "F2 or Del"),
        ((), ""),
    ],
)
def test_keys_are_called_as_on_this_platform(keys: tuple[str, ...], words: str) -> None:
    assert shortcut_text(keys) == words


def test_a_deleted_night_comes_back_from_anywhere(bedside: Bedside) -> None:
    station_named("sleep log").go(bedside)
    evening = bedside.night.evening
    bedside.flow.night.open_diary(evening)
    bedside.press("Delete night")
    if not bedside.visible("Nights"):
        bedside.press("Delete night")
    kept = {night.evening for night in bedside.log.nights()}
    bedside.press("Tonight")

    hit(bedside, Qt.Key.Key_Z, CTRL)

    assert evening not in kept
    assert bedside.night.evening == evening
    assert bedside.control("Notice", QLabel).text().startswith("Brought back: ")
    bedside.press("Sleep log")
    assert not bedside.visible("Undo")
    assert not bedside.visible("Notice")


def test_what_was_deleted_on_several_pages_comes_back_in_turn(bedside: Bedside) -> None:
    station_named("results").go(bedside)
    tests = bedside.health.lab_results()
    bedside.press("Remove blood test 1")
    bedside.press("Sounds")
    bedside.press("Edit presets")
    bedside.press("Delete preset")
    presets = len(bedside.shelf.presets)
    bedside.press("Sleep log")

    hit(bedside, Qt.Key.Key_Z, CTRL)
    a_preset_more = len(bedside.shelf.presets)
    one_test_less = len(bedside.health.lab_results())
    hit(bedside, Qt.Key.Key_Z, CTRL)

    assert (a_preset_more, one_test_less) == (presets + 1, len(tests) - 1)
    assert bedside.health.lab_results() == tests
    hit(bedside, Qt.Key.Key_Z, CTRL)


def test_what_cannot_be_brought_back_says_why(bedside: Bedside) -> None:
    def refuse() -> None:
        raise Refusal("The disk is full. Free some space.")

    bedside.undo.add(Undoable("a night", refuse, "nowhere"))

    hit(bedside, Qt.Key.Key_Z, CTRL)

    assert "The disk is full." in bedside.control("Notice", QLabel).text()


def test_a_night_is_found_by_its_notes(bedside: Bedside) -> None:
    station_named("morning").go(bedside)
    bedside.unfold_diary()
    evening = bedside.flow.night.morning.evening
    bedside.control("Notes").setProperty("plainText", "Cramp in the left calf")
    bedside.press("Save night")
    bedside.press("Tonight")
    hit(bedside, Qt.Key.Key_F, CTRL)
    shown = sheet(bedside)
    field, found = inside(shown, "Search notes for"), inside(shown, "Nights found")
    assert isinstance(field, QLineEdit)
    assert isinstance(found, QListWidget)
    QTest.keyClick(field, Qt.Key.Key_Return)
    before = inside(shown, "Notes found").accessibleName()
    field.setText("coffee")
    none = inside(shown, "Notes found").accessibleName()
    field.setText("CALF")

    QTest.keyClick(field, Qt.Key.Key_Return)

    assert (before, none) == ("Notes found: 1 night has notes.", "Notes found: No notes with these words.")
    assert not shown.isVisible()
    assert bedside.visible("Save night")
    assert bedside.flow.night.morning.evening == evening


def test_about_says_what_this_is_and_where_things_lie(bedside: Bedside) -> None:
    bedside.press("Settings")
    received = {each.accessibleName() for each in bedside.window.findChildren(QLabel)}
    assert {
        "Version: 1.2",
        "Your data: /home/me/data",
        "Error log: /home/me/data/errors.log",
    } <= received

    bedside.press("Licences")

    assert any("PySide6" in each.text() for each in sheet(bedside).findChildren(QLabel))


def test_a_bundle_says_under_about_what_it_ships(qtbot: QtBot) -> None:
    panel = AboutPanel(About("1.2", "/home", "/home/errors.log", str, "This package holds Python.".strip))
    qtbot.addWidget(panel)

    assert "This package holds Python." in [each.text() for each in panel.findChildren(QLabel)]


def playing(opened: OpenBedside, choice: str) -> Bedside:
    bedside = opened(Bedside(kept={"sound_on_closing": choice} if choice else {}))
    bedside.sound.play()
    return bedside


def test_closing_while_a_sound_plays_is_asked_once(opened: OpenBedside) -> None:
    bedside = playing(opened, "")

    is_closed = bedside.window.close()
    question = sheet(bedside)
    keep = inside(question, "Keep playing")
    assert isinstance(keep, QPushButton)
    keep.click()

    assert not is_closed
    assert bedside.preferences.get("sound_on_closing", "") == "keep_playing"
    assert bedside.window.isHidden()
    assert bedside.sound.is_playing


@pytest.mark.parametrize(("choice", "closed"), [("stop", True), ("keep_playing", False)])
def test_the_answer_is_remembered(opened: OpenBedside, choice: str, closed: bool) -> None:
    bedside = playing(opened, choice)

    assert bedside.window.close() is closed
    assert bedside.window.isHidden()


def test_stop_and_quit_does_so(opened: OpenBedside) -> None:
    bedside = playing(opened, "")
    bedside.window.close()
    stop = inside(sheet(bedside), "Stop and quit")
    assert isinstance(stop, QPushButton)

    stop.click()

    assert bedside.window.isHidden()
    assert bedside.preferences.get("sound_on_closing", "") == "stop"


def test_a_sound_that_was_paused_is_not_asked_about(opened: OpenBedside) -> None:
    bedside = playing(opened, "")
    bedside.press("Sounds")
    bedside.press("Pause")

    assert bedside.window.close()


def test_a_pause_just_after_closing_answers_the_question(opened: OpenBedside) -> None:
    bedside = playing(opened, "")
    assert not bedside.window.close()

    bedside.sound.toggle_playing()

    assert bedside.window.isHidden()
    assert bedside.preferences.get("sound_on_closing", "") == ""


def test_quitting_asks_nothing(opened: OpenBedside) -> None:
    bedside = playing(opened, "")

    hit(bedside, Qt.Key.Key_Q, CTRL)

    assert bedside.window.isHidden()
    assert bedside.preferences.get("sound_on_closing", "") == ""


def test_in_the_dark_closing_asks_nothing(opened: OpenBedside) -> None:
    bedside = playing(opened, "")
    bedside.press("Lights out")

    assert bedside.window.close()


def menu_by_key(bedside: Bedside, widget: QWidget) -> dict[str, QAction]:
    """The menu that Shift+F10 opens, as actions by their texts."""
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QCoreApplication.sendEvent(widget, asked)
    [menu] = [each for each in bedside.window.findChildren(QMenu) if each.isVisible()]
    menu.hide()
    return {each.text(): each for each in menu.actions()}


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise|grabbing)")
def test_a_night_has_a_menu(bedside: Bedside) -> None:
    station_named("sleep log").go(bedside)
    bedside.process_events()
    evening = bedside.night.evening
    menu = menu_by_key(bedside, bedside.control("Nights"))

    bedside.disk.fill_up()
    menu["Delete night"].trigger()
    received = bedside.control("Notice", QLabel).text()
    is_kept = bedside.log.night_of(evening) is not None
    bedside.disk.mend()
    menu["Delete night"].trigger()
    is_deleted = bedside.log.night_of(evening) is None
    hit(bedside, Qt.Key.Key_Z, CTRL)
    bedside.process_events()
    menu_by_key(bedside, bedside.control("Nights"))["Open the diary"].trigger()

    assert list(menu) == ["Open the diary", "Delete night"]
    assert received
    assert is_kept
    assert is_deleted
    assert bedside.visible("Save night")
    assert bedside.flow.night.morning.evening == evening


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise|grabbing)")
def test_a_chart_has_a_menu_with_the_night_that_is_pointed_at(bedside: Bedside) -> None:
    station_named("insights").go(bedside)
    bedside.process_events()
    chart = bedside.control("Chart")
    without = menu_by_key(bedside, chart)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_End)

    menu = menu_by_key(bedside, chart)
    menu[next(iter(menu))].trigger()

    assert list(without) == ["Copy chart", "Save chart…"]
    assert list(menu)[1:] == list(without)
    assert bedside.visible("Save night")


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise|grabbing)")
def test_a_sound_and_a_row_of_a_list_have_menus(bedside: Bedside) -> None:
    bedside.press("Sounds")
    tile = bedside.control("Ocean surf")
    menu_by_key(bedside, tile)["Play"].trigger()
    levels = dict(bedside.sound.mix.levels)
    menu_by_key(bedside, tile)["Softer"].trigger()
    softer = dict(bedside.sound.mix.levels)
    menu_by_key(bedside, tile)["Silence"].trigger()
    presets = bedside.control("Presets", QListView)
    presets.setCurrentIndex(presets.model().index(0, 0))
    before = [each.title for each in bedside.shelf.presets]

    menu = menu_by_key(bedside, presets)
    menu["Move down"].trigger()
    after = [each.title for each in bedside.shelf.presets]

    assert softer[Sound.SURF] < levels[Sound.SURF]
    assert Sound.SURF not in bedside.sound.mix.levels
    assert list(menu) == ["Rename", "Move up", "Move down", "Remove"]
    assert not menu["Move up"].isEnabled()
    assert after[:2] == [before[1], before[0]]


def test_the_desktop_menu_begins_something_only_where_nothing_is_on(bedside: Bedside) -> None:
    bedside.press("Settings")
    bedside.flow.do_start_action(StartAction.SHOW)
    after_show = shown_word(bedside)
    bedside.flow.do_start_action(StartAction.WIND_DOWN)
    bedside.press("Skip")
    session = bedside.page
    bedside.flow.do_start_action(StartAction.LIGHTS_OUT)
    in_session = bedside.page
    bedside.press("End session")
    bedside.press("Stay up")
    bedside.flow.do_start_action(StartAction.LIGHTS_OUT)
    black = bedside.page

    bedside.flow.do_start_action(StartAction.WIND_DOWN)

    assert after_show == "Settings"
    assert bedside.sessions.state is not None
    assert in_session is session
    assert isinstance(black, LightsOutPage)
    assert bedside.page is black
