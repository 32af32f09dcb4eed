"""What is put comes out in order whatever sizes are asked for, and a jump makes no click."""

from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.audio.library_queue import JUMP_FADE_FRAMES, BlockQueue, Passage
from tests.cases import each_case

FIRST, SECOND = Passage(UUID(int=1), 1), Passage(UUID(int=2), 2)


def counted(first: int, frames: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.tile(np.arange(first, first + frames, dtype=np.float32), (2, 1))


@given(st.lists(st.integers(0, 50), max_size=12), st.lists(st.integers(1, 70), max_size=12))
def test_frames_come_out_in_order_with_zeros_after_them(puts: list[int], asked: list[int]) -> None:
    queue, first = BlockQueue(), 1
    for frames in puts:
        queue.put(FIRST, first, counted(first, frames))
        first += frames
    out = np.full((2, sum(asked)), np.nan, np.float32)
    done = 0
    for frames in asked:
        queue.render(out[:, done : done + frames])
        done += frames
    come = min(sum(puts), done)
    np.testing.assert_array_equal(out[:, :come], counted(1, come))
    assert not out[:, come:].any()
    assert queue.frames_waiting == sum(puts) - come
    assert queue.heard == ((FIRST, 1 + come) if come else None)


@each_case("taken", [10, 1000, 1100, 3000])
@each_case("size", [100, 1000, 5000])
def test_a_jump_fades_out_what_sounds_and_drops_the_rest(taken: int, size: int) -> None:
    queue = BlockQueue()
    for first in range(0, 10_000, size):
        queue.put(FIRST, first, np.ones((2, size), np.float32))
    queue.render(np.zeros((2, taken), np.float32))
    queue.jump()
    queue.put(SECOND, 0, np.full((2, 500), 0.25, np.float32))
    out = np.zeros((2, 3 * JUMP_FADE_FRAMES), np.float32)
    queue.render(out)

    ending = int(np.argmax(out[0] == 0.25))
    assert 0 < ending <= JUMP_FADE_FRAMES
    assert np.all(np.diff(out[0, :ending]) <= 0)
    assert out[0, 0] == 1.0
    assert out[0, ending - 1] == pytest.approx(0.0, abs=1e-6)
    assert np.count_nonzero(out[0] == 0.25) == 500
    assert queue.frames_waiting == 0
    assert queue.heard == (SECOND, 500)


def test_what_was_never_heard_is_dropped_by_a_jump() -> None:
    queue = BlockQueue()
    queue.put(FIRST, 0, counted(1, 500))
    queue.jump()
    queue.jump()
    queue.put(SECOND, 0, counted(7, 10))
    out = np.zeros((2, 10), np.float32)
    queue.render(out)
    np.testing.assert_array_equal(out, counted(7, 10))
    assert queue.frames_waiting == 0


def test_a_closed_queue_is_silent() -> None:
    queue = BlockQueue()
    queue.put(FIRST, 0, counted(1, 500))
    queue.close()
    out = np.ones((2, 10), np.float32)
    queue.render(out)
    assert not out.any()
