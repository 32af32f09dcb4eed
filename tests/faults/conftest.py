"""Says at the end how much was injected."""

from collections.abc import Callable

import pytest

_INJECTED = "injected"


@pytest.fixture
def injected(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Note what a test has injected, in a few words, for the summary at the end."""

    def note(words: str) -> None:
        record_property(_INJECTED, words)

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what the tests that passed have injected."""
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties:
            if name == _INJECTED:
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {words}")
