"""The tile of one sound in the mixer: drawing, name, short description, and level bar."""

from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from rlscompanion.domain.soundscape import SOUND_DESCRIPTIONS, Sound
from rlscompanion.ui.sounds.drawings import DRAWING_UNITS, sound_drawing
from rlscompanion.ui.theme import DUSK, Theme, mixed_colour
from rlscompanion.ui.widgets.context_menu import ContextMenu, MenuEntry
from rlscompanion.ui.widgets.sliders import SteadySlider
from rlscompanion.ui.widgets.text_size import window_scale

LEVEL_STEP_PERCENT = 5
DEFAULT_LEVEL_PERCENT = 70
TILE_MARGIN, TILE_CORNER_RADIUS, LEVEL_BAR_HEIGHT, LEVEL_KNOB_RADIUS = 14, 14, 4, 7
"""Sizes of parts of a tile, in pixels of a window of the designed size."""

SMALLEST_DRAWING_SIDE = 34
DRAWING_LINE_UNITS = 2.2
"""The thickness of a drawing's lines, in units of the drawing (see DRAWING_UNITS)."""

DESCRIPTION_TEXT_SHARE = 0.82
"""The text size of a sound's description, as a share of the text size of the sound's name."""

LEVEL_ZONE_HEIGHT = 30
"""The height of the zone at a tile's lower edge in which a press sets the level.

In pixels of a window of the designed size.
"""


