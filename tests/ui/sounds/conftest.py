"""The sounds page, with and without the person's own audio."""

import pytest

from rlscompanion.domain.playlist import Playlist
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.stations import SAMPLE_TRACKS


@pytest.fixture
def sounds(bedside: Bedside) -> Bedside:
    """The app with the sounds page open."""
    bedside.press("Sounds")
    return bedside


@pytest.fixture
def filled(opened: OpenBedside) -> Bedside:
    """The app with the tab of own audio open, and four tracks, one of them missing."""
    bedside = Bedside()
    bedside.playlists.save(Playlist(SAMPLE_TRACKS))
    opened(bedside)
    bedside.press("Sounds")
    bedside.press("Own audio")
    return bedside


@pytest.fixture
def own(sounds: Bedside) -> Bedside:
    """The app with the tab of own audio open, and no tracks."""
    sounds.press("Own audio")
    return sounds
