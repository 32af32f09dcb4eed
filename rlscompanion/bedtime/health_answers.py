"""The answers to the health questions, and the massage that they allow tonight."""

from collections.abc import Callable, Iterable, Set
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.bedtime.ports import Clock, Preferences, Screenings
from rlscompanion.bedtime.preferences import DOCTOR_QUESTIONS_ANSWERED
from rlscompanion.domain import safe_routine, safety
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.routine import Routine
from rlscompanion.domain.safe_routine import AdaptedRoutine
from rlscompanion.domain.safety import (
    FINDING_WORDINGS,
    Finding,
    FindingGroup,
    MissingAnswer,
    Screening,
    Verdict,
)


class HealthAnswers(QObject):
    """Keeps the answers to the health questions: lasting answers, and answers for tonight only.

    New answers apply at once, even before they are written to the log.
    """

    changed = Signal()

    def __init__(
        self,
        clock: Clock,
        screenings: Screenings,
        pending: PendingWrites,
        preferences: Preferences,
        new_id: Callable[[], UUID] = uuid4,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._screenings = screenings
        self._pending = pending
        self._preferences = preferences
        self._new_id = new_id
        self._standing = screenings.latest_lasting()
        self._of_a_night = screenings.latest_for_one_night()

    @property
    def lasting_answers(self) -> Screening | None:
        """The answers that hold on all nights until they are changed; None if never answered."""
        return self._standing

    @property
    def tonight_only_answers(self) -> Screening | None:
        """The answers for tonight only; None if none were given."""
        kept = self._of_a_night
        return kept if kept is not None and kept.evening == evening_of(self._clock.now()) else None

    @property
    def answers_for_earlier_night(self) -> Screening | None:
        """The latest answers that were for one earlier night only; None if tonight has answers of its own."""
        return None if self.tonight_only_answers is not None else self._of_a_night

    @property
    def verdict(self) -> Verdict:
        """How much massage the present answers allow, and why."""
        return safety.judge_safety(
            self.lasting_answers, self.tonight_only_answers, self.answers_for_earlier_night
        )

    @property
    def was_never_answered(self) -> bool:
        """Whether the health questions have never been answered."""
        return self._standing is None

    @property
    def must_ask_about_tonight(self) -> bool:
        """Whether answers for an earlier night must be reviewed before any massage tonight."""
        return any(cause.source is MissingAnswer.ASK_AGAIN for cause in self.verdict.causes)

    @property
    def is_check_due(self) -> bool:
        """Whether the lasting answers are so old that the health questions have to be asked again."""
        return self._standing is not None and safety.is_screening_due(self._standing, self._clock.now())

    @property
    def must_ask_doctor_questions(self) -> bool:
        """Whether the health questions were answered, except those about seeing a doctor."""
        return self._standing is not None and not DOCTOR_QUESTIONS_ANSWERED.of(self._preferences)

    def adapt(self, routine: Routine) -> AdaptedRoutine:
        """Adapt a routine to what the present answers allow."""
        return safe_routine.adapt_routine(routine, self.verdict)

    def save_answers(self, findings: Set[Finding], asked: Iterable[FindingGroup] = FindingGroup) -> None:
        """Save lasting answers to the groups of questions in `asked`; answers to other groups are unchanged.

        `findings` are the answers ticked. A professional's approval of a finding also stays unchanged.
        """
        groups, before = frozenset(asked), self._standing
        known = before.findings if before else frozenset[Finding]()
        found = frozenset(findings) | {each for each in known if FINDING_WORDINGS[each].group not in groups}
        agreed = before.approved & found if before else frozenset[Finding]()
        if FindingGroup.SEE_DOCTOR in groups:
            DOCTOR_QUESTIONS_ANSWERED.keep(self._preferences, True)
        # Asked about the legs alone, the other answers are as old as they were.
        at = before.answered_at if before and FindingGroup.EMERGENCY not in groups else self._clock.now()
        self._set_lasting(Screening(self._new_id(), at, found, agreed))

    def save_answers_for_tonight(self, findings: Set[Finding]) -> None:
        """Save answers that hold for tonight only, in place of earlier answers for tonight."""
        now = self._clock.now()
        self._of_a_night = Screening(self._new_id(), now, frozenset(findings), evening=evening_of(now))
        self._save(self._of_a_night)

    def set_professional_approval(self, agreed: bool) -> None:
        """Record whether a professional has approved massage with all findings that need approval."""
        if self._standing is not None:
            to_ask = self._standing.findings_needing_approval if agreed else frozenset[Finding]()
            self._set_lasting(replace(self._standing, approved=to_ask))

    def confirm_unchanged(self) -> None:
        """Confirm that the lasting answers are unchanged; the next check is then due later."""
        if self._standing is not None:
            self._set_lasting(replace(self._standing, id=self._new_id(), answered_at=self._clock.now()))

    def _set_lasting(self, screening: Screening) -> None:
        self._standing = screening
        self._save(screening)

    def _save(self, screening: Screening) -> None:
        self._pending.add(screening.id, partial(self._screenings.save, screening))
        self.changed.emit()