class SoundTile(SteadySlider):
    """A tile that shows and changes the level of one sound, from 0 to 100.

    Space or a click on the drawing turns the sound on or off; Left and Right change the level.
    """

    levelled = Signal(object, float)

    def __init__(self, sound: Sound) -> None:
        super().__init__(sound.display_name)
        self._sound, self._title = sound, sound.display_name
        self._description = SOUND_DESCRIPTIONS[sound]
        self.setAccessibleDescription(self._description)
        self.setToolTip(f"{self._description}. Click to turn it on or off. Drag the bar to set its volume.")
        self._drawing_side = SMALLEST_DRAWING_SIDE
        self._theme = DUSK
        self._level_before = DEFAULT_LEVEL_PERCENT
        self._pressed_at: QPointF | None = None
        self.setRange(0, 100)
        self.setSingleStep(LEVEL_STEP_PERCENT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.valueChanged.connect(self._emit_level)
        ContextMenu(self, self._menu_entries)

    def show_level(self, level: float) -> None:
        """Show a level from 0 to 1 that was set elsewhere, without emitting a signal."""
        self.blockSignals(True)
        self.setValue(round(100 * level))
        self.blockSignals(False)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the tile."""
        self._theme = theme
        self.update()

    def set_drawing_side(self, pixels: int) -> None:
        """Set the side of the sound's square drawing, in pixels."""
        if pixels != self._drawing_side:
            self._drawing_side = pixels
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, with space for the drawing, the texts below, and the level bar."""
        around = round(self._in_this_window(TILE_MARGIN + 6 + LEVEL_ZONE_HEIGHT))
        lines = self.fontMetrics().height() + QFontMetrics(self._small_font()).height()
        return QSize(150, around + self._drawing_side + lines)

    def minimumSizeHint(self) -> QSize:
        """The least size in pixels, wide enough for the longer of the sound's name and description."""
        small = QFontMetrics(self._small_font())
        widest = max(
            self.fontMetrics().horizontalAdvance(self._title), small.horizontalAdvance(self._description)
        )
        return QSize(widest + round(self._in_this_window(2 * TILE_MARGIN)), self.sizeHint().height())

    def toggle_sound(self) -> None:
        """Turn the sound off, or on again at its earlier level."""
        if self.value():
            self._level_before = self.value()
            self.setValue(0)
        else:
            self.setValue(self._level_before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the sound on or off with Space and Enter; change its level with Left and Right.

        Up and Down move the focus to another tile.
        """
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.toggle_sound()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the level if the press is on the level bar."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed_at = event.position()
        if self._is_on_bar(event.position()):
            self._set_level_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Change the level while the level bar is dragged."""
        if self._pressed_at is not None and self._is_on_bar(self._pressed_at):
            self._set_level_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn the sound on or off after a click above the level bar."""
        pressed_at, self._pressed_at = self._pressed_at, None
        is_inside = self.rect().contains(event.position().toPoint())
        if pressed_at is not None and is_inside and not self._is_on_bar(pressed_at):
            self.toggle_sound()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile; the louder the sound, the brighter its drawing."""
        theme, is_on = self._theme, self.value() > 0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if self.hasFocus() else theme.soft_text if is_on else theme.line
        painter.setPen(QPen(QColor(edge), self._in_this_window(2 if self.hasFocus() else 1)))
        painter.setBrush(QColor(theme.accent_background if is_on else theme.raised_background))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(1, 1, -1, -1), *(self._in_this_window(TILE_CORNER_RADIUS),) * 2
        )
        painter.setPen(QColor(theme.text_on_accent if is_on else theme.text))
        painter.setFont(self.font())
        painter.drawText(self._words(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._title)
        painter.setPen(QColor(theme.text if is_on else theme.soft_text))
        painter.setFont(self._small_font())
        painter.drawText(
            self._words(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._description
        )
        self._paint_bar(painter)
        self._paint_drawing(painter)

    def _paint_bar(self, painter: QPainter) -> None:
        bar = self._bar_rect()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.line))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if self.value():
            painter.setBrush(QColor(self._theme.accent))
            lit = QRectF(bar)
            lit.setWidth(bar.width() * self.value() / 100)
            painter.drawRoundedRect(lit, bar.height() / 2, bar.height() / 2)
            painter.drawEllipse(
                QPointF(lit.right(), bar.center().y()),
                self._in_this_window(LEVEL_KNOB_RADIUS),
                self._in_this_window(LEVEL_KNOB_RADIUS),
            )

    def _menu_entries(self, _point: QPoint) -> list[MenuEntry]:
        is_on = self.value() > 0
        return [
            MenuEntry("Silence" if is_on else "Play", self.toggle_sound, "Space"),
            MenuEntry("Louder", partial(self.triggerAction, self.SliderAction.SliderSingleStepAdd), "Right"),
            MenuEntry(
                "Softer", partial(self.triggerAction, self.SliderAction.SliderSingleStepSub), "Left", is_on
            ),
        ]

    def _paint_drawing(self, painter: QPainter) -> None:
        pen = QPen(self._drawing_colour(), DRAWING_LINE_UNITS)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.translate(self._in_this_window(TILE_MARGIN), self._in_this_window(TILE_MARGIN))
        painter.scale(self._drawing_side / DRAWING_UNITS, self._drawing_side / DRAWING_UNITS)
        painter.drawPath(sound_drawing(self._sound))

    def _drawing_colour(self) -> QColor:
        theme, share = self._theme, self.value() / 100
        return (
            mixed_colour(QColor(theme.soft_text), QColor(theme.text_on_accent), share)
            if share
            else mixed_colour(QColor(theme.line), QColor(theme.soft_text), 0.6)
        )

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(DESCRIPTION_TEXT_SHARE * self.fontInfo().pixelSize()))
        return font

    def _words(self) -> QRectF:
        """The rectangle of the sound's name and description."""
        margin = self._in_this_window(TILE_MARGIN)
        top = margin + self._drawing_side + self._in_this_window(4)
        return QRectF(
            margin,
            top,
            self.width() - 2 * margin,
            self.height() - self._in_this_window(LEVEL_ZONE_HEIGHT) - top,
        )

    def _bar_rect(self) -> QRectF:
        left, top = (
            self._in_this_window(TILE_MARGIN + 1),
            self.height() - self._in_this_window(LEVEL_ZONE_HEIGHT / 2 + 3),
        )
        return QRectF(left, top, self.width() - 2 * left, self._in_this_window(LEVEL_BAR_HEIGHT))

    def _in_this_window(self, pixels: float) -> float:
        """Convert pixels of a window of the designed size to pixels of this window."""
        return pixels * window_scale(self)

    def _is_on_bar(self, point: QPointF) -> bool:
        return point.y() > self.height() - self._in_this_window(LEVEL_ZONE_HEIGHT)

    def _set_level_at(self, point: QPointF) -> None:
        bar = self._bar_rect()
        self.setValue(round(100 * min(max((point.x() - bar.left()) / bar.width(), 0.0), 1.0)))

    def _emit_level(self, percent: int) -> None:
        self.levelled.emit(self._sound, percent / 100)
