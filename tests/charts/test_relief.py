"""Relief: a row of changes for each routine, held back where there are too few, and no claim."""

import pyqtgraph as pg

from rlscompanion.charts.relief import relief_chart
from rlscompanion.domain.ratings import Ratings, Scale
from rlscompanion.domain.session_record import RatedSession
from tests.charts.drawn import drawn_plot

PAIRS = ((5, 0), (8, 4), (5, 4), (9, 6), (4, 0))


def rated(count: int, before: int, after: int) -> list[RatedSession]:
    return [RatedSession(Ratings(urge=before), Ratings(urge=after))] * count


def test_relief_tells_the_routines_that_were_rated_often_enough() -> None:
    chart = relief_chart({"10 minutes": rated(6, 6, 3), "5 minutes": rated(4, 9, 1)}, Scale.URGE)

    assert chart.summary == (
        "Urge to move, usual change: 10 minutes −3 (6 sessions). High ratings tend to fall by themselves. "
        "To find out whether massage helps you, press “Does massage help me?” and start a trial."
    )
    assert [mark.text for mark in chart.marks] == ["10 minutes: usual change −3, 6 sessions"]
    assert [(mark.x, mark.y) for mark in chart.marks] == [(-3.0, 0.0)]


def test_relief_is_the_median_of_the_changes() -> None:
    """The medians before and after are 5 and 4; the changes are -5, -4, -1, -3 and -4."""
    sessions = [each for before, after in PAIRS for each in rated(1, before, after)]

    chart = relief_chart({"5 minutes": sessions}, Scale.URGE)

    assert "5 minutes −4 (5 sessions)" in chart.summary


def test_relief_without_enough_sessions_says_what_is_missing() -> None:
    chart = relief_chart({"5 minutes": rated(4, 9, 1)}, Scale.URGE)

    assert chart.is_empty
    assert "5 sessions" in chart.missing


def test_changes_are_drawn_about_a_line_at_zero_in_the_middle() -> None:
    sessions = [each for before, after in PAIRS for each in rated(1, before, after)]

    with drawn_plot(relief_chart({"5 minutes": sessions, "10 minutes": sessions}, Scale.URGE)) as plot:
        (line,) = (each for each in plot.items if isinstance(each, pg.InfiniteLine))
        strips = [each.getData() for each in plot.items if isinstance(each, pg.ScatterPlotItem)]
        sizes = next(each.data["size"] for each in plot.items if isinstance(each, pg.ScatterPlotItem))
        (least, most), _ = plot.getViewBox().viewRange()
        (names,) = plot.getAxis("left")._tickLevels

    assert line.value() == 0.0
    assert [list(changes) for changes, _ in strips] == [[-5.0, -4.0, -1.0, -3.0]] * 2
    assert [set(heights) for _, heights in strips] == [{0.0}, {1.0}]
    assert sizes[1] == max(sizes) > sizes[0] == sizes[2]
    assert -6 < least < -5 < 5 < most < 6
    assert names == [(0.0, "5 minutes"), (1.0, "10 minutes")]


def test_a_change_of_more_than_five_points_shows_the_whole_scale() -> None:
    with drawn_plot(relief_chart({"5 minutes": rated(5, 9, 3)}, Scale.URGE)) as plot:
        (least, most), _ = plot.getViewBox().viewRange()
        (names,) = plot.getAxis("bottom")._tickLevels

    assert -11 < least < -10 < 10 < most < 11
    assert [name for _, name in names] == ["−10", "−5", "0", "+5", "+10"]
