"""Tests of the shipped routines and the person's own: listed, changed, deleted, undone and saved."""

from dataclasses import replace

import pytest

from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.bedtime.undo import UndoList
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Routine, RoutineKind
from rlscompanion.domain.routine_edit import with_kind, with_step_seconds, without_step
from tests.domain.samples import a_routine, a_step
from tests.fakes import DISK_FULL, FakeOwnRoutines

from .signal_recorder import SignalRecorder

STEPS = (a_step("breath", 20, False), a_step("calf", 30), a_step("foot", 45))
SHORT = replace(a_routine(*STEPS[:2], key="short", title="Short"), note="Warm hands.")
LONG = a_routine(*STEPS, *STEPS, key="long", title="Long")
LYING = a_routine(STEPS[1], key="lying", title="Lying", kind=RoutineKind.RESCUE)
MINE = a_routine(*STEPS, key="mine", title="Mine")


class Shelf:
    """A shelf with its collaborators; `again` is the shelf after a restart."""

    def __init__(self) -> None:
        self.kept = FakeOwnRoutines({"mine": MINE})
        self.again()

    def again(self) -> RoutineShelf:
        self.undo = UndoList()
        fault = ContentFault("s.toml", "", "is bad")
        self.shelf = RoutineShelf((SHORT, LONG, LYING), STEPS, self.kept, self.undo, (fault,))
        self.undone: list[Routine | None] = []
        self.shelf.undone.connect(self.undone.append)
        self.heard = SignalRecorder(self.shelf, "changed", "written", "trouble_met")
        return self.shelf

    @property
    def titles(self) -> list[str]:
        return [each.title for each in self.shelf.own]

    def take_back(self) -> Routine | None:
        """Undo the latest change; return the routine as it is afterwards."""
        self.undone.clear()
        self.undo.undo()
        return self.undone.pop() if self.undone else None

    @property
    def mine(self) -> Routine:
        mine = self.shelf.routine("mine")
        assert mine is not None
        return mine


@pytest.fixture
def made() -> Shelf:
    return Shelf()


# --- what there is ------------------------------------------------------------------------------------------


def test_routines_of_a_kind_are_offered_by_length(made: Shelf) -> None:
    assert [each.key for each in made.shelf.of_kind(RoutineKind.WIND_DOWN)] == ["short", "mine", "long"]
    assert [each.key for each in made.shelf.of_kind(RoutineKind.RESCUE)] == ["lying"]


def test_own_ones_are_told_apart_and_keep_their_places(made: Shelf) -> None:
    made.shelf.add(replace(MINE, title="Another"))
    made.shelf.rename("mine", "Zzz")

    assert made.titles == ["Zzz", "Another"]
    assert [made.shelf.is_own(key) for key in ("short", "mine", "nothing")] == [False, True, False]
    assert made.shelf.shipped == (SHORT, LONG, LYING)
    assert made.shelf.routine("nothing") is None


@pytest.mark.parametrize(
    ("wanted", "key"),
    [(("mine", "long"), "mine"), (("gone", "long"), "long"), (("gone", "lying"), "short"), ((), "short")],
)
def test_one_is_chosen_by_what_is_wanted(made: Shelf, wanted: tuple[str, ...], key: str) -> None:
    chosen = made.shelf.routine_to_use(RoutineKind.WIND_DOWN, *wanted)

    assert chosen is not None
    assert chosen.key == key


def test_where_there_is_none_none_is_chosen() -> None:
    assert (
        RoutineShelf((), (), FakeOwnRoutines(), UndoList()).routine_to_use(RoutineKind.RESCUE, "lying")
        is None
    )


def test_faults_of_both_are_told(made: Shelf) -> None:
    made.kept.faults = (ContentFault("mine.toml", "steps", "is missing"),)

    shelf = made.again()

    assert [each.file_name for each in shelf.faults] == ["s.toml", "mine.toml"]
    assert [each.file_name for each in shelf.own_faults] == ["mine.toml"]


def test_steps_of_ones_own_can_be_used_too(made: Shelf) -> None:
    made.kept.steps = (a_step("own"),)

    assert [each.key for each in made.again().steps] == ["breath", "calf", "foot", "own"]


# --- made, changed, renamed ---------------------------------------------------------------------------------


def test_a_new_one_has_a_step_a_name_and_the_warning_of_the_shipped_ones(made: Shelf) -> None:
    new = made.shelf.create()

    assert new is not None
    assert (new.title, new.kind, new.steps) == ("My routine", RoutineKind.WIND_DOWN, STEPS[:1])
    assert new.note == "Warm hands."
    assert made.kept.kept[new.key] == new
    assert made.heard.take() == ["written", "changed"]
    assert made.again().routine(new.key) == new


