"""Child processes of the tests end with Ctrl-C, and in the other ways they should."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import end_process, interruptible, run_to_end, start_process
from tests.waiting import wait_until

HANDLER = [sys.executable, "-c", "import signal; print(signal.getsignal(signal.SIGINT))"]


@pytest.fixture
def ignored() -> Iterator[None]:
    """Ignore SIGINT here and in children, as if a shell had started the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    assert signal.signal(signal.SIGINT, before) is signal.SIG_IGN


@pytest.mark.usefixtures("ignored")
def test_ctrl_c_reaches_a_child_although_it_is_ignored_here(tmp_path: Path) -> None:
    inherited = subprocess.run(HANDLER, capture_output=True, text=True, check=True)
    assert inherited.stdout == "1\n"  # SIG_IGN, where nothing is done about it

    assert "default_int_handler" in run_to_end(HANDLER).stdout

    log = tmp_path / "log"
    process = start_process(HANDLER, os.environ, log)
    wait_until(lambda: process.poll() is not None, "the child's end")
    assert "default_int_handler" in log.read_text()


@pytest.mark.usefixtures("ignored")
def test_ctrl_c_ends_a_child_that_waits(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = "import threading; print('waiting', flush=True); threading.Event().wait()"
    process = start_process([sys.executable, "-c", code], os.environ, log)
    try:
        wait_until(lambda: "waiting" in log.read_text(), "the child")
        process.send_signal(signal.SIGINT)
        wait_until(lambda: process.poll() is not None, "the child's end")
    finally:
        end_process(process)
    assert "KeyboardInterrupt" in log.read_text()


@pytest.mark.usefixtures("ignored")
def test_what_was_set_before_is_set_again() -> None:
    with interruptible(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)
