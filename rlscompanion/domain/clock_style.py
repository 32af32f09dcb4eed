"""Clock times and weeks in words, in the style of the person's country.

The style is one for the whole process, as its locale is: set once at the start, the same until the end. Files
that programs read are not written in it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class ClockStyle:
    """A country's style: whether the day has halves (am and pm), and the first weekday (0 is Monday)."""

    has_halves: bool = False
    first_weekday: int = 0


class _Process:
    style = ClockStyle()


def follow(style: ClockStyle) -> None:
    """Use a style from now on."""
    _Process.style = style


def followed() -> ClockStyle:
    """The style in use: a day without halves and weeks from Monday, unless another is followed."""
    return _Process.style


def clock_words(at: time | datetime) -> str:
    """A clock time: "21:30", or in halves "9:30 pm"."""
    if not followed().has_halves:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def clock_at(hours: float) -> str:
    """The clock time of an hour of the day, also beyond 24: 25.5 is "01:30"."""
    hour, minute = divmod(round(hours * 60) % (24 * 60), 60)
    return clock_words(time(hour, minute))


def short_clock_at(hours: float) -> str:
    """`clock_at` for the names along an axis, where whole hours in halves need no minutes: "9 pm"."""
    words = clock_at(hours)
    return words.replace(":00 ", " ")


def longest_clock() -> str:
    """The clock time that takes the most room in the style."""
    return clock_words(time(22, 0))


def day_of_week(day: date) -> int:
    """The place of a day in its week, 0 to 6."""
    return (day.weekday() - followed().first_weekday) % 7


def first_of_week(day: date) -> date:
    """The first day of the week with this day."""
    return day - timedelta(days=day_of_week(day))


def weekdays() -> tuple[int, ...]:
    """The weekdays in the order of a week; 0 is Monday."""
    return tuple((followed().first_weekday + place) % 7 for place in range(7))
