"""A calendar that opens the diary of any night, even if that diary was never filled in."""

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import QDate, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView

from rlscompanion.domain.clock_style import current_clock_style
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.controls import set_identifier
from rlscompanion.ui.widgets.text_size import window_scale

CALENDAR_HEIGHT = 328
"""The height of the calendar in pixels: six weeks of days, each large enough to press."""

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class NightCalendar(QCalendarWidget):
    """A calendar in which each day stands for the night that begins on the evening of that day.

    A dot marks a night whose diary is saved. A press or Enter on a day emits `evening_chosen`.
    """

    evening_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_identifier(self, "Calendar")
        self._theme = DUSK
        self._filled: frozenset[date] = frozenset()
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.setGridVisible(False)
        self.setFirstDayOfWeek(Qt.DayOfWeek(current_clock_style().first_weekday + 1))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        # Its own arrows can be neither reached by keys nor named; the page has others.
        self.setNavigationBarVisible(False)
        days = self.findChild(QTableView)
        if days is not None:
            set_identifier(days, "Days")

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._theme = theme
        words = QTextCharFormat()
        words.setForeground(QColor(theme.soft_text))
        self.setHeaderTextFormat(words)
        for day in _WEEKEND:
            self.setWeekdayTextFormat(day, words)
        self.updateCells()

    def show_nights(self, filled: Collection[date], latest: date) -> None:
        """Mark the `filled` evenings, whose diaries are saved, with dots; disable evenings after `latest`."""
        self._filled = frozenset(filled)
        self.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        self.updateCells()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:  # noqa: N802
        """Draw the number of a day, and a dot below the number if the diary of that night is saved."""
        theme = self._theme
        is_chosen = day == self.selectedDate()
        is_inside = day.month() == self.monthShown()
        scale = window_scale(self)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(theme.background))
        if is_chosen:
            painter.setPen(QPen(QColor(theme.accent), scale * (2 if self._has_focus() else 1)))
            painter.setBrush(QColor(theme.accent_background))
            painter.drawRoundedRect(rect.adjusted(3, 2, -3, -2), 8 * scale, 8 * scale)
        other_colour = theme.soft_text if day <= self.maximumDate() else theme.line
        painter.setPen(QColor(theme.text if is_inside and day <= self.maximumDate() else other_colour))
        painter.drawText(
            rect.adjusted(0, 0, 0, round(-8 * scale)), Qt.AlignmentFlag.AlignCenter, str(day.day())
        )
        if date(day.year(), day.month(), day.day()) in self._filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            dot = QPointF(rect.center().x() + 0.5, rect.bottom() - 8.5 * scale)
            painter.drawEllipse(dot, 2.5 * scale, 2.5 * scale)
        painter.restore()

    def _has_focus(self) -> bool:
        view = self.findChild(QTableView)
        return view is not None and view.hasFocus()

    @Slot(QDate)
    def _choose(self, day: QDate) -> None:
        self.evening_chosen.emit(date(day.year(), day.month(), day.day()))
