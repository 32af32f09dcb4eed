"""The buttons that choose which period the charts show: week, month, year or all."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.periods import Period
from rlscompanion.ui.widgets.boxes import in_row
from rlscompanion.ui.widgets.controls import button

_PERIOD_TITLES = {Period.WEEK: "Week", Period.MONTH: "Month", Period.YEAR: "Year", Period.ALL: "All"}


class PeriodRow(QWidget):
    """A row of four buttons (week, month, year, all), of which one is always chosen.

    The buttons do not form an exclusive button group of Qt, since Tab would reach only the checked button of
    such a group.
    """

    chosen = Signal()

    def __init__(self, period: Period = Period.YEAR) -> None:
        super().__init__()
        self._period = period
        row = in_row(into=self, spacing=10)
        self._buttons = {
            each: button(title, f"Period {title.lower()}", "period") for each, title in _PERIOD_TITLES.items()
        }
        for each in self._buttons.values():
            each.setCheckable(True)
            each.clicked.connect(self._choose_period)
            row.addWidget(each)
        self._check_chosen_button()

    @property
    def period(self) -> Period:
        """The period whose button is chosen."""
        return self._period

    @Slot()
    def _choose_period(self) -> None:
        pressed = self.sender()
        self._period = next(period for period, each in self._buttons.items() if each is pressed)
        self._check_chosen_button()
        self.chosen.emit()

    def _check_chosen_button(self) -> None:
        for period, each in self._buttons.items():
            each.setChecked(period is self._period)
