"""Tests of the notices about files of own audio, and of how long they stay."""

from uuid import UUID

import pytest

from rlscompanion.bedtime.file_notices import MAX_SHOWN_SENTENCES, FileNotices
from rlscompanion.domain.playlist import Playlist, Track

from .signal_recorder import SignalRecorder

ONE, TWO = (Track(UUID(int=n), f"/music/{n}.flac", f"Track {n}") for n in (1, 2))
LIST = Playlist((ONE, TWO))


def test_a_track_has_one_sentence_at_a_time() -> None:
    notices = FileNotices()
    notices.add("It is damaged.", ONE.id)
    notices.add("It is not there.", ONE.id)

    assert notices.text == "It is not there."


def test_what_is_said_of_a_track_goes_with_the_track_alone() -> None:
    notices = FileNotices()
    notices.add("One is damaged.", ONE.id)
    notices.add("Two is damaged.", TWO.id)
    heard = SignalRecorder(notices, "changed")
    notices.drop_outdated(LIST, Playlist((TWO,)))
    notices.drop_outdated(Playlist((TWO,)), Playlist((TWO,)))

    assert notices.text == "Two is damaged."
    assert heard.take() == ["changed"]


@pytest.mark.parametrize(
    ("more", "last"), [(1, "One more file has a problem."), (4, "4 more files have problems.")]
)
def test_many_are_counted(more: int, last: str) -> None:
    notices = FileNotices()
    for number in range(MAX_SHOWN_SENTENCES + more):
        notices.add(f"The folder {number} cannot be read.")

    lines = notices.text.split("\n")
    assert len(lines) == MAX_SHOWN_SENTENCES + 1
    assert lines[-1] == last


def test_a_single_repeated_file_is_named() -> None:
    notices = FileNotices()
    notices.add_already_listed([])
    notices.add_already_listed([ONE])

    assert notices.text == "“Track 1” is in the list already."


def test_all_can_be_closed() -> None:
    notices = FileNotices()
    notices.add("One is damaged.", ONE.id)
    notices.add("The folder locked cannot be read.")
    notices.add_already_listed([ONE, TWO])

    notices.clear()

    assert notices.text == ""
