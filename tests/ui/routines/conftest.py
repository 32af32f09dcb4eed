"""The routines page, with and without own routines."""

import pytest

from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.routines.looking import MINE


@pytest.fixture
def routines(bedside: Bedside) -> Bedside:
    """The page after opening, at the ten-minute routine chosen on Tonight."""
    bedside.press("Edit routines")
    return bedside


@pytest.fixture
def own(opened: OpenBedside) -> Bedside:
    """The page with an own routine: breath, both strokes of the calf, and the stretch."""
    bedside = Bedside()
    bedside.own_routines.kept["mine"] = MINE
    bedside.preferences.set("routine", "mine")
    opened(bedside)
    bedside.press("Edit routines")
    return bedside
