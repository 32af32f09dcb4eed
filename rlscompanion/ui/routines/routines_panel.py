"""The list of all massage routines, with buttons to add, copy, delete, import and export a routine."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.domain.routine import Routine, RoutineKind
from rlscompanion.ui.routines.rows import RoutineRow, RoutineRows, RowKind, TwoTextDelegate
from rlscompanion.ui.routines.words import routine_duration_text
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import button
from rlscompanion.ui.widgets.quantity_text import routine_lengths_text
from rlscompanion.ui.widgets.reorderable_list import ReorderableList
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

FEWEST_VISIBLE_CHARACTERS = 16
_OWN_ROUTINES_HEADINGS = {RoutineKind.WIND_DOWN: "Your wind-downs", RoutineKind.RESCUE: "Your rescues"}


class RoutinesPanel(QWidget):
    """The list of routines, those made by the person first, and buttons that each emit a signal.

    In the list, F2 renames and Delete deletes a routine that the person made.
    """

    chosen = Signal()
    new_asked = Signal()
    copy_asked = Signal()
    delete_asked = Signal()
    rename_asked = Signal(object, str)
    import_asked = Signal()
    export_asked = Signal()

    def __init__(self, shelf: RoutineShelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._rows = RoutineRows()
        self._rows.name_typed.connect(self.rename_asked)
        self.list = ReorderableList("Routines", self._rows)
        self._delegates = (TwoTextDelegate(self.list), TwoTextDelegate(self))
        self.list.setItemDelegate(self._delegates[0])
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._emit_chosen)
        self.list.removal_asked.connect(self._ask_delete)
        new, copy = button("New", "New routine"), button("Copy", "Copy routine")
        self._copy = copy
        self._delete = button("Delete", "Delete routine", "flat")
        bring, self._give = (
            button("Import", "Import routine", "flat"),
            button("Export", "Export routine", "flat"),
        )
        for each, asked in (
            (new, self.new_asked),
            (copy, self.copy_asked),
            (self._delete, self.delete_asked),
            (bring, self.import_asked),
            (self._give, self.export_asked),
        ):
            each.clicked.connect(asked)
        self.box = ComboBox("Routine to edit")
        self.box.setModel(self._rows)
        self.box.setItemDelegate(self._delegates[1])
        self.box.setMinimumContentsLength(FEWEST_VISIBLE_CHARACTERS)
        self.box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.activated.connect(self._choose_row)
        self.box.hide()
        lines = in_column((self.list, 1), into=self, spacing=8)
        row = (self.box, new, copy, self._delete, bring, self._give)
        lines.addLayout(WrappingRow(row, stretched=self.box))
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the rows of the list."""
        for each in self._delegates:
            each.set_theme(theme)

    def set_compact(self, is_compact: bool) -> None:
        """Show the routines in a one-line combo box if `is_compact`, else in a list."""
        self.list.setVisible(not is_compact)
        self.box.setVisible(is_compact)
        height = QSizePolicy.Policy.Minimum if is_compact else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, height)

    def refresh(self) -> None:
        """List the routines that exist now."""
        rows: list[RoutineRow] = []
        for kind, heading in _OWN_ROUTINES_HEADINGS.items():
            if of_it := [_routine_row(each, RowKind.OWN) for each in self._shelf.own if each.kind is kind]:
                rows += [_heading_row(heading), *of_it]
        rows += [
            _heading_row("Built in"),
            *(_routine_row(each, RowKind.SHIPPED) for each in self._shelf.shipped),
        ]
        if faults := self._shelf.own_faults:
            rows.append(_heading_row("Cannot be used"))
            rows += [
                RoutineRow(
                    RowKind.FAULT, str(index), fault.file_name, "", f"{fault.file_name}, cannot be used"
                )
                for index, fault in enumerate(faults)
            ]
        before = max(0, self.list.currentIndex().row())
        self._rows.show_rows(rows)
        if self.chosen_row() is None:
            self._choose_near(before)
        self._update_buttons()

    def _choose_near(self, row: int) -> None:
        """Choose a row that is not a heading: the first at or after this index, else the last before it."""
        every = range(self._rows.rowCount())
        for each in (*every[row:], *reversed(every[:row])):
            if self._rows.row(each).kind is not RowKind.HEADING:
                self.list.setCurrentIndex(self._rows.index(each))
                return

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        self.list.setCurrentIndex(self._rows.index(row))

    def chosen_row(self) -> RoutineRow | None:
        """The chosen row, which shows a routine or an unusable file; None if no row is chosen."""
        index = self.list.currentIndex()
        row = self._rows.row(index.row()) if index.isValid() else None
        return row if row is not None and row.kind is not RowKind.HEADING else None

    def choose_routine(self, routine: Routine) -> None:
        """Select this routine in the list."""
        kind = RowKind.OWN if self._shelf.is_own(routine.key) else RowKind.SHIPPED
        self.list.make_current((kind, routine.key))

    @Slot()
    def _emit_chosen(self) -> None:
        self._update_buttons()
        self.chosen.emit()

    def _update_buttons(self) -> None:
        self.box.setCurrentIndex(self.list.currentIndex().row())
        row = self.chosen_row()
        is_routine = row is not None and row.kind in (RowKind.OWN, RowKind.SHIPPED)
        self._copy.setEnabled(is_routine)
        self._give.setEnabled(is_routine)
        self._delete.setEnabled(row is not None and row.kind is RowKind.OWN)

    @Slot(object)
    def _ask_delete(self, _key: object) -> None:
        if self._delete.isEnabled():
            self.delete_asked.emit()


def _heading_row(title: str) -> RoutineRow:
    return RoutineRow(RowKind.HEADING, title, title)


def _routine_row(routine: Routine, kind: RowKind) -> RoutineRow:
    spoken = f"{routine.title}, {routine_lengths_text(routine, to_the_second=True)}"
    return RoutineRow(kind, routine.key, routine.title, routine_duration_text(routine), spoken)
