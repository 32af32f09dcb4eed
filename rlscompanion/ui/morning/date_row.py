"""Which night this is, the nights beside it, and moving a night to another date."""

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from rlscompanion.domain.night import both_dates
from rlscompanion.ui.theme import TARGET
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on
from rlscompanion.ui.widgets.wrapping_row import WrappingRow


class DateRow(QWidget):
    """The dates of a night over the page.

    `move_asked` tells another evening that was chosen for it, `light_chosen` whether light or dark was.
    """

    earlier_chosen = Signal()
    later_chosen = Signal()
    move_asked = Signal(object)
    light_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._dates = display("Night", "title")
        self._earlier = button("‹", "Night before", "flat")
        self._later = button("›", "Night after", "flat")
        self._light = button("", "Light", "flat")
        self._is_light = False
        self._open = button("Another date", "Another date", "flat")
        self._open.setCheckable(True)
        self._evening = QDateEdit()
        identified(self._evening, "Evening date")
        self._evening.setDisplayFormat("d MMM yyyy")
        self._evening.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self._evening.setMinimumHeight(TARGET)
        self._move = button("Move the night there", "Move night")
        self._row = QWidget(self)
        self._row.hide()
        self._earlier.clicked.connect(self.earlier_chosen)
        self._later.clicked.connect(self.later_chosen)
        self._open.toggled.connect(self._row.setVisible)
        self._move.clicked.connect(self._ask)
        self._light.clicked.connect(self._choose_light)
        self._lay_out()
        self.show_light(False)

    def show_night(self, evening: date, latest: date) -> None:
        """Show the dates of a night; none later than `latest` can be gone to or chosen."""
        show_on(self._dates, both_dates(evening))
        self._later.setEnabled(evening < latest)
        self._open.setChecked(False)
        self._evening.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        self._evening.setDate(QDate(evening.year, evening.month, evening.day))

    def show_light(self, is_light: bool) -> None:
        """Offer the dark on a light page, and light on a dark one."""
        self._is_light = is_light
        word = "Stay dark" if is_light else "Light"
        identified(self._light, word)
        self._light.setText(word)

    def _lay_out(self) -> None:
        night, choices = QWidget(), QWidget()
        title = QVBoxLayout(night)
        title.setContentsMargins(0, 0, 0, 0)
        title.setSpacing(0)
        title.addWidget(label("Morning diary", "soft"))
        title.addWidget(self._dates)
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        for each in (self._light, self._open, self._earlier, self._later):
            row.addWidget(each)
        head = WrappingRow((night, choices), stretched=night)
        moving = QHBoxLayout(self._row)
        moving.setContentsMargins(0, 0, 0, 0)
        moving.setSpacing(12)
        moving.addWidget(label("The evening of this night was", "soft"))
        moving.addWidget(self._evening)
        moving.addWidget(self._move)
        moving.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(head)
        lines.addWidget(self._row)

    @Slot()
    def _choose_light(self) -> None:
        self.light_chosen.emit(not self._is_light)

    @Slot()
    def _ask(self) -> None:
        chosen = self._evening.date()
        self.move_asked.emit(date(chosen.year(), chosen.month(), chosen.day()))
