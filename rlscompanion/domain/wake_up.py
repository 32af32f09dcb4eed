"""A gentle wake-up: the brightness of the screen and the level of the sound, minute by minute."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from rlscompanion.domain.evening_reminder import WeeklySchedule
from rlscompanion.domain.moment import Moment

RISE_TIME = timedelta(minutes=20)
"""How long before the wake-up time the gentle wake-up begins."""

TIME_WITHOUT_REACTION = timedelta(minutes=60)
"""How long the wake-up continues after the wake-up time if the person does not react."""

MIN_TIME_AFTER_LIGHTS_OUT = timedelta(minutes=30)
"""The shortest time from lights out to a wake-up, so that somebody who lies down late can sleep."""

FIRST_LOUDNESS = 0.06
"""The share of its level at which the sound begins."""


@dataclass(frozen=True)
class Dawn:
    """How far a gentle wake-up has come: 0 at its start, 1 at the wake-up time."""

    progress: float

    @property
    def is_up(self) -> bool:
        """Whether the wake-up time has come."""
        return self.progress >= 1.0

    @property
    def light(self) -> float:
        """The brightness of the screen, 0 to 1.

        It grows slowly at first, since eyes in the dark see faint light.
        """
        return math.pow(self.progress, 2.2)

    @property
    def loudness(self) -> float:
        """The share (0 to 1) of its level at which the sound plays.

        It grows by equal factors in equal times, which sounds even.
        """
        return math.pow(FIRST_LOUDNESS, 1.0 - self.progress)


def dawn(now: Moment, lights_out: Moment, schedule: WeeklySchedule) -> Dawn | None:
    """How far the wake-up has come; None before its start and after TIME_WITHOUT_REACTION.

    It follows the present local clock, so that a clock change in the night does not shift it.
    """
    local = now.local.replace(tzinfo=None)
    asleep = timedelta(seconds=now.utc - lights_out.utc)
    for day in (local.date(), local.date() + timedelta(days=1)):
        at = schedule.time_on(day)
        if at is None or not at - RISE_TIME <= local < at + TIME_WITHOUT_REACTION:
            continue
        if asleep - (local - (at - RISE_TIME)) < MIN_TIME_AFTER_LIGHTS_OUT:
            return None
        return Dawn(_share(local, at))
    return None


def _share(local: datetime, at: datetime) -> float:
    return min(1.0, (local - (at - RISE_TIME)) / RISE_TIME)
