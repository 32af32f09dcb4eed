"""The choice of who massages, and what it changes in a session."""

from dataclasses import replace

import pytest

from rlscompanion.domain.routine import NOTE_TO_HELPER, HelperVersion, PictureNames, Posture, Stance
from tests.domain.samples import SHORT_ROUTINE, a_routine, a_step
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

FRONT = HelperVersion(
    "Lying on the front",
    Stance(Posture.ON_THE_FRONT, "calf"),
    PictureNames("calf", "calf", "stroke", "calf"),
)
STEP = replace(a_step("calf", 45), helper_version=FRONT)
ROUTINE = a_routine(a_step("breath", 20, False), STEP, key="calves", title="Calves")


def test_it_is_offered_only_where_a_helper_can_do_something(opened: OpenBedside) -> None:
    assert not opened(Bedside(wind_downs=(SHORT_ROUTINE,))).visible("Who massages")


def test_a_helper_s_session_shows_other_positions_and_is_kept_as_one(opened: OpenBedside) -> None:
    bedside = opened(Bedside(wind_downs=(ROUTINE,)))
    bedside.preferences.set("routine", ROUTINE.key)
    assert bedside.offered("Who massages") == ["I do", "Someone helps me"]

    bedside.choose("Who massages", "Someone helps me")
    bedside.press("Start wind-down")
    bedside.press("Skip")

    routine = bedside.sessions.routine
    assert routine is not None
    assert (routine.steps[1].position, routine.steps[1].stance) == (FRONT.position, FRONT.stance)
    assert routine.note.startswith(NOTE_TO_HELPER)
    assert bedside.session.by_helper is True
