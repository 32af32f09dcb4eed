"""Rules for imported nights: no impossible sleep, and only one main sleep a night (others are naps).

Rows are checked as they would be in the log after the import: values that a file lacks are taken from the
log.
"""

from collections.abc import Iterator, Mapping, Sequence

import apsw

from rlscompanion.bedtime.ports.files import Misfit, MisfitReason
from rlscompanion.domain.items import Item, ValueKind
from rlscompanion.domain.problems import MAX_DAYS_FROM_EVENING, sleep_problems
from rlscompanion.storage.database import fetch_rows
from rlscompanion.storage.night_rows import NIGHTS_TABLE, PART_TABLES

StagedColumns = Mapping[str, Sequence[str]]
"""For each table with staged (imported) rows, the columns that the imported file has."""

_MOMENTS_NEAR_EVENING: Mapping[str, Sequence[str]] = {
    each.table: [name for name in each.moments if name != "saved_at"]
    for each in (NIGHTS_TABLE, *PART_TABLES.values())
}
"""For each table, the moments that must lie near the evening of their night.

`saved_at` is not among them, since a diary may be filled in much later.
"""


def first_misfit(connection: apsw.Connection, staged: StagedColumns) -> Misfit | None:
    """The first imported row that would give a night impossible values; None if no row would do so."""
    rules = (_second_main_sleeps, _moments_far_from_evening, _far_from_remaining_rows, _impossible_sleeps)
    found = [each for rule in rules for each in rule(connection, staged)]
    return min(found, key=lambda each: each.location, default=None)


def leave_one_main_sleep(connection: apsw.Connection) -> None:
    """If an import leaves a night with several main sleeps, keep only the longest of them as main sleep.

    Of equally long sleeps, the sleep that was in the log first stays the main sleep. So merging two logs, or
    importing another program's file twice, never leaves a night with two main sleeps.
    """
    connection.execute(
        "UPDATE main.sleeps AS other SET is_main = 0 "
        "WHERE is_main AND night_id IN (SELECT night_id FROM temp.incoming_sleeps) AND id <> ("
        "SELECT id FROM main.sleeps AS held WHERE held.night_id = other.night_id AND is_main ORDER BY "
        "coalesce(coalesce(woke_up_utc, got_up_utc) - coalesce(tried_to_sleep_utc, went_to_bed_utc), -1) "
        "DESC, rowid LIMIT 1)"
    )


def _second_main_sleeps(connection: apsw.Connection, staged: StagedColumns) -> Iterator[Misfit]:
    if "sleeps" in staged:
        query = (
            "SELECT max(location) FROM temp.incoming_sleeps WHERE is_main "
            "GROUP BY night_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
        )
        for (location,) in connection.execute(query):
            yield Misfit("sleeps", location, "is_main", MisfitReason.SECOND_MAIN_SLEEP)


def _impossible_sleeps(connection: apsw.Connection, staged: StagedColumns) -> Iterator[Misfit]:
    if "sleeps" not in staged:
        return
    sleeps = PART_TABLES["sleeps"]
    listed = ", ".join(_value_after_import_sql("sleeps", column, staged) for column in sleeps.columns)
    found = fetch_rows(
        connection,
        f"SELECT {listed}, theirs.location FROM temp.incoming_sleeps AS theirs "
        "LEFT JOIN main.sleeps AS ours ON ours.id = theirs.id ORDER BY theirs.location",
    )
    locations = [row[-1] for row in found]
    for location, sleep in zip(locations, sleeps.read([row[:-1] for row in found]), strict=True):
        for problem in sleep_problems(sleep):
            sentence = problem.sentence.removesuffix(".")
            sentence = f"{sentence[:1].lower()}{sentence[1:]}"
            yield Misfit("sleeps", location, _column_of(problem.item), MisfitReason.IMPOSSIBLE, sentence)
            return


def _column_of(item: Item) -> str:
    return f"{item}_utc" if item.description.kind is ValueKind.MOMENT else str(item)


def _moments_far_from_evening(connection: apsw.Connection, staged: StagedColumns) -> Iterator[Misfit]:
    for table, names in _MOMENTS_NEAR_EVENING.items():
        if table not in staged:
            continue
        for name in names:
            query = _far_moments_sql(table, name, staged)
            for (location,) in connection.execute(query):
                yield Misfit(table, location, f"{name}_utc", MisfitReason.FAR_FROM_EVENING)


def _far_moments_sql(table: str, name: str, staged: StagedColumns) -> str:
    utc, offset = (_value_after_import_sql(table, f"{name}_{part}", staged) for part in ("utc", "offset"))
    night = "theirs.id" if table == "nights" else "theirs.night_id"
    evening, coming = "known.evening", ""
    if "nights" in staged:
        evening = "coalesce(coming.evening, known.evening)"
        coming = f"LEFT JOIN temp.incoming_nights AS coming ON coming.id = {night} "
    return (
        f"SELECT theirs.location FROM temp.incoming_{table} AS theirs "
        f"LEFT JOIN main.{table} AS ours ON ours.id = theirs.id {coming}"
        f"LEFT JOIN main.nights AS known ON known.id = {night} "
        f"WHERE {_is_far_sql(utc, offset, evening)} ORDER BY 1 LIMIT 1"
    )


def _far_from_remaining_rows(connection: apsw.Connection, staged: StagedColumns) -> Iterator[Misfit]:
    """Staged nights with a new evening that is far from the night's rows that stay in the log."""
    if "nights" not in staged:
        return
    for table, names in _MOMENTS_NEAR_EVENING.items():
        if table == "nights":
            continue
        staying = f"AND held.id NOT IN (SELECT id FROM temp.incoming_{table}) " if table in staged else ""
        for name in names:
            query = (
                "SELECT theirs.location FROM temp.incoming_nights AS theirs "
                "JOIN main.nights AS ours ON ours.id = theirs.id AND ours.evening <> theirs.evening "
                f"JOIN main.{table} AS held ON held.night_id = theirs.id {staying}"
                f"WHERE {_is_far_sql(f'held.{name}_utc', f'held.{name}_offset', 'theirs.evening')} "
                "ORDER BY 1 LIMIT 1"
            )
            for (location,) in connection.execute(query):
                sentence = f"lies more than {MAX_DAYS_FROM_EVENING} days from what the log holds of the night"
                yield Misfit("nights", location, "evening", MisfitReason.FAR_FROM_EVENING, sentence)


def _is_far_sql(utc: str, offset: str, evening: str) -> str:
    """The SQL condition that a moment lies far from an evening, as in `domain.problems.is_near_evening`."""
    far = 86400 * MAX_DAYS_FROM_EVENING
    return f"{utc} + 60 * {offset} - unixepoch({evening}) NOT BETWEEN {-far} AND {far + 86399}"


def _value_after_import_sql(table: str, column: str, staged: StagedColumns) -> str:
    """The SQL for the value that a column would have in the log after the import."""
    return f"theirs.{column}" if column in staged[table] else f"ours.{column}"
