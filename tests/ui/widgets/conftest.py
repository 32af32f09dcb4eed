"""A leg figure whose clock the test moves."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.widgets.figure_samples import FIGURE_COLOURS, FIGURE_SIZE, Clock, WatchedFigure, figure_svg
from tests.waiting import PATIENCE_MS


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def figure(qtbot: QtBot, clock: Clock) -> WatchedFigure:
    widget = WatchedFigure(figure_svg, FIGURE_COLOURS, seconds=clock)
    widget.painted = []
    qtbot.addWidget(widget)
    widget.resize(*FIGURE_SIZE)
    return widget


@pytest.fixture
def shown(figure: WatchedFigure, qtbot: QtBot) -> WatchedFigure:
    with qtbot.waitExposed(figure, timeout=PATIENCE_MS):
        figure.show()
    return figure
