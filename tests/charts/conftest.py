"""A Qt application and nights for the tests of charts."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from rlscompanion import demo
from rlscompanion.content.routines import load_routines
from rlscompanion.domain.night import Night

TONIGHT = date(2026, 11, 24)


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: QApplication) -> QApplication:
    return qapp


@pytest.fixture(scope="session")
def nights() -> list[Night]:
    """Ninety invented nights; the clocks change in one of them."""
    invented = demo.invent_nights(TONIGHT, "Europe/Berlin", load_routines().routines)
    return [each.night for each in invented]
