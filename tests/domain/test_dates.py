"""Tests of typed dates: unambiguous ones are read, ambiguous ones are refused."""

import calendar
from datetime import date

from rlscompanion.domain.dates import date_text, parse_date
from tests.cases import each_case

DAY = date(2026, 11, 3)


@each_case(
    "text",
    [
        *("2026-11-03", "2026-11-3", " 3.11.2026 ", "03. 11. 2026", "3 Nov 2026", "3 November 2026"),
        *("3. NOV. 2026", "Nov 3, 2026", "november 3 2026"),
    ],
)
def test_a_date_is_read(text: str) -> None:
    assert parse_date(text) == DAY


@each_case("number", range(1, 13))
def test_a_month_is_read_by_its_name_and_its_abbreviation(number: int) -> None:
    day = date(2026, number, 3)

    assert parse_date(f"3 {calendar.month_name[number]} 2026") == day
    assert parse_date(f"{calendar.month_abbr[number]}. 3, 2026") == day
    assert parse_date("Sept 3 2026") == date(2026, 9, 3)


@each_case(
    "text",
    [
        "",
        "3/11/2026",
        "11-3-2026",
        "31 Feb 2026",
        "2026-13-01",
        "3 Foo 2026",
        "3 Nov 26",
        "tomorrow",
        "٣ nov 2026",
        *("1 marble 2026", "Mayday 1 2026", "1 Decem 2026", "1 Janu 2026", "1 Novembers 2026", "1 ma 2026"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_as_it_is_shown_is_read_back() -> None:
    assert date_text(DAY) == "3 Nov 2026"
    assert parse_date(date_text(DAY)) == DAY
