"""The process that speaks, with QtTextToSpeech stood in for."""

import io
import sys
from dataclasses import dataclass, field
from enum import Enum
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from rlscompanion.desktop.speaking import SPEAKING_RATE, LineSpeaker, english_speech
from tests.cases import each_case
from tests.processes import run_to_end
from tests.waiting import PATIENCE_MS

ENGLISH, GERMAN = QLocale("en_US"), QLocale("de_DE")


class State(Enum):
    """As QTextToSpeech has it."""

    Ready = 0
    Error = 5


@dataclass
class Machine:
    """A machine with voice engines, and the calls of its speech."""

    engines: list[str] = field(default_factory=lambda: ["speechd", "mock"])
    locales: list[QLocale] = field(default_factory=lambda: [GERMAN, ENGLISH])
    state: State = State.Ready
    received: list[tuple[Any, ...]] = field(default_factory=list)

    def module(self) -> Any:
        """A stand-in for the module PySide6.QtTextToSpeech."""
        machine = self

        class Speech:
            State = State
            availableEngines = staticmethod(lambda: machine.engines)  # noqa: N815 - Qt's name

            def __init__(self, engine: str) -> None:
                machine.received.append(("made", engine))

            def state(self) -> Enum:
                return machine.state

            def availableLocales(self) -> list[QLocale]:  # noqa: N802 - Qt's name
                return machine.locales

            def __getattr__(self, name: str) -> Any:
                return lambda *arguments: machine.received.append((name, *arguments))

        return SimpleNamespace(QTextToSpeech=Speech)


def test_it_speaks_english_slowly() -> None:
    machine = Machine()

    assert english_speech(machine.module()) is not None

    assert machine.received == [("made", "speechd"), ("setLocale", ENGLISH), ("setRate", SPEAKING_RATE)]


@each_case(
    "machine",
    [
        Machine(engines=[]),
        Machine(engines=["mock"]),
        Machine(locales=[]),
        Machine(locales=[GERMAN]),
        Machine(state=State.Error),
    ],
    ids=["no engine", "only Qt's test engine", "no voice", "no English voice", "a broken engine"],
)
def test_without_an_english_voice_there_is_none(machine: Machine) -> None:
    assert english_speech(machine.module()) is None
    assert not any(call[0] == "setLocale" for call in machine.received)


def test_lines_are_said_one_after_the_other_or_hushed(qtbot: QtBot) -> None:
    machine = Machine()
    speaker = LineSpeaker(machine.module().QTextToSpeech("speechd"))
    machine.received.clear()

    with qtbot.waitSignal(speaker.ended, timeout=PATIENCE_MS):
        speaker.read_lines(io.StringIO('{"say": "Calf. Left leg.", "volume": 0.6}\n{}\n'))

    assert machine.received == [("setVolume", 0.6), ("enqueue", "Calf. Left leg."), ("stop",)]


def test_without_the_extra_it_ends_at_once_and_says_nothing() -> None:
    without = "import sys; sys.modules['PySide6.QtTextToSpeech'] = None\n"
    script = f"{without}from rlscompanion.__main__ import main; sys.exit(main(['speak']))"

    ended = run_to_end([sys.executable, "-c", script])

    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")
