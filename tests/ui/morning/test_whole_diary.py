"""The whole diary through the window: filled in, saved, opened again, deleted and restored."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.medicine import Medicine
from rlscompanion.ui.sleep_log.calendar import NightCalendar
from tests.domain.samples import a_full_night
from tests.fakes import local
from tests.stores import NO_ROOM
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

EVENING = date(2026, 11, 20)
TABLET = Medicine(UUID(int=6), "Tablet")


def opened_with_night(opened: OpenBedside) -> Bedside:
    """An app whose log has one night, with the diary of that night open."""
    bedside = Bedside()
    bedside.health.save_medicine(TABLET)
    bedside.log.save(replace(a_full_night(EVENING), saved_at=local("2026-11-21 07:40")))
    opened(bedside).press("Sleep log")
    bedside.keys("Enter")
    bedside.unfold_diary()
    return bedside


@pytest.mark.usefixtures("styled")
def test_everything_typed_is_saved_and_shown_again(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.press("Felt in: legs")
    bedside.press("Eased by movement: yes")
    bedside.press("Caffeine: yes")
    bedside.control("Caffeine: amount", QLineEdit).setText("2")
    bedside.press("Add dose")
    bedside.control("Amount 1", QLineEdit).setText("0.25")
    bedside.press("Add sleep")
    bedside.control("Sleep 1 from", QLineEdit).setText("15:00")
    bedside.control("Sleep 1 to", QLineEdit).setText("15:20")
    bedside.press("Save night")

    night = bedside.night
    assert night.body_parts == frozenset({BodyPart.LEGS})
    assert night.eased_by_movement is True
    assert [(note.factor, note.amount) for note in night.factors] == [("caffeine", 2.0)]
    assert [(dose.medicine_id, dose.amount) for dose in night.doses] == [(TABLET.id, 0.25)]
    assert [sleep.is_main for sleep in night.sleeps] == [True, False]
    bedside.keys("Enter")
    assert bedside.page is bedside.flow.night.morning
    assert bedside.typed("Amount 1") == "0.25"
    assert bedside.typed("Sleep 1 to") == "15:20"


@pytest.mark.usefixtures("in_halves")
def test_times_are_shown_as_in_the_place_and_read_as_anywhere(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    assert (bedside.typed("Went to bed"), bedside.typed("Woke up")) == ("10:40 pm", "6:30 am")

    bedside.fill_in(Went_to_bed="22:30", Woke_up="6:40 am")
    bedside.press("Save night")

    sleep = bedside.night.main_sleep
    assert sleep is not None
    assert (sleep.went_to_bed, sleep.woke_up) == (local("2026-11-20 22:30"), local("2026-11-21 06:40"))
    bedside.keys("Enter")
    assert bedside.typed("Went to bed") == "10:30 pm"


@pytest.mark.usefixtures("styled")
def test_something_that_makes_no_sense_is_told_and_nothing_is_saved(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    written = bedside.disk.written
    bedside.press("Caffeine: yes")
    bedside.control("Caffeine: amount", QLineEdit).setText("some")
    bedside.press("Save night")

    assert "Caffeine" in bedside.control("Problem in the rest of the diary", QLabel).text()
    assert bedside.disk.written == written


def test_the_rest_of_the_diary_stays_while_one_looks_elsewhere(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.press("Felt in: arms")
    bedside.press("Sounds")
    bedside.press("Sleep log")
    bedside.keys("Enter")

    bedside.press("Save night")
    assert bedside.night.body_parts == frozenset({BodyPart.ARMS})


def test_an_end_of_the_bar_moves_its_field(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.control("Night bar").setFocus()
    bedside.keys("Down", "Right")

    assert bedside.typed("Tried to sleep") == "23:05"
    assert bedside.control("Time asleep", QLabel).text() == "6 h 35"


def test_a_field_is_nudged_by_keys(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.control("Woke up").setFocus()
    bedside.keys("Up", "Up", "Down")

    assert bedside.typed("Woke up") == "06:35"


def test_a_deleted_night_can_be_brought_back(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    before = bedside.night
    bedside.press("Delete night")
    assert list(bedside.log.nights()) == []
    assert bedside.page is bedside.flow.day.sleep_log
    assert bedside.control("Deleted", QLabel).text() == "Fri 20 to Sat 21 Nov is deleted."

    bedside.press("Undo")

    assert bedside.night == before
    assert bedside.visible("Undo") == []
    assert bedside.control("Notice", QLabel).text() == "Brought back: Fri 20 to Sat 21 Nov."


def test_a_deleted_night_can_be_brought_back_by_ctrl_z(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    before = bedside.night
    bedside.press("Delete night")
    QTest.keyClick(bedside.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert bedside.night == before
    assert bedside.visible("Deleted") == []


def test_a_night_that_cannot_be_deleted_is_told(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.disk.fill_up()
    bedside.press("Delete night")

    assert bedside.control("Problem", QLabel).text() == f"Not deleted. {NO_ROOM}"
    assert len(bedside.log.nights()) == 1


@pytest.mark.usefixtures("styled")
def test_a_forgotten_night_is_filled_in_from_the_calendar(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.press("Sleep log")
    calendar = bedside.control("Calendar", NightCalendar)
    assert calendar.maximumDate() == QDate(2026, 11, 21)
    calendar.clicked.emit(QDate(2026, 11, 3))

    assert bedside.control("Night", QLabel).text() == "Tue 3 to Wed 4 Nov"
    bedside.fill_in(Tried_to_sleep="23:00", Woke_up="6:00")
    bedside.press("Save night")
    assert {night.evening for night in bedside.log.nights()} == {EVENING, date(2026, 11, 3)}


@pytest.mark.usefixtures("styled")
def test_the_calendar_marks_filled_in_nights(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.press("Sleep log")

    assert bedside.control("Calendar", NightCalendar)._filled == {EVENING}


def move_night(bedside: Bedside, evening: date) -> None:
    bedside.press("Another date")
    bedside.control("Evening date").setFocus()
    bedside.control("Evening date", QLineEdit).selectAll()
    QTest.keyClicks(bedside.control("Evening date"), f"{evening:%Y-%m-%d}")
    bedside.press("Move night")


def test_a_night_is_moved_to_another_date_with_its_times(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    move_night(bedside, date(2026, 11, 18))
    assert bedside.control("Night", QLabel).text() == "Wed 18 to Thu 19 Nov"
    assert bedside.typed("Woke up") == "06:30"
    bedside.press("Save night")

    (night,) = bedside.log.nights()
    there = a_full_night(date(2026, 11, 18))
    assert night.evening == there.evening
    assert night.sleeps == there.sleeps
    assert night.symptoms_began == there.symptoms_began


def test_a_moved_night_can_be_edited(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.fill_in(Tried_to_sleep="23:10")
    move_night(bedside, date(2026, 11, 18))
    bedside.fill_in(Woke_up="6:45")
    bedside.press("Save night")

    (night,) = bedside.log.nights()
    assert night.main_sleep is not None
    assert night.main_sleep.tried_to_sleep == local("2026-11-18 23:10")
    assert night.main_sleep.woke_up == local("2026-11-19 06:45")
    assert night.main_sleep.got_up == local("2026-11-19 07:00")


def test_what_was_typed_in_the_rest_of_the_diary_moves_too(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.press("Add dose")
    bedside.control("Amount 1", QLineEdit).setText("0.25")
    bedside.control("Taken at 1", QLineEdit).setText("21:00")
    bedside.press("Add sleep")
    bedside.control("Sleep 1 from", QLineEdit).setText("15:00")
    bedside.control("Sleep 1 to", QLineEdit).setText("15:20")
    move_night(bedside, date(2026, 11, 18))
    bedside.press("Save night")

    (night,) = bedside.log.nights()
    assert [dose.at for dose in night.doses] == [local("2026-11-18 21:00")]
    assert [sleep.woke_up for sleep in night.sleeps[1:]] == [local("2026-11-18 15:20")]


def test_what_cannot_be_read_stays_when_a_night_is_moved(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.fill_in(Woke_up="early")
    move_night(bedside, date(2026, 11, 18))

    assert bedside.typed("Woke up") == "early"
    bedside.press("Save night")
    assert [night.evening for night in bedside.log.nights()] == [EVENING]


@pytest.mark.usefixtures("styled")
def test_what_cannot_be_read_in_the_rest_stays_when_a_night_is_moved(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.press("Caffeine: yes")
    bedside.control("Caffeine: amount", QLineEdit).setText("some")
    move_night(bedside, date(2026, 11, 18))
    bedside.press("Save night")

    assert bedside.control("Night", QLabel).text() == "Wed 18 to Thu 19 Nov"
    assert bedside.control("Caffeine: amount", QLineEdit).text() == "some"
    assert [night.evening for night in bedside.log.nights()] == [EVENING]


def test_no_night_is_moved_onto_another(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    other = replace(a_full_night(date(2026, 11, 18)), id=UUID(int=555), saved_at=local("2026-11-19 07:40"))
    bedside.log.save(other)
    move_night(bedside, date(2026, 11, 18))

    assert "has a diary already" in bedside.control("Problem", QLabel).text()
    bedside.press("Save night")
    assert {night.evening for night in bedside.log.nights()} == {EVENING, date(2026, 11, 18)}


@pytest.mark.parametrize(
    ("typed", "words"), [("soon", "cannot be read as a date"), ("2026-12-24", "has not come yet")]
)
def test_a_date_that_cannot_be_is_told(opened: OpenBedside, typed: str, words: str) -> None:
    bedside = opened_with_night(opened)
    bedside.press("Another date")
    bedside.control("Evening date", QLineEdit).setText(typed)
    bedside.press("Move night")

    assert words in bedside.control("Problem with date", QLabel).text()
    assert bedside.control("Night", QLabel).text() == "Fri 20 to Sat 21 Nov"


def test_what_is_not_saved_is_told_of_before_another_night_is_shown(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.control("Notes", QPlainTextEdit).setPlainText("Long walk.")
    bedside.press("Night before")

    assert "changes that are not saved" in bedside.control("Problem", QLabel).text()
    assert bedside.control("Notes", QPlainTextEdit).toPlainText() == "Long walk."
    bedside.press("Night before")
    assert bedside.control("Notes", QPlainTextEdit).toPlainText() == ""
    bedside.press("Night after")
    assert bedside.control("Notes", QPlainTextEdit).toPlainText() == ""


def test_what_was_typed_is_kept_when_the_window_is_closed(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.control("Notes", QPlainTextEdit).setPlainText("Long walk.")
    bedside.window.close()

    assert bedside.night.notes == "Long walk."


def test_a_dose_that_makes_no_sense_is_told_beside_save(opened: OpenBedside) -> None:
    bedside = opened_with_night(opened)
    bedside.press("Add dose")
    bedside.control("Amount 1", QLineEdit).setText("abc")
    bedside.press("Save night")

    assert "Not saved." in bedside.control("Problem", QLabel).text()
    assert "“abc” is not a number" in bedside.control("Problem", QLabel).text()
