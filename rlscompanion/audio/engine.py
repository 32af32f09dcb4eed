"""The engine: plays the mixer's stream on the machine's sound device, and survives the loss of it."""

import logging
import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import miniaudio

from rlscompanion.audio.chime import step_chime
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.output import NoOutputError, Output, Outputs, Pull
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, make_source
from rlscompanion.audio.watchdog import WATCH_SECONDS, Watchdog
from rlscompanion.bedtime.ports import OwnSource
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix

LISTING_SECONDS = 0.5
"""How long `devices` waits for an answer before it gives the last one."""

_FRAME_BYTES = 8  # two channels of float32
_PULSE_BLOCK_BYTES = 65_000  # a little less than 64 KiB, of which the block's header takes some

_log = logging.getLogger(__name__)


class Engine:
    """The one way out for sound (`bedtime.ports.SoundEngine`).

    Its methods only leave word for a watchdog's thread, which alone opens and closes devices. A device is
    open only while something is to be heard; with none open and none wanted, the thread sleeps.

    `outputs`, `clock` (monotonic seconds) and `mixer` may be given in tests; with `threaded` false there
    is no thread and the tests call `step` themselves.
    """

    def __init__(
        self,
        outputs: Outputs | None = None,
        clock: Callable[[], float] = time.monotonic,
        mixer: Mixer | None = None,
        threaded: bool = True,
    ) -> None:
        self._mixer = mixer or Mixer(make_source, clock())
        self._lock = threading.Lock()  # guards the mixer
        self._watchdog = Watchdog(outputs or SystemOutputs(), clock, self._mixer, self._lock, self._tell)
        self._listeners: list[Callable[[bool], None]] = []
        self._chime: Samples | None = None
        self._names: Sequence[str] = ()
        self._names_wanted, self._listed = False, threading.Event()
        self._wake, self._closing = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sound", daemon=True) if threaded else None
        if self._thread:
            self._thread.start()

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Bring this mix up, or cross over to it if another sounds."""
        with self._lock:
            self._mixer.play(mix, ramp_seconds)
        self._wake.set()

    def play_own(self, source: OwnSource | None, level: float, ramp_seconds: float) -> None:
        """Bring up own audio beside the mix at a level (0 to 1), cross over to another, or with None end it.

        It sounds while `play` does. Where it is not to be heard it is not rendered; if it raises, it is
        logged and silent. Raises ValueError for a level out of range.
        """
        with self._lock:
            self._mixer.play_own(source, level, ramp_seconds)
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

    def speak(self, samples: Samples) -> None:
        """Say a line, shape (1, frames), over the mix, after the present one; lost without a device."""
        with self._lock:
            self._mixer.speak(samples)
        self._wake.set()

    def hush(self, seconds: float) -> None:
        """Fade out the line that is being said, and forget one that waits."""
        with self._lock:
            self._mixer.hush(seconds)

    def set_calm(self, calm: bool) -> None:
        """Use long buffers (lights out) or short ones (a lit page)."""
        self._watchdog.calm = calm
        self._wake.set()

    def devices(self) -> Sequence[str]:
        """The names of the output devices there are now, or were if the sound system does not answer.

        Returns within LISTING_SECONDS.
        """
        self._listed.clear()
        self._names_wanted = True
        self._wake.set()
        if self._thread is None:
            self._list_names()
        elif self._thread is not threading.current_thread() and not self._closing.is_set():
            self._listed.wait(LISTING_SECONDS)
        return self._names

    def choose_device(self, name: str | None) -> None:
        """Play on this device whenever it is there, else and with None on the system's default."""
        self._watchdog.chosen = name
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
        self._watchdog.is_closing = True
        self._closing.set()
        self._wake.set()
        if self._thread is None:
            self._watchdog.end()
        elif self._thread is not threading.current_thread():
            self._thread.join(3.0)

    def step(self) -> float | None:
        """One look of the watchdog; seconds until the next, or None to sleep until asked for something."""
        timeout = self._watchdog.step()
        self._list_names()
        return timeout

    def _watch(self) -> None:
        while not self._closing.is_set():
            timeout: float | None = WATCH_SECONDS
            try:
                timeout = self.step()
            except Exception:
                _log.exception("the sound watchdog failed")
            self._wake.wait(timeout)
            self._wake.clear()
        self._watchdog.end()

    def _list_names(self) -> None:
        """List the devices, if somebody has asked for them."""
        if not self._names_wanted:
            return
        self._names_wanted = False
        try:
            self._names = self._watchdog.names()
        except Exception:
            _log.exception("the sound devices could not be listed")
        self._listed.set()

    def _tell(self, present: bool) -> None:
        for listener in self._listeners:
            try:
                listener(present)
            except Exception:
                _log.exception("a listener to the sound device failed")


