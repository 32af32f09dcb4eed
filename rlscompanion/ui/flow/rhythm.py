"""The evening reminder, and the wake-up (an alarm that wakes the person gently), with their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from rlscompanion.bedtime.preferences import REMINDER_WANTED, WAKE_UP_WANTED
from rlscompanion.domain.moment import evening_of
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart
from rlscompanion.ui.main_window import MainWindow
from rlscompanion.ui.theme import EMBER

if TYPE_CHECKING:
    from rlscompanion.bedtime.evening_reminder import EveningReminder
    from rlscompanion.bedtime.wake_up import WakeUp
    from rlscompanion.domain.wake_up import Dawn
    from rlscompanion.ui.lights_out.page import LightsOutPage
    from rlscompanion.ui.lights_out.wake_page import WakePage

REMINDER_IN_WINDOW_SENTENCE = "{} RLS Companion comes to the front instead."


class RhythmFlow(FlowPart):
    """Runs the evening reminder and the wake-up, an alarm that wakes the person gently.

    `start_chosen` is emitted when the person starts the wind-down from a reminder. `notification_failed` is
    emitted when a reminder could not be shown as a notification, and carries the reason.
    """

    start_chosen = Signal()
    notification_failed = Signal(str)

    def __init__(
        self, bedtime: BedtimeServices, window: MainWindow, lights_out: Callable[[], LightsOutPage]
    ) -> None:
        super().__init__(bedtime, window)
        self._lights_out = lights_out
        window.page_shown.connect(self._follow_page)
        if REMINDER_WANTED.of(bedtime.preferences):
            self.reminder.follow_setting()

    @cached_property
    def reminder(self) -> EveningReminder:
        """The service that reminds the person of the wind-down in the evening."""
        from rlscompanion.bedtime.evening_reminder import EveningReminder

        bedtime = self._bedtime
        made = EveningReminder(
            bedtime.clock, bedtime.preferences, bedtime.make_notifier(), self._is_reminder_pointless
        )
        made.setParent(self)
        made.start_chosen.connect(self._start_wind_down)
        made.unseen.connect(self._remind_in_window)
        return made

    @cached_property
    def wake_up(self) -> WakeUp:
        """The alarm that wakes the person gently, at the time chosen in the settings."""
        from rlscompanion.bedtime.wake_up import WakeUp

        made = WakeUp(self._bedtime.clock, self._bedtime.preferences, self._bedtime.sound)
        made.setParent(self)
        made.dawned.connect(self._follow_dawn)
        return made

    @cached_property
    def wake_page(self) -> WakePage:
        """The page that slowly brightens while the alarm wakes the person."""
        from rlscompanion.ui.lights_out.wake_page import WakePage

        page = WakePage()
        page.stirred.connect(self._show_choices)
        page.up_chosen.connect(self._get_up)
        page.later_chosen.connect(self._snooze)
        return self._window.add_page(page)

    @Slot()
    def begin_night(self) -> None:
        """At lights out, start the alarm for the morning, if the person wants to be woken."""
        if self._is_created("wake_up") or WAKE_UP_WANTED.of(self._bedtime.preferences):
            self.wake_up.begin()

    def close(self) -> None:
        """Stop the evening reminder."""
        if self._is_created("reminder"):
            self.reminder.close()

    def _is_created(self, part: str) -> bool:
        """Whether the property called `part` has created its object, and so stored it under its own name."""
        return part in vars(self)

    # --- the evening ----------------------------------------------------------------------------------------

    def _is_reminder_pointless(self) -> bool:
        """Whether a reminder is pointless: a session or the night is on, or there was a session lately."""
        window, bedtime = self._window, self._bedtime
        if window.is_dark or bedtime.sessions.is_on or not window.has_navigation:
            return True
        latest = bedtime.session_log.latest()
        if latest is None or latest.started_at is None:
            return False
        now = bedtime.clock.now()
        is_recent = now.utc - latest.started_at.utc < timedelta(hours=6).total_seconds()
        return is_recent and evening_of(latest.started_at) == evening_of(now)

    @Slot()
    def _start_wind_down(self) -> None:
        self._window.come_forward()
        self.start_chosen.emit()

    @Slot(str)
    def _remind_in_window(self, why: str) -> None:
        from rlscompanion.ui.manners.reminder_sheet import ReminderSheet

        self.notification_failed.emit(REMINDER_IN_WINDOW_SENTENCE.format(why))
        if self._is_reminder_pointless():
            self.reminder.answer("")
            return
        self._window.come_forward()
        sheet = ReminderSheet(self._window)
        sheet.answered.connect(self.reminder.answer)
        self._window.went_dark.connect(sheet.reject)
        sheet.open()

    # --- the morning ----------------------------------------------------------------------------------------

    @Slot(object)
    def _follow_dawn(self, dawn: Dawn | None) -> None:
        """Show the dawn's light, but only on the black screen, so that it never interrupts anything."""
        night, shown = self._lights_out(), self._window.page
        if dawn is None:
            if shown is self.wake_page:
                self._go_black()
        elif shown is self.wake_page or (shown is night and night.is_black):
            self.wake_page.show_dawn(dawn)
            if shown is not self.wake_page:
                self._window.show_page(self.wake_page, theme=EMBER)

    @Slot()
    def _show_choices(self) -> None:
        self._go_black()
        self._lights_out().show_choices()

    @Slot()
    def _get_up(self) -> None:
        self._lights_out().choose_good_morning()

    @Slot()
    def _snooze(self) -> None:
        self.wake_up.snooze()

    def _go_black(self) -> None:
        self._lights_out().go_black()
        self._window.show_page(self._lights_out(), theme=EMBER)

    @Slot()
    def _follow_page(self) -> None:
        if self._is_created("wake_up") and self._window.has_navigation:
            self.wake_up.end()
