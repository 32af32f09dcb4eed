"""The system's keyring, which keeps a key so that only the person's own login session can read it."""

import logging
from importlib.util import find_spec

from rlscompanion.domain.refusal import Refusal

SERVICE_NAME = "RLS Companion"
"""The name under which the keyring lists the app's entries."""

LEAST_PRIORITY = 1
"""The lowest priority that `keyring` recommends; below it are plain files, and no store at all."""

log = logging.getLogger(__name__)


class SystemKeyring:
    """Texts in the system's keyring, each stored under a name.

    Through the library `keyring`: Secret Service, macOS Keychain or Windows Credential Locker, whose errors
    are of many types. Each call may wait until the person has unlocked the keyring.
    """

    @property
    def is_available(self) -> bool:
        """Whether the system has a trustworthy keyring."""
        if find_spec("keyring") is None:
            return False
        import keyring  # imported here, since it is large and a start does not need it

        try:
            return float(keyring.get_keyring().priority) >= LEAST_PRIORITY
        except Exception as error:
            log.info("no keyring: %s", error)
            return False

    def get(self, entry: str) -> str:
        """The text stored under this name; empty if there is none or it cannot be read."""
        if not self.is_available:
            return ""
        import keyring

        try:
            return keyring.get_password(SERVICE_NAME, entry) or ""
        except Exception as error:
            log.info("nothing read from the keyring: %s", error)
            return ""

    def put(self, entry: str, text: str) -> None:
        """Store a text under this name. Raises Refusal if the keyring does not accept it."""
        if not self.is_available:
            raise Refusal("There is no system keyring here.")
        import keyring

        try:
            keyring.set_password(SERVICE_NAME, entry, text)
        except Exception as error:
            raise Refusal(
                "The system's keyring did not store the key. Unlock the keyring, then try again."
            ) from error

    def remove(self, entry: str) -> bool:
        """Delete the text stored under this name; return whether none is left."""
        if not self.get(entry):
            return True
        import keyring

        try:
            keyring.delete_password(SERVICE_NAME, entry)
        except Exception as error:
            log.info("not removed from the keyring: %s", error)
            return False
        return True