def test_another_new_one_has_another_name(made: Shelf) -> None:
    made.shelf.create()
    made.shelf.create()

    assert made.titles == ["Mine", "My routine", "My routine (copy)"]


def test_without_steps_none_can_be_made() -> None:
    assert RoutineShelf((), (), FakeOwnRoutines(), UndoList()).create() is None


def test_a_shipped_one_is_copied_and_stays(made: Shelf) -> None:
    copy = made.shelf.copy(SHORT)

    assert copy is not None
    assert copy == replace(SHORT, key=copy.key, title="Short (copy)")
    assert copy.key != "short"
    assert made.shelf.routine("short") == SHORT
    assert made.shelf.is_own(copy.key)


def test_a_change_is_kept_at_once(made: Shelf) -> None:
    made.shelf.change(with_step_seconds(MINE, 0, 90), "Breath: seconds")

    assert made.kept.kept["mine"].steps[0].seconds == 90
    assert made.again().routine("mine") == with_step_seconds(MINE, 0, 90)


def test_what_is_no_change_is_none(made: Shelf) -> None:
    made.shelf.change(MINE, "nothing")

    assert made.heard.take() == []
    assert made.undo.latest is None
    assert made.kept.saves == 0


def test_a_rescue_made_of_a_wind_down_is_offered_as_one(made: Shelf) -> None:
    made.shelf.change(with_kind(MINE, RoutineKind.RESCUE), "Purpose")

    assert [each.key for each in made.shelf.of_kind(RoutineKind.RESCUE)] == ["lying", "mine"]


def test_renaming_keeps_the_key(made: Shelf) -> None:
    assert made.shelf.rename("mine", "  My   evening ")

    assert made.kept.kept["mine"].title == "My evening"
    assert made.shelf.rename("mine", "MY EVENING")


@pytest.mark.parametrize("title", ["", "  ", "short", "LYING"])
def test_a_name_that_is_blank_or_taken_is_refused(made: Shelf, title: str) -> None:
    assert not made.shelf.rename("mine", title)

    assert made.titles == ["Mine"]
    assert made.heard.take() == []


def test_shipped_ones_cannot_be_changed(made: Shelf) -> None:
    for does in (
        lambda: made.shelf.change(with_step_seconds(SHORT, 0, 90), "seconds"),
        lambda: made.shelf.rename("short", "Other"),
        lambda: made.shelf.delete("short"),
    ):
        with pytest.raises(KeyError):
            does()

    assert made.shelf.shipped == (SHORT, LONG, LYING)


# --- deleted and undone -------------------------------------------------------------------------------------


def test_a_deleted_one_can_be_had_back(made: Shelf) -> None:
    made.shelf.delete("mine")
    gone = (made.titles, dict(made.kept.kept), made.undo.latest)

    back = made.take_back()

    assert gone[:2] == ([], {})
    assert gone[2] is not None
    assert gone[2].name == "“Mine” deleted"
    assert back == MINE
    assert made.kept.kept == {"mine": MINE}
    assert made.undo.latest is None


def test_changes_are_undone_in_turn(made: Shelf) -> None:
    made.shelf.change(without_step(MINE, 0), "Breath removed")
    made.shelf.rename("mine", "Other")
    copy = made.shelf.copy(made.mine)
    assert copy is not None

    after_copy = made.take_back()
    after_rename = made.take_back()
    after_step = made.take_back()

    assert after_copy is None
    assert after_rename == without_step(MINE, 0)
    assert after_step == MINE
    assert made.kept.kept == {"mine": MINE}
    assert made.take_back() is None


def test_seconds_moved_in_a_row_are_undone_together(made: Shelf) -> None:
    for seconds in (25, 30, 35):
        made.shelf.change(with_step_seconds(made.mine, 0, seconds), f"{seconds} s", "seconds 0")
    made.shelf.change(with_step_seconds(made.mine, 1, 90), "90 s", "seconds 1")

    made.take_back()
    one_left = made.mine
    made.take_back()

    assert [step.seconds for step in one_left.steps] == [35, 30, 45]
    assert made.mine == MINE


def test_two_removals_are_undone_one_by_one(made: Shelf) -> None:
    made.shelf.change(without_step(made.mine, 0), "removed")
    made.shelf.change(without_step(made.mine, 0), "removed")

    made.take_back()

    assert made.mine == without_step(MINE, 0)


# --- what cannot be written ---------------------------------------------------------------------------------


