"""What the start button says of a routine: its lengths as it may be done tonight, or why it may not."""

from rlscompanion.domain.routine import Routine
from rlscompanion.domain.safe_routine import Adapted
from rlscompanion.domain.safety import Gap, Level, Verdict
from rlscompanion.domain.safety_advice import listed
from rlscompanion.domain.trial import Arm
from rlscompanion.ui.widgets.measure_text import length_text

LOCKED = "Massage is locked: see why, and what stays open"
FIRST_QUESTIONS = "A few questions about your health come first."
ANOTHER_LOOK = "Another look at what you ticked earlier comes first."
YOUR_CHOICE = "Without massage tonight. If you wish:"
NOTHING_LEFT = "Nothing of this massage is left tonight: see why"


def start_words(
    routine: Routine, adapted: Adapted, verdict: Verdict, tonight: Arm | None = None
) -> tuple[str, str]:
    """The line on the start button, and the note under it, which may be empty.

    On a night that a trial has without massage the line says so; the button starts it all the same.
    """
    if adapted.startable is not None:
        return _lengths(adapted.startable, tonight), adapted.note
    if verdict.level is Level.UNASKED:
        never = any(cause.what is Gap.NEVER_ASKED for cause in verdict.causes)
        return _lengths(routine, tonight), FIRST_QUESTIONS if never else ANOTHER_LOOK
    reasons = f"You ticked: {listed(verdict.reasons, most=3)}."
    return (LOCKED if verdict.is_locked else NOTHING_LEFT), reasons


def _lengths(routine: Routine, tonight: Arm | None) -> str:
    words = length_text(routine)
    return f"{YOUR_CHOICE} {words}" if tonight is Arm.NO_MASSAGE else words
