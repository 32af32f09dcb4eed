"""The machine's own voice, with a process that stands in for the one that speaks."""

import json
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rlscompanion.desktop.system_voice import SOFT_VOLUME_SHARE, SystemVoice, system_voice
from tests.waiting import PATIENCE_MS

READY = "print('ready', flush=True)\n"
WRITES_DOWN = f"import sys\n{READY}\nfor line in sys.stdin: open({{file!r}}, 'a').write(line)\n"
HANGS = "import time, sys\nsys.stderr.write('no sound system')\ntime.sleep(600)\n"


class Calls:
    """Counts."""

    number = 0

    def __call__(self) -> None:
        self.number += 1


def speaking(script: str, calls: Calls) -> SystemVoice:
    return SystemVoice(calls, (sys.executable, "-c", script))


def test_lines_are_passed_on_once_there_is_a_voice(qtbot: QtBot, tmp_path: Path) -> None:
    received, calls = tmp_path / "told", Calls()
    voice = speaking(WRITES_DOWN.format(file=str(received)), calls)
    assert not voice.can_say("Calf.")
    voice.say(("Too early.",))

    qtbot.waitUntil(lambda: calls.number == 1, timeout=PATIENCE_MS)
    assert voice.can_say("anything")
    voice.prepare(("Calf.",))
    voice.say(("Calf.", "Left leg."))
    voice.say(("That is all.",), softly=True)
    voice.hush()
    voice.close()

    assert [json.loads(line) for line in received.read_text().splitlines()] == [
        {"say": "Calf. Left leg.", "volume": 1.0},
        {"say": "That is all.", "volume": SOFT_VOLUME_SHARE},
        {},
    ]
    assert not voice.can_say("Calf.")
    assert calls.number == 1


def test_a_process_that_hangs_holds_nothing_up(qtbot: QtBot) -> None:
    calls = Calls()
    voice = speaking(HANGS, calls)

    voice.say(("Calf.",))
    voice.hush()
    voice.close()

    assert calls.number == 0


def test_a_process_that_finds_no_voice_says_so_by_ending(qtbot: QtBot) -> None:
    calls = Calls()
    voice = speaking("raise SystemExit(1)", calls)
    with qtbot.waitSignal(voice._process.finished, timeout=PATIENCE_MS):
        pass

    assert not voice.can_say("Calf.")
    assert calls.number == 0
    voice.close()


def test_a_process_that_breaks_down_is_told_of(qtbot: QtBot) -> None:
    calls = Calls()
    voice = speaking(READY, calls)

    qtbot.waitUntil(lambda: calls.number == 2, timeout=PATIENCE_MS)

    assert not voice.can_say("Calf.")
    voice.say(("Calf.",))
    voice.close()


def test_without_the_extra_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    assert system_voice(Calls()) is None
