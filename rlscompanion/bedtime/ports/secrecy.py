"""The port for the log's passphrase, in a module of its own, since most starts do not need it."""

from typing import Protocol

ERASE_WORD = "ERASE"
"""The word to type before everything is erased."""


class PassphraseProtection(Protocol):
    """The log's passphrase, its key in the system's keyring, and the erasing of all data."""

    @property
    def is_set(self) -> bool:
        """Whether the log has a passphrase."""

    @property
    def is_open(self) -> bool:
        """Whether the log is unlocked in this window."""

    @property
    def has_keyring(self) -> bool:
        """Whether the system has a keyring."""

    @property
    def unmatched_backup_count(self) -> int:
        """The number of backups whose passphrase (or lack of one) differs from the log's."""

    @property
    def has_backups(self) -> bool:
        """Whether there are backups of the log."""

    def is_right_passphrase(self, passphrase: str) -> bool:
        """Whether this is the passphrase of the log. Raises Refusal if this cannot be checked."""

    def check_strength(self, passphrase: str) -> None:
        """Raise Refusal if a passphrase is too weak."""

    def keep_in_keyring(self, wanted: bool) -> None:
        """Add the log's key to the system's keyring, or remove it. Raises Refusal if this fails."""

    # With the window closed, and the log with it:

    def change(self, passphrase: str, in_keyring: bool) -> str:
        """Set the log's passphrase; an empty one removes the passphrase. Returns a sentence to show.

        With `in_keyring`, the new key is also put into the system's keyring. Raises Refusal if this fails.
        """

    def lock(self) -> str:
        """Forget the log's key, so that the passphrase is needed again.

        Returns an empty text, since there is nothing to show.
        """

    def erase_all_data(self) -> str:
        """Delete all data of the person. Returns sentences about what could not be deleted."""
