"""Choosing days of the week and a clock time, written as is usual in the person's country."""

from datetime import time

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import Preference
from rlscompanion.domain.clock_style import clock_words
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.choice import Choice
from rlscompanion.ui.widgets.controls import button
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def with_halves_of_day(locale: QLocale) -> bool:
    """Whether clock times in a locale have am and pm."""
    return "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()


class Weekdays(QWidget):
    """A button for each day, starting with the locale's first day of the week; the choice is a preference."""

    def __init__(
        self, preferences: Preferences, preference: Preference[frozenset[int]], what: str, locale: QLocale
    ) -> None:
        super().__init__()
        self._preferences, self._preference = preferences, preference
        chosen = preference.of(preferences)
        first = locale.firstDayOfWeek().value - 1
        self._days: dict[int, QPushButton] = {}
        for day in (*range(first, 7), *range(first)):
            made = button(NAMES[day][:2], f"{what} on {NAMES[day]}", pressed=self._keep)
            made.setProperty("bulk", "day")
            made.setCheckable(True)
            made.setChecked(day in chosen)
            self._days[day] = made
        in_column(WrappingRow(tuple(self._days.values())), into=self)

    @Slot()
    def _keep(self) -> None:
        chosen = frozenset(day for day, each in self._days.items() if each.isChecked())
        self._preference.keep(self._preferences, chosen)


class ClockTimes(Choice):
    """The times between two hours, in quarters of an hour; the choice is a preference."""

    def __init__(
        self,
        preferences: Preferences,
        preference: Preference[time],
        first_hour: int,
        last_hour: int,
        locale: QLocale,
    ) -> None:
        halves = with_halves_of_day(locale)
        quarters = [time(hour, minute) for hour in range(first_hour, last_hour) for minute in (0, 15, 30, 45)]
        kept = preference.of(preferences)
        times = sorted({*quarters, kept})
        super().__init__(preferences, preference, [(each, clock_words(each, halves)) for each in times])
        self.setMinimumContentsLength(len("12:30 pm"))
