"""The sounds page: play button, level and sleep timer; below, one tab for the mixer and one for own audio."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from rlscompanion.bedtime.own_audio import OwnAudio
from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.undo import UndoList
from rlscompanion.domain.soundscape import SoundPreset
from rlscompanion.ui.sounds.mixer import MixerPanel
from rlscompanion.ui.sounds.own_panel import OwnAudioPanel
from rlscompanion.ui.sounds.presets_panel import PresetsPanel
from rlscompanion.ui.sounds.removals import RemovalNotice
from rlscompanion.ui.sounds.timer_panel import TimerPanel
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.controls import button, label, set_identifier
from rlscompanion.ui.widgets.page_notice import PageNotice
from rlscompanion.ui.widgets.page_tab import PageTab, PageTabs
from rlscompanion.ui.widgets.sliders import LevelSlider
from rlscompanion.ui.widgets.text_size import TextSized, set_stacked, text_scale, window_scale

SOUNDS_PAGE_WIDTH = 1200
SOUNDS_PAGE_MARGIN = 24
PLAY_BUTTON_WIDTH = 140
LEAST_LEVEL_SLIDER_WIDTH = 160
SIDE_BY_SIDE_SPACING, STACKED_SPACING = 28, 8
LEAST_SIDE_BY_SIDE_WIDTH = 1140
"""The least width, in pixels at the designed text size, at which level and timer are side by side."""


class SoundsPage(TextSized):
    """Plays built-in sounds and the person's own audio files; every change is heard at once."""

    def __init__(
        self,
        sound: SoundControl,
        shelf: PresetShelf,
        preferences: Preferences,
        own: OwnAudio,
        undo: UndoList,
    ) -> None:
        super().__init__()
        self._sound, self._shelf, self._own = sound, shelf, own
        self._play = button("Play", "Play", "primary", pressed=sound.toggle_playing)
        self._mute = button("Mute", "Mute", pressed=sound.toggle_mute)
        self._mute.setCheckable(True)
        self._level = LevelSlider("Volume")
        self._level.valueChanged.connect(self._level_moved)
        self._timer = TimerPanel(sound, preferences)
        self._removals = RemovalNotice(undo)
        self._notice = PageNotice("File notice")
        self._notice.closed.connect(own.notices.clear)
        self._presets = PresetsPanel(shelf, self._removals)
        self._presets.chosen.connect(self._choose)
        self._presets.save_asked.connect(self._save)
        self._mixer = MixerPanel(sound)
        self._built_in_part = QWidget()
        in_column(self._presets, self._mixer, into=self._built_in_part, spacing=10)
        self._own_part = OwnAudioPanel(own, sound, self._removals)
        self._built_in_tab, self._files_tab = PageTab("Built-in sounds"), PageTab("Own audio")
        for tab in (self._built_in_tab, self._files_tab):
            tab.setProperty("bulk", "aside")
        self._built_in_tab.clicked.connect(self._show_built_in)
        self._files_tab.clicked.connect(self._show_files)
        self._lay_out()
        self._show_built_in()
        sound.changed.connect(self._show_sound)
        own.notices.changed.connect(self._show_notice)
        self._show_sound()
        self._show_notice()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the mixer."""
        self._mixer.set_theme(theme)

    def _lay_out(self) -> None:
        tabs = PageTabs("Kinds of sound")
        in_row(self._built_in_tab, self._files_tab, into=tabs)
        head = in_row(label("Sounds", "title"), STRETCH, (tabs, 0, Qt.AlignmentFlag.AlignBottom))
        name = label("Volume", "soft", buddy=self._level)
        transport = in_row(self._play, spacing=14)
        add_parts(transport, name, (self._level, 1), self._mute)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.addLayout(transport, 1)
        self._halves.addWidget(self._timer, 0)
        player = QFrame()
        player.setProperty("role", "banner")
        in_column(self._halves, self._timer.details, into=player, spacing=10, margins=(16, 12, 16, 12))
        lines = in_column(
            head,
            player,
            self._notice,
            self._removals,
            self._built_in_part,
            (self._own_part, 1),
            spacing=14,
            margins=(0, 10, 0, 18),
        )
        lines.addStretch(0)
        in_column(PageColumn(lines), into=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the page to the text size, and give the focus to *Play* if no other control has it."""
        super().showEvent(event)
        self.fit_to_text_size()
        if self.focusWidget() is None:
            self._play.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the page for its new size."""
        super().resizeEvent(event)
        self.fit_to_text_size()

    def fit_to_text_size(self) -> None:
        """Put the level and the sleep timer side by side if the two fit, and arrange the mixer's tiles."""
        scale, window_factor = text_scale(self), window_scale(self)
        self._play.setMinimumWidth(round(PLAY_BUTTON_WIDTH * window_factor))
        self._level.setMinimumWidth(round(LEAST_LEVEL_SLIDER_WIDTH * window_factor))
        width = min(
            self.width() - 2 * round(SOUNDS_PAGE_MARGIN * window_factor), round(SOUNDS_PAGE_WIDTH * scale)
        )
        is_stacked = width < LEAST_SIDE_BY_SIDE_WIDTH * scale
        set_stacked(self._halves, is_stacked)
        self._halves.setSpacing(
            round((STACKED_SPACING if is_stacked else SIDE_BY_SIDE_SPACING) * window_factor)
        )
        self._mixer.fit_into(width, self.height())

    @Slot()
    def _show_built_in(self) -> None:
        self._show_tab(is_own=False)

    @Slot()
    def _show_files(self) -> None:
        self._show_tab(is_own=True)

    def _show_tab(self, is_own: bool) -> None:
        self._built_in_tab.setChecked(not is_own)
        self._files_tab.setChecked(is_own)
        self._built_in_part.setVisible(not is_own)
        self._own_part.setVisible(is_own)

    @Slot()
    def _show_sound(self) -> None:
        sound = self._sound
        _rename_button(self._play, "Pause" if sound.is_playing else "Play")
        self._mute.setChecked(sound.is_muted)
        self._level.show_level(sound.level)
        self._presets.show_mix(sound.mix)

    @Slot()
    def _show_notice(self) -> None:
        self._notice.show_message(self._own.notices.text)

    @Slot(int)
    def _level_moved(self, level: int) -> None:
        self._sound.set_level(level / 100)

    @Slot(object)
    def _choose(self, preset: SoundPreset) -> None:
        self._sound.choose_mix(preset.mix)

    @Slot(str)
    def _save(self, title: str) -> None:
        self._shelf.save(title, self._sound.mix)
        self._presets.select_preset_of(self._sound.mix)


def _rename_button(press: QPushButton, word: str) -> None:
    set_identifier(press, word)
    press.setText(word)
