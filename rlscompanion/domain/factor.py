"""Factors: what may affect the next night, such as caffeine, and the diary's answers about factors.

The fixed factors come from the project's summary of the clinical literature; people add factors of their own.
"""

from dataclasses import dataclass
from uuid import UUID

from rlscompanion.domain.moment import Moment


@dataclass(frozen=True)
class Factor:
    """Something in the day that may affect the night, such as caffeine or exercise.

    `key` is a word for a fixed factor, and a UUID as text for a factor that the person added. `unit` is what
    is counted, such as "cups" or "minutes"; it is empty for a factor that is only present or absent.
    """

    key: str
    title: str
    unit: str = ""

    @property
    def display_name(self) -> str:
        """The factor's name on the screen; files use `title`."""
        return _PLAIN_NAMES_BY_KEY.get(self.key, self.title)


_PLAIN_NAMES_BY_KEY = {"sedating_antihistamine": "Antihistamine that makes you drowsy"}

FIXED_FACTORS: tuple[Factor, ...] = (
    Factor("caffeine", "Caffeine", "cups"),
    Factor("alcohol", "Alcohol", "drinks"),
    Factor("nicotine", "Nicotine", "times"),
    Factor("exercise", "Exercise", "minutes"),
    Factor("long_sitting", "Long sitting", "hours"),
    Factor("sedating_antihistamine", "Sedating antihistamine"),
    Factor("warm_bath_or_heat", "Warm bath or heat"),
    Factor("cooling", "Cold shower or cold pack"),
)


@dataclass(frozen=True)
class FactorNote:
    """The diary's answer about one factor; a factor without an answer is unknown, never absent.

    `amount` is in the factor's unit. `last_at` is the latest time, such as the time of the last cup of
    coffee. `amount` and `last_at` are None if not given.
    """

    id: UUID
    factor: str
    present: bool
    amount: float | None = None
    last_at: Moment | None = None

    def __post_init__(self) -> None:
        if self.amount is not None and not 0 <= self.amount <= 10_000:
            raise ValueError("an amount lies between 0 and 10,000")
