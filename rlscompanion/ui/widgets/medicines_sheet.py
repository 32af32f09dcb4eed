"""A button that writes a one-page list of the person's medicines for a pharmacist."""

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports.files import ReportWriter
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.controls import button, label, notice_label, show_or_hide
from rlscompanion.ui.widgets.file_chooser import FileChooser

MEDICINES_SHEET_TITLE = "Medicines to check with me"
MEDICINES_SHEET_PURPOSE = "One page with your list, to hand to a pharmacist or your prescriber."


class MedicinesSheetButton(QWidget):
    """A button that writes the list of medicines to a PDF file, which the person chooses.

    A line below the button then shows the file's path, or why writing failed.
    """

    def __init__(self, reports: ReportWriter, files: FileChooser) -> None:
        super().__init__()
        self._reports, self._files = reports, files
        write = button(f"{MEDICINES_SHEET_TITLE} (PDF)", MEDICINES_SHEET_TITLE, pressed=self._ask_for_file)
        self._state = notice_label("Medicines page", "soft")
        in_column(
            label(MEDICINES_SHEET_PURPOSE, "soft", wrap=True),
            in_row(write, STRETCH),
            self._state,
            into=self,
            spacing=8,
        )

    @Slot()
    def _ask_for_file(self) -> None:
        show_or_hide(self._state, "")
        self._files.ask_save(
            self, MEDICINES_SHEET_TITLE, "PDF document (*.pdf)", f"{MEDICINES_SHEET_TITLE}.pdf", self._write
        )

    def _write(self, path: str) -> None:
        is_american = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
        try:
            self._reports.write_medicines(path, "Letter" if is_american else "A4")
        except Refusal as refusal:
            show_or_hide(self._state, str(refusal))
        else:
            show_or_hide(self._state, f"Saved as {path}.")
        announce(self, self._state.text())
