"""The list of the person's own audio, operated by keys, by mouse and by dropping files."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QFileDialog, QLabel

from rlscompanion.bedtime.preferences import SOUND_MIX
from rlscompanion.bedtime.sound_control import SOUND_RAMP_SECONDS
from rlscompanion.domain.playlist import TrackPosition
from rlscompanion.domain.soundscape import NO_SOUND
from rlscompanion.ui.sounds.own_panel import NO_TRACKS_YET_TEXT, SEARCHING_FILES_TEXT, OwnAudioPanel
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.hands import drag_and_drop
from tests.ui.light import mean_luminance
from tests.ui.sounds.own import fake_player, focus_track, track_ids, track_rows, track_titles
from tests.ui.stations import SAMPLE_TRACKS, find_tracks

pytestmark = pytest.mark.usefixtures("unstyled")

ONE, TWO, BOOK, OLD = SAMPLE_TRACKS


def urls(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(path) if "://" in path else QUrl.fromLocalFile(path) for path in paths])
    return data


def dropped(bedside: Bedside, data: QMimeData) -> bool:
    """Drop data on the panel; return whether the panel accepted the data."""
    panel = bedside.page.findChild(OwnAudioPanel)
    assert panel is not None
    return drag_and_drop(data, panel)


# --- adding -------------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_it_is_for(own: Bedside) -> None:
    assert own.control("Own audio hint", QLabel).text() == NO_TRACKS_YET_TEXT
    assert not own.visible("Tracks")
    assert not own.visible("Play own audio")


def test_dropped_files_and_folders_are_looked_through(own: Bedside) -> None:
    taken = dropped(own, urls("/music/one.flac", "/music/näcḥt 🌙"))
    looking = own.control("Own audio hint", QLabel).text()
    own.scanner.find(SAMPLE_TRACKS[:2], ())
    own.scanner.end()

    assert taken
    assert own.scanner.asked == [("/music/one.flac", "/music/näcḥt 🌙")]
    assert looking == "Looking through your files."
    assert track_titles(own) == [ONE.title, TWO.title]
    assert not own.visible("Own audio hint")
    assert own.playlists.load().tracks == SAMPLE_TRACKS[:2]


def test_what_is_no_file_is_not_taken(own: Bedside) -> None:
    assert not dropped(own, urls("https://example.org/a.mp3"))
    assert own.scanner.asked == []


def test_of_a_mixed_drop_files_alone_are_taken(own: Bedside) -> None:
    assert dropped(own, urls("https://example.org/a.mp3", "/music/one.flac"))
    assert own.scanner.asked == [("/music/one.flac",)]


def test_a_list_can_be_dropped_on_too(filled: Bedside) -> None:
    assert filled.page.findChildren(OwnAudioPanel)[0].acceptDrops()
    assert not track_rows(filled).viewport().acceptDrops()


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize(
    ("word", "mode"),
    [
        ("Add files", QFileDialog.FileMode.ExistingFiles),
        ("Add folder", QFileDialog.FileMode.Directory),
    ],
)
def test_the_dialog_is_the_apps_own_and_dark(
    own: Bedside, tmp_path: Path, word: str, mode: QFileDialog.FileMode
) -> None:
    own.press(word)
    [dialog] = own.window.findChildren(QFileDialog)
    own.process_events()

    assert dialog.fileMode() is mode
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert mean_luminance(dialog.grab().toImage()) <= 0.03
    dialog.filesSelected.emit([str(tmp_path)])
    dialog.reject()
    assert own.scanner.asked == [(str(tmp_path),)]


def test_what_cannot_be_read_is_kept_and_said(own: Bedside) -> None:
    find_tracks(own, [OLD])

    assert track_titles(own) == [OLD.title]
    assert OLD.unavailable in track_rows(own).model().index(0, 0).data()
    assert own.control("File notice", QLabel).text() == OLD.unavailable


def test_what_is_listed_is_not_added_twice(filled: Bedside) -> None:
    again = [replace(each, id=UUID(int=70 + n)) for n, each in enumerate((ONE, TWO))]
    find_tracks(filled, again)

    assert [each.id for each in filled.own_audio.playlist.tracks] == track_ids(SAMPLE_TRACKS)
    assert filled.control("File notice", QLabel).text() == "2 of these files are in the list already."


def test_while_files_are_looked_through_it_says_so_under_the_list(filled: Bedside) -> None:
    before = SEARCHING_FILES_TEXT in filled.texts()
    filled.own_audio.add(["/music"])
    meanwhile = SEARCHING_FILES_TEXT in filled.texts()
    filled.scanner.end()

    assert (before, meanwhile, SEARCHING_FILES_TEXT in filled.texts()) == (False, True, False)


def test_the_list_is_there_after_a_restart(own: Bedside, opened: OpenBedside) -> None:
    find_tracks(own, SAMPLE_TRACKS)

    again = opened(replace(own))
    again.press("Sounds")
    again.press("Own audio")

    assert track_titles(again) == [each.title for each in SAMPLE_TRACKS]
    assert again.players == []


# --- playing ------------------------------------------------------------------------------------------------


def test_enter_plays_the_track_together_with_the_mix(filled: Bedside) -> None:
    focus_track(filled, 1)

    filled.keys("Enter")

    assert fake_player(filled).went == [(TWO.id, 0.0)]
    assert filled.engine.named("play") == [("play", SOUND_MIX.default, SOUND_RAMP_SECONDS)]
    assert [call[1] for call in filled.engine.named("play_own")] == [fake_player(filled)]
    assert track_rows(filled).model().index(1, 0).data().startswith("▶")
    assert filled.visible("Pause")


def test_a_double_click_plays_too(filled: Bedside) -> None:
    place = track_rows(filled).visualRect(track_rows(filled).model().index(2, 0)).center()
    QTest.mouseClick(track_rows(filled).viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(track_rows(filled).viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert fake_player(filled).went == [(BOOK.id, 0.0)]


def test_arrows_alone_play_nothing(filled: Bedside) -> None:
    focus_track(filled, 0)

    filled.keys("Down", "Down")

    assert filled.players == []


def test_it_plays_without_a_mix(filled: Bedside) -> None:
    filled.sound.choose_mix(NO_SOUND)

    filled.press("Play own audio")

    assert fake_player(filled).went == [(ONE.id, 0.0)]
    assert filled.engine.named("play") == [("play", NO_SOUND, SOUND_RAMP_SECONDS)]
    assert filled.sound.is_playing


def test_beside_a_mix_that_plays_the_mix_is_left_alone(filled: Bedside) -> None:
    filled.press("Play")
    filled.engine.calls.clear()

    filled.press("Play own audio")

    assert filled.engine.named("play", "pause", "fade") == []


def test_played_again_after_the_timer_the_timer_starts_anew(filled: Bedside) -> None:
    filled.press("Play")
    filled.press("Start timer")
    filled.press("Pause")

    filled.press("Play own audio")

    assert filled.sound.is_playing
    assert filled.sound.timer is not None


def test_stop_leaves_the_mix(filled: Bedside) -> None:
    filled.press("Play own audio")
    filled.press("Stop own audio")

    assert filled.engine.named("play_own")[-1][1] is None
    assert filled.sound.is_playing
    assert filled.visible("Play own audio")


def test_stop_without_a_mix_is_silence(filled: Bedside) -> None:
    filled.sound.choose_mix(NO_SOUND)
    filled.press("Play own audio")

    filled.press("Stop own audio")

    assert not filled.sound.is_playing
    assert filled.visible("Play")


def test_a_long_track_goes_on_where_it_was_left(filled: Bedside, opened: OpenBedside) -> None:
    focus_track(filled, 2)
    filled.keys("Enter")
    fake_player(filled).at = TrackPosition(BOOK.id, 5000.0)
    filled.press("Stop own audio")

    again = opened(replace(filled))
    again.press("Sounds")
    again.press("Own audio")
    again.press("Play own audio")

    assert fake_player(again).went == [(BOOK.id, 5000.0)]


def test_next_and_previous_go_through_the_list(filled: Bedside) -> None:
    off = filled.control("Next track").isEnabled()
    filled.press("Play own audio")
    filled.press("Next track")
    filled.press("Next track")
    filled.press("Previous track")

    assert not off
    assert [track_id for track_id, _ in fake_player(filled).went] == track_ids([ONE, TWO, BOOK, TWO])


def test_after_the_last_there_is_no_next_unless_it_repeats(filled: Bedside) -> None:
    focus_track(filled, 3)
    filled.keys("Enter")
    at_the_end = filled.control("Next track").isEnabled()

    filled.press("Repeat")

    assert not at_the_end
    assert filled.control("Next track").isEnabled()
    assert filled.playlists.load().repeat


def test_the_end_of_the_list_is_shown(filled: Bedside) -> None:
    filled.sound.choose_mix(NO_SOUND)
    filled.press("Play own audio")
    fake_player(filled).has_ended = True

    fake_player(filled).listener.list_ended()

    assert filled.visible("Play own audio")
    assert not filled.sound.is_playing


def test_the_level_beside_the_mix_is_heard_and_remembered(filled: Bedside, opened: OpenBedside) -> None:
    filled.press("Play own audio")

    filled.control("Own audio volume").setFocus()
    filled.keys("End")

    assert filled.engine.named("play_own")[-1][2] == 1.0
    again = opened(replace(filled))
    again.press("Sounds")
    again.press("Own audio")
    assert again.control("Own audio volume", QAbstractSlider).value() == 100
