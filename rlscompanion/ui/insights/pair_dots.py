"""The progress of a trial as a row of dots: one dot for each pair of neighbouring nights."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from rlscompanion.domain.trial import TrialResult
from rlscompanion.domain.trial_words import trial_progress_words
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.text_size import TextSized, text_scale

DOT_DISTANCE, DOT_RADIUS, RING_RADIUS = 30.0, 6.0, 11.0
"""Distance from dot to dot, radius of a dot, and radius of the ring, in pixels at the designed text size."""


class PairDots(TextSized):
    """A row of dots, one dot for each pair of neighbouring nights of a trial; a ring marks the current pair.

    A dot is full if the diaries of both nights answer the question that the trial is about. A dot is hollow
    if an answer is missing, and small if the pair is still to come.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pair_count, self._current = 0, 0
        self._complete: frozenset[int] = frozenset()
        self._incomplete: frozenset[int] = frozenset()
        self._theme = DUSK
        self.setAccessibleIdentifier("Pairs")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Draw the dots and the ring in the colours of this theme."""
        self._theme = theme
        self.update()

    def show_pairs(self, pair_count: int, result: TrialResult, current_pair: int) -> None:
        """Show the progress of a trial that has `pair_count` pairs of nights, with its result so far.

        `current_pair` is the number of the current pair, counted from 1, or 0 before the first pair begins.
        """
        self._pair_count, self._current = pair_count, current_pair
        self._complete = frozenset(block.number for block in result.complete_blocks)
        self._incomplete = frozenset(block.number for block in result.incomplete_blocks)
        tonight = (
            f"tonight is in pair {current_pair} of {pair_count}"
            if current_pair
            else f"{pair_count} pairs to come"
        )
        self.setAccessibleName(f"Pairs: {tonight}; {trial_progress_words(result)}")
        self.update()

    def fit_to_text_size(self) -> None:
        """Adapt the height of the row of dots to the text size."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, with all dots in one row."""
        scale = text_scale(self)
        return QSize(
            round(DOT_DISTANCE * scale * max(1, self._pair_count)), round(2 * (RING_RADIUS + 2) * scale)
        )

    def minimumSizeHint(self) -> QSize:
        """The smallest size in pixels; at this width the dots are closer together."""
        return QSize(200, self.sizeHint().height())

    def dot_centres(self) -> list[QPointF]:
        """The centre points of the dots, in pixels, from left to right."""
        pitch = min(DOT_DISTANCE * text_scale(self), self.width() / max(1, self._pair_count))
        return [QPointF(pitch * (i + 0.5), self.height() / 2) for i in range(self._pair_count)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots, and the ring around the dot of the current pair."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, centres = self._theme, self.dot_centres()
        pitch = centres[1].x() - centres[0].x() if len(centres) > 1 else DOT_DISTANCE
        scale = min(text_scale(self), pitch / DOT_DISTANCE)
        for number, centre in enumerate(centres, start=1):
            is_known = number in self._complete or number in self._incomplete
            colour = QColor(theme.accent if is_known else theme.soft_text)
            painter.setPen(QPen(colour, 2.0 * scale))
            painter.setBrush(colour if number in self._complete else Qt.BrushStyle.NoBrush)
            radius = DOT_RADIUS * scale if is_known or number == self._current else 2.0 * scale
            painter.drawEllipse(centre, radius, radius)
            if number == self._current:
                painter.setPen(QPen(QColor(theme.text), 2.0 * scale))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(centre, RING_RADIUS * scale, RING_RADIUS * scale)
