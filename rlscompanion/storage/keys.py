"""The encryption keys of sleep logs: derived from a passphrase, kept in memory while the program runs.

SQLite3 Multiple Ciphers encrypts each page (ChaCha20), and stores a checksum of each page (Poly1305). A
protected file begins with 16 bytes of salt; the file's key is derived from the salt and the passphrase. A
log, its backups and their copies share one salt and one key, so the key of one of these files opens all of
them.
"""

import unicodedata
from dataclasses import dataclass
from os import urandom
from pathlib import Path
from typing import Any

import apsw

from rlscompanion.domain.refusal import Refusal

CIPHER_NAME = "chacha20"

KEY_DERIVATION_ROUNDS = 600_000
"""The number of rounds of PBKDF2-HMAC-SHA256 in which a key is derived from a passphrase.

SQLite3 Multiple Ciphers calls this number `kdf_iter`. Source: the minimum that OWASP recommended in 2023.
"""

MIN_PASSPHRASE_LENGTH = 8
"""The fewest characters of a passphrase, since a thief of the file can try many passphrases a second."""

_SALT_BYTES, _KEY_BYTES = 16, 32

_PLAIN_START = b"SQLite format 3\0"

_UNENCRYPTED_BYTES = slice(16, 24)
"""The bytes of a protected file that are not encrypted: the page size and constants of SQLite."""

_UNENCRYPTED_CONSTANTS = b"\x20\x40\x20\x20"
"""The last four unencrypted bytes of a protected file, which are the same in every protected file.

The first is the number of bytes of each page that are reserved for the cipher (32). The others are SQLite's
constants 64, 32 and 32.
"""


@dataclass(frozen=True, repr=False)
class EncryptionKey:
    """The key of a protected file (`secret`), and the salt that was used to derive the key."""

    salt: bytes
    secret: bytes

    @property
    def hex_text(self) -> str:
        """The key, followed by its salt, in hexadecimal: the form that SQLite3 Multiple Ciphers reads."""
        return (self.secret + self.salt).hex()


class PassphraseNeeded(Refusal):
    """Raised for a protected file whose passphrase has not been given yet."""


_keys_by_salt: dict[bytes, EncryptionKey] = {}


def new_key(passphrase: str) -> EncryptionKey:
    """Derive a key from a passphrase and a new random salt. Raises Refusal if the passphrase is too short."""
    refuse_short_passphrase(passphrase)
    return derive_key(passphrase, urandom(_SALT_BYTES))


def refuse_short_passphrase(passphrase: str) -> None:
    """Raise Refusal for a passphrase of fewer than MIN_PASSPHRASE_LENGTH characters."""
    if len(_normalized(passphrase)) < MIN_PASSPHRASE_LENGTH:
        raise Refusal(f"Use at least {MIN_PASSPHRASE_LENGTH} characters. Four or five words are better.")


def derive_key(passphrase: str, salt: bytes) -> EncryptionKey:
    """Derive a key from a passphrase and a salt. This takes a fifth of a second."""
    from hashlib import pbkdf2_hmac  # here, for a start without a passphrase

    return EncryptionKey(
        salt, pbkdf2_hmac("sha256", _normalized(passphrase).encode(), salt, KEY_DERIVATION_ROUNDS, _KEY_BYTES)
    )


def key_from_hex_text(text: str) -> EncryptionKey:
    """The key that a text of `EncryptionKey.hex_text` stands for. Raises ValueError for other texts."""
    data = bytes.fromhex(text)
    if len(data) != _KEY_BYTES + _SALT_BYTES:
        raise ValueError("no key")
    return EncryptionKey(data[_KEY_BYTES:], data[:_KEY_BYTES])


def remember_key(key: EncryptionKey) -> None:
    """Keep a key in memory while the program runs, so that every file with the key's salt can be opened."""
    _keys_by_salt[key.salt] = key


def remembered_keys() -> tuple[EncryptionKey, ...]:
    """The keys kept in memory."""
    return tuple(_keys_by_salt.values())


def forget_key(key: EncryptionKey) -> None:
    """Remove a key from memory."""
    _keys_by_salt.pop(key.salt, None)


def forget_all_keys() -> None:
    """Remove all keys from memory."""
    _keys_by_salt.clear()


def salt_of(path: Path) -> bytes | None:
    """The salt of a protected file; None if the file is not protected or does not exist. Raises OSError."""
    head = _first_bytes(path)
    is_protected = not head.startswith(_PLAIN_START) and head[_UNENCRYPTED_BYTES].endswith(
        _UNENCRYPTED_CONSTANTS
    )
    return head[:_SALT_BYTES] if is_protected else None


def is_protected(path: Path) -> bool:
    """Whether a file is encrypted with a passphrase. Raises OSError."""
    return salt_of(path) is not None


def is_locked(path: Path) -> bool:
    """Whether a file is protected and its key is not in memory. Raises OSError."""
    return (salt := salt_of(path)) is not None and salt not in _keys_by_salt


def is_unencrypted_database(path: Path) -> bool:
    """Whether a file is an SQLite database without encryption. Raises OSError."""
    return _first_bytes(path).startswith(_PLAIN_START)


def _first_bytes(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(_UNENCRYPTED_BYTES.stop)


def remembered_key_for(path: Path) -> EncryptionKey | None:
    """The key in memory that opens a protected file; None if the file is not encrypted.

    Raises PassphraseNeeded if the file is encrypted and its key is not in memory. Raises OSError.
    """
    salt = salt_of(path)
    if salt is None:
        return None
    if salt not in _keys_by_salt:
        raise PassphraseNeeded(
            f"{path} is protected by a passphrase that was not given. Open the window and unlock it there, "
            "or give the command --passphrase-file FILE."
        )
    return _keys_by_salt[salt]


def connect_with_key(path: Path, flags: int, *, query: str = "", vfs: str | None = None) -> apsw.Connection:
    """Open a connection to a database file; if the file is protected, use its key in memory.

    `query` is added to SQLite's URI of the file. Raises PassphraseNeeded, OSError and apsw.Error.
    """
    key = remembered_key_for(path)
    name = f"{path.as_uri()}?{query}" if query else str(path)
    if key and vfs:
        vfs = f"multipleciphers-{vfs}"
    connection = apsw.Connection(name, flags=flags | (apsw.SQLITE_OPEN_URI if query else 0), vfs=vfs)
    set_key_of_connection(connection, key)
    return connection


def set_key_of_connection(connection: apsw.Connection, key: EncryptionKey | None) -> None:
    """Set the encryption key of a newly opened connection; None means that the file is not encrypted.

    If the file is empty, setting a key makes it an encrypted file.
    """
    if key is not None:
        connection.pragma("cipher", CIPHER_NAME)
        connection.pragma("key", f"raw:{key.hex_text}")


def attach_with_key(connection: apsw.Connection, path: Path, name: str) -> None:
    """Attach a database file to a connection as `name`; if the file is protected, use its key in memory."""
    key = remembered_key_for(path)
    arguments: tuple[Any, ...] = (str(path), name, f"raw:{key.hex_text}" if key else "")
    connection.execute("ATTACH ? AS ? KEY ?", arguments)


def sqlite_uri(path: Path, key: EncryptionKey | None) -> str:
    """The SQLite URI for writing a file that is encrypted with `key`, or unencrypted if `key` is None."""
    return f"{path.as_uri()}?cipher={CIPHER_NAME}&key={f'raw:{key.hex_text}' if key else ''}"


def _normalized(passphrase: str) -> str:
    """The passphrase in Unicode's NFC form: the same letters typed on another keyboard give the same key."""
    return unicodedata.normalize("NFC", passphrase)
