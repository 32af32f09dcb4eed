"""Damage to a sleep log: how to detect it, and how to read the rows that are still intact.

SQLite keeps no checksums of its pages, so a value that has turned into another possible value goes unnoticed.
Damage to the structure, types, constraints or write-ahead log is noticed.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import apsw

from rlscompanion.domain.items import BodyPart, Item
from rlscompanion.domain.night import ValueSource
from rlscompanion.storage import LogUnreadable
from rlscompanion.storage.backups import side_files_with_rows

LARGEST_LOG_CHECKED_ON_OPENING = 4 * 2**20
"""Logs up to this many bytes are checked for damage whenever they are opened.

This is enough for ten years of nights; the check takes 20 ms.
"""

_EARLIEST_UTC, _LATEST_UTC = -62_135_510_400, 253_402_214_400
"""The earliest and latest possible time in UTC seconds: in January of the year 1, and in December 9999."""

_WAL_HEADER_BYTES, _FRAME_HEADER_BYTES = 32, 24
"""Sizes in bytes of the header of a write-ahead log, and of the header of each frame."""

DAMAGE_ERRORS = (apsw.CorruptError, apsw.NotADBError, apsw.IOError, apsw.NoMemError, UnicodeDecodeError)
"""The exceptions that reading a damaged page can raise.

