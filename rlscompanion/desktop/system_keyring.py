"""The system's keyring, in which the program can keep the key of the sleep log.

Only the person's own login session can read the keyring.
"""

import logging
from importlib.util import find_spec

from rlscompanion.domain.refusal import Refusal

KEYRING_SERVICE_NAME = "RLS Companion"
"""The name under which the keyring lists the entries of this app."""

LEAST_KEYRING_PRIORITY = 1
"""The lowest priority of a keyring that the library `keyring` recommends.

Stores with a lower priority are plain files, or store nothing.
"""

log = logging.getLogger(__name__)


class SystemKeyring:
    """Stores texts in the system's keyring, each under the name of an entry.

    The library `keyring` supports Secret Service, macOS Keychain and Windows Credential Locker. Each call may
    wait until the person has unlocked the keyring.
    """

    @property
    def is_available(self) -> bool:
        """Whether the system has a trustworthy keyring."""
        if find_spec("keyring") is None:
            return False
        import keyring  # imported here, since it is large and a start does not need it

        try:
            return float(keyring.get_keyring().priority) >= LEAST_KEYRING_PRIORITY
        except Exception as error:
            log.info("no keyring: %s", error)
            return False

    def get(self, entry: str) -> str:
        """The text stored under the name `entry`; empty if there is none, or if the text cannot be read."""
        if not self.is_available:
            return ""
        import keyring

        try:
            return keyring.get_password(KEYRING_SERVICE_NAME, entry) or ""
        except Exception as error:
            log.info("nothing read from the keyring: %s", error)
            return ""

    def put(self, entry: str, text: str) -> None:
        """Store a text under the name `entry`. Raises Refusal if the keyring does not store the text."""
        if not self.is_available:
            raise Refusal("There is no system keyring here.")
        import keyring

        try:
            keyring.set_password(KEYRING_SERVICE_NAME, entry, text)
        except Exception as error:
            raise Refusal(
                "The system's keyring did not store the key. Unlock the keyring, then try again."
            ) from error

    def remove(self, entry: str) -> bool:
        """Delete the text stored under the name `entry`; return whether the keyring has no such text now."""
        if not self.get(entry):
            return True
        import keyring

        try:
            keyring.delete_password(KEYRING_SERVICE_NAME, entry)
        except Exception as error:
            log.info("not removed from the keyring: %s", error)
            return False
        return True
