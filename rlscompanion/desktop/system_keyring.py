"""The system's keyring: where a key can lie that only this person's session opens."""

import logging
from importlib.util import find_spec

from rlscompanion.domain.refusal import Refusal

SERVICE = "RLS Companion"
"""The name that the keyring lists our entries under."""

LEAST_PRIORITY = 1
"""What `keyring` itself recommends: below it are stores in plain files, and none at all."""

log = logging.getLogger(__name__)


class SystemKeyring:
    """Entries by name, as `keyring` keeps them: Secret Service, macOS Keychain or Windows Credential Locker.

    Each call may wait until the person has unlocked the keyring. What a backend raises is of many kinds.
    """

    @property
    def is_there(self) -> bool:
        """Whether the system has a keyring that can be trusted."""
        if find_spec("keyring") is None:
            return False
        import keyring  # here, since it brings much with it that a start does not need

        try:
            return float(keyring.get_keyring().priority) >= LEAST_PRIORITY
        except Exception as error:
            log.info("no keyring: %s", error)
            return False

    def get(self, entry: str) -> str:
        """What is kept under a name; empty if nothing is, or it cannot be read."""
        if not self.is_there:
            return ""
        import keyring

        try:
            return keyring.get_password(SERVICE, entry) or ""
        except Exception as error:
            log.info("nothing read from the keyring: %s", error)
            return ""

    def put(self, entry: str, text: str) -> None:
        """Keep a text under a name. Raises Refusal."""
        if not self.is_there:
            raise Refusal("There is no system keyring here.")
        import keyring

        try:
            keyring.set_password(SERVICE, entry, text)
        except Exception as error:
            raise Refusal(
                "The system's keyring did not store the key. Unlock the keyring, then try again."
            ) from error

    def remove(self, entry: str) -> bool:
        """Forget what is kept under a name; whether nothing is kept any more."""
        if not self.get(entry):
            return True
        import keyring

        try:
            keyring.delete_password(SERVICE, entry)
        except Exception as error:
            log.info("not removed from the keyring: %s", error)
            return False
        return True
