"""Saving charts as PNG and SVG files, and painting charts into a document."""

from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from rlscompanion.charts.chart import Chart, ChartLook
from rlscompanion.disk import replace_private_file
from rlscompanion.domain.refusal import Refusal

PICTURE_WIDTH, PICTURE_HEIGHT = 1000, 520
"""The size of a chart's picture in pixels; a PNG file has twice as many pixels in each direction."""


def save_chart(chart: Chart, look: ChartLook, target: Path) -> None:
    """Write a chart to a PNG or SVG file, depending on the ending of the file name.

    Only the owner of the file can read it. The file is written completely or not at all. Raises Refusal for
    another ending, for an empty chart, and if writing fails.
    """
    if chart.is_empty:
        raise Refusal(f"There is nothing to save yet. {chart.missing}")
    match target.suffix.lower():
        case ".png":
            picture = _png_bytes(chart, look)
        case ".svg":
            picture = _svg_bytes(chart, look)
        case _:
            raise Refusal(f"{target.name} ends in neither .png nor .svg. Choose one of these.")
    try:
        replace_private_file(target, picture)
    except OSError as error:
        raise Refusal(f"{target} could not be written: {error.strerror}. Choose another place.") from error


def paint_chart(painter: QPainter, rect: QRectF, chart: Chart, look: ChartLook) -> None:
    """Paint a chart as vector graphics into the rectangle `rect` of a document, such as the report."""
    view = _drawn_view(chart, look, QSize(round(rect.width()), round(rect.height())))
    view.scene().render(painter, rect, QRectF(view.viewport().rect()), Qt.AspectRatioMode.IgnoreAspectRatio)
    view.close()


def _drawn_view(chart: Chart, look: ChartLook, size: QSize) -> pg.GraphicsView:
    view = pg.PlotWidget(background=look.background)
    view.resize(size)
    # Shown nowhere, but laid out as if it were.
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.show()
    plot = view.getPlotItem()
    assert chart.draw is not None
    chart.draw(plot, look)
    for item in plot.items:
        if isinstance(item, pg.GraphicsObject | pg.PlotCurveItem):
            item.setExportMode(True, {"antialias": True})  # dots as shapes instead of as little pictures
    # The axes know how wide their names are once they have been drawn.
    for _ in range(2):
        plot.layout.activate()
        view.grab()
    return view


def chart_picture(chart: Chart, look: ChartLook) -> QImage:
    """Render a chart as an image with its title and summary; the chart must not be empty.

    The image is twice PICTURE_WIDTH wide and twice PICTURE_HEIGHT high.
    """
    image = QImage(2 * PICTURE_WIDTH, 2 * PICTURE_HEIGHT, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    image.fill(look.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_with_title_and_summary(painter, chart, look)
    painter.end()
    return image


def _png_bytes(chart: Chart, look: ChartLook) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(chart_picture(chart, look))
    return bytes(buffer.data().data())


def _svg_bytes(chart: Chart, look: ChartLook) -> bytes:
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(PICTURE_WIDTH, PICTURE_HEIGHT))
    generator.setViewBox(QRectF(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT))
    generator.setTitle(chart.title)
    generator.setDescription(chart.summary)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT), look.background)
    _paint_with_title_and_summary(painter, chart, look)
    painter.end()
    return bytes(buffer.data().data())


def _paint_with_title_and_summary(painter: QPainter, chart: Chart, look: ChartLook) -> None:
    """Paint the chart between its title and its sentence, so that the picture is understood by itself."""
    font = painter.font()
    font.setPixelSize(22)
    painter.setFont(font)
    painter.setPen(look.text)
    painter.drawText(QRectF(24, 16, PICTURE_WIDTH - 48, 32), Qt.AlignmentFlag.AlignVCenter, chart.title)
    font.setPixelSize(14)
    painter.setFont(font)
    painter.setPen(look.soft_text)
    how = Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
    sentence_box = painter.boundingRect(
        QRectF(24, 56, PICTURE_WIDTH - 48, PICTURE_HEIGHT - 72), how, chart.summary
    )
    painter.drawText(sentence_box, how, chart.summary)
    paint_chart(painter, QRectF(16, 56, PICTURE_WIDTH - 32, sentence_box.top() - 64), chart, look)
