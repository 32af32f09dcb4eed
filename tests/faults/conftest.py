"""Reports the number of injected faults at the end of the run."""

from collections.abc import Callable

import pytest

_INJECTED = "injected"


@pytest.fixture
def injected(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A function by which a test reports the faults that it has injected, in a few words."""

    def note(words: str) -> None:
        record_property(_INJECTED, words)

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the faults injected by the passed tests."""
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties:
            if name == _INJECTED:
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {words}")
