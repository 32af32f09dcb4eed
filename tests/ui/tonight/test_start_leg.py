"""The choice of the leg on which a routine starts, or of the only leg."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from rlscompanion.domain.routine import Legs, Routine, Side
from rlscompanion.ui.tonight.start_leg import depends_on_start_leg
from tests.cases import each_case
from tests.domain.samples import SHORT_ROUTINE, a_routine, a_step
from tests.ui.bedside import Bedside, wind_downs
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

BREATH = a_routine(a_step("breath", 20, False), key="breath", title="Breath")
ONE_LEG = replace(SHORT_ROUTINE, key="one", title="One leg", legs=Legs.ONE)


def choosing(opened: OpenBedside, routines: Sequence[Routine]) -> Bedside:
    """An app with Tonight open, and the first of these routines chosen."""
    bedside = Bedside(wind_downs=routines)
    bedside.preferences.set("routine", routines[0].key)
    return opened(bedside)


def leg_caption(bedside: Bedside) -> str:
    """The caption beside the choice of the leg."""
    box = bedside.control("Start leg", QComboBox)
    return next(each.text() for each in bedside.page.findChildren(QLabel) if each.buddy() is box)


def session_legs(bedside: Bedside) -> list[Side]:
    """The legs of the session's segments that are on one leg, in order."""
    return [each.side for each in bedside.session.segments if each.side is not Side.BOTH]


@each_case(
    ("routine", "matters"),
    [
        (SHORT_ROUTINE, True),
        (ONE_LEG, True),
        (BREATH, False),
        (a_routine(replace(a_step(), only_side=Side.RIGHT)), False),
        (a_routine(replace(a_step(), only_side=Side.RIGHT), a_step("foot")), True),
    ],
)
def test_it_matters_where_it_changes_what_is_done(routine: Routine, matters: bool) -> None:
    assert depends_on_start_leg(routine) is matters


def test_it_is_offered_only_where_it_matters(opened: OpenBedside) -> None:
    bedside = choosing(opened, (SHORT_ROUTINE, BREATH))
    assert bedside.offered("Start leg") == ["Left leg", "Right leg"]
    assert leg_caption(bedside) == "Start with"

    bedside.press("Routine Breath")

    assert not bedside.visible("Start leg")
    assert "Start with" not in bedside.texts()


def test_of_one_leg_it_asks_which(opened: OpenBedside) -> None:
    bedside = choosing(opened, (ONE_LEG,))

    assert leg_caption(bedside) == "Which leg"


@pytest.mark.parametrize(
    ("text", "sides"),
    [("Left leg", [Side.LEFT, Side.RIGHT]), ("Right leg", [Side.RIGHT, Side.LEFT])],
)
def test_the_session_starts_on_the_leg_that_was_chosen(
    opened: OpenBedside, text: str, sides: list[Side]
) -> None:
    bedside = choosing(opened, (SHORT_ROUTINE,))
    bedside.control("Start leg", QComboBox).setCurrentIndex(0)
    if text == "Right leg":
        bedside.choose("Start leg", text)
        bedside.keys("Enter")

    bedside.press("Start wind-down")
    bedside.press("Skip")

    assert session_legs(bedside) == sides


def test_a_routine_for_one_leg_is_done_on_that_leg_alone(opened: OpenBedside) -> None:
    bedside = choosing(opened, (ONE_LEG,))
    bedside.choose("Start leg", "Right leg")

    bedside.start_session()

    assert session_legs(bedside) == [Side.RIGHT]


def test_the_choice_is_remembered_for_routines_alike(opened: OpenBedside) -> None:
    before = Bedside(wind_downs=(SHORT_ROUTINE, ONE_LEG))
    before.preferences.set("routine", "short")
    before.open()
    before.choose("Start leg", "Right leg")
    before.close()

    bedside = opened(replace(before))

    assert bedside.control("Start leg", QComboBox).currentText() == "Right leg"
    bedside.press("Routine One leg")
    assert bedside.control("Start leg", QComboBox).currentText() == "Left leg"


def test_before_any_choice_the_routines_own_leg_stands(opened: OpenBedside) -> None:
    bedside = choosing(opened, (replace(SHORT_ROUTINE, start_leg=Side.RIGHT),))

    bedside.start_session()

    assert session_legs(bedside) == [Side.RIGHT, Side.LEFT]


def test_a_choice_nobody_can_read_is_passed_over(opened: OpenBedside) -> None:
    bedside = Bedside(wind_downs=(SHORT_ROUTINE,))
    bedside.preferences.set("start_leg", "both")
    opened(bedside)

    bedside.start_session()

    assert session_legs(bedside) == [Side.LEFT, Side.RIGHT]


def test_a_session_begun_on_the_right_goes_on_there(opened: OpenBedside) -> None:
    before = Bedside(wind_downs=wind_downs())
    before.preferences.set("start_leg", "right")
    before.open()
    before.start_session()
    before.pass_time(40)
    before.close()
    before.preferences.set("start_leg", "left")
    bedside = opened(replace(before))
    assert "You stopped at Foot, right leg." in bedside.texts()

    bedside.press("Continue session")

    assert bedside.control("Step").accessibleName() == "Step: Foot, right leg"
