"""The list of the person's own audio, changed by keys and by mouse."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from rlscompanion.domain.playlist import TrackPosition
from rlscompanion.ui.sounds.own_panel import CROSS_FADE_SECONDS, NO_TRACKS_YET_TEXT
from tests.stores import NO_ROOM
from tests.ui.bedside import Bedside
from tests.ui.sounds.own import fake_player, focus_track, track_ids, track_rows, track_titles
from tests.ui.stations import SAMPLE_TRACKS

pytestmark = pytest.mark.usefixtures("unstyled")

ONE, TWO, BOOK, OLD = SAMPLE_TRACKS


def at(bedside: Bedside) -> int:
    """The index of the current row."""
    return track_rows(bedside).currentIndex().row()


def delete(bedside: Bedside) -> None:
    """Press Delete with its control character, as a real keyboard sends the key."""
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "\x7f")
    QApplication.sendEvent(track_rows(bedside), event)


def test_delete_removes_one_after_the_other(filled: Bedside) -> None:
    focus_track(filled, 1)

    delete(filled)
    delete(filled)

    assert track_titles(filled) == [ONE.title, OLD.title]
    assert at(filled) == 1
    assert track_ids(filled.playlists.load().tracks) == track_ids([ONE, OLD])


def test_the_button_removes_to_the_last(filled: Bedside) -> None:
    focus_track(filled, 3)

    for _ in SAMPLE_TRACKS:
        filled.press("Remove track")

    assert filled.playlists.load().tracks == ()
    assert filled.control("Own audio hint", QLabel).text() == NO_TRACKS_YET_TEXT


def test_removing_the_track_that_sounds_goes_on_with_the_next(filled: Bedside) -> None:
    focus_track(filled, 0)
    filled.keys("Enter")

    delete(filled)

    assert fake_player(filled).went[-1] == (TWO.id, 0.0)
    assert filled.visible("Stop own audio")


@pytest.mark.parametrize("how", ["keys", "buttons"])
def test_moving_follows_the_track_and_ends_at_the_ends(filled: Bedside, how: str) -> None:
    focus_track(filled, 1)
    for key, word in (
        (Qt.Key.Key_Down, "Move track down"),
        *[(Qt.Key.Key_Up, "Move track up")] * 4,
        (Qt.Key.Key_Down, "Move track down"),
        (Qt.Key.Key_Up, "Move track up"),
    ):
        if how == "keys":
            QTest.keyClick(track_rows(filled), key, Qt.KeyboardModifier.AltModifier)
        else:
            filled.press(word)

    assert track_titles(filled) == [TWO.title, ONE.title, BOOK.title, OLD.title]
    assert at(filled) == 0
    assert track_ids(filled.playlists.load().tracks) == track_ids([TWO, ONE, BOOK, OLD])


def test_loop_is_of_one_track_and_stays_with_it(filled: Bedside) -> None:
    focus_track(filled, 1)
    filled.press("Loop")
    ticked = (filled.control("Loop", QCheckBox).isChecked(), at(filled))
    focus_track(filled, 0)
    other = filled.control("Loop", QCheckBox).isChecked()
    focus_track(filled, 1)

    kept = filled.playlists.load().tracks[1]
    assert ticked == (True, 1)
    assert not other
    assert filled.control("Loop", QCheckBox).isChecked()
    assert (kept.loop, kept.cross_fade) == (True, 0.0)


def test_the_seam_of_a_loop_can_be_cross_faded(filled: Bedside) -> None:
    focus_track(filled, 1)
    before = filled.control("Cross-fade the loop", QCheckBox).isEnabled()
    filled.press("Loop")

    filled.press("Cross-fade the loop")

    kept = filled.playlists.load().tracks[1]
    assert not before
    assert (kept.loop, kept.cross_fade) == (True, CROSS_FADE_SECONDS)


def test_a_loop_can_be_ended(filled: Bedside) -> None:
    focus_track(filled, 1)
    filled.press("Loop")

    filled.press("Loop")

    assert not filled.playlists.load().tracks[1].loop


def test_without_a_row_nothing_can_be_looped_or_changed(filled: Bedside) -> None:
    track_rows(filled).setCurrentIndex(QModelIndex())
    for word in ("Remove track", "Move track up", "Move track down"):
        if filled.control(word).isEnabled():
            filled.press(word)

    assert not filled.control("Loop").isEnabled()
    assert filled.playlists.load().tracks == SAMPLE_TRACKS


def test_the_row_stays_while_a_position_is_kept(filled: Bedside) -> None:
    focus_track(filled, 2)
    filled.keys("Enter", "Up")
    fake_player(filled).at = TrackPosition(BOOK.id, 60.0)

    filled.own_audio.save_position()

    assert filled.playlists.load().tracks[2].resume_at == 60.0
    assert at(filled) == 1


def test_a_track_that_cannot_be_played_is_told_and_stays(filled: Bedside) -> None:
    filled.press("Play own audio")
    sentence = "one.flac is not there any more. Put it back, or remove it from the list."

    fake_player(filled).listener.track_unavailable(ONE.id, sentence)

    assert sentence in track_rows(filled).model().index(0, 0).data()
    assert filled.control("File notice", QLabel).text() == sentence
    assert len(filled.playlists.load().tracks) == 4


def test_a_removed_track_comes_back_to_its_place(filled: Bedside) -> None:
    focus_track(filled, 1)
    filled.press("Remove track")
    offered = filled.control("Removed", QLabel).text()

    filled.press("Undo")

    assert offered == f"Removed “{TWO.title}”."
    assert filled.playlists.load().tracks == SAMPLE_TRACKS
    assert not filled.visible("Undo")


def test_ctrl_z_brings_back_one_after_the_other(filled: Bedside) -> None:
    focus_track(filled, 0)
    delete(filled)
    delete(filled)

    QTest.keyClick(track_rows(filled), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    one_is_back = track_titles(filled)
    offered = filled.control("Removed", QLabel).text()
    QTest.keyClick(track_rows(filled), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(track_rows(filled), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert one_is_back == [TWO.title, BOOK.title, OLD.title]
    assert offered == f"Removed “{ONE.title}”."
    assert filled.playlists.load().tracks == SAMPLE_TRACKS


def test_an_offer_to_undo_can_be_closed(filled: Bedside) -> None:
    focus_track(filled, 0)
    delete(filled)
    filled.press("Close removed")

    QTest.keyClick(track_rows(filled), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert not filled.visible("Removed")
    assert len(track_titles(filled)) == 3


def test_a_notice_about_a_file_goes_with_the_file(filled: Bedside) -> None:
    filled.press("Play own audio")
    fake_player(filled).listener.track_cut_short(TWO.id, "two.flac is damaged and ends early.")
    said = filled.control("File notice", QLabel).text()
    focus_track(filled, 1)

    filled.press("Remove track")

    assert said == "two.flac is damaged and ends early."
    assert not filled.visible("File notice")


def test_a_notice_about_a_file_can_be_closed(filled: Bedside) -> None:
    filled.press("Play own audio")
    fake_player(filled).listener.track_cut_short(TWO.id, "two.flac is damaged and ends early.")
    filled.press("Built-in sounds")

    filled.press("Close file notice")

    assert not filled.visible("File notice")


def test_a_list_that_cannot_be_written_says_so(filled: Bedside) -> None:
    filled.disk.fill_up()
    focus_track(filled, 0)

    delete(filled)

    assert filled.control("Notice", QLabel).text() == NO_ROOM


def test_what_is_told_elsewhere_does_not_write_the_list(filled: Bedside) -> None:
    filled.disk.fill_up()

    filled.sound.play()
    filled.press("Tonight")
    filled.press("Sounds")

    assert not filled.visible("Notice")
