"""The machine's clocks: wall clock, time zone, and monotonic seconds."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from rlscompanion.domain.moment import Moment, moment_in_zone, moment_of_datetime

BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
"""The file in which Linux gives each start of the machine an ID of its own."""

_SAMPLED_DAYS = range(-5 * 365, 366, 15)
"""Days from today on which the UTC offsets of a time zone are compared with those of this machine."""


class MachineClock:
    """The clocks of this machine; implements `Clock`.

    Sessions and timers run on bedtime seconds: `speed` bedtime seconds pass in one real second. A speed above
    1 is for trying the program out.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._started = time.monotonic()

    def real_seconds(self) -> float:
        """Real seconds of the machine's monotonic clock, counted from an arbitrary zero."""
        return time.monotonic()

    def seconds(self) -> float:
        """Bedtime seconds since this object was created: real seconds times `speed`.

        Sessions and timers run on bedtime seconds.
        """
        return (time.monotonic() - self._started) * self.speed

    def now(self) -> Moment:
        """The current local time with its UTC offset."""
        return moment_of_datetime(datetime.now(UTC).astimezone())

    def zone(self) -> str:
        """The IANA name of the local time zone, such as Europe/Berlin.

        If that name is unknown, the name of a zone with the same UTC offsets.
        """
        # Imported here to keep the start of the program fast.
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        import tzlocal

        now = self.now()
        try:
            name = tzlocal.get_localzone_name()
            is_right = moment_in_zone(now.utc, ZoneInfo(name)).offset == now.offset
        except (ZoneInfoNotFoundError, ValueError, TypeError):
            # A missing, unknown or contradictory zone must not lose what the person pressed.
            is_right = False
        return name if is_right else _zone_by_offsets(now)

    def suspended_seconds(self) -> float:
        """Real seconds that the machine has spent suspended, counted from an arbitrary zero.

        If no clock of the machine runs during suspend, the wall clock is used instead.
        """
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.time() - time.monotonic()

    def uptime_seconds(self) -> float:
        """Real seconds since the machine was started, including the time that it was suspended."""
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "darwin":  # unlike `time.monotonic`, it runs on in suspend there
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.monotonic()

    def boot_id(self) -> str:
        """The id that Linux gives to this start of the machine; empty on other systems."""
        try:
            return BOOT_ID_FILE.read_text("ascii").strip()
        except (OSError, ValueError):
            return ""


def _zone_by_offsets(now: Moment) -> str:
    """A zone with the same offsets as this machine's clock, else one with today's offset in whole hours."""
    from rlscompanion.domain.zones import zone_of_fixed_offset, zone_with_offset, zone_with_offsets

    instants = [now.utc + 86400 * days for days in _SAMPLED_DAYS]
    offsets = {utc: round(time.localtime(utc).tm_gmtoff / 60) for utc in instants}
    if set(offsets.values()) == {now.offset} and (fixed := zone_of_fixed_offset(now.offset)):
        return fixed
    return (
        zone_with_offsets(offsets.__getitem__, instants)
        or zone_with_offset(now.offset, now.utc)
        or zone_of_fixed_offset(60 * round(now.offset / 60))
        or "UTC"
    )
