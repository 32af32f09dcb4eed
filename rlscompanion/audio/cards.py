"""Output devices of systems without PulseAudio or PipeWire, through miniaudio: ALSA, CoreAudio, WASAPI."""

import logging
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import miniaudio

from rlscompanion.audio.output import NoOutputError, Output, PullFrames, distinct_names
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples

_log = logging.getLogger(__name__)


class MiniaudioOutputs:
    """The output devices that miniaudio finds; implements `audio.output.Outputs`.

    miniaudio's null backend, which discards sound, is never used, so that a missing device is noticed.
    """

    _PERIODS = 2

    def device_names(self) -> Sequence[str]:
        """The names of the sound devices present now; empty without a sound system."""
        return list(self._devices_by_name())

    def open(
        self, pull: PullFrames, on_lost: Callable[[], None], period_ms: int, device: str | None
    ) -> Output:
        """Open the sound device with this name and start playing; if that fails, use the default device.

        Raises NoOutputError. miniaudio does not reliably notice that a device has disappeared, so `on_lost`
        is never called.
        """
        if device is not None and (chosen := self._devices_by_name().get(device)) is not None:
            try:
                return self._start(pull, period_ms, device, chosen)
            except NoOutputError as error:
                _log.info("the chosen sound device refuses: %s", error)
        return self._start(pull, period_ms, None, None)

    def _start(self, pull: PullFrames, period_ms: int, name: str | None, device_id: object | None) -> Output:
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
            frames_generator = _feed_frames(pull)
            next(frames_generator)
            device.play(frames_generator)
        except miniaudio.MiniaudioError as error:
            raise NoOutputError(str(error)) from error
        return _CardOutput(device, name, self._PERIODS * period_ms * SAMPLE_RATE // 1000)

    def _devices_by_name(self) -> dict[str, object]:
        """The devices present now, by names that are distinct and on one line."""
        backends = self._backends()
        if not backends:
            return {}
        try:
            found = miniaudio.Devices(backends).get_playbacks()
        except (miniaudio.MiniaudioError, UnicodeDecodeError) as error:
            _log.info("the sound devices cannot be listed: %s", error)
            return {}
        names = distinct_names([device["name"] for device in found])
        return dict(zip(names, (device["id"] for device in found), strict=True))

    def _backends(self) -> list[miniaudio.Backend]:
        backend = miniaudio.Backend
        if sys.platform == "win32":
            return [backend.WASAPI, backend.DSOUND]
        if sys.platform == "darwin":
            return [backend.COREAUDIO]
        if not sys.platform.startswith("linux"):
            return [backend.SNDIO, backend.OSS]
        # Without a card, ALSA would write to stderr at every try.
        return [backend.ALSA] if any(Path("/dev/snd").glob("pcm*p")) else []


class _CardOutput:
    is_lost = False

    def __init__(self, device: "_Device", name: str | None, buffer_frames: int) -> None:
        self._device = device
        self.device = name
        self.buffer_frames = buffer_frames

    def close(self) -> None:
        self._device.close()


class _Device(miniaudio.PlaybackDevice):  # type: ignore[misc]
    """A miniaudio device that also frees its context (a C object, which the Python binding never frees)."""

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

    def play(self, frames_generator: Generator[Samples | bytes, int, None]) -> None:
        """Start playing the frames that `frames_generator` yields; if starting fails, close the device."""
        try:
            self.start(frames_generator)
        except miniaudio.MiniaudioError:
            self.close()
            raise

    def close(self) -> None:
        super().close()
        context, self._own_context = self._own_context, None
        if context is not None:
            miniaudio.lib.ma_context_uninit(context)


def _feed_frames(pull: PullFrames) -> Generator[Samples | bytes, int, None]:
    """Yield the frames that miniaudio asks for; miniaudio sends the number of frames to the generator."""
    frames = yield b""
    while True:
        frames = yield pull(frames)
