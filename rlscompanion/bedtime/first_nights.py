"""The first nights, on which the app explains more."""

from datetime import date

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import Preference

FIRST_NIGHTS = 3
"""The number of evenings on which the keys are shown before the screen goes black."""


def is_early(preferences: Preferences, seen: Preference[tuple[date, ...]], evening: date) -> bool:
    """Whether an evening is one of the first three; `seen` lists those so far."""
    evenings = seen.of(preferences)
    if evening in evenings:
        return True
    if len(evenings) >= FIRST_NIGHTS:
        return False
    seen.keep(preferences, (*evenings, evening))
    return True
