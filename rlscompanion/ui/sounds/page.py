"""Sounds: quiet tiles with a level each, the master level, presets, own audio, and the sleep timer."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QPushButton, QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.soundscape import SOUND_TITLES, Preset, Sound
from rlscompanion.ui.sounds.presets_panel import PresetsPanel
from rlscompanion.ui.sounds.tile import SoundTile
from rlscompanion.ui.sounds.timer_panel import TimerPanel
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import filled, in_column, in_row
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.controls import button, identified, label
from rlscompanion.ui.widgets.sliders import LevelSlider
from rlscompanion.ui.widgets.text_size import TextSized, stack

GAP = 10
MARGINS = 72
MOST_A_ROW = 4
ASIDE_TILES = 6.5
"""Widths of the widest tile that the page has where presets and timer stand beside the mixer."""


class SoundsPage(TextSized):
    """The whole player on one page; what is moved is heard at once."""

    def __init__(
        self, sound: SoundControl, shelf: PresetShelf, preferences: Preferences, own: QWidget
    ) -> None:
        super().__init__()
        self._sound = sound
        self._a_row = 0
        self._tiles = {each: SoundTile(each.value, SOUND_TITLES[each]) for each in Sound}
        self._play = button("Play", "Play", "primary")
        self._play.setMinimumWidth(180)
        self._play.clicked.connect(sound.toggle)
        self._mute = button("Mute", "Mute")
        self._mute.setCheckable(True)
        self._mute.clicked.connect(sound.toggle_mute)
        self._level = LevelSlider("Level")
        self._level.valueChanged.connect(self._level_moved)
        self._presets = PresetsPanel(shelf)
        self._presets.chosen.connect(self._choose)
        self._presets.save_asked.connect(self._save)
        self._shelf = shelf
        self._timer = TimerPanel(sound, preferences)
        self._lay_out(own)
        for tile in self._tiles.values():
            tile.levelled.connect(self._sound_levelled)
        sound.changed.connect(self._show)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Draw the tiles in the colours of a theme."""
        for tile in self._tiles.values():
            tile.set_theme(theme)

    def _lay_out(self, own: QWidget) -> None:
        transport = in_row(self._play, spacing=16)
        name = label("Level", "soft", buddy=self._level)
        filled(transport, name, (self._level, 1), self._mute)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        left = in_column(transport, self._grid, (own, 1), spacing=14)
        right = in_column((self._presets, 1), self._timer, spacing=16)
        column = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, column)
        self._halves.setContentsMargins(0, 14, 0, 14)
        self._halves.setSpacing(36)
        self._halves.addLayout(left, 5)
        self._halves.addLayout(right, 2)
        in_column(PageColumn(column), into=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the text size that the style has given by now."""
        super().showEvent(event)
        self.fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room for them, else in one, with fewer tiles a row."""
        super().resizeEvent(event)
        self.fit_text()

    def fit_text(self) -> None:
        """Follow the text size."""
        for each in self._tiles.values():
            each.ensurePolished()
        tile = max(each.minimumSizeHint().width() for each in self._tiles.values()) + GAP
        room = self.width() - MARGINS
        is_wide = room >= ASIDE_TILES * tile
        stack(self._halves, not is_wide)
        a_row = MOST_A_ROW if is_wide else min(MOST_A_ROW, max(1, room // tile))
        if a_row != self._a_row:
            self._a_row = a_row
            for index, each in enumerate(self._tiles.values()):
                self._grid.addWidget(each, index // a_row, index % a_row)

    @Slot()
    def _show(self) -> None:
        sound = self._sound
        for each, tile in self._tiles.items():
            tile.show_level(sound.mix.levels.get(each, 0.0))
        _name(self._play, "Pause" if sound.is_playing else "Play")
        self._mute.setChecked(sound.is_muted)
        self._level.show_level(sound.level)
        self._presets.show_mix(sound.mix)

    @Slot(str, float)
    def _sound_levelled(self, key: str, level: float) -> None:
        self._sound.set_sound_level(Sound(key), level)

    @Slot(int)
    def _level_moved(self, level: int) -> None:
        self._sound.set_level(level / 100)

    @Slot(object)
    def _choose(self, preset: Preset) -> None:
        self._sound.choose(preset.mix)

    @Slot(str)
    def _save(self, title: str) -> None:
        self._shelf.save(title, self._sound.mix)
        self._presets.mark(self._sound.mix)


def _name(press: QPushButton, word: str) -> None:
    identified(press, word)
    press.setText(word)
