"""Sliders that set a level."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rlscompanion.ui.theme import DUSK, apply_theme
from rlscompanion.ui.widgets.sliders import LevelSlider


@pytest.mark.parametrize("window_scale", [1.0, 1.07, 1.29, 1.5, 1.8, 2.47])
def test_the_knob_is_round_in_a_window_of_any_size(qtbot: QtBot, window_scale: float) -> None:
    slider = LevelSlider("Volume")
    qtbot.addWidget(slider)
    apply_theme(slider, DUSK, window_scale=window_scale)
    slider.resize(400, 120)
    slider.show_level(0.5)
    slider.show()

    picture, accent = slider.grab().toImage(), QColor(DUSK.accent)
    rows = [
        sum(picture.pixelColor(x, y) == accent for x in range(picture.width()))
        for y in range(picture.height())
    ]
    knob = [count for count in rows if count]
    assert abs(max(knob) - len(knob)) <= 2
    assert max(knob[0], knob[-1]) < 0.75 * max(knob)
