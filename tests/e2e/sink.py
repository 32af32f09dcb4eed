"""A private PulseAudio server with one null sink (silent output), and a recording of all its sound."""

import os
import subprocess
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from tests.processes import death_signal_prefix, end_process, is_listening, start_process
from tests.waiting import PATIENCE_SECONDS, wait_until

from .listening import RATE, Samples, is_silent

_FRAME_BYTES = 8  # two channels of float32
_PIECE = RATE // 50
_RAN_DRY = "Implicit underrun of"  # what the server logs then


class Recording:
    """Everything that the null sink has played, in memory; a position is a number of samples."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._data = bytearray()
        self._clock: list[tuple[int, float]] = []
        self._breaks: list[int] = []

    def append(self, data: bytes) -> None:
        """Append recorded bytes as soon as they arrive."""
        with self._lock:
            self._data += data
            self._clock.append((len(self._data) // _FRAME_BYTES, time.monotonic()))

    def note_break(self) -> None:
        """Note that the server was gone: the next samples do not directly follow the earlier samples."""
        with self._lock:
            del self._data[len(self._data) // _FRAME_BYTES * _FRAME_BYTES :]
            self._breaks.append(len(self._data) // _FRAME_BYTES)

    def mark(self) -> int:
        """The present position: the number of samples recorded so far."""
        with self._lock:
            return len(self._data) // _FRAME_BYTES

    @property
    def breaks(self) -> tuple[int, ...]:
        """The positions at which the server was gone before the recording continued."""
        with self._lock:
            return tuple(self._breaks)

    def samples(self, start: int = 0, stop: int | None = None) -> Samples:
        """Copy the samples between two positions, as floats of shape (n, 2).

        Without `stop`, copy all samples up to now.
        """
        with self._lock:
            whole = len(self._data) // _FRAME_BYTES
            stop = whole if stop is None else min(stop, whole)
            part = bytes(self._data[start * _FRAME_BYTES : max(start, stop) * _FRAME_BYTES])
        return np.frombuffer(part, dtype="<f4").reshape(-1, 2)

    def latest(self, seconds: float) -> Samples:
        """Copy the latest seconds of the recording, or all of a shorter recording."""
        return self.samples(max(0, self.mark() - round(seconds * RATE)))

    def moment_of(self, position: int) -> float:
        """The `time.monotonic()` at which the sample at a position arrived."""
        with self._lock:
            index = bisect_right(self._clock, (position, float("-inf")))
            return self._clock[min(index, len(self._clock) - 1)][1]

    def position_at(self, moment: float) -> int:
        """The position of the sample that arrived at a `time.monotonic()`."""
        with self._lock:
            index = bisect_right(self._clock, moment, key=lambda entry: entry[1])
            return self._clock[index - 1][0] if index else 0

    def wait_for_samples(self, seconds: float) -> None:
        """Wait until this many more seconds of samples are recorded."""
        goal = self.mark() + round(seconds * RATE)
        limit = seconds + PATIENCE_SECONDS
        wait_until(lambda: self.mark() >= goal, f"{seconds:g} s more of recording", limit)

    def wait_for_sound(self, above_db: float = -60.0, lasting: float = 0.1) -> int:
        """Wait for sound that lasts at least `lasting` seconds; return the position of its start.

        Sound means that consecutive pieces of 20 ms are above a level.
        """

        def is_heard(part: Samples) -> bool:
            return not any(is_silent(part[at : at + _PIECE], above_db) for at in range(0, len(part), _PIECE))

        start = self._wait_for(is_heard, lasting, f"sound above {above_db:g} dB")
        loud = np.abs(self.samples(start, start + _PIECE)).max(axis=1) >= 10 ** (above_db / 20)
        return start + int(np.argmax(loud))

    def wait_for_silence(self, lasting: float = 0.5, below_db: float = -80.0) -> int:
        """Wait for silence that lasts at least `lasting` seconds; return the position of its start."""

        def is_quiet(part: Samples) -> bool:
            return is_silent(part, below_db)

        return self._wait_for(is_quiet, lasting, f"{lasting:g} s of silence below {below_db:g} dB")

    def _wait_for(self, is_it: Callable[[Samples], bool], lasting: float, what: str) -> int:
        """Search the latest samples every 20 ms until the wanted part is found; return the part's start."""
        frames = max(1, round(lasting * RATE / _PIECE)) * _PIECE
        start = max(0, self.mark() - frames)

        def is_found() -> bool:
            nonlocal start
            while start + frames <= self.mark():
                if is_it(self.samples(start, start + frames)):
                    return True
                start += _PIECE
            return False

        wait_until(is_found, what)
        return start


class NullSink:
    """A sound server that is started and recorded within a `with` block; a test can kill and restart it."""

    def __init__(self, directory: Path, environment: Mapping[str, str], log: Path) -> None:
        self.socket = directory / "pulse.socket"
        self.recording = Recording()
        self._environment = {**environment, "PULSE_SERVER": self.address}
        self._log = log
        self._server: subprocess.Popen[bytes] | None = None
        self._recorder: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None

    @property
    def address(self) -> str:
        """The value of PULSE_SERVER with which clients find this server."""
        return f"unix:{self.socket}"

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._stop(kill=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop(kill=False)

    @property
    def starvations(self) -> int:
        """How often a stream had no sound ready, so that the server played silence and then continued.

        Such gaps on a busy machine are no fault of the app. The number tells them from a stream that is
        silent.
        """
        return self._log.read_text(errors="replace").count(_RAN_DRY)

    def kill(self) -> None:
        """End the server without warning, as a crash does."""
        self._stop(kill=True)
        self.recording.note_break()

    def restart(self) -> None:
        """Restart the server after `kill`; the recording continues."""
        self._start()

    def _start(self) -> None:
        # With rewinds an idle null sink would ask nobody for sound for up to two seconds.
        if self._server is not None:
            raise RuntimeError("the sound server is running already")
        self._server = server = start_process(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
                *("--realtime=no", "--high-priority=no", "--log-target=stderr", "--log-level=debug"),
                *("-L", f"module-native-protocol-unix socket={self.socket} auth-anonymous=1"),
                *(
                    "-L",
                    f"module-null-sink sink_name=test rate={RATE} channels=2 format=float32le norewinds=1",
                ),
            ],
            self._environment,
            self._log,
        )
        wait_until(lambda: server.poll() is not None or is_listening(self.socket), "the sound server")
        if server.poll() is not None:
            raise RuntimeError(f"pulseaudio ended at once:\n{self._log.read_text(errors='replace')}")
        self._record()

    def _record(self) -> None:
        with self._log.open("ab") as errors:
            self._recorder = recorder = subprocess.Popen(
                [
                    *death_signal_prefix(),
                    *("parec", "-d", "test.monitor", "--latency-msec=10", "--raw"),
                    *("--format=float32le", f"--rate={RATE}", "--channels=2"),
                ],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        assert recorder.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(recorder.stdout.fileno(),), daemon=True)
        self._reader.start()
        before = self.recording.mark()
        wait_until(lambda: self.recording.mark() > before, "the recording to begin")

    def _read(self, pipe: int) -> None:
        while data := os.read(pipe, 65_536):
            self.recording.append(data)

    def _stop(self, kill: bool) -> None:
        server, recorder, reader = self._server, self._recorder, self._reader
        self._server = self._recorder = self._reader = None
        if server is not None and kill:
            server.kill()
            server.wait()
        if recorder is not None:
            end_process(recorder)
        if reader is not None:
            reader.join()
        if recorder is not None and recorder.stdout is not None:
            recorder.stdout.close()
        if server is not None:
            end_process(server)
