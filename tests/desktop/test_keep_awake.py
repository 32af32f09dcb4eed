"""Holding off the machine's sleep, with wakepy stood in for."""

from dataclasses import dataclass, field

import pytest
from wakepy import keep

from rlscompanion.desktop.keep_awake import WakepyKeepAwake


@dataclass
class Machine:
    """The requests to wakepy in order; `lets` is whether this machine allows them."""

    lets: bool = True
    received: list[str] = field(default_factory=list)

    def presenting(self, on_fail: str) -> "Hold":
        return Hold(self, f"display, {on_fail}")

    def running(self, on_fail: str) -> "Hold":
        return Hold(self, f"system, {on_fail}")


@dataclass
class Hold:
    """A stand-in for a mode of wakepy."""

    machine: Machine
    words: str

    @property
    def active(self) -> bool:
        return self.machine.lets

    def __enter__(self) -> "Hold":
        self.machine.received.append(f"hold {self.words}")
        return self

    def __exit__(self, *_: object) -> None:
        self.machine.received.append(f"let go {self.words}")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(keep, "presenting", made.presenting)
    monkeypatch.setattr(keep, "running", made.running)
    return made


def test_the_display_and_the_system_are_held_without_failing(machine: Machine) -> None:
    WakepyKeepAwake().keep_display_on()
    WakepyKeepAwake().prevent_suspend()

    assert machine.received == ["hold display, pass", "hold system, pass"]


def test_a_second_hold_stands_in_place_of_the_first(machine: Machine) -> None:
    awake = WakepyKeepAwake()
    awake.keep_display_on()

    awake.prevent_suspend()
    awake.release()

    assert machine.received == [
        "hold display, pass",
        "let go display, pass",
        "hold system, pass",
        "let go system, pass",
    ]


def test_letting_go_twice_or_of_nothing_is_no_error(machine: Machine) -> None:
    awake = WakepyKeepAwake()
    awake.release()
    awake.keep_display_on()

    awake.release()
    awake.release()

    assert machine.received == ["hold display, pass", "let go display, pass"]


def test_a_machine_that_does_not_let_itself_is_no_error(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.lets = False
    awake = WakepyKeepAwake()

    awake.keep_display_on()
    awake.release()

    assert machine.received == ["hold display, pass", "let go display, pass"]
    assert [record.levelname for record in caplog.records] == []
