"""The safety screen: answers to the health questions, and how much massage the answers allow.

The safety screen diagnoses nothing. The rules follow the project's summary of the clinical literature; where
the literature leaves a choice, the more careful rule applies. `safe_routine` turns the result into
restrictions on a routine.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from rlscompanion.domain.moment import Moment, minutes_between
from rlscompanion.domain.named_word import NamedWord

DAYS_UNTIL_SCREENING_DUE = 90
"""The number of days after which the health questions are asked again."""


class FindingGroup(NamedWord):
    """A group of findings under one heading of the health check; a finding is a condition or symptom.

    The group determines how much massage its findings allow; _LEVEL_BY_FINDING lists the exceptions.
    """

    EMERGENCY = "emergency", "Is any of this happening now?"
    SAME_DAY = "same_day", "Is any of this new in your legs?"
    ASK_FIRST = "ask_first", "Conditions and medicines"
    POSTPONE = "postpone", "Fever or illness"
    LIGHT = "light", "Skin, veins and feeling"
    SEE_DOCTOR = "see_doctor", "Your restless legs"


class RestrictionLevel(IntEnum):
    """How much massage is allowed; a higher level allows less."""

    CLEAR = 0
    WITH_CARE = 1
    LIGHT = 2
    POSTPONE = 3
    UNASKED = 4
    ASK_FIRST = 5
    SAME_DAY = 6
    EMERGENCY = 7


@dataclass(frozen=True)
class FindingWording:
    """The words for a finding: its group, the text beside its box, and its reason inside a sentence."""

    group: FindingGroup
    words: str
    reason: str


class Finding(StrEnum):
    """A condition or symptom that the person can tick in the health check.

    The value is the finding's key in the log. `wording` has the finding's group, words and reason; without a
    reason, the words are also the reason.
    """

    wording: FindingWording

    def __new__(cls, key: str, *wording: Any) -> "Finding":
        """Create a member from its key and the rest; `Finding("fever")` looks it up by its key."""
        group, words, reason = (*wording, "")[:3]
        made = str.__new__(cls, key)
        made._value_ = key
        made.wording = FindingWording(group, words, reason or words[:1].lower() + words[1:])
        return made

    BREATHLESSNESS = "breathlessness", FindingGroup.EMERGENCY, "Sudden breathlessness"
    CHEST_PAIN = "chest_pain", FindingGroup.EMERGENCY, "Chest pain"
    COUGHING_BLOOD = "coughing_blood", FindingGroup.EMERGENCY, "Coughing up blood"
    COLLAPSE = "collapse", FindingGroup.EMERGENCY, "A collapse"
    COLD_FOOT = "cold_foot", FindingGroup.EMERGENCY, "A cold, pale or blue foot with severe pain"
    LEG_WEAKNESS = "leg_weakness", FindingGroup.EMERGENCY, "New weakness in a leg"
    NUMB_SADDLE = (
        *("numb_saddle", FindingGroup.EMERGENCY),
        *("Numbness between the legs, where a saddle would touch", "numbness between the legs"),
    )
    INCONTINENCE = "incontinence", FindingGroup.EMERGENCY, "Loss of bladder or bowel control"

    ONE_SIDED_PAIN = (
        *("one_sided_pain", FindingGroup.SAME_DAY),
        *("Pain or swelling in one calf or thigh", "new pain or swelling in one calf or thigh"),
    )
    WARM_LEG = "warm_leg", FindingGroup.SAME_DAY, "One leg warmer than the other", "one leg newly warmer"
    RED_SKIN = (
        "red_skin",
        FindingGroup.SAME_DAY,
        "Red or darkened skin on a leg",
        "newly red or dark skin on a leg",
    )
    SORE_VEINS = "sore_veins", FindingGroup.SAME_DAY, "Hard, sore veins", "newly hard, sore veins"
    SPREADING_REDNESS = "spreading_redness", FindingGroup.SAME_DAY, "Hot redness that is spreading"
    ACUTE_INJURY = "acute_injury", FindingGroup.SAME_DAY, "A fresh injury"

    # Before, one key, "blood_clot", meant both; where that was ticked, the questions are asked again.
    CLOT_NOW = (
        "clot_now",
        FindingGroup.ASK_FIRST,
        "A blood clot now, or still under treatment",
        "a blood clot now or still under treatment",
    )
    CLOT_BEFORE = (
        *("clot_before", FindingGroup.ASK_FIRST),
        *(
            "A blood clot treated in the past, or a clotting disorder",
            "a past blood clot or a clotting disorder",
        ),
    )
    BLEEDING = (
        *("bleeding", FindingGroup.ASK_FIRST),
        *("Blood thinners, or a bleeding disorder", "blood thinners or a bleeding disorder"),
    )
    SURGERY_OR_TRAVEL = (
        *("surgery_or_travel", FindingGroup.ASK_FIRST),
        *(
            "Surgery, a broken bone, lying still for long, or long travel in the last three months",
            "surgery, a broken bone, lying still for long or long travel in the last three months",
        ),
    )
    NEW_JOINT = "new_joint", FindingGroup.ASK_FIRST, "A joint replaced in the last few months"
    PREGNANCY = (
        *("pregnancy", FindingGroup.ASK_FIRST),
        *("Pregnant, or up to six weeks after the birth", "pregnancy or a recent birth"),
    )
    ARTERY_DISEASE = (
        *("artery_disease", FindingGroup.ASK_FIRST),
        *("Narrowed leg arteries (peripheral artery disease)", "narrowed leg arteries"),
    )
    HEART_FAILURE = "heart_failure", FindingGroup.ASK_FIRST, "Heart failure"
    UNEXPLAINED_SWELLING = "unexplained_swelling", FindingGroup.ASK_FIRST, "Swelling without a known cause"
    CANCER = "cancer", FindingGroup.ASK_FIRST, "Active cancer"
    LYMPHOEDEMA = "lymphoedema", FindingGroup.ASK_FIRST, "Lymphoedema"
    OSTEOPOROSIS = "osteoporosis", FindingGroup.ASK_FIRST, "Severe osteoporosis"
    NEUROPATHY = "neuropathy", FindingGroup.ASK_FIRST, "Nerve damage (neuropathy)", "nerve damage"
    DIABETIC_FOOT = "diabetic_foot", FindingGroup.ASK_FIRST, "Diabetic foot disease"
    DIALYSIS = "dialysis", FindingGroup.ASK_FIRST, "Dialysis"

    FEVER = "fever", FindingGroup.POSTPONE, "A fever"
    ACUTE_ILLNESS = "acute_illness", FindingGroup.POSTPONE, "An acute illness"

    VARICOSE_VEINS = "varicose_veins", FindingGroup.LIGHT, "Varicose veins"
    REDUCED_FEELING = "reduced_feeling", FindingGroup.LIGHT, "Reduced feeling in the legs or feet"
    FRAGILE_SKIN = "fragile_skin", FindingGroup.LIGHT, "Fragile skin, or bruises", "fragile skin or bruises"
    WOUND_FOOT = "wound_foot", FindingGroup.LIGHT, "A wound, rash or infection on a foot or ankle"
    WOUND_LOWER_LEG = "wound_lower_leg", FindingGroup.LIGHT, "A wound, rash or infection on a lower leg"
    WOUND_THIGH = "wound_thigh", FindingGroup.LIGHT, "A wound, rash or infection on a thigh"

    NO_SLEEP = (
        "no_sleep",
        FindingGroup.SEE_DOCTOR,
        "They stop me from sleeping",
        "restless legs that stop you from sleeping",
    )
    MOOD = "mood", FindingGroup.SEE_DOCTOR, "They affect my mood", "restless legs that affect your mood"
    ARMS = "arms", FindingGroup.SEE_DOCTOR, "My arms are restless too", "restless arms"
    WORSENING = (
        "worsening",
        FindingGroup.SEE_DOCTOR,
        "My legs are getting worse fast",
        "restless legs that are getting worse fast",
    )
    NUMBNESS = (
        "numbness",
        FindingGroup.SEE_DOCTOR,
        "They come with numbness or weakness",
        "numbness or weakness",
    )
    KIDNEY_DISEASE = "kidney_disease", FindingGroup.SEE_DOCTOR, "I have a kidney disease", "a kidney disease"


FINDING_WORDINGS = {finding: finding.wording for finding in Finding}

_LEVEL_BY_GROUP = {
    FindingGroup.EMERGENCY: RestrictionLevel.EMERGENCY,
    FindingGroup.SAME_DAY: RestrictionLevel.SAME_DAY,
    FindingGroup.ASK_FIRST: RestrictionLevel.ASK_FIRST,
    FindingGroup.POSTPONE: RestrictionLevel.POSTPONE,
    FindingGroup.LIGHT: RestrictionLevel.LIGHT,
    FindingGroup.SEE_DOCTOR: RestrictionLevel.CLEAR,
}
_LEVEL_BY_FINDING = {
    Finding.CLOT_NOW: RestrictionLevel.SAME_DAY,
    Finding.NUMBNESS: RestrictionLevel.LIGHT,
}
"""The findings whose level differs from the level of their group.

