"""Tests of the sleep measures against nights worked out by hand with the Consensus Sleep Diary."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain import measures
from rlscompanion.domain.moment import Moment, minutes_between
from rlscompanion.domain.night import Sleep
from rlscompanion.domain.problems import sleep_problems
from tests.cases import each_case
from tests.fakes import local

from .samples import SLEEP_ID


@dataclass(frozen=True)
class WorkedExample:
    """A sleep, and its measures as pencil and paper give them."""

    name: str
    sleep: Sleep
    onset: Moment | None
    sleep_period: float | None
    total_sleep: float | None
    terminal_wakefulness: float | None
    time_in_bed: float | None
    early_awakening: float | None
    midpoint: Moment | None
    sleep_episode: float | None
    sleep_efficiency: float | None
    efficiency_in_bed: float | None


def utc(text: str) -> Moment:
    return local(text, "UTC")


def sleep_at(
    bed: str,
    tried: str,
    fell_asleep: int | None,
    awake: int | None,
    woke: str | None,
    up: str,
    planned: str | None,
    trying_again: int | None,
) -> Sleep:
    """A sleep from times on Berlin's clock and minutes."""
    return Sleep(
        id=SLEEP_ID,
        went_to_bed=local(bed),
        tried_to_sleep=local(tried),
        minutes_to_fall_asleep=fell_asleep,
        minutes_awake=awake,
        woke_up=local(woke) if woke else None,
        got_up=local(up),
        planned_wake=local(planned) if planned else None,
        minutes_trying_again=trying_again,
    )


PLAIN_NIGHT = sleep_at(
    *("2026-11-21 22:30", "2026-11-21 23:00", 15, 20, "2026-11-22 07:00", "2026-11-22 07:15"),
    *("2026-11-22 07:30", 10),
)

