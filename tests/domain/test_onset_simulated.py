"""How often the notice alarms for nothing, and how often it finds a change: simulated people, daily looks.

The rule is worked out again in numpy, for all people and days at once, and the app's own is asked about each
person who is alarmed: on the day of their first alarm, and on the day before. The default run does so for a
few people; `pytest -m long` for 4,000 of each kind, who hold the shares that domain/onset.py and the README
state, to three standard errors (of 5 %: 1 %).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.moment import Moment, moment_in_zone, noon_of
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset import onset_shift

DAYS = 182
"""Half a year of daily looks."""

WINDOW = 14
FIRST_LOOK = 2 * WINDOW
SUMMER = date(2026, 8, 26)
"""Sixty days before the clocks go back in Berlin."""

WINTER = date(2026, 11, 1)
HOME = "Europe/Berlin"
LEGS, ARMS_TOO = frozenset({BodyPart.LEGS}), frozenset({BodyPart.LEGS, BodyPart.ARMS})

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Person:
    """Somebody whose symptoms begin around 21:00 by their body's clock.

    `deviation` is the SD from day to day in minutes, `autocorrelation` that of neighbouring days, and
    `arms_spell` that of days on which arms are felt. `zone_on` and `shift_on` give the zone, and by how many
    minutes symptoms begin later by the home clock, on a day.
    """

    deviation: float
    autocorrelation: float
    arms_share: float = 0.0
    arms_spell: float = 0.0
    first: date = WINTER
    zone_on: Callable[[int], str] = lambda day: HOME
    shift_on: Callable[[int], float] = lambda day: 0.0


@dataclass(frozen=True)
class People:
    """Many who are alike, a row each: the moment symptoms begin (UTC seconds), and whether arms are felt."""

    person: Person
    began: NDArray[np.int64]
    arms: Flags

    @property
    def offsets(self) -> list[int]:
        """Seconds that the zone of each day is ahead of UTC at nine in the evening."""
        nine = noon_of(self.person.first, HOME).utc + 9 * 3600
        zones = [ZoneInfo(self.person.zone_on(day)) for day in range(self.began.shape[1])]
        return [60 * moment_in_zone(nine + 86_400 * day, zone).offset for day, zone in enumerate(zones)]

    def hours(self) -> Numbers:
        """The onsets as hours since 06:00 of the evening, by each day's clock."""
        six = np.array(
            [
                noon_of(self.person.first + timedelta(days=day), "UTC").utc - 6 * 3600
                for day in range(len(self.offsets))
            ]
        )
        return np.asarray((self.began + np.array(self.offsets) - six) / 3600, np.float64)

    def nights(self, row: int, days: int) -> list[Night]:
        """The first days of one of them, as the diary keeps them."""
        found = []
        for day in range(days):
            zone = self.person.zone_on(day)
            began: Moment = moment_in_zone(int(self.began[row, day]), ZoneInfo(zone))
            parts = ARMS_TOO if self.arms[row, day] else LEGS
            evening = self.person.first + timedelta(days=day)
            found.append(
                Night(
                    UUID(int=day + 1), evening, zone, symptoms_began=began, body_parts=parts, saved_at=began
                )
            )
        return found


def lived(person: Person, count: int, days: int, seed: int) -> People:
    """This many people of a kind, for this many days."""
    chance = np.random.default_rng(seed)
    home_noon = noon_of(person.first, HOME).utc
    off = chance.normal(0, person.deviation, count)
    fresh = person.deviation * math.sqrt(1 - person.autocorrelation**2)
    felt = chance.random(count) < person.arms_share
    began, arms = np.empty((count, days), np.int64), np.empty((count, days), np.bool_)
    for day in range(days):
        minutes = np.round(9 * 60 + off + person.shift_on(day)).astype(np.int64)
        began[:, day], arms[:, day] = home_noon + 86_400 * day + 60 * minutes, felt
        off = person.autocorrelation * off + chance.normal(0, fresh, count)
        stays = chance.random(count) < person.arms_spell
        felt = np.where(stays, felt, chance.random(count) < person.arms_share)
    return People(person, began, arms)


def flagged(people: People) -> Flags:
    """Whether each person is flagged on each day from the 28th on: the rule of domain/onset.py, in numpy."""
    hours = people.hours()
    by_first_clock = hours + (people.offsets[0] - np.array(people.offsets)) / 3600
    earlier = np.minimum(_earlier(hours), _earlier(by_first_clock))
    shows = (earlier > 2 - 1e-6) & (earlier > _half_width(hours))
    zones = [people.person.zone_on(day) for day in range(hours.shape[1])]
    travels = [len(set(zones[max(0, end - 16) : end])) > 1 for end in range(FIRST_LOOK, len(zones) + 1)]
    felt_often = sliding_window_view(people.arms, WINDOW, 1)[:, WINDOW:].sum(-1) >= 5
    is_known = np.asarray(people.arms[:, :WINDOW].any(1))[:, None]
    flags = (_six_in_a_row(shows) & ~np.array(travels)) | _six_in_a_row(felt_often & ~is_known)
    return np.asarray(flags, np.bool_)


def _stretches(hours: Numbers) -> tuple[Numbers, Numbers]:
    """The first 14 days of each person, and the latest 14 at each look."""
    return hours[:, :WINDOW], sliding_window_view(hours, WINDOW, 1)[:, WINDOW:]


