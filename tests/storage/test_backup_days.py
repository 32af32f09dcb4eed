"""Backups outlive wrong clocks, killed processes and the one disk they are on."""

import os
import stat
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import apsw
import pytest

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import (
    KEPT_BACKUPS_OF_EARLIER_RUNS,
    KEPT_LATEST_BACKUPS,
    LEFT_OVER_AGE_SECONDS,
    back_up_log,
    backup_folder_of,
    backups_of,
    backups_to_keep,
    delete_left_over_files,
)
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.daily import (
    DailyBackupResult,
    choose_second_folder,
    copy_backups_to_second_folder,
    make_daily_backup,
)
from rlscompanion.storage.restore import back_up_if_due
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night

DAY = 24 * 60


def of_days(first: str, number: int) -> list[Path]:
    start = date.fromisoformat(first)
    return [Path(f"log-{start + timedelta(days=day)}T200000Z.sqlite") for day in range(number)]


@pytest.mark.parametrize("wrong", ["2099-01-01", "1970-01-01"])
def test_a_wrong_clock_evicts_no_good_backup(wrong: str) -> None:
    good, bad = of_days("2026-01-01", 60), of_days(wrong, 200)

    stay = backups_to_keep(sorted([*good, *bad]))

    assert backups_to_keep(good) <= stay
    assert bad[-1] in stay


def test_backups_after_many_breaks_are_not_kept_without_end() -> None:
    many = [backup for year in range(1990, 2026) for backup in of_days(f"{year}-03-01", 40)]

    stay = backups_to_keep(many)

    assert len([each for each in stay if "-2001-" in each.name]) == KEPT_BACKUPS_OF_EARLIER_RUNS
    assert len([each for each in stay if "-2025-" in each.name]) >= KEPT_LATEST_BACKUPS


def test_the_backup_of_the_day_is_made_though_the_clock_once_ran_ahead(
    connection: apsw.Connection, log_path: Path, clock: FakeClock
) -> None:
    sleep_log = SqliteSleepLog(connection, clock)
    right = clock.moment
    clock.moment = Moment(4_070_908_800, 0)
    sleep_log.save(a_night())
    assert back_up_if_due(connection, clock)
    clock.moment = right
    assert back_up_if_due(connection, clock) is None  # it holds the same

    made = []
    for day in range(3):
        sleep_log.save(a_night(day + 2, day + 1))
        clock.move_on(DAY)
        made.append(back_up_if_due(connection, clock))
        assert back_up_if_due(connection, clock) is None

    assert set(made) < set(backups_of(log_path, backup_folder_of(log_path)))


def test_left_overs_of_killed_processes_go_and_nothing_else_does(log_path: Path) -> None:
    folder = backup_folder_of(log_path)
    folder.mkdir(parents=True)
    stem = log_path.stem
    left = [
        folder / f".{stem}-2026-11-21T200000Z.sqlite.partial",
        folder / f".{stem}-2026-11-21T200000Z-2.sqlite.partial-wal",
        log_path.with_name(f".{log_path.name}.ab12_xyz.new"),
        log_path.parent / ".restore-ab12_xyz" / "copy.sqlite",
    ]
    others = [
        folder / f"{stem}-2026-11-21T200000Z.sqlite",
        folder / ".notes.partial",
        folder / ".other-2026-11-21T200000Z.sqlite.partial",
        log_path.with_name(".thesis.new"),
        log_path.parent / ".restore-of-the-piano.txt",
    ]
    young = folder / f".{stem}-2026-11-22T200000Z.sqlite.partial"
    for each in (*left, *others, young):
        each.parent.mkdir(exist_ok=True)
        each.touch()
    before = os.stat(young).st_mtime - 2 * LEFT_OVER_AGE_SECONDS
    for each in (*left, left[-1].parent, *others):
        os.utime(each, (before, before))

    delete_left_over_files(log_path, folder)

    assert not any(each.exists() for each in left)
    assert all(each.exists() for each in (*others, young))


def test_a_second_folder_gets_the_latest_backup(
    connection: apsw.Connection, log_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    second = tmp_path / "stick"
    SqliteSleepLog(connection, clock).save(a_night())
    made = back_up_log(connection, backup_folder_of(log_path), clock)
    with pytest.raises(Refusal, match="stick is not there"):
        copy_backups_to_second_folder(log_path, second)
    second.mkdir()

    copied = copy_backups_to_second_folder(log_path, second)

    [copy] = copied
    assert copy == second / made.name
    assert copy.read_bytes() == made.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert check_log(copy).nights == 1
    assert copy_backups_to_second_folder(log_path, second) == []
    for _ in range(KEPT_LATEST_BACKUPS + 3):
        clock.move_on()
        back_up_log(connection, backup_folder_of(log_path), clock)
        copy_backups_to_second_folder(log_path, second)
    assert len(backups_of(log_path, second)) == KEPT_LATEST_BACKUPS


def test_a_second_folder_is_remembered_and_its_absence_is_told_after_the_first_backup(
    connection: apsw.Connection, log_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    second = tmp_path / "stick"
    with pytest.raises(Refusal, match="stick is not there"):
        choose_second_folder(connection, clock, second)
    second.mkdir()
    choose_second_folder(connection, clock, second)
    SqliteSleepLog(connection, clock).save(a_night())

    made = make_daily_backup(connection, clock).new_backup

    assert made is not None
    assert [each.name for each in second.iterdir()] == [made.name]
    second.rename(tmp_path / "elsewhere")
    SqliteSleepLog(connection, clock).save(a_night(2, 1))
    clock.move_on(DAY)

    done = make_daily_backup(connection, clock)

    assert done.new_backup is not None
    assert "stick is not there. Plug its disk in" in done.copy_failure_sentence
    assert len(backups_of(log_path, backup_folder_of(log_path))) == 2
    choose_second_folder(connection, clock, None)
    assert make_daily_backup(connection, clock) == DailyBackupResult(None)


def test_looking_at_a_log_copies_nothing_to_the_folder_for_temporary_files(
    connection: apsw.Connection,
    log_path: Path,
    tmp_path: Path,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    SqliteSleepLog(connection, clock).save(a_night())
    assert Path(f"{log_path}-wal").stat().st_size

    def none(**_: object) -> None:
        raise AssertionError("a temporary folder")

    monkeypatch.setattr("tempfile.TemporaryDirectory", none)
    assert check_log(log_path).nights == 1
    with closing(apsw.Connection(str(log_path))) as other:
        assert other.execute("SELECT count(*) FROM nights").get == 1
