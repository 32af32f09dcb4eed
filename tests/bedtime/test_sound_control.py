"""What is heard: the chosen sound, its level, and the sleep timer, on an engine that only writes down."""

import threading
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.sound_control import (
    DEFAULT_FADE_MINUTES,
    DEFAULT_LEVEL,
    DEFAULT_SOUND,
    DEFAULT_TIMER_MINUTES,
    FADE_CHOICES,
    LEVEL_STEP,
    PAUSE_SECONDS,
    RAMP_SECONDS,
    TIMER_CHOICES,
    SoundControl,
    SoundPreference,
)
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import NO_SOUND, SILENCE_DB, Sound, single
from tests.fakes import FakeClock, FakePreferences, RecordingEngine

from .heard import Heard


@dataclass
class Hearing:
    """A sound control with all it needs, and every engine it has made."""

    clock: FakeClock
    preferences: FakePreferences
    engines: list[RecordingEngine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.control = SoundControl(self.clock, self._make_engine, self.preferences)
        self.heard = Heard(self.control, "changed", "timer_ended")

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


def hearing(speed: float = 1.0, **kept: str) -> Hearing:
    return Hearing(FakeClock(speed=speed), FakePreferences(dict(kept)))


@pytest.fixture
def quiet() -> Hearing:
    """Nothing has sounded yet."""
    return hearing()


@pytest.fixture
def playing(quiet: Hearing) -> Hearing:
    """Rain sounds."""
    quiet.control.play()
    quiet.heard.taken()
    return quiet


# --- the engine is made at the first sound ------------------------------------------------------------------


def test_no_engine_is_made_before_the_first_sound(quiet: Hearing) -> None:
    control = quiet.control
    control.choose(Sound.PINK_NOISE)
    control.set_level(0.4)
    control.louder()
    control.set_calm(True)
    control.stop()
    control.start_timer()
    control.extend_timer(15)
    control.cancel_timer()
    control.close()

    assert quiet.engines == []


def test_the_first_play_makes_the_engine_at_the_remembered_level() -> None:
    once = hearing(level="0.30", sound="brown_noise")
    once.control.play()
    once.control.play()

    assert once.engine.calls[:3] == [
        ("set_level", 0.3),
        ("fade", None),
        ("play", single(Sound.BROWN_NOISE), RAMP_SECONDS),
    ]
    assert once.control.is_playing


def test_a_chime_makes_the_engine_too(quiet: Hearing) -> None:
    quiet.control.chime()

    assert quiet.engine.calls == [("set_level", DEFAULT_LEVEL), ("chime",)]
    assert not quiet.control.is_playing


def test_no_chime_when_sound_is_turned_down_to_nothing(quiet: Hearing) -> None:
    quiet.control.set_level(0.0)
    quiet.control.chime()

    assert quiet.engines == []


def test_an_engine_made_in_the_dark_knows_that_it_is_dark(quiet: Hearing) -> None:
    quiet.control.set_calm(True)
    quiet.control.play()

    assert quiet.engine.named("set_calm") == [("set_calm", True)]


def test_a_running_engine_is_told_of_dark_and_light(playing: Hearing) -> None:
    playing.control.set_calm(True)
    playing.control.set_calm(False)

    assert playing.engine.named("set_calm")[-2:] == [("set_calm", True), ("set_calm", False)]


# --- playing ------------------------------------------------------------------------------------------------


def test_every_play_is_at_full_level_whatever_a_fade_had_made_of_it(playing: Hearing) -> None:
    playing.control.start_timer(45, 10)
    playing.clock.advance(40 * 60)
    playing.engine.calls.clear()
    playing.control.play()

    calls = playing.engine.named("fade", "play")
    assert calls[-1][0] == "play"
    assert calls[-2] == ("fade", None)
    assert playing.control.timer is None


def test_stopping_fades_out_and_ends_the_timer(playing: Hearing) -> None:
    playing.control.start_timer()
    playing.control.stop()

    assert ("pause", PAUSE_SECONDS) in playing.engine.calls
    assert playing.control.timer is None
    assert not playing.control.is_playing
    assert not playing.end_timer.isActive()


def test_toggling_plays_and_stops(quiet: Hearing) -> None:
    states = []
    for _ in range(3):
        quiet.control.toggle()
        states.append(quiet.control.is_playing)

    assert states == [True, False, True]
    assert [call[0] for call in quiet.engine.named("play", "pause")] == ["play", "pause", "play"]


def test_with_no_sound_chosen_nothing_plays(quiet: Hearing) -> None:
    quiet.control.choose(None)
    quiet.control.play()
    quiet.control.toggle()

    assert quiet.engines == []
    assert quiet.control.sound is None
    assert quiet.control.mix == NO_SOUND
    assert not quiet.control.is_playing


def test_choosing_another_sound_crosses_over_while_it_plays(playing: Hearing) -> None:
    playing.control.choose(Sound.BROWN_NOISE)

    assert playing.engine.named("play", "pause")[-1] == ("play", single(Sound.BROWN_NOISE), RAMP_SECONDS)
    assert playing.control.is_playing


def test_choosing_no_sound_stops_what_plays(playing: Hearing) -> None:
    playing.control.choose(None)

    assert playing.engine.named("play", "pause")[-1] == ("pause", PAUSE_SECONDS)
    assert not playing.control.is_playing


def test_choosing_in_silence_stays_silent(playing: Hearing) -> None:
    playing.control.stop()
    playing.control.choose(Sound.PINK_NOISE)

    assert playing.engine.named("play", "pause")[-1][0] == "pause"
    assert not playing.control.is_playing


def test_changes_are_told(quiet: Hearing) -> None:
    control = quiet.control
    for change in (control.play, control.louder, control.start_timer, control.cancel_timer, control.stop):
        change()
        assert "changed" in quiet.heard.taken(), change


# --- level --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "level"), [(0.0, 0.0), (0.33, 0.33), (1.0, 1.0), (-0.5, 0.0), (7.0, 1.0), (0.005, 0.01)]
)
def test_the_level_stays_on_its_scale(playing: Hearing, asked: float, level: float) -> None:
    playing.control.set_level(asked)

    assert playing.control.level == pytest.approx(level, abs=0.01)
    assert playing.engine.calls[-1] == ("set_level", playing.control.level)


