"""The sleep log: the nights so far, the latest first."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from rlscompanion.bedtime.night_reader import NightReader
from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.domain.night import Night
from rlscompanion.ui.sleep_log.model import NightsModel
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display, identified, label, show_on

MEASURED_ROWS = 40
"""Columns are as wide as the first rows need; measuring all of them would take long."""

NOTHING_YET = "No nights yet. Put the lights out tonight, or fill in the morning diary, and they appear here."


class SleepLogPage(QWidget):
    """Every night in a row; Enter or a double click opens its diary."""

    night_chosen = Signal(object)

    def __init__(self, log: SleepLog) -> None:
        super().__init__()
        self._reader = NightReader(log, parent=self)
        self._reader.batch_read.connect(self._take)
        self._reader.failed.connect(self._tell)
        self._is_first = True
        self._model = NightsModel()
        self._table = QTableView()
        identified(self._table, "Nights")
        self._table.setModel(self._model)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self._table.activated.connect(self._choose)
        self._summary = display("Summary", "soft")
        column = QWidget()
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 20, 0, 20)
        lines.setSpacing(10)
        lines.addWidget(label("Sleep log", "title"))
        lines.addWidget(self._summary)
        lines.addWidget(self._table, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(CentredColumn(column, 1040))

    def showEvent(self, event: QShowEvent) -> None:
        """Read the log anew."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no further."""
        self._reader.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Show the nights as they are kept now."""
        self._table.verticalHeader().setDefaultSectionSize(max(48, self.fontMetrics().height() * 2))
        self._is_first = True
        self._reader.start()

    @Slot(object)
    def _take(self, nights: tuple[Night, ...]) -> None:
        """Show a batch; from the first rows on the page can be used."""
        if not self._is_first:
            self._model.add_nights(nights)
        else:
            self._is_first = False
            self._model.show_nights(nights)
            self._table.setVisible(bool(nights))
            if nights:
                self._table.setCurrentIndex(self._model.index(0, 0))
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count()

    @Slot()
    def _count(self) -> None:
        count = self._model.rowCount()
        more = " so far" if self._reader.is_reading else ""
        told = f"{count} night{'s' if count != 1 else ''}{more}. Press Enter on one to open its diary."
        show_on(self._summary, told if count else NOTHING_YET)

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        show_on(self._summary, sentence)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.night_chosen.emit(self._model.night(index.row()))
