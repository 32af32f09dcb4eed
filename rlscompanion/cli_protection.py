"""Unlocking a sleep log for commands, and the commands for earlier backups and for erasing the log.

Each function may raise Refusal.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rlscompanion import paths
from rlscompanion.bedtime.ports.secrecy import ERASE_WORD
from rlscompanion.cli import Reporter, open_log, open_log_to_read
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

MOST_PASSPHRASE_TRIES = 3
"""The most times that a command asks for a passphrase before it gives up."""


def unlock_log(
    folder: Path, passphrase_file: Path | None, *, takes_keys: bool = False, other_file: Path | None = None
) -> None:
    """Unlock the sleep log in a data folder if it has a passphrase, and also `other_file`, such as a backup.

    With `takes_keys`, the window sends keys through standard input. Otherwise a passphrase is read from
    `passphrase_file`, if given. Otherwise the key is taken from the system's keyring, or the person is asked
    on a terminal. Raises Refusal if none of these unlocks the files.
    """
    if takes_keys:
        for line in sys.stdin:
            keys.remember_key(keys.key_from_hex_text(line))
    log = paths.sleep_log_file(folder)
    with turning_disk_errors_into_refusals(log, is_read_only=True):
        if keys.is_locked(log):
            _unlock_files("sleep log", locked_files(log), passphrase_file)
        if other_file is not None and keys.is_locked(other_file):
            _unlock_files("backup", [other_file], passphrase_file)


def _unlock_files(what: str, files: Sequence[Path], passphrase_file: Path | None) -> None:
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

    for question in (
        f"Passphrase of the {what}: ",
        *["That is not it. Passphrase: "] * (MOST_PASSPHRASE_TRIES - 1),
    ):
        if unlock_files(files, getpass(question)):
            return
    raise Refusal(f"That is not the passphrase of the {what}.")


def convert_earlier_backups(folder: Path, action: str, reporter: Reporter) -> None:
    """Change or delete earlier backups, whose passphrase differs from the passphrase of the log.

    The action "match" gives each of these backups the passphrase of the log, or no passphrase if the log has
    none. The action "delete" deletes these backups, after writing a backup of today.
    """
    log, now = paths.sleep_log_file(folder), MachineClock().now
    with open_log(folder) as connection:
        second = SqlitePreferences(connection, now).get(SECOND_FOLDER_KEY, "")
        copies = differently_encrypted_copies(
            log, [backup_folder_of(log), *([Path(second)] if second else [])]
        )
        if action == "delete" and copies:
            back_up_log(connection, backup_folder_of(log), now)
    if action == "delete":
        delete_copies(copies)
        reporter.say(f"{_earlier_backups_words(len(copies))} deleted.")
        return
    done = 0
    for number, is_done in enumerate(give_log_key_to_copies(log, copies), 1):
        done += is_done
        reporter.report_progress(number / len(copies))
    how = "given the passphrase of the log" if keys.is_protected(log) else "freed of its passphrase"
    reporter.say(f"{_earlier_backups_words(done)} {how}.")
    if left := len(copies) - done:
        reporter.say(
            f"{_earlier_backups_words(left)} left as before: damaged, "
            "or with a passphrase that was not given."
        )


def _earlier_backups_words(number: int) -> str:
    return "1 earlier backup was" if number == 1 else f"{number} earlier backups were"


def erase_log(folder: Path, reporter: Reporter) -> None:
    """Delete the sleep log in a data folder, its backups, and the person's settings and routines.

    Nothing is deleted until the person has typed a word to confirm.
    """
    reporter.say(f"This deletes the sleep log in {folder}, its backups, your routines and settings for good.")
    reporter.say(f"To go on, type {ERASE_WORD} and press Enter.")
    if sys.stdout is not None:
        sys.stdout.flush()
    if sys.stdin is None or sys.stdin.readline().strip() != ERASE_WORD:
        raise Refusal(f"Nothing was erased: {ERASE_WORD} was not typed.")
    reporter.say(erase_everything(folder, _second_folder_of(folder), SystemKeyring()))


def _second_folder_of(folder: Path) -> str:
    """The second backup folder, or empty if the log cannot be read."""
    with suppress(Refusal), open_log_to_read(folder) as connection:
        return SqlitePreferences(connection, MachineClock().now).get(SECOND_FOLDER_KEY, "")
    return ""
