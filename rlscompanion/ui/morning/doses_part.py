"""The part of the diary about medicine doses: which medicine, how much and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.clock_style import clock_text
from rlscompanion.domain.diary_answers import (
    DOSES_KEY,
    NEW_MEDICINE_KEY,
    Answer,
    AnswerKey,
    Answers,
    DoseAnswer,
    RowKey,
    row_answers,
    typed_amount_text,
)
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.morning.part import DiaryPart
from rlscompanion.ui.morning.stepped_fields import TimeField
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.combo_box import CheckBox, ComboBox
from rlscompanion.ui.widgets.controls import button, label, notice_label, set_identifier, show_or_hide
from rlscompanion.ui.widgets.row_list import RowList
from rlscompanion.ui.widgets.short_field import ShortField

DOPAMINERGIC_HELP = (
    "Doctors call such a medicine dopaminergic. The chart of when symptoms begin shows its doses. Ask your "
    "pharmacist if unsure."
)


@dataclass
class _DoseRow:
    key: RowKey
    chosen: UUID
    widget: QWidget
    medicine: ComboBox
    amount: QLineEdit
    unit: QLabel
    at: QLineEdit


class DosesPart(DiaryPart):
    """Shows a row for each medicine dose. Below the rows are fields to add a new medicine.

    A button copies the doses of the previous night.
    """

    def __init__(self, health: HealthRecord, new_id: Callable[[], UUID] = uuid4) -> None:
        super().__init__()
        self._health, self._new_id = health, new_id
        self._medicines: dict[UUID, Medicine] = {}
        self._doses_before: Sequence[Dose] = ()
        self._rows: list[_DoseRow] = []
        self._list = RowList()
        self._list.removed.connect(self._remove_row)
        self._add = button("Add a dose", "Add dose", pressed=self._add_dose)
        self._same = button(
            "Same as the night before", "Same as the night before", pressed=self._copy_previous_doses
        )
        self._name, self._unit = QLineEdit(), ShortField("Medicine unit", "mg", 5)
        set_identifier(self._name, "New medicine")
        self._name.setPlaceholderText("Name of a new medicine")
        self._unit.setText("mg")
        self._dopaminergic = CheckBox("works like dopamine", "Dopaminergic")
        self._dopaminergic.setToolTip(DOPAMINERGIC_HELP)
        keep = button("Add to list", "Keep medicine", pressed=self._save_medicine)
        self._problem = notice_label("Dose problem")
        in_column(
            label("Medicine taken that day or night", "question"),
            self._list,
            in_row(self._add, self._same, STRETCH),
            self._name,
            in_row(self._unit, self._dopaminergic, STRETCH, keep),
            self._problem,
            into=self,
            spacing=8,
        )

    def show_answers(self, answers: Answers) -> None:
        """Show the doses among these diary answers; show no doses if the medicines cannot be read."""
        self._read_medicines()
        self._name.setText(str(answers.get(NEW_MEDICINE_KEY, "")))
        self._list.clear()
        self._rows = []
        for row, answer in row_answers(answers, DOSES_KEY) if self._medicines else ():
            if isinstance(answer, DoseAnswer):
                self._add_row(row, answer)
        self._update_buttons()

    def offer_copy(self, doses: Sequence[Dose]) -> None:
        """Offer a button that copies these doses of the previous night into the rows."""
        self._doses_before = doses
        self._update_buttons()

    def answers(self) -> dict[AnswerKey, Answer]:
        """The doses in the rows, and the typed name of a new medicine not added yet, each under its key."""
        answers: dict[AnswerKey, Answer] = {
            row.key: DoseAnswer(
                row.chosen,
                row.amount.text().strip(),
                row.unit.text(),
                row.at.text().strip(),
                row.medicine.currentText(),
            )
            for row in self._rows
        }
        if name := self._name.text().strip():
            answers[NEW_MEDICINE_KEY] = name
        return answers

    def _read_medicines(self) -> None:
        try:
            self._medicines = {each.id: each for each in self._health.medicines()}
        except Refusal as refusal:
            show_or_hide(self._problem, str(refusal))

    def _update_buttons(self) -> None:
        listed = any(each.is_listed for each in self._medicines.values())
        self._add.setEnabled(listed)
        self._same.setVisible(bool(self._doses_before) and not self._rows)

    def _add_row(self, row: str, dose: DoseAnswer) -> None:
        number = len(self._rows) + 1
        medicine = ComboBox(f"Medicine {number}")
        for each in self._medicines.values():
            if each.is_listed or each.id == dose.medicine:
                medicine.addItem(each.name, str(each.id))
        medicine.setCurrentIndex(max(0, medicine.findData(str(dose.medicine))))
        amount, at = ShortField(f"Amount {number}", "amount"), TimeField(f"Taken at {number}")
        amount.setText(dose.amount)
        at.setText(dose.at)
        unit = label(dose.unit, "small")
        holder = self._list.add_row((medicine, amount, unit, at), f"dose {number}", stretched=medicine)
        medicine.activated.connect(self._medicine_chosen)
        for field in (amount, at):
            field.textEdited.connect(self.edited)
        key = RowKey(DOSES_KEY, row)
        self._rows.append(_DoseRow(key, dose.medicine, holder, medicine, amount, unit, at))

    def _add_new_dose(self, dose: DoseAnswer) -> None:
        self._add_row(str(self._new_id()), dose)
        self._update_buttons()

    @Slot(QWidget)
    def _remove_row(self, widget: QWidget) -> None:
        self._rows = [row for row in self._rows if row.widget is not widget]
        self._update_buttons()
        self.edited.emit()

    @Slot()
    def _medicine_chosen(self) -> None:
        for row in self._rows:
            chosen = UUID(row.medicine.currentData())
            if chosen != row.chosen:
                row.chosen = chosen
                row.unit.setText(self._medicines[chosen].unit)
        self.edited.emit()

    @Slot()
    def _add_dose(self) -> None:
        listed = next((each for each in self._medicines.values() if each.is_listed), None)
        if listed is not None:
            self._add_new_dose(DoseAnswer(listed.id, unit=listed.unit))
            self._rows[-1].amount.setFocus()
            self.edited.emit()

    @Slot()
    def _copy_previous_doses(self) -> None:
        # By the clock, not 24 hours on: a clock change between the nights moves no dose.
        for dose in self._doses_before:
            at = "" if dose.at is None else clock_text(dose.at.local)
            self._add_new_dose(DoseAnswer(dose.medicine_id, typed_amount_text(dose.amount), dose.unit, at))
        self.edited.emit()

    @Slot()
    def _save_medicine(self) -> None:
        name = " ".join(self._name.text().split())
        if not name:
            show_or_hide(self._problem, "Type the name of the medicine first.")
            return
        unit = self._unit.text().strip() or "mg"
        medicine = Medicine(self._new_id(), name, unit, self._dopaminergic.isChecked())
        try:
            self._health.save_medicine(medicine)
        except Refusal as refusal:
            show_or_hide(self._problem, str(refusal))
            return
        show_or_hide(self._problem, "")
        self._name.clear()
        self._dopaminergic.setChecked(False)
        self._medicines[medicine.id] = medicine
        self._add_new_dose(DoseAnswer(medicine.id, unit=medicine.unit))
        self.edited.emit()
