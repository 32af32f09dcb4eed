"""What a second start asks of the window that is open, over a real local socket."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rlscompanion.desktop import first_window
from rlscompanion.desktop.first_window import FirstWindow, SilentWindowError, send_action, socket_name
from rlscompanion.domain.start_action import StartAction
from tests.waiting import PATIENCE_MS

ASKING = """
import sys
from pathlib import Path
from rlscompanion.desktop.first_window import send_action
print(send_action(Path(sys.argv[1]), *sys.argv[2:]))
"""
LISTENING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from rlscompanion.desktop.first_window import FirstWindow
application = QCoreApplication([])
window = FirstWindow(Path(sys.argv[1]))
window.listen()
print(window.is_listening, flush=True)
application.exec()
"""


class Shown:
    """The requests to come forward: their number, tokens and actions."""

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.actions: list[StartAction] = []

    def show(self) -> None:
        self.tokens.append(os.environ.pop(first_window.ACTIVATION_TOKEN_VARIABLE, ""))


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, shown: Shown) -> Iterator[FirstWindow]:
    made = FirstWindow(tmp_path)
    made.asked_to_show.connect(shown.show)
    made.action_asked.connect(shown.actions.append)
    made.listen()
    assert made.is_listening
    yield made
    made.close()


def asked(qtbot: QtBot, folder: Path, *arguments: str, token: str = "") -> str:
    """The answer to a second process while this one's event loop runs."""
    environment = {**os.environ, first_window.ACTIVATION_TOKEN_VARIABLE: token}
    with subprocess.Popen(
        [sys.executable, "-c", ASKING, str(folder), *arguments], stdout=subprocess.PIPE, env=environment
    ) as process:
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=PATIENCE_MS)
        return process.communicate()[0].decode().strip()


def path_of(folder: Path) -> str:
    return f"{tempfile.gettempdir()}/{socket_name(folder)}"


@pytest.mark.usefixtures("window")
def test_a_second_start_brings_the_window_forward(qtbot: QtBot, tmp_path: Path, shown: Shown) -> None:
    assert asked(qtbot, tmp_path) == "True"
    assert asked(qtbot, tmp_path, "wind-down", token="from the desktop") == "True"
    assert asked(qtbot, tmp_path, "in-tray") == "True"
    assert shown.tokens == ["", "from the desktop"]
    assert shown.actions == [StartAction.WIND_DOWN]


@pytest.mark.usefixtures("window")
def test_an_action_of_a_later_version_is_not_carried_out(qtbot: QtBot, tmp_path: Path, shown: Shown) -> None:
    assert asked(qtbot, tmp_path, "fly") == "False"
    assert shown.tokens == []
    assert shown.actions == []


@pytest.mark.usefixtures("window", "qapp")
def test_where_nobody_listens_there_is_no_window(tmp_path: Path) -> None:
    assert not send_action(tmp_path / "another")


def test_after_closing_nobody_listens(window: FirstWindow, tmp_path: Path) -> None:
    window.close()
    assert not send_action(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")
def test_the_socket_of_a_killed_window_is_taken_over(qtbot: QtBot, tmp_path: Path, shown: Shown) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LISTENING, str(tmp_path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"True\n"
        process.send_signal(signal.SIGKILL)
    assert os.path.exists(path_of(tmp_path))
    assert not send_action(tmp_path)

    window = FirstWindow(tmp_path)
    window.asked_to_show.connect(shown.show)
    window.listen()

    assert asked(qtbot, tmp_path) == "True"
    assert shown.tokens == [""]
    window.close()
    assert not os.path.exists(path_of(tmp_path))


@pytest.mark.skipif(os.name != "posix", reason="listens as Qt does there")
def test_a_window_that_hangs_is_told_from_none(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_window, "ANSWER_WAIT_MS", 50)
    with socket.socket(socket.AF_UNIX) as hanging:
        hanging.bind(path_of(tmp_path))
        hanging.listen()
        with pytest.raises(SilentWindowError):
            send_action(tmp_path)
    os.unlink(path_of(tmp_path))


@pytest.mark.skipif(os.name != "posix", reason="writes to a socket of its own")
@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("junk", [b"\xff\x00\n", b"x" * 100_000, b"show", b"\n", b"x" * 5000 + b"\n"])
def test_junk_neither_shows_nor_harms(qtbot: QtBot, tmp_path: Path, shown: Shown, junk: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as other:
        other.connect(path_of(tmp_path))
        other.sendall(junk)
    assert asked(qtbot, tmp_path) == "True"
    assert shown.tokens == [""]


def test_a_name_is_short_and_of_one_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    deep = tmp_path / ("x" * 200) / ("ü" * 100)

    assert socket_name(tmp_path / "link") == socket_name(tmp_path)
    assert socket_name(deep) != socket_name(tmp_path)
    assert len(path_of(deep)) <= len(tempfile.gettempdir()) + 32
