"""A wall clock for the night that stays consistent when the system clock is changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rlscompanion.domain.moment import Moment, moment_in_zone

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports import Clock, Preferences

HELD_STEADY_HOURS = 18
"""The hours for which `SteadyClock.now` is held steady: the longest possible night."""

MAX_SECONDS_BEHIND = 120
"""How far the wall clock may fall behind elapsed time before it counts as changed.

Time servers correct a clock by less than this.
"""

MAX_SECONDS_AHEAD = 12 * 3600
"""How far the wall clock may be ahead of elapsed time before it counts as changed.

In a virtual machine, the wall clock leaps forward after the host was suspended.
"""

STEADY_PERIOD_KEY = "steady_clock"
"""The key of the preference that stores the `SteadyPeriod`."""


@dataclass(frozen=True)
class SteadyPeriod:
    """A period in which the wall clock is held steady.

    The period starts at `utc` (UTC seconds), which is `up` seconds after the machine was started.

    It ends `until` seconds after the machine was started. `boot` identifies that start of the machine.
    """

    boot: str
    up: float
    utc: int
    until: float


class SteadyClock:
    """The machine's clocks, but `now` can be held steady during a night. Satisfies `BedtimeClock`.

    While `now` is held steady, it follows the machine's uptime instead of a changed system clock. The system
    clock counts as changed if it is more than MAX_SECONDS_BEHIND behind the uptime, or more than
    MAX_SECONDS_AHEAD ahead of the uptime.
    """

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self.speed = machine.speed
        self._anchor: SteadyPeriod | None = None
        self._preferences: Preferences | None = None

    def keep_state_in(self, preferences: Preferences) -> None:
        """Restore the `SteadyPeriod` from `preferences`, and store it there from now on.

        So `now` stays steady even if the program is restarted in the night.
        """
        self._preferences = preferences
        kept = _read(preferences.get(STEADY_PERIOD_KEY, ""))
        if kept is not None and kept.boot and kept.boot == self._machine.boot_id():
            self._anchor = kept

    def seconds(self) -> float:
        """Monotonic bedtime seconds, which run `speed` times as fast as real seconds."""
        return self._machine.seconds()

    def real_seconds(self) -> float:
        """Monotonic real seconds."""
        return self._machine.real_seconds()

    def suspended_seconds(self) -> float:
        """Real seconds spent suspended since some fixed point."""
        return self._machine.suspended_seconds()

    def uptime_seconds(self) -> float:
        """Real seconds since some fixed point, including time suspended."""
        return self._machine.uptime_seconds()

    def boot_id(self) -> str:
        """An identifier of this start of the machine."""
        return self._machine.boot_id()

    def zone(self) -> str:
        """The IANA name of the local time zone."""
        return self._machine.zone()

    def now(self) -> Moment:
        """The present moment by the wall clock; by the uptime while `now` is held against a changed clock."""
        wall, anchor = self._machine.now(), self._anchor
        if anchor is None or not self._is_held(anchor):
            return wall
        steady = anchor.utc + round(self.uptime_seconds() - anchor.up)
        if -MAX_SECONDS_BEHIND <= wall.utc - steady <= MAX_SECONDS_AHEAD:
            return wall
        from zoneinfo import ZoneInfo  # here, since it brings much with it that is hardly ever needed

        return moment_in_zone(steady, ZoneInfo(self.zone()))

    def hold_steady(self, for_night: bool = False) -> None:
        """Hold `now` steady for HELD_STEADY_HOURS; if `now` is held already, the end stays the same.

        With `for_night` the hours always start again.
        """
        anchor = self._anchor
        if anchor is not None and self._is_held(anchor) and not for_night:
            return
        up = self.uptime_seconds()
        self._anchor = SteadyPeriod(self.boot_id(), up, self.now().utc, up + HELD_STEADY_HOURS * 3600)
        if self._preferences is not None:
            self._preferences.set(STEADY_PERIOD_KEY, json.dumps(asdict(self._anchor)))

    def _is_held(self, anchor: SteadyPeriod) -> bool:
        return anchor.up <= self.uptime_seconds() < anchor.until


def _read(text: str) -> SteadyPeriod | None:
    try:
        kept = json.loads(text)
        return SteadyPeriod(str(kept["boot"]), float(kept["up"]), int(kept["utc"]), float(kept["until"]))
    except (ValueError, TypeError, LookupError, OverflowError):
        return None
