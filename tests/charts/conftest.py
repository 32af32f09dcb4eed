"""An application and nights for the charts."""

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
    """Ninety invented nights, one of them with a clock change."""
    invented = demo.invent_nights(TONIGHT, "Europe/Berlin", load_routines().routines)
    return [each.night for each in invented]
