"""The sleep log: the nights so far, the latest first."""

from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.night_reader import NightReader
from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.domain.night import Night, month_text
from rlscompanion.domain.night_summary import NightSummary
from rlscompanion.ui.sleep_log.calendar import NightCalendar
from rlscompanion.ui.sleep_log.model import NightsModel
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.context_menu import ContextMenu, Entry
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on
from rlscompanion.ui.widgets.text_size import TextSized, letters_as_designed

MEASURED_ROWS = 40
"""Columns are as wide as the first rows need; measuring all of them would take long."""

CALENDAR_WIDTH = 306
LARGEST_SIDE_BY_SIDE = 26
"""Text pixels up to which the calendar stands beside the table."""

NOTHING_YET = "No nights yet. Put the lights out tonight, or fill in the morning diary, and they appear here."


class SleepLogPage(TextSized):
    """Every night in a row; Enter or a double click opens its diary."""

    evening_chosen = Signal(object)
    undo_chosen = Signal(object)
    deletion_chosen = Signal(object)

    def __init__(self, log: SleepLog, diary: Diary) -> None:
        super().__init__()
        self._diary = diary
        self._deleted: Night | None = None
        self._reader = NightReader(log.summaries, parent=self)
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
        ContextMenu(self._table, self._menu_at, self._point_of_current)
        self._summary = display("Summary", "soft", wrap=True)
        self._side = QWidget(self)
        self._calendar = NightCalendar()
        self._calendar.evening_chosen.connect(self.evening_chosen)
        self._month = display("Month", "soft")
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._earlier, self._later = button("‹", "Month before", "flat"), button("›", "Month after", "flat")
        self._earlier.clicked.connect(self._calendar.showPreviousMonth)
        self._later.clicked.connect(self._calendar.showNextMonth)
        self._calendar.currentPageChanged.connect(self._name_month)
        self._name_month()
        self._hint = label(
            "A press on a day opens its diary, also of a night you forgot.", "small", wrap=True
        )
        self._undo = button("Bring it back", "Undo", pressed=self._undo_pressed)
        self._undo.hide()
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw the calendar in the colours of a theme."""
        self._calendar.set_theme(theme)

    def fit_text(self) -> None:
        """Leave the calendar out when the text is too large for it to stand beside the table."""
        is_large = letters_as_designed(self) > LARGEST_SIDE_BY_SIDE
        self._side.setVisible(not is_large)

    def _lay_out(self) -> None:
        summary = in_row((self._summary, 1), self._undo)
        months = in_row(self._earlier, (self._month, 1), self._later)
        in_column(
            months,
            self._calendar,
            label("A press on a day opens its diary, also of a night you forgot.", "small", wrap=True),
            STRETCH,
            into=self._side,
            spacing=10,
        )
        self._calendar.setFixedWidth(CALENDAR_WIDTH)
        self._side.setMaximumWidth(CALENDAR_WIDTH)
        middle = in_row(self._side, (self._table, 1), spacing=18)
        column = in_column(
            label("Sleep log", "title"), summary, (middle, 1), spacing=10, margins=(0, 20, 0, 20)
        )
        in_column(PageColumn(column), into=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the log again."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no further."""
        self._reader.stop()
        super().hideEvent(event)

    @Slot(object)
    def follow_change(self, _evenings: frozenset[date] | None) -> None:
        """Show nights that have become others, if they are looked at."""
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the nights as they are kept now."""
        self._table.verticalHeader().setDefaultSectionSize(max(48, self.fontMetrics().height() * 2))
        self._is_first = True
        self._reader.start()

    @Slot(object)
    def _take(self, nights: tuple[NightSummary, ...]) -> None:
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

    def offer_back(self, night: Night | None) -> None:
        """Offer to bring a deleted night back, until the next one is deleted; None offers nothing."""
        self._deleted = night
        self._undo.setVisible(night is not None)
        if night is not None:
            self._undo.setText(f"Bring {night.label} back")

    @Slot()
    def _name_month(self) -> None:
        show_on(self._month, month_text(self._calendar.yearShown(), self._calendar.monthShown()))

    @Slot()
    def _undo_pressed(self) -> None:
        if self._deleted is not None:
            self.undo_chosen.emit(self._deleted)

    @Slot()
    def _count(self) -> None:
        count = self._model.rowCount()
        more = " so far" if self._reader.is_reading else ""
        summary = f"{count} night{'s' if count != 1 else ''}{more}. Press Enter on one to open its diary."
        show_on(self._summary, summary if count else NOTHING_YET)
        self._calendar.show_nights(self._model.filled_evenings(), self._diary.latest_evening())

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        show_on(self._summary, sentence)

    def _menu_at(self, point: QPoint) -> list[Entry]:
        """What can be done with the night in the row at a point, which becomes the current one."""
        index = self._table.indexAt(point)
        if not index.isValid():
            return []
        self._table.setCurrentIndex(index)
        return [
            Entry("Open the diary", partial(self._choose, index), "Return"),
            Entry("Delete night", partial(self._delete, index)),
        ]

    def _point_of_current(self) -> QPoint:
        return self._table.visualRect(self._table.currentIndex()).center()

    def _delete(self, index: QModelIndex) -> None:
        self.deletion_chosen.emit(self._model.night(index.row()).evening)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.evening_chosen.emit(self._model.night(index.row()).evening)
