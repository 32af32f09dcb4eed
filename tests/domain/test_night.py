"""Tests of nights: labels, dates, and impossible values in an entry."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.items import Item
from rlscompanion.domain.measures import evening_at_lights_out, proposed_evening
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import SLEEP_QUALITY_WORDS, Sleep, both_dates_text, with_longest_sleep_as_main
from rlscompanion.domain.problems import night_problems, sleep_problems
from tests.cases import each_case
from tests.fakes import local

from .samples import OTHER_SLEEP_ID, SLEEP_ID, a_night

BED, TRIED = local("2026-11-21 22:30"), local("2026-11-21 23:00")
WOKE, UP = local("2026-11-22 07:00"), local("2026-11-22 07:15")

# To bed 22:30, tried 23:00, asleep 23:15, awake 07:00, up 07:15.
GOOD = Sleep(
    id=SLEEP_ID,
    went_to_bed=BED,
    tried_to_sleep=TRIED,
    minutes_to_fall_asleep=15,
    times_awake=2,
    minutes_awake=20,
    woke_up=WOKE,
    got_up=UP,
    planned_wake=local("2026-11-22 07:30"),
    minutes_trying_again=10,
)
EMPTY = Sleep(id=SLEEP_ID)


# --- labels -------------------------------------------------------------------------------------------------


@each_case(
    ("evening", "label", "label_with_year"),
    [
        (date(2026, 11, 21), "Sat 21 to Sun 22 Nov", "Sat 21 to Sun 22 Nov 2026"),
        (date(2026, 11, 30), "Mon 30 Nov to Tue 1 Dec", "Mon 30 Nov to Tue 1 Dec 2026"),
        (date(2026, 12, 31), "Thu 31 Dec to Fri 1 Jan", "Thu 31 Dec 2026 to Fri 1 Jan 2027"),
        (date(2027, 1, 1), "Fri 1 to Sat 2 Jan", "Fri 1 to Sat 2 Jan 2027"),
        (date(2027, 2, 28), "Sun 28 Feb to Mon 1 Mar", "Sun 28 Feb to Mon 1 Mar 2027"),
        (date(2028, 2, 28), "Mon 28 to Tue 29 Feb", "Mon 28 to Tue 29 Feb 2028"),
        (date(2028, 2, 29), "Tue 29 Feb to Wed 1 Mar", "Tue 29 Feb to Wed 1 Mar 2028"),
        (date(2026, 3, 28), "Sat 28 to Sun 29 Mar", "Sat 28 to Sun 29 Mar 2026"),
    ],
)
def test_a_label_says_both_dates(evening: date, label: str, label_with_year: str) -> None:
    assert both_dates_text(evening) == label
    assert both_dates_text(evening, with_year=True) == label_with_year
    assert a_night(evening=evening).label == label


# --- what is impossible -------------------------------------------------------------------------------------


def items(sleep: Sleep) -> set[Item]:
    """The items with problems in a sleep; each problem must be a sentence."""
    found = sleep_problems(sleep)
    assert all(problem.sentence.endswith(".") for problem in found)
    return {problem.item for problem in found}


@each_case(
    ("sleep", "item"),
    [
        (replace(GOOD, tried_to_sleep=local("2026-11-21 22:29")), Item.TRIED_TO_SLEEP),
        (replace(GOOD, woke_up=local("2026-11-21 23:14")), Item.WOKE_UP),  # before falling asleep
        (replace(GOOD, woke_up=local("2026-11-21 22:00")), Item.WOKE_UP),
        (replace(GOOD, got_up=local("2026-11-22 06:59")), Item.GOT_UP),
        (replace(GOOD, got_up=local("2026-11-21 22:00")), Item.GOT_UP),
        (replace(GOOD, minutes_to_fall_asleep=481), Item.WOKE_UP),  # asleep 07:01, awake 07:00
        (replace(GOOD, minutes_to_fall_asleep=-1), Item.MINUTES_TO_FALL_ASLEEP),
        (replace(GOOD, times_awake=-1), Item.TIMES_AWAKE),
        (replace(GOOD, minutes_awake=-1), Item.MINUTES_AWAKE),
        (replace(GOOD, minutes_trying_again=-1), Item.MINUTES_TRYING_AGAIN),
        (replace(GOOD, minutes_awake=466), Item.MINUTES_AWAKE),  # asleep for 465 minutes at most
        (replace(GOOD, woke_up=local("2026-11-22 22:30"), got_up=None), Item.WOKE_UP),  # 24 hours
        (replace(GOOD, got_up=local("2026-11-22 22:30")), Item.GOT_UP),
        (replace(EMPTY, tried_to_sleep=TRIED, woke_up=local("2026-11-23 01:00")), Item.WOKE_UP),
        # Also between items with others unknown between them.
        (replace(EMPTY, went_to_bed=BED, got_up=local("2026-11-21 22:00")), Item.GOT_UP),
        (replace(EMPTY, went_to_bed=BED, woke_up=local("2026-11-21 22:00")), Item.WOKE_UP),
        (replace(EMPTY, tried_to_sleep=TRIED, minutes_to_fall_asleep=600, got_up=UP), Item.GOT_UP),
        # More time awake than in bed, with the rest unknown: 525 minutes in bed, 495 after trying.
        (replace(EMPTY, went_to_bed=BED, got_up=UP, minutes_awake=526), Item.MINUTES_AWAKE),
        (replace(EMPTY, tried_to_sleep=TRIED, got_up=UP, minutes_awake=496), Item.MINUTES_AWAKE),
        (replace(GOOD, woke_up=None, minutes_awake=481), Item.MINUTES_AWAKE),  # asleep 23:15, up 07:15
        (replace(GOOD, minutes_to_fall_asleep=None, minutes_awake=481), Item.MINUTES_AWAKE),
        # Awake 07:00 and up 07:15, in the minute after, or at once.
        (replace(GOOD, minutes_trying_again=16), Item.MINUTES_TRYING_AGAIN),
        (
            replace(GOOD, got_up=local("2026-11-22 07:15:20"), minutes_trying_again=17),
            Item.MINUTES_TRYING_AGAIN,
        ),
        (replace(GOOD, got_up=WOKE, minutes_trying_again=1), Item.MINUTES_TRYING_AGAIN),
        # The clocks go forward: 23:00 to 07:00 is seven hours.
        (
            replace(
                EMPTY,
                tried_to_sleep=local("2026-03-28 23:00"),
                minutes_to_fall_asleep=0,
                woke_up=local("2026-03-29 07:00"),
                minutes_awake=421,
            ),
            Item.MINUTES_AWAKE,
        ),
        # Sleepless, but the times still have an order.
        (replace(EMPTY, slept=False, went_to_bed=BED, got_up=local("2026-11-21 22:00")), Item.GOT_UP),
        (
            replace(EMPTY, slept=False, went_to_bed=TRIED, tried_to_sleep=BED, got_up=UP),
            Item.TRIED_TO_SLEEP,
        ),
    ],
)
def test_what_is_impossible_is_said_where_it_stands(sleep: Sleep, item: Item) -> None:
    assert items(sleep) == {item}


@each_case(
    "sleep",
    [
        GOOD,
        EMPTY,
        replace(GOOD, tried_to_sleep=BED),  # at once
        replace(GOOD, woke_up=local("2026-11-21 23:15"), minutes_awake=0),  # asleep for no time
        replace(GOOD, minutes_awake=465),  # all of it awake
        replace(GOOD, got_up=WOKE, minutes_trying_again=0),
        replace(GOOD, minutes_trying_again=15),
        replace(GOOD, got_up=local("2026-11-22 07:15:20"), minutes_trying_again=16),
        replace(GOOD, got_up=None, minutes_trying_again=300),
        replace(GOOD, got_up=local("2026-11-22 22:29")),  # a minute under 24 hours
        replace(GOOD, planned_wake=local("2026-11-22 05:00")),  # overslept
        replace(EMPTY, minutes_awake=60),
        replace(EMPTY, woke_up=WOKE),
        replace(EMPTY, went_to_bed=BED, got_up=UP, minutes_awake=525),
        # The clocks go back: 02:50 summer time is before 02:10 winter time.
        replace(
            EMPTY,
            tried_to_sleep=local("2026-10-25 02:50", fold=0),
            woke_up=local("2026-10-25 02:10", fold=1),
        ),
        # And eight hours of the clock are nine, so 500 minutes awake fit.
        replace(
            EMPTY,
            tried_to_sleep=local("2026-10-24 23:00"),
            minutes_to_fall_asleep=0,
            woke_up=local("2026-10-25 07:00"),
            minutes_awake=500,
        ),
        # A sleepless night is an entry like any other.
        Sleep(id=SLEEP_ID, slept=False),
        Sleep(id=SLEEP_ID, slept=False, went_to_bed=BED, tried_to_sleep=TRIED, got_up=UP),
        # What it says of sleep does not count then.
        replace(GOOD, slept=False, woke_up=BED, minutes_awake=10_000, minutes_to_fall_asleep=5000),
    ],
)
def test_what_is_possible_raises_no_question(sleep: Sleep) -> None:
    assert sleep_problems(sleep) == ()


@each_case(
    ("quality", "worst_urge", "expected"),
    [
        (None, None, set()),
        (1, 0, set()),
        (5, 10, set()),
        (0, None, {Item.QUALITY}),
        (6, None, {Item.QUALITY}),
        (None, -1, {Item.WORST_URGE}),
        (None, 11, {Item.WORST_URGE}),
        (9, 12, {Item.QUALITY, Item.WORST_URGE}),
    ],
)
def test_a_night_is_checked_with_its_own_items(
    quality: int | None, worst_urge: int | None, expected: set[Item]
) -> None:
    night = replace(a_night(GOOD), quality=quality, worst_urge=worst_urge)

    assert {problem.item for problem in night_problems(night)} == expected


def test_a_night_is_checked_with_its_main_sleep() -> None:
    night = a_night(replace(GOOD, minutes_awake=-1))

    assert [problem.item for problem in night_problems(night)] == [Item.MINUTES_AWAKE]
    assert night_problems(a_night()) == ()


@each_case(("days", "is_near"), [(-4, False), (-3, True), (3, True), (4, False)])
def test_what_a_night_tells_lies_near_its_evening(days: int, is_near: bool) -> None:
    night = a_night()
    began = local(f"{night.evening + timedelta(days=days)} 23:59")
    found = night_problems(replace(night, symptoms_began=began))
    assert [problem.item for problem in found] == ([] if is_near else [Item.SYMPTOMS_BEGAN])


def test_a_night_moved_to_another_year_by_mistake_is_told_at_its_times() -> None:
    night = a_night(GOOD)
    items = {problem.item for problem in night_problems(replace(night, evening=date(2027, 11, 21)))}
    assert {Item.TRIED_TO_SLEEP, Item.WOKE_UP} <= items


def test_quality_has_five_words() -> None:
    assert list(SLEEP_QUALITY_WORDS) == [1, 2, 3, 4, 5]


_moments = st.none() | st.integers(0, 4000).map(lambda minutes: TRIED.plus_minutes(minutes))
_numbers = st.none() | st.integers(-10, 2000)


@given(
    st.builds(
        Sleep,
        id=st.just(SLEEP_ID),
        slept=st.booleans(),
        went_to_bed=_moments,
        tried_to_sleep=_moments,
        minutes_to_fall_asleep=_numbers,
        times_awake=_numbers,
        minutes_awake=_numbers,
        woke_up=_moments,
        got_up=_moments,
        planned_wake=_moments,
        minutes_trying_again=_numbers,
    )
)
def test_whatever_is_typed_can_be_judged(sleep: Sleep) -> None:
    for problem in sleep_problems(sleep):
        assert problem.sentence
        assert problem.item in Item


# --- the evening a sleep belongs to -------------------------------------------------------------------------


@each_case(
    ("sleep", "evening"),
    [
        (GOOD, date(2026, 11, 21)),
        # To bed after midnight: still the evening before.
        (
            replace(
                EMPTY,
                tried_to_sleep=local("2026-11-22 03:00"),
                minutes_to_fall_asleep=20,
                woke_up=local("2026-11-22 11:00"),
            ),
            date(2026, 11, 21),
        ),
        # After a night shift, asleep 08:20 to 15:20: the midpoint, 11:50, is on the noon-to-noon day before.
        (
            replace(
                EMPTY,
                tried_to_sleep=local("2026-11-21 08:15"),
                minutes_to_fall_asleep=5,
                woke_up=local("2026-11-21 15:20"),
            ),
            date(2026, 11, 20),
        ),
        # Asleep 10:00 to 17:00, midpoint 13:30: that day's.
        (
            replace(
                EMPTY,
                tried_to_sleep=local("2026-11-21 10:00"),
                minutes_to_fall_asleep=0,
                woke_up=local("2026-11-21 17:00"),
            ),
            date(2026, 11, 21),
        ),
        # A nap belongs to the day whose evening follows.
        (
            replace(
                EMPTY,
                tried_to_sleep=local("2026-11-21 14:00"),
                minutes_to_fall_asleep=5,
                woke_up=local("2026-11-21 15:00"),
            ),
            date(2026, 11, 21),
        ),
        # Across the end of the year, and across a clock change.
        (
            replace(
                EMPTY,
                tried_to_sleep=local("2027-01-01 02:00"),
                minutes_to_fall_asleep=0,
                woke_up=local("2027-01-01 10:00"),
            ),
            date(2026, 12, 31),
        ),
        (
            replace(
                EMPTY,
                tried_to_sleep=local("2026-10-24 23:00"),
                minutes_to_fall_asleep=0,
                woke_up=local("2026-10-25 07:00"),
            ),
            date(2026, 10, 24),
        ),
        # From less: the span that is known, a start, an end.
        (replace(EMPTY, went_to_bed=BED, got_up=UP), date(2026, 11, 21)),
        (replace(EMPTY, slept=False, went_to_bed=BED, got_up=UP), date(2026, 11, 21)),
        (replace(EMPTY, tried_to_sleep=TRIED), date(2026, 11, 21)),
        (replace(EMPTY, went_to_bed=local("2026-11-22 02:00")), date(2026, 11, 21)),
        (replace(EMPTY, woke_up=WOKE), date(2026, 11, 21)),
        (replace(EMPTY, got_up=local("2026-11-22 13:00")), date(2026, 11, 21)),
    ],
)
def test_the_evening_is_proposed_from_the_middle_of_the_sleep(sleep: Sleep, evening: date) -> None:
    assert proposed_evening(sleep) == evening


def test_of_nothing_no_evening_is_proposed() -> None:
    assert proposed_evening(EMPTY) is None
    assert proposed_evening(replace(EMPTY, minutes_to_fall_asleep=5, minutes_awake=9)) is None


@each_case(
    ("lights_out", "evening"),
    [
        ("2026-11-21 22:00", date(2026, 11, 21)),
        ("2026-11-22 02:00", date(2026, 11, 21)),
        ("2026-11-22 07:59", date(2026, 11, 21)),  # middle about 11:59
        ("2026-11-22 08:00", date(2026, 11, 22)),  # middle about noon
        ("2026-11-21 14:00", date(2026, 11, 21)),
        ("2027-01-01 00:10", date(2026, 12, 31)),
    ],
)
def test_lights_out_belongs_to_an_evening(lights_out: str, evening: date) -> None:
    assert evening_at_lights_out(local(lights_out)) == evening


# --- the main sleep -----------------------------------------------------------------------------------------


def sleep_between(which: int, begin: str | None, end: str | None, is_main: bool = False) -> Sleep:
    return Sleep(
        id=(SLEEP_ID, OTHER_SLEEP_ID)[which],
        is_main=is_main,
        tried_to_sleep=local(begin) if begin else None,
        woke_up=local(end) if end else None,
    )


NAP = sleep_between(0, "2026-11-21 14:00", "2026-11-21 15:00", is_main=True)
NIGHT_SLEEP = sleep_between(1, "2026-11-21 23:00", "2026-11-22 07:00")


@each_case(
    ("sleeps", "main"),
    [
        ((NAP, NIGHT_SLEEP), OTHER_SLEEP_ID),
        ((NIGHT_SLEEP, NAP), OTHER_SLEEP_ID),
        ((NAP,), SLEEP_ID),
        ((replace(NIGHT_SLEEP, is_main=False),), OTHER_SLEEP_ID),
        # Equally long: the one that was main.
        (
            (
                sleep_between(0, "2026-11-21 14:00", "2026-11-21 15:00"),
                sleep_between(1, "2026-11-21 23:00", "2026-11-22 00:00", is_main=True),
            ),
            OTHER_SLEEP_ID,
        ),
        # Neither has a known length.
        (
            (sleep_between(0, "2026-11-21 14:00", None), sleep_between(1, None, None, is_main=True)),
            OTHER_SLEEP_ID,
        ),
        # Lengths are those that truly passed: 23:00 to 07:00 is longer when the clocks go back.
        (
            (
                sleep_between(0, "2026-10-24 14:00", "2026-10-24 22:30", is_main=True),
                sleep_between(1, "2026-10-24 23:00", "2026-10-25 07:00"),
            ),
            OTHER_SLEEP_ID,
        ),
    ],
)
def test_the_longest_sleep_is_the_main_one(sleeps: tuple[Sleep, ...], main: object) -> None:
    night = with_longest_sleep_as_main(a_night(*sleeps))

    assert [sleep.id for sleep in night.sleeps if sleep.is_main] == [main]
    assert night.main_sleep is not None
    assert night.main_sleep.id == main
    assert [sleep.id for sleep in night.sleeps] == [sleep.id for sleep in sleeps]


def test_a_night_in_bed_is_as_long_as_it_was_even_without_sleep() -> None:
    sleepless = replace(EMPTY, id=OTHER_SLEEP_ID, is_main=False, slept=False, tried_to_sleep=TRIED, got_up=UP)

    night = with_longest_sleep_as_main(a_night(NAP, sleepless))

    assert night.main_sleep is not None
    assert night.main_sleep.id == OTHER_SLEEP_ID


def test_a_night_without_sleeps_has_no_main_one() -> None:
    assert with_longest_sleep_as_main(a_night()).main_sleep is None


def test_moments_of_a_sleep_are_compared_as_instants() -> None:
    # Fallen asleep in Berlin, got up by New York's clock: 02:00 there is 08:00 here.
    travelled = replace(GOOD, got_up=Moment(local("2026-11-22 08:00").utc, -300))

    assert sleep_problems(travelled) == ()
