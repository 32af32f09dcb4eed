"""Own factors, medicines, lab results and IRLS totals in the log file."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

import apsw

from rlscompanion.domain.factor import Factor
from rlscompanion.domain.medicine import IrlsTotal, LabResult, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.storage.database import reading, rows, transaction, upsert
from rlscompanion.storage.shapes import Shape

_FACTORS = Shape("factors", Factor, key="id")
_MEDICINES = Shape("medicines", Medicine)
_LAB_RESULTS = Shape("lab_results", LabResult, on="on_date")
_IRLS_TOTALS = Shape("irls_totals", IrlsTotal, on="on_date")

_T = TypeVar("_T")


class SqliteHealthRecord:
    """What is kept beside the nights, on disk when a method returns; the world's errors raise Refusal."""

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment]) -> None:
        self._connection = connection
        self._now = now

    def own_factors(self) -> Sequence[Factor]:
        """The person's own factors, by title."""
        return self._all(_FACTORS, "title COLLATE NOCASE, id")

    def save_factor(self, factor: Factor) -> None:
        """Write an own factor. Raises ValueError for one of the fixed set."""
        UUID(factor.key)
        self._write(_FACTORS, factor)

    def medicines(self) -> Sequence[Medicine]:
        """Every medicine, those off the list among them, by name."""
        return self._all(_MEDICINES, "name COLLATE NOCASE, id")

    def save_medicine(self, medicine: Medicine) -> None:
        """Write a medicine."""
        self._write(_MEDICINES, medicine)

    def lab_results(self) -> Sequence[LabResult]:
        """Every lab result, the latest first."""
        return self._all(_LAB_RESULTS, "on_date DESC, id")

    def save_lab_result(self, result: LabResult) -> None:
        """Write a lab result."""
        self._write(_LAB_RESULTS, result)

    def remove_lab_result(self, result_id: UUID) -> None:
        """Delete a lab result."""
        self._remove("lab_results", result_id)

    def irls_totals(self) -> Sequence[IrlsTotal]:
        """Every IRLS total, the latest first."""
        return self._all(_IRLS_TOTALS, "on_date DESC, id")

    def save_irls_total(self, total: IrlsTotal) -> None:
        """Write an IRLS total."""
        self._write(_IRLS_TOTALS, total)

    def remove_irls_total(self, total_id: UUID) -> None:
        """Delete an IRLS total."""
        self._remove("irls_totals", total_id)

    def _all(self, shape: Shape[_T], order: str) -> list[_T]:
        with reading(self._connection):
            query = f"SELECT {', '.join(shape.columns)} FROM {shape.table} ORDER BY {order}"
            return shape.read(rows(self._connection, query))

    def _write(self, shape: Shape[_T], value: _T) -> None:
        now = self._now().utc
        with transaction(self._connection):
            write = upsert(shape.table, shape.columns, ("id",))
            self._connection.execute(write, (*shape.row(value), now, now))

    def _remove(self, table: str, row_id: UUID) -> None:
        with transaction(self._connection):
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (str(row_id),))
