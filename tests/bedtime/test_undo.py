"""What was deleted comes back, the latest first."""

import pytest

from rlscompanion.bedtime.undo import MOST_KEPT, Deletion, UndoList
from rlscompanion.domain.refusal import Refusal
from tests.bedtime.heard import Heard


def test_the_latest_comes_back_first_and_is_told() -> None:
    undo, back = UndoList(), list[str]()
    heard = Heard(undo, "brought_back")
    for what in ("a night", "a sound"):
        undo.add(Deletion(what, lambda what=what: back.append(what)))  # type: ignore[misc]

    undo.undo()
    undo.undo()
    undo.undo()

    assert back == ["a sound", "a night"]
    assert heard.taken() == [("brought_back", "a sound"), ("brought_back", "a night")]


def test_what_cannot_be_brought_back_now_is_kept_for_later() -> None:
    def refuse() -> None:
        raise Refusal("The disk is full.")

    undo = UndoList()
    undo.add(Deletion("a night", refuse))

    with pytest.raises(Refusal, match="full"):
        undo.undo()

    assert undo.latest is not None


def test_what_was_undone_elsewhere_is_forgotten() -> None:
    undo = UndoList()
    first, second = Deletion("a night", lambda: None), Deletion("a night", lambda: None)
    undo.add(first)
    undo.add(second)

    undo.forget(first)
    undo.forget(first)

    assert undo.latest is second


def test_of_many_the_oldest_are_forgotten() -> None:
    undo, back = UndoList(), list[int]()
    for number in range(MOST_KEPT + 1):
        undo.add(Deletion(str(number), lambda number=number: back.append(number)))  # type: ignore[misc]

    while undo.latest is not None:
        undo.undo()

    assert back == list(range(MOST_KEPT, 0, -1))
