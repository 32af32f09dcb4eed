"""A gentle wake-up: how light the screen is and how loud the sound, minute by minute."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from rlscompanion.domain.evening_reminder import Rhythm
from rlscompanion.domain.moment import Moment

RISE = timedelta(minutes=20)
"""How long before its time it begins."""

STAYS = timedelta(minutes=60)
"""How long after its time it goes on where nobody stirs."""

LEAST_NIGHT = timedelta(minutes=30)
"""Sooner after lights out nothing begins: somebody who lies down late is not to be woken by what is over."""

FIRST_SHARE = 0.06
"""The share of its level at which the sound begins."""


@dataclass(frozen=True)
class Dawn:
    """How far a wake-up is, 0 when it begins to 1 at its time."""

    progress: float

    @property
    def is_up(self) -> bool:
        """Whether it is time."""
        return self.progress >= 1.0

    @property
    def light(self) -> float:
        """How light the screen is, 0 to 1; slow at first, since eyes in the dark see the smallest light."""
        return math.pow(self.progress, 2.2)

    @property
    def loudness(self) -> float:
        """The share of the sound's level, rising evenly to the ear: by equal factors in equal times."""
        return math.pow(FIRST_SHARE, 1.0 - self.progress)


def dawn(now: Moment, lights_out: Moment, rhythm: Rhythm) -> Dawn | None:
    """How far the wake-up of a night is; None while it is dark, also after nobody has stirred for long.

    It goes by the local clock of now, so that a clock change in the night does not move it.
    """
    local = now.local.replace(tzinfo=None)
    asleep = timedelta(seconds=now.utc - lights_out.utc)
    for day in (local.date(), local.date() + timedelta(days=1)):
        at = rhythm.time_on(day)
        if at is None or not at - RISE <= local < at + STAYS:
            continue
        if asleep - (local - (at - RISE)) < LEAST_NIGHT:
            return None
        return Dawn(_share(local, at))
    return None


def _share(local: datetime, at: datetime) -> float:
    return min(1.0, (local - (at - RISE)) / RISE)
