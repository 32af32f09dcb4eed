"""Factors: what may affect the next night, such as caffeine, and the diary's answers about them.

The fixed set comes from the project's summary of the clinical literature; people add their own.
"""

from dataclasses import dataclass
from uuid import UUID

from rlscompanion.domain.moment import Moment


@dataclass(frozen=True)
class Factor:
    """Something in the day that may affect the night, such as caffeine or exercise.

    `key` is a word of the fixed set or, for a factor that the person added, its UUID as text. `unit` is what
    is counted ("cups", "minutes"); it is empty for a factor that is only present or absent.
    """

    key: str
    title: str
    unit: str = ""

    @property
    def shown(self) -> str:
        """The factor's name on the screen; `title` is its name in files."""
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
    """The diary's answer about one factor. A factor without an answer is unknown, never absent.

    `amount` is in the factor's unit, and `last_at` is the time of the last one, such as the last cup of
    coffee; both are None if not given.
    """

    id: UUID
    factor: str
    present: bool
    amount: float | None = None
    last_at: Moment | None = None

    def __post_init__(self) -> None:
        if self.amount is not None and not 0 <= self.amount <= 10_000:
            raise ValueError("an amount lies between 0 and 10,000")
