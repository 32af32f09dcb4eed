"""The style of clock times (12 or 24 hours) and of weeks (the first day), from the system's locale."""

from PySide6.QtCore import QLocale

from rlscompanion.domain.clock_style import ClockStyle, use_clock_style


def clock_style_of(locale: QLocale) -> ClockStyle:
    """Whether a locale has clock times of 12 or 24 hours, and on which day its weeks begin."""
    has_halves = "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
    return ClockStyle(has_halves, locale.firstDayOfWeek().value - 1)


def use_system_clock_style() -> None:
    """From now on, show clock times and weeks in the style of the system's locale.

    The style says whether clock times have 12 or 24 hours, and on which day weeks begin.
    """
    use_clock_style(clock_style_of(QLocale.system()))
