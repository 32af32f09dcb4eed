"""Says in plain words what a safety verdict means, without diagnosis or promises.

A safety verdict is how much massage the answers to the health questions allow.
"""

from collections.abc import Callable, Sequence

from rlscompanion.domain.safety import (
    REDUCED_FEELING_FINDINGS,
    Finding,
    MissingAnswer,
    RestrictionLevel,
    Verdict,
)

VERDICT_TITLES: dict[RestrictionLevel, str] = {
    RestrictionLevel.CLEAR: "You can massage gently",
    RestrictionLevel.WITH_CARE: "Massage, with care",
    RestrictionLevel.LIGHT: "Light massage only, skipping some areas",
    RestrictionLevel.POSTPONE: "Leave massage for another day",
    RestrictionLevel.UNASKED: "A few questions first",
    RestrictionLevel.ASK_FIRST: "Please ask a professional first",
    RestrictionLevel.SAME_DAY: "Please get medical advice today",
    RestrictionLevel.EMERGENCY: "Please call your emergency number",
}

NO_ALL_CLEAR_SENTENCES = (
    "You can have a blood clot without feeling it, so these answers cannot exclude one. If one calf or thigh "
    "starts to hurt or swell, or turns warm or red, don’t massage and get medical advice the same day."
)
IF_IT_GETS_WORSE_SENTENCE = (
    "If you get short of breath, have chest pain, cough blood or faint, call your emergency number now."
)
"""The warning added to every advice to see a professional on the same day."""

SELF_HARM_SENTENCE = "If you think of harming yourself, call your emergency number or a crisis line now."
"""The sentence added to every text that mentions low mood."""

UNSTEADY_STATES = "dizzy, drowsy or unsteady, or after a sleeping pill or any medicine that makes you so"
"""The states in which nobody should stand or walk, worded to follow "when you feel" in every text."""

WALKING_CAUTION = (
    f"Don’t walk when you feel {UNSTEADY_STATES}. Gabapentinoids and dopamine agonists often do."
)
"""The caution for everything that is done standing at night."""

_LIGHT_ADVICE = {
    Finding.VARICOSE_VEINS: "Only light strokes, beside varicose veins and never on them.",
    **dict.fromkeys(
        REDUCED_FEELING_FINDINGS, "Only light strokes: with reduced feeling it is easy to press too hard."
    ),
    Finding.FRAGILE_SKIN: "Only light strokes, and none over bruises or sore skin.",
}
_SKIP_ADVICE = "Skip the area with the wound, rash or infection."


def reasons_text(reasons: Sequence[str], limit: int | None = None) -> str:
    """Reasons joined as "a; b; c"; semicolons, since some reasons contain an "or".

    "and more" replaces the reasons beyond `limit`.
    """
    shown = reasons if limit is None else reasons[:limit]
    return "; ".join(shown) + ("; and more" if len(shown) < len(reasons) else "")


def verdict_title(verdict: Verdict) -> str:
    """The heading, in a few words, for a safety verdict."""
    return VERDICT_TITLES[verdict.level]


def verdict_sentences(verdict: Verdict) -> tuple[str, ...]:
    """Sentences on what a safety verdict means and what to do, the gravest first."""
    found = [
        _SENTENCE_BY_LEVEL[level](verdict)
        for level in reversed(RestrictionLevel)
        if verdict.reasons_at(level)
    ]
    if verdict.level is RestrictionLevel.CLEAR:
        found = ["Your answers don’t rule out a gentle massage."]
    if not verdict.is_locked:
        found.append(NO_ALL_CLEAR_SENTENCES)
    if verdict.doctor_reasons:
        reasons = reasons_text(verdict.doctor_reasons)
        found.append(f"You ticked: {reasons}. Please talk to a doctor about your restless legs.")
    if any(cause.source is Finding.MOOD for cause in verdict.causes):
        found.append(SELF_HARM_SENTENCE)
    return tuple(filter(None, found))


