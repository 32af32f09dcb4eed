"""Audio files made for a test as the person's own, and players whose output is captured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import numpy as np
from av.audio.frame import AudioFrame

from rlscompanion.audio.library_player import LibraryPlayer
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.playlist import Chapter, Playlist, Track

CODECS = {
    "wav": ("wav", "pcm_s16le"),
    "flac": ("flac", "flac"),
    "ogg": ("ogg", "vorbis"),
    "opus": ("ogg", "libopus"),
    "mp3": ("mp3", "libmp3lame"),
    "m4a": ("ipod", "aac"),
    "aac": ("adts", "aac"),
}
"""FFmpeg's container and codec for each file ending."""


def sine(frames: int, rate: int = SAMPLE_RATE, pitch: float = 440.0, first: int = 0) -> Samples:
    """Frames of a sine wave at half scale in both channels, from the wave's frame `first` on."""
    wave = 0.5 * np.sin(2 * np.pi * pitch * np.arange(first, first + frames) / rate)
    return np.tile(wave.astype(np.float32), (2, 1))


def sweep(frames: int, rate: int = SAMPLE_RATE) -> Samples:
    """Frames of a sine wave that rises in pitch, so that every position in it is unique."""
    time = np.arange(frames) / rate
    return np.tile((0.5 * np.sin(2 * np.pi * (200 + 100 * time) * time)).astype(np.float32), (2, 1))


def write_audio(
    path: Path, samples: Samples, rate: int = SAMPLE_RATE, tags: dict[str, str] | None = None
) -> Path:
    """Write samples of shape (channels, n) to a file, in the format that the file's ending names."""
    kind, codec = CODECS[path.suffix[1:]]
    layout = "mono" if samples.shape[0] == 1 else "stereo"
    with av.open(str(path), "w", format=kind) as container:
        container.metadata.update(tags or {})
        stream: Any = container.add_stream(codec, rate=rate, options={"strict": "-2"}, layout=layout)
        resampler = av.AudioResampler(format=stream.format.name, layout=layout, rate=rate)
        for first in range(0, samples.shape[1], 4096):
            piece: Any = np.ascontiguousarray(samples[:, first : first + 4096])
            frame = AudioFrame.from_ndarray(piece, format="fltp", layout=layout)
            frame.sample_rate, frame.pts = rate, first
            for each in resampler.resample(frame):
                container.mux(stream.encode(each))
        for each in resampler.resample(None):
            container.mux(stream.encode(each))
        container.mux(stream.encode(None))
    return path


def write_picture(path: Path) -> Path:
    """Write a small PNG picture to a file, whatever the file's ending."""
    codec: Any = av.CodecContext.create("png", "w")
    codec.width = codec.height = 64
    codec.pix_fmt = "rgb24"
    rng = np.random.default_rng(1)
    frame: Any = av.VideoFrame.from_ndarray(rng.integers(0, 255, (64, 64, 3), np.uint8), format="rgb24")
    frame.time_base = codec.time_base = 1
    path.write_bytes(b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)]))
    return path


def sample_track(path: Path, number: int = 1, seconds: float | None = None, **more: Any) -> Track:
    """The track of an audio file, as the app lists it."""
    return Track(UUID(int=number), str(path), path.stem, seconds=seconds, **more)


@dataclass
class RecordingListener:
    """A listener of a player, which records each call as a tuple."""

    received: list[tuple[object, ...]] = field(default_factory=list)
    chapters: dict[int, tuple[Chapter, ...]] = field(default_factory=dict)
    lengths: dict[int, float] = field(default_factory=dict)

    def track_started(self, track_id: UUID) -> None:
        self.received.append(("started", track_id.int))

    def track_opened(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        self.chapters[track_id.int] = tuple(chapters)

    def track_measured(self, track_id: UUID, seconds: float) -> None:
        self.lengths[track_id.int] = seconds

    def track_finished(self, track_id: UUID) -> None:
        self.received.append(("finished", track_id.int))

    def track_unavailable(self, track_id: UUID, sentence: str) -> None:
        self.received.append(("unavailable", track_id.int, sentence))

    def track_cut_short(self, track_id: UUID, sentence: str) -> None:
        self.received.append(("cut short", track_id.int, sentence))

    def list_ended(self) -> None:
        self.received.append(("ended",))

    def words(self) -> list[str]:
        """The recorded calls without their sentences, such as "started 1"."""
        return [" ".join(str(part) for part in each[:2]) for each in self.received]


def start_no_thread(_run: Callable[[], None]) -> None:
    """Start no thread; the test does the thread's work by hand."""


class HeardPlayer:
    """A player of own audio whose worker the test runs by hand, and what the player's output is."""

    def __init__(self, *tracks: Track, repeat: bool = False, chunk: int = 960) -> None:
        self.listener = RecordingListener()
        self.playlist = Playlist(tracks, repeat=repeat)
        self.now = 0.0
        """The clock that the player waits by, in seconds."""
        self.player = LibraryPlayer(self.playlist, self.listener, start=start_no_thread, now=lambda: self.now)
        self._chunk = chunk

    def work(self, most: int = 100_000) -> None:
        """Let the worker do all work that it has now."""
        for _ in range(most):
            if self.player.step() > 0.0:
                return
        raise AssertionError("the worker finds no rest")

    def hear(self, frames: int) -> Samples:
        """Render frames of the player's output, while the worker keeps up."""
        out = np.full((2, frames), np.nan, np.float32)
        for first in range(0, frames, self._chunk):
            self.work()
            self.player.render(out[:, first : first + self._chunk])
        self.work()
        return out

    def hear_all(self, most_seconds: float = 60.0) -> Samples:
        """Render the player's output until the player has ended, without the silence after the end."""
        parts = []
        for _ in range(round(most_seconds * SAMPLE_RATE / self._chunk)):
            parts.append(self.hear(self._chunk))
            if self.player.has_ended:
                return np.concatenate(parts, axis=1)
        raise AssertionError("it does not end")
