"""A gentle wake-up: the brightness of the screen and the level of the sound, minute by minute."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from rlscompanion.domain.evening_reminder import WeeklySchedule
from rlscompanion.domain.moment import Moment

WAKE_UP_RISE_TIME = timedelta(minutes=20)
"""How long before the wake-up time the light and the sound begin to rise."""

MAX_TIME_AFTER_WAKE_UP = timedelta(minutes=60)
"""How long light and sound continue after the wake-up time, unless the person stops them."""

MIN_TIME_AFTER_LIGHTS_OUT = timedelta(minutes=30)
"""The shortest time from lights out to the start of a gentle wake-up.

So a person who goes to sleep late is not woken soon after.
"""

START_LOUDNESS = 0.06
"""The level of the sound when the gentle wake-up begins, as a share of its level at the wake-up time."""


@dataclass(frozen=True)
class Dawn:
    """The light and sound of a gentle wake-up at one instant.

    `progress` grows from 0 at the start of the gentle wake-up to 1 at the wake-up time.
    """

    progress: float

    @property
    def has_reached_wake_up_time(self) -> bool:
        """Whether the wake-up time has come."""
        return self.progress >= 1.0

    @property
    def brightness(self) -> float:
        """The brightness of the screen, 0 to 1.

        The brightness grows slowly at first, since eyes in the dark see faint light.
        """
        return math.pow(self.progress, 2.2)

    @property
    def loudness(self) -> float:
        """The level of the sound, as a share (0 to 1) of the level at the wake-up time.

        The level grows by equal factors in equal times, which sounds steady.
        """
        return math.pow(START_LOUDNESS, 1.0 - self.progress)


def dawn_at(now: Moment, lights_out: Moment, schedule: WeeklySchedule) -> Dawn | None:
    """The light and sound of the gentle wake-up now; None outside of the wake-up.

    The gentle wake-up begins WAKE_UP_RISE_TIME before the wake-up time in the schedule, and ends
    MAX_TIME_AFTER_WAKE_UP after that time. There is no wake-up if it would begin less than
    MIN_TIME_AFTER_LIGHTS_OUT after lights out. The schedule is read by the present local clock, so that a
    clock change in the night does not shift the wake-up.
    """
    local = now.local.replace(tzinfo=None)
    asleep = timedelta(seconds=now.utc - lights_out.utc)
    for day in (local.date(), local.date() + timedelta(days=1)):
        at = schedule.time_on(day)
        if at is None or not at - WAKE_UP_RISE_TIME <= local < at + MAX_TIME_AFTER_WAKE_UP:
            continue
        if asleep - (local - (at - WAKE_UP_RISE_TIME)) < MIN_TIME_AFTER_LIGHTS_OUT:
            return None
        return Dawn(_progress_at(local, at))
    return None


def _progress_at(local: datetime, at: datetime) -> float:
    return min(1.0, (local - (at - WAKE_UP_RISE_TIME)) / WAKE_UP_RISE_TIME)
