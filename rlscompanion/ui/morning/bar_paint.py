"""Painting of the night bar, which shows the times of one night as handles on a bar."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QFontMetricsF, QPainter, QPen

from rlscompanion.domain import measures
from rlscompanion.domain.clock_style import axis_clock_text, widest_clock_text
from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.ui.morning.time_handles import HANDLE_STEP_MINUTES, TimeHandle, hours_at
from rlscompanion.ui.theme import Theme

HOUR_LABEL_STEPS = (2, 3, 6, 12)
"""Possible distances between two labelled hours, in hours; the smallest that leaves enough space is used."""

HOUR_LABEL_GAP = 16.0
GROOVE_HEIGHT = 22.0
GAP_ABOVE_BAR, GAP_BELOW_BAR = 12.0, 8.0
"""Space above the bar (up to the names of times) and below the bar (down to the hour labels), in pixels."""

TIME_NAME_SIZE, LENS_TIME_SIZE = 0.88, 1.45
"""Text sizes of time names and of the time above a dragged handle, as multiples of the widget's text size."""

LEAST_NAME_DISTANCE = 9
"""Smallest distance between the names of two handles, in pixels."""

NAME_SHIFTS = (8, 16, 24)
"""Sideways shifts in pixels that are tried to keep the names of two handles apart."""

LENS_STEPS_PER_SIDE = 6
"""How many five-minute steps the lens (an enlarged view of a dragged handle) shows on each side."""

_TIMES_NAMED_ON_RIGHT = (Item.MINUTES_TO_FALL_ASLEEP, Item.GOT_UP)
"""Times whose name is to the right of their handle; the names of the other times are to the left."""

_TIME_NAMED_LAST = Item.TRIED_TO_SLEEP


class HourScale(NamedTuple):
    """Converts hours to pixels on the night bar, and pixels to hours.

    Hours are counted from 00:00 of the evening's date: 30 hours are 6 o'clock the next morning. The bar shows
    the hours from `first_hour` to `last_hour`. The bar begins at the x coordinate `left` and is `width`
    pixels wide.
    """

    first_hour: float
    last_hour: float
    left: float
    width: float

    @property
    def pixels_per_hour(self) -> float:
        """The width of one hour on the bar, in pixels."""
        return self.width / (self.last_hour - self.first_hour)

    def x_at(self, hours: float) -> float:
        """The x coordinate in pixels for a time given in hours, limited to the ends of the bar."""
        return (
            self.left
            + (min(max(hours, self.first_hour), self.last_hour) - self.first_hour) * self.pixels_per_hour
        )

    def hours_at_x(self, x: float) -> float:
        """The time in hours at an x coordinate in pixels, limited to the ends of the bar."""
        return min(
            max(self.first_hour + (x - self.left) / max(1.0, self.pixels_per_hour), self.first_hour),
            self.last_hour,
        )


def hour_label_width(metrics: QFontMetrics) -> float:
    """The width in pixels of an hour label, such as "22", with the space to the next label."""
    return metrics.horizontalAdvance(axis_clock_text(22)) + HOUR_LABEL_GAP


def bar_height(metrics: QFontMetrics, window_scale: float) -> int:
    """The height in pixels of the whole widget: two lines of names, the bar, and a line of hour labels.

    `window_scale` is the factor by which a large window enlarges everything.
    """
    return round(
        _groove_top(metrics, window_scale)
        + window_scale * (GROOVE_HEIGHT + GAP_BELOW_BAR)
        + metrics.height()
        + 2
    )


def _groove_top(metrics: QFontMetrics, window_scale: float) -> float:
    return 2.0 * metrics.height() + window_scale * GAP_ABOVE_BAR


