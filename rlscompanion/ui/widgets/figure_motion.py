"""Where the hands are at each moment of a massage motion, and in the still picture of that motion.

Everything here is a pure function. The pace is that of a slow massage by convention: a stroke takes four
seconds toward the heart, and three seconds back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from rlscompanion.ui.widgets.figure_parts import Motion, Sprite

MotionWord = Literal["", "in", "out", "tense", "release", "in and out", "tense and release"]

SECONDS_PER_SPOT = 20.0
"""The seconds for one tender spot: move there, press, let go. The usual advice is to press for 10 to 30 s."""

_PRESSURE_BEGINS, _PRESSURE_ENDS = 2.0, 18.5
"""When the pressure on a tender spot begins and ends, in seconds of that spot's SECONDS_PER_SPOT."""

_RUB_SECONDS, _RUB_REACH = 0.9, 0.09
"""The seconds of one rub to and fro, and its reach to each side as a fraction of the track."""

_TENSE_SECONDS = 5.0
_TENSE_CYCLE_SECONDS = 20.0

_POSITION_GRADES, _STRENGTH_GRADES, _TIME_LEFT_GRADES = 400, 24, 180
"""The number of grades to which each of these is rounded: a hand's position, its strength, the time left."""


@dataclass(frozen=True)
class HandMark:
    """Where one hand is on its track (a line over the skin), and how the hand looks.

    `position` is a fraction of the track's length. `strength` is 1 for a firm touch, less for a lighter or
    fainter hand. `closed` (0 to 1) is how far the hand is closed. `dx` and `dy` are the hand's distances from
    the track, to the right and down; their unit is the radius of the circles that hands move in. `halo` is
    the strength of the light around the hand. `spin` is how far the curved arrow around the hand has turned
    from the top, as a fraction of a full circle; None if there is no arrow.
    """

    track: int
    position: float
    sprite: Sprite = "palm"
    strength: float = 1.0
    closed: float = 0.0
    dx: float = 0.0
    dy: float = 0.0
    halo: float = 0.0
    spin: float | None = None


@dataclass(frozen=True)
class Arrow:
    """An arrow along part of a path, from fraction `start` to fraction `end` of the path's length.

    `strength` is the arrow's opacity; with `has_two_heads`, there is an arrow head at each end.
    """

    start: float
    end: float
    strength: float = 1.0
    has_two_heads: bool = False


@dataclass(frozen=True)
class Frame:
    """Everything that moves in the leg figure, at one moment.

    `marks` are the hands. `pose` is how far the leg has moved: -1 is the figure's pose `down`, 1 its pose
    `up`. `swell` is the radius of the breathing circle, as a fraction of the largest radius. `word` is shown
    on the leg. `time_left` is what is left of the time to press a spot, as a fraction of that time.
    """

    marks: tuple[HandMark, ...] = ()
    pose: float = 0.0
    arrow: Arrow | None = None
    swell: float | None = None
    word: MotionWord = ""
    time_left: float | None = None


def smooth_rise(fraction: float) -> float:
    """A curve from 0 to 1 that rises smoothly as `fraction` goes from 0 to 1, slow at start and end."""
    fraction = min(max(fraction, 0.0), 1.0)
    return fraction * fraction * (3.0 - 2.0 * fraction)


def frame_at(motion: Motion, seconds: float, tracks: int = 1, spots: tuple[float, ...] = ()) -> Frame:
    """The hands and everything else that moves, `seconds` after a motion has begun.

    Below 0 seconds, the hands wait at the start. `tracks` is the number of lines that hands follow. `spots`
    are the places on a line where hands press, as fractions of the line. Positions are rounded, so that two
    frames that look the same are equal, and the second need not be painted.
    """
    return _rounded(_frame_at(motion, max(0.0, seconds), tracks, spots))


