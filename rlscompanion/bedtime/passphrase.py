"""Requests to change the log's passphrase: checked at once, carried out after the log has closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.bedtime.ports.secrecy import ERASE_WORD
from rlscompanion.bedtime.preferences import KEY_IN_KEYRING
from rlscompanion.domain.refusal import Refusal

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports import Preferences
    from rlscompanion.bedtime.ports.secrecy import PassphraseProtection

WRONG_PASSPHRASE = (
    "That is not the passphrase. Check the capital letters and the keyboard's language, then try again."
)
PASSPHRASES_DIFFER = "The two new passphrases differ. Type them again."


class AfterClosing(Enum):
    """What the program does after the window has closed and the work on the passphrase is done."""

    START_AGAIN = "start again"
    ASK_PASSPHRASE = "ask for the passphrase"
    END = "end"


class EarlierBackups(Enum):
    """What to do with backups that still have the log's earlier passphrase, or none."""

    STAY = "stay"
    REENCRYPT = "reencrypt"
    DELETE = "delete"


@dataclass(frozen=True)
class WorkAfterClosing:
    """Work on the passphrase to do when the window has closed; then the program does what `then` says.

    `work` returns a sentence to show, or raises Refusal. `earlier` says what to do afterwards with earlier
    backups.
    """

    work: Callable[[], str]
    then: AfterClosing
    earlier: EarlierBackups = EarlierBackups.STAY


class PassphraseKeeper(QObject):
    """Checks the person's requests about the log's passphrase.

    Each request is a method that returns why the request is refused, or an empty text if it is accepted. For
    an accepted request, `closing_due` is emitted: the window closes, and then the work is done.
    """

    closing_due = Signal(object)

    def __init__(
        self, protection: PassphraseProtection, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._protection, self._preferences = protection, preferences

    @property
    def is_set(self) -> bool:
        """Whether the log has a passphrase."""
        return self._protection.is_set

    @property
    def is_open(self) -> bool:
        """Whether the log can be used: it has no passphrase, or the passphrase was given for this window."""
        return self._protection.is_open

    @property
    def has_keyring(self) -> bool:
        """Whether the system has a keyring."""
        return self._protection.has_keyring

    @property
    def is_in_keyring(self) -> bool:
        """Whether the log's key is kept in the system's keyring."""
        return KEY_IN_KEYRING.of(self._preferences)

    @property
    def unmatched_backup_count(self) -> int:
        """The number of backups whose passphrase differs from the log's."""
        return self._protection.unmatched_backup_count if self.is_open else 0

    @property
    def has_backups(self) -> bool:
        """Whether the log has any backups."""
        return self._protection.has_backups

    def set_passphrase(self, new: str, again: str, earlier: EarlierBackups) -> str:
        """Give a passphrase to a log without one. Returns why this is refused, or an empty text.

        `again` is what was typed to confirm `new`; `earlier` says what to do with the backups made so far.
        """
        return self._weakness(new, again) or self._change(new, earlier)

    def change_passphrase(self, present: str, new: str, again: str) -> str:
        """Change the passphrase of the log and backups. Returns why this is refused, or an empty text.

        `again` is what was typed to confirm `new`.
        """
        return (
            self._trouble_with(present)
            or self._weakness(new, again)
            or self._change(new, EarlierBackups.REENCRYPT)
        )

    def remove_passphrase(self, present: str) -> str:
        """Remove the passphrase of the log and backups. Returns why this is refused, or an empty text."""
        return self._trouble_with(present) or self._change("", EarlierBackups.REENCRYPT)

    def keep_in_keyring(self, wanted: bool) -> str:
        """Add the log's key to the system's keyring at once, or remove it from there.

        Returns the reason if this fails, else an empty text.
        """
        try:
            self._protection.keep_in_keyring(wanted)
        except Refusal as refusal:
            return str(refusal)
        KEY_IN_KEYRING.keep(self._preferences, wanted)
        return ""

    @Slot()
    def lock(self) -> None:
        """Close the window and lock the log, so that the program asks for the passphrase again."""
        self.closing_due.emit(WorkAfterClosing(self._protection.lock, AfterClosing.ASK_PASSPHRASE))

    def erase_all_data(self, typed: str) -> str:
        """Erase all of the person's data. Returns why this is refused, or an empty text.

        `typed` must be the confirming word, ERASE_WORD.
        """
        if typed.strip() != ERASE_WORD:
            return f"Nothing was erased. Type {ERASE_WORD} in capital letters first."
        self.closing_due.emit(WorkAfterClosing(self._protection.erase_all_data, AfterClosing.END))
        return ""

    def _change(self, new: str, earlier: EarlierBackups) -> str:
        work = partial(self._protection.change, new, self.is_in_keyring)
        KEY_IN_KEYRING.keep(self._preferences, self.is_in_keyring and bool(new))
        self.closing_due.emit(WorkAfterClosing(work, AfterClosing.START_AGAIN, earlier))
        return ""

    def _trouble_with(self, present: str) -> str:
        try:
            return "" if self._protection.is_right_passphrase(present) else WRONG_PASSPHRASE
        except Refusal as refusal:
            return str(refusal)

    def _weakness(self, new: str, again: str) -> str:
        try:
            self._protection.check_strength(new)
        except Refusal as refusal:
            return str(refusal)
        return "" if new == again else PASSPHRASES_DIFFER
