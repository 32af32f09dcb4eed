"""The part of the diary about factors that may affect sleep, such as caffeine."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.diary_answers import (
    FACTORS_KEY,
    OWN_FACTOR_KEY,
    Answer,
    AnswerKey,
    Answers,
    FactorAnswer,
    RowKey,
)
from rlscompanion.domain.factor import FIXED_FACTORS, Factor
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.morning.part import DiaryPart
from rlscompanion.ui.widgets.answer_buttons import YesNoButtons
from rlscompanion.ui.widgets.boxes import in_column, in_row
from rlscompanion.ui.widgets.controls import button, label, notice_label, set_identifier, show_or_hide
from rlscompanion.ui.widgets.short_field import ShortField

LONGEST_FACTOR_TITLE = 40


@dataclass(frozen=True)
class _FactorRow:
    factor: Factor
    answer: YesNoButtons
    amount: QLineEdit
    unit: QLabel


class FactorsPart(DiaryPart):
    """Shows a row for each factor that may affect sleep, such as caffeine, with yes or no and an amount.

    First come the fixed factors of the program, then those that the person added. A field below the rows adds
    another factor.
    """

    def __init__(self, health: HealthRecord, new_id: Callable[[], UUID] = uuid4) -> None:
        super().__init__()
        self._health, self._new_id = health, new_id
        self._rows: dict[str, _FactorRow] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._own = QLineEdit()
        set_identifier(self._own, "Own factor")
        self._own.setPlaceholderText("Something else")
        self._own.setMaxLength(LONGEST_FACTOR_TITLE)
        add = button("Add", "Add factor", pressed=self._add_own_factor)
        self._own.returnPressed.connect(self._add_own_factor)
        self._problem = notice_label("Factor problem")
        in_column(
            label("What applied yesterday?", "question"),
            self._grid,
            in_row((self._own, 1), add),
            self._problem,
            into=self,
            spacing=8,
        )

    def show_answers(self, answers: Answers) -> None:
        """Show the answers about factors; add a row for each factor that has no row yet."""
        self._own.setText(str(answers.get(OWN_FACTOR_KEY, "")))
        for factor in self._factors():
            row = self._rows.get(factor.key) or self._add_row(factor)
            answer = answers.get(RowKey(FACTORS_KEY, factor.key))
            given = answer if isinstance(answer, FactorAnswer) else None
            row.answer.set_value(given.is_present if given else None)
            row.amount.setText(given.amount if given else "")
            self._show_amount(row)

    def answers(self) -> dict[AnswerKey, Answer]:
        """The answers about factors, by key, and the typed name of a new factor that is not added yet."""
        answers: dict[AnswerKey, Answer] = {
            RowKey(FACTORS_KEY, key): FactorAnswer(
                present, row.amount.text().strip() if present else "", row.factor.title
            )
            for key, row in self._rows.items()
            if (present := row.answer.value) is not None
        }
        if own := self._own.text().strip():
            answers[OWN_FACTOR_KEY] = own
        return answers

    def _factors(self) -> list[Factor]:
        try:
            return [*FIXED_FACTORS, *self._health.own_factors()]
        except Refusal as refusal:
            show_or_hide(self._problem, str(refusal))
            return list(FIXED_FACTORS)

    def _add_row(self, factor: Factor) -> _FactorRow:
        made = _FactorRow(
            factor, YesNoButtons(factor.title), ShortField(f"{factor.title}: amount", ""), label("", "small")
        )
        made.unit.setText(factor.unit)
        row = self._grid.rowCount()
        name = label(factor.display_name, "answer", wrap=True)
        for column, widget in enumerate((name, made.answer, made.amount, made.unit)):
            self._grid.addWidget(widget, row, column)
        made.answer.answered.connect(self._answer_changed)
        made.amount.textEdited.connect(self.edited)
        self._rows[factor.key] = made
        return made

    @Slot()
    def _answer_changed(self) -> None:
        for row in self._rows.values():
            self._show_amount(row)
        self.edited.emit()

    @staticmethod
    def _show_amount(row: _FactorRow) -> None:
        is_asked = bool(row.factor.unit) and row.answer.value is True
        row.amount.setVisible(is_asked)
        row.unit.setVisible(is_asked)

    @Slot()
    def _add_own_factor(self) -> None:
        title = " ".join(self._own.text().split())
        if not title:
            return
        if title.casefold() in {row.factor.title.casefold() for row in self._rows.values()}:
            show_or_hide(self._problem, f"“{title}” is already in the list.")
            return
        factor = Factor(str(self._new_id()), title)
        try:
            self._health.save_factor(factor)
        except Refusal as refusal:
            show_or_hide(self._problem, str(refusal))
            return
        show_or_hide(self._problem, "")
        self._own.clear()
        self._show_amount(self._add_row(factor))
