"""The results of one kind, such as blood tests: a line to add one, and those stored, latest first."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.bedtime.undo import Undoable, UndoList
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.results.kinds import Kind, Result, Unreadable
from rlscompanion.ui.widgets.boxes import filled, in_column, in_row
from rlscompanion.ui.widgets.controls import button, display, label, tell
from rlscompanion.ui.widgets.row_list import RowList
from rlscompanion.ui.widgets.short_line import ShortLine
from rlscompanion.ui.widgets.wrapping_row import WrappingRow


def captioned(caption: str, control: QWidget) -> QWidget:
    """A new widget with a control and its caption above it."""
    both = QWidget()
    name = label(caption, "small", buddy=control)
    in_column(name, (control, 0, Qt.AlignmentFlag.AlignLeft), into=both, spacing=4, margins=(0, 0, 8, 0))
    return both


class ResultsPanel(QWidget):
    """Adds, lists and removes the results of one kind. The last removal can be undone."""

    def __init__(
        self,
        kind: Kind,
        health: HealthRecord,
        today: Callable[[], date],
        undo: UndoList,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        super().__init__()
        self._kind, self._health, self._today, self._new_id = kind, health, today, new_id
        self._undo_list = undo
        self._shown: dict[QWidget, Result] = {}
        self._lines = {each.word: ShortLine(each.word, each.hint, each.characters) for each in kind.fields}
        for line in self._lines.values():
            line.returnPressed.connect(self._add)
        add = button("Add", f"Add {kind.noun}", pressed=self._add)
        self._problem = display(f"Problem with {kind.noun}", "problem", wrap=True)
        self._list = RowList()
        self._list.removed.connect(self._remove)
        self._told = display(f"Removed {kind.noun}", "soft", wrap=True)
        self._undo = button("Undo", "Undo", pressed=undo.undo)
        undo.changed.connect(self._offer_back)
        lines = in_column(label(kind.title, "heading-large"), into=self, spacing=10)
        for sentence in kind.sentences:
            lines.addWidget(label(sentence, "soft", wrap=True))
        asked = [captioned(each.caption, self._lines[each.word]) for each in kind.fields]
        filled(
            lines,
            WrappingRow([*asked, captioned("", add)]),
            self._problem,
            self._list,
            in_row((self._told, 1), self._undo),
        )
        tell(self._problem, "")
        self._offer_back()

    def refresh(self) -> None:
        """Show the results of this kind stored in the log. Raises Refusal if they cannot be read."""
        self._fill(self._kind.kept(self._health))

    @Slot()
    def _offer_back(self) -> None:
        latest = self._undo_list.latest_of(self._kind.noun)
        tell(self._told, f"Removed: {latest.name}." if latest is not None else "")
        self._undo.setVisible(latest is not None)

    def _fill(self, results: Sequence[Result]) -> None:
        self._list.clear()
        self._shown = {}
        for number, result in enumerate(results, 1):
            words = label(self._kind.words(result), "sentence", wrap=True)
            self._shown[self._list.add([words], f"{self._kind.noun} {number}", words)] = result
        self._list.setVisible(bool(results))

    @Slot()
    def _add(self) -> None:
        try:
            typed = {word: line.text() for word, line in self._lines.items()}
            self._kind.save(self._health, self._kind.read(self._new_id(), typed, self._today()))
            self.refresh()
        except (Unreadable, Refusal) as problem:
            tell(self._problem, str(problem))
            return
        tell(self._problem, "")
        for line in self._lines.values():
            line.clear()
        next(iter(self._lines.values())).setFocus()

    @Slot(QWidget)
    def _remove(self, row: QWidget) -> None:
        result = self._shown[row]
        try:
            self._kind.remove(self._health, result.id)
        except Refusal as refusal:
            tell(self._problem, str(refusal))
            self._fill(list(self._shown.values()))
            return
        tell(self._problem, "")
        self._fill([each for each in self._shown.values() if each != result])
        bring_back = partial(self._bring_back, result)
        self._undo_list.add(Undoable(self._kind.words(result), bring_back, self._kind.noun))
        self._undo.setFocus()

    def _bring_back(self, result: Result) -> None:
        """Save a removed result again. Raises Refusal if that fails."""
        self._kind.save(self._health, result)
        self.refresh()
        if self.isVisible():
            next(iter(self._lines.values())).setFocus()
