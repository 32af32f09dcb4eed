"""A session bus for the tests that need one."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.desktop.session_bus import Bus
from tests.processes import end_process


@pytest.fixture
def bus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    missing = [name for name in ("dbus-daemon", "dbus-send", "playerctl") if shutil.which(name) is None]
    if missing:
        reason = f"tests of the media keys need: {', '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    opened = Bus(tmp_path_factory.mktemp("bus"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", opened.environment["DBUS_SESSION_BUS_ADDRESS"])
    yield opened
    end_process(opened.daemon)
