"""How each motion looks at a given second: pure functions of time.

The pace is that of a slow massage by convention: a stroke takes four seconds toward the heart and three back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from rlscompanion.ui.widgets.figure_parts import Motion

Word = Literal["", "in", "out", "tense", "release"]

STILL_SECONDS = 0.0
"""The moment a still picture shows: every motion starts with its marks at the start of their path."""


@dataclass(frozen=True)
class Mark:
    """One hand on its track. Scale and strength are 1 for a firm touch; offsets are in hand lengths."""

    track: int
    at: float
    sprite: Literal["palm", "grip", "thumb"] = "palm"
    scale: float = 1.0
    strength: float = 1.0
    closed: float = 0.0
    turn: float = 0.0
    dx: float = 0.0
    dy: float = 0.0
    trail: float = 0.0
    halo: float = 0.0


@dataclass(frozen=True)
class Frame:
    """Everything that moves at one moment.

    `pose` is from -1 (pose `down`) to 1 (pose `up`); `arrow` the part of the path an arrow covers
    (start, end) with its strength; `swell` the radius of the breathing circle as a fraction of its path.
    """

    marks: tuple[Mark, ...] = ()
    pose: float = 0.0
    arrow: tuple[float, float, float] | None = None
    swell: float | None = None
    word: Word = ""


def ease(fraction: float) -> float:
    """Smooth start and end: 0 to 1 with no speed at either."""
    fraction = min(max(fraction, 0.0), 1.0)
    return fraction * fraction * (3.0 - 2.0 * fraction)


def frame_at(motion: Motion, seconds: float, tracks: int = 1, spots: tuple[float, ...] = ()) -> Frame:
    """The frame of a motion after so many seconds, on a path of so many tracks."""
    match motion:
        case Motion.STROKE:
            return Frame(_there_and_back(seconds, tracks, "palm", 4.0, 3.0, 1.0))
        case Motion.GLIDE:
            return Frame(_there_and_back(seconds, tracks, "thumb", 5.0, 3.0, 1.0))
        case Motion.FEATHER:
            return Frame(_there_and_back(seconds, tracks, "palm", 6.0, 4.5, 0.42))
        case Motion.KNEAD:
            return Frame(_knead(seconds, tracks))
        case Motion.CIRCLE:
            return Frame(_circles(seconds, tracks))
        case Motion.PRESS:
            return Frame(_press(seconds, spots or (0.0,)))
        case Motion.STRETCH:
            return _stretch(seconds)
        case Motion.PUMP:
            return _swing(seconds, 3.2)
        case Motion.ROTATE:
            return _rotate(seconds)
        case Motion.RAISE:
            rise = _cosine(seconds, 4.0)
            return Frame(pose=rise, arrow=(0.0, max(rise, 0.12), 0.4 + 0.6 * rise))
        case Motion.WALK:
            return Frame(pose=math.sin(math.tau * seconds / 2.4))
        case Motion.TENSE:
            tense = seconds % 20.0
            pull = ease(tense) if tense < 5.0 else 1.0 - ease((tense - 5.0) / 3.0)
            return Frame(pose=pull, word="tense" if tense < 5.0 else "release")
        case Motion.BREATH:
            breath = seconds % 10.0
            swell = ease(breath / 4.0) if breath < 4.0 else 1.0 - ease((breath - 4.0) / 6.0)
            return Frame(swell=0.42 + 0.58 * swell, word="in" if breath < 4.0 else "out")
        case Motion.PULL:
            return Frame(_pull(seconds, tracks))
        case Motion.REST:
            return Frame()


def _cosine(seconds: float, period: float) -> float:
    return 0.5 - 0.5 * math.cos(math.tau * seconds / period)


def _there_and_back(
    seconds: float, tracks: int, sprite: Literal["palm", "thumb"], there: float, back: float, firm: float
) -> tuple[Mark, ...]:
    now = seconds % (there + back)
    if now < there:
        at = ease(now / there)
        press = min(1.0, now / 0.5, (there - now) / 0.5 + 0.25)
        strength, scale = firm * (0.55 + 0.45 * press), 0.95 + 0.09 * press * firm
        trail = 0.34 * firm * math.sin(math.pi * now / there)
    else:
        late = (now - there) / back
        at = 1.0 - ease(late)
        lift = math.sin(math.pi * late)
        strength, scale, trail = firm * (0.55 - 0.29 * min(1.0, 2.0 * lift)), 0.95 - 0.09 * lift, 0.0
    return tuple(
        Mark(track, at, sprite, scale=scale, strength=strength, trail=trail) for track in range(tracks)
    )


def _knead(seconds: float, tracks: int) -> tuple[Mark, ...]:
    now = seconds % 24.0
    at = now / 20.0 if now < 20.0 else 1.0 - ease((now - 20.0) / 4.0)
    marks = []
    for track in range(tracks):
        hold = ease(min(now, 20.0 - now))
        squeeze = hold * ease(_cosine(now + 1.4 * track, 2.8))
        marks.append(
            Mark(
                track,
                at,
                "grip",
                scale=1.0 - 0.05 * squeeze,
                strength=0.5 + 0.5 * squeeze,
                closed=squeeze,
                turn=16.0,
                halo=0.8 * squeeze,
            )
        )
    return tuple(marks)


def _circles(seconds: float, tracks: int) -> tuple[Mark, ...]:
    at = _cosine(seconds, 24.0)
    angle = math.tau * seconds / 2.4
    dx, dy = 0.11 * math.sin(angle), -0.11 * math.cos(angle)
    return tuple(
        Mark(track, at, "thumb", strength=0.9, dx=-dx if track == 0 and tracks > 1 else dx, dy=dy, halo=0.45)
        for track in range(tracks)
    )


def _press(seconds: float, spots: tuple[float, ...]) -> tuple[Mark, ...]:
    turn = seconds % (20.0 * len(spots))
    index, now = int(turn // 20.0), turn % 20.0
    before = spots[index - 1] if turn >= 20.0 or seconds >= 20.0 else spots[index]
    at = before + (spots[index] - before) * ease(now / 1.5)
    hold = ease((now - 1.5) / 3.0) * (1.0 - ease((now - 17.0) / 3.0))
    breath = 0.06 * math.sin(math.tau * now / 5.0) * hold
    return (Mark(0, at, "thumb", scale=0.96 + 0.06 * hold, strength=0.5 + 0.5 * hold, halo=hold + breath),)


def _pull(seconds: float, tracks: int) -> tuple[Mark, ...]:
    """A slow pull along the path, held, and let go: four, two and two seconds."""
    now = seconds % 8.0
    at = ease(now / 4.0) if now < 6.0 else 1.0 - ease((now - 6.0) / 2.0)
    strength = 0.55 + 0.45 * at
    return tuple(Mark(track, at, "grip", strength=strength, closed=1.0) for track in range(tracks))


def _stretch(seconds: float) -> Frame:
    now = seconds % 30.0
    if now < 6.0:
        return Frame(arrow=(0.0, 0.18 + 0.82 * ease(now / 6.0), 0.6 + 0.4 * now / 6.0), pose=ease(now / 6.0))
    if now < 27.0:
        hold = 0.86 + 0.14 * math.cos(math.tau * (now - 6.0) / 7.0)
        return Frame(arrow=(0.0, 1.0, hold), pose=1.0)
    slack = ease((now - 27.0) / 3.0)
    return Frame(arrow=(0.0, 1.0 - 0.82 * slack, 1.0 - 0.4 * slack), pose=1.0 - slack)


def _swing(seconds: float, period: float) -> Frame:
    angle = math.tau * seconds / period
    pose = math.sin(angle)
    middle = 0.5 + 0.5 * pose
    if math.cos(angle) >= 0:
        return Frame(pose=pose, arrow=(max(0.0, middle - 0.5), middle, 1.0))
    return Frame(pose=pose, arrow=(min(1.0, middle + 0.5), middle, 1.0))


def _rotate(seconds: float) -> Frame:
    turns = seconds / 3.6
    forwards = int(turns // 5) % 2 == 0
    at = turns % 1.0 if forwards else 1.0 - turns % 1.0
    tail = at - 0.3 if forwards else at + 0.3
    return Frame(pose=-math.sin(math.tau * at), arrow=(tail, at, 1.0))
