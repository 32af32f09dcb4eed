"""Fixtures of the end-to-end tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .desktop import Desktop, missing_requirements, open_desktop


@pytest.fixture(scope="session")
def desktop_requirements() -> None:
    """Skip if the machine lacks the tools for a private desktop; fail instead on CI."""
    missing = missing_requirements()
    if missing:
        reason = f"end-to-end tests need: {', '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def desktop(desktop_requirements: None, tmp_path: Path) -> Iterator[Desktop]:
    """Return a private desktop (display, buses, sound server), which ends with the test."""
    with open_desktop(tmp_path) as opened:
        yield opened
