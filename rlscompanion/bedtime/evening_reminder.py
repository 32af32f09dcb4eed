"""The evening reminder of the massage: watches the clock, shows a notification, handles the answer."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from rlscompanion.bedtime.preferences import REMIND_AT, REMIND_DAYS, REMINDER_WANTED
from rlscompanion.domain import evening_reminder as rule

if TYPE_CHECKING:
    from datetime import datetime

    from rlscompanion.bedtime.ports import Clock, Notifier, Preferences

REMINDER_CHECK_MS = 20_000

REMINDER_TITLE = "Legs? Ten minutes now."
REMINDER_MESSAGE = "Your wind-down is ready when you are."


class ReminderAnswer(StrEnum):
    """The possible answers to the evening reminder; the values are the words on the answers' buttons."""

    START = "Start"
    LATER = "In 15 minutes"
    NOT_TONIGHT = "Not tonight"


class EveningReminder(QObject):
    """Reminds the person of the massage on the chosen days, unless `is_needless` returns True.

    `start_chosen` is emitted when the person wants to start the wind-down. `shown` is emitted when the
    desktop shows the notification; `unseen` is emitted with the reason if the desktop cannot show it. The
    desktop calls back in any thread; queued signals pass its answers to the main thread.
    """

    start_chosen = Signal()
    unseen = Signal(str)
    shown = Signal()
    _answered = Signal(str)
    _failed = Signal(str)
    _succeeded = Signal()

    def __init__(
        self, clock: Clock, preferences: Preferences, notifier: Notifier, is_needless: Callable[[], bool]
    ) -> None:
        super().__init__()
        self._clock, self._preferences, self._notifier = clock, preferences, notifier
        self._is_needless = is_needless
        self._state = rule.ReminderState()
        self._asked_at: datetime | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._answered.connect(self.answer, queued)
        self._failed.connect(self._report_unseen, queued)
        self._succeeded.connect(self.shown, queued)
        self._look = QTimer(self, interval=REMINDER_CHECK_MS)
        self._look.timeout.connect(self.check_clock)

    @Slot()
    def follow_setting(self) -> None:
        """Start or stop watching the clock, depending on the reminder's setting."""
        if REMINDER_WANTED.of(self._preferences):
            self._look.start()
        else:
            self._look.stop()
            self._finish_for_today()

    @Slot()
    def check_clock(self) -> None:
        """Check the clock: remind if it is time, or withdraw a notification left unanswered for too long."""
        now = self._now()
        schedule = rule.WeeklySchedule(REMIND_DAYS.of(self._preferences), REMIND_AT.of(self._preferences))
        if self._asked_at is not None:
            if now >= self._asked_at + rule.MAX_REMINDER_DELAY or self._is_needless():
                self._finish_for_today()
        elif rule.is_reminder_due(now, schedule, self._state):
            if self._is_needless():
                self._finish_for_today()
            else:
                self.show()

    @Slot()
    def show(self) -> None:
        """Show the reminder as a desktop notification, whatever the time is."""
        self._asked_at = self._now()
        answers = [(each.value, each.value) for each in ReminderAnswer]
        self._notifier.show(
            REMINDER_TITLE,
            REMINDER_MESSAGE,
            answers,
            self._answered.emit,
            self._succeeded.emit,
            self._failed.emit,
        )

    @Slot(str)
    def answer(self, chosen: str) -> None:
        """Handle the answer (a `ReminderAnswer`) chosen in the notification or in the window."""
        if self._asked_at is None:
            return
        self._asked_at = None
        self._notifier.withdraw()
        if chosen == ReminderAnswer.LATER:
            self._state = rule.postponed_reminder(self._now(), self._state)
            return
        self._state = rule.finished_reminder(self._now())
        if chosen == ReminderAnswer.START:
            self.start_chosen.emit()

    def close(self) -> None:
        """Stop reminding, because the program ends."""
        self._look.stop()
        self._notifier.close()

    def _finish_for_today(self) -> None:
        """End the reminders of this evening or, if a notification is shown, of the notification's evening."""
        self._state = rule.finished_reminder(self._asked_at or self._now())
        self._asked_at = None
        self._notifier.withdraw()

    @Slot(str)
    def _report_unseen(self, why: str) -> None:
        if self._asked_at is not None:
            self.unseen.emit(why)

    def _now(self) -> datetime:
        return self._clock.now().local.replace(tzinfo=None)
