"""Every test here has Qt's event loop at hand, since signals and timers need one."""

import pytest


@pytest.fixture(autouse=True)
def _event_loop(qapp: object) -> None:
    """Have the application object made."""
