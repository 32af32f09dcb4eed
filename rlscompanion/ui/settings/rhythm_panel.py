"""The part of the settings for the evening reminder, the start at login, and the gentle wake-up alarm."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import LoginStart, Preferences
from rlscompanion.bedtime.preferences import (
    REMIND_AT,
    REMIND_DAYS,
    REMINDER_WANTED,
    START_AT_LOGIN,
    WAKE_AT,
    WAKE_DAYS,
    WAKE_SOUND,
    WAKE_UP_WANTED,
)
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.soundscape import SOUND_TITLES
from rlscompanion.ui.widgets.boxes import add_parts, in_column, in_row
from rlscompanion.ui.widgets.combo_box import CheckBox
from rlscompanion.ui.widgets.controls import button, label, notice_label, show_or_hide
from rlscompanion.ui.widgets.remembered_choice import RememberedCheckBox, RememberedComboBox
from rlscompanion.ui.widgets.weekdays import ClockTimeBox, WeekdayButtons
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

INDENT_PIXELS = 32

ABOUT_REMINDER = (
    "You get a notification with Start, In 15 minutes and Not tonight. RLS Companion has to be running for "
    "this, so let it start at login. No reminder comes once you started a wind-down, or after Lights out."
)
ABOUT_START_AT_LOGIN = (
    "RLS Companion then waits in the tray (the small icons beside the clock), if your desktop has one. It "
    "stays there when you close the window."
)
ADD_LOGIN_ITEM_TEXT = (
    "On this system, add RLS Companion to your login items yourself, with the option --in-tray."
)
ABOUT_WAKE_UP = (
    "After Lights out, in the 20 minutes before the time you choose, a sound grows louder and the screen "
    "slowly brightens. No clock is shown. Before that time, any key shows the choices of the night. The "
    "computer has to stay awake."
)
REMINDER_IS_SHOWN_TEXT = "Your desktop shows it now."


class RhythmPanel(QWidget):
    """Settings of the reminder, the start at login and the wake-up alarm; each choice applies at once.

    Details of the reminder are hidden while the reminder is off, and so are those of the wake-up alarm.
    `changed` is emitted when settings of the reminder may have changed. `trial_chosen` is emitted when the
    person asks to see a sample reminder now.
    """

    changed = Signal()
    trial_chosen = Signal()

    def __init__(self, preferences: Preferences, login_start: LoginStart) -> None:
        super().__init__()
        self._preferences, self._login_start = preferences, login_start
        self._remind = RememberedCheckBox(preferences, REMINDER_WANTED)
        self._remind.toggled.connect(self._reminder_changed)
        days = WeekdayButtons(preferences, REMIND_DAYS, "Remind")
        at = ClockTimeBox(preferences, REMIND_AT, 17, 24)
        self._result = notice_label("Reminder result", "body")
        self._at_login = CheckBox(START_AT_LOGIN.label, START_AT_LOGIN.identifier)
        self._at_login.setChecked(login_start.is_wanted)
        self._at_login.toggled.connect(self._choose_login)
        login_words = ABOUT_START_AT_LOGIN if login_start.is_possible else ADD_LOGIN_ITEM_TEXT
        self._reminder_details = _indented(
            label(ABOUT_REMINDER, "small", wrap=True),
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
        self._wake = RememberedCheckBox(preferences, WAKE_UP_WANTED)
        self._wake.toggled.connect(self._reminder_changed)
        wake_at = ClockTimeBox(preferences, WAKE_AT, 3, 12)
        wake_sound = RememberedComboBox(preferences, WAKE_SOUND, tuple(SOUND_TITLES.items()))
        self._wake_up_details = _indented(
            label(ABOUT_WAKE_UP, "small", wrap=True),
            WeekdayButtons(preferences, WAKE_DAYS, "Wake"),
            WrappingRow((label(WAKE_AT.label, "body", buddy=wake_at), wake_at)),
            WrappingRow((label(WAKE_SOUND.label, "body", buddy=wake_sound), wake_sound)),
        )
        add_parts(
            in_column(label("Evening and morning", "heading"), into=self, spacing=8),
            self._remind,
            self._reminder_details,
            self._at_login,
            _indented(label(login_words, "small", wrap=True)),
            self._wake,
            self._wake_up_details,
        )
        self._at_login.setVisible(login_start.is_possible)
        self._show_details()

    def show_reminder_result(self, sentence: str) -> None:
        """Show a sentence about the sample reminder, such as why no reminder can appear; empty for none."""
        show_or_hide(self._result, sentence)

    @Slot()
    def show_reminder_appeared(self) -> None:
        """Show that the desktop has displayed the sample reminder."""
        self.show_reminder_result(REMINDER_IS_SHOWN_TEXT)

    def _show_details(self) -> None:
        self._reminder_details.setVisible(self._remind.isChecked())
        self._wake_up_details.setVisible(self._wake.isChecked())

    @Slot()
    def _reminder_changed(self) -> None:
        self.show_reminder_result("")
        self._show_details()
        self.changed.emit()

    @Slot(bool)
    def _choose_login(self, wanted: bool) -> None:
        try:
            self._login_start.set_wanted(wanted)
        except Refusal as refusal:
            self._at_login.blockSignals(True)
            self._at_login.setChecked(not wanted)
            self._at_login.blockSignals(False)
            self.show_reminder_result(str(refusal))
            return
        START_AT_LOGIN.keep(self._preferences, wanted)


def _indented(*parts: QWidget | WrappingRow) -> QWidget:
    """A widget with these parts, indented below a check box."""
    held = QWidget()
    in_row(INDENT_PIXELS, (in_column(*parts, spacing=10), 1), into=held, spacing=0)
    return held