NIGHTS = (
    WorkedExample(
        "a plain night",
        PLAIN_NIGHT,
        onset=local("2026-11-21 23:15"),  # 23:00 + 15 min
        sleep_period=465,  # 23:15 to 07:00
        total_sleep=445,  # 465 - 20
        terminal_wakefulness=15,  # 07:00 to 07:15
        time_in_bed=525,  # 22:30 to 07:15
        early_awakening=30,  # 07:00, planned 07:30
        midpoint=local("2026-11-22 03:07:30"),  # 23:15 + 232.5 min
        sleep_episode=490,  # 15 + 445 + 20 + 10
        sleep_efficiency=90.816,  # 445 / 490
        efficiency_in_bed=84.762,  # 445 / 525
    ),
    WorkedExample(
        "nothing but sleep",
        sleep_at(
            *("2026-11-21 23:00", "2026-11-21 23:00", 0, 0, "2026-11-22 07:00", "2026-11-22 07:00"),
            *("2026-11-22 07:00", 0),
        ),
        onset=local("2026-11-21 23:00"),
        sleep_period=480,
        total_sleep=480,
        terminal_wakefulness=0,
        time_in_bed=480,
        early_awakening=0,
        midpoint=local("2026-11-22 03:00"),
        sleep_episode=480,
        sleep_efficiency=100,
        efficiency_in_bed=100,
    ),
    WorkedExample(
        "two hours of reading in bed, and overslept",
        sleep_at(
            *("2026-11-21 21:00", "2026-11-21 23:00", 30, 0, "2026-11-22 06:30", "2026-11-22 07:00"),
            *("2026-11-22 06:00", 0),
        ),
        onset=local("2026-11-21 23:30"),
        sleep_period=420,  # 23:30 to 06:30
        total_sleep=420,
        terminal_wakefulness=30,
        time_in_bed=600,  # 21:00 to 07:00
        early_awakening=0,  # woken after the planned time: never negative
        midpoint=local("2026-11-22 03:00"),
        sleep_episode=450,  # 30 + 420
        sleep_efficiency=93.333,  # 420 / 450
        efficiency_in_bed=70,  # 420 / 600
    ),
    WorkedExample(
        "to bed after midnight",
        sleep_at(
            *("2026-11-22 00:30", "2026-11-22 01:00", 45, 60, "2026-11-22 09:00", "2026-11-22 09:30"),
            *("2026-11-22 09:00", 15),
        ),
        onset=local("2026-11-22 01:45"),
        sleep_period=435,  # 01:45 to 09:00
        total_sleep=375,  # 435 - 60
        terminal_wakefulness=30,
        time_in_bed=540,
        early_awakening=0,
        midpoint=local("2026-11-22 05:22:30"),  # 01:45 + 217.5 min
        sleep_episode=495,  # 45 + 375 + 60 + 15
        sleep_efficiency=75.758,  # 375 / 495
        efficiency_in_bed=69.444,  # 375 / 540
    ),
    WorkedExample(
        "the clocks go forward",
        sleep_at(
            *("2026-03-28 22:30", "2026-03-28 23:00", 30, 30, "2026-03-29 07:00", "2026-03-29 07:30"),
            *("2026-03-29 07:00", 0),
        ),
        onset=utc("2026-03-28 22:30"),  # 23:30 in winter time
        sleep_period=390,  # 22:30 UTC to 05:00 UTC: an hour less than the clock shows
        total_sleep=360,
        terminal_wakefulness=30,
        time_in_bed=480,  # 21:30 UTC to 05:30 UTC
        early_awakening=0,
        midpoint=utc("2026-03-29 01:45"),  # 22:30 UTC + 195 min
        sleep_episode=420,  # 30 + 360 + 30
        sleep_efficiency=85.714,  # 360 / 420
        efficiency_in_bed=75,  # 360 / 480
    ),
    WorkedExample(
        "the clocks go back",
        sleep_at(
            *("2026-10-24 22:30", "2026-10-24 23:00", 30, 60, "2026-10-25 07:00", "2026-10-25 07:00"),
            *("2026-10-25 07:30", 0),
        ),
        onset=utc("2026-10-24 21:30"),  # 23:30 in summer time
        sleep_period=510,  # 21:30 UTC to 06:00 UTC: an hour more than the clock shows
        total_sleep=450,
        terminal_wakefulness=0,
        time_in_bed=570,  # 20:30 UTC to 06:00 UTC
        early_awakening=30,
        midpoint=utc("2026-10-25 01:45"),  # 21:30 UTC + 255 min
        sleep_episode=540,  # 30 + 450 + 60
        sleep_efficiency=83.333,  # 450 / 540
        efficiency_in_bed=78.947,  # 450 / 570
    ),
    WorkedExample(
        "awake for good before the clocks go back, planned after it",
        sleep_at(
            *("2026-10-24 22:00", "2026-10-24 22:00", 30, 0, "2026-10-25 02:30", "2026-10-25 03:30"),
            *("2026-10-25 06:30", 60),
        ),
        onset=utc("2026-10-24 20:30"),
        sleep_period=240,  # 20:30 UTC to 00:30 UTC
        total_sleep=240,
        terminal_wakefulness=120,  # 00:30 UTC to 02:30 UTC: the clock shows one hour
        time_in_bed=390,  # 20:00 UTC to 02:30 UTC
        early_awakening=300,  # 00:30 UTC, planned 05:30 UTC
        midpoint=utc("2026-10-24 22:30"),
        sleep_episode=330,  # 30 + 240 + 0 + 60
        sleep_efficiency=72.727,  # 240 / 330
        efficiency_in_bed=61.538,  # 240 / 390
    ),
    WorkedExample(
        "after a night shift",
        sleep_at(
            *("2026-11-21 08:00", "2026-11-21 08:15", 5, 40, "2026-11-21 15:20", "2026-11-21 15:30"),
            *("2026-11-21 16:00", 5),
        ),
        onset=local("2026-11-21 08:20"),
        sleep_period=420,
        total_sleep=380,
        terminal_wakefulness=10,
        time_in_bed=450,
        early_awakening=40,
        midpoint=local("2026-11-21 11:50"),
        sleep_episode=430,  # 5 + 380 + 40 + 5
        sleep_efficiency=88.372,  # 380 / 430
        efficiency_in_bed=84.444,  # 380 / 450
    ),
    WorkedExample(
        "awake all of what was meant for sleep",
        sleep_at(
            *("2026-11-21 23:00", "2026-11-21 23:00", 0, 480, "2026-11-22 07:00", "2026-11-22 07:00"),
            *(None, 0),
        ),
        onset=local("2026-11-21 23:00"),
        sleep_period=480,
        total_sleep=0,
        terminal_wakefulness=0,
        time_in_bed=480,
        early_awakening=None,  # nothing was planned
        midpoint=local("2026-11-22 03:00"),
        sleep_episode=480,
        sleep_efficiency=0,
        efficiency_in_bed=0,
    ),
    WorkedExample(
        "not known how long it was tried to sleep again: not taken as nothing",
        replace(PLAIN_NIGHT, minutes_trying_again=None),
        onset=local("2026-11-21 23:15"),
        sleep_period=465,
        total_sleep=445,
        terminal_wakefulness=15,
        time_in_bed=525,
        early_awakening=30,
        midpoint=local("2026-11-22 03:07:30"),
        sleep_episode=None,
        sleep_efficiency=None,
        efficiency_in_bed=84.762,
    ),
    WorkedExample(
        "not known when sleep came",
        replace(PLAIN_NIGHT, minutes_to_fall_asleep=None),
        onset=None,
        sleep_period=None,
        total_sleep=None,
        terminal_wakefulness=15,
        time_in_bed=525,
        early_awakening=30,
        midpoint=None,
        sleep_episode=None,
        sleep_efficiency=None,
        efficiency_in_bed=None,
    ),
    WorkedExample(
        "not known how long awake",
        replace(PLAIN_NIGHT, minutes_awake=None),
        onset=local("2026-11-21 23:15"),
        sleep_period=465,
        total_sleep=None,
        terminal_wakefulness=15,
        time_in_bed=525,
        early_awakening=30,
        midpoint=local("2026-11-22 03:07:30"),
        sleep_episode=None,
        sleep_efficiency=None,
        efficiency_in_bed=None,
    ),
    WorkedExample(
        "not known when awake for good",
        replace(PLAIN_NIGHT, woke_up=None),
        onset=local("2026-11-21 23:15"),
        sleep_period=None,
        total_sleep=None,
        terminal_wakefulness=None,
        time_in_bed=525,
        early_awakening=None,
        midpoint=None,
        sleep_episode=None,
        sleep_efficiency=None,
        efficiency_in_bed=None,
    ),
    WorkedExample(
        "not known when to bed",
        replace(PLAIN_NIGHT, went_to_bed=None),
        onset=local("2026-11-21 23:15"),
        sleep_period=465,
        total_sleep=445,
        terminal_wakefulness=15,
        time_in_bed=None,
        early_awakening=30,
        midpoint=local("2026-11-22 03:07:30"),
        sleep_episode=490,
        sleep_efficiency=90.816,
        efficiency_in_bed=None,
    ),
    WorkedExample(
        "a sleepless night, whatever else was noted",
        replace(PLAIN_NIGHT, slept=False),
        onset=None,
        sleep_period=None,
        total_sleep=0,
        terminal_wakefulness=None,
        time_in_bed=525,
        early_awakening=None,
        midpoint=None,
        sleep_episode=None,
        sleep_efficiency=0,
        efficiency_in_bed=0,
    ),
    WorkedExample(
        "nothing known",
        Sleep(id=SLEEP_ID),
        onset=None,
        sleep_period=None,
        total_sleep=None,
        terminal_wakefulness=None,
        time_in_bed=None,
        early_awakening=None,
        midpoint=None,
        sleep_episode=None,
        sleep_efficiency=None,
        efficiency_in_bed=None,
    ),
)

