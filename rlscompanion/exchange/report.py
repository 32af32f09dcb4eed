"""The clinician's report: a few pages of PDF, in vectors, with selectable text and embedded fonts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from PySide6.QtCore import QBuffer, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from rlscompanion.charts.chart import PAPER, Chart
from rlscompanion.charts.doses import doses_chart, over_days
from rlscompanion.charts.images import paint_chart
from rlscompanion.charts.over_time import nights_chart, onset_chart, outcome_chart
from rlscompanion.charts.trial_pairs import pairs_chart
from rlscompanion.domain.dates import date_text
from rlscompanion.domain.onset import changes
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.exchange.files import written_whole
from rlscompanion.exchange.report_data import Report
from rlscompanion.exchange.report_nights import HEADINGS

DOTS_PER_INCH = 96
MARGIN_MM = 15.0
PAPER_SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}
FONT_FAMILIES = ["DejaVu Sans", "Liberation Sans", "Helvetica", "Arial"]
"""Not the screen's: Inter has one glyph for several characters, and Qt then copies the wrong one."""
FONT_PIXELS = 12
LEFT, CLOCK_LEFT = 104.0, 42.0
"""Pixels beside charts on one axis of days: for the names of medicines, and for clock times alone."""

LOOK = replace(PAPER, letters=10)

COURSE_SHARE, TRIAL_SHARE = 0.155, 0.25
"""The height of a chart on the page of how things went, and of the trial's, in pages."""

DOSES_HEIGHT, DOSE_LINE_HEIGHT = 36.0, 36.0
"""The height of the chart of doses: of its axis, and of each medicine's line, in pixels."""

_GAP = 10.0
_STYLE = """
body { color: #000; }
h1 { font-size: 20px; font-weight: 600; margin: 0 0 6px 0; }
h2 { font-size: 14px; font-weight: 600; margin: 12px 0 4px 0; }
p { font-size: 11px; margin: 0 0 4px 0; }
.small { font-size: 9px; color: #222; margin: 5px 0 0 0; }
td { font-size: 11px; border-bottom: 1px solid #bbb; }
th { font-size: 10px; font-weight: 600; border-bottom: 1px solid #000; }
.diary td, .diary th { font-size: 9px; }
.trial td { font-size: 10px; }
.two td { border: none; }
.two p { font-size: 10px; margin: 0 0 2px 0; }
"""


def write_report(report: Report, templates: Mapping[str, str], target: Path, paper: str = "A4") -> int:
    """Write a report as PDF; the number of its pages. `templates` are its texts by name (Jinja2).

    An overview, how things went, the trial if there is one, and the last nights one by one; notes may need
    further pages. Raises Refusal if it cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle("Sleep and restless legs")
    writer.setCreator("RLS Companion")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(PAPER_SIZES[paper])
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    given = {"report": report, "headings": HEADINGS, "made_on": date_text(report.made_on)}
    texts = {name: environment.from_string(text).render(given) for name, text in templates.items()}
    painter = QPainter(writer)
    try:
        pages = _Pages(writer, painter)
        pages.text(texts["overview"])
        nights = over_days(nights_chart(report.nights), report.first, report.last, CLOCK_LEFT)
        pages.chart(nights, pages.left - 2 * _GAP)
        pages.turn()
        _draw_course(pages, report, texts["course"])
        pages.turn()
        if report.trial is not None:
            pages.text(texts["trial"])
            if report.trial.is_over:
                chart = pairs_chart(report.trial.trial, report.trial.result)
                pages.chart(chart, TRIAL_SHARE * pages.height, chart.title)
            pages.turn()
        pages.text(texts["nights"])
    finally:
        painter.end()  # Qt crashes where one outlives what it paints on
    with written_whole(target) as file:
        file.write(buffer.data().data())
    return pages.count


def _draw_course(pages: "_Pages", report: Report, text: str) -> None:
    """Doses, the onset of symptoms and the worst urge on one axis of days, then what is said of them."""
    changed = changes(report.nights, report.medicines)
    doses = doses_chart(report.nights, report.medicines)
    medicines = len({dose.medicine_id for night in report.nights for dose in night.doses})
    listed = (
        (doses, DOSES_HEIGHT + DOSE_LINE_HEIGHT * medicines, "Doses"),
        (onset_chart(report.nights), COURSE_SHARE * pages.height, "When symptoms began"),
        (
            outcome_chart(report.nights, Outcome.WORST_URGE),
            COURSE_SHARE * pages.height,
            "Worst urge to move, of 10",
        ),
    )
    for chart, height, title in listed:
        pages.chart(over_days(chart, report.first, report.last, LEFT, changed), height, title)
    pages.text(text)


class _Pages:
    """Fills pages from the top down."""

    def __init__(self, writer: QPdfWriter, painter: QPainter) -> None:
        self._writer = writer
        self._painter = painter
        self._font = QFont()
        self._font.setFamilies(FONT_FAMILIES)
        # Headings grow from this size, which would else be that of the window's texts.
        self._font.setPixelSize(FONT_PIXELS)
        self._font.setFeature(QFont.Tag("liga"), 0)  # joined letters are copied as one
        self.width, self.height = float(writer.width()), float(writer.height())
        self._used = 0.0
        self.count = 1
        self._number()

    @property
    def left(self) -> float:
        """What is left of the page."""
        return self.height - self._used

    def turn(self) -> None:
        """Begin the next page."""
        self._writer.newPage()
        self.count += 1
        self._used = 0.0
        self._number()

    def text(self, html: str) -> None:
        """Lay out text, going on to further pages where it has no room."""
        document = QTextDocument()
        document.setDefaultFont(self._font)
        document.setDefaultStyleSheet(_STYLE)
        document.documentLayout().setPaintDevice(self._writer)
        document.setDocumentMargin(0)
        document.setHtml(html)
        document.setTextWidth(self.width)
        if document.size().height() > self.left:
            document.setPageSize(QSizeF(self.width, self.left))
        per_page = document.pageSize().height() if document.pageCount() > 1 else document.size().height()
        for page in range(document.pageCount()):
            if page:
                self.turn()
            self._painter.save()
            self._painter.translate(0.0, self._used - page * per_page)
            self._draw(document, QRectF(0, page * per_page, self.width, per_page))
            self._painter.restore()
            self._used += per_page
        self._used += _GAP

    def _draw(self, document: QTextDocument, part: QRectF) -> None:
        """Draw a part of a document in black, whatever colours the window is in."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = QPalette(Qt.GlobalColor.white, Qt.GlobalColor.white)
        context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
        context.clip = part
        self._painter.setClipRect(part)
        document.documentLayout().draw(self._painter, context)

    def chart(self, chart: Chart, height: float, title: str = "") -> None:
        """Paint a chart over the whole width, or say what is missing in its place."""
        if title:
            self.text(f"<h2>{title}</h2>")
            self._used -= _GAP
        if chart.is_empty:
            self.text(f"<p>{chart.missing}</p>")
            return
        paint_chart(self._painter, QRectF(0, self._used, self.width, height), chart, LOOK)
        self._used += height + _GAP

    def _number(self) -> None:
        """Every page says which it is, in its lower margin."""
        font = QFont(self._font)
        font.setPixelSize(9)
        self._painter.setFont(font)
        self._painter.drawText(
            QRectF(0, self.height + 8, self.width, 16),
            f"RLS Companion, self-kept diary   ·   page {self.count}",
        )
