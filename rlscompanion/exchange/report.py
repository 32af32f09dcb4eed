"""The clinician's report: two pages of numbers and charts."""

from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from rlscompanion.charts.over_time import nights_chart, onset_chart, outcome_chart
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.exchange.report_data import Report
from rlscompanion.exchange.report_pages import GAP, Pages, write_pages


def write_report(report: Report, templates: tuple[str, str], target: Path, paper: str = "A4") -> int:
    """Write a report as PDF; the number of its pages. `templates` are the texts of its two pages (Jinja2).

    It has two pages, or more where the notes chosen need them. Raises Refusal if it cannot be written.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    first, second = (environment.from_string(text).render(_fields(report)) for text in templates)

    def fill(pages: Pages) -> None:
        pages.text(first)
        pages.chart(nights_chart(report.nights), pages.left - 2 * GAP)
        pages.turn()
        half = 0.17 * pages.height
        pages.chart(outcome_chart(report.nights, Outcome.WORST_URGE), half, "Worst urge to move, of 10")
        pages.chart(onset_chart(report.nights), half, "When symptoms begin")
        pages.text(second)

    return write_pages("Sleep and restless legs", fill, target, paper)


def _fields(report: Report) -> dict[str, object]:
    fields = {name: getattr(report, name) for name in asdict(report)}
    return {**fields, "span": report.span, "made_on": report.made_on.isoformat()}
