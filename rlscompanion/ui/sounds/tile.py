"""One sound of the mixer: a quiet tile with its level."""

from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.context_menu import ContextMenu, Entry
from rlscompanion.ui.widgets.sliders import SteadySlider

STEP = 5
DEFAULT_PERCENT = 70


class SoundTile(SteadySlider):
    """A level from 0 to 100 that fills its tile. Space or a click on the name switches it; arrows move it."""

    levelled = Signal(str, float)

    def __init__(self, key: str, title: str) -> None:
        super().__init__(title)
        self._key, self._title = key, title
        self._theme = DUSK
        self._before = DEFAULT_PERCENT
        self._pressed_at: QPointF | None = None
        self.setRange(0, 100)
        self.setSingleStep(STEP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.valueChanged.connect(self._tell)
        ContextMenu(self, self._menu_at)

    def show_level(self, level: float) -> None:
        """Show a level, 0 to 1, that was set elsewhere."""
        self.blockSignals(True)
        self.setValue(round(100 * level))
        self.blockSignals(False)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the name over the level."""
        return QSize(150, self.fontMetrics().height() * 2 + 34)

    def minimumSizeHint(self) -> QSize:
        """The name has to fit."""
        return QSize(self.fontMetrics().horizontalAdvance(self._title) + 30, self.sizeHint().height())

    def switch(self) -> None:
        """Silence the sound, or bring it back to its level before."""
        if self.value():
            self._before = self.value()
            self.setValue(0)
        else:
            self.setValue(self._before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter switch, Left and Right move the level; Up and Down are for the next tile."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.switch()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold: of the level if its bar is pressed."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed_at = event.position()
        if self._is_on_bar(event.position()):
            self._level_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the level."""
        if self._pressed_at is not None and self._is_on_bar(self._pressed_at):
            self._level_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the name switches the sound."""
        pressed_at, self._pressed_at = self._pressed_at, None
        is_inside = self.rect().contains(event.position().toPoint())
        if pressed_at is not None and is_inside and not self._is_on_bar(pressed_at):
            self.switch()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile, lit while the sound is in the mix."""
        theme, is_on = self._theme, self.value() > 0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if self.hasFocus() else theme.soft if is_on else theme.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(theme.accent_ground if is_on else theme.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.setPen(QColor(theme.on_accent if is_on else theme.text))
        painter.setFont(self.font())
        painter.drawText(
            self._name(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._title
        )
        bar = self._bar()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(bar, 2, 2)
        if is_on:
            painter.setBrush(QColor(theme.accent))
            lit = QRectF(bar)
            lit.setWidth(bar.width() * self.value() / 100)
            painter.drawRoundedRect(lit, 2, 2)
            painter.drawEllipse(QPointF(lit.right(), bar.center().y()), 7, 7)

    def _menu_at(self, _point: QPoint) -> list[Entry]:
        is_on = self.value() > 0
        return [
            Entry("Silence" if is_on else "Play", self.switch, "Space"),
            Entry("Louder", partial(self.triggerAction, self.SliderAction.SliderSingleStepAdd), "Right"),
            Entry(
                "Softer", partial(self.triggerAction, self.SliderAction.SliderSingleStepSub), "Left", is_on
            ),
        ]

    def _name(self) -> QRectF:
        return QRectF(15, 8, self.width() - 30, self.height() / 2 - 4)

    def _bar(self) -> QRectF:
        return QRectF(16, self.height() * 0.72 - 2, self.width() - 32, 4)

    def _is_on_bar(self, point: QPointF) -> bool:
        return point.y() > self.height() / 2

    def _level_at(self, point: QPointF) -> None:
        bar = self._bar()
        self.setValue(round(100 * min(max((point.x() - bar.left()) / bar.width(), 0.0), 1.0)))

    def _tell(self, percent: int) -> None:
        self.levelled.emit(self._key, percent / 100)
