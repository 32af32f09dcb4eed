"""Tests of time zones found by their UTC offsets."""

from zoneinfo import ZoneInfo

from rlscompanion.domain.moment import moment_in_zone
from rlscompanion.domain.zones import zone_of_fixed_offset, zone_with_offset, zone_with_offsets
from tests.cases import each_case

IN_2023 = 1_700_000_000


@each_case(
    ("minutes", "zone"), [(0, "UTC"), (120, "Etc/GMT-2"), (-300, "Etc/GMT+5"), (330, None), (15 * 60, None)]
)
def test_a_whole_hour_has_a_fixed_zone(minutes: int, zone: str | None) -> None:
    assert zone_of_fixed_offset(minutes) == zone


@each_case("minutes", [120, -210, 330, 345, 570, 525, -570, 765])
def test_an_offset_finds_a_zone_that_had_it(minutes: int) -> None:
    utc = IN_2023 if minutes != 765 else IN_2023 - 150 * 86400  # Chatham is at 12:45 in its winter

    zone = zone_with_offset(minutes, utc)

    assert zone is not None
    assert moment_in_zone(utc, ZoneInfo(zone)).offset == minutes


def test_an_offset_of_no_zone_finds_none() -> None:
    assert zone_with_offset(337, IN_2023) is None


def test_a_zone_is_known_by_its_summer_and_its_winter() -> None:
    summer, winter = 1_688_000_000, 1_700_000_000

    assert zone_with_offsets({summer: 120, winter: 60}.__getitem__, (summer, winter)) == "Europe/Berlin"
