"""Operations on a log that a kill or a power cut interrupts, and checks of what must be true afterwards."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from rlscompanion import cli, paths
from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.night import Night
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import LogUnreadable, backups
from rlscompanion.storage.backups import back_up_log, backup_folder_of, backups_of, delete_left_over_files
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.creation import LogVanished
from rlscompanion.storage.daily import choose_second_folder, make_daily_backup
from rlscompanion.storage.database import known_migrations, open_database
from rlscompanion.storage.recovery import recovery_offers
from rlscompanion.storage.replacement import kept_damaged_logs
from rlscompanion.storage.restore import restore_log, write_backup
from rlscompanion.storage.salvage import salvage_log
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.storage.old_logs import leave_log
from tests.storage.samples import BEDTIME, FakeClock, a_night, a_session

LATER_CLOCK = FakeClock(BEDTIME.plus_minutes(60 * 24 * 100))
"""A hundred days after the first night of a log."""

DAMAGED_PAGE = 20
"""The number of the database page that is overwritten to damage a log; the page holds parts of nights."""

Acknowledge = Callable[[str], None]


@dataclass(frozen=True)
class Operation:
    """An operation on the data folder `folder/data`, such as restoring a backup.

    `prepare` creates the state before the operation. `carry_out` does the operation, and acknowledges what
    the person sees as done. Afterwards the log has one of the sets of nights in `allowed_nights`. If the log
    cannot be opened, the first offer to recover it leads to one of the sets in `allowed_rescued_nights`.
    """

    prepare: Callable[[Path], None]
    carry_out: Callable[[Path, Acknowledge], None]
    allowed_nights: Sequence[set[int]]
    allowed_rescued_nights: Sequence[set[int]] = ()


def log_path_in(folder: Path) -> Path:
    """The path of the log on which an operation in this folder works."""
    return paths.sleep_log_file(folder / "data")


def _night(number: int) -> Night:
    """The night with this number; each evening has one night."""
    return a_night(number, number - 1)


def night_numbers_in(log: Path) -> set[int]:
    """The numbers of the nights in a log, after a check that each night is complete.

    Raises Refusal if the log cannot be opened.
    """
    with closing(open_database(log, LATER_CLOCK)) as connection:
        nights = SqliteSleepLog(connection, LATER_CLOCK).nights()
        SqliteSessionLog(connection, LATER_CLOCK).all_sessions()
    for night in nights:
        assert night == _night(night.id.int), night
    assert check_log(log).faults == ()
    return {night.id.int for night in nights}


def _write_log(log: Path, *numbers: int) -> None:
    with closing(open_database(log, LATER_CLOCK)) as connection:
        for number in numbers:
            SqliteSleepLog(connection, LATER_CLOCK).save(_night(number))


OLD_NIGHTS, BACKUP_NIGHTS = {1, 2, 3}, {7, 8}
"""The numbers of the nights in the log, and of the nights in the backup that is restored."""


def _with_nights(folder: Path) -> None:
    _write_log(log_path_in(folder), *OLD_NIGHTS)


def _with_backup(folder: Path) -> None:
    _with_nights(folder)
    _write_log(folder / "other.sqlite", *BACKUP_NIGHTS)
    with closing(open_database(folder / "other.sqlite", LATER_CLOCK)) as connection:
        write_backup(connection, folder / "backup.sqlite")


def _damaged(folder: Path) -> None:
    _with_backup(folder)
    with log_path_in(folder).open("r+b") as file:
        file.seek(DAMAGED_PAGE * 4096)
        file.write(b"\xff" * 4096)


def _damaged_with_rows_beside(folder: Path) -> None:
    """Create a log whose write-ahead log (file of latest changes) is damaged, so that a commit is lost."""
    _with_backup(folder)
    log = log_path_in(folder)
    with closing(open_database(log, LATER_CLOCK)) as connection:
        for number in (4, 5, 6):
            SqliteSleepLog(connection, LATER_CLOCK).save(_night(number))
        main, beside = log.read_bytes(), bytearray(Path(f"{log}-wal").read_bytes())
    beside[32 + 24 + 100] ^= 0xFF
    log.write_bytes(main)
    Path(f"{log}-wal").write_bytes(beside)


def _gone_but_for_rows_beside(folder: Path) -> None:
    _damaged_with_rows_beside(folder)
    log_path_in(folder).unlink()
    backup_folder_of(log_path_in(folder)).mkdir()
    backup = backup_folder_of(log_path_in(folder)) / "sleep-log-2026-11-20T210000Z.sqlite"
    backup.write_bytes((folder / "backup.sqlite").read_bytes())


def _restore(folder: Path, acknowledge: Acknowledge) -> None:
    restore_log(log_path_in(folder), folder / "backup.sqlite", LATER_CLOCK)
    acknowledge("done")


def _salvage(folder: Path, acknowledge: Acknowledge) -> None:
    salvage_log(log_path_in(folder), LATER_CLOCK)
    acknowledge("done")


def _first_start(folder: Path, acknowledge: Acknowledge) -> None:
    open_database(log_path_in(folder), LATER_CLOCK).close()
    acknowledge("done")


def _evenings(folder: Path, acknowledge: Acknowledge) -> None:
    with closing(open_database(log_path_in(folder), LATER_CLOCK)) as connection:
        nights, sessions = SqliteSleepLog(connection, LATER_CLOCK), SqliteSessionLog(connection, LATER_CLOCK)
        for number in (4, 5, 6):
            record = a_session(number)
            sessions.save(record)
            sessions.save_ratings(record.id, RatingTime.BEFORE, BEDTIME, Ratings(urge=4))
            nights.save(_night(number))
            acknowledge(str(number))


def _with_second_folder(folder: Path) -> None:
    _write_log(log_path_in(folder), *OLD_NIGHTS)
    (folder / "second").mkdir()
    with closing(open_database(log_path_in(folder), LATER_CLOCK)) as connection:
        choose_second_folder(connection, LATER_CLOCK, folder / "second")
        early = replace(LATER_CLOCK, moment=LATER_CLOCK().plus_minutes(-60 * 24 * 20))
        for _ in range(15):  # of which the oldest goes with the next one
            back_up_log(connection, backup_folder_of(log_path_in(folder)), early)
            early.move_on(60 * 24)


def _back_up(folder: Path, acknowledge: Acknowledge) -> None:
    with closing(open_database(log_path_in(folder), LATER_CLOCK)) as connection:
        SqliteSleepLog(connection, LATER_CLOCK).save(_night(4))
        acknowledge("4")
        assert make_daily_backup(connection, LATER_CLOCK).new_backup


def _with_file(folder: Path) -> None:
    _write_log(log_path_in(folder), *OLD_NIGHTS)
    _export(folder)


def _export(folder: Path) -> None:
    _write_log(paths.sleep_log_file(folder / "other"), *BACKUP_NIGHTS)
    cli.export_log_to_file(folder / "other", folder / "nights.json", cli.Reporter())


def _import(folder: Path, acknowledge: Acknowledge) -> None:
    cli.import_file(folder / "data", folder / "nights.json", KeptRow.THEIRS, False, cli.Reporter())
    acknowledge("done")


def _with_import(folder: Path) -> None:
    _with_file(folder)
    _import(folder, set[str]().add)


def _undo(folder: Path, acknowledge: Acknowledge) -> None:
    cli.undo_import(folder / "data", cli.Reporter())
    acknowledge("done")


def _migration_from(version: int) -> Operation:
    return Operation(lambda folder: leave_log(log_path_in(folder), FakeClock(), version), _first_start, [{1}])


def _nothing(folder: Path) -> None:
    (folder / "data").mkdir()


OPERATIONS: Mapping[str, Operation] = {
    "first start": Operation(_nothing, _first_start, [set()]),
    "evenings": Operation(
        lambda folder: _write_log(log_path_in(folder), *OLD_NIGHTS),
        _evenings,
        [OLD_NIGHTS, OLD_NIGHTS | {4}, OLD_NIGHTS | {4, 5}, OLD_NIGHTS | {4, 5, 6}],
    ),
    "backup": Operation(_with_second_folder, _back_up, [OLD_NIGHTS, OLD_NIGHTS | {4}]),
    "restore": Operation(_with_backup, _restore, [OLD_NIGHTS, BACKUP_NIGHTS]),
    "restore of a damaged log": Operation(_damaged, _restore, [BACKUP_NIGHTS], [OLD_NIGHTS]),
    "restore beside a damaged wal": Operation(
        _damaged_with_rows_beside, _restore, [BACKUP_NIGHTS], [OLD_NIGHTS]
    ),
    "restore of a log that is gone": Operation(
        _gone_but_for_rows_beside, _restore, [BACKUP_NIGHTS], [BACKUP_NIGHTS]
    ),
    "salvage": Operation(_damaged, _salvage, [OLD_NIGHTS], [OLD_NIGHTS]),
    "import": Operation(_with_file, _import, [OLD_NIGHTS, OLD_NIGHTS | BACKUP_NIGHTS]),
    "import undone": Operation(_with_import, _undo, [OLD_NIGHTS | BACKUP_NIGHTS, OLD_NIGHTS]),
    "first import": Operation(_export, _import, [set(), BACKUP_NIGHTS]),
    **{
        f"migration from {version}": _migration_from(version)
        for version in range(1, known_migrations()[-1].version)
    },
}


def check_after(
    operation: Operation, folder: Path, before: Mapping[str, bytes], acknowledged: set[str]
) -> None:
    """Open the log after an interrupted operation, and check that no data is lost.

    `before` are the files of the data folder before the operation.
    """
    log = log_path_in(folder)
    refused: Refusal | None = None
    found: set[int] = set()
    try:
        found = night_numbers_in(log)
    except (LogUnreadable, LogVanished) as refusal:
        refused = refusal
    if refused is not None:
        assert operation.allowed_rescued_nights, refused
        assert "done" not in acknowledged
        assert before.items() <= files_of(log.parent).items(), "the damaged log is not as it was"
        made = recovery_offers(refused, log, LATER_CLOCK)
        assert made, refused
        made[0].carry_out()
        assert night_numbers_in(log) in operation.allowed_rescued_nights
    else:
        assert found in operation.allowed_nights
        assert {int(each) for each in acknowledged if each.isdigit()} <= found
        assert "done" not in acknowledged or found == operation.allowed_nights[-1]
        if operation.allowed_rescued_nights:
            _check_set_aside(log, before)
    for backup in (*backups_of(log, backup_folder_of(log)), *backups_of(log, folder / "second")):
        assert check_log(backup, "backup").faults == (), backup
    _check_left_overs(folder, log)


def files_of(folder: Path) -> dict[str, bytes]:
    """The contents of a folder's files, by file name."""
    return {each.name: each.read_bytes() for each in folder.glob("*") if each.is_file()}


def _check_set_aside(log: Path, before: Mapping[str, bytes]) -> None:
    """Check that the damaged log is kept unchanged, and its readable rows are kept in a file beside it."""
    [main] = {each.name.removesuffix("-wal") for each in backup_folder_of(log).glob("*unreadable*")}
    for side in ("", "-wal"):
        if (content := before.get(f"{log.name}{side}")) is not None:
            assert (backup_folder_of(log) / f"{main}{side}").read_bytes() == content
    assert len(kept_damaged_logs(log)) == (log.name in before)


def _check_left_overs(folder: Path, log: Path) -> None:
    """Check that temporary files are deleted once they are old, and that no unexpected file remains."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "LEFT_OVER_AGE_SECONDS", -1)
        for each in (backup_folder_of(log), folder / "second"):
            delete_left_over_files(log, each)
    left = {each.name for each in log.parent.iterdir()} - {log.name, "backups"}
    assert not left
    assert not list(backup_folder_of(log).glob(".*"))