Approval never unlocks a present clot; numbness is reduced feeling.
"""

REDUCED_FEELING_FINDINGS = (
    Finding.NEUROPATHY,
    Finding.DIABETIC_FOOT,
    Finding.REDUCED_FEELING,
    Finding.NUMBNESS,
)
"""The findings with reduced feeling, where a person may not notice that a touch is too firm."""

_ALSO_REASONS_FOR_A_DOCTOR = (Finding.PREGNANCY, Finding.DIALYSIS)


def findings_in_groups(*groups: FindingGroup) -> tuple[Finding, ...]:
    """The findings of these groups, in the order shown."""
    return tuple(finding for finding in Finding if FINDING_WORDINGS[finding].group in groups)


def restriction_level_of(finding: Finding, is_approved: bool = False) -> RestrictionLevel:
    """How much massage a finding allows on its own, with or without a professional's approval."""
    if is_approved:
        return RestrictionLevel.LIGHT if finding in REDUCED_FEELING_FINDINGS else RestrictionLevel.WITH_CARE
    return _LEVEL_BY_FINDING.get(finding, _LEVEL_BY_GROUP[FINDING_WORDINGS[finding].group])


def findings_at_levels(*levels: RestrictionLevel) -> tuple[Finding, ...]:
    """The findings that have one of these levels without approval, in the order shown."""
    return tuple(finding for finding in Finding if restriction_level_of(finding) in levels)


