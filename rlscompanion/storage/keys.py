"""The encryption keys of sleep logs: derived from a passphrase, kept in memory while the program runs.

SQLite3 Multiple Ciphers encrypts each page (ChaCha20) and stores a checksum of it (Poly1305). A protected
file begins with 16 bytes of salt; its key is derived from the salt and the passphrase. A log, its backups and
their copies share salt and key, so the key of one of these files opens all of them.
"""

import unicodedata
from dataclasses import dataclass
from os import urandom
from pathlib import Path
from typing import Any

import apsw

from rlscompanion.domain.refusal import Refusal

CIPHER = "chacha20"

ITERATIONS = 600_000
"""Rounds of PBKDF2-HMAC-SHA256 (`kdf_iter` of SQLite3 Multiple Ciphers); OWASP's minimum of 2023."""

SHORTEST_PASSPHRASE = 8
"""The minimum length of a passphrase. Someone who has the file can try many passphrases per second."""

_SALT, _KEY = 16, 32

_PLAIN_START = b"SQLite format 3\0"

_UNENCRYPTED_BYTES = slice(16, 24)
"""The bytes of a protected file that are not encrypted: the page size and constants of SQLite."""

_UNENCRYPTED_CONSTANTS = b"\x20\x40\x20\x20"
"""The last four of these: the 32 bytes of each page reserved for the cipher, and SQLite's 64, 32 and 32."""


@dataclass(frozen=True, repr=False)
class EncryptionKey:
    """The key that encrypts a protected file (`secret`), and the salt it was derived from."""

    salt: bytes
    secret: bytes

    @property
    def text(self) -> str:
        """The key and its salt in hexadecimal, as SQLite3 Multiple Ciphers and other processes expect it."""
        return (self.secret + self.salt).hex()


class PassphraseNeeded(Refusal):
    """Raised for a protected file whose passphrase has not been given yet."""


_remembered: dict[bytes, EncryptionKey] = {}


def new_key(passphrase: str) -> EncryptionKey:
    """Derive a key from a passphrase and a new random salt. Raises Refusal if the passphrase is too short."""
    refuse_weak(passphrase)
    return derive_key(passphrase, urandom(_SALT))


def refuse_weak(passphrase: str) -> None:
    """Raise Refusal for a passphrase that is too short."""
    if len(_normalized(passphrase)) < SHORTEST_PASSPHRASE:
        raise Refusal(f"Use at least {SHORTEST_PASSPHRASE} characters. Four or five words are better.")


def derive_key(passphrase: str, salt: bytes) -> EncryptionKey:
    """Derive a key from a passphrase and a salt; takes a fifth of a second."""
    from hashlib import pbkdf2_hmac  # here, for a start without a passphrase

    return EncryptionKey(
        salt, pbkdf2_hmac("sha256", _normalized(passphrase).encode(), salt, ITERATIONS, _KEY)
    )


def key_from_text(text: str) -> EncryptionKey:
    """The key whose `EncryptionKey.text` is this text. Raises ValueError if the text is not a key."""
    data = bytes.fromhex(text)
    if len(data) != _KEY + _SALT:
        raise ValueError("no key")
    return EncryptionKey(data[_KEY:], data[:_KEY])


def remember_key(key: EncryptionKey) -> None:
    """Keep a key in memory while the program runs, so that every file with its salt can be opened."""
    _remembered[key.salt] = key


def remembered_keys() -> tuple[EncryptionKey, ...]:
    """The keys kept in memory."""
    return tuple(_remembered.values())


def forget_key(key: EncryptionKey) -> None:
    """Remove a key from memory."""
    _remembered.pop(key.salt, None)


def forget_all_keys() -> None:
    """Remove all keys from memory."""
    _remembered.clear()


def salt_of(path: Path) -> bytes | None:
    """The salt of a protected file; None if it is not protected or does not exist. Raises OSError."""
    head = _first_bytes(path)
    is_protected = not head.startswith(_PLAIN_START) and head[_UNENCRYPTED_BYTES].endswith(
        _UNENCRYPTED_CONSTANTS
    )
    return head[:_SALT] if is_protected else None


def is_protected(path: Path) -> bool:
    """Whether a file is encrypted with a passphrase. Raises OSError."""
    return salt_of(path) is not None


def is_locked(path: Path) -> bool:
    """Whether a file is protected and its key is not in memory. Raises OSError."""
    return (salt := salt_of(path)) is not None and salt not in _remembered


def is_unencrypted_database(path: Path) -> bool:
    """Whether a file is an SQLite database without encryption. Raises OSError."""
    return _first_bytes(path).startswith(_PLAIN_START)


def _first_bytes(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(_UNENCRYPTED_BYTES.stop)


def remembered_key_for(path: Path) -> EncryptionKey | None:
    """The key in memory that opens a protected file; None for a file without encryption.

    Raises PassphraseNeeded if no such key is in memory, and OSError.
    """
    salt = salt_of(path)
    if salt is None:
        return None
    if salt not in _remembered:
        raise PassphraseNeeded(
            f"{path} is protected by a passphrase that was not given. Open the window and unlock it there, "
            "or give the command --passphrase-file FILE."
        )
    return _remembered[salt]


def connect(path: Path, flags: int, *, query: str = "", vfs: str | None = None) -> apsw.Connection:
    """Open a connection to a file, with its key if it is protected; `query` is added to SQLite's file URI.

    Raises PassphraseNeeded, OSError and apsw.Error.
    """
    key = remembered_key_for(path)
    name = f"{path.as_uri()}?{query}" if query else str(path)
    if key and vfs:
        vfs = f"multipleciphers-{vfs}"
    connection = apsw.Connection(name, flags=flags | (apsw.SQLITE_OPEN_URI if query else 0), vfs=vfs)
    unlock(connection, key)
    return connection


def unlock(connection: apsw.Connection, key: EncryptionKey | None) -> None:
    """Set the encryption key of a newly opened connection; None means a file without encryption.

    With a key, an empty file becomes an encrypted one.
    """
    if key is not None:
        connection.pragma("cipher", CIPHER)
        connection.pragma("key", f"raw:{key.text}")


def attach(connection: apsw.Connection, path: Path, name: str) -> None:
    """Attach a file to a connection under this name, with its key if it is protected."""
    key = remembered_key_for(path)
    arguments: tuple[Any, ...] = (str(path), name, f"raw:{key.text}" if key else "")
    connection.execute("ATTACH ? AS ? KEY ?", arguments)


def sqlite_uri(path: Path, key: EncryptionKey | None) -> str:
    """The SQLite URI for writing a file that is encrypted with `key`, or not encrypted with None."""
    return f"{path.as_uri()}?cipher={CIPHER}&key={f'raw:{key.text}' if key else ''}"


def _normalized(passphrase: str) -> str:
    """The passphrase in Unicode's NFC form: the same letters typed on another keyboard give the same key."""
    return unicodedata.normalize("NFC", passphrase)
