"""Ratings: four scales from 0 to 10, each of which may be skipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.ratings import SCALE_TITLES, Ratings, Scale, ratings_of
from tests.cases import each_case

_values = st.dictionaries(st.sampled_from(list(Scale)), st.none() | st.integers(0, 10))


@given(_values)
def test_values_by_scale_come_back(values: dict[Scale, int | None]) -> None:
    ratings = ratings_of(values)

    assert {scale: ratings.value(scale) for scale in Scale} == {scale: values.get(scale) for scale in Scale}
    assert ratings.is_blank is all(value is None for value in values.values())


@each_case("scale", list(Scale))
@each_case("value", [-1, 11, 100])
def test_a_rating_off_its_scale_is_refused_by_name(scale: Scale, value: int) -> None:
    with pytest.raises(ValueError, match=SCALE_TITLES[scale]):
        ratings_of({scale: value})


def test_a_zero_is_a_rating_and_no_blank() -> None:
    assert Ratings().is_blank
    assert not Ratings(stress=0).is_blank


def test_the_scales_are_called_by_what_they_ask() -> None:
    assert list(SCALE_TITLES.values()) == ["Urge to move", "Muscle tension", "Pain", "Stress"]
