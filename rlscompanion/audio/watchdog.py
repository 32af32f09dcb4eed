"""The watchdog of the sound device: opens it when sound is wanted, notices its loss, and releases it."""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.output import NoOutputError, Output, Outputs
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples

LIT_PERIOD_MS = 60
"""While a lit page is shown: milliseconds that the program may stall without a gap in the sound.

A change of the sound is heard after about twice this time.
"""

CALM_PERIOD_MS = 480
"""In Lights out (the dark page): milliseconds that the program may stall without a gap in the sound."""

DEVICE_CHECK_SECONDS = 0.25
"""Seconds between searches for a device while there is none, and until a new device is checked."""

STARVED_SECONDS = 1.0
"""While a lit page is shown: seconds without a request for sound until a device counts as lost."""

CALM_STARVED_SECONDS = 1.4
"""Like STARVED_SECONDS, but in Lights out, when devices request sound less often."""

CHOSEN_DEVICE_CHECK_SECONDS = 3.0
"""While another device plays: seconds between checks whether the device chosen by the person is back."""

DEVICE_RELEASE_SECONDS = 1.0
"""Seconds that a device is kept open after the sound has ended."""

CLOSING_FADE_SECONDS = 0.05
"""Seconds of the fade to silence before the watchdog ends."""

_SWITCH_SECONDS = 0.15  # fade before and after a change of device
_DRIFT_SECONDS = 1.0  # the most that the stream's clock may differ from the real one
_MAX_PATIENCE_SECONDS = 4.0  # s
_MAX_CHOSEN_CHECK_SECONDS = 100.0
_DEAD_CLOSE_SECONDS = 0.2  # wait for a lost device to close
_LOG_INTERVAL_SECONDS = 60.0  # between two reports of a failing render

_log = logging.getLogger(__name__)


