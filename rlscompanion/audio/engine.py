"""The engine: plays the mixer's stream on the machine's sound device, and survives the loss of it."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from rlscompanion.audio.chime import step_chime
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.output import NoOutputError, Output, Outputs, Pull
from rlscompanion.audio.pulse import PulseOutputs
from rlscompanion.audio.synthesis import Samples, make_source
from rlscompanion.audio.watchdog import WATCH_SECONDS, Watchdog
from rlscompanion.bedtime.ports import OwnSource
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix

LISTING_SECONDS = 0.5
"""How long `devices` waits for an answer before it gives the last one."""

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
        self._listeners: list[Callable[[bool], None]] = []
        self._chime: Samples | None = None
        self._names: Sequence[str] = ()
        self._names_wanted, self._listed = False, threading.Event()
        self._wake, self._closing = threading.Event(), threading.Event()
        self._watchdog = Watchdog(
            outputs or SystemOutputs(), clock, self._mixer, self._lock, self._tell, self._wake.set
        )
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
    """The machine's output devices: the sound server's, and without one what there is otherwise.

    Either may be given in tests.
    """

    def __init__(self, server: Outputs | None = None, cards: Outputs | None = None) -> None:
        self._server, self._own_cards = server or PulseOutputs(), cards
        self._served = False

    def names(self) -> Sequence[str]:
        """The names of the devices that are there now; none where sound cannot be had."""
        return self._server.names() or ([] if self._served else self._cards.names())

    def open(self, pull: Pull, lost: Callable[[], None], period_ms: int, device: str | None) -> Output:
        """Open and start a device, or the default if it is not there or refuses. Raises NoOutputError."""
        try:
            output = self._server.open(pull, lost, period_ms, device)
        except NoOutputError:
            # A card taken now would be one that a restarted server needs.
            if self._served:
                raise
            return self._cards.open(pull, lost, period_ms, device)
        self._served = True
        return output

    @property
    def _cards(self) -> Outputs:
        """Imported only where there is no sound server."""
        if self._own_cards is None:
            from rlscompanion.audio.cards import Cards

            self._own_cards = Cards()
        return self._own_cards
