import numpy as np
import pytest

from rlscompanion.audio.chime import step_chime
from rlscompanion.audio.gains import CALM_CHUNK_FRAMES, CHUNK_FRAMES, FADE_END_SECONDS, RECOVERY_DB_PER_SECOND
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, Source, make_source
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Sound, mix_of_one
from tests.audio.fakes import Constant, Tone, decibels, mixer_of, render, windows_rms
from tests.cases import each_case

PINK = mix_of_one(Sound.PINK_NOISE)
TONE_STEP = 0.5 * 2 * np.pi * 400 / SAMPLE_RATE
"""The greatest difference between two samples of the plain test tone."""


def _playing(amplitude: float = 0.5) -> Mixer:
    """A mixer in which the test tone has come up."""
    mixer = mixer_of(Tone(amplitude))
    mixer.play(PINK, 0.1)
    render(mixer, 1.0)
    return mixer


def _levels(samples: Samples) -> list[float]:
    return [float(level) for level in decibels(windows_rms(samples) / (0.5 / np.sqrt(2)))]


def _greatest_step(samples: Samples) -> float:
    return float(np.abs(np.diff(samples[:, 0])).max())


def test_nothing_is_heard_or_wanted_before_play() -> None:
    mixer = mixer_of(Tone())
    assert not mixer.is_audible
    assert not render(mixer, 0.5).any()


def test_play_and_pause_ramp_without_a_click() -> None:
    mixer = mixer_of(Tone())
    mixer.play(PINK, 0.15)
    up = render(mixer, 1.0)
    mixer.pause(0.15)
    down = render(mixer, 0.5)
    mixer.play(PINK, 0.15)
    again = render(mixer, 0.5)
    assert _greatest_step(np.concatenate((up, down, again))) < TONE_STEP * 1.05
    assert _levels(up)[-1] == pytest.approx(0.0, abs=0.1)
    assert not down[round(0.2 * SAMPLE_RATE) :].any()


def test_a_pause_can_be_undone_midway() -> None:
    mixer = _playing()
    mixer.pause(1.0)
    half = render(mixer, 0.5)
    mixer.play(PINK, 0.2)
    back = render(mixer, 0.5)
    assert _greatest_step(np.concatenate((half, back))) < TONE_STEP * 1.05
    assert _levels(back)[-1] == pytest.approx(0.0, abs=0.1)


def test_a_paused_sound_goes_on_where_it_was() -> None:
    tone = Tone()
    mixer = mixer_of(tone)
    mixer.play(PINK, 0.1)
    render(mixer, 0.5)
    mixer.pause(0.1)
    render(mixer, 0.5)
    frames = tone.frames
    render(mixer, 5.0)
    assert tone.frames == frames
    assert not mixer.is_audible


def test_a_mix_crosses_over_at_even_power_and_the_old_source_is_dropped() -> None:
    rng = np.random.Generator(np.random.SFC64(3))
    made: list[Sound] = []

    def make(sound: Sound) -> Source:
        made.append(sound)
        return make_source(Sound.PINK_NOISE, rng)

    mixer = Mixer(make)
    mixer.play(mix_of_one(Sound.RAIN), 0.1)
    steady = render(mixer, 2.0)[SAMPLE_RATE:]
    mixer.play(PINK, 2.0)
    crossing = render(mixer, 2.0)
    power = decibels(np.array([windows_rms(crossing, 0.5).min() / windows_rms(steady, 0.5).mean()]))
    assert abs(power[0]) < 2.0
    assert made == [Sound.RAIN, Sound.PINK_NOISE]
    render(mixer, 0.5)
    mixer.play(mix_of_one(Sound.RAIN), 0.1)
    render(mixer, 0.1)
    assert made == [Sound.RAIN, Sound.PINK_NOISE, Sound.RAIN]


def test_a_mix_of_nothing_is_silence() -> None:
    mixer = _playing()
    mixer.play(NO_SOUND, 0.1)
    render(mixer, 0.3)
    assert not render(mixer, 0.5).any()
    assert not mixer.is_audible


