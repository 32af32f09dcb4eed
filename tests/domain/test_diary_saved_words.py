"""Tests of the sentence after a night is saved."""

from dataclasses import replace

import pytest

from rlscompanion.domain.diary_saved_words import diary_saved_sentence
from rlscompanion.domain.night import Night, Sleep
from tests.domain.samples import a_full_night

NIGHT = a_full_night()


def with_sleep(**changed: object) -> Night:
    return replace(NIGHT, sleeps=(replace(NIGHT.sleeps[0], **changed),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("night", "sentence"),
    [
        (NIGHT, "Saved. 6 h 40 asleep, sleep efficiency 87 %."),
        (with_sleep(minutes_trying_again=None), "Saved. 6 h 40 asleep."),
        (
            with_sleep(minutes_awake=None),
            "Saved. Time asleep still needs: “Total minutes awake in the night”.",
        ),
        (
            with_sleep(minutes_to_fall_asleep=None, minutes_awake=None, woke_up=None),
            "Saved. Time asleep still needs: "
            "“Minutes to fall asleep”, “Total minutes awake in the night” and “Woke up”.",
        ),
        (replace(NIGHT, sleeps=(Sleep(NIGHT.id, slept=False),)), "Saved. You did not sleep."),
        (replace(NIGHT, sleeps=()), "Saved."),
    ],
)
def test_one_sentence_says_what_the_night_was(night: Night, sentence: str) -> None:
    assert diary_saved_sentence(night) == sentence
