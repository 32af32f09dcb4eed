"""The colours of the leg figure and of the ring timer in each theme."""

from PySide6.QtGui import QColor

from rlscompanion.ui.theme import DAY, DUSK, EMBER, Theme
from rlscompanion.ui.widgets.figure_parts import FigureColours
from rlscompanion.ui.widgets.ring_timer import RingColours

_FIGURE_COLOURS = {
    DUSK.name: FigureColours(
        background=QColor(DUSK.background),
        skin=QColor("#4a2d1f"),
        shade=QColor("#120906"),
        lit=QColor("#8f5d3a"),
        outline=QColor("#a06c43"),
        detail=QColor("#8d5e3b"),
        cloth=QColor("#1f1a1a"),
        prop=QColor("#6d5138"),
        glow=QColor("#a8682b"),
        hand=QColor("#8f6340"),
        edge=QColor("#edc890"),
        mark=QColor("#f6cf92"),
        never=QColor("#c4775a"),
        text=QColor(DUSK.text),
    ),
    EMBER.name: FigureColours(
        background=QColor(EMBER.background),
        skin=QColor("#240602"),
        shade=QColor("#000000"),
        lit=QColor("#5a1408"),
        outline=QColor("#84240f"),
        detail=QColor("#6a1d0c"),
        cloth=QColor("#0d0201"),
        prop=QColor("#4a1208"),
        glow=QColor("#8e250f"),
        hand=QColor("#641a0b"),
        edge=QColor("#e0401c"),
        mark=QColor("#d03a1a"),
        never=QColor("#a0301a"),
        text=QColor(EMBER.text),
    ),
    DAY.name: FigureColours(
        background=QColor(DAY.background),
        skin=QColor("#eacdaf"),
        shade=QColor("#b27f58"),
        lit=QColor("#fff7ec"),
        outline=QColor("#8a5f40"),
        detail=QColor("#a37853"),
        cloth=QColor("#c6c3b8"),
        prop=QColor("#93836c"),
        glow=QColor("#f0a253"),
        hand=QColor("#fdf1e0"),
        edge=QColor("#54331a"),
        mark=QColor("#8f4c14"),
        never=QColor("#a8452c"),
        text=QColor(DAY.text),
    ),
}


def figure_colours(theme: Theme) -> FigureColours:
    """The colours of the leg figure in a theme."""
    return _FIGURE_COLOURS[theme.name]


def ring_colours(theme: Theme) -> RingColours:
    """The colours of the ring timer in a theme."""
    return RingColours(
        background=QColor(theme.background),
        track=QColor(theme.line),
        arc=QColor(theme.accent),
        text=QColor(theme.text),
        caption=QColor(theme.soft_text),
    )
