"""A Qt event loop for every test here; closes what the test opened."""

from collections.abc import Iterator

import pytest

from tests import stores


@pytest.fixture(autouse=True)
def _event_loop(qapp: object) -> None:
    """Create the application object."""


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Close everything that a test opened."""
    yield
    stores.AT_END.close()
