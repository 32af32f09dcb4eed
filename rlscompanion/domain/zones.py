"""Finds time zones by their UTC offsets, for records that have no zone name."""

from collections.abc import Callable, Iterable
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rlscompanion.domain.moment import moment_in_zone

_FIXED_HOURS = range(-12, 15)
"""The hours ahead of UTC for which tzdata has a fixed zone (Etc/GMT+12 to Etc/GMT-14)."""

_PREFERRED_ZONES = (
    *("Europe/Berlin", "Europe/London", "Europe/Athens", "America/New_York", "America/Chicago"),
    *("America/Denver", "America/Los_Angeles", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu"),
    *("Asia/Yangon", "Asia/Kabul", "Asia/Tehran", "Australia/Darwin", "Australia/Adelaide"),
    *("Australia/Sydney", "Pacific/Auckland", "Pacific/Marquesas"),
)
"""The zones that are tried first, since several zones share an offset."""


def zone_of_fixed_offset(minutes_ahead: int) -> str | None:
    """The name of the zone that is always this many minutes ahead of UTC.

    None unless the minutes make whole hours.
    """
    if minutes_ahead % 60 or minutes_ahead // 60 not in _FIXED_HOURS:
        return None
    # The sign in these names is the other way round.
    return f"Etc/GMT{-minutes_ahead // 60:+d}" if minutes_ahead else "UTC"


def zone_with_offset(minutes_ahead: int, utc: int) -> str | None:
    """The name of a zone that was this many minutes ahead of UTC at `utc` (UTC seconds); None if none was."""
    return zone_of_fixed_offset(minutes_ahead) or zone_with_offsets(lambda _: minutes_ahead, [utc])


def zone_with_offsets(offset_at: Callable[[int], int], instants: Iterable[int]) -> str | None:
    """The name of a zone that had the known offsets at some instants (UTC seconds); None if no zone had.

    `offset_at` gives the known offset at an instant, in minutes ahead of UTC.
    """
    due = [(utc, offset_at(utc)) for utc in instants]
    for name in (*_PREFERRED_ZONES, *_all_zones()):
        zone = _zone_if_known(name)
        if zone is not None and all(moment_in_zone(utc, zone).offset == offset for utc, offset in due):
            return name
    return None


@cache
def _all_zones() -> tuple[str, ...]:
    names = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return tuple(sorted(names))


def _zone_if_known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None  # a system whose own zone files are incomplete
