"""Tests of the position in an audiobook: with a missing drive, wrong lengths, and chapters."""

from dataclasses import replace
from uuid import UUID

import pytest

from rlscompanion.bedtime.own_audio import TRACK_RESTART_SECONDS
from rlscompanion.bedtime.preferences import OWN_AUDIO_EVEN_LOUDNESS
from rlscompanion.domain.playlist import Chapter, Track
from tests.cases import each_case

from .test_own_audio import BOOK, ONE, Setting, a_track

CHAPTERS = (Chapter("The river", 0.0), Chapter("The bridge", 1000.0), Chapter("The town", 2500.0))
GONE = "4.flac has been moved or deleted. Put it back, or remove it from the list."


def on(book: Track, *others: Track) -> Setting:
    """The book, playing from where it was left."""
    it = Setting(book, *others, current=book)
    it.own.play(book.id)
    return it


def book_of(it: Setting) -> Track:
    book = it.kept.track(BOOK.id)
    assert book is not None
    return book


def test_a_drive_that_goes_leaves_the_position_and_says_what_failed() -> None:
    it = on(BOOK)
    it.player.reach(BOOK, 2000.0)
    it.player.listener.track_unavailable(BOOK.id, GONE)

    assert book_of(it) == replace(BOOK, resume_at=2000.0, unavailable=GONE)
    assert it.own.notices.text == GONE


def test_back_again_it_is_as_if_nothing_had_been() -> None:
    it = on(BOOK)
    it.player.reach(BOOK, 2000.0)
    it.player.listener.track_unavailable(BOOK.id, GONE)
    it.player.listener.track_started(BOOK.id)

    assert book_of(it) == replace(BOOK, resume_at=2000.0)


@pytest.mark.parametrize("seconds", [None, 700.0])
def test_a_position_behind_the_length_that_was_told_is_trusted(seconds: float | None) -> None:
    it = on(replace(BOOK, seconds=seconds, resume_at=0.0))
    it.player.reach(BOOK, 4000.0)
    it.own.close()

    again = Setting(*it.kept.tracks, current=book_of(it))
    again.own.play()

    assert again.player.positions == [(BOOK.id.int, 4000.0)]


def test_the_length_is_learned_at_the_true_end_and_the_position_let_go_once_it_is_heard() -> None:
    it = on(replace(BOOK, seconds=None))
    it.player.reach(BOOK, 35_990.0)
    it.player.listener.track_measured(BOOK.id, 36_000.0)
    learned = book_of(it)
    it.player.listener.track_finished(BOOK.id)

    assert learned.seconds == 36_000.0
    assert (book_of(it).seconds, book_of(it).resume_at) == (36_000.0, 0.0)


def test_a_short_track_of_unknown_length_begins_anew_once_its_length_is_known() -> None:
    it = on(replace(BOOK, seconds=None, resume_at=0.0))
    it.player.reach(BOOK, 100.0)
    it.own.save_position()
    while_unknown = book_of(it).starts_at
    it.player.listener.track_measured(BOOK.id, 180.0)

    assert (while_unknown, book_of(it).starts_at) == (100.0, 0.0)


# --- chapters -----------------------------------------------------------------------------------------------


def read(seconds: float) -> Setting:
    """A book with chapters at a position, with a song after it."""
    it = on(BOOK, ONE)
    it.player.listener.track_opened(BOOK.id, CHAPTERS)
    it.player.reach(BOOK, seconds)
    it.player.went.clear()
    return it


@each_case(
    ("seconds", "chapter"),
    [
        (0.0, (1, 3, "The river")),
        (999.9, (1, 3, "The river")),
        (1000.0, (2, 3, "The bridge")),
        (9000.0, (3, 3, "The town")),
    ],
)
def test_the_chapter_that_is_heard_is_known(seconds: float, chapter: tuple[int, int, str]) -> None:
    assert read(seconds).own.chapter == chapter


@pytest.mark.parametrize(
    ("seconds", "went"), [(10.0, (4, 1000.0)), (1000.0, (4, 2500.0)), (3000.0, (1, 0.0))]
)
def test_next_goes_from_chapter_to_chapter_and_then_to_the_next_track(
    seconds: float, went: tuple[int, float]
) -> None:
    it = read(seconds)
    assert it.own.can_go_next
    it.own.next()

    assert it.player.positions == [went]


@each_case(
    ("seconds", "went"),
    [
        (1500.0, (4, 1000.0)),
        (1000.0 + TRACK_RESTART_SECONDS, (4, 0.0)),
        (500.0, (4, 0.0)),
        (2501.0, (4, 1000.0)),
    ],
)
def test_previous_goes_to_the_start_of_the_chapter_or_to_the_one_before(
    seconds: float, went: tuple[int, float]
) -> None:
    it = read(seconds)
    it.own.previous()

    assert it.player.positions == [went]


def test_a_chapter_that_begins_while_it_plays_is_told_of() -> None:
    it = read(990.0)
    it.own.changed.connect(lambda: received.append(it.own.chapter))
    received: list[object] = []
    it.own._chapter_changed()
    waits = it.own._chapter_timer.interval()
    it.player.reach(BOOK, 1000.5)
    it.own._chapter_timer.timeout.emit()

    assert waits == 10_000
    assert received == [(1, 3, "The river"), (2, 3, "The bridge")]
    it.own.close()


def test_without_chapters_or_turned_off_there_is_none() -> None:
    it = on(BOOK)
    assert it.own.chapter is None
    it = read(10.0)
    it.own.stop()
    assert it.own.chapter is None
    assert not it.own._chapter_timer.isActive()


# --- loudness -----------------------------------------------------------------------------------------------


def test_loudness_tags_are_followed_at_first_and_turning_that_off_goes_on_at_the_position() -> None:
    it = on(BOOK)
    assert (it.own.has_even_loudness, it.player.is_even) == (True, True)
    it.player.reach(BOOK, 2000.0)
    it.own.set_even_loudness(False)

    assert (it.own.has_even_loudness, it.player.is_even) == (False, False)
    assert it.player.positions[-1] == (4, 2000.0)
    assert it.preferences.get(OWN_AUDIO_EVEN_LOUDNESS.key, "") == "no"


def test_the_next_start_remembers_it() -> None:
    it = Setting(a_track(5))
    it.preferences.set(OWN_AUDIO_EVEN_LOUDNESS.key, "no")
    it.own.play(UUID(int=5))

    assert it.player.is_even is False
