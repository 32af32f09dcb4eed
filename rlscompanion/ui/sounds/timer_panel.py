"""The sleep timer: how the sound ends, and what can be done about it while it does."""

from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import (
    AFTER_AWAKENING,
    FADE_CHOICES,
    FADE_MINUTES,
    LONGEST_MINUTES,
    TIMER,
    TIMER_CHOICES,
    TIMER_END,
    TIMER_MINUTES,
    Preference,
    TimerEnd,
    TimerKind,
)
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.sound_timer import EXTENSION_MINUTES
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.choice import Choice
from rlscompanion.ui.widgets.controls import button, display, label, show_on
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

REFRESH_MS = 1000
_WAITING = {
    TimerKind.MINUTES: "It starts with Lights out.",
    TimerKind.ROUTINE: "The sound fades when the routine ends.",
    TimerKind.NEVER: "The sound goes on all night.",
}


class TimerPanel(QWidget):
    """Starts, moves and cancels the timer; its end is shown in minutes, not seconds."""

    def __init__(self, sound: SoundControl, preferences: Preferences) -> None:
        super().__init__()
        self._sound = sound
        self._told = display("Sleep timer", "soft", wrap=True)
        self._start = button("Start now", "Start timer", pressed=self._start_now)
        self._more = button("+15 min", "15 minutes more", pressed=self._extend)
        self._less = button("−15 min", "15 minutes less", pressed=self._shorten)
        self._cancel = button("Cancel", "Cancel timer", "flat", pressed=sound.cancel_timer)
        offered: tuple[tuple[Preference[Any], list[tuple[Any, str]]], ...] = (
            (
                TIMER,
                [
                    (TimerKind.MINUTES, "After some minutes"),
                    (TimerKind.ROUTINE, "With the routine"),
                    (TimerKind.NEVER, "Never, all night"),
                ],
            ),
            (TIMER_MINUTES, [(each, f"{each} minutes") for each in TIMER_CHOICES]),
            (
                FADE_MINUTES,
                [*((each, f"{each} min") for each in FADE_CHOICES), (LONGEST_MINUTES, "The whole time")],
            ),
            (TIMER_END, [(TimerEnd.STOP, "Silence"), (TimerEnd.STAY_LOW, "Stay very quiet")]),
            (AFTER_AWAKENING, [(False, "Stay silent"), (True, "Come back, quieter")]),
        )
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (preference, options) in enumerate(offered):
            choice = Choice(preferences, preference, options)
            name = label(preference.label, "soft", buddy=choice)
            grid.addWidget(name, row, 0)
            grid.addWidget(choice, row, 1)
            choice.currentIndexChanged.connect(self._show)
        presses = WrappingRow((self._start, self._less, self._more, self._cancel))
        in_column(label("Sleep timer", "heading"), grid, self._told, presses, into=self)
        self._refresh = QTimer(self, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._show)
        sound.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the timer."""
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no longer."""
        self._refresh.stop()
        super().hideEvent(event)

    @Slot()
    def _show(self) -> None:
        left = self._sound.seconds_left()
        is_running = left is not None
        for each in (self._more, self._less, self._cancel):
            each.setVisible(is_running)
        self._start.setVisible(not is_running)
        self._start.setEnabled(self._sound.is_playing)
        words = _WAITING[self._sound.timer_kind] if left is None else self._running_words(left)
        if words != self._told.text():
            show_on(self._told, words)
        if is_running and self.isVisible():
            self._refresh.start()
        else:
            self._refresh.stop()

    def _running_words(self, seconds_left: float) -> str:
        end = "very quiet" if self._sound.stays_low else "silent"
        words = (
            f"{'fading, ' if self._sound.is_fading() else ''}{end} in {max(1, round(seconds_left / 60))} min."
        )
        return words.capitalize()

    @Slot()
    def _start_now(self) -> None:
        self._sound.start_timer()

    @Slot()
    def _extend(self) -> None:
        self._sound.extend_timer(EXTENSION_MINUTES)

    @Slot()
    def _shorten(self) -> None:
        self._sound.extend_timer(-EXTENSION_MINUTES)
