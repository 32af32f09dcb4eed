"""What was tried in the night, such as walking, and how often it helped; counts show no causes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rlscompanion.domain.items import TRIED_ITEMS, Helped, Item
from rlscompanion.domain.night import Night

HELPED_WORDS = {Helped.YES: "helped", Helped.A_LITTLE: "a little", Helped.NO: "no help"}
"""Each answer to whether something tried helped, in words, the best answer first."""


@dataclass(frozen=True)
class TriedSummary:
    """One thing that was tried in the night, such as walking, and how many nights got each answer."""

    item: Item
    helped: Counter[Helped]

    @property
    def title(self) -> str:
        """The name of what was tried, such as walking."""
        return self.item.description.question

    @property
    def night_count(self) -> int:
        """The number of nights on which this was tried."""
        return self.helped.total()

    @property
    def answers_text(self) -> str:
        """The counts of the answers in words, such as "helped on 3, no help on 1"."""
        given = (
            f"{words} on {self.helped[each]}" for each, words in HELPED_WORDS.items() if self.helped[each]
        )
        return ", ".join(given)


def tried_summaries(nights: Sequence[Night]) -> tuple[TriedSummary, ...]:
    """Summaries of everything that was tried on these nights, in the order of the diary."""
    found = (
        TriedSummary(
            item, Counter(helped for night in nights if (helped := getattr(night, item.value)) is not None)
        )
        for item in TRIED_ITEMS
    )
    return tuple(each for each in found if each.night_count)
