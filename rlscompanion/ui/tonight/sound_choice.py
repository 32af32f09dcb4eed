"""The choice of tonight's sound: a preset, the person's own mix, or silence."""

from PySide6.QtCore import Slot

from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.soundscape import NO_SOUND, Mix
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.sliders import LevelSlider


class SoundChoice(ComboBox):
    """A combo box for tonight's sound; a choice applies at once, and `level` is a slider for the loudness."""

    def __init__(self, sound: SoundControl, shelf: PresetShelf) -> None:
        super().__init__("Sound")
        self._sound, self._shelf = sound, shelf
        self._mixes: list[Mix] = []
        self.caption, self.level_caption = label("Sound", "soft"), label("Volume", "soft")
        self.activated.connect(self._choose)
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.level = LevelSlider("Volume")
        self.level.valueChanged.connect(self._set_level)

    def refresh(self) -> None:
        """List all presets, the person's own mix (if it equals no preset), and silence."""
        offers = [(preset.title, preset.mix) for preset in self._shelf.presets]
        for mix in (self._sound.own_mix, self._sound.mix):
            if mix is not None and not mix.is_silent and mix not in (each for _, each in offers):
                offers.append(("Your mix", mix))
        offers.append(("No sound", NO_SOUND))
        self._mixes = [mix for _, mix in offers]
        self.clear()
        self.addItems([title for title, _ in offers])
        self.setCurrentIndex(self._mixes.index(self._sound.mix))
        self.level.show_level(self._sound.level)

    @Slot(int)
    def _choose(self, index: int) -> None:
        self._sound.choose_mix(self._mixes[index])

    @Slot(int)
    def _set_level(self, level: int) -> None:
        self._sound.set_level(level / 100)
