"""The first nights, on which the program explains its keys."""

from datetime import date

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import Preference

FIRST_NIGHTS = 3
"""The number of evenings on which the keys are shown before the screen goes black."""


def is_early(preferences: Preferences, seen: Preference[tuple[date, ...]], evening: date) -> bool:
    """Whether an evening is one of the first FIRST_NIGHTS, on which keys are explained.

    `seen` is the setting that remembers these evenings; a new one is added to it.
    """
    evenings = seen.of(preferences)
    if evening in evenings:
        return True
    if len(evenings) >= FIRST_NIGHTS:
        return False
    seen.keep(preferences, (*evenings, evening))
    return True
