"""The part of the settings for the evening reminder, the program's start at login, and the wake-up."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import LoginStart, Preferences
from rlscompanion.bedtime.preferences import (
    AT_LOGIN,
    REMIND,
    REMIND_AT,
    REMIND_DAYS,
    WAKE,
    WAKE_AT,
    WAKE_DAYS,
    WAKE_SOUND,
)
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.soundscape import SOUND_TITLES
from rlscompanion.ui.widgets.boxes import filled, in_column, in_row
from rlscompanion.ui.widgets.choice import Choice, RememberedTick
from rlscompanion.ui.widgets.chooser import Tick
from rlscompanion.ui.widgets.controls import button, label, notice, tell
from rlscompanion.ui.widgets.weekdays import ClockTimes, Weekdays
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

INDENT = 32

REMINDING = (
    "You get a notification with Start, In 15 minutes and Not tonight. RLS Companion has to be running for "
    "this, so let it start at login. No reminder comes once you started a wind-down, or after Lights out."
)
AT_LOGIN_MEANING = (
    "RLS Companion then waits in the tray (the small icons beside the clock), if your desktop has one. It "
    "stays there when you close the window."
)
NO_LOGIN = "On this system, add RLS Companion to your login items yourself, with the option --in-tray."
WAKING = (
    "After Lights out, in the 20 minutes before the time you choose, a sound grows louder and the screen "
    "slowly brightens. No clock is shown. Before that time, any key shows the choices of the night. The "
    "computer has to stay awake."
)
SHOWN = "Your desktop shows it now."


class RhythmPanel(QWidget):
    """Settings of the reminder, the start at login and the wake-up; each choice applies at once.

    Details of a reminder or wake-up that is off are hidden. `changed` is emitted when the reminder may have
    changed, `trial_chosen` when the person wants to see a sample reminder now.
    """

    changed = Signal()
    trial_chosen = Signal()

    def __init__(self, preferences: Preferences, login_start: LoginStart) -> None:
        super().__init__()
        self._preferences, self._login_start = preferences, login_start
        self._remind = RememberedTick(preferences, REMIND)
        self._remind.toggled.connect(self._follow)
        days = Weekdays(preferences, REMIND_DAYS, "Remind")
        at = ClockTimes(preferences, REMIND_AT, 17, 24)
        self._result = notice("Reminder result", "body")
        self._at_login = Tick(AT_LOGIN.label, AT_LOGIN.identifier)
        self._at_login.setChecked(login_start.is_wanted)
        self._at_login.toggled.connect(self._choose_login)
        login_words = AT_LOGIN_MEANING if login_start.is_possible else NO_LOGIN
        self._reminding = _indented(
            label(REMINDING, "small", wrap=True),
            days,
            WrappingRow(
                (
                    label(REMIND_AT.label, "body", buddy=at),
                    at,
                    button("Show one now", "Show a reminder", "flat", pressed=self.trial_chosen),
                )
            ),
            self._result,
        )
        self._wake = RememberedTick(preferences, WAKE)
        self._wake.toggled.connect(self._follow)
        wake_at = ClockTimes(preferences, WAKE_AT, 3, 12)
        wake_sound = Choice(preferences, WAKE_SOUND, tuple(SOUND_TITLES.items()))
        self._waking = _indented(
            label(WAKING, "small", wrap=True),
            Weekdays(preferences, WAKE_DAYS, "Wake"),
            WrappingRow((label(WAKE_AT.label, "body", buddy=wake_at), wake_at)),
            WrappingRow((label(WAKE_SOUND.label, "body", buddy=wake_sound), wake_sound)),
        )
        filled(
            in_column(label("Evening and morning", "heading"), into=self, spacing=8),
            self._remind,
            self._reminding,
            self._at_login,
            _indented(label(login_words, "small", wrap=True)),
            self._wake,
            self._waking,
        )
        self._at_login.setVisible(login_start.is_possible)
        self._show()

    def say(self, sentence: str) -> None:
        """Show whether the sample reminder worked."""
        tell(self._result, sentence)

    @Slot()
    def say_shown(self) -> None:
        """Show that the desktop has displayed the sample reminder."""
        self.say(SHOWN)

    def _show(self) -> None:
        self._reminding.setVisible(self._remind.isChecked())
        self._waking.setVisible(self._wake.isChecked())

    @Slot()
    def _follow(self) -> None:
        self.say("")
        self._show()
        self.changed.emit()

    @Slot(bool)
    def _choose_login(self, wanted: bool) -> None:
        try:
            self._login_start.set_wanted(wanted)
        except Refusal as refusal:
            self._at_login.blockSignals(True)
            self._at_login.setChecked(not wanted)
            self._at_login.blockSignals(False)
            self.say(str(refusal))
            return
        AT_LOGIN.keep(self._preferences, wanted)


def _indented(*parts: QWidget | WrappingRow) -> QWidget:
    """What belongs to the tick above it."""
    held = QWidget()
    in_row(INDENT, (in_column(*parts, spacing=10), 1), into=held, spacing=0)
    return held
