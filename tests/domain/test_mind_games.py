"""Tests of the order of prompts: set by the seed, endless, and without early repetition."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.mind_games import PARTS_PER_ROUND, Prompt, endless_prompts


def prompts(count: int) -> list[Prompt]:
    return [Prompt((f"{number}",), 10.0) for number in range(count)]


def words(count: int, seed: int, taken: int) -> list[str]:
    return [each.phrases[0] for each in islice(endless_prompts(prompts(count), seed), taken)]


def test_the_order_follows_from_the_seed() -> None:
    assert words(40, 7, 120) == words(40, 7, 120)
    assert words(40, 7, 40) != words(40, 8, 40)
    assert words(40, 7, 40) != words(40, 7, 80)[40:]


@given(st.integers(1, 60), st.integers())
def test_each_round_has_every_prompt_and_none_comes_back_soon(count: int, seed: int) -> None:
    found = words(count, seed, 4 * count)

    for start in range(0, len(found), count):
        assert sorted(found[start : start + count]) == sorted(str(number) for number in range(count))
    least = count - -(-count // PARTS_PER_ROUND) + 1
    for at, word in enumerate(found[: 3 * count]):
        assert found.index(word, at + 1) - at >= least


def test_the_prompts_given_stay_as_they_are() -> None:
    given_ones = prompts(9)

    list(islice(endless_prompts(given_ones, 3), 30))

    assert given_ones == prompts(9)


@pytest.mark.parametrize("seed", [0, 5])
def test_without_prompts_there_is_none(seed: int) -> None:
    assert list(endless_prompts([], seed)) == []
