"""The list of all routines: looked at, copied, made, renamed, deleted and restored."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView

from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.routine_edit import with_kind, with_title
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

SHIPPED = [each.title for each in shipped_routines().routines]


def type_name(bedside: Bedside, *keys: str) -> None:
    """Replace the name of the routine that is being renamed in the list, by typing these keys."""
    editor = bedside.control("Routines", QListView).findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    for key in keys:
        QTest.keyClicks(editor, key) if key != "Enter" else QTest.keyClick(editor, Qt.Key.Key_Return)
    bedside.process_events()


# --- looked at ----------------------------------------------------------------------------------------------


def test_what_ships_is_shown_with_its_length(routines: Bedside) -> None:
    assert left_texts(routines, "Routines") == ["Built in", *SHIPPED]
    assert right_texts(routines, "Routines")[1] == "5:35"


def test_own_ones_come_first_by_their_purpose(opened: OpenBedside) -> None:
    bedside = Bedside()
    rescue = replace(with_kind(MY_ROUTINE, RoutineKind.RESCUE), key="rescue", title="At night")
    bedside.own_routines.kept |= {"mine": MY_ROUTINE, "rescue": rescue}
    opened(bedside)
    bedside.press("Edit routines")

    shown = left_texts(bedside, "Routines")

    assert shown[:5] == ["Your wind-downs", "My evening", "Your rescues", "At night", "Built in"]


def test_it_opens_on_what_tonight_has_chosen(routines: Bedside) -> None:
    assert current_text(routines, "Routines") == "10 minutes"
    assert display_text(routines, "Shown routine") == "10 minutes"
    assert display_text(routines, "Routine length") == "10 min massage, 11 min 5 s in all"


def test_from_the_settings_it_opens_on_the_rescue(bedside: Bedside) -> None:
    bedside.press("Settings")
    bedside.press("Edit routines")

    assert current_text(bedside, "Routines") == "Rescue, lying"
    assert [each.text() for each in bedside.buttons() if each.isChecked()] == ["Settings"]


def test_headings_are_passed_over_by_keys(own: Bedside) -> None:
    focus_row(own, "Routines", "My evening")

    own.keys("Down")

    assert current_text(own, "Routines") == SHIPPED[0]


def test_a_shipped_one_can_be_looked_at_and_not_changed(routines: Bedside) -> None:
    focus_row(routines, "Routines", "5 minutes")
    focus_row(routines, "Steps", 1)
    routines.keys("Delete")
    press_with_alt(routines, "Steps", Qt.Key.Key_Up)

    assert left_texts(routines, "Steps") == STEP_TITLES
    assert "Stop for any sharp" in display_text(routines, "Shown note")
    assert not routines.control("Delete routine").isEnabled()
    for word in ("Routine name", "Purpose", "Legs", "Note", "Seconds", "Remove step", "Add step"):
        assert not routines.visible(word), word
    assert routines.own_routines.saves == 0


def test_a_screen_reader_hears_the_lengths(own: Bedside) -> None:
    shown = own.control("Routines", QListView).currentIndex()
    step = own.control("Steps", QListView).model().index(1, 0)

    assert shown.data(Qt.ItemDataRole.AccessibleTextRole) == "My evening, 5 min massage, 5 min 35 s in all"
    assert step.data(Qt.ItemDataRole.AccessibleTextRole) == "Calf, long strokes, 45 seconds on each leg"


# --- made and copied ----------------------------------------------------------------------------------------


def test_a_new_one_is_kept_at_once_and_its_name_can_be_typed(routines: Bedside) -> None:
    routines.press("New routine")
    routines.keys("Late", "Enter")

    [new] = routines.own_routines.kept.values()
    assert (new.title, step_titles(new)) == ("Late", ["Slow breath"])
    assert "Stop for any sharp" in new.note
    assert current_text(routines, "Routines") == "Late"


@pytest.mark.parametrize("word", ["Copy routine", "Copy to change it"])
def test_a_shipped_one_is_copied_to_be_changed(routines: Bedside, word: str) -> None:
    routines.press(word)

    [copy] = routines.own_routines.kept.values()
    assert copy == replace(
        shipped_routines().routine("wind_down_10") or copy, key=copy.key, title="10 minutes (copy)"
    )
    assert current_text(routines, "Routines") == "10 minutes (copy)"
    assert routines.control("Routine name", QLineEdit).selectedText() == "10 minutes (copy)"
    assert display_text(routines, "Last change") == "“10 minutes (copy)” added"


def test_a_copy_is_offered_on_tonight_and_can_be_done(routines: Bedside) -> None:
    routines.press("Copy routine")
    routines.keys("My own", "Enter")
    routines.press("Tonight")

    routines.press("Routine My own")
    routines.start_session()

    assert routines.session.routine_title == "My own"


def test_it_is_there_after_a_restart(routines: Bedside, opened: OpenBedside) -> None:
    routines.press("New routine")

    again = opened(replace(routines))
    again.press("Edit routines")

    assert "My routine" in left_texts(again, "Routines")


# --- renamed ------------------------------------------------------------------------------------------------


def test_f2_renames(own: Bedside) -> None:
    focus_row(own, "Routines", "My evening")
    own.keys("F2")
    type_name(own, "Late evening", "Enter")

    assert stored_routine(own).title == "Late evening"
    assert current_text(own, "Routines") == "Late evening"
    assert own.typed("Routine name") == "Late evening"


@pytest.mark.parametrize("name", ["  ", "5 MINUTES"])
def test_in_the_list_a_name_that_is_blank_or_taken_springs_back(own: Bedside, name: str) -> None:
    focus_row(own, "Routines", "My evening")
    own.keys("F2")
    type_name(own, name, "Enter")

    assert stored_routine(own) == MY_ROUTINE
    assert current_text(own, "Routines") == "My evening"


def test_a_shipped_name_cannot_be_typed_over(own: Bedside) -> None:
    focus_row(own, "Routines", "5 minutes")

    own.keys("F2")

    assert own.control("Routines", QListView).findChild(QLineEdit) is None


# --- deleted and undone -------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["key", "button"])
def test_a_deleted_one_can_be_had_back(own: Bedside, how: str) -> None:
    focus_row(own, "Routines", "My evening")
    if how == "key":
        own.keys("Delete")
    else:
        own.press("Delete routine")
    gone = (dict(own.own_routines.kept), current_text(own, "Routines"), display_text(own, "Last change"))

    own.press("Undo")

    assert gone == ({}, SHIPPED[0], "“My evening” deleted")
    assert own.own_routines.kept == {"mine": MY_ROUTINE}
    assert current_text(own, "Routines") == "My evening"
    assert display_text(own, "Last change") == ""
    assert not own.control("Undo").isEnabled()


def test_keys_undo_too(own: Bedside) -> None:
    focus_row(own, "Steps", 1)
    own.keys("Delete")
    before = step_titles(stored_routine(own))

    QTest.keyClick(own.control("Steps"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert before == ["Slow breath", "Calf, kneading", "Calf stretch"]
    assert stored_routine(own) == MY_ROUTINE


def test_undoing_shows_the_routine_it_was_about(own: Bedside) -> None:
    focus_row(own, "Steps", 0)
    own.press("Remove step")
    focus_row(own, "Routines", "15 minutes")

    own.press("Undo")

    assert current_text(own, "Routines") == "My evening"
    assert left_texts(own, "Steps") == STEP_TITLES


# --- what cannot be written ---------------------------------------------------------------------------------


def test_a_change_on_a_full_disk_is_kept_in_sight_and_saved_again(own: Bedside) -> None:
    own.own_routines.refusal = DISK_FULL
    own.press("Longer")
    full = (display_text(own, "Notice"), display_text(own, "Last change"), right_texts(own, "Steps")[0])
    own.press("Save again")
    still_full = display_text(own, "Notice")
    own.own_routines.refusal = None

    own.press("Save again")

    assert full == (DISK_FULL, "Slow breath, 35 s, not saved yet", "35 s")
    assert still_full == DISK_FULL
    assert stored_routine(own).steps[0].seconds == 35
    assert not own.visible("Notice")
    assert not own.visible("Save again")


@pytest.mark.parametrize("word", ["New routine", "Copy routine", "Delete routine"])
def test_what_cannot_be_made_or_deleted_is_said_and_all_is_as_it_was(own: Bedside, word: str) -> None:
    own.own_routines.refusal = DISK_FULL

    own.press(word)

    assert display_text(own, "Notice") == DISK_FULL
    assert own.own_routines.kept == {"mine": MY_ROUTINE}
    assert left_texts(own, "Routines")[:3] == ["Your wind-downs", "My evening", "Built in"]
    assert not own.visible("Save again")


# --- files that cannot be used ------------------------------------------------------------------------------


def test_a_broken_file_is_listed_with_its_reason(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.own_routines.faults = (ContentFault("old.toml", "steps[2]", "there is no usable step “knee”"),)
    opened(bedside)
    bedside.press("Edit routines")

    focus_row(bedside, "Routines", "old.toml")

    assert left_texts(bedside, "Routines")[-2:] == ["Cannot be used", "old.toml"]
    assert display_text(bedside, "Broken file").startswith(
        "old.toml, steps[2]: there is no usable step “knee”."
    )
    assert not bedside.visible("Steps")
    for word in ("Copy routine", "Delete routine", "Export routine"):
        assert not bedside.control(word).isEnabled()
    bedside.keys("Delete")
    assert left_texts(bedside, "Routines")[-1] == "old.toml"


def test_what_was_changed_by_hand_is_seen_when_one_comes_again(own: Bedside) -> None:
    own.press("Tonight")
    own.own_routines.kept["mine"] = with_title(MY_ROUTINE, "By hand")
    own.own_routines.faults = (ContentFault("old.toml", "", "is not valid TOML"),)

    own.press("Edit routines")

    assert current_text(own, "Routines") == "By hand"
    assert own.control("Notice", QLabel).text() == "old.toml: is not valid TOML. This file is skipped."


# --- where there is less room -------------------------------------------------------------------------------


@pytest.mark.usefixtures("styled")
def test_in_a_small_window_a_box_takes_the_place_of_the_list(own: Bedside) -> None:
    own.window.resize(900, 640)
    own.process_events()

    own.choose("Routine to edit", "15 minutes")
    shown = display_text(own, "Shown routine")
    own.window.resize(1280, 800)
    own.process_events()

    assert shown == "15 minutes"
    assert current_text(own, "Routines") == "15 minutes"
    assert not own.visible("Routine to edit")


@pytest.mark.usefixtures("styled")
def test_the_box_follows_what_is_chosen_otherwise(own: Bedside) -> None:
    own.window.resize(900, 640)
    own.process_events()

    own.press("Copy routine")

    assert own.control("Routine to edit", QComboBox).currentText() == "My evening (copy)"


def test_without_any_routine_one_can_still_be_made(opened: OpenBedside) -> None:
    bedside = opened(Bedside(wind_downs=(), rescues=()))
    bedside.press("Edit routines")
    assert not bedside.visible("Steps")

    bedside.press("New routine")

    assert left_texts(bedside, "Steps") == ["Slow breath"]
