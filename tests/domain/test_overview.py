"""The overview: numbers, sentences and the next step, worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rlscompanion.domain.change import COMPARED_NIGHTS, COMPARISONS_IN_A_ROW
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.overview import (
    CARD_DAYS,
    CARD_TITLES_IN_ORDER,
    ONLY_A_TRIAL_SENTENCE,
    TRIAL_WILL_SHOW_SENTENCE,
    UNKNOWN_NUMBER,
    OverviewCardData,
    compose_overview,
)
from rlscompanion.domain.ratings import Ratings
from rlscompanion.domain.relief import HIGH_RATINGS_FALL_SENTENCE, START_A_TRIAL_SENTENCE
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.trial import Trial
from tests.cases import each_case
from tests.domain.samples import nights_with_urges

TONIGHT = date(2026, 11, 21)
NO_CHANGE = "No clear change, better or worse, since your first 28 nights."


def with_urges(urges: Sequence[int | None]) -> list[Night]:
    """A night for each urge, the last one before TONIGHT."""
    first = TONIGHT - timedelta(days=len(urges))
    return nights_with_urges(first, urges)


def with_minutes_awake(awake: Sequence[int]) -> list[Night]:
    """Nights of 430 minutes from falling asleep to waking, less these."""
    return [
        replace(night, sleeps=(replace(night.sleeps[0], minutes_awake=minutes),))
        for night, minutes in zip(with_urges([5] * len(awake)), awake, strict=True)
    ]


def sessions(*changes: int) -> list[RatedSession]:
    """Sessions on the evenings back from TONIGHT, each with a change from 7."""
    return [
        RatedSession(
            Ratings(urge=7), Ratings(urge=7 + change), "10 minutes", Moment(1_795_291_200 - 86_400 * back)
        )
        for back, change in enumerate(changes)
    ]


def card(word: str, nights: Sequence[Night], rated: Sequence[RatedSession] = ()) -> OverviewCardData:
    return compose_overview(nights, TONIGHT, rated).cards[CARD_TITLES_IN_ORDER.index(word)]


def test_the_cards_come_in_the_order_of_their_words() -> None:
    assert tuple(each.title for each in compose_overview((), TONIGHT, ()).cards) == CARD_TITLES_IN_ORDER


def test_without_nights_every_card_says_what_it_needs() -> None:
    found = compose_overview((), TONIGHT, ())

    assert [each.number for each in found.cards] == [UNKNOWN_NUMBER] * 4
    assert [each.sentence for each in found.cards] == [
        "Too early to see a change: 69 more nights needed.",
        "Too early to see a change: 69 more nights needed.",
        "You see this after 8 more nights with sleep times.",
        "Rate 5 more massages before and after, and the usual change shows here.",
    ]
    assert found.next_step == "Fill in the diary tomorrow morning. It takes less than a minute."


def test_a_number_is_the_median_of_the_last_28_nights() -> None:
    legs = card("Legs", with_urges([9] * 30 + [3, 4] * 14))

    assert (legs.number, legs.caption) == (
        "3.5 of 10",
        "worst urge to move on a typical night (last 28 nights)",
    )
    assert card("Sleep", with_minutes_awake([30] * 9)).number == "6 h 40"
    assert card("Sleep", with_minutes_awake([30] * 9)).caption == "asleep on a typical night (last 9 nights)"


def test_nights_that_nobody_knows_are_not_counted() -> None:
    legs = card("Legs", with_urges([5, None, 7]))

    assert (legs.number, len(legs.values)) == ("6 of 10", 2)
    assert legs.sentence == "Too early to see a change: 67 more nights needed."


def test_a_diary_not_filled_in_is_not_looked_at() -> None:
    nights = with_urges([5, 6, 10])

    assert card("Legs", [*nights[:2], replace(nights[2], saved_at=None)]).number == "5.5 of 10"


@each_case(
    ("first", "last", "sentence"),
    [
        (
            [6, 8],
            [3, 5],
            "Your legs are better than in your first 28 nights, by about 3 points: probably between 2.2 and "
            "3.8 points.",
        ),
        (
            [2, 2, 3, 5, 7, 5, 3],
            [4, 6, 7, 8],
            "Your legs are worse than in your first 28 nights, by about 2.4 points: probably between 0.8 and "
            "4 points.",
        ),
        ([8], [2], "Your legs are better than in your first 28 nights, by about 6 points."),
        ([2, 4, 8, 6], [2, 3, 7, 6], NO_CHANGE),
        ([5], [5], NO_CHANGE),
    ],
)
def test_a_change_is_said_only_where_the_interval_lies_on_one_side(
    first: list[int], last: list[int], sentence: str
) -> None:
    after = COMPARED_NIGHTS + COMPARISONS_IN_A_ROW - 1

    assert card("Legs", with_urges((first * 28)[:COMPARED_NIGHTS] + (last * 41)[:after])).sentence == sentence


def test_a_longer_sleep_is_said_as_a_duration() -> None:
    nights = with_minutes_awake([50, 60] * 14 + [20, 30] * 21)

    assert card("Sleep", nights).sentence == (
        "You sleep longer than in your first 28 nights, by about 30 min: probably between 26 min and 34 min."
    )


def test_one_night_fewer_is_too_early() -> None:
    assert card("Legs", with_urges([8] * 28 + [2] * 40)).sentence == (
        "Too early to see a change: 1 more night needed."
    )


def test_regularity_is_how_far_the_middle_lies_from_its_mean() -> None:
    nights = [
        replace(
            night,
            sleeps=(
                replace(
                    night.sleeps[0], minutes_to_fall_asleep=20, woke_up=woke.plus_minutes(120 * (day % 2))
                ),
            ),
        )
        for day, night in enumerate(with_urges([5] * 10))
        if (woke := night.sleeps[0].woke_up) is not None
    ]

    regularity = card("Regularity", nights)

    # Middles an hour apart in turn: 30 minutes from their mean, times the root of 10/9.
    assert regularity.number == "32 min"
    assert regularity.caption == "earlier or later than your average (last 10 nights)"
    assert regularity.bottom > regularity.top  # later is further down, as in its chart


def test_nights_all_alike_have_no_shift_and_a_flat_graph() -> None:
    regularity, sleep = card("Regularity", with_urges([5] * 10)), card("Sleep", with_urges([5] * 10))

    assert regularity.number == "No shift"
    assert regularity.caption == "in your sleep times (last 10 nights)"
    assert regularity.bottom - regularity.top == pytest.approx(1.0)  # hours, around the same value
    assert sleep.top - sleep.bottom == pytest.approx(60.0)  # minutes
    assert sum([sleep.bottom, sleep.top]) / 2 == pytest.approx(next(iter(sleep.values.values())))


def test_relief_is_a_median_never_without_what_it_cannot_say() -> None:
    massage = card("Massage", (), sessions(-1, -3, -2, 0, -4))

    assert massage.number == "−2 points"
    assert massage.caption == "in the urge to move after a massage (last 5 rated)"
    assert massage.sentence == f"{HIGH_RATINGS_FALL_SENTENCE} {ONLY_A_TRIAL_SENTENCE}"
    assert list(massage.values.values()) == [-4.0, 0.0, -2.0, -3.0, -1.0]
    assert (massage.bottom, massage.top) == (-4.0, 0.0)


@pytest.mark.parametrize(("change", "number"), [(0, "No change"), (1, "+1 point"), (-1, "−1 point")])
def test_a_change_keeps_its_sign(change: int, number: str) -> None:
    assert card("Massage", (), sessions(*[change] * 5)).number == number


def test_only_the_latest_days_are_drawn() -> None:
    nights = with_urges([5] * 200)

    assert list(card("Legs", nights).values) == [night.evening for night in nights[-CARD_DAYS:]]


def trial(first_evening: date) -> Trial:
    return Trial(UUID(int=1), Outcome.WORST_URGE, first_evening, 7, 14)


FIVE = sessions(-1, -1, -1, -1, -1)


@each_case(
    ("nights", "rated", "going_on", "advice", "words"),
    [
        (with_urges([5] * 40), FIVE, None, "", START_A_TRIAL_SENTENCE),
        (with_urges([5] * 40), FIVE, None, "Show this to your prescriber.", "Show this to your prescriber."),
        (with_urges([5] * 40), FIVE[:3], None, "", "Rate your legs before and after 2 more massages"),
        (with_urges([5] * 20), FIVE, None, "", "Fill in the diary every morning. After 8 more nights"),
        (with_urges([5] * 40)[:-1], FIVE, None, "", "Fill in the diary for Fri 20 to Sat 21 Nov."),
        (with_urges([5] * 40), FIVE, trial(TONIGHT - timedelta(days=3)), "", "Keep going with your trial"),
        (with_urges([5] * 40), FIVE, trial(TONIGHT - timedelta(days=28)), "", "Your trial is over."),
        (with_urges([5] * 40), FIVE, trial(TONIGHT - timedelta(days=90)), "", START_A_TRIAL_SENTENCE),
    ],
    ids=["trial", "advice", "rate", "diary", "forgotten", "trial on", "trial over", "trial long over"],
)
def test_the_most_pressing_comes_next(
    nights: list[Night], rated: list[RatedSession], going_on: Trial | None, advice: str, words: str
) -> None:
    assert compose_overview(nights, TONIGHT, rated, going_on, advice).next_step.startswith(words)


def test_a_trial_that_goes_on_is_not_offered_again() -> None:
    found = compose_overview(with_urges([5] * 40), TONIGHT, FIVE, trial(TONIGHT))

    assert found.cards[-1].sentence == f"{HIGH_RATINGS_FALL_SENTENCE} {TRIAL_WILL_SHOW_SENTENCE}"
    assert found.next_step.endswith("You see the result on Sat 19 Dec.")


def test_the_order_of_the_nights_does_not_matter() -> None:
    nights = with_urges([day % 7 for day in range(80)])

    assert compose_overview(nights[::-1], TONIGHT, FIVE) == compose_overview(nights, TONIGHT, FIVE)
