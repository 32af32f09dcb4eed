"""The report page: the nights and the person of a report, its notes, and whether it is written or refused."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QProgressBar, QPushButton

from rlscompanion.bedtime.ports.files import ReportRequest
from tests.fakes import DISK_FULL
from tests.ui.bedside import Bedside
from tests.ui.stations import station_named

pytestmark = pytest.mark.usefixtures("unstyled")

LEAST_PRESS_PIXELS = "/home/somebody/report.pdf"


@pytest.fixture
def report(bedside: Bedside) -> Bedside:
    station_named("report").go(bedside)
    bedside.files.answer = LEAST_PRESS_PIXELS
    return bedside


def save(bedside: Bedside) -> ReportRequest:
    bedside.press("Save report")
    bedside.process_events()
    return bedside.report_work.wishes[-1][0]


def state(bedside: Bedside) -> str:
    return bedside.control("Report state", QLabel).text()


def notes(bedside: Bedside) -> list[QCheckBox]:
    return [
        each
        for each in bedside.page.findChildren(QCheckBox)
        if each.isVisible() and each.accessibleIdentifier().startswith("Notes of ")
    ]


def test_the_latest_ninety_nights_are_proposed_without_name_or_notes(report: Bedside) -> None:
    assert save(report) == ReportRequest(date(2026, 8, 23), date(2026, 11, 20))
    assert report.files.asked == ["sleep and restless legs 2026-11-20.pdf"]
    assert report.report_work.wishes[0][1] == LEAST_PRESS_PIXELS


@pytest.mark.parametrize(("choice", "first"), [("30", date(2026, 10, 22)), ("60", date(2026, 9, 22))])
def test_another_length_ends_with_the_latest_diary_too(report: Bedside, choice: str, first: date) -> None:
    report.choose("Nights of the report", f"The latest {choice} nights")

    assert save(report) == ReportRequest(first, date(2026, 11, 20))


def test_two_dates_are_typed(report: Bedside) -> None:
    report.choose("Nights of the report", "From one date to another")
    report.fill_in(From="2026-11-01", To="10.11.2026")

    assert save(report) == ReportRequest(date(2026, 11, 1), date(2026, 11, 10))


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("someday", "Type both days as dates, such as 20 Nov 2026."),
        ("21 Nov 2026", "The report would end before it begins. Put the earlier date first."),
    ],
)
def test_dates_that_cannot_be_are_told_and_no_file_is_asked_for(
    report: Bedside, first: str, sentence: str
) -> None:
    report.choose("Nights of the report", "From one date to another")
    report.fill_in(From=first)
    report.press("Save report")

    assert state(report) == sentence
    assert report.files.asked == []
    assert report.typed("From") == first


def test_success_is_said_only_when_it_is_written(report: Bedside) -> None:
    report.press("Save report")
    report.report_work.share(0.4)
    meanwhile = (state(report), report.control("Progress", QProgressBar).value())
    assert not report.control("Save report", QPushButton).isEnabled()

    report.report_work.end(True, f"12 nights on 2 pages in {LEAST_PRESS_PIXELS}")

    assert meanwhile == ("Writing …", 400)
    assert state(report) == f"Written: 12 nights on 2 pages in {LEAST_PRESS_PIXELS}."
    assert report.control("Save report", QPushButton).isEnabled()
    assert not report.visible("Progress")


def test_what_cannot_be_written_is_told(report: Bedside) -> None:
    report.press("Save report")
    report.report_work.end(False, DISK_FULL)

    assert state(report) == DISK_FULL
    assert report.control("Save report", QPushButton).isEnabled()


def test_what_is_being_written_can_be_cancelled(report: Bedside) -> None:
    report.press("Save report")
    report.control("Cancel").setFocus()
    report.press("Cancel")
    report.report_work.end(False, "Stopped.")

    assert report.report_work.stops == 1
    assert state(report) == "Stopped."
    assert report.control("Save report", QPushButton).hasFocus()


def test_closing_the_dialog_writes_nothing(report: Bedside) -> None:
    report.files.answer = None
    report.press("Save report")
    report.process_events()

    assert report.report_work.wishes == []
    assert report.visible("Report state") == []


def test_name_and_birth_date_are_asked_for_each_time(report: Bedside) -> None:
    report.fill_in(Name=" A. Sleeper ", Birth_date="29 Feb 1960")
    report.choose("Paper", "Letter")
    wish = save(report)
    report.press("Back to Insights")
    report.press("Report for a clinician")

    assert (wish.name, wish.born, wish.paper) == ("A. Sleeper", "29 Feb 1960", "Letter")
    assert [report.typed(word) for word in ("Name", "Birth date")] == ["", ""]
    assert not any("Sleeper" in text for text in report.preferences.all_texts().values())
    assert report.control("Paper", QComboBox).currentText() == "Letter"


def test_notes_are_printed_where_they_are_ticked(report: Bedside) -> None:
    assert [each.isChecked() for each in notes(report)] == [False] * 5
    report.press("Notes of 2026-11-20")
    report.press("Notes of 2026-11-11")
    report.press("Notes of 2026-11-11")

    assert save(report).noted == frozenset({UUID(int=10)})


def test_only_nights_of_the_range_are_offered_and_printed(report: Bedside) -> None:
    report.press("Notes of 2026-11-20")
    report.press("Notes of 2026-10-24")
    report.choose("Nights of the report", "From one date to another")
    report.control("To").setFocus()
    report.keys("End", *["Backspace"] * 11, *"12 Nov 2026")

    offered = [each.accessibleIdentifier()[-10:] for each in notes(report)]
    assert offered == ["2026-11-11", "2026-11-02", "2026-10-24", "2026-10-15"]
    assert save(report).noted == frozenset({UUID(int=10 + 27)})


def test_without_notes_that_is_said(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Report for a clinician")

    assert "None of these nights has notes." in bedside.texts()
    assert notes(bedside) == []


@pytest.mark.usefixtures("styled")
def test_the_boxes_keep_their_width_when_dates_are_hidden(report: Bedside) -> None:
    box = report.control("Nights of the report", QComboBox)
    without = box.width()
    report.choose("Nights of the report", "From one date to another")
    report.process_events()

    assert without == box.width() > 500