def test_a_change_that_cannot_be_written_is_kept_here_and_written_later(made: Shelf) -> None:
    made.kept.refusal = DISK_FULL
    made.shelf.change(with_step_seconds(MINE, 0, 90), "Breath: seconds")
    received = made.heard.take()
    made.kept.refusal = None

    made.shelf.save_again()

    assert received == [("trouble_met", DISK_FULL), "changed"]
    assert made.heard.take() == ["written", "changed"]
    assert made.mine == with_step_seconds(MINE, 0, 90)
    assert made.kept.kept["mine"] == with_step_seconds(MINE, 0, 90)
    assert not made.shelf.has_unsaved


def test_the_next_change_takes_what_is_unsaved_with_it(made: Shelf) -> None:
    made.kept.refusal = DISK_FULL
    made.shelf.change(with_step_seconds(MINE, 0, 90), "Breath: seconds")
    assert made.shelf.has_unsaved
    made.kept.refusal = None

    made.shelf.copy(SHORT)

    assert made.kept.kept["mine"] == with_step_seconds(MINE, 0, 90)
    assert not made.shelf.has_unsaved


def test_trying_again_in_vain_says_so_again(made: Shelf) -> None:
    made.kept.refusal = DISK_FULL
    made.shelf.change(with_step_seconds(MINE, 0, 90), "Breath: seconds")
    made.heard.take()

    made.shelf.save_again()

    assert made.heard.take() == [("trouble_met", DISK_FULL), "changed"]
    assert made.shelf.has_unsaved


def test_an_unsaved_change_can_be_undone(made: Shelf) -> None:
    made.kept.refusal = DISK_FULL
    made.shelf.change(with_step_seconds(MINE, 0, 90), "Breath: seconds")
    made.kept.refusal = None

    assert made.take_back() == MINE
    assert not made.shelf.has_unsaved


@pytest.mark.parametrize("what", ["make", "copy", "delete", "undo a deletion", "undo a copy"])
def test_what_makes_or_deletes_a_file_is_not_done_when_it_cannot_be(made: Shelf, what: str) -> None:
    if what == "undo a deletion":
        made.shelf.delete("mine")
    if what == "undo a copy":
        made.shelf.copy(MINE)
    before = (made.titles, dict(made.kept.kept), made.undo.latest)
    made.kept.refusal = DISK_FULL
    made.heard.take()
    refused = SignalRecorder(made.undo, "refused")

    match what:
        case "make":
            assert made.shelf.create() is None
        case "copy":
            assert made.shelf.copy(SHORT) is None
        case "delete":
            made.shelf.delete("mine")
        case _:
            made.take_back()

    assert (made.titles, dict(made.kept.kept), made.undo.latest) == before
    received = [*made.heard.take(), *refused.take()]
    assert received == [("refused" if what.startswith("undo") else "trouble_met", DISK_FULL)]


# --- changed by hand ----------------------------------------------------------------------------------------


def test_what_was_changed_by_hand_is_read_again(made: Shelf) -> None:
    made.shelf.rename("mine", "Other")
    made.heard.take()
    made.kept.kept["mine"] = replace(MINE, title="By hand")
    made.kept.faults = (ContentFault("broken.toml", "", "is not valid TOML"),)

    made.shelf.reload()

    assert made.titles == ["By hand"]
    assert made.shelf.own_faults == tuple(made.kept.faults)
    assert made.heard.take() == ["changed"]
    assert made.undo.latest is None, "a file of somebody else's is not written over"


def test_reading_again_what_is_the_same_changes_nothing(made: Shelf) -> None:
    made.shelf.rename("mine", "Other")
    made.heard.take()

    made.shelf.reload()

    assert made.heard.take() == []
    assert made.undo.latest is not None


def test_while_something_is_unsaved_nothing_is_read_again(made: Shelf) -> None:
    made.kept.refusal = DISK_FULL
    made.shelf.rename("mine", "Other")

    made.shelf.reload()

    assert made.titles == ["Other"]


# --- files --------------------------------------------------------------------------------------------------


def test_a_file_is_kept_only_once_it_is_added(made: Shelf) -> None:
    made.shelf.export(LONG, "/long.toml")

    read = made.shelf.read_file("/long.toml")
    before = made.titles
    added = made.shelf.add(replace(read, title=made.shelf.unused_title(read.title)))

    assert before == ["Mine"]
    assert added is not None
    assert made.titles == ["Mine", "Long (copy)"]
    with pytest.raises(Refusal, match="Nothing was imported"):
        made.shelf.read_file("/nowhere.toml")
