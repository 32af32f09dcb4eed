"""The night ladder: things to try if a rescue (a short massage at night) was not enough, and its words.

Its advice follows the project's summary of the clinical literature. It offers nothing that the safety screen
forbids.
"""

from dataclasses import replace
from typing import Any

from rlscompanion.domain.items import Helped, Item
from rlscompanion.domain.night import Night
from rlscompanion.domain.safe_routine import allows_stretches, allows_walking
from rlscompanion.domain.safety import Finding, Level, Verdict
from rlscompanion.domain.safety_advice import UNSTEADY
from rlscompanion.domain.shown_word import ShownWord

Phrases = tuple[str, ...]
"""Phrases, shown one below another and said one after another."""


class Rung(ShownWord):
    """A choice on the night ladder: walking, warmth or cold, or something for the mind."""

    WALK = "walk", "Walk and stretch"
    WARMTH = "warmth", "Warmth or cold"
    MIND = "mind", "Something for the mind"


BACK_TO_BED = "Back to bed"

HEADING = "Legs still restless? Try one of these."
"""The heading above the choices."""

LEADS_TO: dict[Rung | None, str] = {
    Rung.WALK: "Walk, stretch at a wall, or circle your feet in bed",
    Rung.WARMTH: "Something warm or cold on your legs",
    Rung.MIND: "Small puzzles to answer in your head",
    None: "Back to the black screen",
}
"""What each choice (None is back to bed) leads to."""

MENU: dict[Rung | None, str] = {
    Rung.WALK: "One: walk and stretch.",
    Rung.WARMTH: "Two: warmth or cold.",
    Rung.MIND: "Three: something for the mind.",
    None: "Four: back to bed.",
}
"""The words for each choice (None is back to bed); its number is fixed, even if others are not offered."""

STILL_RESTLESS = "Still restless? Press a number, or rest."
"""Said before the choices."""

STAY_IN_BED = f"Stay in bed and circle your feet when you feel {UNSTEADY}."
WALK = "Otherwise, sit on the edge of the bed for a minute. Then walk slowly, and hold on to something."
STRETCH = "Stretch each calf at a wall: heel down, no bouncing."
NEITHER_WARM_NOR_COOL = "Not on skin that feels less, has poor circulation or is hurt. Never while you sleep."
WARM_OR_COOL = (
    "Put something warm or something cool on your legs, with a cloth between, "
    "for fifteen to twenty minutes at most."
)
ANY_KEY = "Press any key when you are done."
MIND = "Close your eyes, and answer in your head. Any key ends it."

QUESTIONS = {
    Item.TRIED_WALKING: "Did walking help?",
    Item.TRIED_STRETCHING: "Did stretching help?",
    Item.TRIED_WARMTH: "Did warmth help?",
    Item.TRIED_COLD: "Did cold help?",
    Item.TRIED_DISTRACTION: "Did it take your mind off your legs?",
}
ANSWERS = "One: no. Two: a little. Three: yes. Four: not tried."

_NEITHER_WARM_NOR_COLD = {
    *(Finding.REDUCED_FEELING, Finding.NEUROPATHY, Finding.DIABETIC_FOOT, Finding.NUMBNESS),
    *(Finding.ARTERY_DISEASE, Finding.WOUND_FOOT, Finding.WOUND_LOWER_LEG, Finding.WOUND_THIGH),
}
"""Reduced feeling, poor circulation, wounds."""


def rungs(verdict: Verdict) -> tuple[Rung, ...]:
    """The choices on the night ladder that a safety verdict allows; none in an emergency."""
    if verdict.level is Level.EMERGENCY:
        return ()
    allowed = {
        Rung.WALK: allows_walking(verdict),
        Rung.WARMTH: _allows_warmth(verdict),
        Rung.MIND: True,
    }
    return tuple(rung for rung in Rung if allowed[rung])


def menu(offered: tuple[Rung, ...]) -> Phrases:
    """The phrases that present the offered choices, to be shown and spoken."""
    return (STILL_RESTLESS, *(MENU[each] for each in (*offered, None)))


def instruction(rung: Rung, verdict: Verdict) -> Phrases:
    """The phrases that say what to do after a choice, its cautions first."""
    match rung:
        case Rung.WALK:
            stretch = (STRETCH,) if allows_stretches(verdict) else ()
            return (STAY_IN_BED, WALK, *stretch, ANY_KEY)
        case Rung.WARMTH:
            return (NEITHER_WARM_NOR_COOL, WARM_OR_COOL, ANY_KEY)
        case Rung.MIND:
            return (MIND,)


def tried(rung: Rung, verdict: Verdict) -> tuple[Item, ...]:
    """The diary items, such as TRIED_WALKING, to ask about after a choice on the ladder."""
    match rung:
        case Rung.WALK:
            stretching = (Item.TRIED_STRETCHING,) if allows_stretches(verdict) else ()
            return (Item.TRIED_WALKING, *stretching)
        case Rung.WARMTH:
            return (Item.TRIED_WARMTH, Item.TRIED_COLD)
        case Rung.MIND:
            return (Item.TRIED_DISTRACTION,)


def with_tried(night: Night, item: Item, helped: Helped) -> Night:
    """The night with the answer whether something tried helped; it replaces an earlier answer."""
    changed: dict[str, Any] = {item.value: helped}
    return replace(night, **changed)


def ladder_phrases() -> Phrases:
    """Every phrase that the night ladder can show or say."""
    return (
        *(STILL_RESTLESS, *MENU.values()),
        *(STAY_IN_BED, WALK, STRETCH, NEITHER_WARM_NOR_COOL, WARM_OR_COOL, ANY_KEY, MIND),
        *(*QUESTIONS.values(), ANSWERS),
    )


def _allows_warmth(verdict: Verdict) -> bool:
    same_day = verdict.reasons_at(Level.SAME_DAY)
    return not same_day and not any(cause.what in _NEITHER_WARM_NOR_COLD for cause in verdict.causes)
