"""The app with its window for each test, with or without the style sheet."""

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
    """Leave out the style sheet, which takes two fifths of the time, in tests of what a window does."""
    if "styled" not in request.fixturenames:
        monkeypatch.setattr(theme, "style_sheet", _no_rules)


def _no_rules(_theme: theme.Theme, _scale: float = 1.0, _room: float = 1.0) -> str:
    return ""


@pytest.fixture
def styled() -> None:
    """Keep the style sheet in a test that looks at sizes, places or colours, among tests without it."""


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Close the logs that a test opened."""
    yield
    stores.AT_END.close()


@pytest.fixture
def opened() -> Iterator[OpenBedside]:
    """A function that opens an app; the app is closed at the end of the test."""
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
    """An app opened at half past ten in the evening, with stand-ins for the world outside."""
    return opened(Bedside())
