"""The sleep timer: a sentence on when the sound ends, and buttons that change that time."""

from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import (
    FADE_CHOICE_MINUTES,
    FADE_MINUTES,
    MAX_TIMER_MINUTES,
    SOUND_AFTER_AWAKENING,
    SOUND_TIMER_KIND,
    TIMER_END,
    Preference,
    TimerEnd,
    TimerKind,
)
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import button, display_label, label, show_text
from rlscompanion.ui.widgets.remembered_choice import RememberedComboBox
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

TIMER_REFRESH_MS = 1000

_PREFERENCES_AND_OPTIONS: tuple[tuple[Preference[Any], list[tuple[Any, str]]], ...] = (
    (
        SOUND_TIMER_KIND,
        [
            (TimerKind.MINUTES, "After a set time"),
            (TimerKind.ROUTINE, "With the routine"),
            (TimerKind.NEVER, "Never, all night"),
        ],
    ),
    (
        FADE_MINUTES,
        [*((each, f"{each} min") for each in FADE_CHOICE_MINUTES), (MAX_TIMER_MINUTES, "The whole time")],
    ),
    (TIMER_END, [(TimerEnd.STOP, "Silence"), (TimerEnd.STAY_LOW, "Stay very quiet")]),
    (SOUND_AFTER_AWAKENING, [(False, "Stay silent"), (True, "Come back, but quieter")]),
)


class TimerPanel(QWidget):
    """Starts, changes and cancels the sleep timer, and shows in how many minutes the sound ends.

    The buttons − and + set the timer's length before the timer starts, and change the time left afterwards.
    `details` is a widget with further settings, which the button *Options* shows.
    """

    def __init__(self, sound: SoundControl, preferences: Preferences) -> None:
        super().__init__()
        self._sound = sound
        self._sentence = display_label("Sleep timer", "sentence")
        self._less = button("−", "15 minutes less", pressed=self._shorten)
        self._more = button("+", "15 minutes more", pressed=self._lengthen)
        for each in (self._less, self._more):
            each.setProperty("bulk", "arrow")
        self._start = button("Start now", "Start timer", pressed=sound.start_timer)
        self._cancel = button("Cancel", "Cancel timer", "flat", pressed=sound.cancel_timer)
        self._open = button("Options", "More about the timer", "flat")
        self._open.setCheckable(True)
        self._open.toggled.connect(self._show_details)
        row = WrappingRow((self._sentence, self._less, self._more, self._start, self._cancel, self._open))
        in_column(row, into=self, spacing=0)
        self.details = self._make_details(preferences)
        self._refresh_timer = QTimer(self, interval=TIMER_REFRESH_MS)
        self._refresh_timer.timeout.connect(self._show_timer)
        sound.changed.connect(self._show_timer)
        self._show_timer()

    def _make_details(self, preferences: Preferences) -> QWidget:
        details = _transparent_widget()
        parts = []
        for preference, options in _PREFERENCES_AND_OPTIONS:
            choice = RememberedComboBox(preferences, preference, options)
            choice.currentIndexChanged.connect(self._show_timer)
            choice.setMinimumContentsLength(max(len(text) for _, text in options))
            part = _transparent_widget()
            in_column(label(preference.label, "small", buddy=choice), choice, into=part, spacing=2)
            parts.append(part)
        details.setLayout(WrappingRow(parts))
        details.hide()
        return details

    def showEvent(self, event: QShowEvent) -> None:
        """Start updating the minutes that are left."""
        super().showEvent(event)
        self._show_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop updating the minutes that are left."""
        self._refresh_timer.stop()
        super().hideEvent(event)

    @Slot()
    def _show_timer(self) -> None:
        left = self._sound.seconds_left()
        is_running = left is not None
        is_set_in_minutes = self._sound.timer_kind is TimerKind.MINUTES
        for each in (self._less, self._more):
            each.setVisible(is_running or is_set_in_minutes)
        self._cancel.setVisible(is_running)
        self._start.setVisible(not is_running and self._sound.is_playing)
        sentence = self._waiting_words() if left is None else self._running_words(left)
        if sentence != self._sentence.text():
            show_text(self._sentence, sentence)
        if is_running and self.isVisible():
            self._refresh_timer.start()
        else:
            self._refresh_timer.stop()

    def _waiting_words(self) -> str:
        match self._sound.timer_kind:
            case TimerKind.NEVER:
                return "Play all night"
            case TimerKind.ROUTINE:
                return "Fade out when the routine ends"
        minutes = f"{self._sound.timer_minutes:g}"
        if self._sound.stays_on_low:
            return f"Turn very quiet {minutes} min after Lights out"
        return f"Fade out {minutes} min after Lights out"

    def _running_words(self, seconds_left: float) -> str:
        minutes = max(1, round(seconds_left / 60))
        match self._sound.is_fading(), self._sound.stays_on_low:
            case True, True:
                return f"Fading, very quiet in {minutes} min"
            case True, False:
                return f"Fading, silent in {minutes} min"
            case False, True:
                return f"Very quiet in {minutes} min"
        return f"Silent in {minutes} min"

    @Slot(bool)
    def _show_details(self, is_open: bool) -> None:
        self.details.setVisible(is_open)

    @Slot()
    def _lengthen(self) -> None:
        self._sound.lengthen_timer()
        announce(self, self._sentence.text())

    @Slot()
    def _shorten(self) -> None:
        self._sound.shorten_timer()
        announce(self, self._sentence.text())


def _transparent_widget() -> QWidget:
    """Create a transparent widget."""
    made = QWidget()
    made.setProperty("role", "clear")
    return made
