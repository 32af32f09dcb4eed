"""Tests of undoing deletions, the latest first."""

from collections.abc import Callable

from rlscompanion.bedtime.undo import MAX_UNDOABLES, Undoable, UndoList
from rlscompanion.domain.refusal import Refusal
from tests.bedtime.signal_recorder import SignalRecorder


def a_deletion(what: str = "a night", take_back: Callable[[], object] = int, place: str = "here") -> Undoable:
    return Undoable(what, take_back, place)


def test_the_latest_comes_back_first_and_is_told() -> None:
    undo, back = UndoList(), list[str]()
    heard = SignalRecorder(undo, "undone")
    undo.add(a_deletion("a night", lambda: back.append("a night")))
    undo.add(Undoable("a step moved", lambda: back.append("a step"), "there", "Undone"))

    undo.undo()
    undo.undo()
    undo.undo()

    assert back == ["a step", "a night"]
    assert heard.take() == [("undone", "Undone: a step moved."), ("undone", "Brought back: a night.")]


def test_what_cannot_be_brought_back_now_is_kept_for_later() -> None:
    def refuse() -> None:
        raise Refusal("The disk is full.")

    undo = UndoList()
    undo.add(a_deletion(take_back=refuse))
    heard = SignalRecorder(undo, "undone", "refused", "changed")

    undo.undo()

    assert heard.take() == [("refused", "The disk is full.")]
    assert undo.latest is not None


def test_a_place_offers_the_latest_alone() -> None:
    undo, first, second = UndoList(), a_deletion(place="here"), a_deletion(place="there")
    undo.add(first)
    undo.add(second)
    offered = undo.latest_of("here"), undo.latest_of("there")

    undo.undo()

    assert offered == (None, second)
    assert undo.latest_of("here") is first


def test_what_can_no_longer_be_undone_is_forgotten() -> None:
    undo = UndoList()
    first, second, third = a_deletion(), a_deletion(), a_deletion(place="there")
    for each in (first, second, third):
        undo.add(each)

    undo.forget(second)
    undo.forget(second)
    undo.forget_place("there")

    assert undo.latest is first


def test_of_many_the_oldest_are_forgotten() -> None:
    undo, back = UndoList(), list[int]()
    for number in range(MAX_UNDOABLES + 1):
        undo.add(a_deletion(take_back=lambda number=number: back.append(number)))  # type: ignore[misc]

    while undo.latest is not None:
        undo.undo()

    assert back == list(range(MAX_UNDOABLES, 0, -1))
