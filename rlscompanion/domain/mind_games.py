"""The prompts of mind games, and their order; mind games keep a person busy who lies awake at night."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PARTS_PER_ROUND = 8
"""How many parts a round has; a round shows every prompt once.

Each part is shuffled by itself in each round, so that a prompt never returns soon.
"""


@dataclass(frozen=True)
class Prompt:
    """One prompt of a mind game: its phrases, and the seconds from its start to the next prompt."""

    phrases: tuple[str, ...]
    seconds: float


def endless_prompts(prompts: Sequence[Prompt], seed: int) -> Iterator[Prompt]:
    """An endless series of the prompts of a mind game, in an order determined by the seed.

    Each prompt comes once per round. Before a prompt returns, at least seven eighths of the other prompts
    come.
    """
    chance = random.Random(seed)
    order = chance.sample(list(prompts), len(prompts))
    size = max(1, -(-len(order) // PARTS_PER_ROUND))
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    while parts:
        for part in parts:
            chance.shuffle(part)
            yield from part
