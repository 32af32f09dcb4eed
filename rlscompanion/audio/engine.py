"""The sound engine: plays the mixer's stream on a sound device, and recovers when the device is lost."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from rlscompanion.audio.chime import step_chime
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.output import NoOutputError, Output, Outputs, PullFrames
from rlscompanion.audio.pulse import PulseOutputs
from rlscompanion.audio.synthesis import Samples, make_source
from rlscompanion.audio.watchdog import DEVICE_CHECK_SECONDS, Watchdog
from rlscompanion.bedtime.ports import OwnAudioSource
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix

DEVICE_LISTING_SECONDS = 0.5
"""The most seconds that `Engine.devices` waits for the sound system; then it returns the previous list."""

_log = logging.getLogger(__name__)


class Engine:
    """Plays all sound of the app except the system's voice; implements `bedtime.ports.SoundEngine`.

    Methods of the engine change the mixer. A separate thread, the watchdog, opens and closes sound devices. A
    device is open only while something can be heard; otherwise the watchdog sleeps.

    Tests may pass `outputs`, `clock` (monotonic seconds) and `mixer`. If `has_thread` is false, there is no
    watchdog thread, and tests call `check_device` themselves.
    """

    def __init__(
        self,
        outputs: Outputs | None = None,
        clock: Callable[[], float] = time.monotonic,
        mixer: Mixer | None = None,
        has_thread: bool = True,
    ) -> None:
        self._mixer = mixer or Mixer(make_source, clock())
        self._lock = threading.Lock()  # guards the mixer
        self._listeners: list[Callable[[bool], None]] = []
        self._chime: Samples | None = None
        self._names: Sequence[str] = ()
        self._is_list_wanted, self._listed = False, threading.Event()
        self._wake, self._closing = threading.Event(), threading.Event()
        self._watchdog = Watchdog(
            outputs or SystemOutputs(), clock, self._mixer, self._lock, self._report_device, self._wake.set
        )
        self._thread = threading.Thread(target=self._watch, name="sound", daemon=True) if has_thread else None
        if self._thread:
            self._thread.start()

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Fade in a mix of built-in sounds, or cross-fade from the mix that is playing."""
        with self._lock:
            self._mixer.play(mix, ramp_seconds)
        self._wake.set()

    def play_own(self, source: OwnAudioSource | None, level: float, ramp_seconds: float) -> None:
        """Play the person's own audio beside the mix, at a level (0 to 1); with `source` None, end it.

        The new source replaces a source that is playing. Starting, replacing and ending are all fades. Own
        audio is heard only between `play` and `pause`, and rendered only while it can be heard. A source that
        raises an exception is logged, and silent from then on. Raises ValueError for a level out of range.
        """
        with self._lock:
            self._mixer.play_own(source, level, ramp_seconds)
        self._wake.set()

    def pause(self, ramp_seconds: float) -> None:
        """Fade the mix and own audio to silence, then release the sound device."""
        with self._lock:
            self._mixer.pause(ramp_seconds)
        self._wake.set()

    def set_level(self, level: float) -> None:
        """Change the master level smoothly, 0 to 1. Raises ValueError for a level out of range."""
        with self._lock:
            self._mixer.set_level(level)
        self._wake.set()

    def fade(self, fade: Fade | None) -> None:
        """Fade the mix and own audio along the sleep timer's `fade` (times in monotonic seconds).

        The voice is not faded. None ends the fade. The level changes smoothly in every case.
        """
        with self._lock:
            self._mixer.follow_fade(fade)
        self._wake.set()

    def chime(self) -> None:
        """Play the soft chime for a new step, whether or not a mix is playing."""
        if self._chime is None:
            self._chime = step_chime()
        self.play_over(self._chime)

    def play_over(self, samples: Samples) -> None:
        """Play samples once, shape (2, frames), over the mix, which is lowered meanwhile.

        Without a sound device the samples are lost.
        """
        with self._lock:
            self._mixer.play_over(samples)
        self._wake.set()

    def speak(self, samples: Samples) -> None:
        """Speak a line, given as samples of shape (1, frames), after the line that is being spoken.

        The mix is lowered meanwhile. Without a sound device the line is lost.
        """
        with self._lock:
            self._mixer.speak(samples)
        self._wake.set()

    def hush(self, seconds: float) -> None:
        """Fade out the current line within `seconds`, and drop the waiting line."""
        with self._lock:
            self._mixer.hush(seconds)

    def set_long_buffers(self, are_long: bool) -> None:
        """Use long sound buffers, or short buffers, with which changes are heard sooner.

        Long buffers save power while the page is dark (Lights out); short buffers are for a lit page.
        """
        self._watchdog.is_calm = are_long
        self._wake.set()

    def devices(self) -> Sequence[str]:
        """The names of the output devices; the previous names if the sound system does not answer.

        Returns within DEVICE_LISTING_SECONDS.
        """
        self._listed.clear()
        self._is_list_wanted = True
        self._wake.set()
        if self._thread is None:
            self._list_names()
        elif self._thread is not threading.current_thread() and not self._closing.is_set():
            self._listed.wait(DEVICE_LISTING_SECONDS)
        return self._names

    def choose_device(self, name: str | None) -> None:
        """Play on the device with this name whenever that device is present.

        Otherwise, and for None, play on the default device.
        """
        self._watchdog.chosen_device = name
        self._wake.set()

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        """Call a listener each time a sound device appears (True) or is lost (False).

        `listener` is called from the watchdog's thread. A device counts as present until opening a device
        fails.
        """
        self._listeners.append(listener)

    def close(self) -> None:
        """Release the sound device and end the thread; a second call does nothing.

        Returns within three seconds even if the sound server hangs.
        """
        self._watchdog.is_closing = True
        self._closing.set()
        self._wake.set()
        if self._thread is None:
            self._watchdog.end()
        elif self._thread is not threading.current_thread():
            self._thread.join(3.0)

    def check_device(self) -> float | None:
        """Check the sound device once; return the seconds until the next check.

        None means that no check is needed until the watchdog is woken.
        """
        timeout = self._watchdog.check_device()
        self._list_names()
        return timeout

    def _watch(self) -> None:
        while not self._closing.is_set():
            timeout: float | None = DEVICE_CHECK_SECONDS
            try:
                timeout = self.check_device()
            except Exception:
                _log.exception("the sound watchdog failed")
            self._wake.wait(timeout)
            self._wake.clear()
        self._watchdog.end()

    def _list_names(self) -> None:
        """List the devices, if a list was requested."""
        if not self._is_list_wanted:
            return
        self._is_list_wanted = False
        try:
            self._names = self._watchdog.device_names()
        except Exception:
            _log.exception("the sound devices could not be listed")
        self._listed.set()

    def _report_device(self, is_present: bool) -> None:
        for listener in self._listeners:
            try:
                listener(is_present)
            except Exception:
                _log.exception("a listener to the sound device failed")


