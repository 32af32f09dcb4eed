"""A passphrase on a log: nothing of it can be read without, and nothing of it is lost by setting one."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import LogUnreadable, keys
from rlscompanion.storage.backups import back_up_log, backup_folder_of
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.daily import make_daily_backup
from rlscompanion.storage.damage import LogDamaged
from rlscompanion.storage.database import open_database, transaction
from rlscompanion.storage.keys import (
    EncryptionKey,
    PassphraseNeeded,
    derive_key,
    forget_all_keys,
    key_from_hex_text,
    new_key,
    remember_key,
    remembered_keys,
    salt_of,
)
from rlscompanion.storage.protection import (
    change_log_key,
    delete_copies,
    differently_encrypted_copies,
    give_log_key_to_copies,
    is_passphrase_of,
    locked_files,
    unlock_files,
    unlock_files_with_key,
)
from rlscompanion.storage.recovery import recovery_offers
from rlscompanion.storage.restore import restore_log
from rlscompanion.storage.salvage import salvage_log

from .samples import FakeClock

pytestmark = pytest.mark.usefixtures("few_rounds")

ROUNDS = keys.KEY_DERIVATION_ROUNDS
WORDS = "four quiet sheep asleep"
OTHERS = "another set of words"
NIGHTS = 90
DIARY = b"Tea with milk before bed"


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    yield
    forget_all_keys()


@pytest.fixture
def log(log_path: Path, filled: bytes, clock: FakeClock) -> Path:
    """A log of ninety nights, one of them with a note that can be searched for."""
    log_path.parent.mkdir(mode=0o700)
    log_path.touch(0o600)
    log_path.write_bytes(filled)
    note(log_path, clock, DIARY.decode())
    return log_path


def note(log: Path, clock: FakeClock, words: str) -> None:
    with closing(open_database(log, clock)) as connection, transaction(connection):
        connection.execute("UPDATE nights SET notes = ? WHERE evening = '2026-11-01'", (words,))


def holding(folder: Path) -> list[str]:
    """The files below a folder in which a word of the diary can be read, or that are plain logs."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    return [
        each.name for each in files if DIARY in each.read_bytes() or b"SQLite format" in each.read_bytes()
    ]


def test_nothing_of_a_protected_log_can_be_read_in_its_files(log: Path, clock: FakeClock) -> None:
    assert holding(log.parent) == [log.name]

    change_log_key(log, new_key(WORDS), clock)

    assert check_log(log).nights == NIGHTS
    assert check_log(log).remarks == ()
    with closing(open_database(log, clock)) as connection:
        with transaction(connection):
            connection.execute("UPDATE nights SET notes = ?", (DIARY.decode(),))
        back_up_log(connection, backup_folder_of(log), clock)
        assert Path(f"{log}-wal").stat().st_size > 0
        assert holding(log.parent) == []
    assert holding(log.parent) == []


def test_only_its_passphrase_opens_a_log(log: Path, clock: FakeClock) -> None:
    change_log_key(log, new_key(WORDS), clock)
    forget_all_keys()

    for way in (lambda: open_database(log, clock), lambda: check_log(log)):
        with pytest.raises(PassphraseNeeded, match="protected by a passphrase"):
            way()
    assert locked_files(log) == [log]
    assert not unlock_files(locked_files(log), OTHERS)
    assert remembered_keys() == ()
    assert unlock_files(locked_files(log), WORDS)
    assert not locked_files(log)
    assert check_log(log).nights == NIGHTS
    assert is_passphrase_of(log, WORDS)
    assert not is_passphrase_of(log, OTHERS)


