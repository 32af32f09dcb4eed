"""A sound control whose sound engine only records its calls."""

from dataclasses import dataclass, field

from PySide6.QtCore import QTimer

from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.storage.preferences import SqlitePreferences
from tests import stores
from tests.fakes import FakeClock, RecordingEngine

from .signal_recorder import SignalRecorder


@dataclass
class SoundSetting:
    """A sound control, the objects that it works with, and every sound engine that it has created."""

    clock: FakeClock
    preferences: SqlitePreferences
    engines: list[RecordingEngine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.control = SoundControl(self.clock, self._make_engine, self.preferences)
        stores.AT_END.callback(self.control.close)
        self.heard = SignalRecorder(self.control, "changed", "timer_ended")

    def _make_engine(self) -> RecordingEngine:
        self.engines.append(RecordingEngine())
        return self.engines[-1]

    @property
    def engine(self) -> RecordingEngine:
        (engine,) = self.engines
        return engine

    @property
    def end_timer(self) -> QTimer:
        (timer,) = self.control.findChildren(QTimer)
        return timer

    def level(self) -> float:
        """The level that the engine was given last."""
        level = self.engine.named("set_level")[-1][1]
        assert isinstance(level, float)
        return level

    def reopened(self) -> SoundControl:
        """Create another sound control with the same preferences, as after a restart of the app."""
        return SoundSetting(self.clock, self.preferences).control

    def start_timer(self, minutes: float, fade_minutes: float) -> None:
        """Set the preferred minutes of the sleep timer and its fade, and start the timer."""
        self.preferences.set("sleep_timer_minutes", f"{minutes}")
        self.preferences.set("fade_minutes", f"{fade_minutes}")
        self.control.start_timer()

    def let_timer_end(self) -> None:
        """Move the clock past the end of the sleep timer, and let the sound control notice that."""
        left = self.control.seconds_left()
        assert left is not None
        assert self.end_timer.isActive()
        self.clock.advance(left + 1)
        self.end_timer.stop()
        self.end_timer.timeout.emit()


def sound_setting(speed: float = 1.0, **kept: str) -> SoundSetting:
    return SoundSetting(FakeClock(speed=speed), stores.preferences(kept))


def sound_setting_playing(**kept: str) -> SoundSetting:
    """A sound control whose mix is playing; the calls and signals up to now are forgotten."""
    made = SoundSetting(FakeClock(), stores.preferences(kept))
    made.control.play()
    made.heard.take()
    made.engine.calls.clear()
    return made


def minutes_of(fade: Fade | None, made: SoundSetting) -> tuple[float, float]:
    """The start and the end of a fade, in minutes of real time from now."""
    assert fade is not None
    now = made.clock.real_seconds()
    return ((fade.starts_at - now) / 60, (fade.ends_at - now) / 60)
