"""Medicines, doses, and results of tests made elsewhere; stored and shown, never judged."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rlscompanion.domain.moment import Moment

IRLS_SEVERITY_BANDS = ((1, 10), (11, 20), (21, 30), (31, 40))
"""The severity bands of an IRLS total (0 to 40): the lowest and highest total of each band.

IRLS is a questionnaire on restless legs that is scored elsewhere; its questions are not part of the app.
"""


@dataclass(frozen=True)
class Medicine:
    """One of the person's medicines; the person marks whether the medicine `is_dopaminergic`.

    With `is_listed` False, the medicine is no longer taken: it is hidden from the list, but kept for its
    doses.
    """

    id: UUID
    name: str
    unit: str = "mg"
    is_dopaminergic: bool = False
    is_listed: bool = True

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a medicine has a name")


@dataclass(frozen=True)
class Dose:
    """One dose of a medicine: amount, unit and moment; amount and moment are None if not given."""

    id: UUID
    medicine_id: UUID
    amount: float | None = None
    unit: str = "mg"
    at: Moment | None = None

    def __post_init__(self) -> None:
        if self.amount is not None and not 0 < self.amount <= 100_000:
            raise ValueError("an amount is more than 0 and at most 100,000")


@dataclass(frozen=True)
class LabResult:
    """The result of a blood test on a date: ferritin, transferrin saturation, or both.

    Ferritin is in ng/mL (the same as µg/L), transferrin saturation in percent.
    """

    id: UUID
    on: date
    ferritin: float | None = None
    transferrin_saturation: float | None = None

    def __post_init__(self) -> None:
        if self.ferritin is None and self.transferrin_saturation is None:
            raise ValueError("a lab result holds at least one value")
        if self.ferritin is not None and not 0 <= self.ferritin <= 100_000:
            raise ValueError("ferritin lies between 0 and 100,000 ng/mL")
        if self.transferrin_saturation is not None and not 0 <= self.transferrin_saturation <= 100:
            raise ValueError("transferrin saturation lies between 0 and 100 percent")


@dataclass(frozen=True)
class IrlsTotal:
    """A total (0 to 40) of the IRLS, a questionnaire on the severity of restless legs, scored elsewhere."""

    id: UUID
    on: date
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.total <= 40:
            raise ValueError("an IRLS total lies between 0 and 40")


def irls_band(total: int) -> tuple[int, int] | None:
    """The lowest and highest total of the severity band to which an IRLS total belongs; None for 0."""
    return next(((low, high) for low, high in IRLS_SEVERITY_BANDS if low <= total <= high), None)
