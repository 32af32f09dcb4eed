"""The sleep log page: all nights in a table, the latest first, and a calendar."""

from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.night_reader import NightReader
from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.bedtime.undo import UndoList
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.night import month_text
from rlscompanion.domain.night_summary import NightSummary
from rlscompanion.ui.sleep_log.calendar import CALENDAR_HEIGHT, NightCalendar
from rlscompanion.ui.sleep_log.model import EFFICIENCY_MEANING, NightsModel
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.column import FULL_WIDTH, PAGE_MARGIN, PageColumn
from rlscompanion.ui.widgets.context_menu import ContextMenu, MenuEntry
from rlscompanion.ui.widgets.controls import (
    button,
    display_label,
    label,
    notice_label,
    set_identifier,
    show_or_hide,
    show_text,
)
from rlscompanion.ui.widgets.text_size import TextSized, text_scale, window_scale

ROWS_MEASURED_FOR_WIDTH = 40
"""The number of rows, from the top, whose texts decide how wide the columns are.

Measuring all rows would take long.
"""

CALENDAR_WIDTH = 306
"""The width of the calendar in pixels in a window of the designed size, at any text size."""

GAP_BESIDE_CALENDAR, SCROLL_BAR_WIDTH = 18, 12
"""The width of the gap between calendar and table, and of the table's scroll bar, in pixels."""

PRESS_TO_UNDO_TEXT = "Press Ctrl+Z to bring it back."

SLEEP_LOG_UNDO_PAGE = "Sleep log"

NO_NIGHTS_YET_TEXT = (
    "No nights yet. Put the lights out tonight, or fill in the morning diary, and they appear here."
)