def test_a_key_is_that_of_sqlite3_multiple_ciphers(
    log: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other programs that use it open the log with the passphrase and the number of rounds."""
    monkeypatch.setattr(keys, "KEY_DERIVATION_ROUNDS", ROUNDS)
    change_log_key(log, new_key(WORDS), clock)

    with closing(apsw.Connection(str(log))) as connection:
        connection.pragma("cipher", "chacha20")
        connection.pragma("kdf_iter", 600_000)
        connection.pragma("key", WORDS)
        assert connection.execute("SELECT count(*) FROM nights").get == NIGHTS


def test_one_spelling_of_a_passphrase_is_as_good_as_another() -> None:
    assert derive_key("Gr\u00fc\u00dfe aus Genf", bytes(16)) == derive_key(
        "Gru\u0308\u00dfe aus Genf", bytes(16)
    )


def test_a_key_goes_to_other_processes_as_text() -> None:
    key = derive_key(WORDS, bytes(range(16)))

    assert key_from_hex_text(key.hex_text) == key
    assert WORDS not in repr(key)
    assert key.hex_text not in repr(key)
    for text in ("", "no key", key.hex_text[:-2]):
        with pytest.raises(ValueError, match=r"no key|hexadecimal"):
            key_from_hex_text(text)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(Refusal, match="at least 8 characters"):
        new_key("seven77")


def test_a_key_from_the_keyring_is_taken_if_it_is_the_right_one(log: Path, clock: FakeClock) -> None:
    right = new_key(WORDS)
    change_log_key(log, right, clock)
    forget_all_keys()

    assert not unlock_files_with_key([log], EncryptionKey(right.salt, bytes(32)))
    assert not unlock_files_with_key([log], new_key(WORDS))
    assert remembered_keys() == ()
    assert unlock_files_with_key([log], right)
    assert check_log(log).nights == NIGHTS


def test_a_passphrase_is_changed_and_removed(log: Path, clock: FakeClock) -> None:
    first = new_key(WORDS)
    change_log_key(log, first, clock)
    change_log_key(log, new_key(OTHERS), clock)
    forget_all_keys()

    assert not unlock_files([log], WORDS)
    assert unlock_files([log], OTHERS)
    change_log_key(log, None, clock)
    forget_all_keys()

    assert salt_of(log) is None
    assert check_log(log).faults == ()
    assert check_log(log).nights == NIGHTS
    assert holding(log.parent) == [log.name]


def test_a_log_that_another_program_has_open_gets_no_passphrase(log: Path, clock: FakeClock) -> None:
    with closing(open_database(log, clock)) as other:
        other.execute("BEGIN").execute("SELECT count(*) FROM nights").fetchall()
        with pytest.raises(Refusal, match="in use by another program"):
            change_log_key(log, new_key(WORDS), clock)

    assert salt_of(log) is None
    assert check_log(log).nights == NIGHTS


def test_a_damaged_log_gets_no_passphrase(log: Path, clock: FakeClock) -> None:
    content = bytearray(log.read_bytes())
    content[4096 * 3 : 4096 * 4] = bytes(4096)
    log.write_bytes(content)

    with pytest.raises(LogDamaged):
        change_log_key(log, new_key(WORDS), clock)

    assert salt_of(log) is None


KILLED = 9
CHANGE = f"""
import os, sys
from pathlib import Path
from rlscompanion.domain.moment import Moment
from rlscompanion.storage import keys, protection

log, step, old, new = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
left = [step]

def dying(function):
    def call(*arguments, **named):
        left[0] -= 1
        if left[0] < 0:
            os._exit({KILLED})
        return function(*arguments, **named)
    return call

if old:
    keys.remember_key(keys.key_from_hex_text(old))
for name in ("open", "fsync", "unlink", "mkdir", "replace", "rmdir"):
    setattr(os, name, dying(getattr(os, name)))
protection._hash_of_rows = dying(protection._hash_of_rows)
protection.change_log_key(log, keys.key_from_hex_text(new) if new else None, lambda: Moment(1795290000, 60))
"""


@pytest.mark.parametrize(
    "what", ["set", *(pytest.param(each, marks=pytest.mark.thorough) for each in ("changed", "removed"))]
)
def test_a_change_killed_at_any_step_leaves_a_whole_log(
    log: Path, clock: FakeClock, tmp_path: Path, what: str
) -> None:
    old = derive_key(WORDS, bytes(16)) if what != "set" else None
    new = derive_key(OTHERS, bytes(range(16))) if what != "removed" else None
    if old:
        change_log_key(log, old, clock)
    before = log.read_bytes()
    codes, left = [], []
    for step in range(40):
        copy = tmp_path / str(step) / log.name
        copy.parent.mkdir()
        copy.write_bytes(before)
        given = [key.hex_text if key else "" for key in (old, new)]
        done = subprocess.run([sys.executable, "-c", CHANGE, str(copy), str(step), *given], check=False)
        codes.append(done.returncode)
        for key in (old, new):
            if key:
                remember_key(key)
        open_database(copy, clock).close()
        report = check_log(copy)
        assert (report.nights, report.faults) == (NIGHTS, ())
        left.append(salt_of(copy))
        if codes[-1] != KILLED:
            break
    assert codes[0] == KILLED
    assert codes[-1] == 0
    assert left == sorted(left, key=lambda salt: salt == (new.salt if new else None))
    assert left[-1] == (new.salt if new else None)


@pytest.fixture
def backups(log: Path, clock: FakeClock) -> list[Path]:
    """Three backups of a log without a passphrase, and a damaged log that was set aside."""
    with closing(open_database(log, clock)) as connection:
        made = [back_up_log(connection, backup_folder_of(log), clock) for _ in range(3)]
    aside = backup_folder_of(log) / "sleep-log-unreadable-2026-11-20T200000Z.sqlite"
    aside.write_bytes(DIARY)
    return [*made, aside]


def test_earlier_backups_get_the_passphrase_too(log: Path, clock: FakeClock, backups: list[Path]) -> None:
    change_log_key(log, new_key(WORDS), clock)
    folders = [backup_folder_of(log), log.parent / "not there"]
    assert differently_encrypted_copies(log, folders) == backups

    assert list(give_log_key_to_copies(log, backups)) == [True, True, True, False]

    assert differently_encrypted_copies(log, folders) == backups[3:]
    assert holding(log.parent) == [backups[3].name]
    assert sorted(backup_folder_of(log).iterdir()) == sorted(backups)
    assert [check_log(each).nights for each in backups[:3]] == [NIGHTS] * 3
    delete_copies(backups[3:])
    assert holding(log.parent) == []


def test_backups_lose_the_passphrase_with_the_log(log: Path, clock: FakeClock, backups: list[Path]) -> None:
    change_log_key(log, new_key(WORDS), clock)
    assert all(give_log_key_to_copies(log, backups[:3]))

    change_log_key(log, None, clock)
    assert all(give_log_key_to_copies(log, differently_encrypted_copies(log, [backup_folder_of(log)])[:3]))

    forget_all_keys()
    assert [check_log(each).nights for each in backups[:3]] == [NIGHTS] * 3


def test_a_backup_whose_passphrase_is_not_known_stays_as_it_is(
    log: Path, clock: FakeClock, backups: list[Path]
) -> None:
    change_log_key(log, new_key(WORDS), clock)
    assert all(give_log_key_to_copies(log, backups[:3]))
    change_log_key(log, new_key(OTHERS), clock)
    forget_all_keys()
    before = [each.read_bytes() for each in backups]
    assert unlock_files(locked_files(log), OTHERS)

    assert list(give_log_key_to_copies(log, backups)) == [False] * 4

    assert [each.read_bytes() for each in backups] == before
    assert back_up_daily_is_made(log, clock)


def back_up_daily_is_made(log: Path, clock: FakeClock) -> bool:
    """Whether a backup is made beside some that cannot be read."""
    clock.move_on(24 * 60)
    with closing(open_database(log, clock)) as connection:
        made = make_daily_backup(connection, clock).new_backup
    return made is not None and salt_of(made) == salt_of(log)


def test_a_backup_comes_back_whether_it_has_the_passphrase_or_not(
    log: Path, clock: FakeClock, backups: list[Path]
) -> None:
    change_log_key(log, new_key(WORDS), clock)
    salt = salt_of(log)
    with closing(open_database(log, clock)) as connection:
        protected = back_up_log(connection, backup_folder_of(log), clock)

    for source in (backups[0], protected):
        note(log, clock, "something else")
        assert restore_log(log, source, clock).nights == NIGHTS
        assert salt_of(log) == salt
        with closing(open_database(log, clock)) as connection:
            assert connection.execute("SELECT notes FROM nights WHERE notes = ?", (DIARY.decode(),)).get

    log.write_bytes(log.read_bytes()[:9000])
    assert restore_log(log, backups[0], clock).nights == NIGHTS
    assert salt_of(log) == salt


def test_a_log_that_is_gone_comes_back_from_protected_backups(
    log: Path, clock: FakeClock, backups: list[Path]
) -> None:
    delete_copies(backups)
    change_log_key(log, new_key(WORDS), clock)
    with closing(open_database(log, clock)) as connection:
        backup = back_up_log(connection, backup_folder_of(log), clock)
    log.unlink()
    forget_all_keys()
    assert locked_files(log) == [backup]
    assert unlock_files(locked_files(log), WORDS)
    assert not locked_files(log)
    with pytest.raises(Refusal) as gone:
        open_database(log, clock)

    [offer] = recovery_offers(gone.value, log, clock)
    offer.carry_out()

    assert salt_of(log) == salt_of(backup)
    assert check_log(log).nights == NIGHTS


def test_a_right_passphrase_is_told_from_a_damaged_log_by_its_backups(log: Path, clock: FakeClock) -> None:
    change_log_key(log, new_key(WORDS), clock)
    with closing(open_database(log, clock)) as connection:
        back_up_log(connection, backup_folder_of(log), clock)
    content = bytearray(log.read_bytes())
    content[50] ^= 1
    log.write_bytes(content)
    forget_all_keys()

    assert unlock_files(locked_files(log), WORDS)
    with pytest.raises(Refusal) as refused:
        open_database(log, clock)
    assert "Bring back the backup" in " ".join(
        each.label for each in recovery_offers(refused.value, log, clock)
    )


@pytest.mark.parametrize("spoil", ["page", "end"])
def test_what_can_be_read_of_a_damaged_protected_log_is_saved(
    log: Path, clock: FakeClock, spoil: str
) -> None:
    change_log_key(log, new_key(WORDS), clock)
    content = bytearray(log.read_bytes())
    if spoil == "page":
        content[4096 * 3 + 100] ^= 1
    else:
        del content[-4096 * 4 :]
    log.write_bytes(content)

    salvaged = salvage_log(log, clock)

    saved = sum(each.saved_count for each in salvaged.counts if each.table == "nights")
    assert 0 < saved <= NIGHTS
    assert check_log(log).nights == saved
    assert salt_of(log) is not None
    assert holding(log.parent) == []


def test_every_single_flipped_bit_of_a_protected_log_is_noticed(log: Path, clock: FakeClock) -> None:
    change_log_key(log, new_key(WORDS), clock)
    sound = log.read_bytes()
    chance = random.Random(7)
    for _ in range(40):
        content = bytearray(sound)
        content[chance.randrange(24, len(content))] ^= 1 << chance.randrange(8)
        log.write_bytes(content)
        try:
            assert check_log(log).faults
        except LogUnreadable:
            continue
