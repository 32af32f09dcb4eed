"""A routine that the person made, changed by keys, buttons and the mouse; each change is saved at once."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from rlscompanion.domain.routine import Legs, RoutineKind, Side
from rlscompanion.domain.routine_edit import MAX_ROUTINE_STEPS, with_step_added
from rlscompanion.ui.routines.step_list import StepList
from tests.fakes import DISK_FULL
from tests.ui.bedside import Bedside, shipped_routines
from tests.ui.conftest import OpenBedside
from tests.ui.routines.looking import (
    MY_ROUTINE,
    STEP_TITLES,
    current_text,
    display_text,
    focus_row,
    left_texts,
    press_with_alt,
    right_texts,
    step_titles,
    stored_routine,
)

pytestmark = pytest.mark.usefixtures("unstyled")


def name(bedside: Bedside) -> QLineEdit:
    return bedside.control("Routine name", QLineEdit)


def type_title(bedside: Bedside, title: str) -> None:
    """Replace the routine's name by typing, without leaving the field."""
    name(bedside).setFocus()
    name(bedside).selectAll()
    name(bedside).insert(title)


# --- name, purpose, legs, note ------------------------------------------------------------------------------


def test_everything_of_an_own_one_is_shown(own: Bedside) -> None:
    assert own.typed("Routine name") == "My evening"
    assert own.control("Purpose", QComboBox).currentText() == "Wind-down"
    assert own.control("Legs", QComboBox).currentText() == "Both legs, left first"
    assert own.control("Note", QPlainTextEdit).toPlainText() == MY_ROUTINE.note
    assert display_text(own, "Routine length") == "5 min massage, 5 min 35 s in all"
    assert left_texts(own, "Steps") == STEP_TITLES
    assert right_texts(own, "Steps") == ["30 s", "2 × 45 s", "2 × 60 s", "2 × 30 s"]


def test_a_name_is_typed_over(own: Bedside) -> None:
    type_title(own, "  Late   evening ")

    own.keys("Enter")

    assert stored_routine(own).title == "Late evening"
    assert own.typed("Routine name") == "Late evening"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "A routine needs a name."), ("5 minutes", "There is a routine called “5 minutes” already.")],
)
def test_a_name_that_is_blank_or_taken_stays_to_be_mended(own: Bedside, typed: str, words: str) -> None:
    type_title(own, typed)
    own.keys("Enter")
    problem = display_text(own, "Routine name problem")
    before = stored_routine(own)
    type_title(own, "Another")

    own.keys("Enter")

    assert problem == words
    assert before == MY_ROUTINE
    assert stored_routine(own).title == "Another"
    assert not own.visible("Routine name problem")


def test_a_name_half_typed_survives_going_elsewhere(own: Bedside) -> None:
    type_title(own, "Half ty")

    own.press("Sounds")

    assert stored_routine(own).title == "Half ty"


@pytest.mark.parametrize("word", ["Routine name", "Note", "Seconds"])
def test_what_is_half_typed_survives_closing_the_window(own: Bedside, word: str) -> None:
    field = own.control(word)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.setFocus()
    field.selectAll()
    own.keys("110")

    own.window.close()

    made = {
        "Routine name": stored_routine(own).title,
        "Note": stored_routine(own).note,
        "Seconds": stored_routine(own).steps[0].seconds,
    }
    assert made[word] == (110 if word == "Seconds" else "110")


def test_what_was_unsaved_is_tried_once_more_as_the_window_closes(own: Bedside) -> None:
    own.own_routines.refusal = DISK_FULL
    own.press("Longer")
    own.own_routines.refusal = None

    own.window.close()

    assert stored_routine(own).steps[0].seconds == 35


def test_a_rescue_is_offered_in_the_settings_and_not_on_tonight(own: Bedside) -> None:
    own.choose("Purpose", "Night rescue")
    own.press("Tonight")
    on_tonight = own.offered("Routine")
    own.press("Settings")

    assert stored_routine(own).kind is RoutineKind.RESCUE
    assert not any(each.startswith("My evening") for each in on_tonight)
    assert "My evening" in own.offered("Night rescue")