class SleepLogPage(TextSized):
    """Shows a table with a row for each night; Enter or a click on a row opens the night's diary.

    The calendar is beside the table if the two fit; otherwise a button shows the calendar instead of the
    table.
    """

    evening_chosen = Signal(object)
    deletion_chosen = Signal(object)

    def __init__(self, log: SleepLog, diary: Diary, undo: UndoList) -> None:
        super().__init__()
        self._diary, self._undo_list = diary, undo
        self._reader = NightReader(log.summaries, parent=self)
        self._reader.batch_read.connect(self._show_batch)
        self._reader.failed.connect(self._show_failure)
        self._is_first = True
        self._model = NightsModel()
        self._table = QTableView()
        set_identifier(self._table, "Nights")
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
        header.setResizeContentsPrecision(ROWS_MEASURED_FOR_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        self._table.clicked.connect(self._open_night)
        self._table.setCursor(Qt.CursorShape.PointingHandCursor)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            on_key = QShortcut(QKeySequence(key), self._table, self._open_current_night)
            on_key.setContext(Qt.ShortcutContext.WidgetShortcut)
            on_key.setAutoRepeat(False)
        ContextMenu(self._table, self._menu_entries, self._point_of_current)
        self._summary = display_label("Summary", "soft", wrap=True)
        self._calendar_side = QWidget(self)
        self._calendar = NightCalendar()
        self._calendar.evening_chosen.connect(self.evening_chosen)
        self._month = display_label("Month", "soft")
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._earlier, self._later = button("‹", "Month before", "flat"), button("›", "Month after", "flat")
        self._earlier.clicked.connect(self._calendar.showPreviousMonth)
        self._later.clicked.connect(self._calendar.showNextMonth)
        self._calendar.currentPageChanged.connect(self._show_month)
        self._show_month()
        self._calendar_button = button("Calendar", "Show calendar", "flat")
        self._calendar_button.setCheckable(True)
        self._calendar_button.toggled.connect(self._arrange)
        self._message = notice_label("Done", "sentence")
        self._deleted = notice_label("Deleted", "sentence")
        self._undo = button("Undo", "Undo", pressed=undo.undo)
        undo.changed.connect(self._show_undo)
        self._lay_out()
        self._show_undo()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the calendar."""
        self._calendar.set_theme(theme)

    def fit_to_text_size(self) -> None:
        """Make the table's headings two lines high, and arrange the table and the calendar again."""
        headings = self._table.horizontalHeader()
        headings.setFixedHeight(2 * headings.fontMetrics().height() + 14)
        self._table.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().height() + 8)
        width = window_scale(self)
        self._calendar.setFixedSize(round(CALENDAR_WIDTH * width), round(CALENDAR_HEIGHT * width))
        self._calendar_side.setMaximumWidth(self._calendar.width())
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the table and the calendar for the new width."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        headings = self._table.horizontalHeader()
        dates, *others = (
            max(self._table.sizeHintForColumn(column), headings.sectionSizeHint(column))
            for column in range(headings.count())
            if not headings.isSectionHidden(column)
        )
        width = min(self.width() - 2 * PAGE_MARGIN, round(FULL_WIDTH * text_scale(self))) - SCROLL_BAR_WIDTH
        has_both = dates + sum(others) + GAP_BESIDE_CALENDAR + self._calendar.width() <= width
        self._calendar_button.setVisible(not has_both)
        is_unfolded = not has_both and self._calendar_button.isChecked()
        self._calendar_side.setVisible(has_both or is_unfolded)
        self._table.setVisible(self._model.rowCount() > 0 and not is_unfolded)
        # The dates of a night can stand in two lines.
        headings.resizeSection(0, max(min(dates, width - sum(others)), dates // 2 + SCROLL_BAR_WIDTH))

    def _lay_out(self) -> None:
        head = in_row((label("Sleep log", "title"), 1), self._calendar_button)
        deleted = in_row((self._deleted, 1), self._undo, spacing=16)
        in_column(
            in_row(self._earlier, (self._month, 1), self._later),
            self._calendar,
            label(
                "A day is the night that begins that evening. A dot: its diary is saved. Click any day to "
                "open its diary.",
                "small",
                wrap=True,
            ),
            STRETCH,
            into=self._calendar_side,
            spacing=10,
        )
        middle = in_row(self._calendar_side, (self._table, 1), spacing=GAP_BESIDE_CALENDAR)
        column = in_column(
            *(head, self._message, deleted, self._summary, (middle, 1)), spacing=10, margins=(0, 20, 0, 20)
        )
        in_column(PageColumn(column), into=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the nights from the log each time the page appears."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading nights from the log, and remove the message about a night."""
        self._reader.stop()
        show_or_hide(self._message, "")
        super().hideEvent(event)

    @Slot(object)
    def refresh_if_visible(self, _evenings: frozenset[date] | None) -> None:
        """Read the nights from the log again if the page is visible."""
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the nights from the log again."""
        self._is_first = True
        self._reader.start()

    @Slot(object)
    def _show_batch(self, nights: tuple[NightSummary, ...]) -> None:
        """Show a batch of nights; after the first batch the page can be used."""
        if not self._is_first:
            self._model.add_nights(nights)
            self._hide_empty_columns()
        else:
            self._is_first = False
            self._model.show_nights(nights)
            self._hide_empty_columns()
            self._arrange()
            if nights:
                self._table.setCurrentIndex(self._model.index(0, 0))
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_count()

    def _hide_empty_columns(self) -> None:
        empty = self._model.empty_columns
        for column in range(self._model.columnCount()):
            self._table.setColumnHidden(column, column in empty and bool(self._model.rowCount()))

    def show_message(self, sentence: str) -> None:
        """Show a message about a night until the person leaves the page."""
        show_or_hide(self._message, sentence)

    def announce_deleted_night(self) -> None:
        """Let a screen reader say which night was deleted, and which key restores that night."""
        announce(self, f"{self._deleted.text()} {PRESS_TO_UNDO_TEXT}")

    @Slot()
    def _show_undo(self) -> None:
        """Offer to restore the night that was deleted last, if nothing else was done after it."""
        latest = self._undo_list.latest_of(SLEEP_LOG_UNDO_PAGE)
        self._undo.setVisible(latest is not None)
        show_or_hide(self._deleted, f"{latest.name} is deleted." if latest is not None else "")

    @Slot()
    def _show_month(self) -> None:
        show_text(self._month, month_text(self._calendar.yearShown(), self._calendar.monthShown()))

    @Slot()
    def _show_count(self) -> None:
        count = self._model.rowCount()
        more = " so far" if self._reader.is_reading else ""
        summary = (
            f"{count_text(count, 'night')}{more}. Click a night to open its diary, or press Enter on it. "
            f"A dash means not known. Sleep efficiency is {EFFICIENCY_MEANING}."
        )
        show_text(self._summary, summary if count else NO_NIGHTS_YET_TEXT)
        self._calendar.show_nights(self._model.filled_evenings(), self._diary.latest_evening())

    @Slot(str)
    def _show_failure(self, sentence: str) -> None:
        show_text(self._summary, sentence)

    def _menu_entries(self, point: QPoint) -> list[MenuEntry]:
        """The menu entries for the night at a point of the table; that night becomes the current one."""
        index = self._table.indexAt(point)
        if not index.isValid():
            return []
        self._table.setCurrentIndex(index)
        return [
            MenuEntry("Open the diary", partial(self._open_night, index), "Return"),
            MenuEntry("Delete night", partial(self._delete, index)),
        ]

    def _point_of_current(self) -> QPoint:
        return self._table.visualRect(self._table.currentIndex()).center()

    def _delete(self, index: QModelIndex) -> None:
        self.deletion_chosen.emit(self._model.night(index.row()).evening)

    @Slot()
    def _open_current_night(self) -> None:
        if (index := self._table.currentIndex()).isValid():
            self._open_night(index)

    @Slot(QModelIndex)
    def _open_night(self, index: QModelIndex) -> None:
        self.evening_chosen.emit(self._model.night(index.row()).evening)
