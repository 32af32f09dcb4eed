"""A wall clock for the night that stays consistent when the system clock is changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rlscompanion.domain.moment import Moment, moment_in_zone

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports import Clock, Preferences

NIGHT_HOURS = 18
"""The hours for which moments are held steady: the longest possible night."""

SLOWER_SECONDS = 120
"""Seconds that the wall clock may fall behind elapsed time; time servers correct it by less."""

FASTER_SECONDS = 12 * 3600
"""Seconds that the wall clock may be ahead; in a virtual machine it leaps after its host was suspended."""

PREFERENCE = "steady_clock"


@dataclass(frozen=True)
class Anchor:
    """The start of steady time: a moment (UTC seconds) and the machine's uptime at it.

    `until` is the uptime at which steady time ends. `boot` identifies the start of the machine from which the
    uptimes count.
    """

    boot: str
    up: float
    utc: int
    until: float


class SteadyClock:
    """The machine's clocks, whose moments can be held steady during a night. Satisfies `BedtimeClock`.

    Steady moments follow the machine's uptime if the wall clock was changed, that is, if it is more than
    SLOWER_SECONDS behind the uptime, or more than FASTER_SECONDS ahead of it.
    """

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self.speed = machine.speed
        self._anchor: Anchor | None = None
        self._preferences: Preferences | None = None

    def keep_state_in(self, preferences: Preferences) -> None:
        """Restore the clock's state from `preferences`, and store it there from now on.

        Moments then stay steady across a restart of the program in the night.
        """
        self._preferences = preferences
        kept = _read(preferences.get(PREFERENCE, ""))
        if kept is not None and kept.boot and kept.boot == self._machine.boot():
            self._anchor = kept

    def seconds(self) -> float:
        """Monotonic bedtime seconds, which run `speed` times as fast as real ones."""
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

    def boot(self) -> str:
        """An identifier of this start of the machine."""
        return self._machine.boot()

    def zone(self) -> str:
        """The IANA name of the local time zone."""
        return self._machine.zone()

    def now(self) -> Moment:
        """The present moment by the wall clock, corrected where the wall clock was changed."""
        wall, anchor = self._machine.now(), self._anchor
        if anchor is None or not self._is_held(anchor):
            return wall
        steady = anchor.utc + round(self.uptime_seconds() - anchor.up)
        if -SLOWER_SECONDS <= wall.utc - steady <= FASTER_SECONDS:
            return wall
        from zoneinfo import ZoneInfo  # here, since it brings much with it that is hardly ever needed

        return moment_in_zone(steady, ZoneInfo(self.zone()))

    def hold(self, for_night: bool = False) -> None:
        """Hold moments steady for 18 hours; if they are steady already, the hours do not start again.

        With `for_night` the 18 hours always start again.
        """
        anchor = self._anchor
        if anchor is not None and self._is_held(anchor) and not for_night:
            return
        up = self.uptime_seconds()
        self._anchor = Anchor(self.boot(), up, self.now().utc, up + NIGHT_HOURS * 3600)
        if self._preferences is not None:
            self._preferences.set(PREFERENCE, json.dumps(asdict(self._anchor)))

    def _is_held(self, anchor: Anchor) -> bool:
        return anchor.up <= self.uptime_seconds() < anchor.until


def _read(text: str) -> Anchor | None:
    try:
        kept = json.loads(text)
        return Anchor(str(kept["boot"]), float(kept["up"]), int(kept["utc"]), float(kept["until"]))
    except (ValueError, TypeError, LookupError, OverflowError):
        return None
