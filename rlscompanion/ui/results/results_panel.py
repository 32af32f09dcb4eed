"""A panel for results of one kind, such as blood tests: fields to add a result, and a list of results."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.bedtime.undo import Undoable, UndoList
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.results.kinds import Result, ResultKind, UnreadableText
from rlscompanion.ui.widgets.boxes import add_parts, in_column, in_row
from rlscompanion.ui.widgets.controls import button, display_label, label, show_or_hide
from rlscompanion.ui.widgets.row_list import RowList
from rlscompanion.ui.widgets.short_field import ShortField
from rlscompanion.ui.widgets.wrapping_row import WrappingRow


def captioned_control(caption: str, control: QWidget) -> QWidget:
    """Create a widget that holds a control and, above the control, a caption."""
    both = QWidget()
    name = label(caption, "small", buddy=control)
    in_column(name, (control, 0, Qt.AlignmentFlag.AlignLeft), into=both, spacing=4, margins=(0, 0, 8, 0))
    return both


class ResultsPanel(QWidget):
    """Adds, lists and removes results of one kind, such as blood tests. The last removal can be undone."""

    def __init__(
        self,
        kind: ResultKind,
        health: HealthRecord,
        today: Callable[[], date],
        undo: UndoList,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        super().__init__()
        self._kind, self._health, self._today, self._new_id = kind, health, today, new_id
        self._undo_list = undo
        self._shown: dict[QWidget, Result] = {}
        self._fields = {
            each.identifier: ShortField(each.identifier, each.hint, each.characters) for each in kind.fields
        }
        for line in self._fields.values():
            line.returnPressed.connect(self._add_result)
        add = button("Add", f"Add {kind.noun}", pressed=self._add_result)
        self._problem = display_label(f"Problem with {kind.noun}", "problem", wrap=True)
        self._list = RowList()
        self._list.removed.connect(self._remove_result)
        self._removed_words = display_label(f"Removed {kind.noun}", "soft", wrap=True)
        self._undo = button("Undo", "Undo", pressed=undo.undo)
        undo.changed.connect(self._show_undo)
        lines = in_column(label(kind.title, "heading-large"), into=self, spacing=10)
        for sentence in kind.sentences:
            lines.addWidget(label(sentence, "soft", wrap=True))
        asked = [captioned_control(each.caption, self._fields[each.identifier]) for each in kind.fields]
        add_parts(
            lines,
            WrappingRow([*asked, captioned_control("", add)]),
            self._problem,
            self._list,
            in_row((self._removed_words, 1), self._undo),
        )
        show_or_hide(self._problem, "")
        self._show_undo()

    def refresh(self) -> None:
        """Show the stored results of this kind. Raises Refusal if the results cannot be read."""
        self._list_results(self._kind.read_stored(self._health))

    @Slot()
    def _show_undo(self) -> None:
        latest = self._undo_list.latest_of(self._kind.noun)
        show_or_hide(self._removed_words, f"Removed: {latest.name}." if latest is not None else "")
        self._undo.setVisible(latest is not None)

    def _list_results(self, results: Sequence[Result]) -> None:
        self._list.clear()
        self._shown = {}
        for number, result in enumerate(results, 1):
            words = label(self._kind.describe(result), "sentence", wrap=True)
            self._shown[self._list.add_row([words], f"{self._kind.noun} {number}", words)] = result
        self._list.setVisible(bool(results))

    @Slot()
    def _add_result(self) -> None:
        try:
            typed = {identifier: line.text() for identifier, line in self._fields.items()}
            self._kind.save(self._health, self._kind.parse(self._new_id(), typed, self._today()))
            self.refresh()
        except (UnreadableText, Refusal) as problem:
            show_or_hide(self._problem, str(problem))
            return
        show_or_hide(self._problem, "")
        for line in self._fields.values():
            line.clear()
        next(iter(self._fields.values())).setFocus()

    @Slot(QWidget)
    def _remove_result(self, row: QWidget) -> None:
        result = self._shown[row]
        try:
            self._kind.remove(self._health, result.id)
        except Refusal as refusal:
            show_or_hide(self._problem, str(refusal))
            self._list_results(list(self._shown.values()))
            return
        show_or_hide(self._problem, "")
        self._list_results([each for each in self._shown.values() if each != result])
        restore = partial(self._restore_result, result)
        self._undo_list.add(Undoable(self._kind.describe(result), restore, self._kind.noun))
        self._undo.setFocus()

    def _restore_result(self, result: Result) -> None:
        """Save a removed result again. Raises Refusal if that fails."""
        self._kind.save(self._health, result)
        self.refresh()
        if self.isVisible():
            next(iter(self._fields.values())).setFocus()
