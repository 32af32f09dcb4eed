"""Own audio in the mixer, and sources that fail."""

import numpy as np
import pytest

from rlscompanion.audio.gains import CHUNK_FRAMES, RECOVERY_DB_PER_SECOND
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, Source
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Sound, mix_of_one
from tests.audio.fakes import Constant, Tone, decibels, mixer_of, render, windows_rms
from tests.cases import each_case

PINK = mix_of_one(Sound.PINK_NOISE)
TONE_STEP = 0.5 * 2 * np.pi * 400 / SAMPLE_RATE
"""The greatest difference between two samples of the plain test tone."""


def _levels(samples: Samples) -> list[float]:
    return [float(level) for level in decibels(windows_rms(samples) / (0.5 / np.sqrt(2)))]


def _greatest_step(samples: Samples) -> float:
    return float(np.abs(np.diff(samples[:, 0])).max())


def _ducked(mixer: Mixer, seconds: float) -> Samples:
    """The gain of the mix while a clip of zeros plays."""
    mixer.play_over(np.zeros((2, round(seconds * SAMPLE_RATE)), np.float32))
    return render(mixer, seconds + 1.0)


class Counter:
    """Own audio that holds its own position: each frame is its number, scaled to be quiet."""

    STEP = 2.0**-24

    def __init__(self) -> None:
        self.frames = 0

    def render(self, out: Samples) -> None:
        out[:] = np.arange(self.frames, self.frames + out.shape[1]) * self.STEP
        self.frames += out.shape[1]


class Broken:
    """A source that fails at the second asking."""

    def __init__(self) -> None:
        self.asked = 0

    def render(self, out: Samples) -> None:
        self.asked += 1
        if self.asked > 1:
            raise RuntimeError("a bug")
        out.fill(0.1)


def test_own_audio_sounds_without_a_mix() -> None:
    mixer = mixer_of(Tone())
    mixer.play_own(Constant(0.25), 1.0, 0.1)
    assert not mixer.is_audible
    mixer.play(NO_SOUND, 0.1)
    assert mixer.is_audible
    assert render(mixer, 0.5)[-1] == pytest.approx(0.25)
    mixer.play(NO_SOUND, 0.1)
    assert mixer.is_audible


def test_own_audio_and_the_mix_sound_together_and_end_apart() -> None:
    mixer = mixer_of(Constant(0.2))
    mixer.play(PINK, 0.1)
    render(mixer, 0.5)
    mixer.play_own(Constant(0.1), 1.0, 0.1)
    assert render(mixer, 0.5)[-1] == pytest.approx(0.3)
    mixer.play(NO_SOUND, 0.1)
    assert render(mixer, 0.5)[-1] == pytest.approx(0.1)
    mixer.play_own(None, 1.0, 0.1)
    render(mixer, 0.5)
    assert not mixer.is_audible


def test_own_audio_comes_goes_and_changes_without_a_click() -> None:
    mixer = mixer_of(Tone())
    mixer.play(NO_SOUND, 0.1)
    first, second = Tone(), Tone()
    heard = []
    for source, level in ((first, 1.0), (first, 0.5), (second, 1.0), (None, 1.0), (first, 1.0)):
        mixer.play_own(source, level, 0.2)
        heard.append(render(mixer, 0.5))
    assert _greatest_step(np.concatenate(heard)) < 1.5 * TONE_STEP
    assert _levels(heard[1])[-1] == pytest.approx(-12.04, abs=0.1)
    assert _levels(heard[2])[-1] == pytest.approx(0.0, abs=0.1)
    assert not heard[3][-4800:].any()


def test_own_audio_called_back_while_it_leaves_is_not_rendered_twice() -> None:
    mixer = mixer_of(Tone())
    mixer.play(NO_SOUND, 0.1)
    own = Counter()
    mixer.play_own(own, 1.0, 0.1)
    render(mixer, 1.0)
    mixer.play_own(Constant(0.0), 1.0, 1.0)
    render(mixer, 0.2)
    mixer.play_own(own, 1.0, 0.1)
    render(mixer, 0.5)
    assert np.diff(render(mixer, 0.5)[:, 0]) == pytest.approx(Counter.STEP, rel=1e-3)


