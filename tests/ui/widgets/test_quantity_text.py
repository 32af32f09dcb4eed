import pytest

from rlscompanion.ui.widgets.quantity_text import (
    count_text,
    countdown_text,
    duration_text,
    percent_text,
    routine_lengths_text,
)
from tests.cases import each_case
from tests.domain.samples import SHORT_ROUTINE
from tests.ui.bedside import wind_downs


@each_case(
    ("minutes", "text"),
    [
        (None, "–"),
        (0.0, "0 h 00"),
        (59.4, "0 h 59"),
        (59.6, "1 h 00"),
        (395, "6 h 35"),
        (600.0, "10 h 00"),
        (1440, "24 h 00"),
    ],
)
def test_minutes_are_read_as_hours_and_minutes(minutes: float | None, text: str) -> None:
    assert duration_text(minutes) == text


@each_case(("percent", "text"), [(None, "–"), (0.0, "0 %"), (84.6, "85 %"), (99.4, "99 %"), (100.0, "100 %")])
def test_shares_are_read_in_whole_percent(percent: float | None, text: str) -> None:
    assert percent_text(percent) == text


@pytest.mark.parametrize(("number", "text"), [(None, "–"), (0, "0"), (12, "12")])
def test_a_count_of_none_is_not_the_unknown(number: int | None, text: str) -> None:
    assert count_text(number) == text


@each_case(
    ("seconds", "text"),
    [
        (0.0, "0:00"),
        (-3.0, "0:00"),
        (0.2, "0:01"),
        (41.0000001, "0:41"),
        (41.2, "0:42"),
        (59.5, "1:00"),
        (60.0, "1:00"),
        (1800.0, "30:00"),
    ],
)
def test_a_begun_second_counts_as_a_whole_one(seconds: float, text: str) -> None:
    assert countdown_text(seconds) == text


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("wind_down_05", "5 min massage, 6 min in all"),
        ("wind_down_10", "10 min massage, 11 min in all"),
        ("wind_down_15", "15 min massage, 17 min in all"),
    ],
)
def test_both_lengths_of_a_routine(key: str, words: str) -> None:
    routine = next(each for each in wind_downs() if each.key == key)

    assert routine_lengths_text(routine) == words


def test_a_length_that_is_no_whole_minute() -> None:
    assert routine_lengths_text(SHORT_ROUTINE) == "1 min 20 s massage, 1 min 35 s in all"
