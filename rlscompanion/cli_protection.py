"""The commands about the passphrase of a sleep log, and the command that erases the log.

Each may raise Refusal.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rlscompanion import paths
from rlscompanion.bedtime.ports.secrecy import ERASE_WORD
from rlscompanion.cli import Reporter, open_log, open_to_read
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.desktop.system_keyring import SystemKeyring
from rlscompanion.domain.refusal import Refusal
from rlscompanion.protection import erase_everything, unlock_from_keyring
from rlscompanion.storage import keys, turning_disk_errors_into_refusals
from rlscompanion.storage.backups import back_up_log, backup_folder_of
from rlscompanion.storage.daily import SECOND_FOLDER_KEY
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.protection import (
    delete_copies,
    differently_encrypted_copies,
    give_log_key_to_copies,
    locked_files,
    unlock_files,
)

MOST_TRIES = 3
"""The number of times to ask for a passphrase before a command gives up."""


def unlock(
    folder: Path, passphrase_file: Path | None, *, takes_keys: bool = False, other_file: Path | None = None
) -> None:
    """Unlock the sleep log in a data folder, and `other_file`, such as a backup, if they have a passphrase.

    The key comes from the window through standard input (with `takes_keys`), from the passphrase in
    `passphrase_file`, from the system's keyring or, on a terminal, from the person. Raises Refusal if none of
    these opens the files.
    """
    if takes_keys:
        for line in sys.stdin:
            keys.remember_key(keys.key_from_hex_text(line))
    log = paths.log_file(folder)
    with turning_disk_errors_into_refusals(log, is_read_only=True):
        if keys.is_locked(log):
            _unlock("sleep log", locked_files(log), passphrase_file)
        if other_file is not None and keys.is_locked(other_file):
            _unlock("backup", [other_file], passphrase_file)


def _unlock(what: str, files: Sequence[Path], passphrase_file: Path | None) -> None:
    if passphrase_file is not None:
        with turning_disk_errors_into_refusals(passphrase_file, "passphrase file", is_read_only=True):
            passphrase, *_ = passphrase_file.read_text("utf-8").splitlines() or [""]
        if not unlock_files(files, passphrase):
            raise Refusal(f"The passphrase in {passphrase_file} is not that of the {what}.")
    elif not unlock_from_keyring(files, SystemKeyring()):
        if sys.stdin is None or not sys.stdin.isatty():
            raise Refusal(f"The {what} has a passphrase. Give it with --passphrase-file FILE.")
        _ask_passphrase(what, files)


def _ask_passphrase(what: str, files: Sequence[Path]) -> None:
    from getpass import getpass

    for question in (f"Passphrase of the {what}: ", *["That is not it. Passphrase: "] * (MOST_TRIES - 1)):
        if unlock_files(files, getpass(question)):
            return
    raise Refusal(f"That is not the passphrase of the {what}.")


def convert_earlier_backups(folder: Path, action: str, reporter: Reporter) -> None:
    """Give earlier backups the passphrase of the log (action "match"), or delete them ("delete").

    Earlier backups are those whose passphrase differs from the log's. If the log has none, "match" removes
    theirs. Before any is deleted, today's backup is written.
    """
    log, now = paths.log_file(folder), MachineClock().now
    with open_log(folder) as connection:
        second = SqlitePreferences(connection, now).get(SECOND_FOLDER_KEY, "")
        copies = differently_encrypted_copies(
            log, [backup_folder_of(log), *([Path(second)] if second else [])]
        )
        if action == "delete" and copies:
            back_up_log(connection, backup_folder_of(log), now)
    if action == "delete":
        delete_copies(copies)
        reporter.say(f"{_earlier_backups_were(len(copies))} deleted.")
        return
    done = 0
    for number, is_done in enumerate(give_log_key_to_copies(log, copies), 1):
        done += is_done
        reporter.report_progress(number / len(copies))
    how = "given the passphrase of the log" if keys.is_protected(log) else "freed of its passphrase"
    reporter.say(f"{_earlier_backups_were(done)} {how}.")
    if left := len(copies) - done:
        reporter.say(
            f"{_earlier_backups_were(left)} left as before: damaged, or with a passphrase that was not given."
        )


def _earlier_backups_were(number: int) -> str:
    return "1 earlier backup was" if number == 1 else f"{number} earlier backups were"


def erase(folder: Path, reporter: Reporter) -> None:
    """Delete a data folder's sleep log and all its files, once the person has confirmed by typing a word."""
    reporter.say(f"This deletes the sleep log in {folder}, its backups, your routines and settings for good.")
    reporter.say(f"To go on, type {ERASE_WORD} and press Enter.")
    if sys.stdout is not None:
        sys.stdout.flush()
    if sys.stdin is None or sys.stdin.readline().strip() != ERASE_WORD:
        raise Refusal(f"Nothing was erased: {ERASE_WORD} was not typed.")
    reporter.say(erase_everything(folder, _second_folder_of(folder), SystemKeyring()))


def _second_folder_of(folder: Path) -> str:
    """The second backup folder, or empty if the log cannot be read."""
    with suppress(Refusal), open_to_read(folder) as connection:
        return SqlitePreferences(connection, MachineClock().now).get(SECOND_FOLDER_KEY, "")
    return ""
