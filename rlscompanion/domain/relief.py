"""How ratings change from before to after a massage session: counts and medians, never causes.

People massage on bad nights, and a bad hour improves by itself, so a change is not an effect of the massage.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from rlscompanion.domain.ratings import Scale
from rlscompanion.domain.session_record import RatedSession

MAX_SESSIONS_IN_MEDIAN = 12
"""The most rated sessions from which a median is taken; the latest sessions are used."""

MIN_SESSIONS_FOR_MEDIAN = 5
"""The fewest rated sessions for a median."""

HIGH_RATINGS_FALL_SENTENCE = "High ratings tend to fall by themselves."
"""The sentence on regression to the mean; it is shown with every change from before to after."""

START_A_TRIAL_SENTENCE = (
    "To find out whether massage helps you, press “Does massage help me?” and start a trial."
)
"""The suggestion to start a trial, shown with comparisons of past nights and as a next step."""


@dataclass(frozen=True)
class RatingChange:
    """The ratings on one scale before and after the same session."""

    scale: Scale
    before: int
    after: int

    @property
    def difference(self) -> int:
        """The rating after the session minus the rating before; negative means relief."""
        return self.after - self.before


@dataclass(frozen=True)
class Relief:
    """The median change on one scale, over the latest sessions that were rated before and after.

    `session_count` is the number of these sessions. `median_change` is None for fewer than
    MIN_SESSIONS_FOR_MEDIAN sessions.
    """

    scale: Scale
    session_count: int
    median_change: float | None


def rating_changes(rated: RatedSession) -> tuple[RatingChange, ...]:
    """The changes in one session: one for each scale rated before and after, in the order of the scales."""
    return tuple(change for scale in Scale if (change := _rating_change(rated, scale)) is not None)


def median_relief(rated: Sequence[RatedSession], scale: Scale) -> Relief:
    """The median change on one scale over the latest rated sessions, MAX_SESSIONS_IN_MEDIAN at most.

    `rated` has the latest session first.
    """
    latest = list(islice(_known_differences(rated, scale), MAX_SESSIONS_IN_MEDIAN))
    return Relief(scale, len(latest), median_change(latest))


def rating_differences(rated: Iterable[RatedSession], scale: Scale) -> list[int]:
    """The rating after minus the rating before, for each session with both ratings on a scale, in order."""
    return list(_known_differences(rated, scale))


def median_change(changes: Sequence[int]) -> float | None:
    """The median of these changes; None if there are fewer than MIN_SESSIONS_FOR_MEDIAN."""
    return float(median(changes)) if len(changes) >= MIN_SESSIONS_FOR_MEDIAN else None


def group_sessions_by_routine(rated: Sequence[RatedSession]) -> dict[str, list[RatedSession]]:
    """Rated sessions grouped by the routine's title, and by whether a helper massaged.

    The shortest routine comes first: a routine's minutes are the number at the start of its title. Titles
    without a number follow in alphabetical order.
    """
    found: dict[str, list[RatedSession]] = {}
    for each in rated:
        title = f"{each.routine_title}, with a helper" if each.by_helper else each.routine_title
        found.setdefault(title, []).append(each)
    return {title: found[title] for title in sorted(found, key=_minutes_sort_key)}


def _minutes_sort_key(title: str) -> tuple[int, str]:
    begins = re.match(r"\d{1,3}\b", title)
    return (int(begins[0]) if begins else 1000), title


def _known_differences(rated: Iterable[RatedSession], scale: Scale) -> Iterator[int]:
    return (change.difference for each in rated if (change := _rating_change(each, scale)) is not None)


def _rating_change(rated: RatedSession, scale: Scale) -> RatingChange | None:
    before, after = rated.ratings_before.value(scale), rated.ratings_after.value(scale)
    return None if before is None or after is None else RatingChange(scale, before, after)