@each_case("how", ["paused", "muted", "at level zero", "faded"])
def test_own_audio_waits_where_it_is_while_it_is_not_heard(how: str) -> None:
    mixer = mixer_of(Tone())
    own = Counter()
    mixer.play_own(own, 1.0, 0.1)
    mixer.play(NO_SOUND, 0.1)
    render(mixer, 1.0)
    match how:
        case "paused":
            mixer.pause(0.1)
        case "muted":
            mixer.set_level(0.0)
        case "at level zero":
            mixer.play_own(own, 0.0, 0.1)
        case "faded":
            mixer.follow_fade(Fade(mixer.now - 1.0, mixer.now))
            render(mixer, 60.0 / RECOVERY_DB_PER_SECOND)
    render(mixer, 0.5)
    frames = own.frames
    assert not mixer.is_audible
    assert not render(mixer, 5.0).any()
    assert own.frames == frames
    mixer.follow_fade(None)
    mixer.set_level(1.0)
    mixer.play_own(own, 1.0, 0.1)
    mixer.play(NO_SOUND, 0.1)
    render(mixer, 2.0)
    assert own.frames == pytest.approx(frames + 96_000, abs=2 * CHUNK_FRAMES)


def test_own_audio_ducks_and_fades_with_the_mix() -> None:
    mixer = mixer_of(Tone())
    mixer.play_own(Constant(0.5), 1.0, 0.1)
    mixer.play(NO_SOUND, 0.1)
    render(mixer, 1.0)
    assert 20 * np.log10(_ducked(mixer, 1.0).min() / 0.5) == pytest.approx(-8.0, abs=0.1)
    mixer.follow_fade(Fade(mixer.now, mixer.now + 10.0, floor_db=-20.0))
    assert render(mixer, 10.5)[-1] == pytest.approx(0.05, rel=1e-3)


@pytest.mark.parametrize("own", [False, True])
def test_a_source_that_fails_is_dropped_and_logged_and_the_rest_plays_on(
    own: bool, caplog: pytest.LogCaptureFixture
) -> None:
    sources: dict[Sound, Source] = {Sound.RAIN: Broken(), Sound.FAN: Constant(0.2)}
    mixer = Mixer(sources.__getitem__)
    mixer.play(Mix({Sound.FAN: 1.0} if own else {Sound.FAN: 1.0, Sound.RAIN: 1.0}), 0.1)
    if own:
        mixer.play_own(Broken(), 1.0, 0.1)
    assert render(mixer, 1.0)[-1] == pytest.approx(0.2)
    assert len(caplog.records) == 1
    assert caplog.records[0].exc_info
    caplog.clear()
    mixer.play_own(Constant(0.1), 1.0, 0.1)
    assert render(mixer, 0.5)[-1] == pytest.approx(0.3)


def test_own_audio_alone_that_fails_is_silence_that_nobody_wants(caplog: pytest.LogCaptureFixture) -> None:
    mixer = mixer_of(Tone())
    mixer.play_own(Broken(), 1.0, 0.1)
    mixer.play(NO_SOUND, 0.1)
    assert not render(mixer, 1.0)[4800:].any()
    assert not mixer.is_audible
    caplog.clear()


def test_what_is_no_number_is_silence_and_passes() -> None:
    mixer = mixer_of(Tone())
    mixer.play(NO_SOUND, 0.1)
    mixer.play_own(Constant(float("nan")), 1.0, 0.1)
    assert not render(mixer, 0.5).any()
    mixer.play_own(Constant(0.1), 1.0, 0.1)
    assert render(mixer, 0.5)[-1] == pytest.approx(0.1)


@pytest.mark.parametrize("level", [-0.1, 1.1])
def test_a_level_of_own_audio_out_of_range_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        mixer_of(Tone()).play_own(Tone(), level, 0.1)
