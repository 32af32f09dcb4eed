import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.idle_timer import IdleTimer
from tests.bedtime.signal_recorder import SignalRecorder
from tests.fakes import FakeClock
from tests.waiting import PATIENCE_MS


@pytest.fixture
def parent(qapp: object) -> QObject:
    return QObject()


@pytest.mark.parametrize(
    ("seconds", "speed", "milliseconds"),
    [(120, 1, 120_000), (120, 4, 30_000), (20, 0.5, 40_000), (20, 60, 3_000), (1, 1, 3_000)],
)
def test_it_waits_bedtime_seconds_but_three_real_ones_at_least(
    parent: QObject, seconds: float, speed: float, milliseconds: int
) -> None:
    timer = IdleTimer(FakeClock(speed=speed), seconds, parent)

    timer.restart()

    assert timer.isActive()
    assert timer.interval() == milliseconds


def test_it_does_not_wait_before_it_is_told(parent: QObject) -> None:
    assert not IdleTimer(FakeClock(), 20, parent).isActive()


def test_it_times_out_once(qtbot: QtBot, parent: QObject) -> None:
    timer = IdleTimer(FakeClock(), 20, parent)
    heard = SignalRecorder(timer, "timeout")
    timer.restart()

    with qtbot.waitSignal(timer.timeout, timeout=PATIENCE_MS):
        timer.start(0)

    assert heard.take() == ["timeout"]
    assert not timer.isActive()
