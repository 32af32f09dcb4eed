"""Screenings (answers to the health questions) and verdicts (what they allow) for tests."""

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

ANSWERED_AT = Moment(1_795_300_000, 60)
THIS_EVENING = date(2026, 11, 21)

ASK_FIRST = findings_at_levels(RestrictionLevel.ASK_FIRST)
ALL_RULES = (*((each, False) for each in Finding), *((each, True) for each in ASK_FIRST))
"""Every rule: each finding by itself; then, where possible, with a professional's approval of massage."""


def screening(
    findings: Iterable[Finding] = (), agreed: Iterable[Finding] = (), evening: date | None = None
) -> Screening:
    return Screening(UUID(int=1), ANSWERED_AT, frozenset(findings), frozenset(agreed), evening)


def verdict_on(*cases: tuple[Finding, bool]) -> Verdict:
    """The verdict on these lasting findings, each with or without a professional's approval of massage."""
    findings = [finding for finding, _ in cases]
    return judge_safety(screening(findings, (finding for finding, agreed in cases if agreed)))


def rule_name(case: object) -> str:
    """The name of a rule, for the id of a test."""
    if isinstance(case, tuple):
        finding, agreed = case
        return f"{finding}-agreed" if agreed else str(finding)
    return str(case)
