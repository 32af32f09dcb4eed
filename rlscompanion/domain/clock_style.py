"""Clock times and weeks in words, in the style of the person's country.

One style holds for the whole process: it is set at the start and stays the same until the end. Files
for other programs do not use it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class ClockStyle:
    """A country's style: whether clock times use am and pm, and the first weekday (0 is Monday)."""

    uses_am_pm: bool = False
    first_weekday: int = 0


class _ClockStyleInUse:
    style = ClockStyle()


def use_clock_style(style: ClockStyle) -> None:
    """Write all clock times and weeks in this style from now on."""
    _ClockStyleInUse.style = style


def current_clock_style() -> ClockStyle:
    """The style in use: 24 hours and weeks from Monday, unless `use_clock_style` has set another."""
    return _ClockStyleInUse.style


def clock_text(at: time | datetime) -> str:
    """A clock time as text in the style in use: "21:30" or "9:30 pm"."""
    if not current_clock_style().uses_am_pm:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def clock_text_of_hours(hours: float) -> str:
    """The clock time of an hour of the day, also beyond 24: 25.5 is "01:30"."""
    hour, minute = divmod(round(hours * 60) % (24 * 60), 60)
    return clock_text(time(hour, minute))


def axis_clock_text(hours: float) -> str:
    """The clock time of an hour of the day on a chart's axis: "21:00", or "9 pm" instead of "9:00 pm"."""
    words = clock_text_of_hours(hours)
    return words.replace(":00 ", " ")


def widest_clock_text() -> str:
    """A clock time that is as wide as any in the style in use, for measuring space."""
    return clock_text(time(22, 0))


def position_in_week(day: date) -> int:
    """The position of a day in its week, 0 to 6."""
    return (day.weekday() - current_clock_style().first_weekday) % 7


def start_of_week(day: date) -> date:
    """The first day of the week that contains this day."""
    return day - timedelta(days=position_in_week(day))


def weekdays_in_order() -> tuple[int, ...]:
    """The weekdays (0 is Monday) in the order in which the week runs in the style in use."""
    return tuple((current_clock_style().first_weekday + position) % 7 for position in range(7))
