"""The first nights, on which the program explains what the keys do in the night."""

from datetime import date

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import Preference

FIRST_NIGHTS = 3
"""The number of evenings on which the program explains what the keys do."""


def is_first_night(preferences: Preferences, seen: Preference[tuple[date, ...]], evening: date) -> bool:
    """Whether an evening is one of the first FIRST_NIGHTS, so that the program explains what the keys do.

    `seen` is the setting that stores these evenings. While it has fewer than FIRST_NIGHTS, a call adds the
    evening to it.
    """
    evenings = seen.of(preferences)
    if evening in evenings:
        return True
    if len(evenings) >= FIRST_NIGHTS:
        return False
    seen.keep(preferences, (*evenings, evening))
    return True