@pytest.mark.parametrize(
    ("text", "legs", "start", "in_all", "time"),
    [
        ("Both legs, right first", Legs.BOTH, Side.RIGHT, "5 min massage, 5 min 35 s in all", "2 × 45 s"),
        ("Left leg only", Legs.ONE, Side.LEFT, "2 min 45 s massage, 3 min 5 s in all", "45 s left"),
        ("Right leg only", Legs.ONE, Side.RIGHT, "2 min 45 s massage, 3 min 5 s in all", "45 s right"),
    ],
)
def test_legs(own: Bedside, text: str, legs: Legs, start: Side, in_all: str, time: str) -> None:
    own.choose("Legs", text)

    assert (stored_routine(own).legs, stored_routine(own).start_leg) == (legs, start)
    assert display_text(own, "Routine length") == in_all
    assert right_texts(own, "Steps")[1] == time


def test_a_note_is_kept_in_one_line(own: Bedside) -> None:
    note = own.control("Note", QPlainTextEdit)
    note.setFocus()
    note.selectAll()
    note.insertPlainText("Slowly.\nSoftly.")

    own.keys("Tab")

    assert stored_routine(own).note == "Slowly. Softly."
    assert note.toPlainText() == "Slowly. Softly."


# --- steps --------------------------------------------------------------------------------------------------


def test_every_shipped_step_can_be_added(own: Bedside) -> None:
    assert own.offered("Step to add") == [step.title for step in shipped_routines().steps]


def test_a_step_is_added_after_the_current_one(own: Bedside) -> None:
    focus_row(own, "Steps", "Calf, long strokes")
    own.choose("Step to add", "Shin")

    own.press("Add step")

    assert step_titles(stored_routine(own)) == [*STEP_TITLES[:2], "Shin", *STEP_TITLES[2:]]
    assert current_text(own, "Steps") == "Shin"
    assert display_text(own, "Previewed step") == "Shin"
    assert display_text(own, "Last change") == "Shin added"
    assert display_text(own, "Routine length") == "6 min 30 s massage, 7 min 15 s in all"


def test_the_same_step_can_be_added_twice(own: Bedside) -> None:
    own.press("Add step")
    own.press("Add step")

    assert step_titles(stored_routine(own))[:3] == ["Slow breath"] * 3


def test_beyond_sixty_steps_none_can_be_added(opened: OpenBedside) -> None:
    full = MY_ROUTINE
    while len(full.steps) < MAX_ROUTINE_STEPS:
        full = with_step_added(full, shipped_routines().steps[0], 0)
    bedside = Bedside()
    bedside.own_routines.kept["mine"] = full
    bedside.preferences.set("routine", "mine")
    opened(bedside)
    bedside.press("Edit routines")

    assert not bedside.control("Add step").isEnabled()
    assert bedside.control("Add step").toolTip() == "A routine has at most 60 steps."
    bedside.press("Remove step")
    assert bedside.control("Add step").isEnabled()


@pytest.mark.parametrize("how", ["key", "button"])
def test_a_step_is_removed_and_the_next_one_takes_its_place(own: Bedside, how: str) -> None:
    focus_row(own, "Steps", "Calf, kneading")
    if how == "key":
        own.keys("Delete")
    else:
        own.press("Remove step")

    assert step_titles(stored_routine(own)) == ["Slow breath", "Calf, long strokes", "Calf stretch"]
    assert current_text(own, "Steps") == "Calf stretch"
    assert display_text(own, "Previewed step") == "Calf stretch"
    assert display_text(own, "Last change") == "Calf, kneading removed"


def test_the_only_step_stays(own: Bedside) -> None:
    focus_row(own, "Steps", 0)

    for _ in range(5):
        own.keys("Delete")

    assert step_titles(stored_routine(own)) == ["Calf stretch"]
    assert not own.control("Remove step").isEnabled()