class SystemOutputs:
    """The machine's output devices, through miniaudio.

    miniaudio's null backend, which plays into nothing, is never used, so that absence is noticed.
    """

    # With PulseAudio the server is given one period and miniaudio has up to another in hand.
    _PERIODS = 2

    def __init__(self) -> None:
        self._served = False

    def names(self) -> Sequence[str]:
        """The names of the devices that are there now; none where sound cannot be had."""
        return list(self._list())

    def open(self, pull: Pull, period_ms: int, device: str | None) -> Output:
        """Open and start a device, or the default if it is not there or refuses. Raises NoOutputError."""
        if device is not None and (chosen := self._list().get(device)) is not None:
            try:
                return self._start(pull, period_ms, device, chosen)
            except NoOutputError as error:
                _log.info("the chosen sound device refuses: %s", error)
        return self._start(pull, period_ms, None, None)

    def _start(self, pull: Pull, period_ms: int, name: str | None, device_id: object | None) -> Output:
        backends = self._backends()
        if not backends:
            raise NoOutputError("no sound system")
        try:
            device = _Device(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=SAMPLE_RATE,
                buffersize_msec=period_ms,
                callback_periods=self._PERIODS,
                device_id=device_id,
                backends=backends,
                app_name="RLS Companion",
            )
            feed = _feed(pull)
            next(feed)
            device.play(feed)
        except miniaudio.MiniaudioError as error:
            raise NoOutputError(str(error)) from error
        self._served = self._served or device.backend == "PulseAudio"
        return _SystemOutput(device, name, self._PERIODS * period_ms * SAMPLE_RATE // 1000)

    def _list(self) -> dict[str, object]:
        """The devices that are there, by a name of one line that no other has."""
        backends = self._backends()
        if not backends:
            return {}
        try:
            found = miniaudio.Devices(backends).get_playbacks()
        except (miniaudio.MiniaudioError, UnicodeDecodeError) as error:
            _log.info("the sound devices cannot be listed: %s", error)
            return {}
        named: dict[str, object] = {}
        for device in found:
            name = base = " ".join(device["name"].split())
            number = 1
            while name in named:
                number += 1
                name = f"{base} ({number})"
            named[name] = device["id"]
        return named

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
    def __init__(self, device: "_Device", name: str | None, buffer_frames: int) -> None:
        self._device = device
        self.device = name
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
            self._fill_with_silence()
            self.start(feed)
        except miniaudio.MiniaudioError:
            self.close()
            raise

    def _fill_with_silence(self) -> None:
        """Have so much in PulseAudio's buffer that the first write of real sound fills it.

        A stream begins to play once its buffer is full, but miniaudio writes no more at a start than a
        block of memory shared with the server holds, and is then asked for nothing. A stop keeps what is
        written.
        """
        if self.backend != "PulseAudio":
            return
        period = self.buffersize_msec * SAMPLE_RATE // 1000 * _FRAME_BYTES
        for _ in range((period - 1) // _PULSE_BLOCK_BYTES):
            if miniaudio.lib.ma_device_start(self._device) != miniaudio.lib.MA_SUCCESS:
                raise miniaudio.MiniaudioError("failed to start audio device")
            miniaudio.lib.ma_device_stop(self._device)

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
