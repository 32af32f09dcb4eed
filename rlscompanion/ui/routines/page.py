"""The routines page: the list of massage routines, the chosen routine, and the selected step."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from rlscompanion.bedtime.routine_shelf import ROUTINES_UNDO_PLACE, RoutineShelf
from rlscompanion.bedtime.undo import UndoList
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Routine
from rlscompanion.ui.routines.editor_panel import EditorPanel
from rlscompanion.ui.routines.routines_panel import RoutinesPanel
from rlscompanion.ui.routines.rows import RowKind
from rlscompanion.ui.routines.step_list import dropped_file_path
from rlscompanion.ui.routines.step_panel import StepPanel
from rlscompanion.ui.routines.words import export_file_name
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import in_column, in_row
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.controls import button, display_label, label, show_text
from rlscompanion.ui.widgets.file_chooser import FileChooser
from rlscompanion.ui.widgets.text_size import TextSized, text_scale

ROUTINE_FILE_FILTER = "Routines (*.toml);;All files (*)"

LEAST_WIDTH_OF_THREE_COLUMNS, LEAST_WIDTH_OF_TWO_COLUMNS = 1060, 700
"""The least widths of the page for three columns and for two, in pixels at the designed text size."""

PAGE_MARGINS_PIXELS = 72
_CELLS_AND_SHARES = {
    3: (((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)), (4, 6, 5)),
    2: (((0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)), (6, 5, 0)),
    1: (((0, 0, 1, 1), (1, 0, 1, 1), (2, 0, 1, 1)), (1, 0, 0)),
}
"""By number of columns: the grid cells of list, routine and step; then each column's share of the width.

