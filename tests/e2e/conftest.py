"""Fixtures of the end-to-end tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .desktop import Desktop, missing_requirements, open_desktop


@pytest.fixture(scope="session")
def desktop_requirements() -> None:
    """Skip the test if the machine lacks tools for a private desktop; on CI, fail instead."""
    missing = missing_requirements()
    if missing:
        reason = f"end-to-end tests need: {', '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def desktop(desktop_requirements: None, tmp_path: Path) -> Iterator[Desktop]:
    """A private desktop (display, buses, sound server) that ends with the test."""
    with open_desktop(tmp_path) as opened:
        yield opened
