"""The morning diary as a person fills it in."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from rlscompanion.domain.items import Item
from rlscompanion.domain.night import Night, Sleep, ValueSource
from rlscompanion.ui.morning.fields import DiaryField
from rlscompanion.ui.morning.night_bar import NightBar
from rlscompanion.ui.widgets.column import CentredColumn
from tests.fakes import local
from tests.ui.bedside import Bedside

pytestmark = pytest.mark.usefixtures("unstyled")

KEPT = Night(
    UUID(int=1),
    date(2026, 11, 20),
    "Europe/Berlin",
    (
        Sleep(
            UUID(int=2),
            tried_to_sleep=local("2026-11-20 23:00"),
            minutes_to_fall_asleep=20,
            minutes_awake=0,
            woke_up=local("2026-11-21 06:20"),
            got_up=local("2026-11-21 06:40"),
            minutes_trying_again=0,
            sources={Item.TRIED_TO_SLEEP: ValueSource.ESTIMATED, Item.GOT_UP: ValueSource.RECORDED},
        ),
    ),
    quality=3,
    worst_urge=0,
    notes="Quiet.",
    saved_at=local("2026-11-21 07:00"),
)


@pytest.fixture
def diary(bedside: Bedside) -> Bedside:
    """An app with the diary of last night open, filled in yesterday morning."""
    bedside.log.save(KEPT)
    bedside.press("Fill in morning diary")
    bedside.unfold_diary()
    return bedside


def derived(bedside: Bedside) -> tuple[str, str]:
    return bedside.control("Time asleep", QLabel).text(), bedside.control("Sleep efficiency", QLabel).text()


def test_it_shows_what_is_kept(diary: Bedside) -> None:
    assert diary.control("Night", QLabel).text() == "Fri 20 to Sat 21 Nov"
    assert diary.typed("Tried to sleep") == "23:00"
    assert diary.typed("Times awake") == ""
    assert diary.control("Sleep quality", QAbstractSlider).value() == 3
    assert diary.control("Worst urge to move", QAbstractSlider).value() == 0
    assert diary.control("Notes", QPlainTextEdit).toPlainText() == "Quiet."
    assert diary.beside("Tried to sleep") == ["estimated"]
    assert diary.beside("Got up") == ["recorded"]
    assert diary.beside("Woke up") == []


def test_the_mark_of_a_record_goes_when_it_is_changed_and_comes_back(diary: Bedside) -> None:
    diary.fill_in(Got_up="6:50")
    assert diary.beside("Got up") == []

    diary.fill_in(Got_up="06:40")

    assert diary.beside("Got up") == ["recorded"]


def test_measures_follow_the_typing(diary: Bedside) -> None:
    assert derived(diary) == ("7 h 00", "95 %")

    diary.fill_in(Minutes_awake="30", Woke_up="6:50", Got_up="7:00")

    assert derived(diary) == ("7 h 00", "89 %")


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ({"Minutes_awake": ""}, ("Fill in: “Total minutes awake in the night”", "–")),
        (
            {"Minutes_to_fall_asleep": "", "Minutes_awake": "", "Woke_up": ""},
            ("Fill in: “Minutes to fall asleep”, “Total minutes awake in the night” and “Woke up”", "–"),
        ),
        (
            {"Minutes_trying_to_sleep_again": ""},
            ("7 h 00", "Fill in: “Minutes trying to get back to sleep at the end”"),
        ),
        (
            {"Minutes_trying_to_sleep_again": "a few"},
            ("7 h 00", "Correct: “Minutes trying to get back to sleep at the end”"),
        ),
        ({"Woke_up": "early"}, ("Correct: “Woke up”", "–")),
        ({"Minutes_awake": "900"}, ("Correct: “Total minutes awake in the night”", "–")),
        (
            {"Woke_up": "early", "Minutes_awake": ""},
            ("Correct: “Woke up”. Fill in: “Total minutes awake in the night”", "–"),
        ),
    ],
)
def test_measures_of_what_is_not_known_say_what_they_need(
    diary: Bedside, texts: dict[str, str], shown: tuple[str, str]
) -> None:
    diary.fill_in(**texts)

    assert derived(diary) == shown


def test_a_problem_is_told_at_its_field_and_nothing_is_lost(diary: Bedside) -> None:
    diary.fill_in(Woke_up="quarter to", Minutes_awake="900", Went_to_bed="22:40")
    written = diary.disk.written

    diary.press("Save night")

    sentence = "“quarter to” is not a time of day. Try 06:40 or 6:40 am."
    assert diary.control("Problem", QLabel).text() == "Not saved. Correct the 2 marked answers."
    assert diary.page is diary.flow.night.morning
    assert diary.disk.written == written
    assert diary.beside("Woke up") == [sentence]
    assert diary.control("Woke up").accessibleDescription() == sentence
    assert "This is more than the 440 minutes" in diary.beside("Minutes awake")[0]
    assert diary.beside("Went to bed") == []
    assert [diary.typed(each) for each in ("Woke up", "Minutes awake", "Went to bed")] == [
        "quarter to",
        "900",
        "22:40",
    ]


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        ({"Got_up": "x", "Woke_up": "y"}, "Woke up"),
        ({"Minutes_awake": "x", "Symptoms_began": "y"}, "Minutes awake"),
        ({"Minutes_to_fall_asleep": "x", "Got_up": "y"}, "Got up"),
        ({"Went_to_bed": "23:30"}, "Tried to sleep"),
    ],
)
def test_the_focus_goes_to_the_first_problem(diary: Bedside, texts: dict[str, str], first: str) -> None:
    diary.fill_in(**texts)

    diary.press("Save night")

    focused = diary.window.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == first


def test_a_problem_is_told_on_leaving_the_field_and_gone_once_mended(diary: Bedside) -> None:
    diary.fill_in(Woke_up="25:00")
    assert diary.beside("Woke up") == []

    diary.control("Woke up").setFocus()
    diary.keys("Tab")
    assert diary.beside("Woke up") != []
    diary.fill_in(Woke_up="6:15")

    assert diary.beside("Woke up") == []
    assert diary.control("Woke up").accessibleDescription() == ""


def test_a_sleepless_night_can_be_said(diary: Bedside) -> None:
    diary.press("I did not sleep")
    diary.press("Save night")

    sleep = diary.night.main_sleep
    assert sleep is not None
    assert not sleep.slept
    assert sleep.tried_to_sleep == local("2026-11-20 23:00")
    assert sleep.woke_up is None


def test_a_sleepless_night_asks_nothing_about_sleep(diary: Bedside) -> None:
    diary.press("I did not sleep")

    fields = [field.line for field in diary.page.findChildren(DiaryField)]
    enabled = {each.accessibleIdentifier() for each in fields if each.isEnabled()}
    assert enabled == {"Went to bed", "Tried to sleep", "Got up", "Symptoms began"}
    assert derived(diary) == ("0 h 00", "0 %")


def test_taking_it_back_brings_back_what_was_typed(diary: Bedside) -> None:
    diary.press("I did not sleep")

    diary.press("I did not sleep")

    assert diary.typed("Woke up") == "06:20"
    assert diary.control("Woke up").isEnabled()


def test_the_night_before_and_back(diary: Bedside) -> None:
    diary.press("Night before")
    assert diary.control("Night", QLabel).text() == "Thu 19 to Fri 20 Nov"
    assert diary.typed("Tried to sleep") == ""

    diary.press("Night after")

    assert diary.control("Night", QLabel).text() == "Fri 20 to Sat 21 Nov"
    assert diary.typed("Tried to sleep") == "23:00"


def test_no_night_of_the_future_can_be_filled_in(diary: Bedside) -> None:
    diary.press("Night after")

    assert diary.control("Night", QLabel).text() == "Sat 21 to Sun 22 Nov"
    assert not diary.control("Night after").isEnabled()


def test_a_forgotten_night_can_be_entered(diary: Bedside) -> None:
    diary.press("Night before")
    diary.fill_in(Tried_to_sleep="23:30", Woke_up="6:00")

    diary.press("Save night")

    kept = diary.log.night_of(date(2026, 11, 19))
    assert kept is not None
    assert kept.main_sleep is not None
    assert kept.main_sleep.tried_to_sleep == local("2026-11-19 23:30")
    assert kept.saved_at == diary.clock.now()


def test_a_night_after_midnight_goes_by_its_evening(diary: Bedside) -> None:
    diary.fill_in(Went_to_bed="0:10", Tried_to_sleep="0:30", Minutes_to_fall_asleep="15")

    diary.press("Save night")

    sleep = diary.night.main_sleep
    assert sleep is not None
    assert diary.night.evening == date(2026, 11, 20)
    assert sleep.went_to_bed == local("2026-11-21 00:10")


def test_it_can_be_saved_by_keys_alone(bedside: Bedside) -> None:
    bedside.log.save(KEPT)
    bedside.press("Fill in morning diary")
    bedside.control("More").setFocus()

    bedside.keys("Tab", "Enter")

    assert bedside.page is bedside.flow.day.sleep_log
    assert bedside.control("Done", QLabel).text() == "Saved. 7 h 00 asleep, sleep efficiency 95 %."


@pytest.mark.usefixtures("styled")
def test_times_and_scales_are_in_sight_and_the_rest_behind_more(bedside: Bedside) -> None:
    bedside.log.save(KEPT)
    bedside.press("Fill in morning diary")
    in_sight = [
        each.accessibleIdentifier() for each in bedside.page.findChildren(QLineEdit) if each.isVisible()
    ]
    assert in_sight == ["Went to bed", "Tried to sleep", "Woke up", "Got up"]
    assert bedside.visible("Sleep quality")
    assert bedside.visible("Worst urge to move")
    answered = "Minutes to fall asleep, Minutes awake, Minutes trying to sleep again, Notes"
    assert f"Answered: {answered}" in bedside.texts()

    bedside.press("More")
    assert bedside.visible("Notes")
    bedside.close()
    bedside.open()
    bedside.press("Fill in morning diary")

    assert bedside.visible("Notes"), "it was left unfolded"


@pytest.mark.usefixtures("styled")
def test_a_problem_behind_more_is_said_beside_it_and_unfolded_on_saving(bedside: Bedside) -> None:
    bedside.log.save(KEPT)
    bedside.press("Fill in morning diary")
    bedside.flow.night.morning.fill_fields({Item.MINUTES_AWAKE: "900"})
    bedside.control("Got up").setFocus()
    bedside.keys("Tab")
    received = bedside.control("Problem in the rest of the diary", QLabel).text()
    assert received.startswith("Minutes awake: This is more than the 420 minutes")

    bedside.press("Save night")

    focused = bedside.window.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "Minutes awake"
    bedside.process_events()
    assert focused.visibleRegion().boundingRect().height() == focused.height(), "all of it is in sight"


def test_a_time_is_shown_as_clocks_do_once_its_field_is_left(diary: Bedside) -> None:
    diary.fill_in(Went_to_bed="10.30pm", Symptoms_began="soon")
    for field in ("Went to bed", "Symptoms began"):
        diary.control(field).setFocus()
        diary.keys("Tab")

    assert diary.typed("Went to bed") == "22:30"
    assert diary.typed("Symptoms began") == "soon"


def test_no_empty_field_shows_what_could_be_taken_for_an_answer(diary: Bedside) -> None:
    for press in ("Add sleep",):
        diary.press(press)

    hints = {each.placeholderText() for each in diary.page.findChildren(QLineEdit) if each.isVisible()}
    assert {"time", "minutes", "times"} <= hints
    assert not any(sign.isdigit() for hint in hints for sign in hint)


def test_back_leads_where_the_diary_was_opened_from(bedside: Bedside) -> None:
    bedside.log.save(KEPT)
    for word in ("Tonight", "Sleep log", "Insights"):
        bedside.press(word)
        came_from = bedside.page
        bedside.flow.night.open_diary(KEPT.evening)
        assert bedside.window.current_tab == word
        assert word in bedside.control("Back", QPushButton).text()
        bedside.press("Night before")
        bedside.press("Back")
        assert bedside.page is came_from


@pytest.mark.usefixtures("styled")
def test_it_opens_at_its_top(diary: Bedside) -> None:
    column = diary.page.findChild(CentredColumn)
    assert column is not None
    bar = column.verticalScrollBar()
    diary.control("Notes").setFocus()
    assert bar.value() > 0

    diary.press("Back")
    diary.press("Fill in morning diary")

    assert bar.value() == 0
    assert diary.window.focusWidget() is diary.control("Went to bed")


@pytest.mark.usefixtures("styled")
def test_an_impossible_drag_says_so_at_once_and_at_its_field_once_let_go(diary: Bedside) -> None:
    bar = diary.control("Night bar", NightBar)
    scale, middle = bar.hour_scale(), bar.height() // 2
    woke = QPoint(round(scale.x_at(30 + 20 / 60)), middle)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=woke)
    QTest.mouseMove(bar, QPoint(round(scale.x_at(23)), middle))
    sentence = "This puts waking up before falling asleep."
    assert diary.control("Problem with night bar", QLabel).text() == sentence
    assert diary.beside("Woke up") == []

    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton)

    assert diary.beside("Woke up") == [sentence]
    assert diary.control("Problem with night bar", QLabel).text() == ""
    diary.fill_in(Woke_up="6:20")
    assert diary.beside("Woke up") == []


def test_a_ghost_of_the_night_before_is_made_an_answer_by_moving_it(diary: Bedside) -> None:
    diary.press("Night after")
    bar = diary.control("Night bar", NightBar)
    assert bar.accessibleDescription() == "Nothing is known yet."
    assert diary.typed("Woke up") == ""
    bar.setFocus()
    diary.keys("Down", "Right")

    assert diary.typed("Woke up") == "06:25"


def test_a_digit_rates_quality_on_its_own_scale(diary: Bedside) -> None:
    quality = diary.control("Sleep quality", QAbstractSlider)
    for digit in (Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_0):
        QTest.keyClick(quality, digit)

    assert quality.value() == 5


def test_opening_another_night_drops_old_problems(diary: Bedside) -> None:
    diary.fill_in(Woke_up="25:00")
    diary.press("Save night")

    diary.press("Night before")
    diary.press("Night before")

    assert diary.beside("Woke up") == []
    assert diary.typed("Woke up") == ""


def test_an_open_sleepless_night_shows_as_such(bedside: Bedside) -> None:
    sleepless = replace(KEPT, sleeps=(Sleep(UUID(int=2), slept=False),))
    bedside.log.save(sleepless)

    bedside.press("Fill in morning diary")

    assert bedside.control("I did not sleep", QCheckBox).isChecked()


def test_what_was_typed_stays_while_one_looks_elsewhere(diary: Bedside) -> None:
    diary.control("Woke up", QLineEdit).setText("5:45")
    diary.control("Sleep quality", QAbstractSlider).setValue(5)

    diary.press("Sleep log")
    diary.press("Tonight")
    diary.press("Fill in morning diary")

    assert diary.typed("Woke up") == "5:45"
    assert diary.typed("Tried to sleep") == "23:00"
    assert diary.control("Sleep quality", QAbstractSlider).value() == 5
    assert diary.control("Notes", QPlainTextEdit).toPlainText() == "Quiet."


def test_another_night_is_shown_as_it_is_kept(diary: Bedside) -> None:
    diary.control("Notes", QPlainTextEdit).setPlainText("Typed for the night before.")

    diary.press("Night before")
    diary.press("Night before")

    assert diary.control("Notes", QPlainTextEdit).toPlainText() == ""
