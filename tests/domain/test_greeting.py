"""Tests of the first words on the Tonight page."""

from dataclasses import replace

import pytest

from rlscompanion.domain.greeting import greeting, last_night_words
from tests.ui.stations import SAMPLE_NIGHT


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (3, "Good evening"),
        (4, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
    ],
)
def test_the_hour_says_which_greeting(hour: int, words: str) -> None:
    assert greeting(hour) == words


def test_last_night_is_one_line_of_what_was_filled_in() -> None:
    without_sleep = replace(SAMPLE_NIGHT, sleeps=())

    assert last_night_words(SAMPLE_NIGHT) == "Last night: 6 h 50 asleep, worst urge 6 of 10"
    assert last_night_words(replace(SAMPLE_NIGHT, worst_urge=None)) == "Last night: 6 h 50 asleep"
    assert last_night_words(without_sleep) == "Last night: worst urge 6 of 10"
    assert last_night_words(replace(without_sleep, worst_urge=None)) == ""


def test_a_night_whose_diary_is_not_filled_in_says_nothing() -> None:
    assert last_night_words(None) == ""
    assert last_night_words(replace(SAMPLE_NIGHT, saved_at=None)) == ""
