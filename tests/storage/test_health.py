"""Own factors, medicines and results: kept whole, found again, and refused where they make no sense."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.factor import FIXED_FACTORS, Factor, FactorNote
from rlscompanion.domain.medicine import Dose, IrlsTotal, LabResult, Medicine
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.cases import each_case

from .samples import FakeClock, a_night
from .strategies import REPEATABLE

TABLET = Medicine(UUID(int=1), "Evening tablet", "mg", is_dopaminergic=True)
DROPS = Medicine(UUID(int=2), "drops", "drops")


@pytest.fixture
def record(connection: apsw.Connection, clock: FakeClock) -> SqliteHealthRecord:
    return SqliteHealthRecord(connection, clock)


def test_medicines_come_by_name_and_change_in_place(record: SqliteHealthRecord) -> None:
    record.save_medicine(TABLET)
    record.save_medicine(DROPS)
    record.save_medicine(replace(TABLET, is_dopaminergic=False, is_listed=False))

    assert list(record.medicines()) == [DROPS, replace(TABLET, is_dopaminergic=False, is_listed=False)]


def test_a_dose_needs_its_medicine(
    record: SqliteHealthRecord, connection: apsw.Connection, clock: FakeClock
) -> None:
    log = SqliteSleepLog(connection, clock)
    night = replace(a_night(), doses=(Dose(UUID(int=9), TABLET.id, 0.25),))

    with pytest.raises(apsw.ConstraintError):
        log.save(night)
    record.save_medicine(TABLET)
    log.save(night)

    assert log.night(night.id) == night


def test_own_factors_are_kept_and_the_fixed_ones_are_not_overwritten(record: SqliteHealthRecord) -> None:
    tea = Factor(str(UUID(int=5)), "Herbal tea", "cups")
    record.save_factor(tea)

    assert list(record.own_factors()) == [tea]
    with pytest.raises(ValueError, match="UUID"):
        record.save_factor(FIXED_FACTORS[0])


@REPEATABLE
@given(
    st.lists(
        st.builds(
            LabResult,
            id=st.uuids(),
            on=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
            ferritin=st.floats(0, 100_000),
            transferrin_saturation=st.none() | st.floats(0, 100),
        ),
        max_size=4,
        unique_by=lambda each: each.id,
    )
)
def test_lab_results_come_back_the_latest_first(
    connection: apsw.Connection, record: SqliteHealthRecord, results: list[LabResult]
) -> None:
    connection.execute("DELETE FROM lab_results")
    for result in results:
        record.save_lab_result(result)

    kept = list(record.lab_results())
    assert sorted(kept, key=lambda each: each.id) == sorted(results, key=lambda each: each.id)
    assert [each.on for each in kept] == sorted((each.on for each in results), reverse=True)


def test_results_can_be_taken_back(record: SqliteHealthRecord) -> None:
    lab, irls = LabResult(UUID(int=1), date(2026, 2, 28), 42.0), IrlsTotal(UUID(int=2), date(2026, 3, 1), 24)
    record.save_lab_result(lab)
    record.save_irls_total(irls)
    assert (list(record.lab_results()), list(record.irls_totals())) == ([lab], [irls])

    record.remove_lab_result(lab.id)
    record.remove_irls_total(irls.id)

    assert (list(record.lab_results()), list(record.irls_totals())) == ([], [])


@each_case(
    ("make", "words"),
    [
        (lambda: IrlsTotal(UUID(int=1), date(2026, 1, 1), 41), "0 and 40"),
        (lambda: LabResult(UUID(int=1), date(2026, 1, 1)), "at least one"),
        (lambda: LabResult(UUID(int=1), date(2026, 1, 1), -1.0), "ferritin"),
        (lambda: LabResult(UUID(int=1), date(2026, 1, 1), None, 101.0), "saturation"),
        (lambda: Medicine(UUID(int=1), "  "), "name"),
        (lambda: Dose(UUID(int=1), UUID(int=2), 0.0), "more than 0"),
        (lambda: FactorNote(UUID(int=1), "caffeine", True, -1.0), "between 0"),
    ],
)
def test_what_makes_no_sense_cannot_be_made(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()
