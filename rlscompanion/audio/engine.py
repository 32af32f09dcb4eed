"""The engine: plays the mixer's stream on the machine's sound device, and survives the loss of it."""

import logging
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import miniaudio
import numpy as np

from rlscompanion.audio.gains import CHUNK
from rlscompanion.audio.guide import step_chime
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.output import NoOutputError, OpenOutput, Output, Pull
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, make_source
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix

LIT_BUFFER_MS = 100
"""The device's buffer while a lit page is open: how much later a change of gain is heard."""

CALM_BUFFER_MS = 510
"""The device's buffer at lights out."""

WATCH_SECONDS = 0.25
"""How often the watchdog looks at a device, or for one."""

STARVED_SECONDS = 1.0
"""A device that asked for nothing in this time is taken for lost."""

RELEASE_SECONDS = 1.0
"""How long a device is kept once nothing is to be heard."""

_SWITCH_SECONDS = 0.15  # fade before and after a device is changed
_CLOSE_SECONDS = 0.05  # fade before the end
_DRIFT_SECONDS = 1.0  # how far the stream's clock may be from the real one
_LONGEST_PATIENCE = 4.0  # s
_LOG_SECONDS = 60.0  # between two reports of a failing render

_log = logging.getLogger(__name__)


class Engine:
    """The one way out for sound (`bedtime.ports.SoundEngine`).

    Its methods only leave word for a watchdog thread, which alone opens and closes devices. A device is
    open only while something is to be heard; with none open and none wanted, the thread sleeps.

    `open_output`, `clock` (monotonic seconds) and `mixer` may be given in tests; with `threaded` false
    there is no thread and the tests call `step` themselves.
    """

    def __init__(
        self,
        open_output: OpenOutput | None = None,
        clock: Callable[[], float] = time.monotonic,
        mixer: Mixer | None = None,
        threaded: bool = True,
    ) -> None:
        self._open_output = open_output or SystemOutputs()
        self._clock = clock
        self._mixer = mixer or Mixer(make_source, clock())
        self._lock = threading.Lock()  # guards the mixer
        self._listeners: list[Callable[[bool], None]] = []
        self._chime: Samples | None = None
        self._output: Output | None = None
        self._generation = 0
        self._calm = self._output_calm = self._switching = False
        self._present = True
        self._after_outage = False
        self._patience = STARVED_SECONDS
        self._opened_at = self._pulled_at = 0.0
        self._pulled = False
        self._quiet_since: float | None = None
        self._logged_at = -_LOG_SECONDS
        self._block = np.zeros((0, 2), np.float32)
        self._wake, self._closing, self._drained = threading.Event(), threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sound", daemon=True) if threaded else None
        if self._thread:
            self._thread.start()

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Bring this mix up, or cross over to it if another sounds."""
        with self._lock:
            self._mixer.play(mix, ramp_seconds)
        self._wake.set()

    def pause(self, ramp_seconds: float) -> None:
        """Fade to silence; the device is let go afterwards."""
        with self._lock:
            self._mixer.pause(ramp_seconds)
        self._wake.set()

    def set_level(self, level: float) -> None:
        """Set the master level, 0 to 1, without a jump. Raises ValueError outside of that."""
        with self._lock:
            self._mixer.set_level(level)
        self._wake.set()

    def fade(self, fade: Fade | None) -> None:
        """Follow this fade (real monotonic seconds), or none; never with a jump."""
        with self._lock:
            self._mixer.follow(fade)
        self._wake.set()

    def chime(self) -> None:
        """Sound the soft step chime, also when no mix plays."""
        if self._chime is None:
            self._chime = step_chime()
        self.play_over(self._chime)

    def play_over(self, samples: Samples) -> None:
        """Play samples, shape (2, frames), over the mix, which ducks meanwhile; lost without a device."""
        with self._lock:
            self._mixer.play_over(samples)
        self._wake.set()

    def set_calm(self, calm: bool) -> None:
        """Use long buffers (lights out) or short ones (a lit page)."""
        self._calm = calm
        self._wake.set()

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        """Call the listener, from the watchdog's thread, with whether a device is there, when that changes.

        A device is taken to be there until one is wanted and cannot be had.
        """
        self._listeners.append(listener)

    def close(self) -> None:
        """Let go of the device and end the thread; a second call does nothing.

        Returns within three seconds even if the sound server hangs.
        """
        self._closing.set()
        self._wake.set()
        if self._thread is None:
            self._let_go()
        elif self._thread is not threading.current_thread():
            self._thread.join(3.0)

    def step(self) -> float | None:
        """One look of the watchdog; seconds until the next, or None to sleep until asked for something."""
        now = self._clock()
        with self._lock:
            wanted = self._mixer.is_wanted
        if self._output is None:
            self._after_outage = self._after_outage and wanted
            return self._open(now) if wanted else None
        if now - self._pulled_at > self._patience:
            return self._replace_starved(now)
        if self._pulled:
            self._tell(True)
            if self._pulled_at - self._opened_at > STARVED_SECONDS:
                self._patience = STARVED_SECONDS
        if self._is_past_silence(wanted, now):
            self._let_go()
            return None
        with self._lock:
            if abs(now - self._mixer.now) > _DRIFT_SECONDS:
                self._mixer.advance(now)
        return self._switch()

    def _watch(self) -> None:
        while not self._closing.is_set():
            timeout: float | None = WATCH_SECONDS
            try:
                timeout = self.step()
            except Exception:
                _log.exception("the sound watchdog failed")
            self._wake.wait(timeout)
            self._wake.clear()
        self._end()

    def _end(self) -> None:
        """Fade out what still sounds, as far as the device plays along, and let go."""
        output = self._output
        with self._lock:
            heard = self._mixer.is_wanted
            self._mixer.hold(_CLOSE_SECONDS)
        if output and heard and self._clock() - self._pulled_at < 2.0 * output.buffer_frames / SAMPLE_RATE:
            self._drained.wait(_CLOSE_SECONDS + 1.5 * output.buffer_frames / SAMPLE_RATE)
        self._let_go()

    def _open(self, now: float) -> float:
        self._generation += 1
        generation, calm = self._generation, self._calm
        with self._lock:
            if self._after_outage:
                self._mixer.settle(now)
                self._mixer.resume(_SWITCH_SECONDS)
            elif self._switching:
                self._mixer.advance(now)
                self._mixer.resume(_SWITCH_SECONDS)
            else:
                self._mixer.restart(now)
        self._pulled, self._quiet_since = False, None
        try:
            output = self._open_output(
                lambda frames: self._pull(generation, frames), CALM_BUFFER_MS if calm else LIT_BUFFER_MS
            )
        except NoOutputError as error:
            return self._stay_without(error)
        self._opened_at = self._clock()
        if not self._pulled:
            self._pulled_at = self._opened_at
        self._output, self._output_calm = output, calm
        self._after_outage = self._switching = False
        return WATCH_SECONDS

    def _stay_without(self, error: NoOutputError) -> float:
        if self._present:
            _log.info("no sound device: %s", error)
        self._after_outage, self._switching = True, False
        with self._lock:
            self._mixer.settle(self._clock())
        self._tell(False)
        return WATCH_SECONDS

    def _replace_starved(self, now: float) -> float:
        _log.info("the sound device asked for nothing in %.1f s; opening it again", now - self._pulled_at)
        self._let_go()
        self._after_outage = True
        # A server that is alive but idle may starve a fresh stream: do not cut it off again as soon.
        self._patience = min(2.0 * self._patience, _LONGEST_PATIENCE)
        return self._open(self._clock())

    def _is_past_silence(self, wanted: bool, now: float) -> bool:
        if wanted:
            self._quiet_since = None
        elif self._quiet_since is None:
            self._quiet_since = now
        return self._quiet_since is not None and now - self._quiet_since >= RELEASE_SECONDS

    def _switch(self) -> float:
        """Change to the other buffer: fade down, let the device play the silence, reopen, fade up."""
        if self._output is None or self._calm == self._output_calm:
            if self._switching:
                self._switching = False
                with self._lock:
                    self._mixer.resume(_SWITCH_SECONDS)
            return WATCH_SECONDS
        with self._lock:
            if not self._switching:
                self._mixer.hold(_SWITCH_SECONDS)
                self._switching = True
        if not self._is_played_out(self._output):
            return 0.02
        self._let_go()
        return self._open(self._clock())

    def _is_played_out(self, output: Output) -> bool:
        """Whether a hold has come out at the device's far end (past what lies ready in the mixer, too)."""
        return self._mixer.held_frames >= output.buffer_frames + 2 * CHUNK

    def _let_go(self) -> None:
        """Close the device in a thread of its own: a dead server may hold that up for ever."""
        output, self._output = self._output, None
        self._generation += 1
        self._quiet_since = None
        if output is None:
            return
        closer = threading.Thread(target=output.close, name="sound-close", daemon=True)
        closer.start()
        closer.join(1.0)
        if closer.is_alive():
            _log.info("the sound device does not close; leaving it behind")

    def _tell(self, present: bool) -> None:
        if present == self._present:
            return
        self._present = present
        for listener in self._listeners:
            try:
                listener(present)
            except Exception:
                _log.exception("a listener to the sound device failed")

    def _pull(self, generation: int, frames: int) -> Samples:
        """The next frames for the device of this generation; runs in the device's thread."""
        if generation != self._generation:
            return np.zeros((frames, 2), np.float32)
        self._pulled_at, self._pulled = self._clock(), True
        if len(self._block) < frames:
            self._block = np.zeros((frames, 2), np.float32)
        block = self._block[:frames]
        try:
            for start in range(0, frames, CHUNK):
                with self._lock:
                    self._mixer.render(block[start : start + CHUNK])
            output = self._output
            if self._closing.is_set() and output and self._is_played_out(output):
                self._drained.set()
        except Exception:
            block.fill(0.0)
            if self._pulled_at - self._logged_at >= _LOG_SECONDS:
                self._logged_at = self._pulled_at
                _log.exception("the sound could not be rendered; playing silence")
        return block