def test_louder_and_quieter_are_steps_with_ends(playing: Hearing) -> None:
    playing.control.louder()
    up = playing.control.level
    playing.control.quieter()
    playing.control.quieter()
    down = playing.control.level
    for _ in range(50):
        playing.control.louder()
    top = playing.control.level
    for _ in range(50):
        playing.control.quieter()

    assert up == pytest.approx(DEFAULT_LEVEL + LEVEL_STEP)
    assert down == pytest.approx(DEFAULT_LEVEL - LEVEL_STEP)
    assert (top, playing.control.level) == (1.0, 0.0)


def test_sound_and_level_are_remembered_by_a_new_control(quiet: Hearing) -> None:
    quiet.control.choose(Sound.BROWN_NOISE)
    quiet.control.set_level(0.35)

    again = Hearing(quiet.clock, quiet.preferences).control

    assert (again.sound, again.level) == (Sound.BROWN_NOISE, 0.35)
    assert again.mix == single(Sound.BROWN_NOISE)


def test_silence_is_remembered_by_a_new_control(quiet: Hearing) -> None:
    quiet.control.choose(None)

    assert Hearing(quiet.clock, quiet.preferences).control.sound is None


def test_what_is_chosen_by_default(quiet: Hearing) -> None:
    assert (quiet.control.sound, quiet.control.level) == (DEFAULT_SOUND, DEFAULT_LEVEL)
    assert (quiet.control.timer_minutes, quiet.control.fade_minutes) == (
        *(DEFAULT_TIMER_MINUTES, DEFAULT_FADE_MINUTES),
    )
    assert DEFAULT_TIMER_MINUTES in TIMER_CHOICES
    assert DEFAULT_FADE_MINUTES in FADE_CHOICES
    assert 30 <= DEFAULT_TIMER_MINUTES <= 60
    assert 2 <= DEFAULT_FADE_MINUTES <= 10


@pytest.mark.parametrize("text", ["", "loud", "nan", "inf", "-inf", "0,5"])
def test_a_level_that_is_no_number_is_the_default(text: str) -> None:
    assert hearing(level=text).control.level == DEFAULT_LEVEL


@pytest.mark.parametrize("text", ["", "whale song", "RAIN"])
def test_a_sound_that_is_not_known_is_silence(text: str) -> None:
    control = hearing(sound=text).control
    control.play()

    assert control.sound is None
    assert not control.is_playing


