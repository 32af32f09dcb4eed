"""The settings page, on which each changed setting applies at once and is remembered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import (
    KEEP_AWAKE,
    KEEP_SCREEN_ON,
    PAGE_LIGHT,
    RESCUE_ROUTINE,
    SOUND_DEVICE,
    SOUND_ON_CLOSING,
    STILL_PICTURES,
    TEXT_SCALE,
    TEXT_SCALES,
    VOICE_CHOICE,
    ClosingChoice,
    VoiceChoice,
)
from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.bedtime.session_guide import SessionGuide
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.stillness import Stillness
from rlscompanion.domain.clock_style import clock_text
from rlscompanion.domain.daylight import DAY_BEGINS, DAY_ENDS, PageLight
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.safety_advice import UNSTEADY_STATES
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column
from rlscompanion.ui.widgets.column import READING_WIDTH, PageColumn
from rlscompanion.ui.widgets.combo_box import CheckBox, ComboBox
from rlscompanion.ui.widgets.controls import button, label
from rlscompanion.ui.widgets.remembered_choice import RememberedCheckBox, RememberedComboBox

ABOUT_NIGHT_ROUTINE = (
    "What starts when you press Restless legs at night. Do not choose the standing one for nights when you "
    f"feel {UNSTEADY_STATES}."
)
STILL_PICTURES_TEXT = "Your desktop asks for less motion, so the pictures stay still anyway."

VOICE_CHOICE_TITLES = {
    VoiceChoice.RECORDED: "Recorded voice",
    VoiceChoice.SYSTEM: "The computer's voice",
    VoiceChoice.CHIMES: "Chimes only",
    VoiceChoice.SILENT: "Nothing",
}
VOICE_CHOICE_MEANINGS = {
    VoiceChoice.RECORDED: "A voice says each step, so you can close your eyes. It is as loud as the sound.",
    VoiceChoice.SYSTEM: (
        "The computer's own voice says each step. Set its volume in the computer's settings, not here."
    ),
    VoiceChoice.CHIMES: "A soft chime when a step begins. No words.",
    VoiceChoice.SILENT: "Only the screen shows the steps.",
}
PAGE_LIGHT_TITLES = {
    PageLight.BY_CLOCK: "By the clock",
    PageLight.LIGHT: "Always light",
    PageLight.DARK: "Always dark",
}
SOUND_ON_CLOSING_TITLES = {
    ClosingChoice.ASK: "Ask me",
    ClosingChoice.KEEP_PLAYING: "Keep playing",
    ClosingChoice.STOP: "Stop and quit",
}
OWN_STEPS_BY_COMPUTER_TEXT = " Steps you wrote yourself are said by the computer's voice."


class VoiceChooser(RememberedComboBox):
    """A combo box for what guides a session: a recorded voice, the computer's voice, chimes or nothing.

    `meaning` is a label that explains the selected choice.
    """

    def __init__(self, preferences: Preferences, guide: SessionGuide) -> None:
        super().__init__(preferences, VOICE_CHOICE)
        self._guide = guide
        self.meaning: QLabel = label("", "small", wrap=True)
        self.currentIndexChanged.connect(self._show_meaning)
        guide.voices_changed.connect(self.list_choices)

    @Slot()
    def list_choices(self) -> None:
        """List the choices again; the computer's voice is a choice only if the computer has a voice."""
        has_system_voice = self._guide.has_system_voice
        self.offer_options(
            [
                (choice, title)
                for choice, title in VOICE_CHOICE_TITLES.items()
                if choice is not VoiceChoice.SYSTEM or has_system_voice
            ]
        )
        self._show_meaning()

    @Slot()
    def _show_meaning(self) -> None:
        chosen = VoiceChoice(self.currentData())
        says_own_steps = chosen is VoiceChoice.RECORDED and self._guide.has_system_voice
        self.meaning.setText(
            VOICE_CHOICE_MEANINGS[chosen] + (OWN_STEPS_BY_COMPUTER_TEXT if says_own_steps else "")
        )