_DURATIONS = (
    *("sleep_period", "total_sleep", "terminal_wakefulness", "time_in_bed", "early_awakening"),
    *("sleep_episode", "sleep_efficiency", "efficiency_in_bed"),
)


@each_case("worked", NIGHTS, ids=lambda worked: worked.name)
@each_case("name", _DURATIONS)
def test_a_measure_is_what_pencil_and_paper_give(worked: WorkedExample, name: str) -> None:
    expected = getattr(worked, name)

    measured = getattr(measures, name)(worked.sleep)

    assert measured == (expected if expected is None else pytest.approx(expected, abs=0.001))


@each_case("worked", NIGHTS, ids=lambda worked: worked.name)
def test_onset_and_midpoint_are_what_pencil_and_paper_give(worked: WorkedExample) -> None:
    onset, midpoint = measures.sleep_onset(worked.sleep), measures.sleep_midpoint(worked.sleep)

    assert (onset and onset.utc) == (worked.onset and worked.onset.utc)
    assert (midpoint and midpoint.utc) == (worked.midpoint and worked.midpoint.utc)


@each_case("worked", NIGHTS, ids=lambda worked: worked.name)
def test_every_worked_night_is_a_possible_one(worked: WorkedExample) -> None:
    assert sleep_problems(worked.sleep) == ()


