"""A rating scale: numbered cells, such as 0 to 10; a single key press gives a rating."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.keys import digit_of
from rlscompanion.ui.widgets.sliders import SteadySlider
from rlscompanion.ui.widgets.text_size import window_scale

RATING_CELL_GAP = 6


ARROWS_IGNORED_MS = 1000
"""How many real milliseconds a new scale ignores arrow keys, which may be meant for the page before."""


class RatingScale(SteadySlider):
    """A rating scale, usually from 0 to 10, which is blank until the person rates.

    A digit rates; End gives the highest rating; Delete makes the scale blank. Only a deliberate press rates:
    the mouse wheel and held keys do nothing. On a blank scale, arrow keys do nothing until the scale has been
    visible for one second, or until `allow_arrow_keys` is called.

    `touched` is emitted at any key or mouse press, before the rating changes; `rated_by_digit` after a digit
    has rated; and `confirmed` after Enter.
    """

    touched = Signal()
    rated_by_digit = Signal()
    confirmed = Signal()

    def __init__(self, identifier: str, lowest: int = 0, highest: int = 10, parent: QWidget | None = None):
        super().__init__(identifier, parent)
        self._lowest = lowest
        self._is_by_arrows = False
        self._arrows_ignored = QTimer(self, singleShot=True, interval=ARROWS_IGNORED_MS)
        self._underlined: int | None = None
        self._theme = DUSK
        self.setRange(lowest - 1, highest)
        self.setValue(lowest - 1)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._confirm_rating)

    @property
    def rating(self) -> int | None:
        """The rating that the person has given; None while the scale is blank."""
        return self.value() if self.value() >= self._lowest else None

    @property
    def deliberate_rating(self) -> int | None:
        """The rating, if it is deliberate: a rating by arrow keys alone counts once Enter has confirmed it.

        None while the scale is blank, and for a rating that is not deliberate.
        """
        return None if self._is_by_arrows else self.rating

    @Slot()
    def allow_arrow_keys(self) -> None:
        """Stop ignoring arrow keys, even if the scale is blank and has just appeared."""
        self._arrows_ignored.stop()

    def rate(self, rating: int | None) -> None:
        """Set the rating to this number; None makes the scale blank."""
        self.setValue(self._lowest - 1 if rating is None else rating)
        self._confirm_rating()  # also of the number that arrows had reached already

    def underline(self, number: int | None) -> None:
        """Underline the cell with this number, such as an earlier rating; None removes the underline."""
        self._underlined = number
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint the scale in the colours of this theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, wide enough for all cells."""
        return QSize(round(52 * window_scale(self)) * self._cell_count(), self._height())

    def minimumSizeHint(self) -> QSize:
        """The least size in pixels, at which each cell is still large enough to press."""
        widest = self.fontMetrics().horizontalAdvance(str(self.maximum()))
        return QSize((max(24, widest) + self._cell_gap()) * self._cell_count(), self._height())

    def showEvent(self, event: QShowEvent) -> None:
        """Start the second in which arrow keys do nothing."""
        super().showEvent(event)
        self._arrows_ignored.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate on digits, End, Home and arrow keys; blank the scale on Delete; confirm a rating on Enter."""
        if event.isAutoRepeat():
            return
        self.touched.emit()
        key = event.key()
        digit = digit_of(event)
        if digit is not None:
            if self._lowest <= digit <= self.maximum():
                self.rate(digit)
                self.rated_by_digit.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm_rating()
            self.confirmed.emit()
        elif key == Qt.Key.Key_Home:
            self.rate(self._lowest)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rate(None)
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_End:
            self.rate(self.maximum())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._change_rating(1 if key == Qt.Key.Key_Right else -1)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the rating to the number of the pressed cell."""
        self.touched.emit()
        if event.button() is Qt.MouseButton.LeftButton:
            self._rate_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Set the rating to the number of the cell that the mouse is dragged to."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._rate_at(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all cells, highlighted up to the rating; the cell of the rating itself is brightest."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for number in range(self._lowest, self.maximum() + 1):
            self._paint_cell(painter, number)

    def _paint_cell(self, painter: QPainter, number: int) -> None:
        theme, rating, scale = self._theme, self.rating, window_scale(self)
        is_chosen = number == rating
        is_below = rating is not None and number < rating
        fill = theme.accent_background if is_chosen or is_below else theme.raised_background
        edge = theme.accent if is_chosen else theme.soft_text if self.hasFocus() else theme.line
        painter.setPen(QPen(QColor(edge), scale * (2 if is_chosen else 1)))
        painter.setBrush(QColor(fill))
        cell = self._cell_rectangle(number)
        painter.drawRoundedRect(cell, 8 * scale, 8 * scale)
        painter.setPen(
            QColor(theme.text_on_accent if is_chosen else theme.text if self.hasFocus() else theme.soft_text)
        )
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(number))
        if number == self._underlined:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            line = QRectF(0, 0, 16 * scale, 3 * scale)
            line.moveCenter(QPointF(cell.center().x(), cell.bottom() - 3.5 * scale))
            painter.drawRoundedRect(line, 1.5 * scale, 1.5 * scale)

    def _height(self) -> int:
        return max(48, self.fontMetrics().height() + 18)

    def _cell_gap(self) -> int:
        return round(RATING_CELL_GAP * window_scale(self))

    def _cell_count(self) -> int:
        return self.maximum() - self._lowest + 1

    def _cell_rectangle(self, number: int) -> QRectF:
        width = (self.width() - self._cell_gap() * (self._cell_count() - 1)) / self._cell_count()
        left = (number - self._lowest) * (width + self._cell_gap())
        return QRectF(left, 0, width, self.height()).adjusted(1, 1, -1, -1)

    def _change_rating(self, by: int) -> None:
        """Change the rating by `by`; if the scale is blank and new, ignore the key that asked for this."""
        is_blank = self.rating is None
        if is_blank and self._arrows_ignored.isActive():
            return
        is_by_arrows = is_blank or self._is_by_arrows
        self.setValue(self.value() + by)
        self._is_by_arrows = is_by_arrows

    @Slot()
    def _confirm_rating(self) -> None:
        self._is_by_arrows = False

    def _rate_at(self, point: QPointF) -> None:
        share = min(max(point.x() / max(self.width(), 1), 0.0), 0.999)
        self.rate(self._lowest + int(share * self._cell_count()))