RED_FLAG_FINDINGS = frozenset(findings_at_levels(RestrictionLevel.EMERGENCY, RestrictionLevel.SAME_DAY))
"""The findings that keep massage locked on later nights, until the person answers the questions again."""


@dataclass(frozen=True)
class Screening:
    """One set of answers to the health questions.

    `evening` is the night that the answers are for, None for lasting answers. `approved` holds the findings
    for which a professional has approved massage. Raises ValueError for answers that contradict each other.
    """

    id: UUID
    answered_at: Moment
    findings: frozenset[Finding] = frozenset()
    approved: frozenset[Finding] = frozenset()
    evening: date | None = None

    def __post_init__(self) -> None:
        if not self.approved <= self.findings_needing_approval:
            raise ValueError("a professional can only agree to what has to be asked about first")

    @property
    def findings_needing_approval(self) -> frozenset[Finding]:
        """The ticked findings that need a professional's approval before massage."""
        return self.findings & frozenset(findings_at_levels(RestrictionLevel.ASK_FIRST))

    @property
    def is_fully_approved(self) -> bool:
        """Whether a professional has approved massage with every ticked finding that needs approval.

        False if no ticked finding needs approval.
        """
        return bool(self.approved) and self.approved == self.findings_needing_approval

    @property
    def has_red_flags(self) -> bool:
        """Whether a professional needs to look at a ticked finding on the same day or at once."""
        return bool(self.findings & RED_FLAG_FINDINGS)


