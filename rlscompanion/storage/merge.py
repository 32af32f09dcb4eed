"""Merging imported rows into the sleep log: staged in temporary tables, checked, then written at once.

Keys, references and unique columns are read from the schema. An incoming row matches a row of the log by its
natural key, if the schema has one (a session has one rating per scale), else by its id. A table without time
stamps whose key refers to another table holds parts of that table's rows: they are written and deleted with
the row they belong to.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports.files import Cells, KeptRow, Misfit, MisfitReason, TablePlan
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import night_rules, refusing
from rlscompanion.storage.database import Value, reading, rows, transaction
from rlscompanion.storage.joining import Joins

_STAMPS = ("created_utc", "modified_utc")

# Where the order of writing says which answers stand, old ones from elsewhere must not come out on top.
_KEPT_IN_ORDER = {"screenings": "answered_utc"}


_EVENING_INDEX = "CREATE UNIQUE INDEX nights_of_evening ON nights (evening)"


@dataclass(frozen=True)
class _Reference:
    column: str
    table: str


@dataclass(frozen=True)
class _Taken:
    """A table with staged rows."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    natural_key: tuple[str, ...]
    references: tuple[_Reference, ...]
    part_of: _Reference | None

    @property
    def match(self) -> tuple[str, ...]:
        """The columns whose values are equal in an imported row and the row of the log that it matches."""
        return self.natural_key or self.key

    @property
    def compared(self) -> list[str]:
        """The columns in which an imported row can differ from the row of the log that it matches."""
        return [each for each in self.columns if each not in (*self.key, *self.natural_key, *_STAMPS)]

    @property
    def changed(self) -> list[str]:
        """The columns of a matching row of the log that an imported row overwrites."""
        return [each for each in self.columns if each not in (*self.key, *self.natural_key, "created_utc")]

    def joined(self, ours: str = "ours", theirs: str = "theirs") -> str:
        """The SQL condition that an imported row (`theirs`) matches a row of the log (`ours`)."""
        return " AND ".join(f"{theirs}.{column} = {ours}.{column}" for column in self.match)


