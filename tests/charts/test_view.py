"""A chart on the screen: walked along by keys, pointed at, and replaced."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rlscompanion.charts.actogram import actogram_chart
from rlscompanion.charts.calendar import calendar_chart
from rlscompanion.charts.chart import PAPER_LOOK, Chart
from rlscompanion.charts.nights import nights_chart
from rlscompanion.charts.view import ChartView
from rlscompanion.domain.night import Night


@pytest.fixture
def view(nights: list[Night]) -> Iterator[ChartView]:
    made = ChartView()
    made.resize(800, 400)
    made.show_chart(nights_chart(nights), PAPER_LOOK)
    made.show()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def heard(view: ChartView) -> list[str]:
    received: list[str] = []
    view.read_out.connect(received.append)
    return received


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


def test_a_click_on_a_night_tells_its_evening_and_shows_its_day(view: ChartView) -> None:
    pressed: list[object] = []
    view.evening_pressed.connect(pressed.append)
    chart, plot = view.chart, view._plot
    assert chart is not None
    assert plot is not None
    mark = chart.marks[40]
    box = plot.getPlotItem().getViewBox()
    place = plot.mapFromScene(box.mapViewToScene(QPointF(mark.x, mark.y)))

    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert pressed == [mark.evening]
    assert view._pointed_day is not None
    assert view._pointed_day.isVisible()
    assert view._pointed_day.getRegion() == (mark.x - 0.5, mark.x + 0.5)


def test_a_mark_of_no_single_night_opens_nothing(view: ChartView) -> None:
    pressed: list[object] = []
    view.evening_pressed.connect(pressed.append)
    chart = view.chart
    assert chart is not None
    marks = tuple(replace(mark, evening=None) for mark in chart.marks)

    view.show_chart(replace(chart, marks=marks), PAPER_LOOK)
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Return)

    assert pressed == []


def test_in_rows_the_mouse_points_at_the_nearest_row(view: ChartView, nights: list[Night]) -> None:
    pressed: list[object] = []
    view.evening_pressed.connect(pressed.append)
    chart = actogram_chart(nights, [])
    view.show_chart(chart, PAPER_LOOK)
    QApplication.processEvents()
    assert view._plot is not None
    box = view._plot.getPlotItem().getViewBox()
    mark = chart.marks[40]
    place = view._plot.mapFromScene(box.mapViewToScene(QPointF(mark.x + 6, mark.y)))

    QTest.mouseClick(view._plot.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert pressed == [mark.evening]
    assert view._pointed_day is not None
    assert view._pointed_day.orientation == "horizontal"
    assert view._pointed_day.getRegion() == (mark.y - 0.5, mark.y + 0.5)


def test_in_a_calendar_the_mouse_points_at_the_nearest_square(view: ChartView, nights: list[Night]) -> None:
    chart = calendar_chart(nights)
    view.show_chart(chart, PAPER_LOOK)
    QApplication.processEvents()
    assert view._plot is not None
    box = view._plot.getPlotItem().getViewBox()
    found = []
    for mark in chart.marks[::9]:
        place = view._plot.mapFromScene(box.mapViewToScene(QPointF(mark.x + 0.2, mark.y - 0.2)))
        index = view._nearest_mark(QPointF(place))
        found.append(None if index is None else chart.marks[index])

    assert found == list(chart.marks[::9])
    assert view._pointed_day is not None
    assert not view._pointed_day.isVisible()


def test_an_empty_chart_takes_the_place_of_the_last(view: ChartView) -> None:
    view.show_chart(Chart("empty", "Empty", "", missing="Later."), PAPER_LOOK)

    assert view._plot is None
    assert view.accessibleDescription() == "Later."
    QTest.keyClick(view, Qt.Key.Key_Right)  # nothing to point at
