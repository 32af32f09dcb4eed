"""Tests of the rating changes in one session, and over the latest sessions."""

from rlscompanion.domain.ratings import Ratings, Scale
from rlscompanion.domain.relief import (
    MAX_SESSIONS_IN_MEDIAN,
    MIN_SESSIONS_FOR_MEDIAN,
    RatingChange,
    group_sessions_by_routine,
    median_relief,
    rating_changes,
)
from rlscompanion.domain.session_record import RatedSession
from tests.cases import each_case


def urges(*pairs: tuple[int | None, int | None]) -> list[RatedSession]:
    """Sessions rated on the urge to move alone, the latest first."""
    return [RatedSession(Ratings(before), Ratings(after)) for before, after in pairs]


def test_a_change_stands_for_each_scale_rated_both_times() -> None:
    rated = RatedSession(Ratings(urge=6, tension=4, stress=0), Ratings(urge=3, pain=2, stress=5))

    assert rating_changes(rated) == (RatingChange(Scale.URGE, 6, 3), RatingChange(Scale.STRESS, 0, 5))
    assert [change.difference for change in rating_changes(rated)] == [-3, 5]


@each_case(
    "rated",
    [
        RatedSession(Ratings(), Ratings()),
        RatedSession(Ratings(6, 5, 4, 3), Ratings()),
        RatedSession(Ratings(), Ratings(6, 5, 4, 3)),
        RatedSession(Ratings(urge=6), Ratings(pain=6)),
    ],
)
def test_without_both_ratings_there_is_no_change(rated: RatedSession) -> None:
    assert rating_changes(rated) == ()


@each_case(
    ("pairs", "median"),
    [
        ([(6, 3)] * 5, -3.0),
        ([(6, 6)] * 5, 0.0),
        ([(0, 0)] * 5, 0.0),
        ([(2, 4), (2, 4), (2, 4), (9, 0), (9, 0)], 2.0),
        ([(5, 4), (5, 4), (5, 3), (5, 3), (5, 2)], -2.0),
        ([(5, 4), (5, 4), (5, 4), (5, 3), (5, 3), (5, 3)], -1.5),
        ([(10, 0), (0, 10), (10, 0), (0, 10), (5, 5)], 0.0),
    ],
)
def test_the_median_of_the_changes(pairs: list[tuple[int, int]], median: float) -> None:
    received = median_relief(urges(*pairs), Scale.URGE)

    assert (received.median_change, received.session_count) == (median, len(pairs))


def test_too_few_sessions_have_no_median() -> None:
    received = median_relief(urges(*[(6, 3)] * (MIN_SESSIONS_FOR_MEDIAN - 1)), Scale.URGE)

    assert (received.session_count, received.median_change) == (4, None)


def test_none_at_all_have_none_either() -> None:
    assert median_relief([], Scale.PAIN).session_count == 0
    assert median_relief([], Scale.PAIN).median_change is None


def test_sessions_rated_on_one_side_do_not_count() -> None:
    received = median_relief(urges((6, 3), (6, None), (None, 3), (6, 3), (6, 3), (6, 3)), Scale.URGE)

    assert (received.session_count, received.median_change) == (4, None)


def test_a_rating_of_zero_counts() -> None:
    assert median_relief(urges(*[(0, 0)] * 4, (0, 1)), Scale.URGE).session_count == 5


def test_only_the_latest_sessions_count() -> None:
    received = median_relief(urges(*[(5, 4)] * MAX_SESSIONS_IN_MEDIAN, *[(10, 0)] * 40), Scale.URGE)

    assert (received.session_count, received.median_change) == (MAX_SESSIONS_IN_MEDIAN, -1.0)


def test_each_scale_looks_back_to_its_own_sessions() -> None:
    pain = [RatedSession(Ratings(pain=8), Ratings(pain=4))] * 6
    rated = [*urges(*[(5, 4)] * 20), *pain]

    assert (
        median_relief(rated, Scale.PAIN).session_count,
        median_relief(rated, Scale.PAIN).median_change,
    ) == (6, -4.0)
    assert median_relief(rated, Scale.URGE).median_change == -1.0
    assert median_relief(rated, Scale.STRESS).session_count == 0


def test_routines_come_in_the_order_of_their_minutes() -> None:
    titles = ("One leg", "20 minutes", "Feet only", "5 minutes", "10 minutes", "10 minutes")
    rated = [RatedSession(Ratings(urge=5), Ratings(urge=4), title) for title in titles]
    helped = RatedSession(Ratings(urge=5), Ratings(urge=4), "5 minutes", by_helper=True)

    assert list(group_sessions_by_routine([*rated, helped])) == [
        *("5 minutes", "5 minutes, with a helper", "10 minutes", "20 minutes", "Feet only", "One leg")
    ]
