"""Ports for the log: nights, health records, trials, sessions, health answers and preferences."""

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
    from rlscompanion.domain.session_record import RatedSession, SessionRecord, UnendedSession
    from rlscompanion.domain.trial import Trial


class SleepLog(Protocol):
    """Storage of nights (diary entries) in the log. A night is on disk when `save` returns."""

    def nights(self, at_least: int | None = None, before: date | None = None) -> Sequence[Night]:
        """Complete nights, the latest first: all nights or, to read in batches, at least `at_least` nights.

        If `before` is given, only nights of earlier evenings.
        """

    def night(self, night_id: UUID) -> Night | None:
        """The night with this id; None if there is none."""

    def night_of(self, evening: date) -> Night | None:
        """The night of this evening; None if there is none."""

    def unfinished_night(self) -> Night | None:
        """The latest night whose diary is not saved yet; None if there is none."""

    def summaries(self, at_least: int | None = None, before: date | None = None) -> Sequence[NightSummary]:
        """Short forms of nights, for a list; arguments and order are as for `nights`."""

    def notes(self) -> Sequence[tuple[date, str]]:
        """The evening and the notes of each night that has notes, the latest first."""

    def nights_between(self, first: date, last: date) -> Sequence[Night]:
        """The nights from one evening to another, both included, the latest first."""

    def transaction(self) -> AbstractContextManager[None]:
        """Open a context for one transaction: everything written inside is saved, or nothing.

        No other process can write to the log meanwhile.
        """

    def save(self, night: Night) -> None:
        """Write a whole night, new or changed. No other night may have the same evening."""

    def remove(self, night_id: UUID) -> None:
        """Delete the night with this id. Its sessions are kept, without a night."""


class HealthRecord(Protocol):
    """Storage of health records beside the nights: own factors, medicines, and results from elsewhere.

    Reads return whole lists; writes are on disk when a method returns.
    """

    def own_factors(self) -> Sequence[Factor]:
        """The factors that the person added, sorted by title."""

    def save_factor(self, factor: Factor) -> None:
        """Write a factor that the person added or changed.

        Raises ValueError for one of the factors that every diary has.
        """

    def medicines(self) -> Sequence[Medicine]:
        """All medicines, sorted by name, including those no longer taken."""

    def save_medicine(self, medicine: Medicine) -> None:
        """Write a new or changed medicine."""

    def lab_results(self) -> Sequence[LabResult]:
        """All results of blood tests, the latest first."""

    def save_lab_result(self, result: LabResult) -> None:
        """Write a new or changed result of a blood test."""

    def remove_lab_result(self, result_id: UUID) -> None:
        """Delete the blood test result with this id."""

    def irls_totals(self) -> Sequence[IrlsTotal]:
        """All totals of the IRLS questionnaire scored elsewhere, the latest first."""

    def save_irls_total(self, total: IrlsTotal) -> None:
        """Write a new or changed total of the IRLS questionnaire."""

    def remove_irls_total(self, total_id: UUID) -> None:
        """Delete the IRLS total with this id."""


class Trials(Protocol):
    """Storage of massage trials in the log. A trial is on disk when `save` returns."""

    def all_trials(self) -> Sequence[Trial]:
        """All trials, the latest first."""

    def save(self, trial: Trial) -> None:
        """Write a new or changed trial."""


class SessionLog(Protocol):
    """Storage of massage sessions and their ratings. Changes are on disk when a method returns."""

    def save(self, record: SessionRecord) -> None:
        """Write a whole session, new or changed.

        If `record` names no night, but the stored session belongs to a night, the session stays with this
        night.
        """

    def latest(self) -> SessionRecord | None:
        """The session that started last; None if there is none."""

    def unended_sessions(self) -> Sequence[UnendedSession]:
        """The sessions without an end: running, interrupted, or left open when the program was killed."""

    def save_ratings(self, session_id: UUID, when: RatingTime, at: Moment, ratings: Ratings) -> None:
        """Write the ratings given at the moment `at`, before or after a session (`when`).

        The new ratings replace earlier ratings of this session at this time.
        """

    def ratings(self, session_id: UUID, when: RatingTime) -> Ratings:
        """The ratings given before or after a session (`when`); blank if there are none."""

    def start_times(self, kind: RoutineKind) -> Sequence[Moment]:
        """The start times of sessions of this kind, the earliest first.

        Sessions without a finished segment, and sessions that were only breathing, are left out.
        """

    def breathing_start_times(self) -> Sequence[Moment]:
        """The start times of evening sessions that were only breathing, the earliest first.

        Sessions without a finished segment are left out.
        """

    def rated_before_and_after(self, kind: RoutineKind, limit: int | None) -> Sequence[RatedSession]:
        """The sessions of this kind that were rated both before and after, the latest first.

        At most `limit` sessions, or all for None. Sessions that were only breathing are left out.
        """

    def sessions_of_night(self, night_id: UUID) -> Sequence[SessionRecord]:
        """The sessions that belong to the night with this id."""

    def assign_to_night(self, night_id: UUID, since: Moment, until: Moment) -> None:
        """Assign to a night all sessions in a period that belong to no night yet.

        These are sessions that started at `since` or later, and before `until`.
        """


class Screenings(Protocol):
    """Storage of the answers to the health questions. Answers are on disk when `save` returns."""

    def latest_lasting(self) -> Screening | None:
        """The latest answers that hold until they are changed; None if there are none."""

    def latest_for_one_night(self) -> Screening | None:
        """The latest answers that hold for a single night only; None if there are none."""

    def save(self, screening: Screening) -> None:
        """Write one set of answers, new or changed; earlier sets of answers are kept."""


class Preferences(Protocol):
    """The remembered settings of the program, as short texts by key."""

    def get(self, key: str, default: str) -> str:
        """The stored text of a setting, or the default."""

    def set(self, key: str, value: str) -> None:
        """Store the text of a setting."""


class StoredPreferences(Preferences, Protocol):
    """Settings stored in the log; its methods raise Refusal if the log cannot be read or written."""

    def all_texts(self) -> Mapping[str, str]:
        """The stored texts of all settings, by key."""
