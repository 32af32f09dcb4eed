"""Periods: whole days back from tonight, of nights whose diary was filled in."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.periods import Period, within

from .samples import a_full_night

TONIGHT = date(2028, 3, 1)


@pytest.mark.parametrize(
    ("period", "count"), [(Period.WEEK, 7), (Period.MONTH, 30), (Period.YEAR, 365), (Period.ALL, 400)]
)
def test_a_period_has_so_many_nights_back(period: Period, count: int) -> None:
    nights = [
        replace(a_full_night(TONIGHT - timedelta(days=back)), id=UUID(int=back), saved_at=Moment(0))
        for back in range(1, 401)
    ]

    assert len(within(nights, period, TONIGHT)) == count


def test_a_night_that_is_still_open_is_not_looked_at() -> None:
    assert within([a_full_night(TONIGHT - timedelta(days=1))], Period.ALL, TONIGHT) == []
