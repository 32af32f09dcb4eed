"""The choice of what accompanies the steps of a session, and a clear word on what is chosen."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import VOICE, VoiceChoice
from rlscompanion.bedtime.session_guide import SessionGuide
from rlscompanion.ui.widgets.choice import Choice
from rlscompanion.ui.widgets.controls import label

TITLES = {
    VoiceChoice.RECORDED: "Recorded voice",
    VoiceChoice.SYSTEM: "The computer's voice",
    VoiceChoice.CHIMES: "Chimes only",
    VoiceChoice.SILENT: "Nothing",
}
MEANINGS = {
    VoiceChoice.RECORDED: "A voice says each step, so the eyes can stay closed. It follows the sound level.",
    VoiceChoice.SYSTEM: (
        "The computer's own voice says each step. Its loudness is set in the system: "
        "the sound level does not change it."
    ),
    VoiceChoice.CHIMES: "A soft chime when a step begins. No words.",
    VoiceChoice.SILENT: "Only the screen shows the steps.",
}
OWN_STEPS = " Steps you wrote yourself are said by the computer's voice."


class VoiceChooser(Choice):
    """Offers the voices that there are; `meaning` says in words what the chosen one does."""

    def __init__(self, preferences: Preferences, guide: SessionGuide) -> None:
        super().__init__(preferences, VOICE)
        self._guide = guide
        self.meaning: QLabel = label("", "small", wrap=True)
        self.currentIndexChanged.connect(self._show_meaning)
        guide.voices_changed.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Offer what there is now."""
        has_system_voice = self._guide.has_system_voice
        self.offer(
            [
                (choice, title)
                for choice, title in TITLES.items()
                if choice is not VoiceChoice.SYSTEM or has_system_voice
            ]
        )
        self._show_meaning()

    @Slot()
    def _show_meaning(self) -> None:
        chosen = VoiceChoice(self.currentData())
        says_own_steps = chosen is VoiceChoice.RECORDED and self._guide.has_system_voice
        self.meaning.setText(MEANINGS[chosen] + (OWN_STEPS if says_own_steps else ""))
