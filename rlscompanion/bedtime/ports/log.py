"""What is kept of nights and sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from rlscompanion.domain.factor import Factor
    from rlscompanion.domain.medicine import IrlsTotal, LabResult, Medicine
    from rlscompanion.domain.moment import Moment
    from rlscompanion.domain.night import Night
    from rlscompanion.domain.night_summary import NightSummary
    from rlscompanion.domain.ratings import Ratings, RatingTime
    from rlscompanion.domain.routine import RoutineKind
    from rlscompanion.domain.safety import Screening
    from rlscompanion.domain.session_record import LeftOpen, RatedSession, SessionRecord
    from rlscompanion.domain.trial import Trial


class SleepLog(Protocol):
    """Where nights are kept. What `save` has returned from is on disk."""

    def nights(self, at_least: int | None = None, before: date | None = None) -> Sequence[Night]:
        """Nights with all they hold, the latest evening first.

        Of whole evenings: at least so many, or all; from the one before this evening on, or from the latest.
        """

    def night(self, night_id: UUID) -> Night | None:
        """The night with this id."""

    def night_of(self, evening: date) -> Night | None:
        """The night of this evening."""

    def open_night(self) -> Night | None:
        """The latest night whose diary is not saved yet."""

    def summaries(self, at_least: int | None = None, before: date | None = None) -> Sequence[NightSummary]:
        """What a list shows of the nights, in the order of `nights`."""

    def notes(self) -> Sequence[tuple[date, str]]:
        """The evening and the notes of each night that has some, the latest first."""

    def nights_between(self, first: date, last: date) -> Sequence[Night]:
        """The nights of these evenings and those between them, the latest first."""

    def whole(self) -> AbstractContextManager[None]:
        """One transaction for everything inside: nobody else writes meanwhile; all is kept or nothing."""

    def save(self, night: Night) -> None:
        """Write a night whole, new or changed. Its evening has no other night."""

    def remove(self, night_id: UUID) -> None:
        """Delete a night and all it holds; its sessions stay, in no night."""


class HealthRecord(Protocol):
    """What is kept beside the nights: own factors, medicines, results from elsewhere. Reads are whole lists;
    what the others have returned from is on disk."""

    def own_factors(self) -> Sequence[Factor]:
        """The person's own factors, by title."""

    def save_factor(self, factor: Factor) -> None:
        """Write an own factor, new or changed. Raises ValueError for one of the fixed set."""

    def medicines(self) -> Sequence[Medicine]:
        """Every medicine, those off the list among them, by name."""

    def save_medicine(self, medicine: Medicine) -> None:
        """Write a medicine, new or changed."""

    def lab_results(self) -> Sequence[LabResult]:
        """Every lab result, the latest first."""

    def save_lab_result(self, result: LabResult) -> None:
        """Write a lab result, new or changed."""

    def remove_lab_result(self, result_id: UUID) -> None:
        """Delete a lab result."""

    def irls_totals(self) -> Sequence[IrlsTotal]:
        """Every IRLS total scored elsewhere, the latest first."""

    def save_irls_total(self, total: IrlsTotal) -> None:
        """Write an IRLS total, new or changed."""

    def remove_irls_total(self, total_id: UUID) -> None:
        """Delete an IRLS total."""


class Trials(Protocol):
    """Where trials are kept. What `save` has returned from is on disk."""

    def all(self) -> Sequence[Trial]:
        """Every trial, the one begun last first."""

    def save(self, trial: Trial) -> None:
        """Write a trial, new or changed."""


class SessionLog(Protocol):
    """Where sessions and their ratings are kept. What these methods have returned from is on disk."""

    def save(self, record: SessionRecord) -> None:
        """Write a session whole, new or changed; a night it was given to stays unless another is named."""

    def latest(self) -> SessionRecord | None:
        """The session that was started last."""

    def left_open(self) -> Sequence[LeftOpen]:
        """The sessions without an end."""

    def rate(self, session_id: UUID, when: RatingTime, at: Moment, ratings: Ratings) -> None:
        """Write the ratings given before or after a session, replacing earlier ones of that time."""

    def ratings(self, session_id: UUID, when: RatingTime) -> Ratings:
        """The ratings given before or after a session; blank where none were."""

    def done(self, kind: RoutineKind) -> Sequence[Moment]:
        """When each session of this kind was started of which a segment was done, the earliest first.

        Breathing alone is none of them.
        """

    def breathed(self) -> Sequence[Moment]:
        """When each evening's session of breathing alone was started that was done, the earliest first."""

    def rated_both_times(self, kind: RoutineKind, limit: int | None) -> Sequence[RatedSession]:
        """The latest sessions of this kind that were rated both before and after, the latest first; all of
        them without a limit. Breathing alone is none of them."""

    def of_night(self, night_id: UUID) -> Sequence[SessionRecord]:
        """The sessions of a night."""

    def adopt(self, night_id: UUID, since: Moment, until: Moment) -> None:
        """Give the sessions started in this span (its end not in it), and in no night yet, to a night."""


class Screenings(Protocol):
    """Where answers to the health questions are kept. What `save` has returned from is on disk."""

    def standing(self) -> Screening | None:
        """The latest answers that stand until changed."""

    def of_latest_night(self) -> Screening | None:
        """The latest answers for one night alone, whichever night that was."""

    def save(self, screening: Screening) -> None:
        """Write a screening, new or changed; earlier ones are kept."""


class Preferences(Protocol):
    """Choices that are remembered, as short texts by key."""

    def get(self, key: str, default: str) -> str:
        """The remembered choice, or the default."""

    def set(self, key: str, value: str) -> None:
        """Remember a choice."""


class KeptPreferences(Preferences, Protocol):
    """The same, as the log keeps them; methods raise Refusal for the world's errors."""

    def all(self) -> Mapping[str, str]:
        """Every remembered choice by key."""