class SettingsPage(QWidget):
    """The page with the person's settings; `panels` are groups of settings for the lower part of the page."""

    health_questions_chosen = Signal()
    routines_chosen = Signal()
    welcome_chosen = Signal()

    def __init__(
        self,
        preferences: Preferences,
        sound: SoundControl,
        routines: RoutineShelf,
        guide: SessionGuide,
        stillness: Stillness,
        panels: Sequence[QWidget],
        text_scaled: Callable[[], None],
        light_set: Callable[[], None],
    ) -> None:
        super().__init__()
        self._sound = sound
        self._routines = routines
        edit = button("Edit routines", "Edit routines", pressed=self.routines_chosen)
        self._rescue = RememberedComboBox(preferences, RESCUE_ROUTINE)
        sizes = RememberedComboBox(
            preferences, TEXT_SCALE, [(scale, f"{scale:.0%}") for scale in TEXT_SCALES]
        )
        sizes.currentIndexChanged.connect(text_scaled)
        self._device = ComboBox("Output device")
        self._device.activated.connect(self._choose_device)
        self._health = button("See my answers", "Health questions", pressed=self.health_questions_chosen)
        welcome = button("Show it again", "Welcome", pressed=self.welcome_chosen)
        self._stillness = stillness
        self._still = CheckBox(STILL_PICTURES.label, STILL_PICTURES.identifier)
        self._still.setChecked(stillness.is_chosen)
        self._still.toggled.connect(stillness.choose)
        self._still_anyway = label(STILL_PICTURES_TEXT, "small", wrap=True)
        self._still_anyway.setIndent(34)
        closing = RememberedComboBox(preferences, SOUND_ON_CLOSING, tuple(SOUND_ON_CLOSING_TITLES.items()))
        light = RememberedComboBox(preferences, PAGE_LIGHT, tuple(PAGE_LIGHT_TITLES.items()))
        light.currentIndexChanged.connect(light_set)
        lines = in_column(label("Settings", "title"), 24, margins=(0, 20, 0, 20))
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(22)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._voice = VoiceChooser(preferences, guide)
        shown: tuple[tuple[str, str | QLabel, QWidget], ...] = (
            (VOICE_CHOICE.label, self._voice.meaning, self._voice),
            (RESCUE_ROUTINE.label, ABOUT_NIGHT_ROUTINE, self._rescue),
            ("Routines", "See the steps of each routine, or build your own.", edit),
            (TEXT_SCALE.label, "You can also press Ctrl with + or −.", sizes),
            (
                PAGE_LIGHT.label,
                "For Sleep log, Insights, Learn and Settings. With “By the clock”, they are light from "
                f"{clock_text(DAY_BEGINS)} to {clock_text(DAY_ENDS)}. "
                "The evening and the night are always dark.",
                light,
            ),
            (SOUND_DEVICE.label, "Speakers or headphones for all sound.", self._device),
            (SOUND_ON_CLOSING.label, "Should the sound keep playing when you close the window?", closing),
            ("Health questions", "Your answers decide which massage steps are left out.", self._health),
            (
                "Welcome",
                "What this program does, which keys to press at night, and how loud the sound is.",
                welcome,
            ),
        )
        for row, (name, meaning, choice) in enumerate(shown):
            question = label(name, "question", buddy=choice)
            words = in_column(
                question,
                label(meaning, "small", wrap=True) if isinstance(meaning, str) else meaning,
                spacing=2,
            )
            grid.addLayout(words, row, 0)
            grid.addWidget(choice, row, 1, Qt.AlignmentFlag.AlignVCenter)
        add_parts(
            lines,
            grid,
            22,
            RememberedCheckBox(preferences, KEEP_SCREEN_ON),
            RememberedCheckBox(preferences, KEEP_AWAKE),
            self._still,
            self._still_anyway,
        )
        stillness.changed.connect(self._show_stillness)
        self._show_stillness()
        for panel in panels:
            add_parts(lines, 22, panel)
        add_parts(lines, STRETCH)
        in_column(PageColumn(lines, READING_WIDTH), into=self)

    def showEvent(self, event: QShowEvent) -> None:
        """List the voices, night routines and sound devices that exist now, and select the chosen ones."""
        super().showEvent(event)
        self._voice.list_choices()
        self._rescue.offer_options(
            [(each.key, each.title) for each in self._routines.of_kind(RoutineKind.RESCUE)]
        )
        chosen = self._sound.device
        names = list(self._sound.devices())
        self._device.clear()
        self._device.addItem("System default", "")
        for name in names if not chosen or chosen in names else [chosen, *names]:
            self._device.addItem(name, name)
        self._device.setCurrentIndex(max(0, self._device.findData(chosen)))

    @Slot()
    def _show_stillness(self) -> None:
        self._still_anyway.setVisible(self._stillness.is_requested_by_desktop)

    @Slot(int)
    def _choose_device(self, index: int) -> None:
        self._sound.choose_device(str(self._device.itemData(index)))
