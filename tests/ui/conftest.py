"""A window for each test, with the app's style."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from rlscompanion.ui import theme
from tests import stores
from tests.ui.bedside import Bedside

OpenBedside = Callable[[Bedside], Bedside]


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Style the application as at its start."""
    theme.style_application(qapp)


@pytest.fixture
def unstyled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the style sheet in tests of what a window does: it takes two fifths of their time."""
    if "styled" not in request.fixturenames:
        monkeypatch.setattr(theme, "style_sheet", _no_rules)


def _no_rules(_theme: theme.Theme, _scale: float = 1.0, _room: float = 1.0) -> str:
    return ""


@pytest.fixture
def styled() -> None:
    """Keep the style sheet, among tests without it, where sizes, places or colours are looked at."""


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Close the logs that a test opened."""
    yield
    stores.AT_END.close()


@pytest.fixture
def opened() -> Iterator[OpenBedside]:
    """Opens an app, and closes it at the end."""
    made: list[Bedside] = []

    def open_it(bedside: Bedside) -> Bedside:
        bedside.open()
        made.append(bedside)
        return bedside

    yield open_it
    for each in made:
        each.close()


@pytest.fixture
def bedside(opened: OpenBedside) -> Bedside:
    """An app opened at half past ten in the evening."""
    return opened(Bedside())
