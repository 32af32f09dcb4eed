"""The machine's own voice, with QtTextToSpeech stood in for."""

from dataclasses import dataclass, field
from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from rlscompanion.desktop.system_voice import RATE, SOFT_VOLUME, system_voice

ENGLISH, GERMAN = QLocale("en_US"), QLocale("de_DE")


class State(Enum):
    """As QTextToSpeech has it."""

    Ready = 0
    Error = 5


@dataclass
class Machine:
    """A machine with voice engines, and what its speech was told."""

    engines: list[str] = field(default_factory=lambda: ["speechd", "mock"])
    locales: list[QLocale] = field(default_factory=lambda: [GERMAN, ENGLISH])
    state: State = State.Ready
    told: list[tuple[Any, ...]] = field(default_factory=list)

    def module(self) -> Any:
        """Stands for the module PySide6.QtTextToSpeech."""
        machine = self

        class Speech:
            State = State
            availableEngines = staticmethod(lambda: machine.engines)  # noqa: N815 - Qt's name

            def __init__(self, engine: str) -> None:
                machine.told.append(("made", engine))

            def state(self) -> Enum:
                return machine.state

            def availableLocales(self) -> list[QLocale]:  # noqa: N802 - Qt's name
                return machine.locales

            def __getattr__(self, name: str) -> Any:
                return lambda *arguments: machine.told.append((name, *arguments))

        return SimpleNamespace(QTextToSpeech=Speech)


def test_lines_are_said_in_english_slowly_one_after_the_other() -> None:
    machine = Machine()
    voice = system_voice(machine.module)
    assert voice is not None

    voice.prepare(("Calf.",))
    voice.say(("Calf.", "Left leg."))
    voice.say(("That is all.",), softly=True)
    voice.hush()
    voice.close()

    assert voice.can_say("anything")
    assert machine.told == [
        *(("made", "speechd"), ("setLocale", ENGLISH), ("setRate", RATE)),
        *(("setVolume", 1.0), ("enqueue", "Calf. Left leg.")),
        *(("setVolume", SOFT_VOLUME), ("enqueue", "That is all.")),
        *(("stop",), ("stop",)),
    ]


@pytest.mark.parametrize(
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
    assert system_voice(machine.module) is None
    assert not any(call[0] == "enqueue" for call in machine.told)


def test_without_the_extra_there_is_none() -> None:
    def load() -> Any:
        raise ImportError("No module named 'PySide6.QtTextToSpeech'")

    assert system_voice(load) is None


def test_what_qt_says_of_a_broken_engine_is_not_shown(capfd: pytest.CaptureFixture[str], qtlog: Any) -> None:
    from PySide6.QtCore import qWarning

    machine = Machine(state=State.Error)
    module = machine.module()
    make = module.QTextToSpeech.__init__

    def complaining(self: Any, engine: str) -> None:
        qWarning('Error loading text-to-speech plug-in "speechd"')
        make(self, engine)

    module.QTextToSpeech.__init__ = complaining

    assert system_voice(lambda: module) is None
    assert qtlog.records == []
    assert "Error loading" not in capfd.readouterr().err
