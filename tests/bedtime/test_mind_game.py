"""Tests of the mind game: prompts spoken softly or, without a voice, only announced."""

from collections.abc import Iterator
from itertools import islice

import pytest
from PySide6.QtCore import QTimer

from rlscompanion.bedtime.mind_game import MindGame
from rlscompanion.domain.mind_games import Prompt, endless_prompts
from tests.bedtime.signal_recorder import SignalRecorder
from tests.bedtime.test_session_guide import GuideSetting, evening

PROMPTS = (Prompt(("A bird.",), 15.0), Prompt(("Count.", "In threes."), 45.0), Prompt(("A tree.",), 15.0))


def game_of(at: GuideSetting) -> MindGame:
    return MindGame(at.guide, at.clock, lambda: PROMPTS)


def timer_of(game: MindGame) -> QTimer:
    timer = game.findChild(QTimer)
    assert timer is not None
    return timer


def next_one(game: MindGame) -> None:
    """Let the wait for the next prompt run out."""
    timer = timer_of(game)
    assert timer.isActive()
    timer.stop()
    timer.timeout.emit()


@pytest.fixture
def at() -> Iterator[GuideSetting]:
    made = evening()
    yield made
    made.guide.close()


def test_it_gives_the_prompts_of_its_seed_softly_each_after_its_time(at: GuideSetting) -> None:
    game = game_of(at)
    heard = SignalRecorder(game, "prompt_given")
    game.start(7, 8.0)
    assert timer_of(game).interval() == 8000
    assert at.recorded.taken() == []

    for prompt in islice(endless_prompts(PROMPTS, 7), 7):
        next_one(game)

        assert at.recorded.taken() == [(*prompt.phrases, "softly")]
        assert heard.take() == [("prompt_given", " ".join(prompt.phrases), True)]
        assert timer_of(game).interval() == 1000 * prompt.seconds
    game.stop()


def test_it_ends_at_once_and_is_silent(at: GuideSetting) -> None:
    game = game_of(at)
    game.start(7, 8.0)
    next_one(game)
    at.recorded.taken()

    game.stop()

    assert not game.is_on
    assert at.recorded.taken() == ["hush"]


@pytest.mark.parametrize("choice", ["chimes", "silent"])
def test_without_a_voice_it_tells_the_words_alone(choice: str) -> None:
    at = evening(voice=choice)
    game = game_of(at)
    heard = SignalRecorder(game, "prompt_given")
    game.start(7, 8.0)

    next_one(game)

    first = next(endless_prompts(PROMPTS, 7))
    assert heard.take() == [("prompt_given", " ".join(first.phrases), False)]
    assert at.recorded.taken() == []
    game.stop()


def test_at_another_speed_it_goes_by_bedtime_seconds() -> None:
    at = evening(speed=4.0)
    game = game_of(at)

    game.start(7, 8.0)

    assert timer_of(game).interval() == 2000
    game.stop()


def test_where_nothing_can_be_said_for_want_of_time_the_words_are_told() -> None:
    at = evening(speed=40.0)
    game = game_of(at)
    heard = SignalRecorder(game, "prompt_given")
    game.start(7, 8.0)

    next_one(game)

    first = next(endless_prompts(PROMPTS, 7))
    assert heard.take() == [("prompt_given", " ".join(first.phrases), False)]
    game.stop()
