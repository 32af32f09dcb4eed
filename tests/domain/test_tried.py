"""Tests of the counts of what was tried in the night."""

from dataclasses import replace
from datetime import date

from rlscompanion.domain.items import TRIED_ITEMS, Helped, Item
from rlscompanion.domain.night import Night
from rlscompanion.domain.tried import tried_summaries

from .samples import a_full_night

BARE = replace(
    a_full_night(date(2026, 11, 21)),
    **dict.fromkeys((item.value for item in TRIED_ITEMS), None),  # type: ignore[arg-type]
)


def nights(*walked: Helped | None) -> list[Night]:
    return [replace(BARE, tried_walking=helped) for helped in walked]


def test_each_answer_is_counted_and_a_blank_is_none() -> None:
    [walking] = tried_summaries(nights(Helped.YES, None, Helped.NO, Helped.YES, None))

    assert (walking.item, walking.title, walking.night_count) == (Item.TRIED_WALKING, "Walking", 3)
    assert walking.answers_text == "helped on 2, no help on 1"


def test_things_come_in_the_order_of_the_diary() -> None:
    tried = [replace(BARE, tried_cold=Helped.NO), replace(BARE, tried_massage=Helped.A_LITTLE)]

    assert [each.item for each in tried_summaries(tried)] == [Item.TRIED_MASSAGE, Item.TRIED_COLD]


def test_nothing_tried_is_nothing() -> None:
    assert tried_summaries(nights(None, None)) == ()
    assert tried_summaries([]) == ()