class SqliteMerge:
    """One import: rows of a file, staged in temporary tables before they are written to an open sleep log.

    Methods raise Refusal on a full disk, a lock or damage.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._taken: dict[str, _Taken] = {}
        self._joins = Joins(connection)

    def close(self) -> None:
        """Drop the staged rows; rows already written to the log stay."""
        for name in self._taken:
            self._connection.execute(f"DROP TABLE IF EXISTS temp.incoming_{name}")
            self._connection.execute(f"DROP TABLE IF EXISTS temp.verdict_{name}")
        self._taken.clear()

    def collect(self, table: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
        """Stage rows of one table; each has the values of `columns`, then its location in the file."""
        taken = self._shape(table, columns)
        self._taken[table] = taken
        listed = ", ".join(columns)
        marks = ", ".join("?" * (len(columns) + 1))
        with self._aside():
            self._connection.execute(
                f"CREATE TEMP TABLE incoming_{table} AS "
                f"SELECT {listed}, 0 AS location FROM main.{table} WHERE 0"
            )
            self._connection.executemany(f"INSERT INTO temp.incoming_{table} VALUES ({marks})", rows)
            self._connection.execute(
                f"CREATE INDEX temp.matched_{table} ON incoming_{table} ({', '.join(taken.match)})"
            )
            if taken.natural_key:
                self._connection.execute(f"CREATE INDEX temp.known_{table} ON incoming_{table} (id)")

    def misfit(self) -> Misfit | None:
        """The first staged row that contradicts other staged rows or the sleep log; None if all fit."""
        with reading(self._connection):
            for taken in self._taken.values():
                for misfit in self._misfits(taken):
                    return misfit
            return night_rules.misfit(
                self._connection, {name: taken.columns for name, taken in self._taken.items()}
            )

    def plan(self) -> Sequence[TablePlan]:
        """Count, table by table, the staged rows that are new, equal to the log's, or differ from it.

        Rows that are parts of others are not counted separately.
        """
        with reading(self._connection):
            return self._judge()

    def apply(self, keep: KeptRow | None, first: Callable[[], object] | None = None) -> None:
        """Write all staged rows or none to the sleep log; `keep` chooses between rows that differ.

        `first` is called once nobody else can write to the log, before anything is written. Raises Refusal if
        rows differ and `keep` is None.
        """
        with transaction(self._connection):
            if first is not None:
                first()
            plans = self._judge()
            if keep is None and any(plan.differing for plan in plans):
                raise Refusal("The log has changed meanwhile and now differs from the file. Import it again.")
            self._connection.pragma("defer_foreign_keys", True)
            try:
                # Rows are written one by one: two nights may stand under one evening until all are there.
                self._connection.execute("DROP INDEX nights_of_evening")
                for taken in self._taken.values():
                    self._write(taken, keep or KeptRow.MINE)
                if "sleeps" in self._taken:
                    night_rules.leave_one_main_sleep(self._connection)
                self._joins.write()
                self._connection.execute(_EVENING_INDEX)
            except apsw.ConstraintError as error:
                raise Refusal(
                    f"The file holds what the log cannot ({error}). Nothing was changed."
                ) from error

    # --- what the schema says ---------------------------------------------------------------------------

    def _shape(self, table: str, columns: Sequence[str]) -> _Taken:
        info = rows(self._connection, f"PRAGMA main.table_info({table})")
        known = [name for _, name, *_ in info]
        if not set(columns) <= set(known):
            raise ValueError(f"{table} has not all of {columns}")
        key = tuple(name for _, name, _, _, _, in_key in sorted(info, key=lambda row: row[5]) if in_key)
        references = tuple(
            _Reference(column, parent)
            for _, _, parent, column, *_ in rows(self._connection, f"PRAGMA main.foreign_key_list({table})")
        )
        belongs = [each for each in references if each.column in key]
        part_of = belongs[0] if belongs and "modified_utc" not in known else None
        return _Taken(table, tuple(columns), key, self._natural_key(table), references, part_of)

    def _natural_key(self, table: str) -> tuple[str, ...]:
        for _, name, is_unique, origin, *_ in rows(self._connection, f"PRAGMA main.index_list({table})"):
            if is_unique and origin == "u":
                return tuple(row[2] for row in rows(self._connection, f"PRAGMA main.index_info({name})"))
        return ()

    # --- what does not fit ------------------------------------------------------------------------------

    def _misfits(self, taken: _Taken) -> Iterator[Misfit]:
        name = taken.name
        keys = [taken.key, taken.natural_key] if taken.natural_key else [taken.key]
        for key in keys:
            query = (
                f"SELECT max(location) FROM temp.incoming_{name} "
                f"GROUP BY {', '.join(key)} HAVING count(*) > 1"
            )
            yield from self._found(taken, key[-1], MisfitReason.TWICE, query)
        if taken.natural_key:
            differs = " OR ".join(f"theirs.{column} <> ours.{column}" for column in taken.natural_key)
            query = (
                f"SELECT location FROM temp.incoming_{name} AS theirs JOIN main.{name} AS ours "
                f"ON theirs.id = ours.id WHERE {differs}"
            )
            yield from self._found(taken, "id", MisfitReason.ID_TAKEN, query)
        for reference in taken.references:
            if reference.column in taken.columns:
                query = self._dangling(taken, reference)
                yield from self._found(taken, reference.column, MisfitReason.POINTS_NOWHERE, query)

    def _found(self, taken: _Taken, column: str, why: MisfitReason, query: str) -> Iterator[Misfit]:
        for (at,) in self._connection.execute(f"{query} ORDER BY 1 LIMIT 1"):
            yield Misfit(taken.name, at, column, why)

    def _dangling(self, taken: _Taken, reference: _Reference) -> str:
        """Staged rows with a dangling reference; a part must come together with the row it belongs to."""
        tables = [f"temp.incoming_{reference.table}"] if reference.table in self._taken else []
        if reference != taken.part_of:
            tables.append(f"main.{reference.table}")
        absent = "".join(f" AND {reference.column} NOT IN (SELECT id FROM {table})" for table in tables)
        return f"SELECT location FROM temp.incoming_{taken.name} WHERE {reference.column} IS NOT NULL{absent}"

    # --- what is new, the same, or differs --------------------------------------------------------------

    def _judge(self) -> list[TablePlan]:
        plans = []
        if "nights" in self._taken:
            self._joins.take(list(self._taken))
        for taken in self._taken.values():
            if taken.part_of is not None:
                continue
            self._connection.execute(f"DROP TABLE IF EXISTS temp.verdict_{taken.name}")
            self._connection.execute(self._verdicts(taken))
            self._connection.execute(
                f"CREATE INDEX temp.judged_{taken.name} ON verdict_{taken.name} (verdict, row)"
            )
            counts = dict(
                rows(
                    self._connection,
                    f"SELECT verdict, count(*) FROM temp.verdict_{taken.name} GROUP BY verdict",
                )
            )
            new, same, differing = (counts.get(word, 0) for word in ("new", "same", "differs"))
            if taken.name == "nights":
                joins = self._joins
                plans.append(TablePlan("nights", new, same + joins.same, differing, len(joins.coming)))
            else:
                plans.append(TablePlan(taken.name, new, same, differing))
        return plans

    def _verdicts(self, taken: _Taken) -> str:
        theirs, ours = (", ".join(f"{side}.{each}" for each in taken.compared) for side in ("theirs", "ours"))
        same = f"({theirs}) IS ({ours})"
        for part in self._parts_of(taken):
            same += f" AND theirs.id NOT IN ({self._with_other_parts(taken, part)})"
        newer = "theirs.modified_utc > ours.modified_utc"
        return (
            f"CREATE TEMP TABLE verdict_{taken.name} AS SELECT theirs.rowid AS row, theirs.id AS id, "
            f"CASE WHEN ours.id IS NULL THEN 'new' WHEN {same} THEN 'same' ELSE 'differs' END AS verdict, "
            f"{newer} AS newer FROM temp.incoming_{taken.name} AS theirs "
            f"LEFT JOIN main.{taken.name} AS ours ON {taken.joined()}"
        )

    def _parts_of(self, taken: _Taken) -> list[_Taken]:
        return [
            each
            for each in self._taken.values()
            if each.part_of is not None and each.part_of.table == taken.name
        ]

    def _with_other_parts(self, taken: _Taken, part: _Taken) -> str:
        """The ids of rows whose parts differ between the file and the log."""
        assert part.part_of is not None
        parent, listed = part.part_of.column, ", ".join(part.columns)
        theirs = f"SELECT {listed} FROM temp.incoming_{part.name}"
        ours = (
            f"SELECT {listed} FROM main.{part.name} "
            f"WHERE {parent} IN (SELECT id FROM temp.incoming_{taken.name})"
        )
        return (
            f"SELECT {parent} FROM ({theirs} EXCEPT {ours}) "
            f"UNION SELECT {parent} FROM ({ours} EXCEPT {theirs})"
        )

    # --- writing ----------------------------------------------------------------------------------------

    def _write(self, taken: _Taken, keep: KeptRow) -> None:
        if taken.part_of is not None:
            self._write_part(taken, taken.part_of, keep)
            return
        last = self._connection.execute(f"SELECT max(rowid) FROM main.{taken.name}").get or 0
        listed = ", ".join(taken.columns)
        self._connection.execute(
            f"INSERT INTO main.{taken.name} ({listed}) SELECT {listed} FROM temp.incoming_{taken.name} "
            f"WHERE rowid IN (SELECT row FROM temp.verdict_{taken.name} WHERE verdict = 'new') ORDER BY rowid"
        )
        if keep is not KeptRow.MINE:
            changes = ", ".join(f"{column} = theirs.{column}" for column in taken.changed)
            self._connection.execute(
                f"UPDATE main.{taken.name} AS ours SET {changes} FROM temp.incoming_{taken.name} AS theirs "
                f"WHERE {taken.joined()} AND theirs.rowid IN ({self._taken_over(taken.name, keep, 'row')})"
            )
        if taken.name in _KEPT_IN_ORDER:
            self._put_in_order(taken.name, _KEPT_IN_ORDER[taken.name], last)

    def _taken_over(self, name: str, keep: KeptRow, column: str) -> str:
        only = " AND newer" if keep is KeptRow.NEWER else ""
        return f"SELECT {column} FROM temp.verdict_{name} WHERE verdict = 'differs'{only}"

    def _write_part(self, part: _Taken, whole: _Reference, keep: KeptRow) -> None:
        written = f"SELECT id FROM temp.verdict_{whole.table} WHERE verdict = 'new'"
        if keep is not KeptRow.MINE:
            over = self._taken_over(whole.table, keep, "id")
            self._connection.execute(f"DELETE FROM main.{part.name} WHERE {whole.column} IN ({over})")
            written += f" UNION ALL {over}"
        listed = ", ".join(part.columns)
        self._connection.execute(
            f"INSERT INTO main.{part.name} ({listed}) SELECT {listed} FROM temp.incoming_{part.name} "
            f"WHERE {whole.column} IN ({written})"
        )

    def _put_in_order(self, table: str, column: str, last_before: int) -> None:
        """Order incoming rows by time among the log's rows, which keep their order."""
        found = rows(self._connection, f"SELECT rowid, {column} FROM main.{table} ORDER BY rowid")
        ours = [row for row in found if row[0] <= last_before]
        theirs = sorted((row for row in found if row[0] > last_before), key=lambda row: row[1])
        if not ours or not theirs:
            return
        for row in reversed(theirs):
            later = next((at for at, own in enumerate(ours) if own[1] > row[1]), len(ours))
            ours.insert(later, row)
        highest = found[-1][0]
        order: list[tuple[Value, ...]] = [(highest + at, row[0]) for at, row in enumerate(ours, 1)]
        self._connection.executemany(f"UPDATE main.{table} SET rowid = ? WHERE rowid = ?", order)

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Write to temporary tables, without a lock on the log."""
        with refusing(Path(self._connection.filename)):
            self._connection.execute("BEGIN")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
