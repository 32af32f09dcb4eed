"""Health records in the sleep log that belong to no single night.

These are medicines, lab results, IRLS totals (a score of severity), and diary factors that the person has
added.
"""

from collections.abc import Sequence
from uuid import UUID

from rlscompanion.domain.factor import Factor
from rlscompanion.domain.medicine import IrlsTotal, LabResult, Medicine
from rlscompanion.storage.part import LogPart
from rlscompanion.storage.table_mapping import TableMapping

_FACTORS = TableMapping("factors", Factor, key="id")
_MEDICINES = TableMapping("medicines", Medicine)
_LAB_RESULTS = TableMapping("lab_results", LabResult, on="on_date")
_IRLS_TOTALS = TableMapping("irls_totals", IrlsTotal, on="on_date")


class SqliteHealthRecord(LogPart):
    """Reads and writes the health records in the sleep log that belong to no single night.

    The records are medicines, lab results, IRLS totals, and diary factors that the person has added. The IRLS
    is the severity scale of the International RLS Study Group.
    """

    def own_factors(self) -> Sequence[Factor]:
        """The factors that the person has added to the diary, sorted by title.

        A factor is something that may affect sleep, such as a late meal.
        """
        return self._read_all(_FACTORS, "ORDER BY title COLLATE NOCASE, id")

    def save_factor(self, factor: Factor) -> None:
        """Write a factor that the person has added. Raises ValueError for a factor that every diary has."""
        UUID(factor.key)
        self._write_row(_FACTORS, factor)

    def medicines(self) -> Sequence[Medicine]:
        """Every medicine, sorted by name, including those that the person no longer takes."""
        return self._read_all(_MEDICINES, "ORDER BY name COLLATE NOCASE, id")

    def save_medicine(self, medicine: Medicine) -> None:
        """Write a new or changed medicine."""
        self._write_row(_MEDICINES, medicine)

    def lab_results(self) -> Sequence[LabResult]:
        """Every lab result, the latest first."""
        return self._read_all(_LAB_RESULTS, "ORDER BY on_date DESC, id")

    def save_lab_result(self, result: LabResult) -> None:
        """Write a new or changed lab result."""
        self._write_row(_LAB_RESULTS, result)

    def remove_lab_result(self, result_id: UUID) -> None:
        """Delete the lab result with this id."""
        self._execute("DELETE FROM lab_results WHERE id = ?", (str(result_id),))

    def irls_totals(self) -> Sequence[IrlsTotal]:
        """Every IRLS total, the latest first."""
        return self._read_all(_IRLS_TOTALS, "ORDER BY on_date DESC, id")

    def save_irls_total(self, total: IrlsTotal) -> None:
        """Write a new or changed IRLS total."""
        self._write_row(_IRLS_TOTALS, total)

    def remove_irls_total(self, total_id: UUID) -> None:
        """Delete the IRLS total with this id."""
        self._execute("DELETE FROM irls_totals WHERE id = ?", (str(total_id),))