Text on a damaged page may be invalid UTF-8, or far too long.
"""


class LogDamaged(LogUnreadable):
    """Raised for a damaged sleep log."""


def checked_utc(utc: int) -> int:
    """Return these UTC seconds, read from a sleep log, after checking that they are a possible date.

    Raises ValueError for an impossible date, which is a sign of damage.
    """
    if not _EARLIEST_UTC <= utc <= _LATEST_UTC:
        raise ValueError(f"{utc} is no moment")
    return utc


def refuse_damaged_log(connection: apsw.Connection) -> None:
    """Raise LogDamaged if an open sleep log has a broken structure, or has lost its latest rows."""
    path = Path(connection.filename)
    try:
        # Rows left beside a log may be those of another file that had its name before.
        is_due = path.stat().st_size <= LARGEST_LOG_CHECKED_ON_OPENING or side_files_with_rows(path)
        is_sound = not is_due or connection.execute("PRAGMA quick_check(1)").get == "ok"
    except (apsw.CorruptError, apsw.NoMemError, UnicodeDecodeError):
        is_sound = False
    if not is_sound or count_lost_commits(connection):
        raise damaged_refusal(path)


def damaged_refusal(path: Path) -> LogDamaged:
    """A Refusal which says that the sleep log at `path` is damaged, and what to do."""
    return LogDamaged(
        f"The sleep log {path} is damaged. rlscompanion salvage saves what can be read of it; "
        "rlscompanion restore FILE brings a backup back. The damaged file is kept by both."
    )


def count_lost_commits(connection: apsw.Connection) -> int:
    """Count transactions that are lost because SQLite stops reading at a damaged part of the write-ahead log.

    The last transaction is not counted: a power cut may have interrupted its writing.
    """
    wal = Path(f"{connection.filename}-wal")
    if not wal.exists() or wal.stat().st_size < _WAL_HEADER_BYTES + _FRAME_HEADER_BYTES:
        return 0
    while True:
        read = _frames_read(connection)
        lost = sum(_commits_behind(wal, read)) - 1
        if lost <= 0 or _frames_read(connection) == read:  # else another connection is writing
            return max(0, lost)


def _frames_read(connection: apsw.Connection) -> int:
    """The number of frames of the write-ahead log that SQLite accepts."""
    connection.execute("SELECT 1 FROM sqlite_schema").fetchall()
    frames, _ = connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_NOOP)
    return max(0, frames)


def _commits_behind(wal: Path, frames: int) -> Iterator[bool]:
    """Whether each frame after the first `frames` ends a transaction; frames of earlier logs are skipped."""
    with wal.open("rb") as file:
        header = file.read(_WAL_HEADER_BYTES)
        page, salts = struct.unpack(">I", header[8:12])[0], header[16:24]
        if not frames:  # the header itself may be what is damaged
            salts = file.read(_FRAME_HEADER_BYTES)[8:16]
        file.seek(_WAL_HEADER_BYTES + frames * (_FRAME_HEADER_BYTES + page))
        while len(head := file.read(_FRAME_HEADER_BYTES)) == _FRAME_HEADER_BYTES and page:
            if head[8:16] == salts:
                yield head[4:8] != b"\0\0\0\0"
            file.seek(page, 1)


@dataclass(frozen=True)
class SavedRowCounts:
    """Counts for one table of a damaged log: rows that were saved, and rows known to be lost."""

    table: str
    saved_count: int
    lost_count: int


def copy_readable_rows(
    source: apsw.Connection, target: apsw.Connection, tables: Sequence[str]
) -> list[SavedRowCounts]:
    """Copy every intact row of these tables from a damaged sleep log into an empty log.

    Returns the counts of saved and lost rows for each table. Rows with values that this program never writes
    count as lost.
    """
    target.pragma("foreign_keys", False)
    saved = []
    target.execute("BEGIN")
    for table in tables:
        columns = [name for _, name, *_ in target.execute(f"PRAGMA table_info({table})")]
        marks = ", ".join("?" * len(columns))
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        read = lost = 0
        for row in _read_rows(source, table, columns, _index_names(target, table)):
            try:
                if row is None or not _is_possible_row(table, columns, row):
                    lost += 1
                    continue
                target.execute(insert, row)
                read += 1
            except (apsw.ConstraintError, apsw.MismatchError):
                lost += 1
        saved.append(SavedRowCounts(table, read, lost))
    saved = [_without_orphans(target, each) for each in saved]
    target.execute("COMMIT")
    return saved


def _index_names(connection: apsw.Connection, table: str) -> list[str] | None:
    """The names of the indexes of a table; None for a table without rowids."""
    if connection.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (table,)).get:
        return None
    return [str(name) for _, name, *_ in connection.execute(f"PRAGMA index_list({table})")]


def _without_orphans(target: apsw.Connection, saved: SavedRowCounts) -> SavedRowCounts:
    """Clear references to lost rows as their foreign keys say: set a reference to null, or delete a row."""
    gone = 0
    for _, _, parent, column, key, _, on_delete, _ in target.execute(
        f"PRAGMA foreign_key_list({saved.table})"
    ).fetchall():
        orphans = f"WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key or 'id'} FROM {parent})"
        if on_delete == "SET NULL":
            target.execute(f"UPDATE {saved.table} SET {column} = NULL {orphans}")
        else:
            target.execute(f"DELETE FROM {saved.table} {orphans}")
            gone += target.changes()
    return SavedRowCounts(saved.table, saved.saved_count - gone, saved.lost_count + gone)


def _read_rows(
    source: apsw.Connection, table: str, columns: Sequence[str], indexes: Sequence[str] | None
) -> Iterator[tuple[object, ...] | None]:
    """The rows of a table; None for each row that is known to exist but cannot be read.

    `indexes` are the table's indexes, or None for a table without rowids.
    """
    listed = ", ".join(columns)
    if indexes is None:
        query = f"SELECT {listed} FROM {table} ORDER BY 1"
        yield from dict.fromkeys(_readable_rows(source, query, f"{query} DESC"))
        return
    rowids = f"SELECT rowid FROM {table}"
    ways = [f"{rowids} NOT INDEXED ORDER BY rowid{order}" for order in ("", " DESC")]
    ways += [f'{rowids} INDEXED BY "{index}"' for index in indexes]  # sound, perhaps, where the table is not
    query = f"SELECT {listed} FROM {table} NOT INDEXED WHERE rowid = ?"
    for rowid in sorted({int(str(each)) for (each,) in _readable_rows(source, *ways)}):
        try:
            yield source.execute(query, (rowid,)).fetchone()
        except DAMAGE_ERRORS:
            yield None


def _readable_rows(source: apsw.Connection, *queries: str) -> Iterator[tuple[object, ...]]:
    """The rows of some queries; each query is read until damage stops the reading."""
    for query in queries:
        try:
            yield from source.execute(query)
        except (*DAMAGE_ERRORS, apsw.SQLError):
            continue


def count_impossible_rows(connection: apsw.Connection, table: str) -> int:
    """Count the rows of a table with values that this program never writes, which are a sign of damage."""
    columns = [str(name) for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    found = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
    return sum(not _is_possible_row(table, columns, row) for row in found)


def _is_possible_row(table: str, columns: Sequence[str], row: Sequence[object]) -> bool:
    """Whether ids, moments, zones and lists of words in a row are valid; the schema does not check these."""
    from zoneinfo import ZoneInfo  # here, since they bring much with them that a start does not need

    from rlscompanion.domain.outcomes import Outcome
    from rlscompanion.domain.safety import FindingGroup, findings_in_groups

    held = dict(zip(columns, row, strict=True))
    if table == "screening_findings" and held["agreed"]:
        return held["finding"] in findings_in_groups(
            FindingGroup.ASK_FIRST
        )  # of others no professional is asked
    for column, value in held.items():
        try:
            if column.endswith("_utc") and isinstance(value, int):
                checked_utc(value)
            if not isinstance(value, str):
                continue
            if column == "sources":
                said = json.loads(value)
                set(map(Item, said)), set(map(ValueSource, said.values()))
            elif column == "body_parts":
                set(map(BodyPart, json.loads(value)))
            elif (table, column) == ("trials", "outcome"):
                Outcome(value)
            elif column == "id" or column.endswith("_id"):
                UUID(value)
            elif column == "zone":
                ZoneInfo(value)
        except (ValueError, KeyError, OSError):
            return False
    return True
