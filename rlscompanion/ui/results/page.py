"""The page that stores and shows blood tests, IRLS totals and medicines, without judging the values."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Clock, HealthRecord, Preferences
from rlscompanion.bedtime.undo import UndoList
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.results.kinds import BLOOD_TEST_KIND, IRLS_TOTAL_KIND
from rlscompanion.ui.results.medicines_panel import MedicinesPanel
from rlscompanion.ui.results.next_test import NextIronTest
from rlscompanion.ui.results.results_panel import ResultsPanel
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.column import READING_WIDTH, PageColumn
from rlscompanion.ui.widgets.controls import button, display_label, label, show_or_hide


class ResultsPage(QWidget):
    """Shows three panels, one below another: blood tests, IRLS totals (severity scores), and medicines."""

    back_chosen = Signal()

    def __init__(
        self,
        health: HealthRecord,
        clock: Clock,
        preferences: Preferences,
        medicines_sheet: QWidget,
        undo: UndoList,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._next_test = NextIronTest(preferences)
        self._blood, self._irls = (
            ResultsPanel(kind, health, self._today, undo) for kind in (BLOOD_TEST_KIND, IRLS_TOTAL_KIND)
        )
        self._medicines = MedicinesPanel(health)
        self._refusal = display_label("Problem", "problem", wrap=True)
        self._back = button("Back to Insights", "Back to Insights", "flat", pressed=self.back_chosen)
        head = in_row((label("Test results and medicines", "title", wrap=True), 1), self._back)
        column = in_column(
            head,
            self._refusal,
            in_column(self._blood, self._next_test, spacing=10),
            self._irls,
            in_column(self._medicines, medicines_sheet, spacing=18),
            STRETCH,
            spacing=34,
            margins=(0, 20, 0, 28),
        )
        in_column(PageColumn(column, READING_WIDTH), into=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the results and medicines from the log when the page appears."""
        super().showEvent(event)
        sentence = ""
        try:
            self._next_test.refresh()
            for panel in (self._blood, self._irls, self._medicines):
                panel.refresh()
        except Refusal as refusal:
            sentence = str(refusal)
        show_or_hide(self._refusal, sentence)
        self._back.setFocus()

    def _today(self) -> date:
        return self._clock.now().local.date()
