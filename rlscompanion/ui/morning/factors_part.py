"""Factors: what of the day may bear on the night, from a fixed set and the person's own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.factor import FIXED_FACTORS, Factor, FactorNote
from rlscompanion.domain.night import Night
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.morning.part import DiaryPart, amount_in, amount_text
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on
from rlscompanion.ui.widgets.short_line import ShortLine
from rlscompanion.ui.widgets.triple import Triple

LONGEST_TITLE = 40


@dataclass(frozen=True)
class _Row:
    factor: Factor
    answer: Triple
    amount: QLineEdit
    unit: QLabel


class FactorsPart(DiaryPart):
    """One row a factor: yes, no or not said, and how much. A row for a factor of one's own below."""

    def __init__(self, health: HealthRecord, new_id: Callable[[], UUID] = uuid4) -> None:
        super().__init__()
        self._health, self._new_id = health, new_id
        self._rows: dict[str, _Row] = {}
        self._kept: dict[str, FactorNote] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._own = QLineEdit()
        identified(self._own, "Own factor")
        self._own.setPlaceholderText("Something of your own")
        self._own.setMaxLength(LONGEST_TITLE)
        add = button("Add", "Add factor")
        add.clicked.connect(self._add_own)
        self._own.returnPressed.connect(self._add_own)
        self._problem = display("Factor problem", "problem", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(label("What was there on the day before?", "question"))
        lines.addLayout(self._grid)
        row = QHBoxLayout()
        row.addWidget(self._own, 1)
        row.addWidget(add)
        lines.addLayout(row)
        lines.addWidget(self._problem)
        self._problem.hide()

    def show_night(self, night: Night, night_before: Night | None) -> None:
        """Show what is known of a night."""
        self._kept = {note.factor: note for note in night.factors}
        for factor in self._factors():
            row = self._rows.get(factor.key) or self._add_row(factor)
            note = self._kept.get(factor.key)
            row.answer.set_value(note.present if note else None)
            row.amount.setText(amount_text(note.amount if note else None))
            self._show_amount(row)

    def put_into(self, night: Night) -> Night:
        """The night with what stands here; notes on factors that are not shown stay."""
        shown = []
        for key, row in self._rows.items():
            present = row.answer.value
            if present is None:
                continue
            kept = self._kept.get(key) or FactorNote(self._new_id(), key, present)
            amount = amount_in(row.amount.text(), row.factor.title) if present and row.factor.unit else None
            shown.append(
                replace(kept, present=present, amount=amount, last_at=kept.last_at if present else None)
            )
        others = [note for note in night.factors if note.factor not in self._rows]
        return replace(night, factors=(*shown, *others))

    def _factors(self) -> list[Factor]:
        try:
            return [*FIXED_FACTORS, *self._health.own_factors()]
        except Refusal as refusal:
            self._tell(str(refusal))
            return list(FIXED_FACTORS)

    def _add_row(self, factor: Factor) -> _Row:
        made = _Row(
            factor, Triple(factor.title), ShortLine(f"{factor.title}: amount", ""), label("", "small")
        )
        made.unit.setText(factor.unit)
        place = self._grid.rowCount()
        name = label(factor.title, "answer")
        for column, widget in enumerate((name, made.answer, made.amount, made.unit)):
            self._grid.addWidget(widget, place, column)
        made.answer.answered.connect(self._follow)
        made.amount.textEdited.connect(self.edited)
        self._rows[factor.key] = made
        return made

    @Slot()
    def _follow(self) -> None:
        for row in self._rows.values():
            self._show_amount(row)
        self.edited.emit()

    @staticmethod
    def _show_amount(row: _Row) -> None:
        is_asked = bool(row.factor.unit) and row.answer.value is True
        row.amount.setVisible(is_asked)
        row.unit.setVisible(is_asked)

    @Slot()
    def _add_own(self) -> None:
        title = " ".join(self._own.text().split())
        if not title:
            return
        if title.casefold() in {row.factor.title.casefold() for row in self._rows.values()}:
            self._tell(f"“{title}” is there already.")
            return
        factor = Factor(str(self._new_id()), title)
        try:
            self._health.save_factor(factor)
        except Refusal as refusal:
            self._tell(str(refusal))
            return
        self._tell("")
        self._own.clear()
        self._show_amount(self._add_row(factor))

    def _tell(self, sentence: str) -> None:
        show_on(self._problem, sentence)
        self._problem.setVisible(bool(sentence))
