"""Tests of the checks: each check finds the fault it is for, made in a real window."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from rlscompanion.ui.widgets.column import CentredColumn
from tests.ui import record_checks as checks
from tests.ui.bedside import Bedside
from tests.ui.record import DAY_TIME, Configuration, record_station
from tests.ui.record_checks import CHECKS_WITH_KEYS, EVERY_CHECK, Check, check_failures
from tests.ui.stations import Station, station_named

Index = QModelIndex | QPersistentModelIndex
Spoil = Callable[[Bedside], None]


@dataclass(frozen=True)
class Spoilt:
    """A page with a fault: the check that must find the fault, and the words that must describe it."""

    check: Check
    where: str
    spoil: Spoil
    said: str

    def __str__(self) -> str:
        return f"{self.check.__name__}, {self.where}"


def _planted_button(bedside: Bedside, word: str = "Planted") -> QPushButton:
    planted = QPushButton("Planted", bedside.page)
    planted.setAccessibleName(word)
    planted.setAccessibleIdentifier(word)
    planted.setGeometry(400, 300, 200, 60)
    planted.show()
    return planted


def _planted_label(bedside: Bedside, style: str = "") -> QLabel:
    planted = QLabel("Planted", bedside.page)
    planted.setStyleSheet(style)
    planted.setGeometry(400, 300, 200, 60)
    planted.show()
    return planted


def _bright(bedside: Bedside) -> None:
    _planted_label(bedside, "background: white").resize(400, 300)


def _bright_spot(bedside: Bedside) -> None:
    _planted_label(bedside, "background: #c0c0c0").setGeometry(320, 232, 80, 80)


def _weak(bedside: Bedside) -> None:
    _planted_label(bedside, "color: #222222; background: #111111")


def _small_letters(bedside: Bedside) -> None:
    _planted_label(bedside, "font-size: 18px")


def _clipped(bedside: Bedside) -> None:
    _planted_label(bedside).setFixedWidth(20)


def _clipped_button(bedside: Bedside) -> None:
    _planted_button(bedside).setFixedWidth(20)


def _cut_off(bedside: Bedside) -> None:
    _planted_label(bedside).move(1230, 300)


def _small_ring(bedside: Bedside) -> None:
    bedside.control("Time left").setFixedSize(50, 50)


def _wide(bedside: Bedside) -> None:
    _column(bedside).widget().setMinimumWidth(1500)


def _bar_too_short(bedside: Bedside) -> None:
    bedside.process_events()
    _column(bedside).widget().setMinimumHeight(2000)
    bedside.process_events()
    _column(bedside).verticalScrollBar().setMaximum(20)


def _column(bedside: Bedside) -> CentredColumn:
    column = bedside.page.findChild(CentredColumn)
    assert column is not None
    return column


def _not_by_tab(bedside: Bedside) -> None:
    _planted_button(bedside).setFocusPolicy(Qt.FocusPolicy.ClickFocus)


def _out_of_sight(bedside: Bedside) -> None:
    _planted_button(bedside).move(400, -30)


def _focus_elsewhere(bedside: Bedside) -> None:
    bedside.control("Tonight").setFocus()


def _nameless_focus(bedside: Bedside) -> None:
    planted = _planted_button(bedside, "")
    planted.setText("")
    planted.setFocus()


def _low(bedside: Bedside) -> None:
    _planted_button(bedside).setFixedHeight(43)


class _LowRows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, 43)


def _low_rows(bedside: Bedside) -> None:
    rows = bedside.control("Steps", QListView)
    rows.setItemDelegate(_LowRows(rows))


def _unseen_focus(bedside: Bedside) -> None:
    plain = "QPushButton, QPushButton:focus { border: none; outline: none; background: #101010 }"
    _planted_button(bedside).setStyleSheet(plain)


def _keys_taken(bedside: Bedside) -> None:
    QShortcut(QKeySequence(QKeySequence.StandardKey.ZoomIn), bedside.page)


def _control_gone(bedside: Bedside) -> None:
    bedside.control("Start wind-down").hide()


def _renamed(bedside: Bedside) -> None:
    bedside.control("Start wind-down").setAccessibleName("Begin")


def _display_without_content(bedside: Bedside) -> None:
    bedside.control("Advice").setAccessibleName("Advice: something else")


def _display_under_another_name(bedside: Bedside) -> None:
    bedside.control("Advice").setAccessibleName("Something else")


def _nameless(bedside: Bedside) -> None:
    _planted_button(bedside, "")


def _twice(bedside: Bedside) -> None:
    _planted_button(bedside, "Lights out")


def _unlabelled(bedside: Bedside) -> None:
    QComboBox(bedside.page).show()


def _page_renamed(bedside: Bedside) -> None:
    bedside.page.setAccessibleName("Dark")


OF_DISPLAYS = checks.names_of_displays_carry_their_content
SPOILT = (
    Spoilt(checks.sends_out_light_as_its_theme, "tonight", _bright, "a mean luminance of 0."),
    Spoilt(checks.sends_out_light_as_its_theme, "tonight", _bright_spot, "a patch with a luminance of 0."),
    Spoilt(checks.everything_to_read_stands_out, "tonight", _weak, "QLabel “Planted” has a contrast of 1.1"),
    Spoilt(checks.texts_of_ember_are_large, "choices", _small_letters, "letters of 18 pixels, below 24"),
    Spoilt(checks.no_text_is_clipped, "tonight", _clipped, "QLabel “Planted” needs"),
    Spoilt(checks.no_text_is_clipped, "tonight", _clipped_button, "QPushButton “Planted” needs"),
    Spoilt(checks.the_ring_holds_its_words, "session", _small_ring, "“Time left” needs"),
    Spoilt(checks.no_text_is_cut_off, "tonight", _cut_off, "QLabel “Planted” lies 150 pixels outside"),
    Spoilt(checks.no_page_is_wider_than_the_window, "settings", _wide, "1500 pixels wide, seen through 1280"),
    Spoilt(checks.a_page_scrolls_to_its_end, "settings", _bar_too_short, "but scrolls by 20"),
    Spoilt(checks.tab_reaches_everything, "tonight", _not_by_tab, "“Planted” is not reached by Tab"),
    Spoilt(checks.tab_reaches_everything, "tonight", _not_by_tab, "“Planted” is not reached by Shift+Tab"),
    Spoilt(checks.what_has_the_focus_is_in_sight, "tonight", _out_of_sight, "with 30 of its 60 pixels in"),
    Spoilt(checks.the_first_focus_is_on_the_page, "tonight", _focus_elsewhere, "first focus is not on"),
    Spoilt(checks.what_has_the_focus_is_named, "tonight", _nameless_focus, "the focus has no name"),
    Spoilt(checks.targets_are_high, "tonight", _low, "“Planted” is 43 pixels high, below 44"),
    Spoilt(checks.rows_are_high, "routines own", _low_rows, "rows 43 pixels high, below 44"),
    Spoilt(checks.the_focus_can_be_seen, "tonight", _unseen_focus, "“Planted” looks the same"),
    Spoilt(checks.text_grows_and_shrinks_by_keys, "tonight", _keys_taken, "is 1.0, not 1.15"),
    Spoilt(checks.every_word_is_there_once, "tonight", _control_gone, "0 of “Start wind-down”"),
    Spoilt(checks.controls_are_named_by_their_words, "tonight", _renamed, "is heard as “Begin”"),
    Spoilt(
        checks.names_of_displays_carry_their_content,
        "health outcome locked",
        _display_without_content,
        "and is heard as “Advice: s",
    ),
    Spoilt(
        checks.names_of_displays_carry_their_content,
        "health outcome locked",
        _display_under_another_name,
        "is heard as “Something else”",
    ),
    Spoilt(checks.nothing_to_press_or_fill_in_is_without_a_name, "tonight", _nameless, "the name “”"),
    Spoilt(checks.no_identifier_stands_for_two_things, "tonight", _twice, "“Lights out” stands for 2 things"),
    Spoilt(checks.boxes_are_labelled_by_the_words_beside_them, "tonight", _unlabelled, "no label stands for"),
    Spoilt(checks.the_black_page_is_called_lights_out, "black", _page_renamed, "is heard as “Dark”"),
)


@pytest.mark.thorough
@pytest.mark.parametrize("spoilt", SPOILT, ids=str)
def test_what_is_wrong_is_told(spoilt: Spoilt) -> None:
    def go(bedside: Bedside) -> None:
        station_named(spoilt.where).go(bedside)
        spoilt.spoil(bedside)

    configuration = Configuration(with_keys=spoilt.check in CHECKS_WITH_KEYS)
    found = check_failures(record_station(Station(spoilt.where, go), configuration), [spoilt.check])

    assert any(spoilt.said in fault for fault in found), found
    assert all(fault.startswith(f"{spoilt.where}, evening x1.0 1280x800: ") for fault in found)


def test_what_is_light_in_the_wrong_place_is_told() -> None:
    by_day = record_station(station_named("learn"), Configuration(wall=DAY_TIME, with_keys=False))

    for_night = replace(by_day, configuration=Configuration())
    dim = replace(by_day, mean_luminance=0.4)

    assert by_day.theme == "day"
    assert check_failures(by_day, EVERY_CHECK) == []
    assert "the theme is day, not dusk" in check_failures(for_night, [checks.wears_its_theme])[0]
    assert "luminance of 0.4" in check_failures(dim, [checks.sends_out_light_as_its_theme])[0]


def test_every_check_is_shown_to_notice_something() -> None:
    assert {each.check for each in SPOILT} | {checks.wears_its_theme} == set(EVERY_CHECK)
