"""Tests of the playlist: its order, the next track, and positions in long tracks."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.playlist import (
    Playlist,
    Track,
    TrackPosition,
    next_track,
    previous_track,
    with_resume_position,
    with_track_at,
    with_track_availability,
    with_track_loop,
    with_track_moved,
    with_tracks,
    without_tracks,
)
from tests.cases import each_case


def a_track(number: int, seconds: float | None = 1200.0) -> Track:
    return Track(UUID(int=number), f"/music/{number}.flac", f"Track {number}", seconds=seconds)


def a_list(*numbers: int, current: int | None = None, repeat: bool = False) -> Playlist:
    on = None if current is None else UUID(int=current)
    return Playlist(tuple(a_track(number) for number in numbers), on, repeat)


def numbers(playlist: Playlist) -> list[int]:
    return [track.id.int for track in playlist.tracks]


def test_tracks_are_put_at_the_end() -> None:
    assert numbers(with_tracks(a_list(1, 2), [a_track(3), a_track(4)])) == [1, 2, 3, 4]


@each_case(("index", "order"), [(0, [3, 1, 2]), (1, [1, 3, 2]), (9, [1, 2, 3]), (-1, [3, 1, 2])])
def test_a_track_is_put_in_at_an_index(index: int, order: list[int]) -> None:
    assert numbers(with_track_at(a_list(1, 2), a_track(3), index)) == order


@each_case(
    ("current", "removed", "left", "on"),
    [
        (1, {2}, [1, 3], 1),
        (2, {2}, [1, 3], 3),
        (2, {2, 3}, [1], 1),
        (3, {1, 2, 3}, [], None),
        (None, {1}, [2, 3], None),
        (2, {9}, [1, 2, 3], 2),
    ],
)
def test_where_the_track_that_is_on_is_removed_the_next_takes_its_place(
    current: int | None, removed: set[int], left: list[int], on: int | None
) -> None:
    after = without_tracks(a_list(1, 2, 3, current=current), {UUID(int=number) for number in removed})
    assert numbers(after) == left
    assert after.current == (None if on is None else UUID(int=on))


@each_case(
    ("number", "index", "wanted"),
    [(1, 2, [2, 3, 1]), (3, 0, [3, 1, 2]), (2, 1, [1, 2, 3]), (1, 99, [2, 3, 1]), (3, -5, [3, 1, 2])],
)
def test_a_track_is_moved(number: int, index: int, wanted: list[int]) -> None:
    assert numbers(with_track_moved(a_list(1, 2, 3), UUID(int=number), index)) == wanted


@given(st.permutations(range(1, 7)), st.integers(0, 6), st.integers(-2, 9))
def test_moving_loses_and_doubles_nothing(order: list[int], number: int, index: int) -> None:
    before = a_list(*order)
    after = with_track_moved(before, UUID(int=number), index)
    assert sorted(numbers(after)) == sorted(order)
    assert [each for each in numbers(after) if each != number] == [each for each in order if each != number]


@each_case(
    ("of", "repeat", "before", "after"),
    [
        (1, False, None, 2),
        (2, False, 1, 3),
        (3, False, 2, None),
        (1, True, 3, 2),
        (3, True, 2, 1),
        (9, False, None, 1),
    ],
)
def test_what_comes_before_and_after(of: int, repeat: bool, before: int | None, after: int | None) -> None:
    playlist = a_list(1, 2, 3, repeat=repeat)
    earlier, later = (find(playlist, UUID(int=of)) for find in (previous_track, next_track))
    assert (earlier.id.int if earlier else None, later.id.int if later else None) == (before, after)


def test_an_empty_list_has_nothing_before_or_after() -> None:
    assert next_track(Playlist(repeat=True), None) is None
    assert previous_track(Playlist(repeat=True), None) is None


@each_case(
    ("seconds", "resume_at", "loop", "starts_at"),
    [
        (600.0, 100.0, False, 100.0),
        (599.0, 100.0, False, 0.0),
        (None, 100.0, False, 100.0),
        (3600.0, 3597.0, False, 0.0),
        (3600.0, 100.0, True, 0.0),
    ],
)
def test_a_long_track_starts_where_it_was_left(
    seconds: float | None, resume_at: float, loop: bool, starts_at: float
) -> None:
    assert replace(a_track(1, seconds), resume_at=resume_at, loop=loop).starts_at == starts_at


def test_only_a_long_track_is_left_somewhere() -> None:
    playlist = with_tracks(a_list(1), [a_track(2, 30.0)])
    playlist = with_resume_position(playlist, TrackPosition(UUID(int=1), 77.0))
    playlist = with_resume_position(playlist, TrackPosition(UUID(int=2), 7.0))
    assert [track.resume_at for track in playlist.tracks] == [77.0, 0.0]
    assert with_resume_position(playlist, TrackPosition(UUID(int=9), 7.0)) is playlist


def test_a_track_loops_and_is_marked_and_the_rest_stays() -> None:
    before = a_list(1, 2)
    after = with_track_loop(before, UUID(int=2), True, 1.5)
    after = with_track_availability(after, UUID(int=2), "2.flac is not where it was.")
    assert after.tracks == (
        before.tracks[0],
        replace(before.tracks[1], loop=True, cross_fade=1.5, unavailable="2.flac is not where it was."),
    )
    assert with_track_availability(before, UUID(int=1), "") is before
