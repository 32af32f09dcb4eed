"""The massage routines on the Tonight page, as small buttons ("chips") with the minutes that each takes."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from rlscompanion.domain.routine import Routine, massage_seconds, routine_segments
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import button, set_identifier
from rlscompanion.ui.widgets.quantity_text import spoken_duration
from rlscompanion.ui.widgets.wrapping_row import DEFAULT_ROW_SPACING, WrappingRow


def chip_text(routine: Routine) -> str:
    """The text on a routine's button: "10 min", or with the routine's name, as in "Feet only, 8 min"."""
    minutes = spoken_duration(_massage_seconds(routine))
    return minutes if _is_named_by_minutes(routine) else f"{routine.title}, {minutes}"


def sorted_for_tonight(routines: Iterable[Routine]) -> list[Routine]:
    """Sort routines for the Tonight page: routines whose buttons show only minutes come first."""
    return sorted(routines, key=lambda each: not _is_named_by_minutes(each))


def _is_named_by_minutes(routine: Routine) -> bool:
    return routine.title == f"{round(_massage_seconds(routine) / 60)} minutes"


def _massage_seconds(routine: Routine) -> float:
    return massage_seconds(routine_segments(routine))


class RoutineChips(QWidget):
    """A button for each massage routine, of which one is selected; emits `chosen` with the routine's key.

    Routines shown by their minutes are on a line above the others. The buttons do not form an exclusive group
    of Qt, where Tab would reach only the checked button.
    """

    chosen = Signal(str)

    def __init__(self, last: QPushButton) -> None:
        super().__init__()
        set_identifier(self, "Routine")
        self._last_button = last
        self._offered: tuple[tuple[str, str, str, bool], ...] = ()
        self._chips: dict[str, QPushButton] = {}
        self._minutes_line, self._names_line = WrappingRow([]), WrappingRow([])
        in_column(self._minutes_line, self._names_line, into=self, spacing=DEFAULT_ROW_SPACING)
        self._names_line.addWidget(last)

    @property
    def selected_key(self) -> str | None:
        """The key of the selected routine; None if no routine is selected."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), None)

    def show_routines(self, routines: Sequence[Routine], selected_key: str | None) -> None:
        """Show a button for each of these routines; select the routine with the key `selected_key`."""
        offered = tuple(
            (each.key, each.title, chip_text(each), _is_named_by_minutes(each))
            for each in sorted_for_tonight(routines)
        )
        if offered != self._offered:
            self._offered = offered
            self._make_chips()
        self._check(selected_key)

    def _make_chips(self) -> None:
        self._names_line.removeWidget(self._last_button)
        for chip in self._chips.values():
            for line in (self._minutes_line, self._names_line):
                line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for key, title, text, is_named_by_minutes in self._offered:
            chip = button(text, f"Routine {title}", "chip", pressed=self._choose)
            chip.setCheckable(True)
            self._chips[key] = chip
            (self._minutes_line if is_named_by_minutes else self._names_line).addWidget(chip)
            if self.isVisible():
                chip.show()
        self._names_line.addWidget(self._last_button)
        for before, after in pairwise((*self._chips.values(), self._last_button)):
            QWidget.setTabOrder(before, after)

    def _check(self, key: str | None) -> None:
        for each, chip in self._chips.items():
            chip.setChecked(each == key)

    @Slot()
    def _choose(self) -> None:
        pressed = self.sender()
        key = next(key for key, chip in self._chips.items() if chip is pressed)
        self._check(key)
        self.chosen.emit(key)
