"""How often the notice alarms for nothing, and how often it finds a change: simulated people, daily looks.

The default run looks at a few people; `pytest -m long` at enough to hold the shares that domain/onset.py and
the README state.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.moment import Moment, in_zone, noon_of
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset import onset_shift

HALF_A_YEAR = 182
FIRST_LOOK = 28
SUMMER = date(2026, 8, 26)
"""Sixty days before the clocks go back in Berlin."""

WINTER = date(2026, 11, 1)
HOME = "Europe/Berlin"
LEGS, ARMS_TOO = frozenset({BodyPart.LEGS}), frozenset({BodyPart.LEGS, BodyPart.ARMS})


@dataclass(frozen=True)
class Person:
    """Somebody whose symptoms begin around 21:00 by their body's clock, half a year long.

    `deviation` is the SD from day to day in minutes, `autocorrelation` that of neighbouring days. `zone_on`
    and `shift_on` give the zone, and by how many minutes symptoms begin later by the home clock, on a day.
    """

    deviation: float
    autocorrelation: float
    arms_share: float = 0.0
    first: date = WINTER
    zone_on: Callable[[int], str] = lambda day: HOME
    shift_on: Callable[[int], float] = lambda day: 0.0


def lived(person: Person, days: int, chance: random.Random) -> list[Night]:
    """So many nights of this person."""
    nights = []
    off = chance.gauss(0, person.deviation)
    fresh = person.deviation * (1 - person.autocorrelation**2) ** 0.5
    home_noon = noon_of(person.first, HOME).utc
    for day in range(days):
        evening = person.first + timedelta(days=day)
        minutes = 9 * 60 + off + person.shift_on(day)
        utc = home_noon + 86_400 * day + 60 * round(minutes)
        zone = person.zone_on(day)
        began: Moment = in_zone(utc, ZoneInfo(zone))
        parts = ARMS_TOO if chance.random() < person.arms_share else LEGS
        nights.append(
            Night(UUID(int=day + 1), evening, zone, symptoms_began=began, body_parts=parts, saved_at=began)
        )
        off = person.autocorrelation * off + chance.gauss(0, fresh)
    return nights


def is_alarmed(nights: Sequence[Night]) -> bool:
    """Whether any day's look flags something."""
    for day in range(FIRST_LOOK, len(nights) + 1):
        found = onset_shift(nights[:day], {})
        if found is not None and found.is_flagged:
            return True
    return False


def share_alarmed(person: Person, people: int, days: int = HALF_A_YEAR) -> float:
    """The share of people like this one who see a flag within these days, looking daily."""
    return sum(is_alarmed(lived(person, days, random.Random(seed))) for seed in range(people)) / people


def moved(hours: int, zone: str, back_after: int | None = None) -> Person:
    """Somebody who flies on day 60 and whose body follows the new clock by an hour a day."""

    def is_away(day: int) -> bool:
        return day >= 60 and (back_after is None or day < 60 + back_after)

    def body(day: int) -> float:
        if day < 60:
            return 0.0
        gone = min(abs(hours), day - 60)
        if back_after is not None and day >= 60 + back_after:
            gone = max(0, min(abs(hours), back_after) - (day - 60 - back_after))
        return -60.0 * gone * (1 if hours > 0 else -1)

    return Person(60, 0.5, zone_on=lambda day: zone if is_away(day) else HOME, shift_on=body)


UNCHANGED = {
    "SD 60, independent days": (Person(60, 0.0), 0.05),
    "SD 60, autocorrelation 0.5": (Person(60, 0.5), 0.05),
    "SD 90, autocorrelation 0.5": (Person(90, 0.5), 0.10),
    "arms felt on 5 % of days": (Person(60, 0.5, arms_share=0.05), 0.05),
    "arms felt on 10 % of days": (Person(60, 0.5, arms_share=0.10), 0.05),
    "the clocks go back, the body does not": (Person(60, 0.5, first=SUMMER), 0.05),
    "the clocks go back, the body follows": (
        Person(60, 0.5, first=SUMMER, shift_on=lambda day: 60.0 if day >= 60 else 0.0),
        0.05,
    ),
    "moved 3 hours east": (moved(3, "Asia/Karachi"), 0.05),
    "moved 6 hours west": (moved(-6, "America/New_York"), 0.05),
    "ten days 6 hours west": (moved(-6, "America/New_York", back_after=10), 0.05),
    "ten days 3 hours east": (moved(3, "Asia/Karachi", back_after=10), 0.05),
}


def changed(hours: int, autocorrelation: float) -> Person:
    """Somebody whose symptoms begin these hours earlier from day 28 on."""
    return Person(60, autocorrelation, shift_on=lambda day: -60.0 * hours if day >= FIRST_LOOK else 0.0)


CHANGED = {
    "2 h, independent days": (changed(2, 0.0), 0.75),
    "2 h, autocorrelation 0.5": (changed(2, 0.5), 0.75),
    "3 h, autocorrelation 0.5": (changed(3, 0.5), 0.95),
}


def test_hardly_anybody_unchanged_is_alarmed() -> None:
    person, _ = UNCHANGED["SD 60, autocorrelation 0.5"]

    assert share_alarmed(person, 8) <= 1 / 8


def test_nearly_everybody_three_hours_earlier_is_found() -> None:
    person, _ = CHANGED["3 h, autocorrelation 0.5"]

    assert share_alarmed(person, 8, FIRST_LOOK + 60) >= 7 / 8


@pytest.mark.long
@pytest.mark.parametrize("name", UNCHANGED)
def test_false_alarms_in_half_a_year(name: str, record_property: Callable[[str, object], None]) -> None:
    person, most = UNCHANGED[name]

    share = share_alarmed(person, 1000)

    record_property(name, f"{share:.1%}")
    assert share <= most


@pytest.mark.long
@pytest.mark.parametrize("name", CHANGED)
def test_a_change_is_found_within_sixty_days(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    person, least = CHANGED[name]

    share = share_alarmed(person, 1000, FIRST_LOOK + 60)

    record_property(name, f"{share:.1%}")
    assert share >= least
