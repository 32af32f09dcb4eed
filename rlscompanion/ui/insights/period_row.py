"""The choice of the charts' period."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.periods import Period
from rlscompanion.ui.widgets.boxes import in_row
from rlscompanion.ui.widgets.controls import button

_TITLES = {Period.WEEK: "Week", Period.MONTH: "Month", Period.YEAR: "Year", Period.ALL: "All"}


class PeriodRow(QWidget):
    """Buttons to choose a period.

    They are not an exclusive group of Qt's, since in such a group Tab reaches only the checked button.
    """

    chosen = Signal()

    def __init__(self, period: Period = Period.YEAR) -> None:
        super().__init__()
        self._period = period
        row = in_row(into=self, spacing=10)
        self._buttons = {
            each: button(title, f"Period {title.lower()}", "period") for each, title in _TITLES.items()
        }
        for each in self._buttons.values():
            each.setCheckable(True)
            each.clicked.connect(self._choose)
            row.addWidget(each)
        self._show()

    @property
    def period(self) -> Period:
        """The chosen period."""
        return self._period

    @Slot()
    def _choose(self) -> None:
        pressed = self.sender()
        self._period = next(period for period, each in self._buttons.items() if each is pressed)
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        for period, each in self._buttons.items():
            each.setChecked(period is self._period)