A cell is a row, a column, a row span and a column span.
"""


class RoutinesPage(TextSized):
    """Lists, edits, imports and exports massage routines.

    Each change is saved at once; typed text is saved when the text field loses the focus.
    """

    def __init__(
        self, shelf: RoutineShelf, figure_text: Callable[[str], str], files: FileChooser, undo: UndoList
    ) -> None:
        super().__init__()
        self._shelf, self._files, self._undo_list = shelf, files, undo
        self._offered: Routine | None = None
        self._exported: Routine | None = None
        self.setAcceptDrops(True)
        self._list = RoutinesPanel(shelf)
        self._editor = EditorPanel(shelf)
        self._step = StepPanel(shelf, figure_text)
        self._last_change = display_label("Last change", "soft", wrap=True)
        self._last_change.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._save_again = button("Save again", "Save again", "primary", pressed=shelf.save_again)
        self._undo = button("Undo", "Undo", "flat", pressed=self._undo_latest)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._undo_latest)
        self._fault = display_label("Broken file", "soft", wrap=True)
        self._banner = self._make_banner()
        self._lay_out()
        self._connect()
        self._choose_first()
        self._show_all()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the lists and the leg figure."""
        for part in (self._list, self._editor.steps, self._step):
            part.set_theme(theme)

    def choose_routine(self, key: str) -> None:
        """Show the routine with this key; ignore an unknown key."""
        routine = self._shelf.routine(key)
        if routine is not None:
            self._list.choose_routine(routine)

    def select_step(self, index: int) -> None:
        """Select the step at this index (from 0) of the shown routine."""
        self._editor.steps.go_to_step(index)

    @Slot()
    def save_typed_text(self) -> None:
        """Save text that the person has typed in a field but not confirmed."""
        self._editor.save_typed_text()
        self._step.save_typed_text()

    def import_file(self, path: str) -> None:
        """Import a routine from the file at this path, or show why the import fails.

        If a routine with the same title exists, ask the person first.
        """
        self.save_typed_text()
        self._close_banner()
        try:
            routine = self._shelf.read_file(path)
        except Refusal as refusal:
            self._show_in_banner(str(refusal))
            return
        if self._shelf.by_title(routine.title) is None:
            self._add_imported(routine)
            return
        self._offered = replace(routine, title=self._shelf.unused_title(routine.title))
        self._show_in_banner(
            f"There is a routine called “{routine.title}” already. "
            f"Import this one as “{self._offered.title}”?"
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file that is dragged over the page."""
        if dropped_file_path(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the routine in the dropped file."""
        event.acceptProposedAction()
        self.import_file(dropped_file_path(event))

    def showEvent(self, event: QShowEvent) -> None:
        """Read the routine files again, since another program may have changed them."""
        super().showEvent(event)
        self._shelf.reload()
        self.fit_to_text_size()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save text that the person has typed in a field but not confirmed."""
        self.save_typed_text()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange list, routine and step for the new width of the page."""
        super().resizeEvent(event)
        self.fit_to_text_size()

    def _connect(self) -> None:
        self._shelf.changed.connect(self._show_all)
        self._shelf.undone.connect(self._show_restored)
        self._undo_list.changed.connect(self._show_change)
        self._list.chosen.connect(self._show_visited_routine)
        self._list.new_asked.connect(self._make_routine)
        self._list.copy_asked.connect(self._copy)
        self._list.delete_asked.connect(self._delete)
        self._list.rename_asked.connect(self._rename)
        self._list.import_asked.connect(self._ask_import)
        self._list.export_asked.connect(self._ask_export)
        self._editor.copy_asked.connect(self._copy)
        self._editor.step_visited.connect(self._show_step)
        self._editor.step_considered.connect(self._step.show_step_to_add)
        self._editor.steps.file_dropped.connect(self.import_file)

    def _lay_out(self) -> None:
        title = label("Routines", "title", buddy=self._list.box)
        head = in_row(title, (self._last_change, 1), self._save_again, self._undo, spacing=14)
        column = QWidget()
        lines = in_column(self._banner, into=column, spacing=12, margins=(0, 10, 0, 18))
        self._parts = QGridLayout()
        self._parts.setHorizontalSpacing(32)
        self._parts.setVerticalSpacing(24)
        middle = QWidget()
        middle_lines = in_column((self._editor, 1), self._fault, into=middle)
        middle_lines.addStretch(0)
        self._middle = middle
        self._arrangement = 0
        lines.addLayout(self._parts, 1)
        self.fit_to_text_size()
        # Last, so that the first focus is on the list and Tab comes to the head after all else.
        lines.insertLayout(0, head)
        in_column(PageColumn(column), into=self)

    def _make_banner(self) -> QFrame:
        banner = QFrame()
        banner.setProperty("role", "banner")
        self._notice = display_label("Import notice", "", wrap=True)
        self._accept = button("Import as a copy", "Import as a copy", "primary", pressed=self._accept_offer)
        self._dismiss = button("Leave it", "Leave it", "flat", pressed=self._close_banner)
        in_row((self._notice, 1), self._accept, self._dismiss, into=banner, margins=(18, 8, 8, 8))
        banner.hide()
        return banner

    def fit_to_text_size(self) -> None:
        """Arrange list, routine and step in three, two or one columns, depending on the page's width.

        In two columns, the list is above the routine and the step.
        """
        scale = text_scale(self)
        width = (self.width() - PAGE_MARGINS_PIXELS) / scale
        columns = (
            3 if width >= LEAST_WIDTH_OF_THREE_COLUMNS else 2 if width >= LEAST_WIDTH_OF_TWO_COLUMNS else 1
        )
        if columns == self._arrangement:
            return
        self._arrangement = columns
        self._list.set_compact(columns < 3)
        cells, stretches = _CELLS_AND_SHARES[columns]
        for part, cell in zip((self._list, self._middle, self._step), cells, strict=True):
            self._parts.addWidget(part, *cell)
        for column, stretch in enumerate(stretches):
            self._parts.setColumnStretch(column, stretch)

    def _choose_first(self) -> None:
        every = (*self._shelf.own, *self._shelf.shipped)
        if every:
            self._list.choose_routine(every[0])

    # What is shown.

    @Slot()
    def _show_all(self) -> None:
        self._list.refresh()
        self._show_change()
        self._save_again.setVisible(self._shelf.has_unsaved)
        self._show_routine()

    @Slot()
    def _show_change(self) -> None:
        change = self._undo_list.latest_of(ROUTINES_UNDO_PLACE)
        words = change.name if change else ""
        show_text(self._last_change, f"{words}, not saved yet" if self._shelf.has_unsaved else words)
        self._undo.setEnabled(change is not None)

    def _show_routine(self) -> None:
        row = self._list.chosen_row()
        is_routine = row is not None and row.kind is not RowKind.FAULT
        routine = self._shelf.routine(row.key) if row is not None and is_routine else None
        self._editor.show_routine(routine, routine is not None and self._shelf.is_own(routine.key))
        faulty = row is not None and row.kind is RowKind.FAULT
        self._fault.setVisible(faulty)
        if row is not None and faulty:
            fault = self._shelf.own_faults[int(row.key)]
            show_text(
                self._fault,
                f"{fault}.\n\nThe file stays as it is. Mend it with a text editor, or move it away.",
            )
        self._show_step()

    @Slot()
    def _show_visited_routine(self) -> None:
        self._show_routine()

    @Slot()
    def _show_step(self) -> None:
        row = self._list.chosen_row()
        routine = self._shelf.routine(row.key) if row is not None and row.kind is not RowKind.FAULT else None
        can_change = routine is not None and self._shelf.is_own(routine.key)
        self._step.show_step(routine, self._editor.step_index, can_change)

    def _show_in_banner(self, sentence: str) -> None:
        show_text(self._notice, sentence)
        self._accept.setVisible(self._offered is not None)
        self._dismiss.setText("Leave it" if self._offered else "OK")
        self._banner.show()
        (self._accept if self._offered else self._dismiss).setFocus()

    @Slot()
    def _close_banner(self) -> None:
        self._offered = None
        self._banner.hide()

    # What is done.

    def _current(self) -> Routine | None:
        row = self._list.chosen_row()
        return self._shelf.routine(row.key) if row is not None and row.kind is not RowKind.FAULT else None

    def _add_imported(self, routine: Routine) -> None:
        added = self._shelf.add(routine)
        if added is not None:
            self._list.choose_routine(added)

    @Slot()
    def _make_routine(self) -> None:
        self.save_typed_text()
        new = self._shelf.create()
        if new is not None:
            self._list.choose_routine(new)
            self._editor.focus_title_field()

    @Slot()
    def _copy(self) -> None:
        self.save_typed_text()
        routine = self._current()
        copy = self._shelf.copy(routine) if routine is not None else None
        if copy is not None:
            self._list.choose_routine(copy)
            self._editor.focus_title_field()

    @Slot()
    def _delete(self) -> None:
        routine = self._current()
        if routine is not None:
            self._shelf.delete(routine.key)

    @Slot(object, str)
    def _rename(self, key: str, title: str) -> None:
        self._shelf.rename(key, title)

    @Slot()
    def _undo_latest(self) -> None:
        """Undo the latest change; text that is typed but not yet saved counts as the latest."""
        self.save_typed_text()
        self._undo_list.undo()

    @Slot(object)
    def _show_restored(self, routine: Routine | None) -> None:
        if routine is not None:
            self._list.choose_routine(routine)

    @Slot()
    def _accept_offer(self) -> None:
        offered = self._offered
        self._close_banner()
        if offered is not None:
            self._add_imported(offered)

    @Slot()
    def _ask_import(self) -> None:
        self._files.ask_open(self, "Import a routine", ROUTINE_FILE_FILTER, self.import_file)

    @Slot()
    def _ask_export(self) -> None:
        self.save_typed_text()
        routine = self._current()
        if routine is not None:
            self._exported = routine
            self._files.ask_save(
                self,
                "Export a routine",
                ROUTINE_FILE_FILTER,
                export_file_name(routine.title),
                self.export_file,
            )

    @Slot(str)
    def export_file(self, path: str) -> None:
        """Write the chosen routine to the file at this path, or show why the export fails."""
        self._close_banner()
        if self._exported is None:
            return
        try:
            self._shelf.export(self._exported, path)
        except Refusal as refusal:
            self._show_in_banner(str(refusal))
        else:
            show_text(self._last_change, f"Exported to {PurePath(path).name}")
