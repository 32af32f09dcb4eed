"""Decoding own audio files (wav, flac, ogg, opus, mp3, m4a and aac) through PyAV, to 48 kHz stereo.

An encoder adds a delay and padding, which are removed if the file states how long they are. Files in opus,
vorbis and m4a state this, and mp3 files with a LAME or Xing header. A bare .aac stream does not, and keeps
about 20 ms of silence. FFmpeg may open only local files and audio formats, so that a disguised playlist
cannot make FFmpeg open other files.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from itertools import islice
from typing import Any, cast

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import Flags, InputContainer
from av.packet import Packet

from rlscompanion.audio.library_files import TrackFacts
from rlscompanion.audio.library_refusals import (
    UNREACHABLE_ERRNOS,
    AudioFileUnreachable,
    NoDecoderError,
    one_line,
    refusal_of,
)
from rlscompanion.audio.loudness import loudness_gain
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.playlist import Chapter

CONTAINER_FORMATS = "wav,w64,rf64,flac,ogg,mp3,mov,aac,aiff,matroska"
"""The file formats that may be opened, by FFmpeg's names for them."""

LOWEST_SAMPLE_RATE, HIGHEST_SAMPLE_RATE = 4_000, 768_000
"""Files with a lower or higher sample rate (Hz) are refused: converting them could use up all memory."""

MAX_SAMPLE_VALUE = 4.0
"""The highest absolute value of a sample; larger values, as in broken files of floats, are clipped."""

_OPENING_OPTIONS = {"format_whitelist": CONTAINER_FORMATS, "protocol_whitelist": "file"}
_EXACT_LENGTH_FORMATS = ("flac", "mov")  # containers that store their exact length
_FRAMES_TO_VERIFY = 3  # frames
_PREROLL_SECONDS = 0.5  # s; decoders give correct samples again this long after a seek
_MOST_BROKEN_PACKETS = 500  # packets in a row
_PACKETS_PER_SAMPLE = 100
_SAMPLED_POSITIONS = (0.0, 0.2, 0.4, 0.6, 0.8)
_DECODING_ERRORS = (av.error.FFmpegError, OSError, ValueError)


class Resampler:
    """Converts decoded frames of audio files to 48 kHz stereo.

    Consecutive files are joined without a seam. If the next file has another sample rate or layout, what is
    left of the previous file is returned first, and the resampler starts over.
    """

    def __init__(self) -> None:
        self._key: tuple[str, str, int] | None = None
        self._graph: av.AudioResampler | None = None

    def convert(self, frame: AudioFrame) -> Samples:
        """Convert a frame of an audio file to samples, shape (2, n).

        The last few samples of the frame are returned by the next call.
        """
        key = (frame.format.name, frame.layout.name, frame.sample_rate)
        rest = _NO_SAMPLES
        if key != self._key:
            rest = self.flush()
            self._key = key
            if key != ("fltp", "stereo", SAMPLE_RATE):
                layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
                self._graph = av.AudioResampler(format="fltp", layout=layout, rate=SAMPLE_RATE)
        frame.pts = None  # time stamps with gaps would make the resampler insert silence
        frames = [frame] if self._graph is None else self._graph.resample(frame)
        return _concatenated([rest, *(_frame_samples(each) for each in frames)])

    def flush(self) -> Samples:
        """Return the samples that the resampler still holds, shape (2, n), and start over."""
        graph, self._graph, self._key = self._graph, None, None
        if graph is None:
            return _NO_SAMPLES
        return _concatenated([_frame_samples(each) for each in graph.resample(None)])


