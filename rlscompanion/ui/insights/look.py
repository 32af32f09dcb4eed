"""The colours of charts in each theme of the app."""

from PySide6.QtGui import QColor

from rlscompanion.charts.chart import ChartLook
from rlscompanion.ui.theme import Theme

_BAR_COLOURS = {"dusk": "#7d5228", "ember": "#7a1b0c", "day": "#b98c56"}


def chart_look(theme: Theme) -> ChartLook:
    """The colours of a chart that is shown in this theme of the app."""
    return ChartLook(
        background=QColor(theme.background),
        text=QColor(theme.text),
        soft_text=QColor(theme.soft_text),
        line=QColor(theme.line),
        accent=QColor(theme.accent),
        secondary=QColor(theme.soft_text),
        bar=QColor(_BAR_COLOURS[theme.name]),
    )