class SystemOutputs:
    """Opens the system's default output through miniaudio; callable as OpenOutput.

    miniaudio's null backend, which plays into nothing, is never used, so that absence is noticed.
    """

    _PERIODS = 3  # at lights out, a stall of two of them, 340 ms, goes unheard

    def __init__(self) -> None:
        self._served = False

    def __call__(self, pull: Pull, buffer_ms: int) -> Output:
        """Open and start the default device. Raises NoOutputError."""
        backends = self._backends()
        if not backends:
            raise NoOutputError("no sound system")
        try:
            device = _Device(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=SAMPLE_RATE,
                buffersize_msec=buffer_ms // self._PERIODS,
                callback_periods=self._PERIODS,
                backends=backends,
                app_name="RLS Companion",
            )
            feed = _feed(pull)
            next(feed)
            device.play(feed)
        except miniaudio.MiniaudioError as error:
            raise NoOutputError(str(error)) from error
        self._served = self._served or device.backend == "PulseAudio"
        return _SystemOutput(device, buffer_ms * SAMPLE_RATE // 1000)

    def _backends(self) -> list[miniaudio.Backend]:
        backend = miniaudio.Backend
        if sys.platform == "win32":
            return [backend.WASAPI, backend.DSOUND]
        if sys.platform == "darwin":
            return [backend.COREAUDIO]
        if not sys.platform.startswith("linux"):
            return [backend.SNDIO, backend.OSS, backend.PULSEAUDIO]
        # Where a sound server was, ALSA would take the card that a restarted server needs; and without a
        # card, ALSA would complain on stderr at every try.
        alsa = not self._served and any(Path("/dev/snd").glob("pcm*p"))
        return [backend.PULSEAUDIO, *([backend.ALSA] if alsa else [])]


class _SystemOutput:
    def __init__(self, device: "_Device", buffer_frames: int) -> None:
        self._device = device
        self.buffer_frames = buffer_frames

    def close(self) -> None:
        self._device.close()


class _Device(miniaudio.PlaybackDevice):  # type: ignore[misc]
    """A device that also frees its context, which the binding leaves behind at every opening."""

    def __init__(self, **config: object) -> None:
        self._own_context: object | None = None
        try:
            super().__init__(**config)
        except miniaudio.MiniaudioError:
            self.close()
            raise

    def _make_context(self, *args: object) -> object:
        self._own_context = super()._make_context(*args)
        return self._own_context

    def play(self, feed: Generator[Samples | bytes, int, None]) -> None:
        """Start, or be closed."""
        try:
            self.start(feed)
        except miniaudio.MiniaudioError:
            self.close()
            raise

    def close(self) -> None:
        super().close()
        context, self._own_context = self._own_context, None
        if context is not None:
            miniaudio.lib.ma_context_uninit(context)


def _feed(pull: Pull) -> Generator[Samples | bytes, int, None]:
    """The generator that miniaudio sends frame counts to."""
    frames = yield b""
    while True:
        frames = yield pull(frames)
