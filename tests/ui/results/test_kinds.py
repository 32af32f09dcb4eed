"""Test results as a person types them: they are read, or a sentence says what is wrong with them."""

from datetime import date
from uuid import UUID

import pytest

from rlscompanion.domain.medicine import IrlsTotal, LabResult
from rlscompanion.ui.results.kinds import (
    FERRITIN_FIELD,
    IRLS_DATE_FIELD,
    IRLS_TOTAL_FIELD,
    LAB_DATE_FIELD,
    SATURATION_FIELD,
    UnreadableText,
    blood_test_text,
    irls_total_text,
    parse_blood_test,
    parse_irls_total,
)
from tests.cases import each_case

ID, TODAY, DAY = UUID(int=1), date(2026, 11, 21), date(2026, 11, 3)


def lab(on: str = "3 Nov 2026", ferritin: str = "", saturation: str = "") -> LabResult:
    return parse_blood_test(
        ID, {LAB_DATE_FIELD: on, FERRITIN_FIELD: ferritin, SATURATION_FIELD: saturation}, TODAY
    )


def irls(total: str, on: str = "2026-11-03") -> IrlsTotal:
    return parse_irls_total(ID, {IRLS_DATE_FIELD: on, IRLS_TOTAL_FIELD: total}, TODAY)


def test_one_value_is_enough_and_a_decimal_comma_will_do() -> None:
    assert lab(ferritin="31,5") == LabResult(ID, DAY, 31.5)
    assert lab(saturation=" 19 ") == LabResult(ID, DAY, None, 19.0)
    assert lab(ferritin="0", saturation="100") == LabResult(ID, DAY, 0.0, 100.0)
    assert irls("23") == IrlsTotal(ID, DAY, 23)


@each_case(
    ("typed", "sentence"),
    [
        ({"on": "", "ferritin": "48"}, "The date is missing. Try 20 Nov 2026."),
        ({"on": "3/11/2026", "ferritin": "48"}, "“3/11/2026” cannot be read as a date. Try 20 Nov 2026."),
        ({"on": "22 Nov 2026", "ferritin": "48"}, "22 Nov 2026 has not come yet. Look at the date again."),
        ({}, "Type ferritin, transferrin saturation or both, as on the laboratory's sheet."),
        ({"ferritin": "low"}, "Ferritin: “low” is not a number from 0 to 100,000."),
        ({"ferritin": "-3"}, "Ferritin: “-3” is not a number from 0 to 100,000."),
        ({"ferritin": "nan"}, "Ferritin: “nan” is not a number from 0 to 100,000."),
        ({"saturation": "101"}, "Transferrin saturation: “101” is not a number from 0 to 100."),
        (
            {"ferritin": "1,250"},
            "Ferritin: “1,250” can be read in two ways. Leave the comma out, or use a point.",
        ),
    ],
)
def test_what_cannot_be_a_blood_test_is_told(typed: dict[str, str], sentence: str) -> None:
    with pytest.raises(UnreadableText) as received:
        lab(**typed)

    assert str(received.value) == sentence


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        ("", "The total is a whole number from 0 to 40."),
        ("12.5", "The total is a whole number from 0 to 40."),
        ("41", "The total: “41” is not a number from 0 to 40."),
    ],
)
def test_what_cannot_be_an_irls_total_is_told(total: str, sentence: str) -> None:
    with pytest.raises(UnreadableText) as received:
        irls(total)

    assert str(received.value) == sentence


def test_results_in_words() -> None:
    assert blood_test_text(LabResult(ID, DAY, 31.5)) == "3 Nov 2026: ferritin 31.5 ng/mL"
    assert blood_test_text(LabResult(ID, DAY, 48, 19)) == (
        "3 Nov 2026: ferritin 48 ng/mL, transferrin saturation 19 %"
    )


@each_case(
    ("total", "words"),
    [
        (0, "0 of 40"),
        (1, "1 of 40, in the band 1 to 10"),
        (10, "10 of 40, in the band 1 to 10"),
        (11, "11 of 40, in the band 11 to 20"),
        (30, "30 of 40, in the band 21 to 30"),
        (40, "40 of 40, in the band 31 to 40"),
    ],
)
def test_a_total_is_told_with_its_band(total: int, words: str) -> None:
    assert irls_total_text(IrlsTotal(ID, DAY, total)) == f"3 Nov 2026: {words}"
