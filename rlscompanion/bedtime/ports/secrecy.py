"""The passphrase on the log. A start without one needs none of it, so it goes by its own name."""

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
        """Whether this window works on the log, and not without it."""

    @property
    def has_keyring(self) -> bool:
        """Whether the system has a keyring."""

    @property
    def unlike(self) -> int:
        """How many copies of the log its passphrase does not open, or need one where it has none."""

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
        """Protect the log by a passphrase, or by none if it is empty; a sentence about it. Raises Refusal."""

    def lock(self) -> str:
        """Forget the key; nothing to say."""

    def erase(self) -> str:
        """Delete all there is of the person; sentences about what is left."""
