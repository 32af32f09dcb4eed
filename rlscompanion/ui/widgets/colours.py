"""What the figure and the ring look like in each theme."""

from PySide6.QtGui import QColor

from rlscompanion.ui.theme import DAY, DUSK, EMBER, Theme
from rlscompanion.ui.widgets.figure_parts import FigureColours
from rlscompanion.ui.widgets.ring_timer import RingColours

_FIGURES = {
    DUSK.name: FigureColours(
        background=QColor(DUSK.ground),
        skin=QColor("#38231a"),
        outline=QColor("#8a5c38"),
        detail=QColor("#7d5434"),
        glow=QColor("#d98a35"),
        hand=QColor("#f2c98f"),
        never=QColor("#a8674a"),
        text=QColor(DUSK.soft),
    ),
    EMBER.name: FigureColours(
        background=QColor(EMBER.ground),
        skin=QColor("#240602"),
        outline=QColor("#74200f"),
        detail=QColor("#5c1a0c"),
        glow=QColor("#9a2810"),
        hand=QColor("#d03a1a"),
        never=QColor("#8a2a18"),
        text=QColor(EMBER.soft),
    ),
    DAY.name: FigureColours(
        background=QColor(DAY.ground),
        skin=QColor("#e3c3a3"),
        outline=QColor("#8f6a4b"),
        detail=QColor("#a37f60"),
        glow=QColor("#d07a2a"),
        hand=QColor("#6b4423"),
        never=QColor("#a5553a"),
        text=QColor(DAY.soft),
    ),
}


def figure_colours(theme: Theme) -> FigureColours:
    """The colours of a figure in a theme."""
    return _FIGURES[theme.name]


def ring_colours(theme: Theme) -> RingColours:
    """The colours of the ring in a theme."""
    return RingColours(
        background=QColor(theme.ground),
        track=QColor(theme.line),
        arc=QColor(theme.accent),
        text=QColor(theme.text),
        caption=QColor(theme.soft),
    )
