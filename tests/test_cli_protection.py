"""The commands on a log with a passphrase, and the command that erases all data."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rlscompanion import paths
from rlscompanion.__main__ import main
from rlscompanion.desktop.system_keyring import SystemKeyring
from rlscompanion.protection import keyring_entry_name
from rlscompanion.storage.backups import back_up_log, backup_folder_of, backups_of
from rlscompanion.storage.daily import choose_second_folder
from rlscompanion.storage.database import open_database
from rlscompanion.storage.keys import forget_all_keys, new_key, remembered_key_for, salt_of
from rlscompanion.storage.protection import change_log_key, unlock_files
from tests.fakes import FakeClock
from tests.keyrings import MemoryKeyring, memory_keyring

pytestmark = pytest.mark.usefixtures("few_rounds")

__all__ = ["memory_keyring"]

CLOCK = FakeClock("2026-11-21 20:00")
WORDS = "four quiet sheep asleep"


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    yield
    forget_all_keys()


@pytest.fixture
def log(folder: Path) -> Path:
    """A log with a passphrase, whose key is not in the keyring."""
    log = paths.sleep_log_file(folder)
    change_log_key(log, new_key(WORDS), CLOCK.now)
    forget_all_keys()
    return log


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text(f"{WORDS}\n", "utf-8")
    return file


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The answers that a person will type at the terminal, in reverse order."""
    answers: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda _: answers.pop())
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    return answers


def run(log: Path, *arguments: str | Path) -> int:
    forget_all_keys()
    return main([str(arguments[0]), "--data-dir", str(log.parent), *map(str, arguments[1:])])


def test_commands_refuse_without_the_passphrase(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["check"], ["export", "x.zip"], ["report", "x.pdf"], ["backup"], ["import", "x.zip"]):
        assert run(log, *command) == 1
        received = capsys.readouterr()
        assert received.err == "The sleep log has a passphrase. Give it with --passphrase-file FILE.\n"
    assert not backup_folder_of(log).exists()


def test_a_file_gives_the_passphrase(
    log: Path, tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--passphrase-file", passphrase_file)
    assert run(log, "check", *given) == 0
    assert "90 nights" in capsys.readouterr().out
    assert run(log, "export", tmp_path / "log.json", *given) == 0
    assert run(log, "backup", tmp_path / "copy.sqlite", *given) == 0
    assert salt_of(tmp_path / "copy.sqlite") == salt_of(log)
    assert run(log, "restore", tmp_path / "copy.sqlite", *given) == 0

    passphrase_file.write_text("something else\n", "utf-8")
    capsys.readouterr()
    assert run(log, "check", *given) == 1
    assert capsys.readouterr().err == f"The passphrase in {passphrase_file} is not that of the sleep log.\n"
    passphrase_file.unlink()
    assert run(log, "check", *given) == 1
    assert "passphrase file" in capsys.readouterr().err


def test_a_terminal_is_asked_three_times(
    log: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked[:] = [WORDS, "still wrong", "wrong words"]
    assert run(log, "check") == 0
    assert asked == []

    asked[:] = [WORDS, "wrong again", "still wrong", "wrong words"]
    assert run(log, "check") == 1
    assert asked == [WORDS]
    assert capsys.readouterr().err == "That is not the passphrase of the sleep log.\n"


def test_the_keyring_gives_the_key(log: Path, memory_keyring: MemoryKeyring) -> None:
    forget_all_keys()
    assert run(log, "check") == 1
    assert unlock_files([log], WORDS)
    key = remembered_key_for(log)
    assert key is not None
    SystemKeyring().put(keyring_entry_name(key.salt), key.hex_text)

    assert run(log, "check") == 0


def test_a_backup_from_before_the_passphrase_comes_back(
    folder: Path, tmp_path: Path, passphrase_file: Path
) -> None:
    log, copy = paths.sleep_log_file(folder), tmp_path / "copy.sqlite"
    assert run(log, "backup", copy) == 0
    change_log_key(log, new_key(WORDS), CLOCK.now)

    assert run(log, "restore", copy, "--passphrase-file", passphrase_file) == 0

    assert salt_of(log) is not None


def test_a_protected_backup_comes_back_into_a_new_folder(
    log: Path, tmp_path: Path, passphrase_file: Path
) -> None:
    copy, new = tmp_path / "copy.sqlite", tmp_path / "new" / log.name
    assert run(log, "backup", copy, "--passphrase-file", passphrase_file) == 0
    assert run(new, "restore", copy) == 1

    assert run(new, "restore", copy, "--passphrase-file", passphrase_file) == 0

    assert salt_of(new) == salt_of(log)
    assert run(new, "check", "--passphrase-file", passphrase_file) == 0


@pytest.mark.parametrize("wish", ["match", "delete"])
def test_earlier_backups_are_changed_or_deleted(
    folder: Path, tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str], wish: str
) -> None:
    log, second = paths.sleep_log_file(folder), tmp_path / "stick"
    second.mkdir()
    with closing(open_database(log, CLOCK.now)) as connection:
        back_up_log(connection, backup_folder_of(log), CLOCK.now)
        choose_second_folder(connection, CLOCK.now, second)
    change_log_key(log, new_key(WORDS), CLOCK.now)

    assert run(log, "backup", "--earlier", wish, "--passphrase-file", passphrase_file) == 0

    said = {
        "match": "2 earlier backups were given the passphrase of the log.\n",
        "delete": "2 earlier backups were deleted.\n",
    }
    assert capsys.readouterr().out == said[wish]
    left = [backups_of(log, each) for each in (backup_folder_of(log), second)]
    assert [len(each) for each in left] == ([1, 1] if wish == "match" else [1, 0])
    assert {salt_of(each) for each in (*left[0], *left[1])} == {salt_of(log)}


def test_everything_is_erased_after_a_word(
    log: Path,
    memory_keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert unlock_files([log], WORDS)
    key = remembered_key_for(log)
    assert key is not None
    SystemKeyring().put(keyring_entry_name(key.salt), key.hex_text)
    (log.parent / "thesis.odt").write_text("mine", "utf-8")
    for typed in ("", "erase\n", "yes\n"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        assert run(log, "erase") == 1
        assert capsys.readouterr().err == "Nothing was erased: ERASE was not typed.\n"
    assert log.exists()

    monkeypatch.setattr(sys, "stdin", io.StringIO("ERASE\n"))
    assert run(log, "erase") == 0

    received = capsys.readouterr().out
    assert f"Other files were kept: {log.parent / 'thesis.odt'}." in received
    assert "Exports and reports that you saved elsewhere are still there." in received
    assert os.listdir(log.parent) == ["thesis.odt"]
    assert memory_keyring.kept == {}
