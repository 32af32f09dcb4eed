"""The chapter that is playing, the loudness setting, and the file types that are offered."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel

from rlscompanion.audio.library_files import find_audio_files
from rlscompanion.domain.playlist import AUDIO_FILE_ENDINGS, Chapter, TrackPosition
from rlscompanion.ui.sounds.own_panel import OwnAudioPanel
from tests.ui.bedside import Bedside
from tests.ui.sounds.own import fake_player
from tests.ui.stations import SAMPLE_TRACKS, find_tracks

pytestmark = pytest.mark.usefixtures("unstyled")

BOOK = SAMPLE_TRACKS[2]
CHAPTERS = (Chapter("The river", 0.0), Chapter("The bridge", 1000.0))


@pytest.fixture
def reading(own: Bedside) -> Bedside:
    """An app in which a book with chapters plays."""
    find_tracks(own, (BOOK,))
    own.press("Play own audio")
    fake_player(own).listener.track_opened(BOOK.id, CHAPTERS)
    fake_player(own).at = TrackPosition(BOOK.id, 10.0)
    own.own_audio.changed.emit()
    return own


def test_the_chapter_is_shown_and_stepped_through(reading: Bedside) -> None:
    shown = reading.control("Chapter", QLabel)
    assert shown.text() == "1 of 2: The river"
    reading.press("Next track")

    assert shown.text() == "2 of 2: The bridge"
    assert shown.accessibleName() == "Chapter: 2 of 2: The bridge"
    assert fake_player(reading).went[-1] == (BOOK.id, 1000.0)
    reading.press("Stop own audio")
    assert not reading.visible("Chapter")


def test_the_loudness_setting_is_on_at_first_and_remembered(reading: Bedside) -> None:
    tick = reading.control("Even loudness", QCheckBox)
    assert tick.isChecked()
    reading.press("Even loudness")

    assert not tick.isChecked()
    assert not reading.own_audio.has_even_loudness


def test_files_and_folders_offer_the_same_kinds(own: Bedside, tmp_path: Path) -> None:
    for ending in (*AUDIO_FILE_ENDINGS, ".txt", ".jpg"):
        (tmp_path / f"a{ending}").touch()
    own.press("Add files")
    dialog = own.page.findChild(QFileDialog)
    assert dialog is not None
    patterns = dialog.nameFilters()[0].split("(")[1].rstrip(")").split()

    from_files = {path.name for pattern in patterns for path in tmp_path.glob(pattern)}
    from_folder = {Path(path).name for path in find_audio_files(str(tmp_path), pytest.fail)}

    assert from_files == from_folder == {f"a{ending}" for ending in AUDIO_FILE_ENDINGS}
    dialog.close()
    assert own.page.findChild(OwnAudioPanel) is not None