def _rounded(frame: Frame) -> Frame:
    marks = tuple(
        replace(
            mark,
            position=round(mark.position * _POSITION_GRADES) / _POSITION_GRADES,
            strength=round(mark.strength * _STRENGTH_GRADES) / _STRENGTH_GRADES,
            halo=round(mark.halo * _STRENGTH_GRADES) / _STRENGTH_GRADES,
        )
        for mark in frame.marks
    )
    time_left = (
        None if frame.time_left is None else round(frame.time_left * _TIME_LEFT_GRADES) / _TIME_LEFT_GRADES
    )
    return replace(frame, marks=marks, time_left=time_left)


def _frame_at(motion: Motion, seconds: float, tracks: int, spots: tuple[float, ...]) -> Frame:
    match motion:
        case Motion.STROKE:
            return Frame(_stroke_marks(seconds, tracks, "palm", 4.0, 3.0, 1.0))
        case Motion.GLIDE:
            return Frame(_stroke_marks(seconds, tracks, "thumb", 6.0, 3.0, 1.0))
        case Motion.FEATHER:
            return Frame(_stroke_marks(seconds, tracks, "feather", 6.0, 4.5, 0.58))
        case Motion.RUB:
            return Frame(_rub_marks(seconds, tracks))
        case Motion.KNEAD:
            return Frame(_knead_marks(seconds, tracks))
        case Motion.CIRCLE:
            return Frame(_circle_marks(seconds, tracks))
        case Motion.PRESS:
            return _press_frame(seconds, tracks, spots or (0.0,))
        case Motion.PULL:
            return _pull_frame(seconds, tracks)
        case Motion.STRETCH:
            return _stretch_frame(seconds)
        case Motion.PUMP:
            return _swing_frame(seconds, 3.2)
        case Motion.ROTATE:
            return _rotate_frame(seconds)
        case Motion.RAISE:
            rise = smooth_rise(_rise_and_fall(seconds, 4.0))
            return Frame(pose=rise, arrow=Arrow(0.0, max(rise, 0.12), 0.4 + 0.6 * rise))
        case Motion.WALK:
            return Frame(pose=math.sin(math.tau * seconds / 2.4))
        case Motion.TENSE:
            tense = seconds % _TENSE_CYCLE_SECONDS
            over = tense - _TENSE_SECONDS
            pull = smooth_rise(tense / 1.5) if over < 0 else 1.0 - smooth_rise(over / 3.0)
            return Frame(pose=pull, word="tense" if over < 0 else "release")
        case Motion.BREATH:
            breath = seconds % 10.0
            swell = smooth_rise(breath / 4.0) if breath < 4.0 else 1.0 - smooth_rise((breath - 4.0) / 6.0)
            return Frame(swell=0.42 + 0.58 * swell, word="in" if breath < 4.0 else "out")
        case Motion.HOLD:
            return _holding_frame(tracks)
        case Motion.REST:
            return Frame()


