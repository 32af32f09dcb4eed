"""Ratings: how it feels, 0 to 10, before and after a session."""

from dataclasses import dataclass
from enum import StrEnum

LOWEST, HIGHEST = 0, 10


class Scale(StrEnum):
    """What a rating asks about."""

    URGE = "urge_to_move"
    TENSION = "muscle_tension"
    PAIN = "pain"
    STRESS = "stress"


SCALE_TITLES: dict[Scale, str] = {
    Scale.URGE: "Urge to move",
    Scale.TENSION: "Muscle tension",
    Scale.PAIN: "Pain",
    Scale.STRESS: "Stress",
}


class RatingTime(StrEnum):
    """On which side of a session a rating stands."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Ratings:
    """The four ratings of one moment; None where a scale was skipped."""

    urge: int | None = None
    tension: int | None = None
    pain: int | None = None
    stress: int | None = None

    def __post_init__(self) -> None:
        for scale in Scale:
            value = self.value(scale)
            if value is not None and not LOWEST <= value <= HIGHEST:
                raise ValueError(f"{SCALE_TITLES[scale]}: a rating lies between 0 and 10, not at {value}")

    def value(self, scale: Scale) -> int | None:
        """The rating on one scale."""
        return {
            Scale.URGE: self.urge,
            Scale.TENSION: self.tension,
            Scale.PAIN: self.pain,
            Scale.STRESS: self.stress,
        }[scale]

    @property
    def is_blank(self) -> bool:
        """Whether every scale was skipped."""
        return all(self.value(scale) is None for scale in Scale)


def ratings_of(values: dict[Scale, int | None]) -> Ratings:
    """Ratings from values by scale; a scale not named is blank."""
    return Ratings(
        urge=values.get(Scale.URGE),
        tension=values.get(Scale.TENSION),
        pain=values.get(Scale.PAIN),
        stress=values.get(Scale.STRESS),
    )
