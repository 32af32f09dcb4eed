"""The clinician's report as PDF: a few pages of vector drawings, selectable text and embedded fonts."""

from collections.abc import Mapping
from pathlib import Path

from rlscompanion.charts.doses import align_days, doses_chart
from rlscompanion.charts.nights import nights_chart
from rlscompanion.charts.onset import onset_chart
from rlscompanion.charts.over_time import outcome_chart
from rlscompanion.charts.trial_pairs import pairs_chart
from rlscompanion.domain.clock_style import clock_text_of_hours
from rlscompanion.domain.dates import date_text
from rlscompanion.domain.onset import DAY_START_HOUR, dose_change_evenings
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.exchange.report_data import Report
from rlscompanion.exchange.report_nights import NIGHT_TABLE_HEADINGS
from rlscompanion.exchange.report_pages import GAP_BETWEEN_PAGE_PARTS, PdfPages, fill_in_template, write_pdf

MEDICINE_NAMES_MARGIN, CLOCK_TIMES_MARGIN = 104.0, 42.0
"""The left margin, in pixels, of charts with an axis of days: for medicine names, or only for clock times."""

COURSE_CHART_SHARE, TRIAL_CHART_SHARE = 0.155, 0.25
"""The height of a chart of symptoms over time, and of a trial's chart, as a share of the page's height."""

DOSES_AXIS_HEIGHT, DOSES_LINE_HEIGHT = 36.0, 36.0
"""The height in pixels of the axis in the chart of doses, and of each line (one line per medicine)."""


def write_report(report: Report, templates: Mapping[str, str], target: Path, paper: str = "A4") -> int:
    """Write a clinician's report as PDF; return the number of pages.

    `templates` are the report's Jinja2 templates by name. The report has an overview, the course of doses and
    symptoms, the trial if there is one, and the last nights one by one. Notes may need further pages. Raises
    Refusal if the file cannot be written.
    """
    fields = {
        "report": report,
        "headings": NIGHT_TABLE_HEADINGS,
        "made_on": date_text(report.made_on),
        "day_starts": clock_text_of_hours(DAY_START_HOUR),
    }

    def text(name: str) -> str:
        return fill_in_template(templates[name], fields)

    def fill(pages: PdfPages) -> None:
        pages.draw_text(text("overview"))
        nights = align_days(nights_chart(report.nights), report.first, report.last, CLOCK_TIMES_MARGIN)
        pages.draw_chart(nights, pages.height_left - 2 * GAP_BETWEEN_PAGE_PARTS)
        pages.start_page()
        _draw_course(pages, report, text("course"))
        pages.start_page()
        if report.trial is not None:
            pages.draw_text(text("trial"))
            if report.trial.is_over:
                chart = pairs_chart(report.trial.trial, report.trial.result)
                pages.draw_chart(chart, TRIAL_CHART_SHARE * pages.height, chart.title)
            pages.start_page()
        pages.draw_text(text("nights"))

    return write_pdf("Sleep and restless legs", fill, target, paper)


def _draw_course(pages: PdfPages, report: Report, text: str) -> None:
    """Draw charts of doses, symptom onsets and the worst urge on one axis of days, then `text` about them."""
    changed = dose_change_evenings(report.nights, report.medicines)
    doses = doses_chart(report.nights, report.medicines)
    medicines = len({dose.medicine_id for night in report.nights for dose in night.doses})
    listed = (
        (doses, DOSES_AXIS_HEIGHT + DOSES_LINE_HEIGHT * medicines, "Doses"),
        (onset_chart(report.nights), COURSE_CHART_SHARE * pages.height, "When symptoms began"),
        (
            outcome_chart(report.nights, Outcome.WORST_URGE),
            COURSE_CHART_SHARE * pages.height,
            "Worst urge to move, of 10",
        ),
    )
    for chart, height, title in listed:
        pages.draw_chart(
            align_days(chart, report.first, report.last, MEDICINE_NAMES_MARGIN, changed), height, title
        )
    pages.draw_text(text)
