"""What changed, in words."""

import pytest

from rlscompanion.domain.ratings import Scale
from rlscompanion.domain.relief import Change, Relief
from rlscompanion.ui.session.relief_words import change_text, past_text


def test_a_change_is_two_numbers() -> None:
    assert change_text(Change(Scale.URGE, 6, 3)) == "6 to 3"


@pytest.mark.parametrize(
    ("reliefs", "text"),
    [
        (
            [Relief(Scale.URGE, 12, -2.0), Relief(Scale.STRESS, 12, 0.0)],
            "Median change over your last 12 rated sessions: urge to move −2, stress 0.",
        ),
        (
            [Relief(Scale.URGE, 12, -2.0), Relief(Scale.PAIN, 7, 1.0)],
            "Median change over your last rated sessions: "
            "urge to move −2 (12 sessions), pain +1 (7 sessions).",
        ),
        (
            [Relief(Scale.URGE, 5, -2.5), Relief(Scale.PAIN, 4, None)],
            "Median change over your last 5 rated sessions: urge to move −2.5.",
        ),
        (
            [Relief(Scale.URGE, 4, None), Relief(Scale.PAIN, 2, None)],
            "From 5 rated sessions on, your median change stands here; so far 4.",
        ),
    ],
)
def test_the_last_sessions_are_told_with_how_many_they_are(reliefs: list[Relief], text: str) -> None:
    assert past_text(reliefs) == text
