"""Other sleeps of the night's day: naps, and a second sleep."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rlscompanion.domain import measures
from rlscompanion.domain.moment import NOON, Moment
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.ui.morning.part import DiaryPart, Unreadable, moment_in, moment_text
from rlscompanion.ui.widgets.controls import button, label
from rlscompanion.ui.widgets.row_list import RowList
from rlscompanion.ui.widgets.short_line import ShortLine


@dataclass
class _Row:
    sleep: Sleep
    widget: QWidget
    start: QLineEdit
    end: QLineEdit


class NapsPart(DiaryPart):
    """One row a sleep beside the main one, from falling asleep to waking up."""

    def __init__(self, new_id: Callable[[], UUID] = uuid4) -> None:
        super().__init__()
        self._new_id = new_id
        self._rows: list[_Row] = []
        self._list = RowList()
        self._list.removed.connect(self._forget)
        add = button("Add a nap or another sleep", "Add sleep")
        add.clicked.connect(self._add)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(label("Other sleeps, from noon to noon", "question"))
        lines.addWidget(self._list)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch(1)
        lines.addLayout(row)

    def show_night(self, night: Night, night_before: Night | None) -> None:
        """Show what is known of a night."""
        self._list.clear()
        self._rows = []
        for sleep in night.sleeps:
            if not sleep.is_main:
                self._add_row(sleep)

    def put_into(self, night: Night) -> Night:
        """The night with what stands here. Raises Unreadable for a sleep that ends before it begins."""
        others = [sleep for row in self._rows if (sleep := self._sleep(row, night)) is not None]
        mains = [sleep for sleep in night.sleeps if sleep.is_main]
        return replace(night, sleeps=(*mains, *others))

    def _sleep(self, row: _Row, night: Night) -> Sleep | None:
        begun, woke = measures.onset(row.sleep), row.sleep.woke_up
        texts = (row.start.text(), row.end.text())
        if texts == (moment_text(begun), moment_text(woke)):
            return row.sleep if begun or woke else None
        if not any(text.strip() for text in texts):
            return None
        start, end = (
            self._read(text, shown, night) for text, shown in zip(texts, (begun, woke), strict=True)
        )
        if start is not None and end is not None and end <= start:
            raise Unreadable("Other sleeps: one ends before it begins.")
        return replace(
            row.sleep,
            went_to_bed=None,
            tried_to_sleep=start,
            minutes_to_fall_asleep=None if start is None else 0,
            minutes_awake=0,
            woke_up=end,
            got_up=None,
        )

    @staticmethod
    def _read(text: str, shown: Moment | None, night: Night) -> Moment | None:
        return shown if text == moment_text(shown) else moment_in(text, "Other sleeps", night, NOON)

    def _add_row(self, sleep: Sleep) -> None:
        number = len(self._rows) + 1
        start, end = ShortLine(f"Sleep {number} from", "15:00"), ShortLine(f"Sleep {number} to", "15:30")
        start.setText(moment_text(measures.onset(sleep)))
        end.setText(moment_text(sleep.woke_up))
        row = (label("asleep", "small"), start, label("woke", "small"), end)
        holder = self._list.add(row, f"sleep {number}")
        for field in (start, end):
            field.textEdited.connect(self.edited)
        self._rows.append(_Row(sleep, holder, start, end))

    @Slot()
    def _add(self) -> None:
        self._add_row(Sleep(self._new_id(), is_main=False))
        self._rows[-1].start.setFocus()
        self.edited.emit()

    @Slot(QWidget)
    def _forget(self, widget: QWidget) -> None:
        self._rows = [row for row in self._rows if row.widget is not widget]
        self.edited.emit()
