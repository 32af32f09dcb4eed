"""The page "Medicines to check with me": the person's list of medicines for a pharmacist or prescriber."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import weekday_date
from rlscompanion.exchange.report_pages import Pages, filled_in, write_pages

TITLE = "Medicines to check with me"
ROWS = 12
"""The number of lines in the table, empty ones for writing; a longer list has more lines."""

ROOMY, TIGHT = 9, 6
"""Pixels around the words of a line: with space for writing, and in a long list."""

BLANK = 3
"""The fewest empty lines: medicines bought without a prescription are seldom on the list."""


def write_medicines(
    medicines: Iterable[Medicine], made_on: date, template: str, target: Path, paper: str = "A4"
) -> int:
    """Write the page of medicines as PDF; return the number of pages.

    `template` is its Jinja2 template. A very long list needs more than one page. Raises Refusal if it cannot
    be written.
    """
    names = [medicine.name for medicine in medicines if medicine.is_listed]
    blank = max(BLANK, ROWS - len(names))
    fields = {
        "title": TITLE,
        "names": names,
        "blank": blank,
        "padding": ROOMY if len(names) + blank <= ROWS else TIGHT,
        "made_on": f"{weekday_date(made_on)} {made_on.year}",
    }
    text = filled_in(template, fields)

    def fill(pages: Pages) -> None:
        pages.text(text)

    return write_pages(TITLE, fill, target, paper)