class NightBarPainter:
    """Paints the bar of one night in layers.

    Call the `draw_` methods in the order of their definition, since each method paints over the layers before
    it. `window_scale` is the factor by which a large window enlarges everything.
    """

    def __init__(
        self, painter: QPainter, font: QFont, theme: Theme, scale: HourScale, window_scale: float
    ) -> None:
        self._painter, self._theme, self._scale = painter, theme, scale
        self._font, self._small, self._large = (
            font,
            _scaled_font(font, TIME_NAME_SIZE),
            _scaled_font(font, LENS_TIME_SIZE),
        )
        self._metrics = QFontMetrics(font)
        self._window_scale, self._groove = window_scale, window_scale * GROOVE_HEIGHT
        self._top = _groove_top(self._metrics, window_scale)

    def draw_hours(self) -> None:
        """Draw the hour labels below the bar; leave some hours out if there is little space."""
        scale, painter = self._scale, self._painter
        painter.setPen(QColor(self._theme.soft_text))
        wide = hour_label_width(self._metrics)
        row = QRectF(
            0, self._top + self._groove + self._window_scale * GAP_BELOW_BAR, wide, self._metrics.height() + 2
        )
        step = next(
            (each for each in HOUR_LABEL_STEPS if each * scale.pixels_per_hour >= wide), HOUR_LABEL_STEPS[-1]
        )
        for hour in range(round(scale.first_hour), round(scale.last_hour) + 1, step):
            name = row.translated(scale.x_at(hour) - wide / 2, 0)
            painter.drawText(name, Qt.AlignmentFlag.AlignHCenter, axis_clock_text(hour))

    def draw_groove(self, has_focus: bool) -> None:
        """Draw the empty bar, with a frame if the widget has the focus."""
        theme, high = self._theme, self._groove
        self._painter.setPen(
            QPen(QColor(theme.accent), 2 * self._window_scale) if has_focus else Qt.PenStyle.NoPen
        )
        self._painter.setBrush(QColor(theme.raised_background))
        bar = QRectF(self._scale.left, self._top, self._scale.width, high)
        self._painter.drawRoundedRect(bar, high / 2, high / 2)

    def draw_night(self, night: Night) -> None:
        """Draw one night on the bar: the time in bed, the sleep, the minutes awake, and logged awakenings."""
        sleep = night.main_sleep
        if sleep is None:
            return
        asleep = measures.sleep_onset(sleep)
        self._draw_span(night, sleep.went_to_bed or sleep.tried_to_sleep, sleep.got_up, self._theme.line, 2)
        self._draw_span(night, asleep, sleep.woke_up, self._theme.soft_text, 0)
        self._draw_minutes_awake(night, sleep, asleep)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.background))
        for awakening in night.awakenings:
            x = self._scale.x_at(hours_at(night, awakening.at))
            middle = QPointF(x, self._top + self._groove / 2)
            self._painter.drawEllipse(middle, 4 * self._window_scale, 4 * self._window_scale)

    def draw_mark_of_night_before(self, hours: float) -> None:
        """Draw a short line below the bar for a time of the previous night, given in hours."""
        self._painter.setPen(QPen(QColor(self._theme.soft_text), 2 * self._window_scale))
        x, bottom = self._scale.x_at(hours), self._top + self._groove
        self._painter.drawLine(
            QPointF(x, bottom + 2 * self._window_scale), QPointF(x, bottom + 7 * self._window_scale)
        )

    def draw_handle(self, handle: TimeHandle, is_chosen: bool, is_impossible: bool) -> None:
        """Draw the handle for one time of the night; if that time is unknown, only a dotted outline.

        If `is_impossible`, the time contradicts other answers, and the handle has the warning colour.
        """
        theme, painter, window_scale = self._theme, self._painter, self._window_scale
        is_ghost = handle.moment is None
        colour = QColor(theme.warning if is_impossible else theme.soft_text if is_ghost else theme.accent)
        if is_ghost:
            pen = QPen(QColor(theme.text) if is_chosen else colour, window_scale * (2 if is_chosen else 1.4))
            pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.setBrush(QColor(theme.background))
        else:
            painter.setPen(
                QPen(QColor(theme.text_on_accent if is_chosen else theme.background), 2 * window_scale)
            )
            painter.setBrush(colour)
        # Trying to sleep lies between two times that matter more.
        half = window_scale * (3 if handle.item is Item.TRIED_TO_SLEEP else 5)
        x = self._scale.x_at(handle.hours)
        outline = QRectF(x - half, self._top - 5 * window_scale, 2 * half, self._groove + 10 * window_scale)
        painter.drawRoundedRect(outline, half, half)

    def draw_names(self, handles: Sequence[TimeHandle], chosen: Item | None) -> None:
        """Draw the name and the clock time of each handle above the bar.

        The handle of `chosen` gets its name first. A name for which no space is left is not drawn.
        """
        taken: list[QRectF] = []
        for handle in sorted(
            handles, key=lambda handle: (handle.item is not chosen, handle.item is _TIME_NAMED_LAST)
        ):
            for is_right, name in self._name_positions(handle):
                if not any(name.intersects(each) for each in taken):
                    taken.append(
                        name.adjusted(
                            -LEAST_NAME_DISTANCE * self._window_scale,
                            0,
                            LEAST_NAME_DISTANCE * self._window_scale,
                            0,
                        )
                    )
                    self._draw_name(handle, name, is_right)
                    break

    def draw_lens(self, handle: TimeHandle, is_impossible: bool) -> None:
        """Draw the lens, an enlarged view above a dragged handle: its time, name, and a ruler of minutes.

        If `is_impossible`, the time contradicts other answers, and its digits have the warning colour.
        """
        theme, painter = self._theme, self._painter
        colour = QColor(theme.warning if is_impossible else theme.accent)
        large, small = QFontMetricsF(self._large), QFontMetricsF(self._small)
        time_width = large.horizontalAdvance(widest_clock_text())
        width = time_width + small.horizontalAdvance(handle.name) + 40
        lens = self._moved_inside(QRectF(self._scale.x_at(handle.hours) - width / 2, 1, width, self._top - 8))
        painter.setPen(QPen(colour, 2))
        painter.setBrush(QColor(theme.raised_background))
        painter.drawRoundedRect(lens, 10, 10)
        inside = lens.adjusted(14, 2, -14, -14)
        painter.setFont(self._large)
        painter.setPen(QColor(theme.warning if is_impossible else theme.text))
        painter.drawText(
            inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, handle.text or "–"
        )
        painter.setFont(self._small)
        painter.setPen(QColor(theme.soft_text))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, handle.name)
        self._draw_ruler(handle, lens, colour)

    def _draw_ruler(self, handle: TimeHandle, lens: QRectF, colour: QColor) -> None:
        """Draw a line every five minutes around a time, longer at quarters and longest at hours."""
        painter = self._painter
        middle, bottom = lens.center().x(), lens.bottom() - 3
        apart = (lens.width() - 24) / (2 * LENS_STEPS_PER_SIDE)
        now = round(handle.hours * 60 / HANDLE_STEP_MINUTES)
        for step in range(-LENS_STEPS_PER_SIDE, LENS_STEPS_PER_SIDE + 1):
            minute = (now + step) * HANDLE_STEP_MINUTES
            high = 10 if minute % 60 == 0 else 7 if minute % 15 == 0 else 4
            painter.setPen(QPen(QColor(self._theme.soft_text), 1))
            painter.drawLine(
                QPointF(middle + step * apart, bottom), QPointF(middle + step * apart, bottom - high)
            )
        painter.setPen(QPen(colour, 3))
        painter.drawLine(QPointF(middle, bottom), QPointF(middle, bottom - 11))

    def _draw_span(
        self, night: Night, start: Moment | None, stop: Moment | None, colour: str, inset: float
    ) -> None:
        if start is None or stop is None or stop <= start:
            return
        self._painter.setBrush(QColor(colour))
        self._painter.setPen(Qt.PenStyle.NoPen)
        left, right = self._scale.x_at(hours_at(night, start)), self._scale.x_at(hours_at(night, stop))
        inset *= self._window_scale
        span = QRectF(left, self._top + inset, right - left, self._groove - 2 * inset)
        self._painter.drawRoundedRect(span, 8 * self._window_scale, 8 * self._window_scale)

    def _draw_minutes_awake(self, night: Night, sleep: Sleep, asleep: Moment | None) -> None:
        """Hatch the minutes awake at the end of the sleep, since their times are unknown."""
        if asleep is None or sleep.woke_up is None or not sleep.minutes_awake:
            return
        start = sleep.woke_up.plus_minutes(-sleep.minutes_awake)
        if start <= asleep:
            return
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised_background))
        left, right = (
            self._scale.x_at(hours_at(night, start)),
            self._scale.x_at(hours_at(night, sleep.woke_up)),
        )
        top, bottom = self._top + 2 * self._window_scale, self._top + self._groove - 2 * self._window_scale
        painter.drawRect(QRectF(left, top, right - left, bottom - top))
        painter.setPen(QPen(QColor(self._theme.soft_text), 1))
        x = left
        while x < right:
            painter.drawLine(QPointF(x, bottom), QPointF(min(x + 9 * self._window_scale, right), top))
            x += 6 * self._window_scale

    def _name_positions(self, handle: TimeHandle) -> Iterator[tuple[bool, QRectF]]:
        """The possible positions for the name of a handle, best first; True means right of the handle.

        First comes the usual side of the handle, then the same side slightly shifted, then the other side.
        """
        is_right = handle.item in _TIMES_NAMED_ON_RIGHT
        name, away = self._name_rect(handle, is_right), 1 if is_right else -1
        for off in (0, *NAME_SHIFTS):
            yield is_right, self._moved_inside(name.translated(off * away * self._window_scale, 0))
        yield not is_right, self._moved_inside(self._name_rect(handle, not is_right))

    def _name_rect(self, handle: TimeHandle, is_right: bool) -> QRectF:
        """The rectangle of a handle's name and time on one side of the handle."""
        wide = max(
            QFontMetricsF(self._small).horizontalAdvance(handle.name),
            QFontMetricsF(self._font).horizontalAdvance(handle.text),
        )
        x = self._scale.x_at(handle.hours)
        beside = 5 * self._window_scale
        left = x - beside if is_right else x + beside - wide
        return QRectF(left, 0, wide + 2, self._top - self._window_scale * (GAP_ABOVE_BAR - 4))

    def _draw_name(self, handle: TimeHandle, name: QRectF, is_right: bool) -> None:
        side = Qt.AlignmentFlag.AlignLeft if is_right else Qt.AlignmentFlag.AlignRight
        painter = self._painter
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.soft_text))
        painter.drawText(name, side | Qt.AlignmentFlag.AlignTop, handle.name)
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(name, side | Qt.AlignmentFlag.AlignBottom, handle.text)

    def _moved_inside(self, rect: QRectF) -> QRectF:
        right = self._scale.left * 2 + self._scale.width - 1
        return rect.translated(max(1 - rect.left(), 0), 0).translated(min(right - rect.right(), 0), 0)


def _scaled_font(font: QFont, share: float) -> QFont:
    made = QFont(font)
    made.setPixelSize(round(QFontInfo(font).pixelSize() * share))
    return made
