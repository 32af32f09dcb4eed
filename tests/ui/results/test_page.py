"""Test results and medicines: added, listed, removed and restored; and the list of medicines."""

import re
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from rlscompanion.domain.medicine import IrlsTotal, LabResult, Medicine
from tests.stores import DISK_FAILS, NO_ROOM
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

OLD, NEW = LabResult(UUID(int=1), date(2025, 3, 4), 31.5), LabResult(UUID(int=2), date(2026, 9, 25), 48, 19)
TOTAL = IrlsTotal(UUID(int=3), date(2026, 3, 4), 23)
TABLET, GONE = Medicine(UUID(int=4), "Tablet"), Medicine(UUID(int=5), "Another", is_listed=False)


@pytest.fixture
def results(opened: OpenBedside) -> Bedside:
    bedside = Bedside()
    for each in (OLD, NEW):
        bedside.health.save_lab_result(each)
    bedside.health.save_irls_total(TOTAL)
    for medicine in (TABLET, GONE):
        bedside.health.save_medicine(medicine)
    opened(bedside)
    to_results(bedside)
    return bedside


def to_results(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Test results and medicines")
    bedside.process_events()


def listed(bedside: Bedside) -> list[str]:
    """The test results that the page shows, as the texts of their rows."""
    return [text for text in bedside.texts() if re.match(r"\d+ \w+ 20\d\d: ", text)]


def kept(bedside: Bedside, medicine: Medicine) -> Medicine:
    """A medicine as the log has it now."""
    return next(each for each in bedside.health.medicines() if each.id == medicine.id)


def problem(bedside: Bedside, what: str) -> str:
    return bedside.control(f"Problem with {what}", QLabel).text()


def test_results_are_listed_the_latest_first(results: Bedside) -> None:
    assert listed(results) == [
        "25 Sep 2026: ferritin 48 ng/mL, transferrin saturation 19 %",
        "4 Mar 2025: ferritin 31.5 ng/mL",
        "4 Mar 2026: 23 of 40, in the band 21 to 30",
    ]


def test_nothing_is_said_beyond_the_sentence_and_the_threshold_with_its_source(results: Bedside) -> None:
    said = results.texts()

    assert "Discuss the result with your doctor. Don’t start iron without a test." in said
    assert any(
        "By expert consensus, adults are treated" in text and text.endswith("AASM, 2025).") for text in said
    )
    assert any("best done in the morning" in text and "from one laboratory" in text for text in said)
    assert not any(word in text.lower() for text in listed(results) for word in ("low", "high", "severe"))


def test_a_blood_test_is_added_and_the_line_is_free_for_the_next(results: Bedside) -> None:
    results.fill_in(Date_of_blood_test="1 Nov 2026", Ferritin="80,5")
    results.press("Add blood test")

    assert listed(results)[0] == "1 Nov 2026: ferritin 80.5 ng/mL"
    assert len(results.health.lab_results()) == 3
    assert [results.typed(word) for word in ("Date of blood test", "Ferritin")] == ["", ""]
    assert results.window.focusWidget() is results.control("Date of blood test")


def test_enter_adds_a_total(results: Bedside) -> None:
    results.fill_in(Date_of_IRLS_total="2026-11-01", IRLS_total="12")
    results.control("IRLS total").setFocus()
    results.keys("Enter")

    assert {each.total for each in results.health.irls_totals()} == {12, 23}


def test_what_makes_no_sense_is_told_and_loses_nothing(results: Bedside) -> None:
    results.fill_in(Date_of_IRLS_total="2026-11-01", IRLS_total="50")
    results.press("Add IRLS total")

    assert problem(results, "IRLS total") == "The total: “50” is not a number from 0 to 40."
    assert results.typed("IRLS total") == "50"
    assert len(results.health.irls_totals()) == 1
    results.fill_in(IRLS_total="5")
    results.press("Add IRLS total")
    assert results.visible("Problem with IRLS total") == []


def test_what_was_removed_can_be_brought_back(results: Bedside) -> None:
    results.press("Remove blood test 1")
    without = listed(results)
    said = results.control("Removed blood test", QLabel).text()
    results.press("Undo")

    assert without[0] == "4 Mar 2025: ferritin 31.5 ng/mL"
    assert said == "Removed: 25 Sep 2026: ferritin 48 ng/mL, transferrin saturation 19 %."
    assert NEW in results.health.lab_results()
    assert len(listed(results)) == 3
    assert results.visible("Undo") == []


def test_only_the_last_one_removed_can_be_brought_back(results: Bedside) -> None:
    results.press("Remove blood test 2")
    results.press("Remove IRLS total 1")
    results.press("Undo")

    assert results.health.lab_results() == [NEW]
    assert results.health.irls_totals() == [TOTAL]


def test_another_visit_still_brings_it_back(results: Bedside) -> None:
    results.press("Remove blood test 1")
    results.press("Back to Insights")
    to_results(results)

    results.press("Undo")

    assert NEW in results.health.lab_results()


@pytest.mark.parametrize("press", ["Add blood test", "Remove blood test 1"])
def test_what_cannot_be_written_is_told_and_stays(results: Bedside, press: str) -> None:
    results.fill_in(Date_of_blood_test="1 Nov 2026", Ferritin="80")
    results.disk.fill_up()
    results.press(press)

    assert problem(results, "blood test") == NO_ROOM
    assert listed(results)[0].startswith("25 Sep 2026")
    assert results.typed("Ferritin") == "80"
    assert results.visible("Undo") == []


def test_what_cannot_be_read_is_told(opened: OpenBedside) -> None:
    bedside = opened(Bedside())
    bedside.press("Insights")
    bedside.disk.stop_reading("lab_results")
    bedside.press("Test results and medicines")

    assert bedside.control("Problem", QLabel).text() == DISK_FAILS


# --- medicines ----------------------------------------------------------------------------------------------


def test_medicines_on_the_list_come_first(results: Bedside) -> None:
    assert [results.typed(f"Medicine {number}") for number in (1, 2)] == ["Tablet", "Another"]
    assert [results.typed(f"Unit of medicine {number}") for number in (1, 2)] == ["mg", "mg"]


def test_the_marks_are_kept_as_they_are_made(results: Bedside) -> None:
    results.press("Dopaminergic: medicine 1")
    results.press("On the list: medicine 2")

    assert kept(results, TABLET) == Medicine(TABLET.id, "Tablet", is_dopaminergic=True)
    assert kept(results, GONE).is_listed


def test_a_name_and_a_unit_are_put_right(results: Bedside) -> None:
    for word, text in (("Medicine 1", "  Evening   tablet "), ("Unit of medicine 1", "µg")):
        line = results.control(word, QLineEdit)
        line.setText(text)
        line.editingFinished.emit()

    assert kept(results, TABLET) == Medicine(TABLET.id, "Evening tablet", "µg")


def test_a_medicine_keeps_its_name_when_it_is_left_blank(results: Bedside) -> None:
    line = results.control("Medicine 1", QLineEdit)
    line.setText(" ")
    line.editingFinished.emit()

    assert problem(results, "medicine") == "A medicine needs a name."
    assert line.text() == "Tablet"
    assert kept(results, TABLET) == TABLET


def test_a_mark_that_cannot_be_kept_is_shown_as_it_stands(results: Bedside) -> None:
    results.disk.fill_up()
    results.press("Dopaminergic: medicine 1")

    assert problem(results, "medicine") == NO_ROOM
    assert not results.control("Dopaminergic: medicine 1", QCheckBox).isChecked()


def test_a_medicine_is_added(results: Bedside) -> None:
    results.fill_in(New_medicine="Spray", Medicine_unit="drops")
    results.press("Dopaminergic")
    results.press("Add medicine")

    (spray,) = [each for each in results.health.medicines() if each.name == "Spray"]
    assert (spray.unit, spray.is_dopaminergic, spray.is_listed) == ("drops", True, True)
    assert results.typed("New medicine") == ""
    results.press("Add medicine")
    assert problem(results, "medicine") == "A medicine needs a name."


def test_one_gets_back_to_insights(results: Bedside) -> None:
    assert isinstance(results.window.focusWidget(), QPushButton)

    results.press("Back to Insights")

    assert results.page is results.flow.day.insights
