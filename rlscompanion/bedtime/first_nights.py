"""The first nights, on which the program explains the keys of the night."""

from datetime import date

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import Preference

FIRST_NIGHTS = 3
"""The number of evenings on which the keys are explained."""


def is_first_night(preferences: Preferences, seen: Preference[tuple[date, ...]], evening: date) -> bool:
    """Whether an evening is one of the first FIRST_NIGHTS, on which keys are explained.

    `seen` is the setting with these evenings. If there are fewer so far, this evening is added to it.
    """
    evenings = seen.of(preferences)
    if evening in evenings:
        return True
    if len(evenings) >= FIRST_NIGHTS:
        return False
    seen.keep(preferences, (*evenings, evening))
    return True
