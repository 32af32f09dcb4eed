"""The mixer: a tile with a level for each built-in sound, in groups with headings."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.soundscape import SOUND_GROUPS, Sound
from rlscompanion.ui.sounds.tile import SMALLEST_DRAWING_SIDE, SoundTile
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.text_size import text_scale, window_scale

TILE_GAP = 10
MOST_TILES_IN_A_ROW = 6
LARGEST_DRAWING_SIDE = 96
PAGE_HEIGHT_WITHOUT_DRAWINGS = 516
"""The height of the sounds page without its drawings, in pixels of a window of the designed size."""

PARTS_OF_REMAINING_HEIGHT = 6
"""A drawing is as high as the page's remaining height divided by this number, within limits."""


class MixerPanel(QWidget):
    """A tile for each built-in sound, in groups with headings.

    A short group is put beside the group before, if the two fit beside each other.
    """

    def __init__(self, sound: SoundControl) -> None:
        super().__init__()
        self._sound = sound
        self._tiles_a_row = 0
        self._tiles = {each: SoundTile(each) for group in SOUND_GROUPS.values() for each in group}
        self._headings = {title: label(title, "heading") for title in SOUND_GROUPS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(TILE_GAP)
        for tile in self._tiles.values():
            tile.levelled.connect(self._set_level)
        sound.changed.connect(self._show_levels)
        self._show_levels()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the tiles."""
        for tile in self._tiles.values():
            tile.set_theme(theme)

    def fit_into(self, width: int, page_height: int) -> None:
        """Arrange the tiles in `width` pixels, with drawings as large as `page_height` pixels allow."""
        scale = window_scale(self)
        least = SMALLEST_DRAWING_SIDE * (1 + text_scale(self) / scale) / 2
        most = min(
            (page_height / scale - PAGE_HEIGHT_WITHOUT_DRAWINGS) / PARTS_OF_REMAINING_HEIGHT,
            LARGEST_DRAWING_SIDE,
        )
        side = round(scale * max(least, most))
        for tile in self._tiles.values():
            tile.ensurePolished()
            tile.set_drawing_side(side)
        widest = max(tile.minimumSizeHint().width() for tile in self._tiles.values())
        gap = self._grid.horizontalSpacing()
        tiles_a_row = min(MOST_TILES_IN_A_ROW, max(1, (width + gap) // (widest + gap)))
        if tiles_a_row != self._tiles_a_row:
            self._tiles_a_row = tiles_a_row
            self._arrange_tiles()

    def _arrange_tiles(self) -> None:
        while self._grid.takeAt(0):
            pass
        row = column = lines = 0
        for title, sounds in SOUND_GROUPS.items():
            if column + len(sounds) > self._tiles_a_row:
                row, column, lines = row + lines, 0, 0
            wide = min(len(sounds), self._tiles_a_row)
            self._grid.addWidget(self._headings[title], row, column, 1, wide)
            for index, sound in enumerate(sounds):
                at = row + 1 + index // self._tiles_a_row, column + index % self._tiles_a_row
                self._grid.addWidget(self._tiles[sound], *at)
            lines = max(lines, 1 + -(-len(sounds) // self._tiles_a_row))
            column += wide
        for each in range(MOST_TILES_IN_A_ROW):
            self._grid.setColumnStretch(each, 1 if each < self._tiles_a_row else 0)

    @Slot()
    def _show_levels(self) -> None:
        for each, tile in self._tiles.items():
            tile.show_level(self._sound.mix.levels.get(each, 0.0))

    @Slot(object, float)
    def _set_level(self, sound: Sound, level: float) -> None:
        self._sound.set_sound_level(sound, level)
