"""Tests a whole table of rows with one test, where the rows are too cheap for a test each."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

Ids = Callable[[Any], object] | Iterable[object] | None


def each_case(names: str | Sequence[str], rows: Iterable[Any], ids: Ids = None) -> Callable[..., Any]:
    """Call a test with each row in turn; the row's values are the arguments with these names.

    Used like `pytest.mark.parametrize`, also stacked. A failing row does not stop the other rows. The rows
    share their fixtures, so a test must not change the fixtures. Raises all failures together, each with its
    row; raises AssertionError for an empty table.
    """
    arguments = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
    is_one = isinstance(names, str) and len(arguments) == 1
    table = [(row,) if is_one else tuple(row) for row in rows]
    received = ids if ids is None or callable(ids) else list(ids)

    def decorated(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def tried(*given: Any, **fixtures: Any) -> None:
            assert table, f"{test.__name__}: a table without rows proves nothing"
            failures: list[BaseException] = []
            for number, row in enumerate(table):
                try:
                    test(*given, **fixtures, **dict(zip(arguments, row, strict=True)))
                except (Exception, pytest.fail.Exception) as failure:
                    failure.add_note(f"case: {_words(row, number, received)}")
                    failures.append(failure)
            if len(failures) == 1:
                raise failures[0]
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(table)} cases failed", failures)

        signature = inspect.signature(test)
        left = [each for name, each in signature.parameters.items() if name not in arguments]
        tried.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return tried

    return decorated


def _words(row: Sequence[Any], number: int, received: Callable[[Any], object] | list[object] | None) -> str:
    """The words that name a row in a failure."""
    if isinstance(received, list):
        return str(received[number])
    shown = [received(each) if received else each for each in row]
    return f"{number}: {', '.join(each if isinstance(each, str) else repr(each) for each in shown)}"
