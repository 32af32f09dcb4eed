"""Nights for the tests of charts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from rlscompanion.domain.night import Awakening, AwakeningKind, Night
from tests.domain.samples import a_full_night

EVENING = date(2026, 11, 21)


def consecutive_nights(count: int, first: date = EVENING) -> list[Night]:
    """Consecutive nights from `first` on, whose urges to move go from 0 to 4 in turn."""
    return [
        replace(a_full_night(first + timedelta(days=day)), id=UUID(int=day + 1), worst_urge=day % 5)
        for day in range(count)
    ]


def with_awakenings(night: Night, *kinds: AwakeningKind) -> Night:
    """A copy of a night with awakenings of these kinds, one hour apart."""
    tried = night.sleeps[0].tried_to_sleep
    assert tried is not None
    return replace(
        night,
        awakenings=tuple(
            Awakening(UUID(int=90 + hour), tried.plus_minutes(60 * hour), kind)
            for hour, kind in enumerate(kinds, start=1)
        ),
    )


def without_sleep(night: Night) -> Night:
    """A copy of a night without sleep, with the same times in bed."""
    return replace(night, sleeps=(replace(night.sleeps[0], slept=False),))


def each_changed(nights: Sequence[Night], change: Callable[[int, Night], Night]) -> list[Night]:
    """The nights, each changed by `change`, which gets the number of the night and the night."""
    return [change(number, night) for number, night in enumerate(nights)]
