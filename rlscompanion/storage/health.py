"""Own factors, medicines, lab results and IRLS totals in the log file."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import apsw

from rlscompanion.domain.factor import Factor
from rlscompanion.domain.medicine import IrlsTotal, LabResult, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.storage.database import Value, reading, rows, transaction, upsert

_FACTOR_COLUMNS = ("id", "title", "unit")
_MEDICINE_COLUMNS = ("id", "name", "unit", "is_dopaminergic", "is_listed")
_LAB_COLUMNS = ("id", "on_date", "ferritin", "transferrin_saturation")
_IRLS_COLUMNS = ("id", "on_date", "total")


class SqliteHealthRecord:
    """What is kept beside the nights, on disk when a method returns; the world's errors raise Refusal."""

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment]) -> None:
        self._connection = connection
        self._now = now

    def own_factors(self) -> Sequence[Factor]:
        """The person's own factors, by title."""
        return [Factor(*row) for row in self._rows("factors", _FACTOR_COLUMNS, "title COLLATE NOCASE, id")]

    def save_factor(self, factor: Factor) -> None:
        """Write an own factor. Raises ValueError for one of the fixed set."""
        UUID(factor.key)
        self._write("factors", _FACTOR_COLUMNS, (factor.key, factor.title, factor.unit))

    def medicines(self) -> Sequence[Medicine]:
        """Every medicine, those off the list among them, by name."""
        found = self._rows("medicines", _MEDICINE_COLUMNS, "name COLLATE NOCASE, id")
        return [
            Medicine(UUID(each), name, unit, bool(dopaminergic), bool(listed))
            for each, name, unit, dopaminergic, listed in found
        ]

    def save_medicine(self, medicine: Medicine) -> None:
        """Write a medicine."""
        self._write(
            "medicines",
            _MEDICINE_COLUMNS,
            (
                *(str(medicine.id), medicine.name, medicine.unit),
                *(int(medicine.is_dopaminergic), int(medicine.is_listed)),
            ),
        )

    def lab_results(self) -> Sequence[LabResult]:
        """Every lab result, the latest first."""
        return [
            LabResult(UUID(each), date.fromisoformat(on), ferritin, saturation)
            for each, on, ferritin, saturation in self._rows("lab_results", _LAB_COLUMNS, "on_date DESC, id")
        ]

    def save_lab_result(self, result: LabResult) -> None:
        """Write a lab result."""
        self._write(
            "lab_results",
            _LAB_COLUMNS,
            (str(result.id), result.on.isoformat(), result.ferritin, result.transferrin_saturation),
        )

    def remove_lab_result(self, result_id: UUID) -> None:
        """Delete a lab result."""
        self._remove("lab_results", result_id)

    def irls_totals(self) -> Sequence[IrlsTotal]:
        """Every IRLS total, the latest first."""
        return [
            IrlsTotal(UUID(each), date.fromisoformat(on), total)
            for each, on, total in self._rows("irls_totals", _IRLS_COLUMNS, "on_date DESC, id")
        ]

    def save_irls_total(self, total: IrlsTotal) -> None:
        """Write an IRLS total."""
        self._write("irls_totals", _IRLS_COLUMNS, (str(total.id), total.on.isoformat(), total.total))

    def remove_irls_total(self, total_id: UUID) -> None:
        """Delete an IRLS total."""
        self._remove("irls_totals", total_id)

    def _rows(self, table: str, columns: Sequence[str], order: str) -> list[tuple[Any, ...]]:
        with reading(self._connection):
            return rows(self._connection, f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}")

    def _write(self, table: str, columns: Sequence[str], row: tuple[Value, ...]) -> None:
        now = self._now().utc
        with transaction(self._connection):
            self._connection.execute(upsert(table, columns, ("id",)), (*row, now, now))

    def _remove(self, table: str, row_id: UUID) -> None:
        with transaction(self._connection):
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (str(row_id),))
