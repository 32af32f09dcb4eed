"""The shipped prompts: enough for the night, calm, and with room to think."""

from itertools import islice, pairwise

from rlscompanion.content.mind_games import load_mind_games
from rlscompanion.content.voice import load_recordings
from rlscompanion.domain.mind_games import Prompt, endless_prompts
from rlscompanion.domain.spoken import PHRASE_GAP_SECONDS
from tests.cases import each_case

PROMPTS = load_mind_games()
CLIPS = load_recordings()
ONCE = 30 * 60.0
"""Seconds within which no prompt comes twice."""

LEAST_PAUSE = 7.0
"""Seconds of quiet after a prompt, at the least."""


@each_case("seed", range(20))
def test_no_prompt_comes_twice_within_half_an_hour(seed: int) -> None:
    last: dict[tuple[str, ...], float] = {}
    now = 0.0
    for prompt in islice(endless_prompts(PROMPTS, seed), 3 * len(PROMPTS)):
        assert now - last.get(prompt.phrases, -ONCE) >= ONCE, prompt
        last[prompt.phrases] = now
        now += prompt.seconds


def test_no_prompt_is_written_twice() -> None:
    assert len({prompt.phrases for prompt in PROMPTS}) == len(PROMPTS)


@each_case(
    "words",
    [
        ("An animal that begins with B.",),
        ("Count backwards from one hundred, in sevens.",),
        ("A chain of words. Each one begins with the last letter of the one before.", "Start with river."),
        ("Five things that are round, one after the other.",),
    ],
)
def test_there_are_games_of_each_kind(words: tuple[str, ...]) -> None:
    assert words in {prompt.phrases for prompt in PROMPTS}


@each_case("prompt", PROMPTS, ids=lambda prompt: prompt.phrases[-1])
def test_a_prompt_is_one_calm_sentence_and_leaves_seconds_of_quiet(prompt: Prompt) -> None:
    said = sum(CLIPS[phrase].seconds for phrase in prompt.phrases)
    said += PHRASE_GAP_SECONDS * (len(prompt.phrases) - 1)

    assert prompt.seconds - said >= LEAST_PAUSE
    for phrase in prompt.phrases:
        assert phrase[0].isupper()
        assert phrase.endswith(".")
        assert "!" not in phrase


def test_letters_of_one_thing_are_all_different() -> None:
    starts = sorted(p.phrases[0] for p in PROMPTS if " that begins with " in p.phrases[0])

    assert len(starts) > 100
    assert all(one != other for one, other in pairwise(starts))