def still_frame(motion: Motion, tracks: int = 1, spots: tuple[float, ...] = ()) -> Frame:
    """A frame that shows a whole motion in a still picture; fainter hands show where the hands go."""
    match motion:
        case Motion.STROKE | Motion.GLIDE | Motion.FEATHER:
            sprite: Sprite = {Motion.GLIDE: "thumb", Motion.FEATHER: "feather"}.get(motion, "palm")  # type: ignore[assignment]
            firm = 0.5 if motion is Motion.FEATHER else 1.0
            return Frame(
                tuple(HandMark(track, 0.96, sprite, strength=0.34 * firm) for track in range(tracks))
                + tuple(
                    HandMark(track, 0.1, sprite, strength=firm, halo=0.5 * firm) for track in range(tracks)
                )
            )
        case Motion.RUB:
            # Each hand between the two ends of its rub.
            return Frame(
                tuple(
                    HandMark(track, at, "palm", strength=strength, halo=0.0 if strength < 0.5 else 0.5)
                    for at, strength in ((0.36, 0.25), (0.64, 0.25), (0.5, 1.0))
                    for track in range(tracks)
                )
            )
        case Motion.KNEAD:
            # A hand that has closed lies over a faint one that is still open; the other hand is open.
            return Frame(
                tuple(
                    mark
                    for track in range(tracks)
                    for mark in (
                        (
                            HandMark(track, 0.5, "grip", strength=0.3),
                            HandMark(track, 0.5, "grip", closed=1.0, halo=0.8),
                        )
                        if track % 2 == 0
                        else (HandMark(track, 0.5, "grip", strength=0.8),)
                    )
                )
            )
        case Motion.CIRCLE:
            return Frame(
                tuple(
                    HandMark(track, 0.5, "thumb", strength=0.9, halo=0.5, spin=0.0) for track in range(tracks)
                )
            )
        case Motion.PRESS:
            spot = (spots or (0.0,))[0]
            return Frame(
                tuple(HandMark(track, spot, "thumb", halo=0.9) for track in range(tracks)), time_left=1.0
            )
        case Motion.PULL:
            return Frame(
                tuple(HandMark(track, 0.6, "pinch") for track in range(tracks)), arrow=Arrow(0.0, 1.0, 1.0)
            )
        case Motion.STRETCH | Motion.RAISE:
            return Frame(pose=1.0, arrow=Arrow(0.0, 1.0))
        case Motion.PUMP:
            return Frame(pose=0.4, arrow=Arrow(0.0, 1.0, has_two_heads=True))
        case Motion.ROTATE:
            return Frame(arrow=Arrow(0.08, 0.92))
        case Motion.WALK:
            return Frame(pose=0.9)
        case Motion.TENSE:
            return Frame(pose=0.8, word="tense and release")
        case Motion.BREATH:
            return Frame(swell=0.72, word="in and out")
        case Motion.HOLD:
            return _holding_frame(tracks)
        case Motion.REST:
            return Frame()


def _holding_frame(tracks: int) -> Frame:
    """A frame of palms that rest in the middle of their tracks."""
    return Frame(tuple(HandMark(track, 0.5, "palm", halo=0.5) for track in range(tracks)))


def _rise_and_fall(seconds: float, period: float) -> float:
    return 0.5 - 0.5 * math.cos(math.tau * seconds / period)


def _stroke_marks(
    seconds: float, tracks: int, sprite: Sprite, there: float, back: float, firm: float
) -> tuple[HandMark, ...]:
    now = seconds % (there + back)
    if now < there:
        at = smooth_rise(now / there)
        press = smooth_rise(min(1.0, now / 0.8, (there - now) / 0.8))
        strength = firm * (0.78 + 0.22 * press)
        halo = 0.7 * press * firm
    else:
        late = (now - there) / back
        at = 1.0 - smooth_rise(late)
        lift = min(1.0, 3.0 * math.sin(math.pi * late))
        strength, halo = firm * (0.78 - 0.5 * lift), 0.0
    return tuple(HandMark(track, at, sprite, strength=strength, halo=halo) for track in range(tracks))


def _rub_marks(seconds: float, tracks: int) -> tuple[HandMark, ...]:
    """Marks of short quick rubs that slowly move along the track; two hands rub in opposite directions."""
    now = seconds % 13.0
    along = now / 10.0 if now < 10.0 else 1.0 - smooth_rise((now - 10.0) / 3.0)
    rub = _RUB_REACH * math.sin(math.tau * seconds / _RUB_SECONDS)
    middle = _RUB_REACH + (1.0 - 2.0 * _RUB_REACH) * along
    return tuple(
        HandMark(track, middle + (rub if track % 2 else -rub), "palm", strength=0.9, halo=0.5)
        for track in range(tracks)
    )


def _knead_marks(seconds: float, tracks: int) -> tuple[HandMark, ...]:
    now = seconds % 24.0
    at = now / 20.0 if now < 20.0 else 1.0 - smooth_rise((now - 20.0) / 4.0)
    marks = []
    for track in range(tracks):
        hold = smooth_rise(min(now, 20.0 - now))
        squeeze = hold * smooth_rise(_rise_and_fall(now + 1.4 * track, 2.8))
        marks.append(
            HandMark(
                track,
                at,
                "grip",
                strength=0.8 + 0.2 * squeeze,
                closed=squeeze,
                halo=0.8 * squeeze,
            )
        )
    return tuple(marks)


