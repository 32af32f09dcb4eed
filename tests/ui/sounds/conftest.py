"""The Sounds page, with and without own audio."""

import pytest

from rlscompanion.domain.playlist import Playlist
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.stations import TRACKS


@pytest.fixture
def sounds(bedside: Bedside) -> Bedside:
    """The page after opening."""
    bedside.press("Sounds")
    return bedside


@pytest.fixture
def filled(opened: OpenBedside) -> Bedside:
    """The tab of own audio with four tracks, one of them missing."""
    bedside = Bedside()
    bedside.playlists.save(Playlist(TRACKS))
    opened(bedside)
    bedside.press("Sounds")
    bedside.press("Own audio")
    return bedside


@pytest.fixture
def own(sounds: Bedside) -> Bedside:
    """The empty tab of own audio."""
    sounds.press("Own audio")
    return sounds
