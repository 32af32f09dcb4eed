"""A Qt event loop for all tests in this folder, and the closing of what a test has opened."""

from collections.abc import Iterator

import pytest

from tests import stores


@pytest.fixture(autouse=True)
def _event_loop(qapp: object) -> None:
    """Create the Qt application object."""


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Close everything that a test has opened."""
    yield
    stores.AT_END.close()
