"""Controls for days of the week and for a clock time, as is usual in the person's country."""

from datetime import time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import Preference
from rlscompanion.domain.clock_style import clock_text, weekdays_in_order, widest_clock_text
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import button
from rlscompanion.ui.widgets.remembered_choice import RememberedComboBox
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class WeekdayButtons(QWidget):
    """A button for each day of the week; the chosen days are saved as a preference.

    The first button is for the day on which weeks begin in the person's country.
    """

    def __init__(self, preferences: Preferences, preference: Preference[frozenset[int]], what: str) -> None:
        super().__init__()
        self._preferences, self._preference = preferences, preference
        chosen = preference.of(preferences)
        self._days: dict[int, QPushButton] = {}
        for day in weekdays_in_order():
            made = button(
                WEEKDAY_NAMES[day][:2], f"{what} on {WEEKDAY_NAMES[day]}", pressed=self._remember_days
            )
            made.setProperty("bulk", "day")
            made.setCheckable(True)
            made.setChecked(day in chosen)
            self._days[day] = made
        in_column(WrappingRow(tuple(self._days.values())), into=self)

    @Slot()
    def _remember_days(self) -> None:
        chosen = frozenset(day for day, each in self._days.items() if each.isChecked())
        self._preference.keep(self._preferences, chosen)


class ClockTimeBox(RememberedComboBox):
    """A combo box of clock times, every 15 minutes between two hours; the choice is saved as a preference."""

    def __init__(
        self, preferences: Preferences, preference: Preference[time], first_hour: int, last_hour: int
    ) -> None:
        quarters = [time(hour, minute) for hour in range(first_hour, last_hour) for minute in (0, 15, 30, 45)]
        kept = preference.of(preferences)
        times = sorted({*quarters, kept})
        super().__init__(preferences, preference, [(each, clock_text(each)) for each in times])
        self.setMinimumContentsLength(len(widest_clock_text()))
