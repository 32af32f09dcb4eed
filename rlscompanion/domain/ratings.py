"""The person's ratings from 0 to 10, given before and after a session."""

from dataclasses import dataclass
from enum import StrEnum

from rlscompanion.domain.named_word import NamedWord

LOWEST_RATING, HIGHEST_RATING = 0, 10


class Scale(NamedWord):
    """What a rating from 0 to 10 is about: the urge to move, muscle tension, pain or stress.

    The name of a member in small letters is the member's field in `Ratings`.
    """

    URGE = "urge_to_move", "Urge to move"
    TENSION = "muscle_tension", "Muscle tension"
    PAIN = "pain", "Pain"
    STRESS = "stress", "Stress"


SCALE_TITLES = {scale: scale.display_name for scale in Scale}


class RatingTime(StrEnum):
    """Whether a rating was given before or after a session."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Ratings:
    """The ratings on the four scales, given at one time; None where the person skipped a scale."""

    urge: int | None = None
    tension: int | None = None
    pain: int | None = None
    stress: int | None = None

    def __post_init__(self) -> None:
        for scale in Scale:
            value = self.value(scale)
            if value is not None and not LOWEST_RATING <= value <= HIGHEST_RATING:
                raise ValueError(f"{SCALE_TITLES[scale]}: a rating lies between 0 and 10, not at {value}")

    def value(self, scale: Scale) -> int | None:
        """The rating on one scale; None if the person skipped the scale."""
        value: int | None = getattr(self, scale.name.lower())
        return value

    @property
    def is_blank(self) -> bool:
        """Whether the person skipped every scale."""
        return all(self.value(scale) is None for scale in Scale)


def ratings_of(values: dict[Scale, int | None]) -> Ratings:
    """Make ratings from values by scale; scales that are missing count as skipped."""
    return Ratings(**{scale.name.lower(): value for scale, value in values.items()})
