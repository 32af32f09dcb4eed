"""Clock times and weeks in words, in the style of the person's country.

The whole process has one style, which is set at the start and stays the same until the end. Files for other
programs do not use the style.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class ClockStyle:
    """A country's style for clock times and weeks.

    `uses_am_pm` means that clock times are written with am and pm. `first_weekday` is the first day of the
    week (0 is Monday).
    """

    uses_am_pm: bool = False
    first_weekday: int = 0


class _ClockStyleInUse:
    style = ClockStyle()


def use_clock_style(style: ClockStyle) -> None:
    """Set the style in which all clock times and weeks are written from now on."""
    _ClockStyleInUse.style = style


def current_clock_style() -> ClockStyle:
    """The style in which clock times and weeks are written now.

    The style has 24 hours, and weeks from Monday, unless `use_clock_style` has set another style.
    """
    return _ClockStyleInUse.style


def clock_text(at: time | datetime) -> str:
    """A clock time as text in the current style, such as "21:30" or "9:30 pm"."""
    if not current_clock_style().uses_am_pm:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def clock_text_of_hours(hours: float) -> str:
    """The clock time, as text, of a number of hours since midnight; 25.5 hours are "01:30"."""
    hour, minute = divmod(round(hours * 60) % (24 * 60), 60)
    return clock_text(time(hour, minute))


def axis_clock_text(hours: float) -> str:
    """The clock time of a number of hours since midnight, as short text for a chart's axis.

    Examples are "21:00", or "9 pm" instead of "9:00 pm".
    """
    words = clock_text_of_hours(hours)
    return words.replace(":00 ", " ")


def widest_clock_text() -> str:
    """A clock time whose text is as wide as any in the current style, for measuring space on the screen."""
    return clock_text(time(22, 0))


def position_in_week(day: date) -> int:
    """The position of a day in its week, from 0 (first day of the week) to 6."""
    return (day.weekday() - current_clock_style().first_weekday) % 7


def start_of_week(day: date) -> date:
    """The first day of the week that contains this day."""
    return day - timedelta(days=position_in_week(day))


def weekdays_in_order() -> tuple[int, ...]:
    """The weekdays (0 is Monday), from the first day of the week to the last in the current style."""
    return tuple((current_clock_style().first_weekday + position) % 7 for position in range(7))
