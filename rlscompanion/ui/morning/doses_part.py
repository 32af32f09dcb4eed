"""Doses: which medicine, how much and when; the same as the night before with one press."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.night import Night
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.morning.part import (
    DiaryPart,
    Unreadable,
    amount_in,
    amount_text,
    moment_in,
    moment_text,
)
from rlscompanion.ui.widgets.chooser import Chooser, Tick
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on
from rlscompanion.ui.widgets.row_list import RowList
from rlscompanion.ui.widgets.short_line import ShortLine

LARGEST_DOSE = 100_000


@dataclass
class _Row:
    dose: Dose
    widget: QWidget
    medicine: Chooser
    amount: QLineEdit
    unit: QLabel
    at: QLineEdit


class DosesPart(DiaryPart):
    """A row a dose, and below a form for a medicine that is new."""

    def __init__(self, health: HealthRecord, new_id: Callable[[], UUID] = uuid4) -> None:
        super().__init__()
        self._health, self._new_id = health, new_id
        self._medicines: dict[UUID, Medicine] = {}
        self._night: Night
        self._before: Night | None = None
        self._rows: list[_Row] = []
        self._list = RowList()
        self._list.removed.connect(self._forget)
        self._add = button("Add a dose", "Add dose")
        self._add.clicked.connect(self._add_dose)
        self._same = button("Same as the night before", "Same as the night before")
        self._same.clicked.connect(self._copy_before)
        self._name, self._unit = QLineEdit(), ShortLine("Medicine unit", "mg", 5)
        identified(self._name, "New medicine")
        self._name.setPlaceholderText("A medicine that is new")
        self._unit.setText("mg")
        self._dopaminergic = Tick("dopaminergic", "Dopaminergic")
        self._dopaminergic.setToolTip("Your own mark, for the trend of when symptoms begin. Ask if unsure.")
        keep = button("Keep", "Keep medicine")
        keep.clicked.connect(self._keep_medicine)
        self._problem = display("Dose problem", "problem", wrap=True)
        self._problem.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(label("Medicine taken that day or night", "question"))
        lines.addWidget(self._list)
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(self._same)
        buttons.addStretch(1)
        lines.addLayout(buttons)
        new = QHBoxLayout()
        new.addWidget(self._name, 1)
        for each in (self._unit, self._dopaminergic, keep):
            new.addWidget(each)
        lines.addLayout(new)
        lines.addWidget(self._problem)

    def show_night(self, night: Night, night_before: Night | None) -> None:
        """Show what is known of a night."""
        self._night, self._before = night, night_before
        self._read_medicines()
        self._list.clear()
        self._rows = []
        for dose in night.doses if self._medicines else ():
            self._add_row(dose)
        self._offer()

    def put_into(self, night: Night) -> Night:
        """The night with what stands here; an untouched time keeps its exact moment."""
        if not self._medicines:
            return night
        doses = []
        for row in self._rows:
            medicine = self._medicines[UUID(row.medicine.currentData())]
            amount = amount_in(row.amount.text(), medicine.name, LARGEST_DOSE)
            if amount == 0:
                raise Unreadable(f"{medicine.name}: a dose is more than 0. Remove it if none was taken.")
            is_untouched = row.at.text() == moment_text(row.dose.at)
            at = row.dose.at if is_untouched else moment_in(row.at.text(), medicine.name, night)
            unit = row.dose.unit if medicine.id == row.dose.medicine_id else medicine.unit
            doses.append(Dose(row.dose.id, medicine.id, amount, unit, at))
        return replace(night, doses=tuple(doses))

    def _read_medicines(self) -> None:
        try:
            self._medicines = {each.id: each for each in self._health.medicines()}
        except Refusal as refusal:
            self._tell(str(refusal))

    def _offer(self) -> None:
        listed = any(each.is_listed for each in self._medicines.values())
        self._add.setEnabled(listed)
        self._same.setVisible(self._before is not None and bool(self._before.doses) and not self._rows)

    def _add_row(self, dose: Dose) -> None:
        number = len(self._rows) + 1
        medicine = Chooser(f"Medicine {number}")
        for each in self._medicines.values():
            if each.is_listed or each.id == dose.medicine_id:
                medicine.addItem(each.name, str(each.id))
        medicine.setCurrentIndex(max(0, medicine.findData(str(dose.medicine_id))))
        amount, at = ShortLine(f"Amount {number}", "amount"), ShortLine(f"Taken at {number}", "20:30")
        amount.setText(amount_text(dose.amount))
        at.setText(moment_text(dose.at))
        unit = label(dose.unit, "small")
        holder = self._list.add((medicine, amount, unit, at), f"dose {number}", stretched=medicine)
        medicine.activated.connect(self._medicine_chosen)
        for field in (amount, at):
            field.textEdited.connect(self.edited)
        self._rows.append(_Row(dose, holder, medicine, amount, unit, at))

    @Slot(QWidget)
    def _forget(self, widget: QWidget) -> None:
        self._rows = [row for row in self._rows if row.widget is not widget]
        self._offer()
        self.edited.emit()

    @Slot()
    def _medicine_chosen(self) -> None:
        for row in self._rows:
            row.unit.setText(self._medicines[UUID(row.medicine.currentData())].unit)
        self.edited.emit()

    @Slot()
    def _add_dose(self) -> None:
        listed = next((each for each in self._medicines.values() if each.is_listed), None)
        if listed is not None:
            self._add_row(Dose(self._new_id(), listed.id, None, listed.unit))
            self._rows[-1].amount.setFocus()
            self._offer()
            self.edited.emit()

    @Slot()
    def _copy_before(self) -> None:
        for dose in self._before.doses if self._before else ():
            # By the clock, not 24 hours on: a clock change between the nights moves no dose.
            at = moment_in(moment_text(dose.at), "", self._night)
            self._add_row(replace(dose, id=self._new_id(), at=at))
        self._offer()
        self.edited.emit()

    @Slot()
    def _keep_medicine(self) -> None:
        name = " ".join(self._name.text().split())
        if not name:
            self._tell("Type the name of the medicine first.")
            return
        unit = self._unit.text().strip() or "mg"
        medicine = Medicine(self._new_id(), name, unit, self._dopaminergic.isChecked())
        try:
            self._health.save_medicine(medicine)
        except Refusal as refusal:
            self._tell(str(refusal))
            return
        self._tell("")
        self._name.clear()
        self._dopaminergic.setChecked(False)
        self._medicines[medicine.id] = medicine
        self._add_row(Dose(self._new_id(), medicine.id, None, medicine.unit))
        self._offer()
        self.edited.emit()

    def _tell(self, sentence: str) -> None:
        show_on(self._problem, sentence)
        self._problem.setVisible(bool(sentence))