def test_an_episode_of_no_length_has_no_efficiency() -> None:
    nothing = sleep_at(
        *("2026-11-21 23:00", "2026-11-21 23:00", 0, 0, "2026-11-21 23:00", "2026-11-21 23:00"), None, 0
    )

    assert measures.sleep_episode(nothing) == 0
    assert measures.sleep_efficiency(nothing) is None
    assert measures.efficiency_in_bed(nothing) is None


@st.composite
def possible_sleeps(draw: st.DrawFn) -> Sleep:
    """A sleep with all items known and in order, under 24 hours."""
    minutes = st.integers(0, 240)
    bed = Moment(draw(st.integers(1_500_000_000, 2_000_000_000)), draw(st.sampled_from([-300, 0, 60, 120])))
    tried = bed.plus_minutes(draw(minutes))
    fell_asleep = draw(minutes)
    period = draw(st.integers(1, 540))
    woke = tried.plus_minutes(fell_asleep + period)
    lay = draw(minutes)
    return Sleep(
        id=SLEEP_ID,
        went_to_bed=bed,
        tried_to_sleep=tried,
        minutes_to_fall_asleep=fell_asleep,
        minutes_awake=draw(st.integers(0, period)),
        woke_up=woke,
        got_up=woke.plus_minutes(lay),
        planned_wake=woke.plus_minutes(draw(st.integers(-120, 120))),
        minutes_trying_again=draw(st.integers(0, lay)),
    )


@given(possible_sleeps())
def test_the_measures_of_a_possible_sleep_fit_together(sleep: Sleep) -> None:
    onset, midpoint = measures.sleep_onset(sleep), measures.sleep_midpoint(sleep)
    in_bed, episode = measures.time_in_bed(sleep), measures.sleep_episode(sleep)
    asleep, early = measures.total_sleep(sleep), measures.early_awakening(sleep)
    efficiency, in_bed_efficiency = measures.sleep_efficiency(sleep), measures.efficiency_in_bed(sleep)

    assert sleep_problems(sleep) == ()
    assert onset is not None
    assert midpoint is not None
    assert sleep.woke_up is not None
    assert in_bed is not None
    assert episode is not None
    assert asleep is not None
    assert early is not None
    assert efficiency is not None
    assert in_bed_efficiency is not None
    assert minutes_between(onset, midpoint) == pytest.approx(minutes_between(midpoint, sleep.woke_up))
    assert 0 <= asleep <= episode <= in_bed
    assert 0 <= in_bed_efficiency <= efficiency <= 100
    assert early >= 0
