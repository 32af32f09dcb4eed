"""The list of the person's medicines: name, unit, whether dopaminergic, and whether offered in the diary."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.results.results_panel import captioned_control
from rlscompanion.ui.widgets.boxes import add_parts, in_column
from rlscompanion.ui.widgets.combo_box import CheckBox
from rlscompanion.ui.widgets.controls import button, display_label, label, show_or_hide
from rlscompanion.ui.widgets.short_field import ShortField
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

MEDICINE_NAME_PROBLEM = "A medicine needs a name."
ABOUT_MEDICINES = (
    "The diary offers the medicines on the list. When you no longer take one, untick “on the list”. Its "
    "doses stay in your nights.",
    "Tick “works like dopamine” for a medicine that doctors call dopaminergic. The chart of when symptoms "
    "begin then starts over when its dose changes. Your pharmacist or prescriber can tell you which ones do. "
    "Never stop a prescribed medicine on your own.",
)


@dataclass
class _MedicineRow:
    medicine: Medicine
    name: QLineEdit
    unit: QLineEdit
    dopaminergic: CheckBox
    listed: CheckBox

    @property
    def typed(self) -> Medicine:
        """The medicine as it is now typed in this row. Raises ValueError if the name is blank."""
        return replace(
            self.medicine,
            name=" ".join(self.name.text().split()),
            unit=self.unit.text().strip() or self.medicine.unit,
            is_dopaminergic=self.dopaminergic.isChecked(),
            is_listed=self.listed.isChecked(),
        )


class MedicinesPanel(QWidget):
    """Shows a row for each medicine, and fields to add one. Each change in a row is saved at once."""

    def __init__(self, health: HealthRecord, new_id: Callable[[], UUID] = uuid4) -> None:
        super().__init__()
        self._health, self._new_id = health, new_id
        self._rows: list[_MedicineRow] = []
        self._holder = QWidget()
        self._column = in_column(into=self._holder, spacing=4)
        self._name = ShortField("New medicine", "", 22)
        self._unit = ShortField("Medicine unit", "mg", 5)
        self._dopaminergic = CheckBox("works like dopamine", "Dopaminergic")
        self._name.returnPressed.connect(self._add_medicine)
        add = button("Add", "Add medicine", pressed=self._add_medicine)
        self._problem = display_label("Problem with medicine", "problem", wrap=True)
        lines = in_column(label("Medicines", "heading-large"), into=self, spacing=10)
        for sentence in ABOUT_MEDICINES:
            lines.addWidget(label(sentence, "soft", wrap=True))
        lines.addWidget(self._holder)
        new = (
            *(captioned_control("A new medicine", self._name), captioned_control("Unit", self._unit)),
            *(captioned_control("", self._dopaminergic), captioned_control("", add)),
        )
        add_parts(lines, WrappingRow(new), self._problem)
        show_or_hide(self._problem, "")

    def refresh(self) -> None:
        """Show the medicines stored in the log. Raises Refusal if the medicines cannot be read."""
        medicines = self._health.medicines()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        for number, medicine in enumerate(sorted(medicines, key=lambda each: not each.is_listed), 1):
            row = self._make_row(number, medicine)
            self._column.addWidget(row)
            row.show()
        self._holder.setVisible(bool(medicines))

    def _make_row(self, number: int, medicine: Medicine) -> QWidget:
        row = _MedicineRow(
            medicine,
            ShortField(f"Medicine {number}", medicine.name, 22),
            ShortField(f"Unit of medicine {number}", medicine.unit, 5),
            CheckBox("works like dopamine", f"Dopaminergic: medicine {number}"),
            CheckBox("on the list", f"On the list: medicine {number}"),
        )
        self._show_medicine(row)
        for line in (row.name, row.unit):
            line.editingFinished.connect(self._save_changes)
        for tick in (row.dopaminergic, row.listed):
            tick.clicked.connect(self._save_changes)
        self._rows.append(row)
        holder = QWidget()
        holder.setLayout(WrappingRow([row.name, row.unit, row.dopaminergic, row.listed]))
        return holder

    def _show_medicine(self, row: _MedicineRow) -> None:
        row.name.setText(row.medicine.name)
        row.unit.setText(row.medicine.unit)
        row.dopaminergic.setChecked(row.medicine.is_dopaminergic)
        row.listed.setChecked(row.medicine.is_listed)

    @Slot()
    def _save_changes(self) -> None:
        """Save each row that differs from the stored medicine. Reset a row that cannot be saved."""
        for row in self._rows:
            try:
                typed = row.typed
                if typed == row.medicine:
                    continue
                self._health.save_medicine(typed)
                row.medicine = typed
                show_or_hide(self._problem, "")
            except ValueError:
                show_or_hide(self._problem, MEDICINE_NAME_PROBLEM)
            except Refusal as refusal:
                show_or_hide(self._problem, str(refusal))
            self._show_medicine(row)

    @Slot()
    def _add_medicine(self) -> None:
        name = " ".join(self._name.text().split())
        if not name:
            show_or_hide(self._problem, MEDICINE_NAME_PROBLEM)
            return
        unit = self._unit.text().strip() or "mg"
        try:
            self._health.save_medicine(Medicine(self._new_id(), name, unit, self._dopaminergic.isChecked()))
            self.refresh()
        except Refusal as refusal:
            show_or_hide(self._problem, str(refusal))
            return
        show_or_hide(self._problem, "")
        self._name.clear()
        self._unit.clear()
        self._dopaminergic.setChecked(False)
        self._name.setFocus()
