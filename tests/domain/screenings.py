"""Screenings and verdicts for tests."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.safety import (
    Finding,
    RestrictionLevel,
    Screening,
    Verdict,
    findings_at_levels,
    judge_safety,
)

ANSWERED = Moment(1_795_300_000, 60)
TONIGHT = date(2026, 11, 21)

ASK_FIRST = findings_at_levels(RestrictionLevel.ASK_FIRST)
CASES = (*((each, False) for each in Finding), *((each, True) for each in ASK_FIRST))
"""Every rule: each finding by itself, and again where a professional has agreed to massage with it."""


def screening(
    findings: Iterable[Finding] = (), agreed: Iterable[Finding] = (), evening: date | None = None
) -> Screening:
    return Screening(UUID(int=1), ANSWERED, frozenset(findings), frozenset(agreed), evening)


def verdict_on(*cases: tuple[Finding, bool]) -> Verdict:
    """The verdict on lasting findings, each approved by a professional or not."""
    findings = [finding for finding, _ in cases]
    return judge_safety(screening(findings, (finding for finding, agreed in cases if agreed)))


def name(case: object) -> str:
    """The name of a rule in a test's id."""
    if isinstance(case, tuple):
        finding, agreed = case
        return f"{finding}-agreed" if agreed else str(finding)
    return str(case)