def _earlier(hours: Numbers) -> Numbers:
    first, latest = _stretches(hours)
    return np.asarray(np.median(first, 1)[:, None] - np.median(latest, -1))


def _half_width(hours: Numbers) -> Numbers:
    first, latest = (np.abs(side - np.median(side, -1)[..., None]).sum(-1) for side in _stretches(hours))
    spread = math.sqrt(math.pi / 2) * (first[:, None] + latest) / (2 * WINDOW - 2)
    return np.asarray(1.96 * math.sqrt(math.pi / 2) * math.sqrt(3) * spread * math.sqrt(2 / WINDOW))


def _six_in_a_row(shows: Flags) -> Flags:
    lasts = np.zeros_like(shows)
    lasts[:, 5:] = sliding_window_view(shows, 6, 1).all(-1)
    return lasts


def share_alarmed(person: Person, count: int, days: int = DAYS) -> float:
    """The share who see a flag within these days, looking daily; the app's own rule has to agree."""
    people = lived(person, count, days, seed=20261129)
    flags = flagged(people)
    for row in np.flatnonzero(flags.any(1))[:200]:
        look = int(flags[row].argmax())
        nights = people.nights(int(row), FIRST_LOOK + look)
        today, yesterday = onset_shift(nights, {}), onset_shift(nights[:-1], {})
        assert today is not None
        assert today.is_flagged
        assert yesterday is None or not yesterday.is_flagged
    return float(flags.any(1).mean())


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
    "SD 60, independent days": (Person(60, 0.0), 0.0),
    "SD 60, autocorrelation 0.5": (Person(60, 0.5), 0.011),
    "SD 60, autocorrelation 0.7": (Person(60, 0.7), 0.065),
    "SD 90, autocorrelation 0.5": (Person(90, 0.5), 0.073),
    "arms felt on 5 % of days": (Person(60, 0.5, arms_share=0.05), 0.013),
    "arms felt on 10 % of days": (Person(60, 0.5, arms_share=0.10), 0.029),
    "arms felt on 15 % of days": (Person(60, 0.5, arms_share=0.15), 0.047),
    "arms felt on 10 % of days, in spells": (Person(60, 0.5, arms_share=0.10, arms_spell=0.3), 0.153),
    "the clocks go back, the body does not": (Person(60, 0.5, first=SUMMER), 0.013),
    "the clocks go back, the body follows": (
        Person(60, 0.5, first=SUMMER, shift_on=lambda day: 60.0 if day >= 60 else 0.0),
        0.004,
    ),
    "moved 3 hours east": (moved(3, "Asia/Karachi"), 0.004),
    "moved 6 hours east": (moved(6, "Asia/Bangkok"), 0.012),
    "moved 6 hours west": (moved(-6, "America/New_York"), 0.004),
    "ten days 3 hours east": (moved(3, "Asia/Karachi", back_after=10), 0.010),
    "ten days 6 hours east": (moved(6, "Asia/Bangkok", back_after=10), 0.015),
    "ten days 6 hours west": (moved(-6, "America/New_York", back_after=10), 0.009),
}
"""People whose onset and body parts do not change, and the share of each kind alarmed in half a year."""


def changed(hours: int, autocorrelation: float) -> Person:
    """Somebody whose symptoms begin these hours earlier from day 28 on."""
    return Person(60, autocorrelation, shift_on=lambda day: -60.0 * hours if day >= FIRST_LOOK else 0.0)


CHANGED = {
    "2 h, independent days": (changed(2, 0.0), 0.76),
    "2 h, autocorrelation 0.5": (changed(2, 0.5), 0.78),
    "3 h, independent days": (changed(3, 0.0), 0.9995),
    "3 h, autocorrelation 0.5": (changed(3, 0.5), 0.995),
}
"""People whose onset becomes earlier, and the share of each kind that is found within 60 days."""


def tolerance(share: float, people: int) -> float:
    """The allowed error of a simulated share: three standard errors, at least one person."""
    return max(3 * math.sqrt(share * (1 - share) / people), 1 / people)


@pytest.mark.parametrize(
    "name", ["SD 90, autocorrelation 0.5", "arms felt on 15 % of days", "moved 6 hours east"]
)
def test_hardly_anybody_unchanged_is_alarmed(name: str) -> None:
    person, share = UNCHANGED[name]

    assert share_alarmed(person, 100) == pytest.approx(share, abs=tolerance(share, 100))


def test_nearly_everybody_three_hours_earlier_is_found() -> None:
    person, share = CHANGED["3 h, autocorrelation 0.5"]

    assert share_alarmed(person, 20, FIRST_LOOK + 60) >= share - tolerance(share, 20)


@pytest.mark.long
@pytest.mark.parametrize("name", UNCHANGED)
def test_false_alarms_in_half_a_year(name: str) -> None:
    person, share = UNCHANGED[name]

    assert share_alarmed(person, 4000) == pytest.approx(share, abs=tolerance(share, 4000))


@pytest.mark.long
@pytest.mark.parametrize("name", CHANGED)
def test_a_change_is_found_within_sixty_days(name: str) -> None:
    person, share = CHANGED[name]

    assert share_alarmed(person, 4000, FIRST_LOOK + 60) == pytest.approx(share, abs=tolerance(share, 4000))
