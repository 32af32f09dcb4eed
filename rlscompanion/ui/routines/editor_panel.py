"""The panel that shows one massage routine, and edits the routine if the person made it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.domain.routine import Legs, Routine, RoutineKind, Side
from rlscompanion.domain.routine_edit import (
    MAX_ROUTINE_STEPS,
    MAX_TITLE_LENGTH,
    as_one_line,
    with_kind,
    with_legs,
    with_note,
    with_step_added,
    with_step_moved,
    without_step,
)
from rlscompanion.ui.routines.rows import StepRows
from rlscompanion.ui.routines.step_list import StepList
from rlscompanion.ui.widgets.boxes import in_column, in_row
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import (
    button,
    display_label,
    label,
    notice_label,
    set_identifier,
    set_style_property,
    show_or_hide,
    show_text,
)
from rlscompanion.ui.widgets.quantity_text import routine_lengths_text
from rlscompanion.ui.widgets.text_size import may_change_text_size
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

ROUTINE_KIND_TITLES = {RoutineKind.WIND_DOWN: "Wind-down", RoutineKind.RESCUE: "Night rescue"}
LEG_CHOICE_TITLES = {
    (Legs.BOTH, Side.LEFT): "Both legs, left first",
    (Legs.BOTH, Side.RIGHT): "Both legs, right first",
    (Legs.ONE, Side.LEFT): "Left leg only",
    (Legs.ONE, Side.RIGHT): "Right leg only",
}

NOTE_FIELD_LINES = 3


class NoteField(QPlainTextEdit):
    """A text field for a routine's note; emits `finished` when the field loses the focus.

    Files dropped on the field are passed on to the page.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_identifier(self, "Note")
        self.setPlaceholderText("Note, shown at the first step")
        self.setProperty("bulk", "note")
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit `finished`, since typing the note is over."""
        super().focusOutEvent(event)
        self.finished.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the field three lines high after a change of the text size."""
        super().changeEvent(event)
        if may_change_text_size(event):
            self.setFixedHeight(NOTE_FIELD_LINES * self.fontMetrics().lineSpacing() + 22)


