"""The panel of one massage step: the moving figure, the words, and what can be changed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from rlscompanion.domain.routine import PictureNames, Side
from rlscompanion.ui.widgets.figure import LegFigure
from tests.cases import each_case
from tests.ui.bedside import Bedside, shipped_routines
from tests.ui.conftest import OpenBedside
from tests.ui.routines.looking import (
    MY_ROUTINE,
    STEP_TITLES,
    display_text,
    focus_row,
    left_texts,
    right_texts,
    stored_routine,
)

pytestmark = pytest.mark.usefixtures("unstyled")


def figure(bedside: Bedside) -> LegFigure:
    found = bedside.page.findChild(LegFigure)
    assert found is not None
    return found


def seconds(bedside: Bedside) -> QLineEdit:
    return bedside.control("Seconds", QLineEdit)


def type_seconds(bedside: Bedside, text: str, *keys: str) -> None:
    seconds(bedside).setFocus()
    seconds(bedside).selectAll()
    bedside.keys(text, *keys)


# --- looked at ----------------------------------------------------------------------------------------------


def test_a_step_is_shown_with_its_words(routines: Bedside) -> None:
    focus_row(routines, "Steps", "Calf, kneading")

    assert display_text(routines, "Previewed step") == "Calf, kneading"
    assert display_text(routines, "Previewed cue").startswith("Grasp the soft of the calf")
    assert "Firm pressure, 4 to 5 of 10" in display_text(routines, "Pressure and position")
    assert display_text(routines, "Caution") == "Only the soft belly of the muscle."
    assert "Grasp, lift, release (petrissage)  ·  2 × 60 s" in [
        each.replace("\N{NO-BREAK SPACE}", " ") for each in routines.texts()
    ]


def test_what_a_step_has_not_is_not_shown(routines: Bedside) -> None:
    focus_row(routines, "Routines", "15 minutes")
    focus_row(routines, "Steps", "Whole leg")

    assert not routines.visible("Caution")


@pytest.mark.usefixtures("styled")
@pytest.mark.thorough
def test_every_step_of_the_shipped_routines_is_drawn(routines: Bedside) -> None:
    drawn: set[str] = set()
    for routine in shipped_routines().routines:
        new = [index for index, step in enumerate(routine.steps) if step.key not in drawn]
        drawn.update(step.key for step in routine.steps)
        if new:
            focus_row(routines, "Routines", routine.title)
        for index in new:
            focus_row(routines, "Steps", index)
            assert figure(routines).isVisible(), routine.steps[index].key
            assert not figure(routines).grab().isNull(), routine.steps[index].key


def test_the_figure_moves_while_it_is_seen(routines: Bedside) -> None:
    moving = figure(routines).is_animating
    routines.press("Sounds")

    assert moving
    assert not figure_of_hidden(routines).is_animating


def figure_of_hidden(bedside: Bedside) -> LegFigure:
    found = bedside.flow.routines.routines.findChild(LegFigure)
    assert found is not None
    return found


def test_a_step_to_add_can_be_looked_at_first(own: Bedside) -> None:
    own.choose("Step to add", "Shin")
    considered = (display_text(own, "Previewed step"), own.visible("Seconds"))
    focus_row(own, "Steps", 0)

    assert considered == ("Shin", [])
    assert "Slow breathing  ·  30 s" in [each.replace("\N{NO-BREAK SPACE}", " ") for each in own.texts()]
    assert display_text(own, "Previewed step") == "Slow breath"
    assert own.own_routines.saves == 0


def test_an_own_step_with_a_picture_there_is_not_is_shown_by_its_words(opened: OpenBedside) -> None:
    nowhere = PictureNames("calf", "", "stroke", "nowhere")
    step = replace(MY_ROUTINE.steps[1], key="own", title="My step", picture=nowhere)
    bedside = Bedside()
    bedside.own_routines.steps = (step,)
    bedside.own_routines.kept["mine"] = replace(MY_ROUTINE, steps=(step, *MY_ROUTINE.steps))
    bedside.preferences.set("routine", "mine")
    opened(bedside)

    bedside.press("Edit routines")
    without = figure(bedside).isVisible()
    focus_row(bedside, "Steps", 1)

    assert not without
    assert left_texts(bedside, "Steps") == ["My step", *STEP_TITLES]
    assert figure(bedside).isVisible()


# --- seconds ------------------------------------------------------------------------------------------------


@each_case(
    ("typed", "made"),
    [("45", 45), ("42", 42), ("90 s", 90), ("1:30", 90), ("5", 5), ("600", 600), (" 10:00 ", 600)],
)
def test_seconds_are_typed(own: Bedside, typed: str, made: int) -> None:
    type_seconds(own, typed, "Enter")

    assert stored_routine(own).steps[0].seconds == made
    assert seconds(own).text() == f"{made}\N{NO-BREAK SPACE}s"
    assert display_text(own, "Last change") == f"Slow breath, {made} s"


@each_case("typed", ["4", "601", "0", "-20", "soon", "", "1:2:3", "12.5", "99999999", "٤٥"])
def test_what_is_no_length_stays_to_be_mended(own: Bedside, typed: str) -> None:
    seconds(own).setFocus()
    seconds(own).setText(typed)
    own.keys("Enter")
    problem = display_text(own, "Seconds problem")
    own.control("Steps").setFocus()
    still = seconds(own).text()
    type_seconds(own, "50", "Enter")

    assert problem == "From 5 to 600 seconds."
    assert still == typed
    assert stored_routine(own).steps[0].seconds == 50
    assert not own.visible("Seconds problem")


@each_case(
    ("start", "keys", "made"),
    [
        (30, ["Up"], 35),
        (30, ["Down"], 25),
        (42, ["Up"], 45),
        (42, ["Down"], 40),
        (600, ["Up"], 600),
        (5, ["Down"], 5),
        (10, ["Up", "Up", "Down"], 15),
    ],
)
def test_arrows_move_by_steps_of_five(own: Bedside, start: int, keys: list[str], made: int) -> None:
    type_seconds(own, str(start), "Enter")

    own.keys(*keys)

    assert stored_routine(own).steps[0].seconds == made


def test_page_keys_move_by_half_a_minute(own: Bedside) -> None:
    QTest.keyClick(seconds(own), Qt.Key.Key_PageUp)
    up = stored_routine(own).steps[0].seconds
    QTest.keyClick(seconds(own), Qt.Key.Key_PageDown)
    QTest.keyClick(seconds(own), Qt.Key.Key_PageDown)

    assert (up, stored_routine(own).steps[0].seconds) == (60, 5)


def test_buttons_move_too_and_the_lengths_follow(own: Bedside) -> None:
    focus_row(own, "Steps", 1)

    own.press("Longer")
    longer = (right_texts(own, "Steps")[1], display_text(own, "Routine length"))
    own.press("Shorter")
    own.press("Shorter")

    assert longer == ("2 × 50 s", "5 min 10 s massage, 5 min 45 s in all")
    assert stored_routine(own).steps[1].seconds == 40


def test_seconds_moved_in_a_row_are_undone_together(own: Bedside) -> None:
    for _ in range(4):
        own.press("Longer")

    own.press("Undo")

    assert stored_routine(own) == MY_ROUTINE


def test_a_fraction_made_by_hand_is_shown_and_left_alone(opened: OpenBedside) -> None:
    bedside = Bedside()
    first = replace(MY_ROUTINE.steps[0], seconds=12.5)
    bedside.own_routines.kept["mine"] = replace(MY_ROUTINE, steps=(first, *MY_ROUTINE.steps[1:]))
    bedside.preferences.set("routine", "mine")
    opened(bedside)
    bedside.press("Edit routines")
    bedside.control("Seconds").setFocus()
    bedside.keys("Enter", "Tab")
    untouched = stored_routine(bedside).steps[0].seconds
    bedside.control("Seconds").setFocus()

    bedside.keys("Up")

    assert untouched == 12.5
    assert stored_routine(bedside).steps[0].seconds == 15


# --- legs of a step -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "only", "time"),
    [("Left only", Side.LEFT, "45 s left"), ("Right only", Side.RIGHT, "45 s right")],
)
def test_a_step_is_kept_to_one_leg(own: Bedside, text: str, only: Side, time: str) -> None:
    focus_row(own, "Steps", 1)

    own.choose("Legs of this step", text)
    one = (stored_routine(own).steps[1].only_side, right_texts(own, "Steps")[1])
    own.choose("Legs of this step", "Both legs")

    assert one == (only, time)
    assert stored_routine(own).steps[1].only_side is None


def test_in_a_routine_for_one_leg_a_step_follows_it(own: Bedside) -> None:
    own.choose("Legs", "Right leg only")
    focus_row(own, "Steps", 1)

    assert own.control("Legs of this step", QComboBox).currentText() == "As the routine"


def test_a_step_for_both_legs_at_once_has_no_choice(own: Bedside) -> None:
    focus_row(own, "Steps", "Slow breath")

    assert not own.visible("Legs of this step")
