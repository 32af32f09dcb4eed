"""The style of clock times and weeks in the person's country, from the system's locale."""

from PySide6.QtCore import QLocale

from rlscompanion.domain.clock_style import ClockStyle, use_clock_style


def clock_style_of(locale: QLocale) -> ClockStyle:
    """The style of clock times and weeks in a locale."""
    has_halves = "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
    return ClockStyle(has_halves, locale.firstDayOfWeek().value - 1)


def use_system_clock_style() -> None:
    """Show clock times (12 or 24 hours) and weeks (first day) from now on as the system's locale does."""
    use_clock_style(clock_style_of(QLocale.system()))
