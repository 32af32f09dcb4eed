"""Tests of the evenings on which keys are explained."""

from datetime import date

from rlscompanion.bedtime.first_nights import is_first_night
from rlscompanion.bedtime.preferences import EVENINGS_WITH_NIGHT_KEYS
from tests.fakes import FakeClock
from tests.stores import Stores

EVENINGS = [date(2026, 11, day) for day in (20, 20, 21, 25, 26, 25)]


def test_the_first_three_evenings_are_early_however_often_they_are_asked_about() -> None:
    preferences = Stores(FakeClock()).preferences

    early = [is_first_night(preferences, EVENINGS_WITH_NIGHT_KEYS, evening) for evening in EVENINGS]

    assert early == [True, True, True, True, False, True]
    assert preferences.get("night_keys_said", "") == "2026-11-20 2026-11-21 2026-11-25"
