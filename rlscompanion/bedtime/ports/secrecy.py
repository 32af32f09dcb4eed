"""Port for the passphrase of the log; imported separately, since most starts do not need it."""

from typing import Protocol

ERASE_WORD = "ERASE"
"""What is typed before everything is erased."""


class Protection(Protocol):
    """The passphrase on the log, its key in the system's keyring, and the end of everything."""

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
    def unlike(self) -> int:
        """How many backups need a different passphrase than the log, or one where the log has none."""

    @property
    def has_earlier(self) -> bool:
        """Whether there are backups."""

    def is_right(self, passphrase: str) -> bool:
        """Whether this is the passphrase of the log. Raises Refusal."""

    def refuse_weak(self, passphrase: str) -> None:
        """Raise Refusal for a passphrase that is too short."""

    def keep_in_keyring(self, wanted: bool) -> None:
        """Put the key into the system's keyring, or take it out. Raises Refusal."""

    # With the window closed, and the log with it:

    def change(self, passphrase: str, in_keyring: bool) -> str:
        """Set the log's passphrase, or remove it if empty. Returns a sentence to show. Raises Refusal."""

    def lock(self) -> str:
        """Forget the key. Returns an empty sentence."""

    def erase(self) -> str:
        """Delete all data of the person. Returns sentences about what remains."""
