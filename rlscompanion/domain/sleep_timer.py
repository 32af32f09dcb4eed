"""The sleep timer: how long the sound plays after lights out, and how the sound fades.

Times are monotonic seconds. The fade is linear in dB, so that it sounds steady: from full level down to
SILENCE_DB, then digital silence.
"""

from dataclasses import dataclass, replace

from rlscompanion.domain.soundscape import SILENCE_DB


@dataclass(frozen=True)
class Fade:
    """A fade of the sound between two times (monotonic seconds), from full level and linear in dB.

    The fade ends at `floor_db`, and the level stays there. If `floor_db` is SILENCE_DB, digital silence
    follows.
    """

    starts_at: float
    ends_at: float
    floor_db: float = SILENCE_DB

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValueError("a fade ends after it starts")

    def level_db(self, now: float) -> float:
        """The level of the sound at `now`, in dB: 0 before the fade, `floor_db` after the fade."""
        if now <= self.starts_at:
            return 0.0
        if now >= self.ends_at:
            return self.floor_db
        return self.floor_db * (now - self.starts_at) / (self.ends_at - self.starts_at)


@dataclass(frozen=True)
class SleepTimer:
    """A running sleep timer: the sound ends at `ends_at`, after a fade of `fade_seconds`."""

    started_at: float
    ends_at: float
    fade_seconds: float

    @property
    def fade(self) -> Fade:
        """The fade of the sound at the end of the timer, at most as long as the timer."""
        return Fade(max(self.started_at, self.ends_at - self.fade_seconds), self.ends_at)

    def seconds_left(self, now: float) -> float:
        """Seconds until the sound is silent, never negative."""
        return max(0.0, self.ends_at - now)

    def is_over(self, now: float) -> bool:
        """Whether the sound has ended."""
        return now >= self.ends_at

    def is_fading(self, now: float) -> bool:
        """Whether the sound is in the fade at the end of the timer."""
        return self.fade.starts_at <= now < self.ends_at


def new_sleep_timer(now: float, minutes: float, fade_minutes: float) -> SleepTimer:
    """A new sleep timer that ends in `minutes` from now, with a fade over its last `fade_minutes`.

    Raises ValueError if the timer or the fade is not longer than zero.
    """
    if minutes <= 0 or fade_minutes <= 0:
        raise ValueError("a sleep timer and its fade are longer than zero")
    return SleepTimer(now, now + 60.0 * minutes, 60.0 * min(minutes, fade_minutes))


def extended_sleep_timer(timer: SleepTimer, now: float, minutes: float) -> SleepTimer:
    """The sleep timer with `minutes` more, or fewer if negative; the new end is not before now.

    The fade moves with the end. So the level of the sound can change at once; the sound engine smooths the
    change.
    """
    return replace(timer, ends_at=max(timer.ends_at + 60.0 * minutes, now, timer.started_at + 1e-3))
