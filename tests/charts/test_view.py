"""A chart on the screen: walked along by keys, pointed at, and replaced."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rlscompanion.charts.chart import PAPER, Chart
from rlscompanion.charts.over_time import nights_chart
from rlscompanion.charts.view import ChartView
from rlscompanion.domain.night import Night


@pytest.fixture
def view(nights: list[Night]) -> Iterator[ChartView]:
    made = ChartView()
    made.resize(800, 400)
    made.show_chart(nights_chart(nights), PAPER)
    made.show()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def heard(view: ChartView) -> list[str]:
    told: list[str] = []
    view.read_out.connect(told.append)
    return told


def test_keys_walk_along_the_marks(view: ChartView, heard: list[str]) -> None:
    chart = view.chart
    assert chart is not None
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Right)

    texts = [mark.text for mark in chart.marks]
    # At either end a further press stays, and says nothing again.
    assert heard == [texts[0], texts[1], texts[0], texts[-1]]


def test_the_mouse_points_at_the_nearest_night(view: ChartView, heard: list[str]) -> None:
    chart, plot = view.chart, view._plot
    assert chart is not None
    assert plot is not None
    box = plot.getPlotItem().getViewBox()
    mark = chart.marks[40]
    place = plot.mapFromScene(box.mapViewToScene(QPointF(mark.x, mark.y)))

    QTest.mouseMove(plot.viewport(), place)
    QApplication.processEvents()

    assert heard[-1] == mark.text


def test_an_empty_chart_takes_the_place_of_the_last(view: ChartView) -> None:
    view.show_chart(Chart("empty", "Empty", "", missing="Later."), PAPER)

    assert view._plot is None
    assert view.accessibleDescription() == "Later."
    QTest.keyClick(view, Qt.Key.Key_Right)  # nothing to point at