class EditorPanel(QWidget):
    """Shows the name, purpose, legs, note and steps of one massage routine.

    A routine that the person made can be changed here; each change is saved at once. `step_visited` is
    emitted when another step of the routine is selected. `step_considered` is emitted with a step that the
    person has selected in the list of steps to add.
    """

    step_visited = Signal()
    step_considered = Signal(object)
    copy_asked = Signal()

    def __init__(self, shelf: RoutineShelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._routine: Routine | None = None
        self._can_change = False
        self._heading = display_label("Shown routine", "side", wrap=True)
        self._title = _make_line("Routine name", MAX_TITLE_LENGTH, self._rename)
        self._problem = notice_label("Routine name problem")
        self._kind = ComboBox("Purpose")
        for kind, text in ROUTINE_KIND_TITLES.items():
            self._kind.addItem(text, kind)
        self._kind.activated.connect(self._set_kind)
        self._legs = ComboBox("Legs")
        for legs, text in LEG_CHOICE_TITLES.items():
            self._legs.addItem(text, legs)
        self._legs.activated.connect(self._set_legs)
        self._note = NoteField()
        self._note.finished.connect(self._set_note)
        self._shown_note = display_label("Shown note", "small", wrap=True)
        self._length = display_label("Routine length", "soft", wrap=True)
        self._rows = StepRows()
        self.steps = StepList(self._rows)
        self.steps.visited.connect(self.step_visited)
        self.steps.removal_asked.connect(self._remove)
        self.steps.move_asked.connect(self._move)
        self._remove_button = button("Remove", "Remove step", "flat", pressed=self.steps.ask_removal)
        self._arrows = self.steps.make_arrow_buttons("step")
        self._offer = ComboBox("Step to add")
        for step in shelf.steps:
            self._offer.addItem(step.title, step.key)
        self._offer.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._offer.currentIndexChanged.connect(self._emit_considered)
        self._offer.highlighted.connect(self._emit_considered)
        self._add = button("Add", "Add step", pressed=self._add_step)
        self._copy = button("Copy to change it", "Copy to change it", pressed=self.copy_asked)
        self._lay_out()

    @property
    def step_index(self) -> int:
        """The index of the selected step, from 0; -1 if none is selected."""
        return self.steps.step_index()

    def show_routine(self, routine: Routine | None, can_change: bool) -> None:
        """Show this routine, and keep the same step selected; `can_change` makes the routine editable."""
        is_other = (routine.key if routine else None) != (self._routine.key if self._routine else None)
        self._routine, self._can_change = routine, can_change
        for each in (self._settings, self._tools):
            each.setVisible(routine is not None and can_change)
        for each in (self._heading, self._shown_note, self._copy):
            each.setVisible(routine is not None and not can_change)
        self.steps.setVisible(routine is not None)
        self._length.setVisible(routine is not None)
        self._rows.show_routine(routine, can_change)
        if routine is None:
            return
        self._show_fields(routine, is_other)
        if is_other or self.step_index < 0:
            self.steps.go_to_step(0)

    def save_typed_text(self) -> None:
        """Save text that the person has typed in a field but not confirmed."""
        if self._can_change and self._routine is not None:
            self._rename()
            self._set_note()

    def focus_title_field(self) -> None:
        """Put the cursor into the field of the routine's name."""
        self._title.setFocus()
        self._title.selectAll()

    def _show_fields(self, routine: Routine, is_other: bool) -> None:
        show_text(self._heading, routine.title)
        show_text(self._length, routine_lengths_text(routine, to_the_second=True))
        show_text(self._shown_note, routine.note)
        self._shown_note.setVisible(bool(routine.note) and not self._can_change)
        # What is being typed stays while something else of the same routine changes.
        if is_other or not self._title.hasFocus():
            self._title.setText(routine.title)
            self._show_problem("")
        if is_other or not self._note.hasFocus():
            self._note.setPlainText(routine.note)
        self._kind.setCurrentIndex(self._kind.findData(routine.kind))
        self._legs.setCurrentIndex(list(LEG_CHOICE_TITLES).index((routine.legs, routine.start_leg)))
        self._remove_button.setEnabled(len(routine.steps) > 1)
        self._add.setEnabled(len(routine.steps) < MAX_ROUTINE_STEPS)
        self._add.setToolTip(
            "" if self._add.isEnabled() else f"A routine has at most {MAX_ROUTINE_STEPS} steps."
        )

    def _lay_out(self) -> None:
        self._settings = QWidget()
        fields = QGridLayout(self._settings)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setHorizontalSpacing(10)
        fields.setVerticalSpacing(6)
        fields.addWidget(self._title, 0, 0, 1, 2)
        fields.addWidget(self._problem, 1, 0, 1, 2)
        for column, (caption, box) in enumerate((("Purpose", self._kind), ("Legs", self._legs))):
            name = label(caption, "small", buddy=box)
            fields.addWidget(name, 2, column)
            fields.addWidget(box, 3, column)
            fields.setColumnStretch(column, 1)
        fields.addWidget(self._note, 4, 0, 1, 2)
        self._tools = QWidget()
        another = label("Another step", "soft", buddy=self._offer)
        adding = in_row(another, (self._offer, 1), self._add, spacing=10)
        in_column(WrappingRow((self._remove_button, *self._arrows)), adding, into=self._tools, spacing=8)
        lines = in_column(
            self._heading,
            self._settings,
            self._length,
            self._shown_note,
            (self.steps, 1),
            self._tools,
            self._copy,
            into=self,
            spacing=8,
        )
        lines.addStretch(0)

    def _change(self, routine: Routine, words: str, run: str = "") -> None:
        if self._can_change:
            self._shelf.change(routine, words, run)

    @Slot()
    def _rename(self) -> None:
        routine = self._routine
        if routine is None:
            return
        title = as_one_line(self._title.text(), MAX_TITLE_LENGTH)
        if title == routine.title:
            self._show_problem("")
        elif not title:
            self._show_problem("A routine needs a name.")
        elif self._shelf.rename(routine.key, title):
            self._title.setText(title)
            self._show_problem("")
        else:
            self._show_problem(f"There is a routine called “{title}” already.")

    def _show_problem(self, sentence: str) -> None:
        show_or_hide(self._problem, sentence)
        set_style_property(self._title, "state", "problem" if sentence else "")

    @Slot()
    def _set_note(self) -> None:
        if self._routine is not None:
            self._change(with_note(self._routine, self._note.toPlainText()), "Note")

    @Slot(int)
    def _set_kind(self, chosen: int) -> None:
        if self._routine is not None:
            kind = RoutineKind(self._kind.itemData(chosen))
            self._change(with_kind(self._routine, kind), f"Purpose: {ROUTINE_KIND_TITLES[kind]}")

    @Slot(int)
    def _set_legs(self, chosen: int) -> None:
        if self._routine is not None:
            legs, start = list(LEG_CHOICE_TITLES)[chosen]
            self._change(with_legs(self._routine, legs, start), LEG_CHOICE_TITLES[legs, start])

    @Slot(object)
    def _remove(self, index: int) -> None:
        routine = self._routine
        if routine is not None and self._can_change and len(routine.steps) > 1:
            self._change(without_step(routine, index), f"{routine.steps[index].title} removed")

    @Slot(object, int)
    def _move(self, index: int, by: int) -> None:
        routine = self._routine
        if routine is not None and self._can_change:
            to = min(max(index + by, 0), len(routine.steps) - 1)
            moved = with_step_moved(routine, index, to)
            step = routine.steps[index]
            self._change(moved, f"{step.title} moved", f"move {step.key}")
            self.steps.go_to_step(to)

    @Slot()
    def _add_step(self) -> None:
        step = next((each for each in self._shelf.steps if each.key == self._offer.currentData()), None)
        if step is not None and self._routine is not None and self._add.isEnabled():
            index = self.step_index + 1
            self._change(with_step_added(self._routine, step, index), f"{step.title} added")
            self.steps.go_to_step(index)
            self.step_visited.emit()

    @Slot(int)
    def _emit_considered(self, chosen: int) -> None:
        key = self._offer.itemData(chosen)
        step = next((each for each in self._shelf.steps if each.key == key), None)
        if step is not None:
            self.step_considered.emit(step)


def _make_line(identifier: str, longest: int, finished: Callable[[], None]) -> QLineEdit:
    """A one-line text field that passes dropped files on to the page."""
    made = QLineEdit()
    set_identifier(made, identifier)
    made.setMaxLength(longest)
    made.setAcceptDrops(False)
    made.editingFinished.connect(finished)
    return made
