"""The routines page, with and without a routine that the person made."""

import pytest

from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.routines.looking import MY_ROUTINE


@pytest.fixture
def routines(bedside: Bedside) -> Bedside:
    """The app with the routines page open, at the ten-minute routine chosen on Tonight."""
    bedside.press("Edit routines")
    return bedside


@pytest.fixture
def own(opened: OpenBedside) -> Bedside:
    """The app with the routines page open, and a routine of the person with four steps.

    The steps are slow breathing, two strokes of the calf, and a stretch.
    """
    bedside = Bedside()
    bedside.own_routines.kept["mine"] = MY_ROUTINE
    bedside.preferences.set("routine", "mine")
    opened(bedside)
    bedside.press("Edit routines")
    return bedside
