"""Reports at the end how many faults were injected."""

from collections.abc import Callable

import pytest

_INJECTED = "injected"


@pytest.fixture
def injected(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Note the faults that a test has injected, in a few words for the summary."""

    def note(words: str) -> None:
        record_property(_INJECTED, words)

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the faults injected by the passed tests."""
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties:
            if name == _INJECTED:
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {words}")