class SystemOutputs:
    """The machine's output devices: those of the sound server or, without a server, those of miniaudio.

    Tests may replace the server or miniaudio by other devices.
    """

    def __init__(self, server: Outputs | None = None, cards: Outputs | None = None) -> None:
        self._server, self._own_cards = server or PulseOutputs(), cards
        self._served = False

    def device_names(self) -> Sequence[str]:
        """The names of the sound devices present now; empty without a sound system."""
        return self._server.device_names() or ([] if self._served else self._cards.device_names())

    def open(
        self, pull: PullFrames, on_lost: Callable[[], None], period_ms: int, device: str | None
    ) -> Output:
        """Open the sound device with this name and start playing; if that fails, use the default device.

        Raises NoOutputError.
        """
        try:
            output = self._server.open(pull, on_lost, period_ms, device)
        except NoOutputError:
            # Taking a card now would keep it from a sound server that restarts.
            if self._served:
                raise
            return self._cards.open(pull, on_lost, period_ms, device)
        self._served = True
        return output

    @property
    def _cards(self) -> Outputs:
        """Import miniaudio's devices, needed only without a sound server."""
        if self._own_cards is None:
            from rlscompanion.audio.cards import MiniaudioOutputs

            self._own_cards = MiniaudioOutputs()
        return self._own_cards
