"""The periods of nights that charts can show, such as the last week or month."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from rlscompanion.domain.night import Night


class Period(StrEnum):
    """A period of nights that the charts can show, named by its length."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"


DAYS_BY_LIMITED_PERIOD: dict[Period, int] = {Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 365}


def nights_within(nights: Sequence[Night], period: Period, tonight: date) -> list[Night]:
    """The nights of a period that have a saved diary; the latest possible night is `tonight`."""
    since = first_evening(nights, period, tonight)
    return [night for night in _nights_with_diary(nights, tonight) if night.evening >= since]


def first_evening(nights: Sequence[Night], period: Period, tonight: date) -> date:
    """The date of the first evening of a period.

    A period ends tonight if tonight's diary is saved, otherwise on the evening before, so that a period
    always has the same number of evenings.
    """
    days = DAYS_BY_LIMITED_PERIOD.get(period)
    if days is None:
        return date.min
    is_tonight_filled_in = any(night.evening == tonight for night in _nights_with_diary(nights, tonight))
    return tonight - timedelta(days=days - 1 if is_tonight_filled_in else days)


def _nights_with_diary(nights: Sequence[Night], tonight: date) -> Iterator[Night]:
    return (night for night in nights if night.saved_at is not None and night.evening <= tonight)
