"""A thin line that shows the progress of a massage session, with a dash for each step and leg."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.domain.session import SessionState
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.text_size import window_scale

SEGMENTS_LINE_HEIGHT = 12
_GAP_BETWEEN_LEGS, _GAP_BETWEEN_STEPS = 3.0, 9.0
_THIN_DASH, _THICK_DASH = 3.0, 6.0


class SegmentsLine(QWidget):
    """A line with a dash for each segment (a step on one leg or both); longer segments have longer dashes.

    Dashes of the same step are closer together than dashes of different steps.
    """

    def __init__(self) -> None:
        super().__init__()
        self._dashes: Sequence[tuple[str, float]] = ()
        self._index = 0
        self._theme = DUSK
        self.setAccessibleIdentifier("Progress")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_session(self, state: SessionState) -> None:
        """Show the dashes of a session, with the current one highlighted."""
        dashes = tuple((each.segment.step.key, each.planned) for each in state.progress)
        if (dashes, state.current_index) == (self._dashes, self._index):
            return
        self._dashes, self._index = dashes, state.current_index
        number = min(state.current_index, len(dashes) - 1) + 1
        self.setAccessibleName(f"Progress: part {number} of {len(dashes)}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The preferred size in pixels."""
        return QSize(240, round(SEGMENTS_LINE_HEIGHT * window_scale(self)))

    def minimumSizeHint(self) -> QSize:
        """The least size in pixels, small enough for any text column."""
        return QSize(120, round(SEGMENTS_LINE_HEIGHT * window_scale(self)))

    def dash_spans(self) -> list[tuple[float, float]]:
        """The x coordinate and the length of each dash, in pixels."""
        keys = [key for key, _ in self._dashes]
        grown = window_scale(self)
        gaps = [
            grown * (_GAP_BETWEEN_LEGS if keys[i] == keys[i - 1] else _GAP_BETWEEN_STEPS)
            for i in range(1, len(keys))
        ]
        squeeze = min(1.0, 0.5 * self.width() / sum(gaps)) if gaps else 1.0
        room = self.width() - squeeze * sum(gaps)
        in_all = sum(seconds for _, seconds in self._dashes)
        found, left = [], 0.0
        for (_, seconds), gap in zip(self._dashes, [*gaps, 0.0], strict=True):
            length = room * seconds / in_all
            found.append((left, length))
            left += length + squeeze * gap
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashes of past, current and coming segments."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = self._theme
        for i, (left, length) in enumerate(self.dash_spans()):
            is_on = i == self._index
            colour = theme.accent if is_on else theme.soft_text if i < self._index else theme.line
            thick = window_scale(self) * (_THICK_DASH if is_on else _THIN_DASH)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(
                QRectF(left, (self.height() - thick) / 2, max(length, 2.0), thick), thick / 2, thick / 2
            )
