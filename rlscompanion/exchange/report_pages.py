"""PDF pages that are filled from top to bottom, with vector drawings, selectable text and embedded fonts."""

from collections.abc import Callable, Mapping
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

from rlscompanion.charts.chart import PAPER_LOOK, Chart
from rlscompanion.charts.images import paint_chart
from rlscompanion.exchange.files import open_for_atomic_writing

PDF_DOTS_PER_INCH = 96
PAGE_MARGIN_MM = 15.0
PAPER_SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}
REPORT_FONT_FAMILIES = ["DejaVu Sans", "Liberation Sans", "Helvetica", "Arial", "Inter"]
"""The report's fonts, best first.

Inter, the window's font, comes last: text copied from a PDF with Inter has wrong characters.
"""
BODY_FONT_PIXELS = 12
REPORT_CHART_STYLE = replace(PAPER_LOOK, letter_pixels=10)
GAP_BETWEEN_PAGE_PARTS = 10.0
"""Pixels between two parts of a page, such as a text and a chart."""
_STYLE_SHEET = """
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


def fill_in_template(template: str, fields: Mapping[str, object]) -> str:
    """Fill in a Jinja2 template with values, escaped as HTML. Raises UndefinedError for a missing value."""
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(template).render(fields)


def write_pdf(title: str, fill: "Callable[[PdfPages], None]", target: Path, paper: str) -> int:
    """Write a PDF whose pages are drawn by `fill`; return the number of pages.

    `paper` is "A4" or "Letter". Raises Refusal if the file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setCreator("RLS Companion")
    margins = QMarginsF(PAGE_MARGIN_MM, PAGE_MARGIN_MM, PAGE_MARGIN_MM, PAGE_MARGIN_MM)
    size = QPageSize(PAPER_SIZES[paper])
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    painter = QPainter(writer)
    try:
        pages = PdfPages(writer, painter)
        fill(pages)
    finally:
        painter.end()  # Qt crashes where one outlives what it paints on
    with open_for_atomic_writing(target) as file:
        file.write(buffer.data().data())
    return pages.count


class PdfPages:
    """Fills the pages of a PDF from top to bottom."""

    def __init__(self, writer: QPdfWriter, painter: QPainter) -> None:
        self._writer = writer
        self._painter = painter
        self._font = QFont()
        self._font.setFamilies(REPORT_FONT_FAMILIES)
        # Headings grow from this size, which would else be that of the window's texts.
        self._font.setPixelSize(BODY_FONT_PIXELS)
        self._font.setFeature(QFont.Tag("liga"), 0)  # joined letters are copied as one
        self.width, self.height = float(writer.width()), float(writer.height())
        self._height_used = 0.0
        self.count = 1
        self._print_page_number()

    @property
    def height_left(self) -> float:
        """The empty height at the bottom of the present page, in pixels."""
        return self.height - self._height_used

    def start_page(self) -> None:
        """Start a new page."""
        self._writer.newPage()
        self.count += 1
        self._height_used = 0.0
        self._print_page_number()

    def draw_text(self, html: str) -> None:
        """Draw HTML text below what is already on the page; continue on further pages if necessary."""
        document = QTextDocument()
        document.setDefaultFont(self._font)
        document.setDefaultStyleSheet(_STYLE_SHEET)
        document.documentLayout().setPaintDevice(self._writer)
        document.setDocumentMargin(0)
        document.setHtml(html)
        document.setTextWidth(self.width)
        if document.size().height() > self.height_left:
            document.setPageSize(QSizeF(self.width, self.height_left))
        per_page = document.pageSize().height() if document.pageCount() > 1 else document.size().height()
        for page in range(document.pageCount()):
            if page:
                self.start_page()
            self._painter.save()
            self._painter.translate(0.0, self._height_used - page * per_page)
            self._draw(document, QRectF(0, page * per_page, self.width, per_page))
            self._painter.restore()
            self._height_used += per_page
        self._height_used += GAP_BETWEEN_PAGE_PARTS

    def _draw(self, document: QTextDocument, part: QRectF) -> None:
        """Draw a part of a document in black, whatever colours the window is in."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = QPalette(Qt.GlobalColor.white, Qt.GlobalColor.white)
        context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
        context.clip = part
        self._painter.setClipRect(part)
        document.documentLayout().draw(self._painter, context)

    def draw_chart(self, chart: Chart, height: float, title: str = "") -> None:
        """Draw a chart over the whole width of the page; for an empty chart, write what data it needs.

        `height` is the chart's height in pixels.
        """
        if title:
            self.draw_text(f"<h2>{title}</h2>")
            self._height_used -= GAP_BETWEEN_PAGE_PARTS
        if chart.is_empty:
            self.draw_text(f"<p>{chart.missing}</p>")
            return
        paint_chart(
            self._painter, QRectF(0, self._height_used, self.width, height), chart, REPORT_CHART_STYLE
        )
        self._height_used += height + GAP_BETWEEN_PAGE_PARTS

    def _print_page_number(self) -> None:
        """Print the page's number in its lower margin."""
        font = QFont(self._font)
        font.setPixelSize(9)
        self._painter.setFont(font)
        self._painter.drawText(
            QRectF(0, self.height + 8, self.width, 16),
            f"RLS Companion, self-kept diary   ·   page {self.count}",
        )
