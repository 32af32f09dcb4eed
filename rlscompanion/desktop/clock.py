"""The machine's clocks."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from rlscompanion.domain.moment import Moment, in_zone, moment_of

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux tells a word that is another after each start."""

_SAMPLED_DAYS = range(-5 * 365, 366, 15)
"""Days from today on which a zone is compared with the clocks of this machine."""


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
        """The IANA name of the local time zone; where the system names none, one with the same offsets."""
        # Here, since they bring much with them that a start does not need.
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        import tzlocal

        now = self.now()
        try:
            name = tzlocal.get_localzone_name()
            is_right = in_zone(now.utc, ZoneInfo(name)).offset == now.offset
        except (ZoneInfoNotFoundError, ValueError, TypeError):
            # No name, an unknown one, or files that contradict each other: a press must not be lost for that.
            is_right = False
        return name if is_right else _zone_by_offsets(now)

    def suspended_seconds(self) -> float:
        """Real seconds spent suspended since some fixed point.

        Where the system has no clock that runs on in suspend, the wall clock stands in for it.
        """
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.time() - time.monotonic()

    def up_seconds(self) -> float:
        """Real seconds since the machine was started, those spent suspended among them."""
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "darwin":  # there, unlike `time.monotonic`, it goes on in suspend
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.monotonic()

    def boot(self) -> str:
        """A word for this start of the machine, as Linux gives one; empty elsewhere."""
        try:
            return BOOT_ID.read_text("ascii").strip()
        except (OSError, ValueError):
            return ""


def _zone_by_offsets(now: Moment) -> str:
    """The zone with the offsets of this machine's clocks; else one of the present offset, to the hour."""
    from rlscompanion.domain.zones import fixed_zone, zone_at, zone_like

    instants = [now.utc + 86400 * days for days in _SAMPLED_DAYS]
    offsets = {utc: round(time.localtime(utc).tm_gmtoff / 60) for utc in instants}
    if set(offsets.values()) == {now.offset} and (fixed := fixed_zone(now.offset)):
        return fixed
    return (
        zone_like(offsets.__getitem__, instants)
        or zone_at(now.offset, now.utc)
        or fixed_zone(60 * round(now.offset / 60))
        or "UTC"
    )
