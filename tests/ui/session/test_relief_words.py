"""The change of ratings from before to after a session, in words."""

from rlscompanion.domain.ratings import Scale
from rlscompanion.domain.relief import RatingChange, Relief
from rlscompanion.ui.session.scales_page import rating_change_text, usual_change_text
from tests.cases import each_case


def test_a_change_is_two_numbers() -> None:
    assert rating_change_text(RatingChange(Scale.URGE, 6, 3)) == "Before 6, now 3"


@each_case(
    ("reliefs", "text"),
    [
        (
            [Relief(Scale.URGE, 12, -2.0), Relief(Scale.STRESS, 12, 0.0)],
            "Usual change over your last 12 rated sessions: urge to move −2, stress 0. "
            "High ratings tend to fall by themselves.",
        ),
        (
            [Relief(Scale.URGE, 12, -2.0), Relief(Scale.PAIN, 7, 1.0)],
            "Usual change over your last rated sessions: "
            "urge to move −2 (12 sessions), pain +1 (7 sessions). "
            "High ratings tend to fall by themselves.",
        ),
        (
            [Relief(Scale.URGE, 5, -2.5), Relief(Scale.PAIN, 4, None)],
            "Usual change over your last 5 rated sessions: urge to move −2.5. "
            "High ratings tend to fall by themselves.",
        ),
        (
            [Relief(Scale.URGE, 4, None), Relief(Scale.PAIN, 2, None)],
            "After 5 rated sessions, you see here how your ratings usually change. So far: 4.",
        ),
    ],
)
def test_the_last_sessions_are_told_with_how_many_they_are(reliefs: list[Relief], text: str) -> None:
    assert usual_change_text(reliefs) == text
