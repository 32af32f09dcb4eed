"""The top line of the diary: the dates of the night, and buttons for the previous and the next night."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.dates import DATE_FIELD_HINT, date_text, parse_date
from rlscompanion.domain.night import both_dates_text
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.controls import (
    button,
    display_label,
    label,
    set_identifier,
    show_or_hide,
    show_text,
)
from rlscompanion.ui.widgets.short_field import ShortField
from rlscompanion.ui.widgets.wrapping_row import WrappingRow


class DateRow(QWidget):
    """The top line of the diary page: the dates of the night, and buttons that lead to other nights.

    Emits `move_asked` with the right evening when the person corrects the date of the night. Emits
    `light_chosen` when the person switches the page to light (True) or dark (False).
    """

    back_chosen = Signal()
    earlier_chosen = Signal()
    later_chosen = Signal()
    move_asked = Signal(object)
    light_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._back = button("", "Back", "flat", pressed=self.back_chosen)
        self._back.setProperty("bulk", "fold")
        self._dates = display_label("Night", "title")
        self._earlier = button("‹", "Night before", "flat", pressed=self.earlier_chosen)
        self._later = button("›", "Night after", "flat", pressed=self.later_chosen)
        self._light = button("", "Light colours", "flat", pressed=self._choose_light)
        self._is_light = False
        self._open = button("Another date", "Another date", "flat")
        self._open.setCheckable(True)
        self._evening = ShortField("Evening date", DATE_FIELD_HINT, 13)
        self._problem = display_label("Problem with date", "problem", wrap=True)
        self._latest = date.max
        self._move = button("Move the night there", "Move night", pressed=self._ask_to_move)
        self._row = QWidget(self)
        self._row.hide()
        self._open.toggled.connect(self._row.setVisible)
        self._evening.returnPressed.connect(self._ask_to_move)
        self._lay_out()
        self.label_light_button(False)

    def show_night(self, evening: date, latest: date) -> None:
        """Show the dates of the night that began on `evening`. Evenings after `latest` are not accepted."""
        show_text(self._dates, both_dates_text(evening))
        self._later.setEnabled(evening < latest)
        self._open.setChecked(False)
        self._latest = latest
        self._evening.setText(date_text(evening))
        self._show_problem("")

    def set_back_text(self, word: str) -> None:
        """Label the *Back* button with `word`, the tab (navigation entry) from which the diary was opened."""
        self._back.setText(f"‹  {word}")
        self._back.setAccessibleDescription(f"Back to {word}")

    def focus_back_button(self) -> None:
        """Give the focus to the *Back* button, which is the first control of the diary page."""
        self._back.setFocus()

    def label_light_button(self, is_light: bool) -> None:
        """Label the button that switches colours: to dark if the page `is_light`, otherwise to light."""
        self._is_light = is_light
        word = "Dark colours" if is_light else "Light colours"
        set_identifier(self._light, word)
        self._light.setText(word)

    def _lay_out(self) -> None:
        night, choices = QWidget(), QWidget()
        origin = in_row(self._back, label("Morning diary", "soft"), STRETCH, spacing=16)
        in_column(origin, self._dates, into=night, spacing=0)
        in_row(self._light, self._open, self._earlier, self._later, into=choices)
        head = WrappingRow((night, choices), stretched=night)
        in_row(
            label("The evening of this night was", "soft"),
            self._evening,
            self._move,
            STRETCH,
            into=self._row,
            spacing=12,
        )
        in_column(head, self._row, self._problem, into=self, spacing=8)

    @Slot()
    def _choose_light(self) -> None:
        self.light_chosen.emit(not self._is_light)

    @Slot()
    def _ask_to_move(self) -> None:
        evening = parse_date(self._evening.text())
        if evening is None:
            self._show_problem(
                f"“{self._evening.text().strip()}” cannot be read as a date. Try {DATE_FIELD_HINT}."
            )
        elif evening > self._latest:
            self._show_problem(f"The night of {date_text(evening)} has not come yet. Check the date.")
        else:
            self._show_problem("")
            self.move_asked.emit(evening)

    def _show_problem(self, sentence: str) -> None:
        show_or_hide(self._problem, sentence)