def locked_and_open_sentence(verdict: Verdict) -> str:
    """A sentence on what a safety verdict locks and what stays open; empty if nothing is locked."""
    if verdict.level is RestrictionLevel.EMERGENCY:
        return "Massage is locked. You can still use sound, lights out and the diary."
    if verdict.is_locked:
        return (
            "Massage and stretches are locked. You can still use breathing, sound, lights out and the diary."
        )
    return ""


def locked_night_sentence(verdict: Verdict) -> str:
    """A brief text, for the middle of the night, on a safety verdict that locks massage."""
    match verdict.level:
        case RestrictionLevel.EMERGENCY:
            reasons = reasons_text(verdict.reasons_at(RestrictionLevel.EMERGENCY), limit=2)
            return f"You ticked: {reasons}. Please call your emergency number."
        case RestrictionLevel.SAME_DAY:
            return (
                f"No massage tonight. Please get medical advice within the day. {IF_IT_GETS_WORSE_SENTENCE}"
            )
        case RestrictionLevel.ASK_FIRST:
            return "No massage until a professional says it is fine for you."
        case RestrictionLevel.UNASKED:
            return "No massage yet: some health questions have no answer."
        case _:
            return f"No massage tonight: {reasons_text(verdict.reasons, limit=3)}."


def _emergency_sentence(verdict: Verdict) -> str:
    reasons = reasons_text(verdict.reasons_at(RestrictionLevel.EMERGENCY))
    return f"You ticked: {reasons}. You may need help at once: please call your emergency number now."


def _same_day_sentence(verdict: Verdict) -> str:
    reasons = reasons_text(verdict.reasons_at(RestrictionLevel.SAME_DAY))
    return (
        f"You ticked: {reasons}. Please see a doctor about this today. "
        f"Until then, no massage and no stretching. {IF_IT_GETS_WORSE_SENTENCE}"
    )


def _ask_first_sentence(verdict: Verdict) -> str:
    reasons = reasons_text(verdict.reasons_at(RestrictionLevel.ASK_FIRST))
    return (
        f"You ticked: {reasons}. Please ask a professional, such as your doctor, whether leg massage is fine "
        "for you."
    )


def _unasked_sentence(verdict: Verdict) -> str:
    if any(cause.source is MissingAnswer.ASK_AGAIN for cause in verdict.causes):
        return (
            "On an earlier evening you ticked something that a doctor should see. "
            "Massage waits until you say how it is now."
        )
    return "Massage waits until a few questions about your health are answered."


def _postpone_sentence(verdict: Verdict) -> str:
    reasons = reasons_text(verdict.reasons_at(RestrictionLevel.POSTPONE))
    return f"You ticked: {reasons}. Massage can wait until that has passed."


def _light_sentence(verdict: Verdict) -> str:
    if verdict.is_locked:
        return ""
    light = (each.source for each in verdict.causes if each.level is RestrictionLevel.LIGHT)
    found = (_LIGHT_ADVICE.get(each, _SKIP_ADVICE) for each in light if isinstance(each, Finding))
    return " ".join(dict.fromkeys(found))


def _with_care_sentence(verdict: Verdict) -> str:
    if verdict.is_locked:
        return ""
    approved = [cause for cause in verdict.causes if cause.is_approved]
    reasons = reasons_text([each.reason for each in approved])
    said = f"You ticked: {reasons}. A professional said that massage is fine for you."
    if any(cause.source is Finding.PREGNANCY for cause in approved):
        return f"{said} Kneading and firm pressure stay off until six weeks after the birth."
    return f"{said} Kneading and firm pressure are still left out."


_SENTENCE_BY_LEVEL: dict[RestrictionLevel, Callable[[Verdict], str]] = {
    RestrictionLevel.EMERGENCY: _emergency_sentence,
    RestrictionLevel.SAME_DAY: _same_day_sentence,
    RestrictionLevel.ASK_FIRST: _ask_first_sentence,
    RestrictionLevel.UNASKED: _unasked_sentence,
    RestrictionLevel.POSTPONE: _postpone_sentence,
    RestrictionLevel.LIGHT: _light_sentence,
    RestrictionLevel.WITH_CARE: _with_care_sentence,
    RestrictionLevel.CLEAR: lambda _: "",
}
