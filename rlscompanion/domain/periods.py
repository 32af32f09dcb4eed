"""Stretches of nights that can be looked at."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from rlscompanion.domain.night import Night


class Period(StrEnum):
    """How far back one looks."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"


PERIOD_DAYS: dict[Period, int] = {Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 365}


def within(nights: Sequence[Night], period: Period, tonight: date) -> list[Night]:
    """The nights whose diary was filled in, of the days before tonight's evening that the period has."""
    since = first_evening(period, tonight)
    return [night for night in nights if night.saved_at is not None and since <= night.evening <= tonight]


def first_evening(period: Period, tonight: date) -> date:
    """The first evening that a period has."""
    days = PERIOD_DAYS.get(period)
    return date.min if days is None else tonight - timedelta(days=days)
