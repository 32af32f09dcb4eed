"""The system's keyring: what it takes, and what happens where there is none or it is locked."""

import pytest

from rlscompanion.desktop.system_keyring import KEYRING_SERVICE_NAME, SystemKeyring
from rlscompanion.domain.refusal import Refusal
from tests.keyrings import MemoryKeyring, memory_keyring

__all__ = ["memory_keyring"]


def test_a_text_is_kept_until_it_is_removed(memory_keyring: MemoryKeyring) -> None:
    ours = SystemKeyring()
    assert ours.is_available
    assert ours.get("entry") == ""

    ours.put("entry", "text")

    assert ours.get("entry") == "text"
    assert memory_keyring.kept == {(KEYRING_SERVICE_NAME, "entry"): "text"}
    assert ours.remove("entry")
    assert ours.remove("entry")
    assert memory_keyring.kept == {}


def test_a_locked_keyring_gives_and_takes_nothing(memory_keyring: MemoryKeyring) -> None:
    ours = SystemKeyring()
    ours.put("entry", "text")
    memory_keyring.is_locked = True

    assert ours.get("entry") == ""
    with pytest.raises(Refusal, match="did not store the key"):
        ours.put("entry", "other")


def test_a_store_that_is_no_keyring_is_not_used(memory_keyring: MemoryKeyring) -> None:
    """Such as files in which everybody can read."""
    memory_keyring.priority = 0.5
    ours = SystemKeyring()

    assert not ours.is_available
    with pytest.raises(Refusal, match="no system keyring"):
        ours.put("entry", "text")
    assert ours.get("entry") == ""
    assert memory_keyring.kept == {}