# --- the sleep timer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("speed", [1, 4, 60, 600])
def test_timer_and_fade_are_scaled_by_speed(speed: float) -> None:
    fast = hearing(speed)
    fast.control.play()
    fast.control.start_timer(45, 10)

    now, fade = fast.clock.real_seconds(), fast.engine.last_fade
    assert fade is not None
    assert fade.starts_at - now == pytest.approx(35 * 60 / speed)
    assert fade.ends_at - now == pytest.approx(45 * 60 / speed)
    # Silence comes first, the end shortly after.
    assert fast.end_timer.interval() / 1000 == pytest.approx(45 * 60 / speed, abs=1.0)
    assert fast.end_timer.interval() / 1000 >= 45 * 60 / speed
    assert fast.control.timer is not None
    assert fast.control.timer.seconds_left(fast.clock.seconds()) == 45 * 60


def test_timer_and_fade_are_as_preferred_where_not_given() -> None:
    preferred = hearing(sleep_timer_minutes="60", fade_minutes="5")
    preferred.control.play()
    preferred.control.start_timer()

    now = preferred.clock.real_seconds()
    assert preferred.engine.last_fade == Fade(now + 55 * 60, now + 60 * 60)


@pytest.mark.parametrize("key", [SoundPreference.TIMER_MINUTES, SoundPreference.FADE_MINUTES])
@pytest.mark.parametrize("text", ["", "soon", "nan", "inf", "-inf", "0", "-5", "1e300"])
def test_a_remembered_timer_that_makes_no_sense_is_the_default(key: SoundPreference, text: str) -> None:
    odd = Hearing(FakeClock(), FakePreferences({key.value: text}))
    odd.control.play()
    odd.control.start_timer()

    now = odd.clock.real_seconds()
    assert odd.engine.last_fade == Fade(
        now + 60 * (DEFAULT_TIMER_MINUTES - DEFAULT_FADE_MINUTES), now + 60 * DEFAULT_TIMER_MINUTES
    )


def test_a_timer_can_be_extended_while_it_fades(playing: Hearing) -> None:
    playing.control.start_timer(45, 10)
    playing.clock.advance(40 * 60)
    playing.control.extend_timer(15)

    now = playing.clock.real_seconds()
    assert playing.engine.last_fade == Fade(now + 10 * 60, now + 20 * 60)
    assert playing.end_timer.interval() >= 20 * 60 * 1000


def test_a_timer_can_be_shortened_to_now(playing: Hearing) -> None:
    playing.control.start_timer(45, 10)
    playing.clock.advance(20 * 60)
    playing.control.extend_timer(-90)

    fade = playing.engine.last_fade
    assert fade is not None
    assert fade.level_db(playing.clock.real_seconds()) == SILENCE_DB
    assert playing.end_timer.interval() < 1000


def test_a_cancelled_timer_lets_the_sound_go_on(playing: Hearing) -> None:
    playing.control.start_timer()
    playing.control.cancel_timer()

    assert playing.engine.last_fade is None
    assert playing.control.timer is None
    assert playing.control.is_playing
    assert not playing.end_timer.isActive()


def test_without_a_timer_there_is_nothing_to_extend_or_cancel(playing: Hearing) -> None:
    playing.engine.calls.clear()
    playing.control.extend_timer(15)
    playing.control.cancel_timer()

    assert playing.engine.calls == []
    assert playing.control.timer is None
    assert playing.heard.told == []


def test_when_the_timer_has_run_out_it_is_silent_until_play(qtbot: QtBot) -> None:
    fast = hearing(speed=6000)  # a minute in ten milliseconds
    fast.control.play()
    with qtbot.waitSignal(fast.control.timer_ended, timeout=5000):
        fast.control.start_timer(1, 1)
    after_end = (fast.control.is_playing, fast.control.timer, fast.engine.calls[-1][0])
    fast.engine.calls.clear()
    fast.control.play()

    assert after_end == (False, None, "pause")
    assert fast.engine.calls == [("fade", None), ("play", single(DEFAULT_SOUND), RAMP_SECONDS)]
    assert fast.control.is_playing


# --- devices, and the end -----------------------------------------------------------------------------------


def test_a_device_that_comes_or_goes_is_told_from_any_thread(playing: Hearing, qtbot: QtBot) -> None:
    for is_there in (False, True):
        thread = threading.Thread(target=playing.engine.tell_device, args=(is_there,))
        with qtbot.waitSignal(playing.control.device_changed, timeout=5000) as blocker:
            thread.start()
        thread.join()
        assert blocker.args == [is_there]


def test_closing_lets_go_of_the_device(playing: Hearing) -> None:
    playing.control.start_timer()
    playing.control.close()
    playing.control.close()

    assert playing.engine.is_closed
    assert not playing.end_timer.isActive()
