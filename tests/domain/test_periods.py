"""Periods: whole days back from tonight, of nights whose diary was filled in."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.periods import Period, first_evening, nights_within
from tests.cases import each_case

from .samples import a_full_night

TONIGHT = date(2028, 3, 1)


PERIODS = ((Period.WEEK, 7), (Period.MONTH, 30), (Period.YEAR, 365))


def filled_in(first: int, last: int) -> list[Night]:
    """This many consecutive nights up to tonight, with saved diaries."""
    return [
        replace(a_full_night(TONIGHT - timedelta(days=back)), id=UUID(int=10 + back), saved_at=Moment(0))
        for back in range(first, last + 1)
    ]


@each_case(("period", "count"), PERIODS)
@each_case("first", [0, 1])
def test_a_period_has_as_many_nights_before_noon_as_after(period: Period, count: int, first: int) -> None:
    # Before noon tonight is the night just slept, whose diary is filled in (0 back); later the one to come.
    nights = filled_in(first, 400)

    assert nights_within(nights, period, TONIGHT) == nights[:count]
    assert first_evening(nights, period, TONIGHT) == nights[count - 1].evening


def test_until_it_is_filled_in_the_night_just_slept_takes_no_place() -> None:
    slept = replace(filled_in(0, 0)[0], saved_at=None)
    nights = filled_in(1, 400)

    assert nights_within([slept, *nights], Period.WEEK, TONIGHT) == nights[:7]


def test_all_has_every_night_that_has_begun() -> None:
    assert nights_within(filled_in(-2, 400), Period.ALL, TONIGHT) == filled_in(0, 400)


def test_a_missing_night_is_not_made_up_for() -> None:
    assert len(nights_within([*filled_in(1, 2), *filled_in(4, 400)], Period.WEEK, TONIGHT)) == 6


def test_a_night_that_is_still_open_is_not_looked_at() -> None:
    assert nights_within([a_full_night(TONIGHT - timedelta(days=1))], Period.ALL, TONIGHT) == []
