"""The mixer: a tile with a level for each built-in sound, in groups under headings."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.soundscape import SOUND_GROUPS, Sound
from rlscompanion.ui.sounds.tile import SMALLEST_DRAWING, SoundTile
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.text_size import text_scale, window_room

GAP = 10
MOST_A_ROW = 6
LARGEST_DRAWING = 96
HEIGHT_WITHOUT_DRAWINGS, SHARES = 516, 6
"""Designed pixels of a page's height that its other parts take, and in how many parts the rest is divided:
one is the height of a drawing, within bounds."""


class Mixer(QWidget):
    """A tile for each built-in sound, in groups; a short group is beside the one before it if both fit."""

    def __init__(self, sound: SoundControl) -> None:
        super().__init__()
        self._sound = sound
        self._a_row = 0
        self._tiles = {each: SoundTile(each) for group in SOUND_GROUPS.values() for each in group}
        self._headings = {title: label(title, "heading") for title in SOUND_GROUPS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        for tile in self._tiles.values():
            tile.levelled.connect(self._set_level)
        sound.changed.connect(self._show)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the tiles."""
        for tile in self._tiles.values():
            tile.set_theme(theme)

    def fit(self, width: int, page_height: int) -> None:
        """Arrange the tiles for a mixer of this width, with drawings as large as the page's height allows.

        Both are in pixels.
        """
        grown = window_room(self)
        least = SMALLEST_DRAWING * (1 + text_scale(self) / grown) / 2
        most = min((page_height / grown - HEIGHT_WITHOUT_DRAWINGS) / SHARES, LARGEST_DRAWING)
        side = round(grown * max(least, most))
        for tile in self._tiles.values():
            tile.ensurePolished()
            tile.set_drawing_side(side)
        widest = max(tile.minimumSizeHint().width() for tile in self._tiles.values())
        gap = self._grid.horizontalSpacing()
        a_row = min(MOST_A_ROW, max(1, (width + gap) // (widest + gap)))
        if a_row != self._a_row:
            self._a_row = a_row
            self._arrange()

    def _arrange(self) -> None:
        while self._grid.takeAt(0):
            pass
        row = column = lines = 0
        for title, sounds in SOUND_GROUPS.items():
            if column + len(sounds) > self._a_row:
                row, column, lines = row + lines, 0, 0
            wide = min(len(sounds), self._a_row)
            self._grid.addWidget(self._headings[title], row, column, 1, wide)
            for index, sound in enumerate(sounds):
                at = row + 1 + index // self._a_row, column + index % self._a_row
                self._grid.addWidget(self._tiles[sound], *at)
            lines = max(lines, 1 + -(-len(sounds) // self._a_row))
            column += wide
        for each in range(MOST_A_ROW):
            self._grid.setColumnStretch(each, 1 if each < self._a_row else 0)

    @Slot()
    def _show(self) -> None:
        for each, tile in self._tiles.items():
            tile.show_level(self._sound.mix.levels.get(each, 0.0))

    @Slot(object, float)
    def _set_level(self, sound: Sound, level: float) -> None:
        self._sound.set_sound_level(sound, level)
