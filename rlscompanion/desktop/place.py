"""The style of clock times and weeks where the person lives."""

from PySide6.QtCore import QLocale

from rlscompanion.domain.clock_style import ClockStyle, use_style


def style_of(locale: QLocale) -> ClockStyle:
    """The style of a locale."""
    has_halves = "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
    return ClockStyle(has_halves, locale.firstDayOfWeek().value - 1)


def follow_place() -> None:
    """Tell clock times and weeks as the system's locale does."""
    use_style(style_of(QLocale.system()))
