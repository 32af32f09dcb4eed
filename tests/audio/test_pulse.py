"""What becomes of a sound server that is not as it should be; real ones are in tests/e2e."""

import ctypes
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rlscompanion.audio import pulse
from rlscompanion.audio.output import NoOutputError
from rlscompanion.audio.pulse import PulseOutputs
from rlscompanion.audio.synthesis import Samples


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The address of a server."""
    if pulse._load_library() is None:
        pytest.skip("libpulse is not installed")
    folder = tmp_path_factory.mktemp("rls")
    for name in ("XDG_RUNTIME_DIR", "HOME"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{folder / 'socket'}")
    return folder / "socket"


@pytest.fixture
def listener(address: Path) -> Iterator[socket.socket]:
    """Something that accepts connections and says nothing."""
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(address))
        listening.listen()
        yield listening


def _pull(frames: int) -> Samples:
    return np.zeros((frames, 2), np.float32)


def _never() -> None:
    raise AssertionError("nothing was there to be lost")


def _threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "sound-server"]


@pytest.mark.usefixtures("address")
def test_no_server_is_no_output() -> None:
    outputs = PulseOutputs()
    with pytest.raises(NoOutputError, match="Connection refused"):
        outputs.open(_pull, _never, 60, None)
    assert outputs.device_names() == []
    assert _threads() == []


@pytest.mark.usefixtures("listener")
def test_a_server_that_hangs_holds_up_nobody_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "SERVER_ANSWER_SECONDS", 0.05)
    outputs = PulseOutputs()
    for device in (None, "Headphones"):
        with pytest.raises(NoOutputError, match="does not answer"):
            outputs.open(_pull, _never, 60, device)
    assert outputs.device_names() == []
    assert _threads() == []


def test_a_server_that_dies_while_it_is_asked_is_no_output(listener: socket.socket) -> None:
    def hang_up() -> None:
        listener.accept()[0].close()

    answering = threading.Thread(target=hang_up)
    answering.start()
    with pytest.raises(NoOutputError, match="the sound server says"):
        PulseOutputs().open(_pull, _never, 60, None)
    answering.join()


def test_many_failures_leave_nothing_open(address: Path) -> None:
    outputs = PulseOutputs()

    def fail() -> int:
        for _ in range(20):
            with pytest.raises(NoOutputError):
                outputs.open(_pull, _never, 60, None)
        return len(os.listdir("/proc/self/fd"))

    assert fail() == fail()


def test_without_the_library_there_is_no_output(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ctypes.CDLL:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", missing)
    outputs = PulseOutputs()
    assert outputs.device_names() == []
    with pytest.raises(NoOutputError, match="not installed"):
        outputs.open(_pull, _never, 60, None)