def is_screening_due(screening: Screening, now: Moment) -> bool:
    """Whether the person is due to answer the health questions again.

    The questions are due DAYS_UNTIL_SCREENING_DUE days after the answers, and if the clock was set back to a
    time before the answers.
    """
    return not 0 <= minutes_between(screening.answered_at, now) < DAYS_UNTIL_SCREENING_DUE * 24 * 60


class MissingAnswer(NamedWord):
    """A missing answer to the health questions that makes massage wait, and the reason in words."""

    NEVER_ASKED = "never_asked", "health questions without an answer"
    ASK_AGAIN = "ask_again", "an answer of an earlier evening that needs another look"


@dataclass(frozen=True)
class Cause:
    """A ticked finding or a missing answer that limits massage (`source`).

    `is_approved` means that a professional has approved massage with the finding.
    """

    source: Finding | MissingAnswer
    is_approved: bool = False

    @property
    def level(self) -> RestrictionLevel:
        """How much massage is allowed if this cause is the only cause."""
        return (
            RestrictionLevel.UNASKED
            if isinstance(self.source, MissingAnswer)
            else restriction_level_of(self.source, self.is_approved)
        )

    @property
    def reason(self) -> str:
        """This cause in words, for use inside a sentence."""
        return (
            self.source.display_name if isinstance(self.source, MissingAnswer) else self.source.wording.reason
        )


@dataclass(frozen=True)
class Verdict:
    """How much massage the health answers allow, and the causes that limit massage, the gravest first."""

    causes: tuple[Cause, ...] = ()

    @property
    def level(self) -> RestrictionLevel:
        """The level of the strictest cause; CLEAR without causes."""
        return max((cause.level for cause in self.causes), default=RestrictionLevel.CLEAR)

    @property
    def is_locked(self) -> bool:
        """Whether all massage is locked."""
        return self.level >= RestrictionLevel.POSTPONE

    @property
    def reasons(self) -> tuple[str, ...]:
        """All reasons against massage, in words."""
        return tuple(cause.reason for cause in self.causes if cause.level > RestrictionLevel.CLEAR)

    def reasons_at(self, level: RestrictionLevel) -> tuple[str, ...]:
        """The reasons against massage at one level, in words."""
        return tuple(cause.reason for cause in self.causes if cause.level is level)

    @property
    def doctor_reasons(self) -> tuple[str, ...]:
        """The reasons to talk to a doctor about the restless legs, in words."""
        named = (*findings_in_groups(FindingGroup.SEE_DOCTOR), *_ALSO_REASONS_FOR_A_DOCTOR)
        return tuple(cause.reason for cause in self.causes if cause.source in named)


def judge_safety(
    standing: Screening | None, tonight: Screening | None = None, earlier: Screening | None = None
) -> Verdict:
    """Judge from the answers to the health questions how much massage is allowed tonight.

    `standing` are the lasting answers, `tonight` the answers for tonight only, and `earlier` the answers for
    the latest night before tonight. Each is None if the questions were never answered. Red flags ticked for
    the earlier night keep massage locked until the person answers the questions for tonight.
    """
    gaps = [MissingAnswer.NEVER_ASKED] if standing is None else []
    if tonight is None and earlier is not None and earlier.has_red_flags:
        gaps.append(MissingAnswer.ASK_AGAIN)
    approved = standing.approved if standing else frozenset()
    found = (standing.findings if standing else frozenset()) | (tonight.findings if tonight else frozenset())
    causes = [Cause(each, is_approved=each in approved) for each in Finding if each in found]
    return Verdict(tuple(sorted((*map(Cause, gaps), *causes), key=lambda cause: -cause.level)))
