"""The passphrase of the sleep log, the key of the log in the system's keyring, and erasing all data.

The settings in the window use this module; commands use some of the functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rlscompanion import paths
from rlscompanion.desktop.system_keyring import SystemKeyring
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import keys
from rlscompanion.storage.backups import backup_folder_of

if TYPE_CHECKING:
    from rlscompanion.domain.moment import Moment
    from rlscompanion.storage.erasing import EraseResult

TRACES_REMAIN_SENTENCE = (
    "Exports and reports that you saved elsewhere are still there. "
    "On flash memory and in the backups of other programs, traces may remain for a while."
)


class LogProtection:
    """Sets, changes and removes the passphrase of the sleep log in a data folder.

    Implements `PassphraseProtection`. `second` returns the path of the second backup folder, empty if there
    is none. Modules are imported when they are first needed.
    """

    def __init__(
        self,
        folder: Path,
        now: Callable[[], Moment],
        second: Callable[[], str],
        keyring: SystemKeyring,
        is_open: bool = True,
    ) -> None:
        self._folder, self._log, self._now = folder, paths.sleep_log_file(folder), now
        self._second, self._keyring, self._is_open = second, keyring, is_open

    @property
    def is_set(self) -> bool:
        """Whether the sleep log has a passphrase."""
        return keys.is_protected(self._log)

    @property
    def is_open(self) -> bool:
        """Whether the program has opened the sleep log; the program can also run while the log is locked."""
        return self._is_open

    @property
    def has_keyring(self) -> bool:
        """Whether the system has a keyring that can be trusted."""
        return self._keyring.is_available

    @property
    def unmatched_backup_count(self) -> int:
        """The number of copies of the sleep log whose passphrase differs from the passphrase of the log."""
        from rlscompanion.storage.protection import differently_encrypted_copies

        return len(differently_encrypted_copies(self._log, self._backup_folders))

    @property
    def has_backups(self) -> bool:
        """Whether the sleep log has backups or other copies."""
        from rlscompanion.storage.protection import copies_of

        return any(copies_of(self._log, folder) for folder in self._backup_folders)

    @property
    def _backup_folders(self) -> Sequence[Path]:
        second = self._second()
        return [backup_folder_of(self._log), *([Path(second)] if second else [])]

    def is_right_passphrase(self, passphrase: str) -> bool:
        """Whether this is the passphrase of the sleep log. Raises Refusal if the log cannot be read."""
        from rlscompanion.storage.protection import is_passphrase_of

        return is_passphrase_of(self._log, passphrase)

    def check_strength(self, passphrase: str) -> None:
        """Raise Refusal if a new passphrase is too short."""
        keys.refuse_short_passphrase(passphrase)

    def keep_in_keyring(self, wanted: bool) -> None:
        """Store the key of the sleep log in the system's keyring, or delete the key there if not `wanted`.

        Raises Refusal if the keyring does not allow this.
        """
        key = keys.remembered_key_for(self._log)
        if key is None:
            return
        if wanted:
            self._keyring.put(keyring_entry_name(key.salt), key.hex_text)
        elif not self._keyring.remove(keyring_entry_name(key.salt)):
            raise Refusal("The key is still in the system's keyring. Unlock the keyring, then try again.")

    def change(self, passphrase: str, in_keyring: bool) -> str:
        """Give the sleep log a new passphrase, or remove its passphrase if `passphrase` is empty.

        With `in_keyring`, the new key is stored in the system's keyring. Returns a sentence about the result.
        Raises Refusal, with the log unchanged, if this fails.
        """
        from rlscompanion.storage.protection import change_log_key

        before = keys.remembered_key_for(self._log)
        change_log_key(self._log, keys.new_key(passphrase) if passphrase else None, self._now)
        if before is not None and in_keyring:
            self._keyring.remove(keyring_entry_name(before.salt))
        if not passphrase:
            return "Your log no longer has a passphrase."
        try:
            if in_keyring:
                self.keep_in_keyring(True)
        except Refusal as refusal:
            return f"Your log now has this passphrase. {refusal}"
        return "Your log now has this passphrase."

    def lock(self) -> str:
        """Remove the key of the sleep log from memory; return an empty text, since nothing is to be said."""
        keys.forget_all_keys()
        return ""

    def erase_all_data(self) -> str:
        """Delete all data of the person; return sentences about what was deleted and what remains."""
        return erase_everything(self._folder, self._second(), self._keyring)


def keyring_entry_name(salt: bytes) -> str:
    """The name under which the system's keyring stores the key of a file.

    `salt` is the encryption salt of the file.
    """
    return f"sleep log {salt.hex()}"


def erase_everything(folder: Path, second: str, keyring: SystemKeyring) -> str:
    """Delete all data of the person; return sentences about what was deleted and what remains.

    Deletes the data folder, the backups in the folder `second`, and the keys in the system's keyring.
    """
    from rlscompanion.storage.erasing import erase_all_files
    from rlscompanion.storage.protection import copies_of

    log = paths.sleep_log_file(folder)
    files = [log, *copies_of(log, backup_folder_of(log))]
    salts = {salt for each in files if (salt := keys.salt_of(each)) is not None}
    erased = erase_all_files(folder, Path(second) if second else None)
    in_keyring = [salt for salt in salts if not keyring.remove(keyring_entry_name(salt))]
    keys.forget_all_keys()
    return " ".join(_erased_sentences(erased, second, bool(in_keyring)))


def _erased_sentences(erased: EraseResult, second: str, in_keyring: bool) -> Sequence[str]:
    sentences = ["Your log, its backups, your routines, your settings and the error log are deleted."]
    if erased.not_deleted:
        sentences = [
            "Not everything could be deleted. "
            f"Delete these yourself: {_first_file_names(erased.not_deleted)}."
        ]
    if erased.not_ours:
        sentences.append(f"Other files were kept: {_first_file_names(erased.not_ours)}.")
    if second and not Path(second).is_dir():
        sentences.append(
            f"The second backup folder {second} is not available now. Delete the backups in it yourself."
        )
    if in_keyring:
        sentences.append("An entry “RLS Companion” is still in the system's keyring. Delete it there.")
    return [*sentences, TRACES_REMAIN_SENTENCE]


def _first_file_names(files: Sequence[Path]) -> str:
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    return ", ".join(map(str, files[:3])) + more


def unlock_from_keyring(files: Iterable[Path], keyring: SystemKeyring) -> bool:
    """Unlock encrypted files with a key from the system's keyring; return whether a file was unlocked.

    The key is then kept in memory.
    """
    from rlscompanion.storage.protection import unlock_files_with_key

    files = list(files)
    for salt in {salt for each in files if (salt := keys.salt_of(each)) is not None}:
        if (text := keyring.get(keyring_entry_name(salt))) and unlock_files_with_key(
            files, keys.key_from_hex_text(text)
        ):
            return True
    return False
