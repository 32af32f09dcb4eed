"""Dates as they are typed: read where there is one way to read them, and refused where there are two."""

from datetime import date

import pytest

from rlscompanion.domain.dates import date_text, parse_date

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-03", "2026-11-3", " 3.11.2026 ", "03. 11. 2026", "3 Nov 2026", "3 November 2026"),
        *("3. NOV. 2026", "Nov 3, 2026", "november 3 2026"),
    ],
)
def test_a_date_is_read(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
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
    ],
)
def test_what_is_no_date_or_could_be_two_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_as_it_is_shown_is_read_back() -> None:
    assert date_text(DAY) == "3 Nov 2026"
    assert parse_date(date_text(DAY)) == DAY
