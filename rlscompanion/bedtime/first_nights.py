"""The first nights, on which the program explains what the keys do in the night."""

from datetime import date

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import Preference

FIRST_NIGHTS = 3
"""The number of evenings on which the program explains what the keys do."""


def is_first_night(preferences: Preferences, seen: Preference[tuple[date, ...]], evening: date) -> bool:
    """Whether the program explains on this evening what the keys do: it does on FIRST_NIGHTS evenings.

    `seen` is the setting that stores these evenings. While the setting holds fewer than FIRST_NIGHTS, a call
    adds `evening` to it.
    """
    evenings = seen.of(preferences)
    if evening in evenings:
        return True
    if len(evenings) >= FIRST_NIGHTS:
        return False
    seen.keep(preferences, (*evenings, evening))
    return True
