"""Prompts that give the mind something to do at night, and the order they come in."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PARTS = 8
"""Parts of a round of prompts. Each is shuffled by itself, so that no prompt comes back soon."""


@dataclass(frozen=True)
class Prompt:
    """One prompt: its phrases, and the seconds from its beginning to that of the next."""

    phrases: tuple[str, ...]
    seconds: float


def in_turn(prompts: Sequence[Prompt], seed: int) -> Iterator[Prompt]:
    """An endless series of the prompts, in an order given by the seed.

    Each comes once a round. Seven eighths of all others lie between a prompt and its return.
    """
    chance = random.Random(seed)
    order = chance.sample(list(prompts), len(prompts))
    size = max(1, -(-len(order) // PARTS))
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    while parts:
        for part in parts:
            chance.shuffle(part)
            yield from part
