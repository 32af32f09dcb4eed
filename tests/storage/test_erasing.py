"""Everything is erased: every trace that the program left, and nothing of anybody else."""

from contextlib import closing, suppress
from pathlib import Path

import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import back_up_log, backup_folder_of
from rlscompanion.storage.daily import copy_backups_to_second_folder
from rlscompanion.storage.database import open_database
from rlscompanion.storage.erasing import erase_all_files

from .samples import FakeClock

OURS = (
    *("sleep-log.zip", "sleep-log.plees.csv", "sleep and restless legs 2026-11-21.pdf"),
    *(
        "rlscompanion.log",
        "rlscompanion.log.1",
        ".rlscompanion-0a1b.partial",
        ".restore-abcd1234/copy.sqlite",
    ),
    *(".sleep-log.sqlite.abcd1234.new", "sleep-log.sqlite-wal", "sleep-log.sqlite-shm"),
    *("routines/mine.toml", "routines/steps.toml", "routines/.rlscompanion-0a1b.partial"),
    *("backups/sleep-log-unreadable-2026-11-20T200000Z.sqlite",),
    *("backups/sleep-log-unreadable-2026-11-20T200000Z.sqlite-wal",),
    *("backups/.sleep-log-2026-11-20T200000Z.sqlite.partial",),
)
OTHERS = ("thesis.odt", "backups/holiday.sqlite", "routines/notes.txt", ".restore-me", "sleep-log.ods")


def put(folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"something")


@pytest.fixture
def second(log_path: Path, clock: FakeClock, tmp_path: Path) -> Path:
    """The second backup folder of a log with a backup."""
    second = tmp_path / "stick"
    second.mkdir()
    with closing(open_database(log_path, clock)) as connection:
        back_up_log(connection, backup_folder_of(log_path), clock)
    assert copy_backups_to_second_folder(log_path, second)
    return second


def test_every_trace_is_erased(log_path: Path, second: Path) -> None:
    put(log_path.parent, OURS)

    erased = erase_all_files(log_path.parent, second)

    assert (erased.not_deleted, erased.not_ours) == ((), ())
    assert not log_path.parent.exists()
    assert list(second.iterdir()) == []


def test_nothing_else_is_deleted(log_path: Path, second: Path) -> None:
    put(log_path.parent, (*OURS, *OTHERS))
    put(second, OTHERS)

    erased = erase_all_files(log_path.parent, second)

    left = {each for each in log_path.parent.rglob("*") if each.is_file()}
    assert left == set(erased.not_ours) == {log_path.parent / name for name in OTHERS}
    assert {str(each.relative_to(second)) for each in second.rglob("*") if each.is_file()} == set(OTHERS)


def test_what_cannot_be_deleted_is_told(log_path: Path, clock: FakeClock, ordinary_folder: Path) -> None:
    log = ordinary_folder / "data" / log_path.name
    open_database(log, clock).close()
    log.parent.chmod(0o500)
    try:
        assert erase_all_files(log.parent, None).not_deleted == (log,)
    finally:
        log.parent.chmod(0o700)
    assert log.is_file()


def test_a_folder_that_is_not_there_has_nothing(tmp_path: Path) -> None:
    erased = erase_all_files(tmp_path / "none", tmp_path / "gone")

    assert (erased.not_deleted, erased.not_ours) == ((), ())


def test_an_erasure_broken_off_leaves_the_log_to_the_end(
    log_path: Path, second: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(log_path.parent, OURS[:7])
    unlink = Path.unlink
    for _ in range(30):
        if not log_path.exists():
            break
        left = [1]

        def dying(path: Path, missing_ok: bool = False, left: list[int] = left) -> None:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= path.exists()
            unlink(path, missing_ok)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", dying)
            with suppress(KeyboardInterrupt):
                erase_all_files(log_path.parent, second)
        try:
            if log_path.exists():
                open_database(log_path, clock).close()
        except Refusal:
            pytest.fail("the log was broken before it was erased")
    assert not log_path.parent.exists()
    assert list(second.iterdir()) == []