@pytest.mark.parametrize(("level", "db"), [(1.0, 0.0), (0.5, -12.04), (0.1, -40.0)])
def test_levels_of_sounds_and_master_are_the_same_scale(level: float, db: float) -> None:
    by_master, by_sound = _playing(), mixer_of(Tone())
    by_master.set_level(level)
    by_sound.play(Mix({Sound.RAIN: level}), 0.1)
    for mixer in (by_master, by_sound):
        assert _levels(render(mixer, 1.0))[-1] == pytest.approx(db, abs=0.1)


def test_moving_the_master_level_makes_no_zipper_noise() -> None:
    mixer = _playing()
    steps = []
    for level in np.linspace(1.0, 0.0, 30):
        mixer.set_level(float(level))
        steps.append(render(mixer, 0.02))
    assert _greatest_step(np.concatenate(steps)) < TONE_STEP * 1.1
    render(mixer, 0.2)
    assert not render(mixer, 0.2).any()


@pytest.mark.parametrize("level", [-0.1, 1.1])
def test_a_level_out_of_range_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        mixer_of(Tone()).set_level(level)


@pytest.mark.parametrize("seconds", [20.0, 60.0])
def test_the_fade_is_even_to_the_ear_and_ends_in_zeros(seconds: float) -> None:
    mixer = _playing()
    start = mixer.now
    mixer.follow_fade(Fade(start, start + seconds))
    levels = np.array(_levels(render(mixer, seconds)))
    assert (np.diff(levels) <= 0.001).all()
    assert np.abs(np.diff(levels)).max() < 0.5
    assert levels[-1] == pytest.approx(-60.0, abs=0.4)
    assert levels[len(levels) // 2] == pytest.approx(-30.0, abs=0.3)
    tail = render(mixer, 0.3)
    assert tail[: round(0.1 * SAMPLE_RATE)].any()
    assert not tail[round(0.25 * SAMPLE_RATE) :].any()
    assert not mixer.is_audible


def test_a_fade_that_is_yet_to_come_changes_nothing() -> None:
    plain, fading = _playing(), _playing()
    fading.follow_fade(Fade(fading.now + 10.0, fading.now + 20.0))
    assert np.array_equal(render(plain, 5.0), render(fading, 5.0))


@each_case("calm", [False, True])
@each_case("how", ["extended", "cancelled"])
def test_a_fade_is_left_smoothly(how: str, calm: bool) -> None:
    mixer = _playing()
    mixer.set_long_buffers(calm)
    start = mixer.now
    mixer.follow_fade(Fade(start, start + 60.0))
    render(mixer, 30.0)
    mixer.follow_fade(Fade(start + 600.0, start + 660.0) if how == "extended" else None)
    levels = np.array(_levels(render(mixer, 30.0 / RECOVERY_DB_PER_SECOND + 0.5)))
    assert levels[0] == pytest.approx(-30.0, abs=0.6)
    assert (np.diff(levels[4:]) >= -0.001).all()  # before that, what was mixed ahead fades on
    assert np.abs(np.diff(levels)).max() < 0.5
    assert levels[-1] == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("calm", [False, True])
def test_a_fade_made_shorter_goes_down_without_a_jump(calm: bool) -> None:
    mixer = _playing()
    mixer.set_long_buffers(calm)
    start = mixer.now
    mixer.follow_fade(Fade(start, start + 600.0))
    before = render(mixer, 5.0)
    mixer.follow_fade(Fade(start - 30.0, start + 30.0))
    heard = np.concatenate((before, render(mixer, 27.0)))
    levels = np.array(_levels(heard))
    above = levels[levels > -60.0]
    assert (np.diff(levels) <= 0.001).all()
    assert np.abs(np.diff(above)).max() < 0.5
    assert above[-1] < -59.0
    assert not render(mixer, 0.5).any()


def test_a_fade_cut_off_at_once_takes_its_time_to_silence() -> None:
    mixer = _playing()
    mixer.follow_fade(Fade(mixer.now - 1.0, mixer.now))
    levels = np.array(_levels(render(mixer, 60.0 / RECOVERY_DB_PER_SECOND - 0.1)))
    assert (np.diff(levels) <= 0.001).all()
    assert np.abs(np.diff(levels)).max() < 0.5
    render(mixer, 0.1 + FADE_END_SECONDS + 0.1)
    assert not render(mixer, 0.5).any()


@pytest.mark.parametrize("calm", [False, True])
def test_a_fade_with_a_floor_goes_down_to_it_and_stays(calm: bool) -> None:
    mixer = _playing()
    mixer.set_long_buffers(calm)
    mixer.follow_fade(Fade(mixer.now, mixer.now + 20.0, floor_db=-24.0))
    levels = np.array(_levels(render(mixer, 20.0)))
    assert (np.diff(levels) <= 0.001).all()
    assert np.abs(np.diff(levels)).max() < 0.1
    assert levels[len(levels) // 2] == pytest.approx(-12.0, abs=0.2)
    assert _levels(render(mixer, 60.0))[-1] == pytest.approx(-24.0, abs=0.01)
    assert mixer.is_audible


def test_from_the_floor_of_a_fade_the_level_comes_back_and_goes_to_silence() -> None:
    mixer = _playing()
    mixer.follow_fade(Fade(mixer.now, mixer.now + 1.0, floor_db=-24.0))
    render(mixer, 5.0)
    mixer.follow_fade(None)
    up = np.array(_levels(render(mixer, 24.0 / RECOVERY_DB_PER_SECOND + 0.2)))
    assert (np.diff(up) >= -0.001).all()
    assert np.diff(up).max() < 0.5
    assert up[-1] == pytest.approx(0.0, abs=0.01)
    mixer.follow_fade(Fade(mixer.now, mixer.now + 10.0))
    render(mixer, 11.0)
    assert not mixer.is_audible


def test_after_the_end_a_cancelled_fade_lets_the_sound_come_back() -> None:
    mixer = _playing()
    mixer.follow_fade(Fade(mixer.now, mixer.now + 1.0))
    render(mixer, 2.0)
    mixer.follow_fade(None)
    assert mixer.is_audible
    back = render(mixer, 2.0)
    assert _greatest_step(back) < TONE_STEP * 1.05
    assert _levels(back)[-1] == pytest.approx(0.0, abs=0.01)


def test_paused_there_is_nothing_to_come_back_from() -> None:
    mixer = _playing()
    mixer.follow_fade(Fade(mixer.now, mixer.now + 1.0))
    render(mixer, 2.0)
    mixer.pause(0.1)
    mixer.follow_fade(None)
    mixer.play(PINK, 0.1)
    assert _levels(render(mixer, 0.3))[-1] == pytest.approx(0.0, abs=0.01)


def test_the_clock_runs_by_frames_and_can_be_put_right() -> None:
    mixer = _playing()
    before = mixer.now
    render(mixer, 2.0)
    assert mixer.now == pytest.approx(before + 2.0, abs=CHUNK_FRAMES / SAMPLE_RATE)
    mixer.follow_fade(Fade(mixer.now, mixer.now + 100.0))
    mixer.set_clock(mixer.now + 50.0)
    levels = _levels(render(mixer, 4.0))
    assert levels[0] == pytest.approx(0.0, abs=0.5)
    assert levels[-1] == pytest.approx(-32.4, abs=0.2)


def test_time_without_a_device_counts_for_the_fade() -> None:
    mixer = _playing()
    start = mixer.now
    mixer.follow_fade(Fade(start, start + 100.0))
    mixer.jump_and_hold(start + 50.0)
    mixer.resume(0.1)
    heard = render(mixer, 0.5)
    assert _levels(heard)[-1] == pytest.approx(-30.3, abs=0.2)
    assert _greatest_step(heard) < TONE_STEP
    mixer.jump_and_hold(start + 101.0)
    assert not mixer.is_audible


def _ducked(mixer: Mixer, seconds: float) -> Samples:
    """The gain of the mix while a clip of zeros plays."""
    mixer.play_over(np.zeros((2, round(seconds * SAMPLE_RATE)), np.float32))
    return render(mixer, seconds + 1.0)


def test_a_clip_ducks_the_mix() -> None:
    mixer = mixer_of(Constant(0.5))
    mixer.play(PINK, 0.1)
    render(mixer, 1.0)
    gain = decibels(_ducked(mixer, 1.0)[:, 0].astype(np.float64) / 0.5)
    low = np.flatnonzero(gain < -5.99)
    assert -9.0 <= gain.min() <= -6.0
    down = np.argmax(gain <= gain.min() + 0.01) / SAMPLE_RATE
    back = np.flatnonzero(gain < -0.01)[-1] / SAMPLE_RATE
    assert down == pytest.approx(0.15, abs=0.05)
    assert back == pytest.approx(1.6, abs=0.1)
    assert len(low) / SAMPLE_RATE > 0.9
    assert np.abs(np.diff(gain)).max() < 0.01


def test_the_chime_sounds_without_a_mix_and_after_a_fade() -> None:
    silent, faded = mixer_of(Tone()), _playing()
    faded.follow_fade(Fade(faded.now, faded.now + 0.5))
    render(faded, 1.0)
    for mixer in (silent, faded):
        mixer.play_over(step_chime())
        assert mixer.is_audible
        heard = render(mixer, 1.3)
        assert np.abs(heard).max() == pytest.approx(10 ** (-14 / 20), rel=0.01)
        assert not mixer.is_audible
        assert not render(mixer, 0.2).any()


def test_a_hold_keeps_every_source_where_it_is() -> None:
    tone = Tone()
    mixer = mixer_of(tone)
    mixer.play(PINK, 0.1)
    render(mixer, 1.0)
    mixer.hold(0.15)
    down = render(mixer, 0.5)
    frames, clock = tone.frames, mixer.now
    held = render(mixer, 1.0)
    mixer.resume(0.15)
    up = render(mixer, 0.5)
    assert not held.any()
    assert mixer.held_frames == 0
    assert tone.frames == frames + len(up)
    assert mixer.now == pytest.approx(clock + 1.5)
    assert _greatest_step(np.concatenate((down, held, up))) < TONE_STEP * 1.05


@each_case("block", [64, 960, 1000, 4800])
def test_the_stream_does_not_depend_on_the_blocks_asked_for(block: int) -> None:
    def stream(block: int) -> Samples:
        rng = np.random.Generator(np.random.SFC64(1))
        mixer = Mixer(lambda sound: make_source(sound, rng))
        mixer.play(Mix({Sound.RAIN: 1.0, Sound.BROWN_NOISE: 0.7}), 0.3)
        mixer.follow_fade(Fade(0.5, 3.0))
        mixer.play_over(step_chime())
        return render(mixer, 4.0, block)

    assert np.array_equal(stream(block), stream(192_000))


def test_many_loud_sounds_do_not_clip() -> None:
    mixer = Mixer(lambda sound: Tone(0.7, 300.0 + 40 * list(Sound).index(sound)))
    mixer.play(Mix(dict.fromkeys(Sound, 1.0)), 0.1)
    mixer.play_over(step_chime())
    heard = render(mixer, 3.0)
    assert 20 * np.log10(np.abs(heard).max()) <= -1.0


def test_large_chunks_give_the_same_sound() -> None:
    def stream(calm: bool) -> Samples:
        mixer = mixer_of(Tone())
        mixer.set_long_buffers(calm)
        assert mixer.chunk_frames == (CALM_CHUNK_FRAMES if calm else CHUNK_FRAMES)
        mixer.play(PINK, 0.3)
        mixer.follow_fade(Fade(1.0, 30.0))
        return render(mixer, 4.0)

    assert np.abs(stream(calm=True) - stream(calm=False)).max() < 1e-5
