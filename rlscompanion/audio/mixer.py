"""The mixer: renders one stereo stream from sound sources and gains, without devices or threads."""

from collections.abc import Callable
from functools import partial

import numpy as np

from rlscompanion.audio.channels import Channel, Clip, Speech
from rlscompanion.audio.gains import CALM_CHUNK_FRAMES, CHUNK_FRAMES, FadeFollower, Ramp, apply_gain
from rlscompanion.audio.limiter import Limiter
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, Source
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix, Sound, amplitude_of_level

LEVEL_RAMP_SECONDS = 0.08
"""Seconds that a change of the master level takes."""

DUCK_GAIN = 10.0 ** (-8.0 / 20.0)
"""The gain of the mix while a voice or a chime plays over it."""

DUCK_SECONDS = 0.15
"""Seconds that the mix takes to get quieter for a clip or speech."""

UNDUCK_SECONDS = 0.6
"""Seconds that the mix takes to come back after a clip or speech."""

_SHORTEST_RAMP_SECONDS = 0.01  # s; a ramp shorter than this would click


class Mixer:
    """Mixes built-in sounds, own audio, clips and speech into one stereo stream, each at its level.

    Built-in sounds and own audio together are the mix. In turn, these gains apply to the mix: the level of
    each sound; play and pause; duck (lowers the mix under clips and speech); fade of the sleep timer. Then
    clips and speech are added. To the sum, these apply: the master level; hold (silences everything around a
    change of the sound device); the limiter. All gains change from sample to sample.

    A source renders only while it is heard, and is dropped if it raises an exception. Sound is mixed in
    chunks of a fixed size, so it does not depend on how many frames `render` fills. Not safe for use from two
    threads at once.

    `make_source` makes the source of a sound when it is first heard. The stream's clock (monotonic seconds)
    starts at `now` and counts the frames rendered.
    """

    def __init__(self, make_source: Callable[[Sound], Source], now: float = 0.0) -> None:
        self._make_source = make_source
        self._channels: dict[Sound, Channel] = {}
        self._own: Source | None = None
        self._own_channels: list[
            tuple[Source, Channel]
        ] = []  # the channel of `_own`, and others that are fading out
        self._clips: list[Clip] = []
        self._speech = Speech()
        self._play_gain = Ramp(0.0)
        self._duck_gain = Ramp(1.0)
        self._level_gain = Ramp(1.0)
        self._hold_gain = Ramp(1.0)
        self._fade = FadeFollower()
        self._clock_base, self._clock_frames = now, 0
        self.held_frames = 0
        """How many frames of silence have been mixed since the fade of `hold` ended."""
        self._is_primed = False
        self.chunk_frames = 0
        """How many frames are mixed at a time; twice that many may lie between a change and a render."""
        self.set_long_buffers(False)

    @property
    def now(self) -> float:
        """The time of the next frame to be mixed, in monotonic seconds."""
        return self._clock_base + self._clock_frames / SAMPLE_RATE

    @property
    def is_audible(self) -> bool:
        """Whether anything can be heard.

        If not, `render` gives zeros until another method is called.
        """
        if self._level_gain.is_zero:
            return False
        if self._has_clip_or_speech:
            return True
        if self._play_gain.is_zero or self._fade.is_silent(self.now):
            return False
        return not all(channel.is_silent for channel in self._all_channels())

    def set_long_buffers(self, are_long: bool) -> None:
        """Mix in long chunks, or in short chunks; a change drops sound that was mixed in advance."""
        frames = CALM_CHUNK_FRAMES if are_long else CHUNK_FRAMES
        if frames == self.chunk_frames:
            return
        self.chunk_frames = frames
        self._limiter = Limiter(frames)
        self._scratch = np.zeros((2, frames), np.float32)
        self._chunk = np.zeros((2, frames), np.float32)
        self._limited_chunk = np.zeros((2, frames), np.float32)
        self._drop_mixed()

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Fade in a mix of built-in sounds, or cross-fade from the mix that is playing."""
        seconds = max(_SHORTEST_RAMP_SECONDS, ramp_seconds)
        is_at_rest = self._play_gain.is_zero
        if is_at_rest:
            self._fade.jump_to_fade(self.now)
            for _, own in self._own_channels:
                own.gain.set_now(own.gain.target)
        for sound in self._channels.keys() | mix.levels.keys():
            gain = amplitude_of_level(mix.levels.get(sound, 0.0))
            channel = self._channels.setdefault(sound, Channel(partial(self._make_source, sound)))
            _set_gain(channel, gain, seconds, is_at_rest)
        if self._play_gain.target != 1.0:
            self._play_gain.move_to(1.0, seconds)

    def play_own(self, source: Source | None, level: float, ramp_seconds: float) -> None:
        """Play the person's own audio at a level (0 to 1); with `source` None, end it.

        The new source replaces a source that is playing; the change is a fade. Own audio is heard only
        between `play` and `pause`; the mix given to `play` may be empty. Raises ValueError for a level out of
        range.
        """
        gain = _gain_of(level)
        seconds, is_at_rest = max(_SHORTEST_RAMP_SECONDS, ramp_seconds), self._play_gain.is_zero
        self._own = source
        for other, channel in self._own_channels:
            _set_gain(channel, gain if other is source else 0.0, seconds, is_at_rest)
        self._drop_silent_channels()
        if source is None or any(other is source for other, _ in self._own_channels):
            return
        channel = Channel(lambda: source)
        _set_gain(channel, gain, seconds, is_at_rest)
        self._own_channels.append((source, channel))

    def pause(self, ramp_seconds: float) -> None:
        """Fade the mix and own audio to silence; later, `play` continues from the same positions."""
        if self._fade.is_silent(self.now):
            self._play_gain.set_now(0.0)
        elif self._play_gain.target != 0.0:
            self._play_gain.move_to(0.0, max(_SHORTEST_RAMP_SECONDS, ramp_seconds))

    def set_level(self, level: float) -> None:
        """Change the master level smoothly, 0 to 1. Raises ValueError for a level out of range."""
        self._level_gain.move_to(_gain_of(level), LEVEL_RAMP_SECONDS)

    def follow_fade(self, fade: Fade | None) -> None:
        """Fade from the present level along the sleep timer's `fade`; None ends the fade."""
        self._fade.follow(fade, self.now)
        if self._play_gain.is_zero:
            self._fade.jump_to_fade(self.now)

    def play_over(self, samples: Samples) -> None:
        """Play samples once, shape (2, frames), over the mix, which is lowered meanwhile."""
        self._clips.append(Clip(samples))

    def speak(self, samples: Samples) -> None:
        """Speak a line, given as samples of shape (1, frames), after the current line.

        The mix is lowered meanwhile.
        """
        self._speech.say(samples)

    def hush(self, seconds: float) -> None:
        """Fade out the current line within `seconds`, and drop the waiting line."""
        self._speech.hush(seconds)

    def hold(self, seconds: float) -> None:
        """Fade everything to silence in `seconds`, until `resume` is called.

        Meanwhile sources and clips keep their positions, and the clock continues.
        """
        self._hold_gain.move_to(0.0, seconds)

    def resume(self, seconds: float) -> None:
        """Fade everything in again in `seconds`, after `hold`."""
        self._hold_gain.move_to(1.0, seconds)

    def set_clock(self, now: float) -> None:
        """Set the stream's clock to `now` after a time without rendering; the level does not jump."""
        before = self.now
        self._clock_base, self._clock_frames = now, 0
        if self._hold_gain.is_zero or self._play_gain.value == 0.0 or self._level_gain.value == 0.0:
            self._fade.jump_to_fade(now)
        else:
            self._fade.keep_level(before, now)

    def jump_and_hold(self, now: float) -> None:
        """Set the stream's clock to `now`, end all ramps and clips, and stay silent until `resume`.

        For use while no device plays.
        """
        self._hold_gain.set_now(0.0)
        self.set_clock(now)
        self._drop_mixed()
        self._clips.clear()
        self._speech.clear()
        self._duck_gain.set_now(1.0)
        for ramp in (self._play_gain, self._level_gain, *(channel.gain for channel in self._all_channels())):
            ramp.set_now(ramp.target)
        self._drop_silent_channels()

    def restart(self, now: float) -> None:
        """Restart the stream from silence with its clock at `now`; drop what was mixed in advance."""
        self.set_clock(now)
        self._hold_gain.set_now(1.0)
        self._drop_mixed()

    def render(self, out: Samples) -> None:
        """Fill `out`, shape (frames, 2), with the next frames of the stream."""
        done, frames = 0, out.shape[0]
        while done < frames:
            if self._frames_used == self.chunk_frames:
                self._next_chunk()
            count = min(frames - done, self.chunk_frames - self._frames_used)
            out[done : done + count] = self._limited_chunk[:, self._frames_used : self._frames_used + count].T
            self._frames_used += count
            done += count

    def _drop_mixed(self) -> None:
        self.held_frames = 0
        self._is_primed, self._frames_used = False, self.chunk_frames

    def _next_chunk(self) -> None:
        if not self._is_primed:
            self._mix_chunk()
            self._chunk = self._limiter.restart(self._chunk)
            self._is_primed = True
        self._mix_chunk()
        self._chunk, self._limited_chunk = self._limited_chunk, self._limiter.process(self._chunk)
        self._frames_used = 0

    def _mix_chunk(self) -> None:
        frames = self.chunk_frames
        self._chunk.fill(0.0)
        if self._hold_gain.is_zero:
            self.held_frames += frames
        else:
            self.held_frames = 0
            self._add_mix(frames)
            self._add_clips()
            apply_gain(self._level_gain.next_chunk(frames), self._chunk)
            apply_gain(self._hold_gain.next_chunk(frames), self._chunk)
        self._clock_frames += frames

    def _add_mix(self, frames: int) -> None:
        has_clip_or_speech = self._has_clip_or_speech
        duck_target = DUCK_GAIN if has_clip_or_speech else 1.0
        if self._duck_gain.target != duck_target:
            self._duck_gain.move_to(duck_target, DUCK_SECONDS if has_clip_or_speech else UNDUCK_SECONDS)
        duck = self._duck_gain.next_chunk(frames)
        if self._play_gain.is_zero or self._level_gain.is_zero:
            self._play_gain.set_now(self._play_gain.target)
            self._fade.jump_to_fade(self.now)
            return
        fade, playing = self._fade.next_chunk(self.now, frames), self._play_gain.next_chunk(frames)
        if isinstance(fade, float) and fade == 0.0:
            return
        for channel in self._all_channels():
            channel.add_to(self._chunk, self._scratch)
        self._drop_silent_channels()
        for gain in (duck, fade, playing):
            apply_gain(gain, self._chunk)

    def _add_clips(self) -> None:
        if self._clips:
            self._clips = [clip for clip in self._clips if clip.add_to(self._chunk)]
        self._speech.add_to(self._chunk)

    @property
    def _has_clip_or_speech(self) -> bool:
        return bool(self._clips) or not self._speech.is_silent

    def _all_channels(self) -> list[Channel]:
        return [*self._channels.values(), *(channel for _, channel in self._own_channels)]

    def _drop_silent_channels(self) -> None:
        """Drop channels that have faded out, except own audio at level zero, which keeps its position."""
        for sound in [sound for sound, channel in self._channels.items() if channel.is_silent]:
            del self._channels[sound]
        self._own_channels = [
            (source, channel)
            for source, channel in self._own_channels
            if not channel.is_silent or (source is self._own and not channel.has_failed)
        ]


def _gain_of(level: float) -> float:
    """The linear gain of a level, 0 to 1. Raises ValueError out of range."""
    if not 0.0 <= level <= 1.0:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
    return amplitude_of_level(level)


def _set_gain(channel: Channel, gain: float, seconds: float, is_at_rest: bool) -> None:
    """Move a channel to a gain: at once while nothing plays, otherwise along a ramp."""
    if is_at_rest:
        channel.gain.set_now(gain)
    elif channel.gain.target != gain:
        channel.gain.move_to(gain, seconds)
