"""Access to the sound engine, which is created at the first sound."""

from collections.abc import Callable

from rlscompanion.bedtime.ports import Preferences, SoundEngine
from rlscompanion.bedtime.preferences import SOUND_DEVICE, SOUND_LEVEL
from rlscompanion.domain.sleep_timer import Fade


class SoundOutput:
    """Keeps the level, device and buffers chosen for the sound engine.

    These choices apply at once or, if there is no engine yet, when the engine is created.
    """

    def __init__(
        self,
        make_engine: Callable[[], SoundEngine],
        preferences: Preferences,
        on_device_change: Callable[[bool], None],
    ) -> None:
        self._make_engine, self._preferences = make_engine, preferences
        self._on_device_change = on_device_change
        self._engine: SoundEngine | None = None
        self._share = 1.0
        self.is_muted = False
        """Whether the sound is muted."""
        self._has_long_buffers = False

    def engine(self) -> SoundEngine:
        """The sound engine, created on first use."""
        if self._engine is None:
            self._engine = self._make_engine()
            self._engine.on_device_change(self._on_device_change)
            self._send_level()
            if device := SOUND_DEVICE.of(self._preferences):
                self._engine.choose_device(device)
            if self._has_long_buffers:
                self._engine.set_long_buffers(True)
        return self._engine

    def set_level(self, level: float) -> None:
        """Set and remember the master level, 0 to 1, and unmute the sound."""
        SOUND_LEVEL.keep(self._preferences, level)
        self.set_muted(False)

    def set_muted(self, is_muted: bool) -> None:
        """Mute the sound, or return to the master level."""
        self.is_muted = is_muted
        self._send_level()

    def set_level_share(self, share: float) -> None:
        """Play at a share (0 to 1) of the master level."""
        if share != self._share:
            self._share = share
            self._send_level()

    def set_long_buffers(self, are_long: bool) -> None:
        """Use long buffers (True), or short, more responsive buffers (False)."""
        self._has_long_buffers = are_long
        if self._engine is not None:
            self._engine.set_long_buffers(are_long)

    def choose_device(self, name: str) -> None:
        """Play on the output device with this name whenever the device is present.

        An empty name stands for the system's default.
        """
        SOUND_DEVICE.keep(self._preferences, name)
        if self._engine is not None:
            self._engine.choose_device(name or None)

    def fade(self, fade: Fade | None) -> None:
        """Let the sound follow a fade (with times in real monotonic seconds); None ends the fade."""
        if self._engine is not None:
            self._engine.fade(fade)

    def pause(self, ramp_seconds: float) -> None:
        """Fade the sound to silence."""
        if self._engine is not None:
            self._engine.pause(ramp_seconds)

    def close(self) -> None:
        """Release the sound device."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _send_level(self) -> None:
        if self._engine is not None:
            self._engine.set_level(0.0 if self.is_muted else SOUND_LEVEL.of(self._preferences) * self._share)