def _circle_marks(seconds: float, tracks: int) -> tuple[HandMark, ...]:
    at = _rise_and_fall(seconds, 24.0)
    turns = seconds / 2.4
    dx, dy = math.sin(math.tau * turns), -math.cos(math.tau * turns)
    return tuple(
        HandMark(
            track,
            at,
            "thumb",
            strength=0.95,
            dx=-dx if track == 0 and tracks > 1 else dx,
            dy=dy,
            halo=0.5,
            spin=turns % 1.0,
        )
        for track in range(tracks)
    )


def _press_frame(seconds: float, tracks: int, spots: tuple[float, ...]) -> Frame:
    turn = seconds % (SECONDS_PER_SPOT * len(spots))
    index, now = int(turn // SECONDS_PER_SPOT), turn % SECONDS_PER_SPOT
    before = spots[index - 1] if turn >= SECONDS_PER_SPOT or seconds >= SECONDS_PER_SPOT else spots[index]
    at = before + (spots[index] - before) * smooth_rise(now / 1.5)
    hold = smooth_rise((now - 1.5) / 2.5) * (1.0 - smooth_rise((now - 17.5) / 2.5))
    breath = 0.05 * math.sin(math.tau * now / 5.0) * hold
    left = min(1.0, max(0.0, (_PRESSURE_ENDS - now) / (_PRESSURE_ENDS - _PRESSURE_BEGINS)))
    strength, halo = 0.75 + 0.25 * hold, 0.95 * hold + breath
    marks = (HandMark(track, at, "thumb", strength=strength, halo=halo) for track in range(tracks))
    return Frame(tuple(marks), time_left=left if now >= 1.5 else None)


def _pull_frame(seconds: float, tracks: int) -> Frame:
    """The frame of a slow pull along the path: 3 s of pulling, 3 s of holding, 2 s of letting go."""
    now = seconds % 8.0
    at = smooth_rise(now / 3.0) if now < 6.0 else 1.0 - smooth_rise((now - 6.0) / 2.0)
    marks = (HandMark(track, at, "pinch", strength=0.7 + 0.3 * at, halo=0.3 * at) for track in range(tracks))
    return Frame(tuple(marks), arrow=Arrow(0.0, 0.15 + 0.85 * at, 0.4 + 0.6 * at))


def _stretch_frame(seconds: float) -> Frame:
    now = seconds % 30.0
    if now < 6.0:
        pull = smooth_rise(now / 6.0)
        return Frame(arrow=Arrow(0.0, 0.18 + 0.82 * pull, 0.6 + 0.4 * now / 6.0), pose=pull)
    if now < 27.0:
        hold = round(0.86 + 0.14 * math.cos(math.tau * (now - 6.0) / 7.0), 2)
        return Frame(arrow=Arrow(0.0, 1.0, hold), pose=1.0)
    slack = smooth_rise((now - 27.0) / 3.0)
    return Frame(arrow=Arrow(0.0, 1.0 - 0.82 * slack, 1.0 - 0.4 * slack), pose=1.0 - slack)


def _swing_frame(seconds: float, period: float) -> Frame:
    angle = math.tau * seconds / period
    pose = math.sin(angle)
    middle = 0.5 + 0.5 * pose
    if math.cos(angle) >= 0:
        return Frame(pose=pose, arrow=Arrow(max(0.0, middle - 0.5), middle))
    return Frame(pose=pose, arrow=Arrow(min(1.0, middle + 0.5), middle))


def _rotate_frame(seconds: float) -> Frame:
    """The frame of a circling foot: five circles in one direction, then five in the opposite direction."""
    turns = seconds / 3.6
    forwards = int(turns // 5) % 2 == 0
    at = turns % 1.0 if forwards else 1.0 - turns % 1.0
    tail = at - 0.3 if forwards else at + 0.3
    return Frame(pose=-math.sin(math.tau * at), arrow=Arrow(tail, at))
