"""Small massage routines, sleeps and nights for tests."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.domain.moment import Moment, moment_of_datetime
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.domain.routine import (
    Cues,
    PictureNames,
    Routine,
    RoutineKind,
    Segment,
    Side,
    Step,
    Technique,
    routine_segments,
)


def a_step(key: str = "calf", seconds: float = 30, per_side: bool = True) -> Step:
    return Step(
        key=key,
        title=key.title(),
        area="Calf",
        technique=Technique.EFFLEURAGE,
        seconds=seconds,
        per_side=per_side,
        cues=Cues("Stroke up the calf.", "Halfway.", "Ten seconds more."),
        picture=PictureNames("calf", "calf", "stroke", "calf"),
    )


def a_routine(
    *steps: Step, key: str = "short", title: str = "Short", kind: RoutineKind = RoutineKind.WIND_DOWN
) -> Routine:
    return Routine(key, title, kind, steps or (a_step("breath", 20, False), a_step("calf", 30)))


def segments_of(*seconds: float, lead_in: float = 5.0) -> tuple[Segment, ...]:
    """A segment (one step on both legs at once) for each of these lengths in seconds."""
    return tuple(
        Segment(a_step(f"step_{i}", work, False), Side.BOTH, lead_in) for i, work in enumerate(seconds)
    )


SHORT_ROUTINE = a_routine()
"""A routine of 95 s: breath 20 s, left calf 30 s, right calf 30 s, and 5 s before each of the three."""

SHORT_SEGMENTS = routine_segments(SHORT_ROUTINE)

SLEEP_ID, OTHER_SLEEP_ID, NIGHT_ID = UUID(int=1), UUID(int=2), UUID(int=100)


def a_night(*sleeps: Sleep, evening: date = date(2026, 11, 21)) -> Night:
    return Night(NIGHT_ID, evening, "Europe/Berlin", sleeps)


def a_full_night(evening: date = date(2026, 11, 21)) -> Night:
    """A night with all times (Berlin time): asleep for 400 of 460 minutes.

    In bed 22:40, tried to sleep 23:00, asleep 23:20, awake 6:30, got up 7:00.
    """
    bed = moment_of_datetime(
        datetime(evening.year, evening.month, evening.day, 22, 40, tzinfo=ZoneInfo("Europe/Berlin"))
    )
    sleep = Sleep(
        SLEEP_ID,
        went_to_bed=bed,
        tried_to_sleep=bed.plus_minutes(20),
        minutes_to_fall_asleep=20,
        times_awake=2,
        minutes_awake=30,
        woke_up=bed.plus_minutes(470),
        got_up=bed.plus_minutes(500),
        minutes_trying_again=10,
    )
    return Night(
        NIGHT_ID,
        evening,
        "Europe/Berlin",
        (sleep,),
        quality=4,
        worst_urge=6,
        symptoms_began=bed.plus_minutes(-100),
        tiredness=3,
    )


def nights_with_urges(first: date, urges: Iterable[int | None]) -> list[Night]:
    """A saved night for each of these worst urges to move, on consecutive evenings from `first` on."""
    return [
        replace(
            a_full_night(first + timedelta(days=day)),
            id=UUID(int=day + 1),
            worst_urge=urge,
            saved_at=Moment(1),
        )
        for day, urge in enumerate(urges)
    ]
