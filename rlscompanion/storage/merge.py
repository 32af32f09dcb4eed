"""Merging imported rows into the sleep log.

The rows are staged (put into temporary tables) and checked, then written to the log in one transaction.

An imported row matches the row of the log with the same id. If a table has a natural key (columns that are
unique together), rows with the same natural key match instead: a session has only one rating on each scale.
Some tables hold parts of the rows of another table. Such a table has no time stamps, and its key refers to
the other table. Parts are written and deleted together with the row that they belong to. Keys and references
are read from the schema.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports.files import Cells, KeptRow, Misfit, MisfitReason, TableChanges
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import night_rules, turning_disk_errors_into_refusals
from rlscompanion.storage.database import ColumnValue, fetch_rows, read_transaction, transaction
from rlscompanion.storage.joining import NightMerges

_STAMPS = ("created_utc", "modified_utc")

# Where the order of writing says which answers stand, old ones from elsewhere must not come out on top.
_TIME_COLUMNS_OF_ORDERED_TABLES = {"screenings": "answered_utc"}


_EVENING_INDEX = "CREATE UNIQUE INDEX nights_of_evening ON nights (evening)"


@dataclass(frozen=True)
class _Reference:
    column: str
    table: str


@dataclass(frozen=True)
class _StagedTable:
    """A table of the log for which imported rows are staged in a temporary table."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    natural_key: tuple[str, ...]
    references: tuple[_Reference, ...]
    part_of: _Reference | None

    @property
    def match_columns(self) -> tuple[str, ...]:
        """The columns whose values are equal in an imported row and the matching row of the log."""
        return self.natural_key or self.key

    @property
    def compared_columns(self) -> list[str]:
        """The columns that are compared between an imported row and the matching row of the log."""
        return [each for each in self.columns if each not in (*self.key, *self.natural_key, *_STAMPS)]

    @property
    def overwritten_columns(self) -> list[str]:
        """The columns that an imported row overwrites in the matching row of the log."""
        return [each for each in self.columns if each not in (*self.key, *self.natural_key, "created_utc")]

    def match_condition_sql(self, ours: str = "ours", theirs: str = "theirs") -> str:
        """The SQL condition for a match between an imported row and a row of the log.

        `theirs` is the SQL name of the imported row, `ours` that of the log's row.
        """
        return " AND ".join(f"{theirs}.{column} = {ours}.{column}" for column in self.match_columns)


