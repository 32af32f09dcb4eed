"""Ways to recover the rows of a sleep log that is missing, empty or damaged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import LogUnreadable
from rlscompanion.storage.backups import backup_folder_of, backups_of
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.creation import LogVanished
from rlscompanion.storage.replacement import kept_damaged_logs
from rlscompanion.storage.restore import restore_log
from rlscompanion.storage.salvage import salvage_log

MOST_RECOVERY_FILES = 3
"""The most backups to offer for recovery, the latest first; also the most damaged logs to offer."""


@dataclass(frozen=True)
class RecoveryOffer:
    """One way to recover the rows of a sleep log, which the person can choose by its label.

    `carry_out` recovers the rows and returns a sentence about the result. `carry_out` raises Refusal if the
    rows cannot be recovered.
    """

    label: str
    carry_out: Callable[[], str]


def recovery_offers(refusal: Refusal, log: Path, now: Callable[[], Moment]) -> list[RecoveryOffer]:
    """The ways to recover a sleep log that could not be opened, most promising first.

    `refusal` is the exception that opening the log raised.
    """
    if not isinstance(refusal, LogUnreadable | LogVanished):
        return []
    if log.exists() and log.stat().st_size:
        return [
            RecoveryOffer("Save what can be read", _LogSalvage(log, None, now)),
            *_offers_of_backups(log, now),
        ]
    return [*_offers_of_backups(log, now), *_offers_of_kept_logs(log, now)]


def _offers_of_kept_logs(log: Path, now: Callable[[], Moment]) -> Iterator[RecoveryOffer]:
    for damaged in reversed(kept_damaged_logs(log)[-MOST_RECOVERY_FILES:]):
        kept = damaged.stem.removeprefix(f"{log.stem}-unreadable-")[:10]
        label = f"Save what can be read of the damaged log of {kept}"
        yield RecoveryOffer(label, _LogSalvage(log, damaged, now))


def _offers_of_backups(log: Path, now: Callable[[], Moment]) -> Iterator[RecoveryOffer]:
    offered = 0
    for backup in reversed(backups_of(log, backup_folder_of(log))):
        try:
            report = check_log(backup, "backup")
        except Refusal:
            continue
        if report.faults or offered == MOST_RECOVERY_FILES:
            continue
        offered += 1
        nights = "1 night" if report.nights == 1 else f"{report.nights:,} nights"
        made = backup.stem.removeprefix(f"{log.stem}-")[:10]
        yield RecoveryOffer(f"Bring back the backup of {made} ({nights})", _BackupRestore(log, backup, now))


@dataclass(frozen=True)
class _BackupRestore:
    log: Path
    backup: Path
    now: Callable[[], Moment]

    def __call__(self) -> str:
        _delete_if_empty(self.log)
        done = restore_log(self.log, self.backup, self.now)
        kept = f" The earlier log is {done.kept_log}." if done.kept_log else ""
        return f"{done.nights:,} nights are back.{kept}"


@dataclass(frozen=True)
class _LogSalvage:
    log: Path
    damaged: Path | None
    now: Callable[[], Moment]

    def __call__(self) -> str:
        _delete_if_empty(self.log)
        return salvage_log(self.log, self.now, self.damaged).sentence


def _delete_if_empty(log: Path) -> None:
    if log.exists() and not log.stat().st_size:
        log.unlink()  # an empty file holds nothing to keep
