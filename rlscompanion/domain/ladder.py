"""The night ladder: things to try if a rescue (a short massage at night) was not enough.

The ladder's advice follows the project's summary of the clinical literature. The ladder offers nothing that
the safety screen (the health questions) forbids.
"""

from dataclasses import replace
from typing import Any

from rlscompanion.domain.items import Helped, Item
from rlscompanion.domain.named_word import NamedWord
from rlscompanion.domain.night import Night
from rlscompanion.domain.safe_routine import allows_stretches, allows_walking
from rlscompanion.domain.safety import Finding, RestrictionLevel, Verdict
from rlscompanion.domain.safety_advice import UNSTEADY_STATES

Phrases = tuple[str, ...]
"""Phrases that are shown one below another, and spoken one after another."""


class LadderChoice(NamedWord):
    """A choice on the night ladder: walking, warmth or cold, or something for the mind."""

    WALK = "walk", "Walk and stretch"
    WARMTH = "warmth", "Warmth or cold"
    MIND = "mind", "Something for the mind"


BACK_TO_BED_TITLE = "Back to bed"

LADDER_HEADING = "Legs still restless? Try one of these."
"""The heading above the choices of the night ladder."""

CHOICE_DESCRIPTIONS: dict[LadderChoice | None, str] = {
    LadderChoice.WALK: "Walk, stretch at a wall, or circle your feet in bed",
    LadderChoice.WARMTH: "Something warm or cold on your legs",
    LadderChoice.MIND: "Small puzzles to answer in your head",
    None: "Back to the black screen",
}
"""A sentence on what happens after each choice of the night ladder; None is the choice to go back to bed."""

CHOICE_PHRASES: dict[LadderChoice | None, str] = {
    LadderChoice.WALK: "One: walk and stretch.",
    LadderChoice.WARMTH: "Two: warmth or cold.",
    LadderChoice.MIND: "Three: something for the mind.",
    None: "Four: back to bed.",
}
"""The phrase, shown and spoken, for each choice of the night ladder; None is the choice to go back to bed.

The number in a phrase stays the same if other choices are not offered.
"""

STILL_RESTLESS_PHRASE = "Still restless? Press a number, or rest."
"""The phrase, shown and spoken, that comes before the choices of the night ladder."""

STAY_IN_BED_PHRASE = f"Stay in bed and circle your feet when you feel {UNSTEADY_STATES}."
WALK_PHRASE = (
    "Otherwise, sit on the edge of the bed for a minute. Then walk slowly, and hold on to something."
)
STRETCH_PHRASE = "Stretch each calf at a wall: heel down, no bouncing."
WARMTH_CAUTION_PHRASE = "Not on skin that feels less, has poor circulation or is hurt. Never while you sleep."
WARM_OR_COOL_PHRASE = (
    "Put something warm or something cool on your legs, with a cloth between, "
    "for fifteen to twenty minutes at most."
)
ANY_KEY_PHRASE = "Press any key when you are done."
MIND_PHRASE = "Close your eyes, and answer in your head. Any key ends it."

DID_IT_HELP_QUESTIONS = {
    Item.TRIED_WALKING: "Did walking help?",
    Item.TRIED_STRETCHING: "Did stretching help?",
    Item.TRIED_WARMTH: "Did warmth help?",
    Item.TRIED_COLD: "Did cold help?",
    Item.TRIED_DISTRACTION: "Did it take your mind off your legs?",
}
DID_IT_HELP_ANSWERS_PHRASE = "One: no. Two: a little. Three: yes. Four: not tried."

_FINDINGS_AGAINST_WARMTH_AND_COLD = {
    *(Finding.REDUCED_FEELING, Finding.NEUROPATHY, Finding.DIABETIC_FOOT, Finding.NUMBNESS),
    *(Finding.ARTERY_DISEASE, Finding.WOUND_FOOT, Finding.WOUND_LOWER_LEG, Finding.WOUND_THIGH),
}
"""The findings with which warmth and cold are not offered: reduced feeling, poor circulation, wounds.

A finding is a condition or symptom ticked in the health check.
"""


def allowed_choices(verdict: Verdict) -> tuple[LadderChoice, ...]:
    """The choices on the night ladder that a verdict of the safety screen allows; none in an emergency."""
    if verdict.level is RestrictionLevel.EMERGENCY:
        return ()
    allowed = {
        LadderChoice.WALK: allows_walking(verdict),
        LadderChoice.WARMTH: _allows_warmth(verdict),
        LadderChoice.MIND: True,
    }
    return tuple(choice for choice in LadderChoice if allowed[choice])


def menu_phrases(offered: tuple[LadderChoice, ...]) -> Phrases:
    """The phrases that present the offered choices, on the screen and by voice."""
    return (STILL_RESTLESS_PHRASE, *(CHOICE_PHRASES[each] for each in (*offered, None)))


def instruction_phrases(choice: LadderChoice, verdict: Verdict) -> Phrases:
    """The phrases that say how to carry out a choice of the night ladder; cautions come first."""
    match choice:
        case LadderChoice.WALK:
            stretch = (STRETCH_PHRASE,) if allows_stretches(verdict) else ()
            return (STAY_IN_BED_PHRASE, WALK_PHRASE, *stretch, ANY_KEY_PHRASE)
        case LadderChoice.WARMTH:
            return (WARMTH_CAUTION_PHRASE, WARM_OR_COOL_PHRASE, ANY_KEY_PHRASE)
        case LadderChoice.MIND:
            return (MIND_PHRASE,)


def items_to_ask(choice: LadderChoice, verdict: Verdict) -> tuple[Item, ...]:
    """The diary items that the app asks about after a choice was tried, such as TRIED_WALKING."""
    match choice:
        case LadderChoice.WALK:
            stretching = (Item.TRIED_STRETCHING,) if allows_stretches(verdict) else ()
            return (Item.TRIED_WALKING, *stretching)
        case LadderChoice.WARMTH:
            return (Item.TRIED_WARMTH, Item.TRIED_COLD)
        case LadderChoice.MIND:
            return (Item.TRIED_DISTRACTION,)


def with_helped_answer(night: Night, item: Item, helped: Helped) -> Night:
    """The night with an answer stored: whether something tried in the night helped.

    `item` is the diary item for what was tried, such as TRIED_WALKING.
    """
    changed: dict[str, Any] = {item.value: helped}
    return replace(night, **changed)


def all_ladder_phrases() -> Phrases:
    """Every phrase that the night ladder can show or say."""
    return (
        *(STILL_RESTLESS_PHRASE, *CHOICE_PHRASES.values()),
        *(
            STAY_IN_BED_PHRASE,
            WALK_PHRASE,
            STRETCH_PHRASE,
            WARMTH_CAUTION_PHRASE,
            WARM_OR_COOL_PHRASE,
            ANY_KEY_PHRASE,
            MIND_PHRASE,
        ),
        *(*DID_IT_HELP_QUESTIONS.values(), DID_IT_HELP_ANSWERS_PHRASE),
    )


def _allows_warmth(verdict: Verdict) -> bool:
    same_day = verdict.reasons_at(RestrictionLevel.SAME_DAY)
    return not same_day and not any(
        cause.source in _FINDINGS_AGAINST_WARMTH_AND_COLD for cause in verdict.causes
    )
