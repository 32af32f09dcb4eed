"""The calculations of the benchmarks."""

import numpy as np
import pytest

from tests.cases import each_case
from tests.e2e.listening import RATE, Samples

from . import counting
from .counting import NUMBERS_BEFORE_RESTART, STREAM_PARTS, Tally, frame_numbers, stream_part
from .measures import (
    Row,
    arrival_offset,
    at_most,
    cpu_ticks,
    exit_status,
    first_loud_sample,
    last_loud_sample,
    median_and_worst_text,
    median_drift,
    memory_field,
    table_text,
)

ROLLUP = """\
55d0c0a00000-7ffd3b5f9000 ---p 00000000 00:00 0                          [rollup]
Rss:              123456 kB
Pss:               65432 kB
Pss_Anon:          40000 kB
"""
STAT = "4711 (a name) with) S 1 4711 4711 0 -1 4194304 900 0 3 0 250 50 0 0 20 0 5 0 12345 1000 200"


def stream(first: int, frames: int) -> Samples:
    """The sum of the stream's parts, as the mixer adds them; shape (frames, 2)."""
    whole = np.zeros((2, frames), np.float32)
    for place in range(STREAM_PARTS):
        whole += stream_part(place, first, frames)
    return whole.T


def tally_of(*pieces: Samples) -> Tally:
    tally = Tally()
    for piece in pieces:
        tally.add(piece)
    return tally


@each_case("first", [0, 4095, 1_234_567, NUMBERS_BEFORE_RESTART - 500])
def test_every_frame_says_which_one_it_is(first: int) -> None:
    expected = np.arange(first, first + 1000) % NUMBERS_BEFORE_RESTART
    np.testing.assert_array_equal(frame_numbers(stream(first, 1000)), expected)


def test_the_stream_stays_where_no_limiter_acts() -> None:
    samples = np.concatenate(
        [
            stream(0, 5000),
            stream(NUMBERS_BEFORE_RESTART - 5000, 5000),
            stream(NUMBERS_BEFORE_RESTART // 2, 5000),
        ]
    )
    assert float(np.abs(samples).max()) < 0.3


def test_a_stream_in_pieces_is_whole() -> None:
    tally = tally_of(stream(NUMBERS_BEFORE_RESTART - 700, 1000), stream(300, 500))
    assert (tally.frames, tally.wrong) == (1500, 0)


def test_lost_frames_are_counted_within_a_piece_and_between_two() -> None:
    tally = tally_of(stream(0, 100), np.concatenate([stream(103, 50), stream(160, 50)]))
    assert (tally.lost, tally.repeated, tally.foreign) == (3 + 7, 0, 0)


def test_repeated_frames_are_counted() -> None:
    tally = tally_of(np.concatenate([stream(0, 100), stream(60, 100)]))
    assert (tally.lost, tally.repeated, tally.foreign) == (0, 40, 0)


def test_silence_put_in_is_counted_although_nothing_is_lost() -> None:
    tally = tally_of(np.concatenate([stream(0, 100), np.zeros((30, 2), np.float32), stream(100, 100)]))
    assert (tally.lost, tally.repeated, tally.foreign) == (0, 0, 30)


@each_case("spoil", [0.5, 0.999, 1.001, -1.0])
def test_a_stream_at_another_level_is_foreign(spoil: float) -> None:
    tally = tally_of(stream(10_000, 1000) * np.float32(spoil))
    assert tally.foreign > 950


def test_a_stream_that_lacks_a_part_is_foreign() -> None:
    lacking = (stream_part(0, 9000, 1000) + stream_part(1, 9000, 1000)).T
    assert tally_of(lacking).foreign > 800
    assert tally_of(stream_part(2, 9000, 1000).T).foreign > 800


def test_what_is_no_number_is_foreign() -> None:
    assert tally_of(np.full((10, 2), np.nan, np.float32)).foreign == 10


def test_the_parts_fit_into_float32() -> None:
    for place in range(STREAM_PARTS):
        given = stream_part(place, counting.NUMBERS_BEFORE_RESTART - 4096, 8192).astype(np.float64)
        np.testing.assert_array_equal(given * 2**17, np.rint(given * 2**17))


def test_a_row_is_judged_by_its_budget() -> None:
    assert at_most("a", 0.6, 0.6, " x") == Row("a", "0.60 x", "<= 0.6 x", True)
    assert at_most("a", 0.61, 0.6, " x").verdict == "over"
    assert Row("a", "5").verdict == "-"


def test_one_row_over_its_budget_decides() -> None:
    good, bad = at_most("a", 1.0, 2.0, ""), at_most("b", 3.0, 2.0, "")
    assert exit_status([good]) == 0
    assert exit_status([good, bad]) == 1


def test_the_table_stands_in_columns() -> None:
    drawn = table_text(
        [at_most("short", 1.0, 2.0, " s"), at_most("much longer", 3.0, 2.0, " s", note="late")]
    )
    assert drawn.splitlines() == [
        "what         measured       budget",
        "-----------  -------------  ------  ----",
        "short        1.00 s         <= 2 s  ok",
        "much longer  3.00 s (late)  <= 2 s  over",
    ]


def test_the_kernel_is_read() -> None:
    assert memory_field(ROLLUP, "Pss") == 65432 * 1024
    with pytest.raises(LookupError):
        memory_field(ROLLUP, "Swap")
    assert cpu_ticks(STAT) == 300


def test_the_promptest_arrival_tells_when_the_recording_began() -> None:
    arrivals = [(480, 7.03), (960, 7.5), (1440, 7.041)]
    assert arrival_offset(arrivals) == pytest.approx(7.041 - 1440 / RATE)


def test_the_first_and_the_last_loud_sample_are_found() -> None:
    samples = np.zeros((100, 2), np.float32)
    samples[30, 1], samples[40, 0] = 0.01, -0.01
    assert (first_loud_sample(samples, -60), last_loud_sample(samples, -60)) == (30, 40)
    assert first_loud_sample(samples, -20) is last_loud_sample(samples, -20) is None
    assert first_loud_sample(samples[:0], -60) is None


def test_the_worst_is_said_beside_the_median() -> None:
    assert median_and_worst_text([10.0, 30.0, 20.0]) == "median 20 ms, worst 30 ms"


def test_drift_is_what_the_later_half_is_later() -> None:
    assert median_drift([1.0, 2.0, 1.5, 1.0, 2.0, 1.5]) == 0.0
    assert median_drift([1.0, 1.0, 90.0, 1.0, 6.0, 6.0, 6.0, 6.0]) == 5.0
    assert median_drift([1.0, 1.0, 7.0, 4.0, 4.0]) == 3.0
