"""Tests of when the pages shown by day are light."""

import pytest

from rlscompanion.domain.daylight import LightChoice, PageLight, are_day_pages_light, is_day
from tests.cases import each_case
from tests.fakes import local


@each_case(
    ("clock", "day"),
    [
        ("00:00", False),
        ("06:59", False),
        ("07:00", True),
        ("12:00", True),
        ("18:59", True),
        ("19:00", False),
        ("23:59", False),
    ],
)
def test_day_is_from_seven_to_seven(clock: str, day: bool) -> None:
    at = local(f"2026-11-21 {clock}")

    assert is_day(at) is day
    assert are_day_pages_light(at, PageLight.BY_CLOCK) is day
    assert are_day_pages_light(at, PageLight.DARK) is False
    assert are_day_pages_light(at, PageLight.LIGHT) is True


def test_it_goes_by_the_local_clock() -> None:
    assert is_day(local("2026-11-21 07:30", "Asia/Tokyo"))
    assert not is_day(local("2026-11-21 06:30", "America/New_York"))


@each_case(
    ("chosen_at", "light", "now", "expected"),
    [
        # Kept dark in the morning, dark until the evening, and forgotten on the next day.
        ("2026-11-21 07:10", False, "2026-11-21 07:11", False),
        ("2026-11-21 07:10", False, "2026-11-21 18:59", False),
        ("2026-11-21 07:10", False, "2026-11-21 19:00", False),
        ("2026-11-21 07:10", False, "2026-11-22 07:00", True),
        # Light before seven: by then it is light anyway.
        ("2026-11-21 06:20", True, "2026-11-21 06:21", True),
        ("2026-11-21 06:20", True, "2026-11-21 07:00", True),
        # Light in the evening, over midnight, and forgotten the evening after.
        ("2026-11-21 20:00", True, "2026-11-22 01:00", True),
        ("2026-11-21 20:00", True, "2026-11-22 20:00", False),
        # In a small hour, dark against nothing.
        ("2026-11-21 03:00", False, "2026-11-21 06:59", False),
        ("2026-11-21 03:00", False, "2026-11-21 07:00", True),
    ],
)
def test_a_choice_by_hand_holds_until_day_begins_or_ends(
    chosen_at: str, light: bool, now: str, expected: bool
) -> None:
    chosen = LightChoice(light, local(chosen_at))

    assert are_day_pages_light(local(now), PageLight.BY_CLOCK, chosen=chosen) is expected


def test_a_choice_by_hand_counts_where_nothing_is_light_by_itself() -> None:
    chosen = LightChoice(True, local("2026-11-21 09:00"))

    assert are_day_pages_light(local("2026-11-21 10:00"), PageLight.DARK, chosen=chosen)


def test_the_night_in_which_clocks_go_back_is_one_night() -> None:
    chosen = LightChoice(True, local("2026-10-24 23:00"))

    assert are_day_pages_light(local("2026-10-25 02:30", fold=0), PageLight.BY_CLOCK, chosen=chosen)
    assert are_day_pages_light(local("2026-10-25 02:30", fold=1), PageLight.BY_CLOCK, chosen=chosen)
    assert not are_day_pages_light(local("2026-10-25 19:00"), PageLight.BY_CLOCK, chosen=chosen)


@pytest.mark.parametrize(
    ("now", "light"),
    [
        ("2026-11-21 22:59", True),
        ("2026-11-22 03:00", False),
        ("2026-11-22 06:59", False),
        ("2026-11-22 07:00", True),
        ("2026-11-22 21:00", True),
    ],
)
def test_light_at_any_hour_but_for_the_rest_of_a_night(now: str, light: bool) -> None:
    at = local(now)
    lights_out = local("2026-11-21 23:00")

    assert (
        are_day_pages_light(at, PageLight.LIGHT, lights_out=lights_out if at > lights_out else None) is light
    )
    assert are_day_pages_light(at, PageLight.LIGHT, LightChoice(not light, at), lights_out) is not light
