"""The night bar: a widget that shows a night, with handles to drag that change the times in the diary."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.domain.items import Item
from rlscompanion.domain.night import Night
from rlscompanion.ui.morning.bar_paint import HourScale, NightBarPainter, bar_height, hour_label_width
from rlscompanion.ui.morning.time_handles import (
    HANDLE_STEP_MINUTES,
    TimeHandle,
    hours_by_item,
    text_for_field,
    time_handles,
)
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.controls import set_identifier
from rlscompanion.ui.widgets.text_size import window_scale

FIRST_SHOWN_HOUR, LAST_SHOWN_HOUR = 18.0, 36.0
"""The usual ends of the bar (6 pm and noon), in hours from 00:00 of the evening's date."""

HANDLE_REACH_PIXELS = 22.0
"""Largest distance in pixels from a handle at which pressing the mouse starts to drag that handle."""


class NightBar(QWidget):
    """Shows one night as a bar, with handles for five times: in bed, trying to sleep, asleep, awake, up.

    Emits `moved` with the diary item of the moved handle and the new text for the field of that item. Emits
    `let_go` when the mouse button is released after dragging, or when the bar loses the focus.

    When the bar has the focus, Up and Down choose a handle, and Left and Right move the chosen handle by five
    minutes. The handle of an unknown time is faint and stands where that time was in the previous night.
    Moving that handle makes the time known.
    """

    moved = Signal(object, str)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_identifier(self, "Night bar")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = DUSK
        self._night: Night | None = None
        self._hours_before: dict[Item, float] = {}
        self._impossible: frozenset[Item] = frozenset()
        self._handles: dict[Item, TimeHandle] = {}
        self._dragged: Item | None = None
        self._hours_dragged_in = (FIRST_SHOWN_HOUR, LAST_SHOWN_HOUR)
        self._chosen = Item.WENT_TO_BED

    def set_theme(self, theme: Theme) -> None:
        """Draw the bar in the colours of this theme."""
        self._theme = theme
        self.update()

    def show_night_before(self, night: Night | None) -> None:
        """Mark the times of the previous night below the bar."""
        self._hours_before = hours_by_item(night)
        self._update_handles()

    def show_night(self, night: Night, impossible: frozenset[Item] = frozenset()) -> None:
        """Show the known times of a night; the handles for `impossible` times have the warning colour."""
        self._night, self._impossible = night, impossible
        self._update_handles()

    def _update_handles(self) -> None:
        self._handles = time_handles(self._night, self._hours_before) if self._night is not None else {}
        known = [
            f"{handle.name} {handle.text}" for handle in self._handles.values() if handle.moment is not None
        ]
        described = ", ".join(known)
        self.setAccessibleDescription(f"{described[:1].upper()}{described[1:]}" or "Nothing is known yet.")
        self.update()

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, with names of times above the bar and hour labels below it."""
        return QSize(600, bar_height(self.fontMetrics(), window_scale(self)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a handle with Up and Down; move the chosen handle with Left and Right."""
        if event.isAutoRepeat():
            return
        handles = list(self._handles)
        key = Qt.Key(event.key())
        if not handles:
            super().keyPressEvent(event)
            return
        index = handles.index(self._chosen) if self._chosen in handles else 0
        self._chosen = handles[index]
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._chosen = handles[(index + (1 if key == Qt.Key.Key_Down else -1)) % len(handles)]
            self.update()
            self._announce_chosen()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = HANDLE_STEP_MINUTES if key == Qt.Key.Key_Right else -HANDLE_STEP_MINUTES
            self._emit_move(self._chosen, self._handles[self._chosen].hours + step / 60)
            self._announce_chosen()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to drag the nearest handle, if a handle is near enough to the mouse."""
        nearest = self._nearest_handle(event.position().x())
        if nearest is not None:
            self._hours_dragged_in = self._visible_hours()
            self._dragged = self._chosen = nearest
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the dragged handle; if no handle is dragged, show by the mouse cursor whether one is near."""
        x = event.position().x()
        if self._dragged is not None:
            self._emit_move(self._dragged, self.hour_scale().hours_at_x(x))
        elif self._nearest_handle(x) is not None:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stop dragging the handle, and emit `let_go`."""
        if self._dragged is not None:
            self._dragged = None
            self.update()
            self.let_go.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Restore the usual mouse cursor."""
        super().leaveEvent(event)
        self.unsetCursor()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Highlight the chosen handle, which the arrow keys move."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remove the highlight from the chosen handle, and emit `let_go`."""
        super().focusOutEvent(event)
        self.update()
        self.let_go.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the night and its handles; draw a lens (an enlarged view) over a dragged handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint = NightBarPainter(painter, self.font(), self._theme, self.hour_scale(), window_scale(self))
        paint.draw_hours()
        paint.draw_groove(has_focus=self.hasFocus())
        if self._night is not None:
            paint.draw_night(self._night)
        for hours in self._hours_before.values():
            paint.draw_mark_of_night_before(hours)
        chosen = self._chosen if self.hasFocus() or self._dragged is not None else None
        for handle in self._handles.values():
            paint.draw_handle(
                handle, is_chosen=handle.item is chosen, is_impossible=handle.item in self._impossible
            )
        dragged = self._handles.get(self._dragged) if self._dragged is not None else None
        if dragged is not None:
            paint.draw_lens(dragged, is_impossible=bool(self._impossible))
        else:
            paint.draw_names(list(self._handles.values()), chosen)

    def hour_scale(self) -> HourScale:
        """The scale that converts hours to pixels; its first and last hour stay the same during a drag."""
        first, last = self._hours_dragged_in if self._dragged is not None else self._visible_hours()
        left = hour_label_width(self.fontMetrics()) / 2
        return HourScale(first, last, left, self.width() - 2 * left)

    def _visible_hours(self) -> tuple[float, float]:
        """The visible hours: evening to noon, or as far as the night extends."""
        hours = [handle.hours for handle in self._handles.values()]
        first = min([FIRST_SHOWN_HOUR, *(int(hour) for hour in hours)])
        last = max([LAST_SHOWN_HOUR, *(int(hour) + 1 for hour in hours)])
        return float(first), float(last)

    def _nearest_handle(self, x: float) -> Item | None:
        """The diary item of the nearest handle within reach; of two equally near, that of a known time."""
        hour_scale = self.hour_scale()
        away = {item: abs(hour_scale.x_at(handle.hours) - x) for item, handle in self._handles.items()}
        within = [item for item, pixels in away.items() if pixels <= HANDLE_REACH_PIXELS * window_scale(self)]
        return min(within, key=lambda item: (away[item], self._handles[item].moment is None), default=None)

    def _announce_chosen(self) -> None:
        """Announce the chosen handle and its time to a screen reader."""
        handle = self._handles[self._chosen]
        announce(self, f"{handle.name}: {handle.text or 'not set'}")

    def _emit_move(self, item: Item, hours: float) -> None:
        assert self._night is not None
        self.moved.emit(item, text_for_field(self._night, item, hours))
