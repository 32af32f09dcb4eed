"""A command in a second process: what it tells, how it ends, and what is left when it is let go."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from rlscompanion import demo, paths
from rlscompanion.desktop.command_process import COMMAND_INTERRUPTED, COMMAND_NOT_STARTED, CommandProcess
from rlscompanion.storage.keys import forget_all_keys, new_key, salt_of
from rlscompanion.storage.protection import change_log_key
from tests.fakes import FakeClock
from tests.waiting import PATIENCE_MS

pytestmark = pytest.mark.usefixtures("few_rounds")


class Heard:
    """The reports of one command."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.end: tuple[bool, str] | None = None

    def received(self, line: str) -> None:
        self.lines.append(line)

    def ended(self, is_done: bool, sentence: str) -> None:
        assert self.end is None
        self.end = (is_done, sentence)


def carry_out(qtbot: QtBot, work: CommandProcess, *arguments: str) -> Heard:
    heard = Heard()
    work.start(arguments, heard.received, heard.ended)
    qtbot.waitUntil(lambda: heard.end is not None, timeout=PATIENCE_MS)
    return heard


TELL = "import os, sys; print(sys.argv, dict(os.environ), sep='\\n'); print(sys.stdin.read().strip())"


def python(folder: Path, code: str, keys: Sequence[str] = ()) -> CommandProcess:
    """A stand-in for the program."""
    return CommandProcess(folder, (sys.executable, "-c", code), lambda: keys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    demo.fill_with_invented_nights(paths.sleep_log_file(tmp_path), FakeClock())
    return tmp_path


def test_the_log_is_exported_beside_the_window_wherever_it_was_started(
    qtbot: QtBot, folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("foreign"))
    Path("argparse.py").write_text("raise SystemExit('a file of the current folder was run')")
    work = CommandProcess(folder)

    heard = carry_out(qtbot, work, "export", str(folder / "log.zip"))

    received: list[dict[str, Any]] = [json.loads(line) for line in heard.lines]
    assert heard.end == (True, "")
    assert received[-1] == {"said": f"90 nights written to {folder / 'log.zip'}"}
    assert any("share" in each for each in received)
    assert (folder / "log.zip").stat().st_size > 10_000


def test_a_refusal_is_one_sentence_and_another_command_can_follow(qtbot: QtBot, folder: Path) -> None:
    work = CommandProcess(folder)

    assert carry_out(qtbot, work, "import", "--undo").end == (False, "There is no import to undo.")
    assert carry_out(qtbot, work, "backup").end == (True, "")


@pytest.mark.parametrize(
    "code", ["raise SystemExit(2)", "import os; os.abort()", "import sys; sys.exit('two\\nlines')", "1/0"]
)
def test_what_breaks_off_is_told_in_one_sentence(qtbot: QtBot, tmp_path: Path, code: str) -> None:
    assert carry_out(qtbot, python(tmp_path, code), "export").end == (False, COMMAND_INTERRUPTED)


def test_what_cannot_be_started_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    work = CommandProcess(tmp_path, (str(tmp_path / "no program"),))
    assert carry_out(qtbot, work, "export").end == (False, COMMAND_NOT_STARTED)


def test_lines_come_whole_and_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    code = "import sys; [print(i, 'é' * 3000, flush=True) for i in range(200)]"
    heard = carry_out(qtbot, python(tmp_path, code), "export")
    assert [line.split(" ")[0] for line in heard.lines] == [str(number) for number in range(200)]
    assert all(line.endswith("é") for line in heard.lines)


def test_one_at_a_time(qtbot: QtBot, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    work, heard = python(tmp_path, f"open({str(gate)!r}).read()"), Heard()
    work.start(["export"], heard.received, heard.ended)
    with pytest.raises(RuntimeError, match="at work"):
        work.start(["export"], heard.received, heard.ended)
    gate.write_text("")
    work.close()
    assert heard.end is None


def test_the_end_of_the_program_waits_for_what_is_at_work(qtbot: QtBot, tmp_path: Path) -> None:
    code = f"import pathlib; pathlib.Path({str(tmp_path / 'done')!r}).write_text('x')"
    work, heard = python(tmp_path, code), Heard()
    work.start(["backup"], heard.received, heard.ended)

    work.close()

    assert (tmp_path / "done").exists()
    assert heard.end is None


@pytest.mark.skipif(os.name != "posix", reason="no signal can be sent there")
def test_a_command_that_is_stopped_tidies_up(qtbot: QtBot, tmp_path: Path) -> None:
    left = tmp_path / "left"
    code = f"""
import time
from pathlib import Path
try:
    print("at work", flush=True)
    time.sleep(600)
finally:
    Path({str(left)!r}).touch()
"""
    work, heard = python(tmp_path, code), Heard()
    work.stop()
    work.start(["import"], heard.received, heard.ended)
    qtbot.waitUntil(lambda: bool(heard.lines), timeout=PATIENCE_MS)

    work.stop()

    qtbot.waitUntil(lambda: heard.end is not None, timeout=PATIENCE_MS)
    assert heard.end == (False, COMMAND_INTERRUPTED)
    assert left.exists()


def test_a_command_gets_the_key_of_a_protected_log_and_nobody_else_sees_it(
    folder: Path, qtbot: QtBot
) -> None:
    key = new_key("four quiet sheep asleep")
    change_log_key(paths.sleep_log_file(folder), key, FakeClock().now)
    forget_all_keys()
    backup = ("backup", str(folder / "copy.sqlite"))

    refused = carry_out(qtbot, CommandProcess(folder), *backup)
    done = carry_out(qtbot, CommandProcess(folder, keys=lambda: [key.hex_text]), *backup)
    shown = carry_out(qtbot, python(folder, TELL, [key.hex_text]))

    assert refused.end == (False, "The sleep log has a passphrase. Give it with --passphrase-file FILE.")
    assert done.end == (True, "")
    assert salt_of(folder / "copy.sqlite") == key.salt
    assert shown.lines[-1] == key.hex_text
    assert not any(key.hex_text in line for line in shown.lines[:-1])
