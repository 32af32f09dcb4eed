"""The part of the diary about more sleep on the same day: naps, or a second sleep."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rlscompanion.domain.diary_answers import (
    SLEEPS_KEY,
    Answer,
    AnswerKey,
    Answers,
    RowKey,
    SleepAnswer,
    row_answers,
)
from rlscompanion.ui.morning.part import DiaryPart
from rlscompanion.ui.morning.stepped_fields import TimeField
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.controls import button, label
from rlscompanion.ui.widgets.row_list import RowList

NAPS_QUESTION = "Naps and other sleep, from noon before this night to noon after it"


@dataclass
class _NapRow:
    key: RowKey
    is_kept: bool
    widget: QWidget
    start: QLineEdit
    end: QLineEdit


class NapsPart(DiaryPart):
    """Shows a row for each nap or second sleep, with the times of falling asleep and of waking up."""

    def __init__(self, new_id: Callable[[], UUID] = uuid4) -> None:
        super().__init__()
        self._new_id = new_id
        self._rows: list[_NapRow] = []
        self._list = RowList()
        self._list.removed.connect(self._remove_row)
        add = button("Add a nap or another sleep", "Add sleep", pressed=self._add_nap)
        in_column(
            label(NAPS_QUESTION, "question", wrap=True),
            self._list,
            in_row(add, STRETCH),
            into=self,
            spacing=8,
        )

    def show_answers(self, answers: Answers) -> None:
        """Show the naps and second sleeps among these diary answers."""
        self._list.clear()
        self._rows = []
        for row, answer in row_answers(answers, SLEEPS_KEY):
            if isinstance(answer, SleepAnswer):
                self._add_row(row, answer, is_kept=True)

    def answers(self) -> dict[AnswerKey, Answer]:
        """The times of each nap or second sleep, by key; new rows that are still blank are left out."""
        blank = SleepAnswer()
        return {
            line.key: answer
            for line in self._rows
            if (answer := SleepAnswer(line.start.text().strip(), line.end.text().strip())) != blank
            or line.is_kept
        }

    def _add_row(self, row: str, answer: SleepAnswer, is_kept: bool) -> None:
        number = len(self._rows) + 1
        start, end = TimeField(f"Sleep {number} from"), TimeField(f"Sleep {number} to")
        start.setText(answer.start)
        end.setText(answer.end)
        widgets = (label("asleep", "small"), start, label("woke", "small"), end)
        holder = self._list.add_row(widgets, f"sleep {number}")
        for field in (start, end):
            field.textEdited.connect(self.edited)
        self._rows.append(_NapRow(RowKey(SLEEPS_KEY, row), is_kept, holder, start, end))

    @Slot()
    def _add_nap(self) -> None:
        self._add_row(str(self._new_id()), SleepAnswer(), is_kept=False)
        self._rows[-1].start.setFocus()
        self.edited.emit()

    @Slot(QWidget)
    def _remove_row(self, widget: QWidget) -> None:
        self._rows = [line for line in self._rows if line.widget is not widget]
        self.edited.emit()
