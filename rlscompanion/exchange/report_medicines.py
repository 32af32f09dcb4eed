"""The page "Medicines to check with me": the person's list of medicines for a pharmacist or prescriber."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import weekday_date
from rlscompanion.exchange.report_pages import PdfPages, fill_in_template, write_pdf

MEDICINES_PAGE_TITLE = "Medicines to check with me"
MIN_TABLE_LINES = 12
"""How many lines the table usually has: one for each medicine, then empty lines to write on.

A long list of medicines has more lines.
"""

ROOMY_PADDING, TIGHT_PADDING = 9, 6
"""Pixels above and below the text of a line: roomy, for writing by hand, and tight, for a long list."""

FEWEST_BLANK_LINES = 3
"""The fewest empty lines, since medicines bought without a prescription are seldom on the list."""


def write_medicines(
    medicines: Iterable[Medicine], made_on: date, template: str, target: Path, paper: str = "A4"
) -> int:
    """Write the page "Medicines to check with me" as PDF; return the number of pages.

    `template` is the page's Jinja2 template. A very long list needs more than one page. Raises Refusal if the
    file cannot be written.
    """
    names = [medicine.name for medicine in medicines if medicine.is_listed]
    blank = max(FEWEST_BLANK_LINES, MIN_TABLE_LINES - len(names))
    fields = {
        "title": MEDICINES_PAGE_TITLE,
        "names": names,
        "blank": blank,
        "padding": ROOMY_PADDING if len(names) + blank <= MIN_TABLE_LINES else TIGHT_PADDING,
        "made_on": f"{weekday_date(made_on)} {made_on.year}",
    }
    text = fill_in_template(template, fields)

    def fill(pages: PdfPages) -> None:
        pages.draw_text(text)

    return write_pdf(MEDICINES_PAGE_TITLE, fill, target, paper)
