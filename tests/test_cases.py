"""A table of cases in one test: every row is tried, and a failure names its row."""

import inspect

import pytest

from tests.cases import each_case


def test_every_row_is_tried_with_what_the_test_was_given() -> None:
    tried: list[tuple[int, str, str]] = []

    @each_case("letter", "xy")
    @each_case(("number", "word"), [(1, "one"), (2, "two")])
    def table(number: int, word: str, letter: str) -> None:
        tried.append((number, word, letter))

    table()

    assert tried == [(1, "one", "x"), (2, "two", "x"), (1, "one", "y"), (2, "two", "y")]


def test_one_failure_is_told_as_it_is_with_its_row() -> None:
    @each_case("number, square", [(1, 1), (2, 5), (3, 9)])
    def table(number: int, square: int) -> None:
        assert number**2 == square

    with pytest.raises(AssertionError) as failed:
        table()

    assert failed.value.__notes__ == ["case: 1: 2, 5"]


def test_failures_are_told_together_with_their_names() -> None:
    @each_case("number", [1, 2, 3], ids=["one", "two", "three"])
    def table(number: int) -> None:
        if number == 1:
            pytest.fail("too small")
        assert number == 2

    with pytest.raises(BaseExceptionGroup, match="2 of 3 cases failed") as failed:
        table()

    assert [each.__notes__ for each in failed.value.exceptions] == [["case: one"], ["case: three"]]


def test_names_are_made_of_the_values() -> None:
    @each_case("number", [7], ids="number {}".format)
    def table(number: int) -> None:
        assert number == 0

    with pytest.raises(AssertionError) as failed:
        table()

    assert failed.value.__notes__ == ["case: 0: number 7"]


def test_fixtures_are_still_asked_for() -> None:
    @each_case("number", [1, 2])
    def table(number: int, tmp_path: object) -> None:
        assert tmp_path == "a folder"

    assert list(inspect.signature(table).parameters) == ["tmp_path"]
    table(tmp_path="a folder")


def test_a_table_without_rows_proves_nothing() -> None:
    @each_case("number", [])
    def table(number: int) -> None:
        raise AssertionError(number)

    with pytest.raises(AssertionError, match="a table without rows proves nothing"):
        table()
