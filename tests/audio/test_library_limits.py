"""Files of twenty hours start at once, the player's thread ends promptly, and no file is left open."""

import os
import resource
import threading
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rlscompanion.audio.library_player import LibraryPlayer
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.playlist import Playlist
from tests.waiting import wait_until

from .own_files import HeardPlayer, RecordingListener, sample_track, sine, start_no_thread, write_audio

SECOND = SAMPLE_RATE


def sparse_wav(path: Path, hours: float) -> Path:
    """A wav of silence that takes no room on the disk."""
    rate = 8_000
    frames = round(hours * 3600 * rate)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.setnframes(frames)
        file.writeframesraw(b"\x10\x00" * rate)
    data = bytearray(path.read_bytes()[:44])
    data[4:8] = (36 + 2 * frames).to_bytes(4, "little")
    data[40:44] = (2 * frames).to_bytes(4, "little")
    with path.open("r+b") as raw:
        raw.write(data)
        raw.truncate(44 + 2 * frames)
    return path


def long_mp3(path: Path, hours: float) -> Path:
    """An mp3 that repeats the same frames, without a header that gives its length."""
    short = write_audio(path.with_name("short.mp3"), sine(20 * 8_000, 8_000)[:1], 8_000).read_bytes()
    frames = short[len(short) // 4 : len(short) // 4 * 3]
    start = frames.index(b"\xff\xe3")
    end = frames.rindex(b"\xff\xe3")
    with path.open("wb") as file:
        for _ in range(round(hours * 3600 / 10)):
            file.write(frames[start:end])
    return path


@pytest.mark.parametrize(
    ("make", "name", "at"),
    [(sparse_wav, "a.wav", 0.0), (sparse_wav, "a.wav", 19 * 3600.0), (long_mp3, "a.mp3", 0.0)],
)
def test_a_file_of_twenty_hours_starts_at_once_and_takes_little_memory(
    tmp_path: Path, make: Callable[[Path, float], Path], name: str, at: float
) -> None:
    path = make(tmp_path / name, 20.0)
    ears = HeardPlayer(sample_track(path, seconds=20 * 3600.0))
    ears.player.go_to(sample_track(path).id, at)
    before, read_before, steps = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, bytes_read(), 0
    while ears.player._queue.frames_waiting == 0:
        ears.player.step()
        steps += 1
    assert steps <= 3
    assert bytes_read() - read_before < 4 * 2**20
    ears.hear(2 * SECOND)
    position = ears.player.position()
    assert position is not None
    assert position.seconds == pytest.approx(at + 2.0)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # KiB


def bytes_read() -> int:
    """The number of bytes this process has read from files."""
    said = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(said["rchar"])


class CountedPlayer(LibraryPlayer):
    """Counts the pieces of work that the worker has done."""

    steps = 0

    def step(self) -> float:
        self.steps += 1
        return super().step()


def test_the_thread_ends_at_once_and_closes_its_files(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.flac", sine(20 * SECOND))
    open_files, threads = len(os.listdir("/proc/self/fd")), threading.active_count()
    player = CountedPlayer(Playlist((sample_track(path),)), RecordingListener())
    player.go_to(sample_track(path).id, 3.0)
    out = np.zeros((2, 960), np.float32)

    def is_heard() -> bool:
        player.render(out)
        return bool(out.any())

    wait_until(is_heard, "the sound")
    steps = player.steps
    player.close()
    assert player.steps <= steps + 2  # the one at work, and one that was about to begin
    player.render(out)
    assert not out.any()
    assert threading.active_count() == threads
    assert len(os.listdir("/proc/self/fd")) == open_files


def test_a_list_played_through_leaves_no_file_open(tmp_path: Path) -> None:
    open_files = len(os.listdir("/proc/self/fd"))
    paths = [write_audio(tmp_path / f"{n}.flac", sine(SECOND // 4)) for n in range(5)]
    (tmp_path / "bad.mp3").write_bytes(b"x" * 5000)
    tracks = [sample_track(path, n + 1, loop=False) for n, path in enumerate([*paths, tmp_path / "bad.mp3"])]
    ears = HeardPlayer(*tracks)
    ears.player.go_to(tracks[0].id, 0.0)
    ears.hear_all()
    ears.player.close()
    assert len(os.listdir("/proc/self/fd")) == open_files


def test_our_own_error_is_logged_and_the_track_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def open(self, *_: object) -> None:
            raise ZeroDivisionError

        def restart(self) -> None: ...

        def flush(self) -> Samples:
            return np.zeros((2, 0), np.float32)

    listener = RecordingListener()
    player = LibraryPlayer(
        Playlist((sample_track(tmp_path / "a.wav"),)),
        listener,
        make_opener=Broken,  # type: ignore[arg-type]
        start=start_no_thread,
    )
    player.go_to(sample_track(tmp_path).id, 0.0)
    while player.step() == 0.0:
        pass
    assert listener.words() == ["unavailable 1", "ended"]
    assert "cannot be played" in caplog.text