@pytest.mark.parametrize("how", ["keys", "buttons"])
def test_a_step_is_moved_and_followed(own: Bedside, how: str) -> None:
    focus_row(own, "Steps", "Calf stretch")

    for key, word in (
        *[(Qt.Key.Key_Up, "Move step up")] * 4,
        (Qt.Key.Key_Down, "Move step down"),
    ):
        if how == "keys":
            press_with_alt(own, "Steps", key)
        else:
            own.press(word)

    assert step_titles(stored_routine(own)) == [
        "Slow breath",
        "Calf stretch",
        "Calf, long strokes",
        "Calf, kneading",
    ]
    assert current_text(own, "Steps") == "Calf stretch"
    assert display_text(own, "Previewed step") == "Calf stretch"


def test_a_way_of_moves_is_undone_at_once(own: Bedside) -> None:
    focus_row(own, "Steps", 0)
    for _ in range(3):
        press_with_alt(own, "Steps", Qt.Key.Key_Down)

    own.press("Undo")

    assert stored_routine(own) == MY_ROUTINE


def drop(bedside: Bedside, row: int, before: int, source: object = None) -> None:
    """Drag a row to the place before another row, or below all rows."""
    steps = bedside.control("Steps", StepList)
    focus_row(bedside, "Steps", row)
    model = steps.model()
    if before < model.rowCount():
        at = steps.visualRect(model.index(before, 0)).topLeft() + QPoint(20, 3)
    else:
        at = steps.visualRect(model.index(before - 1, 0)).bottomLeft() + QPoint(20, 30)
    mime = model.mimeData([model.index(row, 0)])
    no, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    event = _Dropped(QPointF(at), Qt.DropAction.MoveAction, mime, left, no)
    event.dragged_from = steps if source is None else source
    steps.dropEvent(event)


class _Dropped(QDropEvent):
    """The event at the end of a drag, since a test cannot wait for a real drag."""

    dragged_from: object = None

    def source(self) -> object:  # type: ignore[override]
        return self.dragged_from


@pytest.mark.parametrize(
    ("row", "before", "order"),
    [(0, 2, [1, 0, 2, 3]), (0, 4, [1, 2, 3, 0]), (3, 0, [3, 0, 1, 2]), (2, 1, [0, 2, 1, 3])],
)
def test_a_step_is_dragged_between_others(own: Bedside, row: int, before: int, order: list[int]) -> None:
    drop(own, row, before)

    assert step_titles(stored_routine(own)) == [STEP_TITLES[index] for index in order]
    assert current_text(own, "Steps") == STEP_TITLES[row]


@pytest.mark.parametrize("before", [1, 2])
def test_dropped_where_it_was_nothing_changes(own: Bedside, before: int) -> None:
    drop(own, 1, before)

    assert stored_routine(own) == MY_ROUTINE
    assert own.own_routines.saves == 0


def test_what_is_dragged_from_elsewhere_moves_nothing(own: Bedside) -> None:
    drop(own, 0, 3, source=own.window)

    assert stored_routine(own) == MY_ROUTINE


def test_shipped_steps_cannot_be_dragged(routines: Bedside, own: Bedside) -> None:
    shipped_step = routines.control("Steps", StepList).model().index(0, 0)
    own_step = own.control("Steps", StepList).model().index(0, 0)

    assert not shipped_step.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert own_step.flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_everything_can_be_built_by_keys(routines: Bedside) -> None:
    routines.press("New routine")
    routines.keys("Short", "Enter")
    box = routines.control("Step to add", QComboBox)
    box.setFocus()
    routines.keys("Down", "Down", "Tab", "Space")
    steps = routines.control("Steps")
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    seconds = routines.control("Seconds")
    seconds.setFocus()
    routines.keys("Up", "Up")
    QApplication.processEvents()

    [built] = routines.own_routines.kept.values()
    assert built.title == "Short"
    assert step_titles(built) == ["Foot", "Slow breath"]
    assert built.steps[0].seconds == 55
