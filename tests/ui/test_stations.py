"""Every page in each of its states is visited and recorded, and all checks read the records."""

from dataclasses import replace

import pytest

from rlscompanion.bedtime.preferences import TEXT_SCALES
from tests.ui.bedside import HEIGHT, WIDTH
from tests.ui.record import DAY_TIME, EVENING_TIME, Configuration, record_station, record_station_in_sizes
from tests.ui.record_checks import EVERY_CHECK, check_failures
from tests.ui.stations import ALL_STATIONS, LIGHT_BY_DAY, Station

AS_DESIGNED = Configuration()
LARGEST_IN_SMALLEST = Configuration(scale=2.0, width=900, height=640)
LIGHT = Configuration(wall=DAY_TIME, with_keys=False)
KEPT_DARK = Configuration(wall=DAY_TIME, light_by_day=False, with_keys=False)
EACH_BY_DAY = [
    pytest.param(where, marks=pytest.mark.thorough if index % 3 else ())
    for index, where in enumerate(LIGHT_BY_DAY)
]
"""Pages of one look: every third shows daily what their light colours are."""

WIDE = [
    Configuration(wall, scale, width, height)
    for wall in (EVENING_TIME, DAY_TIME)
    for scale in (1.0, 1.5, max(TEXT_SCALES))
    for width, height in ((WIDTH, HEIGHT), (900, 640))
]


@pytest.mark.parametrize("where", ALL_STATIONS, ids=str)
def test_station(where: Station) -> None:
    for record in record_station_in_sizes(
        where, (replace(AS_DESIGNED, with_keys=False), LARGEST_IN_SMALLEST)
    ):
        assert check_failures(record, EVERY_CHECK) == []


@pytest.mark.parametrize("where", EACH_BY_DAY, ids=str)
def test_station_by_day(where: Station) -> None:
    assert check_failures(record_station(where, LIGHT), EVERY_CHECK) == []


@pytest.mark.parametrize("where", [LIGHT_BY_DAY[0], LIGHT_BY_DAY[-1]], ids=str)
def test_station_kept_dark_by_day(where: Station) -> None:
    assert check_failures(record_station(where, KEPT_DARK), EVERY_CHECK) == []


@pytest.mark.thorough
@pytest.mark.parametrize("where", ALL_STATIONS, ids=str)
@pytest.mark.parametrize("configuration", WIDE, ids=str)
def test_station_in_every_configuration(where: Station, configuration: Configuration) -> None:
    assert check_failures(record_station(where, configuration), EVERY_CHECK) == []


@pytest.mark.thorough
@pytest.mark.parametrize("where", [each for each in ALL_STATIONS if each not in LIGHT_BY_DAY], ids=str)
def test_a_station_that_stays_dark_is_so_by_day(where: Station) -> None:
    assert check_failures(record_station(where, LIGHT), EVERY_CHECK) == []


@pytest.mark.thorough
@pytest.mark.parametrize("where", LIGHT_BY_DAY, ids=str)
def test_every_station_kept_dark_by_day(where: Station) -> None:
    assert check_failures(record_station(where, KEPT_DARK), EVERY_CHECK) == []
