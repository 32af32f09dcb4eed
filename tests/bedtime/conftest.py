"""Every test here has Qt's event loop at hand, for signals and timers; what it opened is closed."""

from collections.abc import Iterator

import pytest

from tests import stores


@pytest.fixture(autouse=True)
def _event_loop(qapp: object) -> None:
    """Have the application object made."""


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Close what a test opened."""
    yield
    stores.AT_END.close()
