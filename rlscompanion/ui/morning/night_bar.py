"""The night as a bar: in bed, asleep, awake; its ends can be dragged, and what is dragged is typed."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.domain import measures
from rlscompanion.domain.diary_entry import told_by
from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import Moment, in_zone, moment_of
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.controls import identified

FIRST_HOUR, LAST_HOUR = 18.0, 36.0
"""Hours after midnight of the evening's date that are shown, unless the night lies outside of them."""

HOUR_STEPS = (2, 3, 6, 12)
"""Hours from one name to the next: the closest that there is room for."""

NAME_GAP = 16.0

STEP_MINUTES = 5
REACH = 22.0
"""Pixels from a handle within which a press takes it."""

_HANDLES = {
    Item.WENT_TO_BED: "Went to bed",
    Item.TRIED_TO_SLEEP: "Tried to sleep",
    Item.WOKE_UP: "Woke up",
    Item.GOT_UP: "Got up",
}


class NightBar(QWidget):
    """Shows one night. `moved` tells the item whose end was moved, and the clock time as it would be typed.

    With the focus, up and down choose an end, left and right move it by five minutes.
    """

    moved = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        identified(self, "Night bar")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = DUSK
        self._night: Night | None = None
        self._sleep: Sleep | None = None
        self._dragged: Item | None = None
        self._chosen = Item.WENT_TO_BED

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def show_night(self, night: Night) -> None:
        """Show a night as far as it is known."""
        self._night, self._sleep = night, night.main_sleep
        known = [f"{words} {moment.local:%H:%M}" for words, moment in self._known().values()]
        self.setAccessibleDescription(", ".join(known) or "Nothing is known yet.")
        self.update()

    def sizeHint(self) -> QSize:
        """A bar with its hours below."""
        return QSize(600, 46 + self.fontMetrics().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose an end and move it."""
        if event.isAutoRepeat():
            return
        known = list(self._known())
        key = Qt.Key(event.key())
        if not known:
            super().keyPressEvent(event)
            return
        if self._chosen not in known:
            self._chosen = known[0]
        index = known.index(self._chosen)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._chosen = known[(index + (1 if key == Qt.Key.Key_Down else -1)) % len(known)]
            self.update()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = STEP_MINUTES if key == Qt.Key.Key_Right else -STEP_MINUTES
            self._tell(self._chosen, self._known()[self._chosen][1].utc + 60 * step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the nearest end within reach."""
        away = {
            item: abs(self._x(moment) - event.position().x()) for item, (_, moment) in self._known().items()
        }
        if away and min(away.values()) <= REACH:
            self._dragged = self._chosen = min(away, key=lambda item: away[item])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the end that was taken."""
        if self._dragged is None:
            return
        first, last = self._hours()
        share = (event.position().x() - self._left()) / max(1.0, self._width())
        hours = first + min(max(share, 0.0), 1.0) * (last - first)
        self._tell(self._dragged, self._midnight() + round(hours * 3600))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._dragged = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which end the keys move."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw hours, bed, sleep, the minutes awake, awakenings and handles."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        self._paint_hours(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(QRectF(self._left(), 12, self._width(), 22), 11, 11)
        if self._night is None or self._sleep is None:
            return
        sleep = self._sleep
        asleep = measures.onset(sleep)
        self._paint_span(painter, (sleep.went_to_bed or sleep.tried_to_sleep, sleep.got_up), theme.line, 2)
        self._paint_span(painter, (asleep, sleep.woke_up), theme.soft, 0)
        self._paint_awake(painter, asleep)
        for awakening in self._night.awakenings:
            painter.setBrush(QColor(theme.ground))
            painter.drawEllipse(QPointF(self._x(awakening.at), 23), 4, 4)
        for item, (_, moment) in self._known().items():
            is_chosen = self.hasFocus() and item is self._chosen
            painter.setPen(QPen(QColor(theme.on_accent if is_chosen else theme.ground), 2))
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(QRectF(self._x(moment) - 5, 8, 10, 30), 5, 5)

    def _paint_hours(self, painter: QPainter) -> None:
        first, last = self._hours()
        painter.setPen(QColor(self._theme.soft))
        wide = self._name_width()
        bottom = QRectF(0, 40, wide, self.fontMetrics().height() + 4)
        an_hour = self._width() / (last - first)
        step = next((each for each in HOUR_STEPS if each * an_hour >= wide), HOUR_STEPS[-1])
        for hour in range(round(first), round(last) + 1, step):
            x = self._left() + (hour - first) * an_hour
            painter.drawText(
                bottom.translated(x - wide / 2, 0), Qt.AlignmentFlag.AlignHCenter, f"{hour % 24:02d}:00"
            )

    def _paint_span(
        self, painter: QPainter, ends: tuple[Moment | None, Moment | None], colour: str, inset: float
    ) -> None:
        start, end = ends
        if start is None or end is None or end <= start:
            return
        painter.setBrush(QColor(colour))
        painter.setPen(Qt.PenStyle.NoPen)
        left, right = self._x(start), self._x(end)
        painter.drawRoundedRect(QRectF(left, 12 + inset, right - left, 22 - 2 * inset), 8, 8)

    def _paint_awake(self, painter: QPainter, asleep: Moment | None) -> None:
        """The minutes awake have no times of their own: they are drawn at the end of the sleep, hatched."""
        sleep = self._sleep
        if sleep is None or asleep is None or sleep.woke_up is None or not sleep.minutes_awake:
            return
        start = sleep.woke_up.plus_minutes(-sleep.minutes_awake)
        if start <= asleep:
            return
        painter.setBrush(QColor(self._theme.raised))
        left, right = self._x(start), self._x(sleep.woke_up)
        painter.drawRect(QRectF(left, 14, right - left, 18))
        painter.setPen(QPen(QColor(self._theme.soft), 1))
        x = left
        while x < right:
            painter.drawLine(QPointF(x, 32), QPointF(min(x + 9, right), 14))
            x += 6
        painter.setPen(Qt.PenStyle.NoPen)

    def _known(self) -> dict[Item, tuple[str, Moment]]:
        """The ends that are known, in their order."""
        if self._sleep is None:
            return {}
        ends = {item: getattr(self._sleep, item.value) for item in _HANDLES}
        return {item: (_HANDLES[item], moment) for item, moment in ends.items() if moment is not None}

    def _hours(self) -> tuple[float, float]:
        """The hours shown: evening to noon, or as far as the night reaches."""
        hours = [(moment.utc - self._midnight()) / 3600 for _, moment in self._known().values()]
        first = min([FIRST_HOUR, *(int(hour) for hour in hours)])
        last = max([LAST_HOUR, *(int(hour) + 1 for hour in hours)])
        return float(first), float(last)

    def _midnight(self) -> int:
        """UTC seconds of midnight of the evening's date; hours from it are true ones."""
        assert self._night is not None
        return moment_of(datetime.combine(self._night.evening, time(0), ZoneInfo(self._night.zone))).utc

    def _name_width(self) -> float:
        """Room for the name of an hour and what keeps it from the next."""
        return self.fontMetrics().horizontalAdvance("00:00") + NAME_GAP

    def _left(self) -> float:
        return self._name_width() / 2

    def _width(self) -> float:
        return self.width() - 2 * self._left()

    def _x(self, moment: Moment) -> float:
        first, last = self._hours()
        return (
            self._left() + ((moment.utc - self._midnight()) / 3600 - first) / (last - first) * self._width()
        )

    def _tell(self, item: Item, utc: int) -> None:
        """Tell the time that a clock showed where the person was: what is typed is read by the same one."""
        assert self._night is not None
        assert self._sleep is not None
        zone = ZoneInfo(self._night.zone)
        known = told_by(self._sleep, item, zone)
        rounded = round(utc / (60 * STEP_MINUTES)) * 60 * STEP_MINUTES
        moment = in_zone(rounded, zone) if known is None else Moment(rounded, known.offset)
        self.moved.emit(item, f"{moment.local:%H:%M}")
