"""What the start button says about a routine that is allowed, partly allowed or ruled out."""

from dataclasses import replace

import pytest

from rlscompanion.domain.routine import Technique
from rlscompanion.domain.safe_routine import adapt_routine
from rlscompanion.domain.safety import Finding, Verdict, judge_safety
from rlscompanion.ui.tonight.page import (
    HEALTH_QUESTIONS_FIRST_TEXT,
    MASSAGE_IS_LOCKED_TEXT,
    NO_STEP_LEFT,
    REVIEW_ANSWERS_FIRST_TEXT,
    start_button_texts,
)
from tests.cases import each_case
from tests.domain.samples import a_routine, a_step
from tests.domain.screenings import THIS_EVENING, screening, verdict_on

pytestmark = pytest.mark.usefixtures("unstyled")

BREATH = replace(a_step("breath", 30, False), technique=Technique.BREATHING)
STROKES = replace(a_step("strokes", 45), pressure=(1, 2))
KNEADING = replace(a_step("kneading", 60), technique=Technique.PETRISSAGE, pressure=(4, 5))
MASSAGE = a_routine(BREATH, STROKES, KNEADING)
KNEADING_ALONE = a_routine(BREATH, KNEADING)

WHOLE, SHORTER = (
    "4 min massage, 4 min 25 s in all",
    "2 min massage, 2 min 15 s in all. Shorter, because steps are left out.",
)
AGAIN = judge_safety(screening(), None, screening([Finding.CHEST_PAIN], evening=THIS_EVENING))


@each_case(
    ("found", "line", "note"),
    [
        (judge_safety(screening()), WHOLE, ""),
        (
            verdict_on((Finding.VARICOSE_VEINS, False)),
            SHORTER,
            "Because of varicose veins, the routine leaves out “Kneading”.",
        ),
        (judge_safety(None), WHOLE, HEALTH_QUESTIONS_FIRST_TEXT),
        (AGAIN, WHOLE, REVIEW_ANSWERS_FIRST_TEXT),
        (verdict_on((Finding.FEVER, False)), MASSAGE_IS_LOCKED_TEXT, "You ticked: a fever."),
        (
            verdict_on(*((each, False) for each in list(Finding)[:9])),
            MASSAGE_IS_LOCKED_TEXT,
            "You ticked: sudden breathlessness; chest pain; coughing up blood; and more.",
        ),
    ],
)
def test_words_of_the_start_button(found: Verdict, line: str, note: str) -> None:
    assert start_button_texts(MASSAGE, adapt_routine(MASSAGE, found), found) == (line, note)


def test_a_massage_of_which_nothing_is_left() -> None:
    found = verdict_on((Finding.VARICOSE_VEINS, False))

    assert start_button_texts(KNEADING_ALONE, adapt_routine(KNEADING_ALONE, found), found) == (
        NO_STEP_LEFT,
        "You ticked: varicose veins.",
    )
