"""The machine's clocks."""

import time
from datetime import UTC, datetime

import tzlocal

from rlscompanion.domain.moment import Moment, moment_of


class MachineClock:
    """Satisfies `Clock` with the clocks of this machine; `speed` bedtime seconds go by in a real one."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._started = time.monotonic()

    def real_seconds(self) -> float:
        """Monotonic real seconds."""
        return time.monotonic()

    def seconds(self) -> float:
        """Monotonic bedtime seconds since the clock was made."""
        return (time.monotonic() - self._started) * self.speed

    def now(self) -> Moment:
        """The present moment on the local wall clock."""
        return moment_of(datetime.now(UTC).astimezone())

    def zone(self) -> str:
        """The IANA name of the local time zone, "UTC" where the system does not tell."""
        return tzlocal.get_localzone_name() or "UTC"

    def suspended_seconds(self) -> float:
        """Real seconds spent suspended since some fixed point.

        Where the system has no clock that runs on in suspend, the wall clock stands in for it.
        """
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.time() - time.monotonic()
