"""The page of the first start that plays the chosen sound and asks how loud the sound should be."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display_label, label, show_text
from rlscompanion.ui.widgets.sliders import LevelSlider

HOW_LOUD_QUESTION = "How loud should the sound be?"
ABOUT_SOUND_LEVEL = "You fall asleep to this sound. Set it so that you can just hear it."


class SoundCheckPage(QWidget):
    """Plays the chosen sound while the page is visible; the level set here is remembered."""

    done = Signal()

    def __init__(self, sound: SoundControl) -> None:
        super().__init__()
        self._sound = sound
        title = display_label("Sound check", "title", wrap=True)
        show_text(title, HOW_LOUD_QUESTION)
        self._level = LevelSlider("Volume")
        self._level.valueChanged.connect(self._level_moved)
        self._next = button("Next", "Next", "primary", pressed=self.done)
        self._next.setProperty("bulk", "wide")
        self._next.setAccessibleDescription(f"{HOW_LOUD_QUESTION} {ABOUT_SOUND_LEVEL}")
        lines = in_column(
            STRETCH,
            title,
            10,
            label(ABOUT_SOUND_LEVEL, "sentence", wrap=True),
            30,
            in_row(
                label("Quiet", "soft", buddy=self._level), (self._level, 1), label("Loud", "soft"), spacing=18
            ),
            34,
            in_row(self._next, STRETCH),
            STRETCH,
            spacing=0,
            margins=(0, 20, 0, 20),
        )
        in_column(CentredColumn(lines, 620), into=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Start playing the sound."""
        super().showEvent(event)
        self._level.show_level(self._sound.level)
        self._level.setFocus()
        self._sound.play()

    def hideEvent(self, event: QHideEvent) -> None:
        """Fade the sound out and stop it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._sound.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `done` on Enter and Esc, even when the slider has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _level_moved(self, level: int) -> None:
        self._sound.set_level(level / 100)