class SqliteMerge:
    """One import into an open sleep log: rows of a file are first staged in temporary tables, then written.

    Methods raise Refusal on a full disk, a lock or damage.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._staged: dict[str, _StagedTable] = {}
        self._night_merges = NightMerges(connection)

    def close(self) -> None:
        """Drop the temporary tables with staged rows; rows already written to the log stay."""
        for name in self._staged:
            self._connection.execute(f"DROP TABLE IF EXISTS temp.incoming_{name}")
            self._connection.execute(f"DROP TABLE IF EXISTS temp.verdict_{name}")
        self._staged.clear()

    def collect(self, table: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
        """Stage rows for one table; each row has the values of `columns`, then its location in the file."""
        staged = self._staged_table(table, columns)
        self._staged[table] = staged
        listed = ", ".join(columns)
        marks = ", ".join("?" * (len(columns) + 1))
        with self._temporary_transaction():
            self._connection.execute(
                f"CREATE TEMP TABLE incoming_{table} AS "
                f"SELECT {listed}, 0 AS location FROM main.{table} WHERE 0"
            )
            self._connection.executemany(f"INSERT INTO temp.incoming_{table} VALUES ({marks})", rows)
            self._connection.execute(
                f"CREATE INDEX temp.matched_{table} ON incoming_{table} ({', '.join(staged.match_columns)})"
            )
            if staged.natural_key:
                self._connection.execute(f"CREATE INDEX temp.known_{table} ON incoming_{table} (id)")

    def first_misfit(self) -> Misfit | None:
        """The first staged row that contradicts other staged rows or the sleep log; None if all rows fit."""
        with read_transaction(self._connection):
            for staged in self._staged.values():
                for misfit in self._misfits(staged):
                    return misfit
            return night_rules.first_misfit(
                self._connection, {name: staged.columns for name, staged in self._staged.items()}
            )

    def planned_changes(self) -> Sequence[TableChanges]:
        """Count, for each table, the staged rows that are new, equal to the log's row, or different from it.

        Rows that belong to a row of another table, such as the sleeps of a night, are not counted separately.
        """
        with read_transaction(self._connection):
            return self._compare()

    def apply(self, keep: KeptRow | None, before_writing: Callable[[], object] | None = None) -> None:
        """Write all staged rows to the sleep log, or none.

        `keep` says which row to keep if a staged row differs from a row of the log. Raises Refusal if rows
        differ and `keep` is None. `before_writing` is called before anything is written; from then on no
        other connection can write.
        """
        with transaction(self._connection):
            if before_writing is not None:
                before_writing()
            plans = self._compare()
            if keep is None and any(plan.differing for plan in plans):
                raise Refusal("The log has changed meanwhile and now differs from the file. Import it again.")
            self._connection.pragma("defer_foreign_keys", True)
            try:
                # Rows are written one by one: two nights may stand under one evening until all are there.
                self._connection.execute("DROP INDEX nights_of_evening")
                for staged in self._staged.values():
                    self._write(staged, keep or KeptRow.MINE)
                if "sleeps" in self._staged:
                    night_rules.leave_one_main_sleep(self._connection)
                self._night_merges.write_merged_nights()
                self._connection.execute(_EVENING_INDEX)
            except apsw.ConstraintError as error:
                raise Refusal(
                    f"The file holds what the log cannot ({error}). Nothing was changed."
                ) from error

    # --- what the schema says ---------------------------------------------------------------------------

    def _staged_table(self, table: str, columns: Sequence[str]) -> _StagedTable:
        info = fetch_rows(self._connection, f"PRAGMA main.table_info({table})")
        known = [name for _, name, *_ in info]
        if not set(columns) <= set(known):
            raise ValueError(f"{table} has not all of {columns}")
        key = tuple(name for _, name, _, _, _, in_key in sorted(info, key=lambda row: row[5]) if in_key)
        references = tuple(
            _Reference(column, parent)
            for _, _, parent, column, *_ in fetch_rows(
                self._connection, f"PRAGMA main.foreign_key_list({table})"
            )
        )
        belongs = [each for each in references if each.column in key]
        part_of = belongs[0] if belongs and "modified_utc" not in known else None
        return _StagedTable(table, tuple(columns), key, self._natural_key(table), references, part_of)

    def _natural_key(self, table: str) -> tuple[str, ...]:
        for _, name, is_unique, origin, *_ in fetch_rows(
            self._connection, f"PRAGMA main.index_list({table})"
        ):
            if is_unique and origin == "u":
                return tuple(
                    row[2] for row in fetch_rows(self._connection, f"PRAGMA main.index_info({name})")
                )
        return ()

    # --- what does not fit ------------------------------------------------------------------------------

    def _misfits(self, staged: _StagedTable) -> Iterator[Misfit]:
        name = staged.name
        keys = [staged.key, staged.natural_key] if staged.natural_key else [staged.key]
        for key in keys:
            query = (
                f"SELECT max(location) FROM temp.incoming_{name} "
                f"GROUP BY {', '.join(key)} HAVING count(*) > 1"
            )
            yield from self._misfits_of_query(staged, key[-1], MisfitReason.TWICE, query)
        if staged.natural_key:
            differs = " OR ".join(f"theirs.{column} <> ours.{column}" for column in staged.natural_key)
            query = (
                f"SELECT location FROM temp.incoming_{name} AS theirs JOIN main.{name} AS ours "
                f"ON theirs.id = ours.id WHERE {differs}"
            )
            yield from self._misfits_of_query(staged, "id", MisfitReason.ID_TAKEN, query)
        for reference in staged.references:
            if reference.column in staged.columns:
                query = self._dangling_sql(staged, reference)
                yield from self._misfits_of_query(
                    staged, reference.column, MisfitReason.POINTS_NOWHERE, query
                )

    def _misfits_of_query(
        self, staged: _StagedTable, column: str, why: MisfitReason, query: str
    ) -> Iterator[Misfit]:
        for (at,) in self._connection.execute(f"{query} ORDER BY 1 LIMIT 1"):
            yield Misfit(staged.name, at, column, why)

    def _dangling_sql(self, staged: _StagedTable, reference: _Reference) -> str:
        """The SQL for staged rows that refer to a missing row.

        A part must be in the same file as the row that it belongs to.
        """
        tables = [f"temp.incoming_{reference.table}"] if reference.table in self._staged else []
        if reference != staged.part_of:
            tables.append(f"main.{reference.table}")
        absent = "".join(f" AND {reference.column} NOT IN (SELECT id FROM {table})" for table in tables)
        return (
            f"SELECT location FROM temp.incoming_{staged.name} WHERE {reference.column} IS NOT NULL{absent}"
        )

    # --- what is new, the same, or differs --------------------------------------------------------------

    def _compare(self) -> list[TableChanges]:
        plans = []
        if "nights" in self._staged:
            self._night_merges.take_nights_from_staged_tables(list(self._staged))
        for staged in self._staged.values():
            if staged.part_of is not None:
                continue
            self._connection.execute(f"DROP TABLE IF EXISTS temp.verdict_{staged.name}")
            self._connection.execute(self._verdicts_sql(staged))
            self._connection.execute(
                f"CREATE INDEX temp.judged_{staged.name} ON verdict_{staged.name} (verdict, row)"
            )
            counts = dict(
                fetch_rows(
                    self._connection,
                    f"SELECT verdict, count(*) FROM temp.verdict_{staged.name} GROUP BY verdict",
                )
            )
            new, same, differing = (counts.get(word, 0) for word in ("new", "same", "differs"))
            if staged.name == "nights":
                night_merges = self._night_merges
                plans.append(
                    TableChanges(
                        "nights",
                        new,
                        same + night_merges.unchanged_count,
                        differing,
                        len(night_merges.imported_nights),
                    )
                )
            else:
                plans.append(TableChanges(staged.name, new, same, differing))
        return plans

    def _verdicts_sql(self, staged: _StagedTable) -> str:
        theirs, ours = (
            ", ".join(f"{side}.{each}" for each in staged.compared_columns) for side in ("theirs", "ours")
        )
        same = f"({theirs}) IS ({ours})"
        for part in self._staged_parts_of(staged):
            same += f" AND theirs.id NOT IN ({self._ids_with_different_parts_sql(staged, part)})"
        newer = "theirs.modified_utc > ours.modified_utc"
        return (
            f"CREATE TEMP TABLE verdict_{staged.name} AS SELECT theirs.rowid AS row, theirs.id AS id, "
            f"CASE WHEN ours.id IS NULL THEN 'new' WHEN {same} THEN 'same' ELSE 'differs' END AS verdict, "
            f"{newer} AS newer FROM temp.incoming_{staged.name} AS theirs "
            f"LEFT JOIN main.{staged.name} AS ours ON {staged.match_condition_sql()}"
        )

    def _staged_parts_of(self, staged: _StagedTable) -> list[_StagedTable]:
        return [
            each
            for each in self._staged.values()
            if each.part_of is not None and each.part_of.table == staged.name
        ]

    def _ids_with_different_parts_sql(self, staged: _StagedTable, part: _StagedTable) -> str:
        """The SQL for the ids of rows whose parts differ between the file and the log."""
        assert part.part_of is not None
        parent, listed = part.part_of.column, ", ".join(part.columns)
        theirs = f"SELECT {listed} FROM temp.incoming_{part.name}"
        ours = (
            f"SELECT {listed} FROM main.{part.name} "
            f"WHERE {parent} IN (SELECT id FROM temp.incoming_{staged.name})"
        )
        return (
            f"SELECT {parent} FROM ({theirs} EXCEPT {ours}) "
            f"UNION SELECT {parent} FROM ({ours} EXCEPT {theirs})"
        )

    # --- writing ----------------------------------------------------------------------------------------

    def _write(self, staged: _StagedTable, keep: KeptRow) -> None:
        if staged.part_of is not None:
            self._write_part(staged, staged.part_of, keep)
            return
        last = self._connection.execute(f"SELECT max(rowid) FROM main.{staged.name}").get or 0
        listed = ", ".join(staged.columns)
        self._connection.execute(
            f"INSERT INTO main.{staged.name} ({listed}) SELECT {listed} FROM temp.incoming_{staged.name} "
            f"WHERE rowid IN (SELECT row FROM temp.verdict_{staged.name} WHERE verdict = 'new') "
            "ORDER BY rowid"
        )
        if keep is not KeptRow.MINE:
            changes = ", ".join(f"{column} = theirs.{column}" for column in staged.overwritten_columns)
            overwriting = self._overwriting_rows_sql(staged.name, keep, "row")
            self._connection.execute(
                f"UPDATE main.{staged.name} AS ours SET {changes} FROM temp.incoming_{staged.name} AS theirs "
                f"WHERE {staged.match_condition_sql()} AND theirs.rowid IN ({overwriting})"
            )
        if staged.name in _TIME_COLUMNS_OF_ORDERED_TABLES:
            self._order_by_time(staged.name, _TIME_COLUMNS_OF_ORDERED_TABLES[staged.name], last)

    def _overwriting_rows_sql(self, name: str, keep: KeptRow, column: str) -> str:
        only = " AND newer" if keep is KeptRow.NEWER else ""
        return f"SELECT {column} FROM temp.verdict_{name} WHERE verdict = 'differs'{only}"

    def _write_part(self, part: _StagedTable, whole: _Reference, keep: KeptRow) -> None:
        written = f"SELECT id FROM temp.verdict_{whole.table} WHERE verdict = 'new'"
        if keep is not KeptRow.MINE:
            over = self._overwriting_rows_sql(whole.table, keep, "id")
            self._connection.execute(f"DELETE FROM main.{part.name} WHERE {whole.column} IN ({over})")
            written += f" UNION ALL {over}"
        listed = ", ".join(part.columns)
        self._connection.execute(
            f"INSERT INTO main.{part.name} ({listed}) SELECT {listed} FROM temp.incoming_{part.name} "
            f"WHERE {whole.column} IN ({written})"
        )

    def _order_by_time(self, table: str, column: str, last_before: int) -> None:
        """Put imported rows in order of time among the log's own rows, whose order does not change."""
        found = fetch_rows(self._connection, f"SELECT rowid, {column} FROM main.{table} ORDER BY rowid")
        ours = [row for row in found if row[0] <= last_before]
        theirs = sorted((row for row in found if row[0] > last_before), key=lambda row: row[1])
        if not ours or not theirs:
            return
        for row in reversed(theirs):
            later = next((at for at, own in enumerate(ours) if own[1] > row[1]), len(ours))
            ours.insert(later, row)
        highest = found[-1][0]
        order: list[tuple[ColumnValue, ...]] = [(highest + at, row[0]) for at, row in enumerate(ours, 1)]
        self._connection.executemany(f"UPDATE main.{table} SET rowid = ? WHERE rowid = ?", order)

    @contextmanager
    def _temporary_transaction(self) -> Iterator[None]:
        """Write to temporary tables, without a lock on the log."""
        with turning_disk_errors_into_refusals(Path(self._connection.filename)):
            self._connection.execute("BEGIN")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
