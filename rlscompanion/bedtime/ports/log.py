"""Ports for storing nights, sessions, trials, health answers and preferences."""

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
    """Storage of nights. A night is on disk when `save` returns."""

    def nights(self, at_least: int | None = None, before: date | None = None) -> Sequence[Night]:
        """Complete nights, the latest evening first.

        Returns all nights, or at least `at_least` of them in whole evenings; only those before an evening, if
        given.
        """

    def night(self, night_id: UUID) -> Night | None:
        """The night with this id."""

    def night_of(self, evening: date) -> Night | None:
        """The night of this evening."""

    def open_night(self) -> Night | None:
        """The latest night whose diary is not saved yet."""

    def summaries(self, at_least: int | None = None, before: date | None = None) -> Sequence[NightSummary]:
        """Short forms of the nights for a list, in the order of `nights`."""

    def notes(self) -> Sequence[tuple[date, str]]:
        """The evening and the notes of each night with notes, the latest first."""

    def nights_between(self, first: date, last: date) -> Sequence[Night]:
        """The nights from one evening to another, both included, the latest first."""

    def whole(self) -> AbstractContextManager[None]:
        """One transaction with exclusive write access: everything inside is saved, or nothing."""

    def save(self, night: Night) -> None:
        """Write a whole night, new or changed. No other night may have its evening."""

    def remove(self, night_id: UUID) -> None:
        """Delete a night. Its sessions are kept, without a night."""


class HealthRecord(Protocol):
    """Records beside the nights: own factors, medicines, results from elsewhere. Reads return whole lists;
    writes are on disk when a method returns.
    """

    def own_factors(self) -> Sequence[Factor]:
        """The person's own factors, by title."""

    def save_factor(self, factor: Factor) -> None:
        """Write an own factor, new or changed. Raises ValueError for one of the fixed set."""

    def medicines(self) -> Sequence[Medicine]:
        """All medicines by name, including those no longer listed."""

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
    """Storage of trials. A trial is on disk when `save` returns."""

    def all(self) -> Sequence[Trial]:
        """All trials, the latest first."""

    def save(self, trial: Trial) -> None:
        """Write a trial, new or changed."""


class SessionLog(Protocol):
    """Storage of sessions and their ratings. Changes are on disk when a method returns."""

    def save(self, record: SessionRecord) -> None:
        """Write a whole session, new or changed; it keeps its night unless another is named."""

    def latest(self) -> SessionRecord | None:
        """The session that started last."""

    def left_open(self) -> Sequence[LeftOpen]:
        """Sessions that were never ended."""

    def rate(self, session_id: UUID, when: RatingTime, at: Moment, ratings: Ratings) -> None:
        """Write the ratings given before or after a session, replacing earlier ones of that time."""

    def ratings(self, session_id: UUID, when: RatingTime) -> Ratings:
        """The ratings given before or after a session; blank if there are none."""

    def done(self, kind: RoutineKind) -> Sequence[Moment]:
        """Start times of sessions of this kind with at least one segment done, the earliest first.

        Sessions of breathing only are left out.
        """

    def breathed(self) -> Sequence[Moment]:
        """Start times of completed breathing-only sessions, the earliest first."""

    def rated_both_times(self, kind: RoutineKind, limit: int | None) -> Sequence[RatedSession]:
        """Sessions of this kind rated both before and after, the latest first; at most `limit`, or all.

        Sessions of breathing only are left out.
        """

    def of_night(self, night_id: UUID) -> Sequence[SessionRecord]:
        """The sessions of a night."""

    def adopt(self, night_id: UUID, since: Moment, until: Moment) -> None:
        """Assign to a night the sessions without a night that started in this span (its end excluded)."""


class Screenings(Protocol):
    """Storage of answers to the health questions. Answers are on disk when `save` returns."""

    def standing(self) -> Screening | None:
        """The latest answers that hold until they are changed."""

    def of_latest_night(self) -> Screening | None:
        """The latest answers given for a single night."""

    def save(self, screening: Screening) -> None:
        """Write a screening, new or changed; earlier ones are kept."""


class Preferences(Protocol):
    """Remembered choices, stored as short texts by key."""

    def get(self, key: str, default: str) -> str:
        """The remembered choice, or the default."""

    def set(self, key: str, value: str) -> None:
        """Remember a choice."""


class KeptPreferences(Preferences, Protocol):
    """Preferences stored in the log; methods raise Refusal if the log cannot be read or written."""

    def all(self) -> Mapping[str, str]:
        """Every remembered choice by key."""