class AudioFile:
    """Decodes one audio file from `start` (seconds) on; use each object from one thread at a time.

    With `is_even` (equal loudness for all files), the gain in the file's ReplayGain or R128 tags applies.
    Raises Refusal for a file that cannot be played, and AudioFileUnreachable for a file that can no longer be
    read.
    """

    def __init__(self, path: str, resampler: Resampler, start: float = 0.0, is_even: bool = False) -> None:
        self.path = path
        self._resampler = resampler
        self._container, self._stream = _open_stream(path)
        self._frames = self._verified_frames()
        self._rates: set[int] = set()
        self._frames_in = 0
        self._broken = self._broken_in_a_row = 0
        self._last_broke = False
        self._gain = np.float32(loudness_gain(self.tag) if is_even else 1.0)
        self._skip = 0.0
        self.start = 0.0
        """Where decoding truly began (seconds); 0 where the file has no such position."""
        if start > 0.0:
            self._seek(start)

    @property
    def seconds(self) -> float | None:
        """The length (seconds) that the file states, or None; see `has_exact_length`."""
        return _stated_seconds(self._container, self._stream)

    def tag(self, name: str) -> str:
        """The text of the file's tag of this name, such as "title"; empty if the file lacks it."""
        for tags in (self._container.metadata, self._stream.metadata):
            for key, text in tags.items():
                if key.casefold() == name and text.strip():
                    return one_line(text)
        return ""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The file's chapters in order; empty if the file has fewer than two."""
        found = []
        for number, each in enumerate(self._container.chapters(), start=1):
            title = one_line(each["metadata"].get("title", "")) or f"Chapter {number}"
            found.append(Chapter(title, max(0.0, float(each["start"] * (each["time_base"] or 0)))))
        return tuple(sorted(found, key=lambda each: each.starts_at)) if len(found) > 1 else ()

    @property
    def has_exact_length(self) -> bool:
        """Whether `seconds` is exact; otherwise it is an estimate from the bit rate at the file's start."""
        kind = self._container.format.name
        if "mp3" not in kind:
            return kind != "aac"
        # These headers state the number of frames of an mp3.
        has_header = any(name in _first_frame(self.path) for name in (b"Info", b"Xing", b"VBRI"))
        return has_header or self._is_constant()

    def _is_constant(self) -> bool:
        """Whether packets throughout the file have the same size, as with a constant bit rate."""
        sizes: list[int] = []
        container, stream = _open_stream(self.path)
        with container:
            whole = _stated_seconds(container, stream) or 0.0
            for share in _SAMPLED_POSITIONS:
                if share:
                    container.seek(round(share * whole * av.time_base))
                packets = islice(container.demux(stream), _PACKETS_PER_SAMPLE)
                sizes += [packet.size for packet in packets if packet.size]
        return bool(sizes) and max(sizes) - min(sizes) <= 1

    @property
    def frames_at_48k(self) -> float:
        """The length of the sound decoded so far, in frames at 48 kHz (not rounded)."""
        return self._frames_in * SAMPLE_RATE / next(iter(self._rates), SAMPLE_RATE)

    @property
    def is_converted(self) -> bool:
        """Whether the file's sample rate differs from 48 kHz."""
        return bool(self._rates - {SAMPLE_RATE})

    @property
    def is_cut_short(self) -> bool:
        """Whether the sound ended earlier than the length that the file states."""
        if self._last_broke:
            return True
        promised = self.seconds
        if promised is None or not self._states_exact_length:
            return False
        rate = next(iter(self._rates), SAMPLE_RATE)
        return self.start + self._frames_in / rate < promised - max(0.5, 0.01 * promised)

    def read(self) -> Samples | None:
        """Decode the file's next samples, shape (2, n) with n >= 0; None at the end.

        Raises Refusal if the samples cannot be decoded.
        """
        try:
            frame = next(self._frames, None)
            if frame is None:
                self._refuse_unreachable()
                return None
            self._rates.add(frame.sample_rate)
            self._frames_in += frame.samples
            samples = _clipped(self._resampler.convert(frame))
            return samples if self._gain == 1.0 else samples * self._gain
        except _DECODING_ERRORS as error:
            raise refusal_of(self.path, error) from error

    def _refuse_unreachable(self) -> None:
        """Raise AudioFileUnreachable if the reading stopped because the drive has gone, not at the end."""
        try:
            with open(self.path, "rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
                file.read(1)
        except OSError as error:
            raise AudioFileUnreachable(str(refusal_of(self.path, error))) from error

    @property
    def _states_exact_length(self) -> bool:
        return any(name in self._container.format.name for name in _EXACT_LENGTH_FORMATS)

    def flush(self) -> Samples:
        """Return the file's last samples, which the resampler still holds, shape (2, n)."""
        return self._resampler.flush()

    def close(self) -> None:
        """Close the file."""
        self._frames.close()
        self._container.close()

    def _seek(self, start: float) -> None:
        stream = self._stream
        target = max(0.0, start - _PREROLL_SECONDS)
        base = stream.time_base
        is_behind = self.seconds is not None and start >= self.seconds
        if base is None or (is_behind and self._states_exact_length):
            return
        # LAME's header is named Info if the bit rate is constant, so a position can be calculated; in other
        # mp3s FFmpeg reads everything before it.
        if "mp3" in self._container.format.name and b"Info" in _first_frame(self.path):
            fast_seek: Any = Flags.fast_seek.value
            self._container.flags |= fast_seek
        with suppress(*_DECODING_ERRORS):
            self._container.seek(int(target / base) + (stream.start_time or 0), stream=stream)
            self._skip = self.start = start

    def _verified_frames(self) -> Generator[AudioFrame, None, None]:
        """Decoded frames. Raises ValueError if the start is mostly broken: FFmpeg sees mp3 in any noise."""
        frames = self._decoded_frames()
        first = list(islice(frames, _FRAMES_TO_VERIFY))
        if self._broken > len(first):
            raise ValueError("no sound")
        yield from first
        yield from frames

    def _decoded_frames(self) -> Generator[AudioFrame, None, None]:
        """Decoded frames from the start position on; broken packets are skipped."""
        clock = _FrameClock(self._stream)
        for packet in self._packets():
            for frame in self._frames_of(packet):
                began = clock.seconds_of(frame)
                if not LOWEST_SAMPLE_RATE <= frame.sample_rate <= HIGHEST_SAMPLE_RATE:
                    raise ValueError("a sample rate that cannot be")
                frame = self._without_padding(frame, packet)
                skipped = round(min(max(0.0, (self._skip - began) * frame.sample_rate), frame.samples))
                if skipped < frame.samples:
                    yield frame if skipped == 0 else _cut_frame(frame, skipped, frame.samples)

    def _packets(self) -> "Iterator[Packet[AudioStream]]":
        packets = self._container.demux(self._stream)
        while self._broken_in_a_row < _MOST_BROKEN_PACKETS:
            try:
                packet = next(packets, None)
            except _DECODING_ERRORS as error:
                if getattr(error, "errno", None) in UNREACHABLE_ERRNOS:
                    raise AudioFileUnreachable(str(refusal_of(self.path, error))) from error
                self._last_broke = True
                return
            if packet is None:
                return
            yield packet

    def _frames_of(self, packet: "Packet[AudioStream]") -> list[AudioFrame]:
        try:
            frames: list[Any] = packet.decode()
        except _DECODING_ERRORS:
            self._broken += 1
            self._broken_in_a_row += 1
            self._last_broke = True
            return []
        if frames:
            self._broken_in_a_row, self._last_broke = 0, False
        return frames

    def _without_padding(self, frame: AudioFrame, packet: "Packet[AudioStream]") -> AudioFrame:
        """The frame without padding; in an m4a file, the last packet says how much of its frame is sound."""
        if packet.duration is None or packet.time_base is None or "mov" not in self._container.format.name:
            return frame
        wanted = round(packet.duration * packet.time_base * frame.sample_rate)
        if packet.duration <= 0 or not 0 < wanted < frame.samples:
            return frame
        return _cut_frame(frame, 0, wanted)


class _FrameClock:
    """Finds at what time in the file (seconds) each decoded frame starts.

    A frame without a time stamp starts where the previous frame ends.
    """

    def __init__(self, stream: AudioStream) -> None:
        self._base = float(stream.time_base or 0)
        self._zero = stream.start_time or 0
        self._next = 0.0

    def seconds_of(self, frame: AudioFrame) -> float:
        pts, base = frame.pts, float(frame.time_base) if frame.time_base else self._base
        began = self._next if pts is None else pts * base - self._zero * self._base
        self._next = began + frame.samples / max(1, frame.sample_rate)
        return began


def read_track_facts(path: str) -> TrackFacts:
    """Read the tags and the length of an audio file. Raises Refusal if the file has no playable sound."""
    with closing(AudioFile(path, Resampler())) as file:
        while (samples := file.read()) is not None:
            if samples.shape[1]:
                seconds = file.seconds if file.has_exact_length else None
                return TrackFacts(file.tag("title"), file.tag("artist"), seconds)
    raise refusal_of(path, ValueError("no sound"))


def decode_whole(path: str) -> Samples:
    """Decode all samples of a short audio file, shape (2, frames). Raises Refusal if it has no sound."""
    parts = []
    with closing(AudioFile(path, Resampler())) as file:
        while (samples := file.read()) is not None:
            parts.append(samples)
    return _concatenated([*parts, file.flush()])


_NO_SAMPLES: Samples = np.zeros((2, 0), np.float32)


def _open_stream(path: str) -> tuple[InputContainer, AudioStream]:
    container = None
    try:
        # The prefix keeps FFmpeg from reading a name with a colon as a URL.
        container = av.open(f"file:{path}", options=_OPENING_OPTIONS, metadata_errors="replace")
        streams = container.streams.audio
        # Decoding a stream without a decoder would crash the process.
        stream = next((each for each in streams if _has_decoder(each)), None)
        if stream is None:
            raise NoDecoderError if streams else ValueError("no sound in it")
    except _DECODING_ERRORS as error:
        if container is not None:
            container.close()
        raise refusal_of(path, error) from error
    return container, stream


def _has_decoder(stream: AudioStream) -> bool:
    context: object = stream.codec_context  # None where FFmpeg has none, whatever its type says
    return context is not None


def _stated_seconds(container: InputContainer, stream: AudioStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None if container.duration is None else container.duration / av.time_base


def _first_frame(path: str) -> bytes:
    """The first 64 bytes of an mp3 file after its ID3v2 tag; empty if the file cannot be read."""
    try:
        with open(path, "rb") as file:
            head = file.read(10)
            if head[:3] == b"ID3":
                size = sum(
                    (byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=False)
                )
                file.seek(10 + size)
            else:
                file.seek(0)
            return file.read(64)
    except OSError:
        return b""


def _frame_samples(frame: AudioFrame) -> Samples:
    """The samples of a frame of planar floats, shape (2, n); mono sound is put on both sides."""
    samples = cast(Samples, frame.to_ndarray())
    return np.repeat(samples, 2, axis=0) if samples.shape[0] == 1 else samples


def _cut_frame(frame: AudioFrame, first: int, end: int) -> AudioFrame:
    """The part of a decoded frame from sample `first` to before sample `end`."""
    step = 1 if frame.format.is_planar else frame.layout.nb_channels
    samples: Any = np.ascontiguousarray(frame.to_ndarray()[:, first * step : end * step])
    part = AudioFrame.from_ndarray(samples, format=frame.format.name, layout=frame.layout.name)
    part.sample_rate = frame.sample_rate
    return part


def _concatenated(parts: list[Samples]) -> Samples:
    filled = [part for part in parts if part.shape[1]]
    if not filled:
        return _NO_SAMPLES
    return filled[0] if len(filled) == 1 else np.concatenate(filled, axis=1)


def _clipped(samples: Samples) -> Samples:
    """Samples clipped to MAX_SAMPLE_VALUE, without the infinities and NaNs that a file of floats may hold."""
    if samples.size and not np.abs(samples).max() <= MAX_SAMPLE_VALUE:
        samples = np.clip(np.nan_to_num(samples), -MAX_SAMPLE_VALUE, MAX_SAMPLE_VALUE)
    return samples