class Watchdog:
    """Keeps a sound device open while the mixer has sound to play.

    Devices call `pull`; all other methods are called by one thread. `lock` guards the mixer; `clock` gives
    monotonic seconds. `report_device` is called each time a device appears (True) or is lost (False). `wake`
    is called, from any thread, when the next `check_device` is due at once. The attributes `is_calm` (use
    long buffers) and `chosen_device` may be set from any thread, and take effect at the next `check_device`.
    """

    def __init__(
        self,
        outputs: Outputs,
        clock: Callable[[], float],
        mixer: Mixer,
        lock: threading.Lock,
        report_device: Callable[[bool], None],
        wake: Callable[[], None],
    ) -> None:
        self.is_calm = False
        self.chosen_device: str | None = None
        self.is_closing = False
        self.drained = threading.Event()
        """This event is set once the device has played all sound that was buffered when `is_closing` was set.
        """
        self._outputs, self._clock, self._mixer, self._lock = outputs, clock, mixer, lock
        self._report_device, self._wake = report_device, wake
        self._output: Output | None = None
        self._generation = 0
        self._output_is_calm = self._is_switching = self._is_after_outage = False
        self._output_chosen: str | None = None  # the chosen device when this one was opened
        self._is_device_present = True
        self._starvations = 0
        self._opened_at = self._pulled_at = 0.0
        self._has_pulled = False
        self._quiet_since: float | None = None
        self._chosen_at, self._chosen_pause = 0.0, CHOSEN_DEVICE_CHECK_SECONDS
        self._chosen_is_back = False
        self._logged_at = -_LOG_INTERVAL_SECONDS
        self._block = np.zeros((0, 2), np.float32)

    def device_names(self) -> Sequence[str]:
        """The names of the sound devices present now; empty if there are none."""
        return self._outputs.device_names()

    def check_device(self) -> float | None:
        """Check the device once; return the seconds until the next check.

        None means that no check is needed until `wake` is called or sound is wanted.
        """
        now = self._clock()
        with self._lock:
            is_audible = self._mixer.is_audible
        if self._output is None:
            self._is_after_outage = self._is_after_outage and is_audible
            return self._open(now) if is_audible else None
        if self._output.is_lost:
            return self._replace_lost()
        if now - self._pulled_at > self._patience_seconds():
            return self._replace_starved(now)
        if self._has_pulled:
            self._report_presence(True)
            if self._pulled_at - self._opened_at > STARVED_SECONDS:
                self._starvations = 0
        if self._is_release_due(is_audible, now):
            self._close_device()
            return None
        with self._lock:
            if abs(now - self._mixer.now) > _DRIFT_SECONDS + 2.0 * self._latency_seconds(self._output):
                self._mixer.set_clock(now)
        self._look_for_chosen(now)
        return self._switch() or self._seconds_to_next_check(now)

    def end(self) -> None:
        """Fade the sound out, if the device still plays, and release the device."""
        output = self._output
        with self._lock:
            is_audible = self._mixer.is_audible
            self._mixer.hold(CLOSING_FADE_SECONDS)
        if output and is_audible and self._clock() - self._pulled_at < 2.0 * self._latency_seconds(output):
            self.drained.wait(CLOSING_FADE_SECONDS + 1.5 * self._latency_seconds(output))
        self._close_device()

    def pull(self, generation: int, frames: int) -> Samples:
        """Return the next frames, shape (frames, 2), to the sound device, which calls this in its own thread.

        `generation` counts the openings of devices; a device of an earlier generation gets silence.
        """
        if generation != self._generation:
            return np.zeros((frames, 2), np.float32)
        self._pulled_at, self._has_pulled = self._clock(), True
        if len(self._block) < frames:
            self._block = np.zeros((frames, 2), np.float32)
        block = self._block[:frames]
        try:
            self._render(block)
            output = self._output
            if self.is_closing and output and self._is_played_out(output):
                self.drained.set()
        except Exception:
            block.fill(0.0)
            if self._pulled_at - self._logged_at >= _LOG_INTERVAL_SECONDS:
                self._logged_at = self._pulled_at
                _log.exception("the sound could not be rendered; playing silence")
        return block

    def _render(self, block: Samples) -> None:
        """Fill a block chunk by chunk; the lock is free between chunks."""
        size = self._mixer.chunk_frames
        for start in range(0, len(block), size):
            with self._lock:
                self._mixer.render(block[start : start + size])

    def _open(self, now: float) -> float:
        self._generation += 1
        generation, is_calm, chosen_device = self._generation, self.is_calm, self.chosen_device
        self._prepare_mixer(now, is_calm)
        self._has_pulled, self._quiet_since = False, None
        period = CALM_PERIOD_MS if is_calm else LIT_PERIOD_MS
        try:
            pull = partial(self.pull, generation)
            output = self._outputs.open(pull, self._wake, period, chosen_device)
        except NoOutputError as error:
            return self._continue_without_device(error)
        self._opened_at = self._clock()
        if not self._has_pulled:
            self._pulled_at = self._opened_at
        self._output, self._output_is_calm, self._output_chosen = output, is_calm, chosen_device
        self._is_after_outage = self._is_switching = False
        self._plan_search_for_chosen(output)
        return DEVICE_CHECK_SECONDS

    def _prepare_mixer(self, now: float, is_calm: bool) -> None:
        with self._lock:
            if self._is_after_outage:
                self._mixer.jump_and_hold(now)
                self._mixer.resume(_SWITCH_SECONDS)
            elif self._is_switching:
                self._mixer.set_clock(now)
                self._mixer.resume(_SWITCH_SECONDS)
            else:
                self._mixer.restart(now)
            self._mixer.set_long_buffers(is_calm)

    def _continue_without_device(self, error: NoOutputError) -> float:
        if self._is_device_present:
            _log.info("no sound device: %s", error)
        self._is_after_outage, self._is_switching = True, False
        with self._lock:
            self._mixer.jump_and_hold(self._clock())
        self._report_presence(False)
        return DEVICE_CHECK_SECONDS

    def _patience_seconds(self) -> float:
        """Seconds that the device may make no request: longer after failed openings."""
        # An idle server may starve a new stream at first: wait longer before giving it up again.
        is_fresh = self._pulled_at - self._opened_at <= STARVED_SECONDS
        once = CALM_STARVED_SECONDS if self._output_is_calm and not is_fresh else STARVED_SECONDS
        return min(once * 2.0 ** min(self._starvations, 8), _MAX_PATIENCE_SECONDS)

    def _replace_lost(self) -> float:
        """Replace a device that reports its loss: at once, unless it had only just been opened."""
        was_fresh = self._pulled_at - self._opened_at <= STARVED_SECONDS
        _log.info("the sound device has gone")
        self._close_device(_DEAD_CLOSE_SECONDS)
        self._is_after_outage = True
        return DEVICE_CHECK_SECONDS if was_fresh else self._open(self._clock())

    def _replace_starved(self, now: float) -> float:
        _log.info("the sound device asked for nothing in %.1f s; opening it again", now - self._pulled_at)
        self._close_device(_DEAD_CLOSE_SECONDS)
        self._is_after_outage = True
        self._starvations += 1
        return self._open(self._clock())

    def _is_release_due(self, is_audible: bool, now: float) -> bool:
        if is_audible:
            self._quiet_since = None
        elif self._quiet_since is None:
            self._quiet_since = now
        return self._quiet_since is not None and now - self._quiet_since >= DEVICE_RELEASE_SECONDS

    def _plan_search_for_chosen(self, output: Output) -> None:
        """Set when to look for the chosen device, if another device was opened."""
        was_in_vain, self._chosen_is_back = self._chosen_is_back, False
        is_there = output.device == self._output_chosen
        # A device that cannot be opened is tried less and less often, since each try costs a gap.
        longer = min(2.0 * self._chosen_pause, _MAX_CHOSEN_CHECK_SECONDS)
        self._chosen_pause = longer if was_in_vain and not is_there else CHOSEN_DEVICE_CHECK_SECONDS
        self._chosen_at = self._opened_at + self._chosen_pause

    def _look_for_chosen(self, now: float) -> None:
        output, chosen_device = self._output, self.chosen_device
        if output is None or chosen_device is None or output.device == chosen_device or now < self._chosen_at:
            return
        self._chosen_at = now + self._chosen_pause
        self._chosen_is_back = self._chosen_is_back or chosen_device in self._outputs.device_names()

    def _has_to_switch(self) -> bool:
        other_choice = self.chosen_device != self._output_chosen
        return self.is_calm != self._output_is_calm or other_choice or self._chosen_is_back

    def _switch(self) -> float | None:
        """Change the device or its buffer: fade out, wait until the silence is heard, reopen, fade in."""
        output = self._output
        if output is None or not self._has_to_switch():
            if self._is_switching:
                self._is_switching = False
                with self._lock:
                    self._mixer.resume(_SWITCH_SECONDS)
            return None
        with self._lock:
            if not self._is_switching:
                self._mixer.hold(_SWITCH_SECONDS)
                self._is_switching = True
        if not self._is_played_out(output):
            return 0.02
        self._close_device()
        return self._open(self._clock())

    def _seconds_to_next_check(self, now: float) -> float:
        """Seconds until the next check is needed."""
        if not self._is_device_present or not self._has_pulled:
            return DEVICE_CHECK_SECONDS
        return max(0.01, min(self._pulled_at + self._patience_seconds() - now + 0.01, DEVICE_RELEASE_SECONDS))

    def _latency_seconds(self, output: Output) -> float:
        """The most seconds between mixing and hearing."""
        return (output.buffer_frames + 2 * self._mixer.chunk_frames) / SAMPLE_RATE

    def _is_played_out(self, output: Output) -> bool:
        """Whether the silence of a hold has reached the speaker."""
        return self._mixer.held_frames >= output.buffer_frames + 2 * self._mixer.chunk_frames

    def _close_device(self, patience: float = 1.0) -> None:
        """Close the device in a thread of its own, since a dead server may block closing for ever."""
        output, self._output = self._output, None
        self._generation += 1
        self._quiet_since = None
        if output is None:
            return
        closer = threading.Thread(target=output.close, name="sound-close", daemon=True)
        closer.start()
        closer.join(patience)
        if closer.is_alive():
            _log.info("the sound device does not close; leaving it behind")

    def _report_presence(self, is_present: bool) -> None:
        if is_present != self._is_device_present:
            self._is_device_present = is_present
            self._report_device(is_present)
