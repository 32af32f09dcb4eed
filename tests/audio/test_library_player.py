"""The player joins tracks, loops, seeks, follows a changed list and passes over what cannot be played."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rlscompanion.audio.library_player import AHEAD_SECONDS
from rlscompanion.audio.library_queue import JUMP_FADE_FRAMES
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain import playlist as lists

from .own_files import HeardPlayer, sample_track, sine, sweep, write_audio
from .test_library import BAD, cut

SECOND = SAMPLE_RATE


def two_halves(folder: Path, kind: str, rate: int, pitch: float = 440.0) -> tuple[Path, Path]:
    """A sine cut into two files, of odd lengths."""
    return (
        write_audio(folder / f"1.{kind}", sine(rate + 1234, rate, pitch), rate),
        write_audio(folder / f"2.{kind}", sine(rate, rate, pitch, first=rate + 1234), rate),
    )


def phase_error(heard: Samples, first: int, pitch: float = 440.0) -> float:
    """The frames by which the sine from a frame on is early or late."""
    part = heard[0, first : first + SECOND // 2]
    turns = np.exp(-2j * np.pi * pitch * np.arange(first, first + len(part)) / SECOND)
    angle = float(np.angle(np.sum(part * turns) / -1j))
    return angle / (2 * np.pi) * SECOND / pitch


@pytest.mark.parametrize(
    ("kind", "rate", "tolerance"),
    [
        ("wav", 48_000, 1e-4),
        ("wav", 44_100, 1e-3),
        ("flac", 48_000, 1e-4),
        ("flac", 44_100, 1e-3),
        ("m4a", 48_000, 0.2),
        ("m4a", 44_100, 0.2),
        ("opus", 48_000, 0.2),
        ("mp3", 44_100, 0.2),
    ],
)
def test_consecutive_tracks_join_without_a_gap(
    tmp_path: Path, kind: str, rate: int, tolerance: float
) -> None:
    first, second = two_halves(tmp_path, kind, rate)
    ears = HeardPlayer(sample_track(first, 1), sample_track(second, 2))
    ears.player.go_to(sample_track(first).id, 0.0)

    heard = ears.hear_all()

    join = round((rate + 1234) * SECOND / rate)
    before, after = (phase_error(heard, place) for place in (join - SECOND // 2 - 2000, join + 2000))
    assert abs(after - before) < 0.5
    around = slice(join - 100, join + 100)
    assert np.abs(heard[:, around] - sine(join + 200)[:, around]).max() < tolerance + 1e-4
    assert ears.listener.words() == ["started 1", "finished 1", "started 2", "finished 2", "ended"]


def test_tracks_of_different_rates_follow_each_other(tmp_path: Path) -> None:
    first = write_audio(tmp_path / "1.wav", sine(22_050, 22_050), 22_050)
    second = write_audio(tmp_path / "2.flac", sine(44_100, 44_100, first=44_100), 44_100)
    ears = HeardPlayer(sample_track(first, 1), sample_track(second, 2))
    ears.player.go_to(sample_track(first).id, 0.0)
    heard = ears.hear_all()
    assert (
        np.abs(heard[:, SECOND + 50 : 2 * SECOND - 50] - sine(2 * SECOND)[:, SECOND + 50 : -50]).max() < 2e-3
    )


def steady(frames: int, seed: int = 1) -> Samples:
    return (0.2 * np.random.default_rng(seed).standard_normal((2, frames))).astype(np.float32)


def as_read(samples: Samples) -> Samples:
    """Samples as read back from a 16 bit file."""
    return np.asarray(np.clip(np.round(samples * 32768), -32768, 32767) / 32768, np.float32)


@pytest.mark.parametrize("frames", [1, 100, 9_601, 60_001])
def test_a_loop_is_exact_to_the_sample(tmp_path: Path, frames: int) -> None:
    samples = steady(frames)
    path = write_audio(tmp_path / "a.wav", samples)
    ears = HeardPlayer(sample_track(path, loop=True), chunk=777)
    ears.player.go_to(sample_track(path).id, 0.0)

    heard = ears.hear(3 * SECOND)

    wanted = np.tile(as_read(samples), -(-3 * SECOND // frames))[:, : 3 * SECOND]
    np.testing.assert_allclose(heard, wanted, atol=2e-5)
    position = ears.player.position()
    assert position is not None
    assert round(position.seconds * SECOND) % frames == 3 * SECOND % frames


def test_a_loop_crosses_over_its_seam_with_equal_power(tmp_path: Path) -> None:
    samples, fade = steady(2 * SECOND), SECOND // 2
    path = write_audio(tmp_path / "a.wav", samples)
    ears = HeardPlayer(sample_track(path, loop=True, cross_fade=0.5))
    ears.player.go_to(sample_track(path).id, 0.0)

    heard = ears.hear(4 * SECOND)

    once = as_read(samples)
    period = 2 * SECOND - fade
    np.testing.assert_allclose(heard[:, :period], once[:, :period], atol=2e-5)
    np.testing.assert_allclose(heard[:, period + fade : 2 * period], once[:, fade:period], atol=2e-5)
    np.testing.assert_array_equal(heard[:, period : 4 * SECOND - period], heard[:, 2 * period :])
    gains = np.cos(np.linspace(0, np.pi / 2, fade))
    seam = once[:, period:] * gains + once[:, :fade] * gains[::-1]
    np.testing.assert_allclose(heard[:, period : period + fade], seam, atol=5e-5)
    assert np.std(heard[:, period : period + fade]) == pytest.approx(0.2, rel=0.03)


@pytest.mark.parametrize("rate", [44_100, 22_050])
def test_the_seam_of_a_resampled_loop_is_smooth(tmp_path: Path, rate: int) -> None:
    path = write_audio(tmp_path / "a.flac", sine(rate, rate, pitch=441.0), rate)
    ears = HeardPlayer(sample_track(path, loop=True))
    ears.player.go_to(sample_track(path).id, 0.0)
    heard = ears.hear(4 * SECOND)
    wanted = sine(4 * SECOND, pitch=441.0)
    assert np.abs(heard - wanted)[:, 100:].max() < 2e-3


def test_a_longer_loop_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rlscompanion.audio import library_readers

    monkeypatch.setattr(library_readers, "LONGEST_LOOP_SECONDS", 0.5)
    samples = steady(SECOND + 17)
    path = write_audio(tmp_path / "a.wav", samples)
    ears = HeardPlayer(sample_track(path, loop=True))
    ears.player.go_to(sample_track(path).id, 0.0)
    heard = ears.hear(3 * SECOND)
    np.testing.assert_allclose(heard, np.tile(as_read(samples), 3)[:, : 3 * SECOND], atol=2e-5)


def test_playing_goes_on_from_a_place_and_knows_where_it_is(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.flac", sweep(8 * SECOND))
    ears = HeardPlayer(sample_track(path))
    ears.player.go_to(sample_track(path).id, 5.0)
    assert ears.player.position() == lists.TrackPosition(sample_track(path).id, 5.0)

    heard = ears.hear(SECOND)

    wanted = sweep(8 * SECOND)[:, 5 * SECOND : 6 * SECOND]
    np.testing.assert_allclose(heard[:, JUMP_FADE_FRAMES:], wanted[:, JUMP_FADE_FRAMES:], atol=1e-4)
    position = ears.player.position()
    assert position is not None
    assert position.seconds == pytest.approx(6.0)  # though four seconds more have been decoded


def test_a_jump_fades_out_and_in_and_is_not_told_as_an_end(tmp_path: Path) -> None:
    low, high = (
        write_audio(tmp_path / f"{pitch}.wav", sine(5 * SECOND, pitch=pitch)) for pitch in (100.0, 150.0)
    )
    ears = HeardPlayer(sample_track(low, 1), sample_track(high, 2), chunk=333)
    ears.player.go_to(sample_track(low, 1).id, 0.0)
    before = ears.hear(SECOND)
    ears.player.go_to(sample_track(high, 2).id, 2.0)
    ears.work()
    after = ears.hear(SECOND)

    decode_whole = np.concatenate([before, after], axis=1)
    assert np.abs(np.diff(decode_whole)).max() < 0.5 * 2 * np.pi * 150 / SECOND * 1.5  # no click
    position = ears.player.position()
    assert position is not None
    assert position.track_id == sample_track(high, 2).id
    assert ears.listener.words() == ["started 1", "started 2"]


def test_a_list_that_repeats_begins_anew(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.wav", sine(SECOND))
    ears = HeardPlayer(sample_track(path), repeat=True)
    ears.player.go_to(sample_track(path).id, 0.0)
    ears.hear(3 * SECOND + 960)
    assert ears.listener.words() == ["started 1", "finished 1"] * 3 + ["started 1"]


def test_a_long_track_that_was_left_goes_on_there_but_once(tmp_path: Path) -> None:
    first = write_audio(tmp_path / "1.wav", sine(SECOND))
    book = write_audio(tmp_path / "2.wav", sine(2 * SECOND))
    # Its length is claimed, to spare the test ten minutes of sound.
    left = sample_track(book, 2, seconds=700.0, resume_at=1.5)
    ears = HeardPlayer(sample_track(first, 1), left, repeat=True)
    ears.player.go_to(sample_track(first, 1).id, 0.0)
    ears.hear(SECOND + SECOND // 4)
    position = ears.player.position()
    assert position is not None
    assert position.seconds == pytest.approx(1.75)
    ears.hear(SECOND // 4 + SECOND + SECOND // 2)
    position = ears.player.position()
    assert position is not None
    assert position.track_id == left.id
    assert position.seconds == pytest.approx(0.5)


@pytest.mark.parametrize("make", BAD)
def test_what_cannot_be_played_is_passed_over_with_a_word(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "2.mp3")
    good = [write_audio(tmp_path / f"{n}.wav", sine(SECOND)) for n in (1, 3)]
    ears = HeardPlayer(
        sample_track(good[0], 1), sample_track(tmp_path / "2.mp3", 2), sample_track(good[1], 3)
    )
    ears.player.go_to(sample_track(good[0], 1).id, 0.0)

    heard = ears.hear_all()

    assert np.count_nonzero(np.abs(heard[0]) > 1e-3) > 1.9 * SECOND
    assert [word for word in ears.listener.words() if "start" not in word and "finish" not in word] == [
        "unavailable 2",
        "ended",
    ]
    (sentence,) = [received[2] for received in ears.listener.received if received[0] == "unavailable"]
    assert str(sentence).startswith("2.mp3 ")


def test_a_truncated_flac_plays_as_far_as_it_goes_and_the_next_follows(tmp_path: Path) -> None:
    torn = cut(write_audio(tmp_path / "1.flac", steady(4 * SECOND)), 0.5)
    after = write_audio(tmp_path / "2.wav", sine(SECOND))
    ears = HeardPlayer(sample_track(torn, 1), sample_track(after, 2))
    ears.player.go_to(sample_track(torn, 1).id, 0.0)
    heard = ears.hear_all()
    assert heard.shape[1] == pytest.approx(3 * SECOND, rel=0.1)
    assert sorted(ears.listener.words()) == sorted(
        ["cut short 1", "started 1", "started 2", "finished 2", "ended"]
    )


@pytest.mark.parametrize("repeat", [False, True])
def test_a_list_with_nothing_playable_ends(tmp_path: Path, repeat: bool) -> None:
    (tmp_path / "1.mp3").touch()
    ears = HeardPlayer(
        sample_track(tmp_path / "1.mp3", 1), sample_track(tmp_path / "gone.mp3", 2), repeat=repeat
    )
    ears.player.go_to(sample_track(tmp_path / "1.mp3", 1).id, 0.0)
    assert not ears.hear(SECOND).any()
    assert ears.listener.words() == ["unavailable 1", "unavailable 2", "ended"]
    assert ears.player.has_ended


def test_an_empty_list_ends() -> None:
    ears = HeardPlayer()
    ears.player.go_to(sample_track(Path("a.mp3")).id, 0.0)
    ears.work()
    assert ears.listener.words() == ["ended"]


def test_without_the_worker_there_is_silence_and_the_position_stands(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.wav", sine(20 * SECOND))
    ears = HeardPlayer(sample_track(path))
    ears.player.go_to(sample_track(path).id, 0.0)
    ears.work()
    out = np.ones((2, 30 * SECOND), np.float32)
    ears.player.render(out)
    there = round(AHEAD_SECONDS * SECOND)
    np.testing.assert_allclose(out[:, :there], sine(there), atol=1e-4)
    assert not out[:, there + SECOND :].any()
    position = ears.player.position()
    assert position is not None
    assert position.seconds == pytest.approx(AHEAD_SECONDS, abs=0.2)


def test_a_track_put_at_the_end_in_time_is_played(tmp_path: Path) -> None:
    first, second = (write_audio(tmp_path / f"{n}.wav", sine(SECOND)) for n in (1, 2))
    ears = HeardPlayer(sample_track(first, 1))
    ears.player.go_to(sample_track(first, 1).id, 0.0)
    ears.hear(SECOND // 2)
    ears.player.set_playlist(lists.with_tracks(ears.playlist, [sample_track(second, 2)]))
    ears.hear_all()
    assert ears.listener.words() == ["started 1", "finished 1", "started 2", "finished 2", "ended"]


def test_a_changed_order_holds_for_what_was_decoded_ahead(tmp_path: Path) -> None:
    paths = [write_audio(tmp_path / f"{n}.wav", sine(SECOND)) for n in (1, 2, 3)]
    ears = HeardPlayer(*(sample_track(path, n + 1) for n, path in enumerate(paths)))
    ears.player.go_to(sample_track(paths[0], 1).id, 0.0)
    ears.hear(SECOND // 2)
    ears.player.set_playlist(lists.with_track_moved(ears.playlist, sample_track(paths[0], 3).id, 1))
    ears.hear_all()
    assert [word for word in ears.listener.words() if "started" in word][-3:] == [
        "started 1",
        "started 3",
        "started 2",
    ]


def test_a_change_elsewhere_in_the_list_disturbs_nothing(tmp_path: Path) -> None:
    first, second = two_halves(tmp_path, "wav", 48_000)
    ears = HeardPlayer(
        sample_track(first, 1), sample_track(second, 2), sample_track(tmp_path / "gone.wav", 3)
    )
    ears.player.go_to(sample_track(first, 1).id, 0.0)
    start = ears.hear(SECOND // 2)
    ears.player.set_playlist(lists.without_tracks(ears.playlist, {sample_track(first, 3).id}))
    heard = np.concatenate([start, ears.hear_all()], axis=1)[:, : 2 * SECOND]
    np.testing.assert_allclose(heard, sine(2 * SECOND), atol=1e-4)


def test_a_loop_that_is_switched_on_holds_for_what_sounds(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.wav", sine(SECOND, pitch=100.0))
    ears = HeardPlayer(sample_track(path))
    ears.player.go_to(sample_track(path).id, 0.0)
    ears.hear(SECOND // 2)
    ears.player.set_playlist(lists.with_track_loop(ears.playlist, sample_track(path).id, True))
    heard = ears.hear(4 * SECOND)
    assert np.abs(heard[:, -SECOND:]).max() > 0.4
    ears.player.set_playlist(ears.playlist)
    ears.hear_all()
