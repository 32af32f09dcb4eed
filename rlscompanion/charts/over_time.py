"""Charts over weeks: the nights as bars, one outcome with its rolling median, and when symptoms begin."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark, clock_text, day_of
from rlscompanion.charts.drawing import axes, dots, faint, outcome_axes, rolling_line
from rlscompanion.domain import measures
from rlscompanion.domain.amounts import duration_text
from rlscompanion.domain.moment import Moment, noon_of
from rlscompanion.domain.night import Night, Sleep, both_dates
from rlscompanion.domain.onset import DAY_STARTS, onset_hours
from rlscompanion.domain.onset_words import clock_words
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome, outcome_text, value_of
from rlscompanion.domain.regularity import (
    FEWEST_PAIRS,
    MORE_THAN_NIGHTS,
    midpoint_deviation,
    midpoint_shown,
    noon_hours,
    regularity_index,
)
from rlscompanion.domain.trends import FEWEST_IN_A_WINDOW, ROLLING_NIGHTS, rolling, spread

NOON_HOUR = 12.0

_LINE = f"The line is the median of the {ROLLING_NIGHTS} nights up to each, the band their quartiles."
_NO_LINE = f"A rolling median needs {FEWEST_IN_A_WINDOW} nights within {ROLLING_NIGHTS} days."

LEAST_DAYS = 14
"""Days that the chart of nights is wide at least: a single bar would fill it, and light up a dark room."""


def nights_chart(nights: Sequence[Night]) -> Chart:
    """Nights as bars: asleep before in bed, awakenings as dots; later is further down."""
    known = [
        (night, sleep, spans)
        for night in sorted(nights, key=lambda each: each.evening)
        for sleep in night.sleeps
        if (spans := _spans(night, sleep)) is not None
    ]
    if not known:
        return Chart("nights", "Nights", "", missing="Nights show here once their diary says when you slept.")
    marks = tuple(
        Mark(day_of(night.evening), spans[0][0], partial(_night_text, night, sleep), night.evening)
        for night, sleep, spans in known
    )
    lengths = [
        minutes
        for _, sleep, _ in known
        if sleep.is_main and (minutes := measures.total_sleep(sleep)) is not None
    ]
    count = len({night.evening for night, _, _ in known})
    said = f"{count} night{'' if count == 1 else 's'} with known times"
    details = ""
    if lengths:
        found = spread(lengths)
        said += f". Typically {duration_text(found.median)} asleep"
        details = f"Time asleep: {found.words(duration_text)}."

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, "", clock_from=NOON_HOUR)
        plot.invertY(True)
        days = np.asarray([day_of(night.evening) for night, _, _ in known])
        for part, colour, width in ((1, faint(look.second, 0.35), 0.34), (0, look.bar, 0.62)):
            ends = np.asarray([spans[part] for _, _, spans in known])
            plot.addItem(
                pg.BarGraphItem(x=days, y0=ends[:, 0], y1=ends[:, 1], width=width, brush=colour, pen=None)
            )
        awake = [
            (day_of(night.evening), _hours_from_noon(night, each.at))
            for night in {night.id: night for night, _, _ in known}.values()
            for each in night.awakenings
        ]
        if awake:
            dots(plot, [x for x, _ in awake], [y for _, y in awake], look.ground, 5.0)
        middle, half = (days[0] + days[-1]) / 2, max(days[-1] - days[0] + 1, LEAST_DAYS) / 2
        plot.setXRange(middle - half, middle + half, padding=0.02)

    return Chart("nights", "Nights", f"{said}.", marks, details=details, draw=draw)


def outcome_chart(nights: Sequence[Night], outcome: Outcome) -> Chart:
    """One outcome night by night, with its rolling median and the middle half as a band."""
    kind = OUTCOME_KINDS[outcome]
    by_evening = {night.evening: night for night in nights}
    values = {
        evening: float(value)
        for evening, night in sorted(by_evening.items())
        if (value := value_of(night, outcome)) is not None
    }
    if not values:
        return Chart(outcome, kind.title, "", missing=f"{kind.title} shows here once the diary says it.")
    text = partial(outcome_text, outcome=outcome)
    marks = _marks(values, text)
    rolled = rolling(values)
    found = spread(values.values())
    said = f"{kind.title}: typically {text(found.median)} ({_nights(found.count)})"

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        outcome_axes(plot, look, outcome)
        dots(plot, [mark.x for mark in marks], [mark.y for mark in marks], faint(look.second, 0.8))
        rolling_line(plot, rolled, [day_of(each.evening) for each in rolled], look)

    details = f"{kind.title}: {found.words(text)}. {_LINE if rolled else _NO_LINE}"
    return Chart(outcome, kind.title, f"{said}.", marks, details=details, draw=draw)


def onset_chart(nights: Sequence[Night]) -> Chart:
    """When symptoms began, by the clock, with the rolling median; earlier is higher up."""
    title = "When symptoms begin"
    values = {
        night.evening: hours
        for night in sorted(nights, key=lambda each: each.evening)
        if (hours := onset_hours(night)) is not None
    }
    if not values:
        return Chart(
            "onset", title, "", missing="Note in the diary when symptoms began, and the trend shows here."
        )
    marks = _marks(values, clock_words)
    rolled = rolling(values)
    found = spread(values.values())
    said = f"Symptoms usually began around {clock_words(found.median)} ({_nights(found.count)})"

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, "", clock_from=float(DAY_STARTS))
        plot.invertY(True)
        dots(plot, [mark.x for mark in marks], [mark.y for mark in marks], faint(look.second, 0.8))
        rolling_line(plot, rolled, [day_of(each.evening) for each in rolled], look)

    details = f"Onset: {found.words(clock_words)}. {_LINE if rolled else _NO_LINE}"
    return Chart("onset", title, f"{said}.", marks, details=details, draw=draw)


def midpoint_chart(nights: Sequence[Night]) -> Chart:
    """The middle of each main sleep by the clock, with what regularity it makes."""
    title = "Regularity"
    middles = {
        night.evening: noon_hours(middle)
        for night in sorted(nights, key=lambda each: each.evening)
        if (middle := midpoint_shown(night)) is not None
    }
    if not middles:
        return Chart(
            "regularity", title, "", missing="Regularity shows here once the diary says when you slept."
        )
    marks = _marks(middles, lambda hours: f"middle of sleep {clock_text(hours + NOON_HOUR)}")

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, "", clock_from=NOON_HOUR)
        plot.invertY(True)
        dots(plot, [mark.x for mark in marks], [mark.y for mark in marks], look.accent)

    said, details = _regularity_words(nights, len(middles))
    return Chart("regularity", title, said, marks, details=details, draw=draw)


def _regularity_words(nights: Sequence[Night], known: int) -> tuple[str, str]:
    """Plain words, and those of statistics."""
    deviation, index = midpoint_deviation(nights), regularity_index(nights)
    if deviation is None:
        said = (
            f"The middle of sleep is known for {_nights(known)}. "
            f"How much it varies shows from {MORE_THAN_NIGHTS + 1} nights on."
        )
        details = ""
    else:
        size = duration_text(deviation[0])
        said = f"The middle of your sleep usually lies {size} from its average time ({_nights(known)})."
        details = f"Standard deviation of the middle of sleep: {size}, n = {deviation[1]}. "
    details += (
        f"Sleep regularity index about {index[0]:.0f} of 100, from {index[1]} pairs of nights in a row."
        if index
        else f"The sleep regularity index needs {FEWEST_PAIRS} pairs of nights in a row."
    )
    return said, details


_Span = tuple[float, float]


def _spans(night: Night, sleep: Sleep) -> tuple[_Span, _Span] | None:
    """Hours from noon, asleep and in bed; what is not known of the bed is taken from the sleep."""
    begins, ends = measures.onset(sleep), sleep.woke_up
    if begins is None or ends is None or ends <= begins:
        return None
    asleep = (_hours_from_noon(night, begins), _hours_from_noon(night, ends))
    bed, up = sleep.went_to_bed or sleep.tried_to_sleep, sleep.got_up
    in_bed = (
        _hours_from_noon(night, bed) if bed else asleep[0],
        _hours_from_noon(night, up) if up else asleep[1],
    )
    return asleep, in_bed


def _hours_from_noon(night: Night, moment: Moment) -> float:
    """True hours from noon of the evening on, so that a clock change stretches nothing."""
    return (moment.utc - _noon(night.evening, night.zone)) / 3600


@lru_cache(maxsize=64)
def _noon(evening: date, zone: str) -> int:
    """UTC seconds of noon on a date in a zone; the same one is asked for some times in a row."""
    return noon_of(evening, zone).utc


def _marks(values: Mapping[date, float], words: Callable[[float], str]) -> tuple[Mark, ...]:
    """A mark for each evening's value, which says its date and, in words, the value."""

    def said(evening: date, value: float) -> str:
        return f"{both_dates(evening)}: {words(value)}"

    return tuple(Mark(day_of(at), value, partial(said, at, value), at) for at, value in values.items())


def _night_text(night: Night, sleep: Sleep) -> str:
    asleep, total = measures.onset(sleep), measures.total_sleep(sleep)
    times = f"{_clock(asleep)} to {_clock(sleep.woke_up)}"
    awake = len(night.awakenings)
    parts = [f"{both_dates(night.evening)}: {times}"]
    if total is not None:
        parts.append(f"{duration_text(total)} asleep")
    if awake:
        parts.append(f"{awake} awakening{'s' if awake != 1 else ''} logged")
    return ", ".join(parts)


def _clock(moment: Moment | None) -> str:
    return moment.local.strftime("%H:%M") if moment else "?"


def _nights(count: int) -> str:
    return f"{count} night{'' if count == 1 else 's'}"
