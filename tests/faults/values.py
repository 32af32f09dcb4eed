"""One value of a log damaged: its bytes flipped, as a failing disk or memory leaves them."""

import struct
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import apsw


@dataclass(frozen=True)
class Flip:
    """What was damaged: a bit of a value, told in words."""

    table: str
    column: str
    before: object
    after: object


def flip(log: Path, random: Random) -> Flip | None:
    """Flip a bit of one value of a log, every column as likely; None where the value cannot be stored."""
    with closing(apsw.Connection(str(log))) as connection:
        connection.pragma("foreign_keys", False)
        connection.pragma("ignore_check_constraints", True)
        connection.pragma("synchronous", "off")
        table, column = random.choice(_columns(connection))
        found = connection.execute(
            f"SELECT {column}, typeof({column}), count(*) OVER () FROM {table} "
            f"WHERE {column} IS NOT NULL LIMIT 1 OFFSET ?",
            (random.randrange(_rows(connection, table, column)),),
        ).fetchone()
        assert found is not None
        value, kind, _ = found
        data, written = _flipped(value, kind, random)
        if data is None:
            return None
        try:
            connection.execute(
                f"UPDATE OR FAIL {table} SET {column} = {written} WHERE {column} = ?2", (data, value)
            )
        except apsw.ConstraintError:  # such a value is found by every check
            return None
        return Flip(table, column, value, data)


def _columns(connection: apsw.Connection) -> list[tuple[str, str]]:
    """The columns of every table that hold something."""
    query = (
        "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@'"
    )
    return [
        (table, column) for table, column in connection.execute(query) if _rows(connection, table, column)
    ]


def _rows(connection: apsw.Connection, table: str, column: str) -> int:
    return int(connection.execute(f"SELECT count({column}) FROM {table}").get)


def _flipped(value: object, kind: str, random: Random) -> tuple[object, str]:
    """The value with a bit flipped, and how it is written in SQL."""
    match value:
        case int():
            changed = value ^ (1 << random.randrange(63))
            return changed, "?1"
        case float():
            data = bytearray(struct.pack(">d", value))
            _flip_bit(data, random)
            (number,) = struct.unpack(">d", data)
            return (None if number != number else number), "?1"
        case str() if value:
            data = bytearray(value.encode())
            _flip_bit(data, random)
            return bytes(data), "CAST(?1 AS TEXT)"
    return None, kind


def _flip_bit(data: bytearray, random: Random) -> None:
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
