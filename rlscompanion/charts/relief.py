"""The chart of how ratings changed from before to after a massage session, with a row for each routine."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median

import pyqtgraph as pg
from PySide6.QtGui import QFontMetricsF

from rlscompanion.charts.chart import Chart, ChartLook, Mark, PointingDirection
from rlscompanion.charts.drawing import chart_font, label_axis, pen, set_up_axes, with_opacity
from rlscompanion.domain.amounts import MINUS_SIGN, difference_text
from rlscompanion.domain.ratings import HIGHEST_RATING, SCALE_TITLES, Scale
from rlscompanion.domain.relief import (
    HIGH_RATINGS_FALL_SENTENCE,
    MIN_SESSIONS_FOR_MEDIAN,
    START_A_TRIAL_SENTENCE,
    rating_differences,
)
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.trends import summarize_values

SMALLEST_DOT_PIXELS, LARGEST_DOT_PIXELS = 3.0, 15.0
"""The smallest and largest diameter of a dot, in pixels.

The area of a dot shows in how many sessions the rating changed by that number.
"""

MIN_CHART_HEIGHT_ROWS = 4
"""The least height of the chart, in rows, so that a single routine does not fill the chart."""


def relief_chart(rated: Mapping[str, Sequence[RatedSession]], scale: Scale) -> Chart:
    """Draw how the rating on `scale` changed from before to after sessions, in a row for each routine.

    Each row has a bar at the median change; a vertical line marks zero. `rated` has the rated sessions by the
    title of the routine.
    """
    title = f"{SCALE_TITLES[scale]} before and after"
    rows = {
        routine: found
        for routine, sessions in rated.items()
        if len(found := rating_differences(sessions, scale)) >= MIN_SESSIONS_FOR_MEDIAN
    }
    if not rows:
        return Chart(
            f"relief_{scale}",
            title,
            "",
            missing=f"Rate {SCALE_TITLES[scale].lower()} before and after {MIN_SESSIONS_FOR_MEDIAN} sessions "
            "of the same routine, and they show here.",
        )
    largest = max(abs(change) for found in rows.values() for change in found)
    usual = {routine: float(median(found)) for routine, found in rows.items()}
    said = [
        f"{routine} {difference_text(usual[routine])} ({len(found)} sessions)"
        for routine, found in rows.items()
    ]
    marks = tuple(
        Mark(usual[routine], float(row), partial(_routine_description, routine, usual[routine], len(found)))
        for row, (routine, found) in enumerate(rows.items())
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "", has_days=False)
        plot.showGrid(x=True, y=False, alpha=0.16)
        plot.invertY(True)
        label_axis(plot, "bottom", "less \N{LEFTWARDS ARROW} change \N{RIGHTWARDS ARROW} more", look)
        plot.addItem(pg.InfiniteLine(0.0, angle=90, pen=pen(look.soft_text, 1.5)))
        for row, (routine, found) in enumerate(rows.items()):
            counts = Counter(found)
            most = max(counts.values())
            sizes = [
                SMALLEST_DOT_PIXELS + (LARGEST_DOT_PIXELS - SMALLEST_DOT_PIXELS) * math.sqrt(count / most)
                for count in counts.values()
            ]
            rounds = pg.ScatterPlotItem(
                x=list(counts),
                y=[row] * len(counts),
                size=sizes,
                pen=None,
                brush=with_opacity(look.secondary, 0.7),
            )
            plot.addItem(rounds)
            middle = [usual[routine]] * 2
            plot.addItem(pg.PlotCurveItem(middle, [row - 0.34, row + 0.34], pen=pen(look.accent, 3.0)))
        names = QFontMetricsF(chart_font(look))
        width = max(names.horizontalAdvance(routine) for routine in rows)
        plot.getAxis("left").setWidth(round(width + look.letter_pixels))
        plot.getAxis("left").setTicks([[(float(row), routine) for row, routine in enumerate(rows)]])
        end, step = (HIGHEST_RATING // 2, 1) if largest <= HIGHEST_RATING // 2 else (HIGHEST_RATING, 5)
        plot.getAxis("bottom").setHeight(3 * look.letter_pixels)
        plot.getAxis("bottom").setTicks(
            [[(float(each), _signed_text(each)) for each in range(-end, end + 1, step)]]
        )
        plot.setXRange(-end, end, padding=0.04)
        plot.setYRange(-0.5, max(MIN_CHART_HEIGHT_ROWS, len(rows)) - 0.5, padding=0.02)

    summary = (
        f"{SCALE_TITLES[scale]}, usual change: {'; '.join(said)}. {HIGH_RATINGS_FALL_SENTENCE} "
        f"{START_A_TRIAL_SENTENCE}"
    )
    spreads = "; ".join(
        f"{routine}: {summarize_values([float(each) for each in found]).in_words(difference_text)}"
        for routine, found in rows.items()
    )
    details = (
        "A change is the rating after a session minus the one before it. The larger a dot, the more "
        f"sessions; the bar is the median. {spreads}."
    )
    return Chart(
        f"relief_{scale}",
        title,
        summary,
        marks,
        details=details,
        pointing_direction=PointingDirection.DOWN,
        draw=draw,
    )


def _signed_text(change: int) -> str:
    return f"{MINUS_SIGN if change < 0 else '+' if change else ''}{abs(change)}"


def _routine_description(routine: str, change: float, sessions: int) -> str:
    return f"{routine}: usual change {difference_text(change)}, {sessions} sessions"
