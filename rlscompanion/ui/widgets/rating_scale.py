"""A scale of numbered cells that is set with one key."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.controls import identified

UNRATED = -1
CELL_GAP = 6


class RatingScale(QSlider):
    """One 0-10 (or 1-5) scale, blank until touched. Digits rate; End rates the highest; Delete blanks it.

    `touched` comes before whatever a key or a press does; `rated_by_digit` follows a digit,
    `confirmed` an Enter.
    """

    touched = Signal()
    rated_by_digit = Signal()
    confirmed = Signal()

    def __init__(self, identifier: str, lowest: int = 0, highest: int = 10, parent: QWidget | None = None):
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._lowest = lowest
        self._mark: int | None = None
        self._theme = DUSK
        self.setRange(lowest - 1, highest)
        self.setValue(lowest - 1)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        identified(self, identifier)

    @property
    def rating(self) -> int | None:
        """The number chosen, None while untouched."""
        return self.value() if self.value() >= self._lowest else None

    def rate(self, rating: int | None) -> None:
        """Choose a number, or none."""
        self.setValue(self._lowest - 1 if rating is None else rating)

    def set_mark(self, number: int | None) -> None:
        """Put a small line under a number, such as the one rated before, or under none."""
        self._mark = number
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for its cells."""
        return QSize(52 * self._cells(), self._height())

    def minimumSizeHint(self) -> QSize:
        """The narrowest that still can be pressed."""
        widest = self.fontMetrics().horizontalAdvance(str(self.maximum()))
        return QSize((max(24, widest) + CELL_GAP) * self._cells(), self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate by digit, End, Home and arrows; Delete blanks; Enter confirms."""
        self.touched.emit()
        key = event.key()
        if event.text().isascii() and event.text().isdigit():
            digit = int(event.text())
            if self._lowest <= digit <= self.maximum():
                self.setValue(digit)
                self.rated_by_digit.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif key == Qt.Key.Key_Home:
            self.setValue(self._lowest)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rate(None)
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Rate by the cell that is pressed."""
        self.touched.emit()
        if event.button() is Qt.MouseButton.LeftButton:
            self._rate_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Rate by dragging along the cells."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._rate_at(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells: those up to the rating lit, the rating itself most."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for number in range(self._lowest, self.maximum() + 1):
            self._paint_cell(painter, number)

    def _paint_cell(self, painter: QPainter, number: int) -> None:
        theme, rating = self._theme, self.rating
        is_chosen = number == rating
        is_below = rating is not None and number < rating
        fill = theme.accent_ground if is_chosen or is_below else theme.raised
        edge = theme.accent if is_chosen else theme.soft if self.hasFocus() else theme.line
        painter.setPen(QPen(QColor(edge), 2 if is_chosen else 1))
        painter.setBrush(QColor(fill))
        cell = self._cell(number)
        painter.drawRoundedRect(cell, 8, 8)
        painter.setPen(
            QColor(theme.on_accent if is_chosen else theme.text if self.hasFocus() else theme.soft)
        )
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(number))
        if number == self._mark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(QRectF(cell.center().x() - 8, cell.bottom() - 5, 16, 3), 1.5, 1.5)

    def _height(self) -> int:
        return max(48, self.fontMetrics().height() + 18)

    def _cells(self) -> int:
        return self.maximum() - self._lowest + 1

    def _cell(self, number: int) -> QRectF:
        width = (self.width() - CELL_GAP * (self._cells() - 1)) / self._cells()
        left = (number - self._lowest) * (width + CELL_GAP)
        return QRectF(left, 0, width, self.height()).adjusted(1, 1, -1, -1)

    def _rate_at(self, point: QPointF) -> None:
        share = min(max(point.x() / max(self.width(), 1), 0.0), 0.999)
        self.setValue(self._lowest + int(share * self._cells()))
