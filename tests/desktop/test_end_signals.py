"""Signals that ask the program to end, sent to this process and to the real program."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rlscompanion.desktop.end_signals import QUIT_SIGNALS, EndSignals
from tests.processes import start_process
from tests.waiting import PATIENCE_MS, PROCESS_SECONDS, wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends signals")

WINDOW = """
import signal, sys
from PySide6.QtCore import QTimer
from rlscompanion import __main__, app

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)

build = app.build
def built(*arguments, **named):
    made = build(*arguments, **named)
    QTimer.singleShot(0, lambda: make_entry(made))
    return made

def make_entry(made):
    made.flow.night.fill_in_diary()
    page = made.flow.night.morning
    for field in page.findChildren(__import__("PySide6.QtWidgets").QtWidgets.QPlainTextEdit):
        field.setPlainText("typed and not saved")
    print("ready", flush=True)

app.build = built
sys.exit(__main__.main(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def _handled_signals() -> Iterator[None]:
    """Make the program's end signals work, even if the tests were started with one ignored."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in QUIT_SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def signals(qtbot: QtBot) -> Iterator[EndSignals]:
    made = EndSignals()
    yield made
    made.close()


@pytest.mark.parametrize("number", QUIT_SIGNALS)
def test_a_signal_is_told_in_the_event_loop(qtbot: QtBot, signals: EndSignals, number: int) -> None:
    with qtbot.waitSignal(signals.end_asked, timeout=PATIENCE_MS):
        os.kill(os.getpid(), number)


def test_afterwards_signals_are_handled_as_before(qtbot: QtBot) -> None:
    before = [signal.getsignal(number) for number in QUIT_SIGNALS]
    EndSignals().close()

    assert [signal.getsignal(number) for number in QUIT_SIGNALS] == before


def test_one_that_is_ignored_stays_so(qtbot: QtBot) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signals = EndSignals()
    received: list[None] = []
    signals.end_asked.connect(lambda: received.append(None))
    try:
        os.kill(os.getpid(), signal.SIGHUP)
        with qtbot.waitSignal(signals.end_asked, timeout=PATIENCE_MS):
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signals.close()
        signal.signal(signal.SIGHUP, before)

    assert received == [None]


@pytest.mark.parametrize("number", QUIT_SIGNALS)
def test_the_window_closes_as_by_its_button(tmp_path: Path, folder: Path, number: int) -> None:
    """What was typed in the diary is kept."""
    written = tmp_path / "written"
    process = start_process(
        [sys.executable, "-c", WINDOW, "--data-dir", folder],
        {**os.environ, "TMPDIR": str(tmp_path)},
        written,
    )
    wait_until(lambda: "ready" in written.read_text(), "the window", PROCESS_SECONDS)
    process.send_signal(number)

    assert process.wait(PROCESS_SECONDS) == 0
    assert written.read_text() == "ready\n"
    exported = tmp_path / "log.json"
    from rlscompanion.__main__ import main

    assert main(["export", str(exported), "--data-dir", str(folder)]) == 0
    assert "typed and not saved" in exported.read_text()


def test_the_demo_leaves_no_folder(tmp_path: Path) -> None:
    written, temporary = tmp_path / "written", tmp_path / "temporary"
    temporary.mkdir()
    process = start_process(
        [sys.executable, "-c", WINDOW, "--demo"], {**os.environ, "TMPDIR": str(temporary)}, written
    )
    wait_until(lambda: "ready" in written.read_text(), "the window", PROCESS_SECONDS)
    assert [each.name.startswith("rlscompanion-demo-") for each in temporary.iterdir()] == [True]
    process.terminate()

    assert process.wait(PROCESS_SECONDS) == 0
    assert list(temporary.iterdir()) == []
