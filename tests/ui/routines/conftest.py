"""The routines page, without and with a person's own."""

import pytest

from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.routines.looking import MINE


@pytest.fixture
def routines(bedside: Bedside) -> Bedside:
    """The page as it is at first, on the ten minutes that Tonight has chosen."""
    bedside.press("Edit routines")
    return bedside


@pytest.fixture
def own(opened: OpenBedside) -> Bedside:
    """The page on a routine of one's own: breath, both strokes of the calf, and the stretch."""
    bedside = Bedside()
    bedside.own_routines.kept["mine"] = MINE
    bedside.preferences.set("routine", "mine")
    opened(bedside)
    bedside.press("Edit routines")
    return bedside
