"""The date of the person's next iron test. The date is optional, and the program does not remind of it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import NEXT_IRON_TEST
from rlscompanion.domain.dates import DATE_FIELD_HINT, date_text, parse_date
from rlscompanion.ui.results.results_panel import captioned_control
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import notice_label, show_or_hide
from rlscompanion.ui.widgets.short_field import ShortField
from rlscompanion.ui.widgets.wrapping_row import WrappingRow


class NextIronTest(QWidget):
    """A field for the date of the next iron test. A typed date is saved at once; blank means no date."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._line = ShortField("Next iron test", "none", 13)
        self._line.editingFinished.connect(self._save_date)
        self._problem = notice_label("Problem with next iron test")
        row = WrappingRow([captioned_control("Next iron test, if you want to note one", self._line)])
        in_column(row, self._problem, into=self, spacing=4)

    def refresh(self) -> None:
        """Show the stored date of the next iron test."""
        kept = NEXT_IRON_TEST.of(self._preferences)
        self._line.setText(date_text(kept) if kept else "")
        show_or_hide(self._problem, "")

    @Slot()
    def _save_date(self) -> None:
        text = self._line.text().strip()
        typed = parse_date(text)
        if text and typed is None:
            show_or_hide(self._problem, f"“{text}” cannot be read as a date. Try {DATE_FIELD_HINT}.")
            return
        NEXT_IRON_TEST.keep(self._preferences, typed)
        self.refresh()
