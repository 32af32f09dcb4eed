"""The description of the diary's items is that of the log: columns, limits and words."""

import apsw
import pytest

from rlscompanion.domain.items import NIGHT_ITEMS, SLEEP_ITEMS, Item, ValueKind
from rlscompanion.storage.night_rows import NIGHTS_TABLE, PART_TABLES
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.cases import each_case

from .samples import FakeClock, a_night

_TYPES = {ValueKind.WHOLE: "INTEGER", ValueKind.FLAG: "INTEGER", ValueKind.MOMENT: "INTEGER"}
_BESIDE = {
    "nights": {"id", "evening", "zone", "saved_at_utc", "saved_at_offset"},
    "sleeps": {"id", "night_id", "ordinal", "is_main", "slept", "sources"},
}
"""Columns that are no answers."""


def columns_of(item: Item) -> tuple[str, ...]:
    is_moment = item.description.kind is ValueKind.MOMENT
    return (f"{item}_utc", f"{item}_offset") if is_moment else (item.value,)


def table_of(item: Item) -> str:
    return "sleeps" if item.description.is_of_sleep else "nights"


@pytest.fixture
def night(connection: apsw.Connection, clock: FakeClock) -> apsw.Connection:
    SqliteSleepLog(connection, clock).save(a_night())
    return connection


@pytest.mark.parametrize(("table", "items"), [("nights", NIGHT_ITEMS), ("sleeps", SLEEP_ITEMS)])
def test_every_column_of_the_log_is_described(
    connection: apsw.Connection, table: str, items: tuple[Item, ...]
) -> None:
    types = {name: type_ for _, name, type_, *_ in connection.execute(f"PRAGMA table_info({table})")}
    described = {column: item for item in items for column in columns_of(item)}

    assert set(types) == {*described, *_BESIDE[table], "created_utc", "modified_utc"}
    for column, item in described.items():
        assert types[column] == _TYPES.get(item.description.kind, "TEXT")


@each_case("item", Item)
def test_every_item_is_written_and_read(item: Item) -> None:
    shape = PART_TABLES["sleeps"] if item.description.is_of_sleep else NIGHTS_TABLE

    assert set(columns_of(item)) <= set(shape.columns)


@pytest.mark.parametrize("item", [item for item in Item if item.description.minimum is not None])
def test_the_log_takes_the_limits_of_an_item_and_nothing_below(night: apsw.Connection, item: Item) -> None:
    least, most = item.description.minimum, item.description.maximum
    assert least is not None
    assert most is not None
    night.execute(f"UPDATE {table_of(item)} SET {item} = ?", (least,))
    night.execute(f"UPDATE {table_of(item)} SET {item} = ?", (most,))

    with pytest.raises(apsw.ConstraintError):
        night.execute(f"UPDATE {table_of(item)} SET {item} = ?", (least - 1,))


@pytest.mark.parametrize("item", [item for item in NIGHT_ITEMS if item.description.kind is ValueKind.WHOLE])
def test_the_log_takes_nothing_above_the_end_of_a_scale(night: apsw.Connection, item: Item) -> None:
    assert item.description.maximum is not None

    with pytest.raises(apsw.ConstraintError):
        night.execute(f"UPDATE nights SET {item} = ?", (item.description.maximum + 1,))


@pytest.mark.parametrize("item", [item for item in Item if item.description.kind is ValueKind.WORD])
def test_the_log_takes_the_words_of_an_item_and_no_others(night: apsw.Connection, item: Item) -> None:
    for word in item.description.choices or ():
        night.execute(f"UPDATE nights SET {item} = ?", (str(word),))

    with pytest.raises(apsw.ConstraintError):
        night.execute(f"UPDATE nights SET {item} = 'perhaps'")
