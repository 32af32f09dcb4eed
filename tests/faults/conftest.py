"""Reports, at the end of the run, which faults the tests injected."""

from collections.abc import Callable

import pytest

_INJECTED = "injected"


@pytest.fixture
def injected(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A function that a test calls with a few words for each fault that the test has injected."""

    def note(words: str) -> None:
        record_property(_INJECTED, words)

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print, for each passed test, the words about the faults that the test injected."""
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties:
            if name == _INJECTED:
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {words}")
