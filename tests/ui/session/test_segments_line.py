"""The line of dashes that shows how far a routine is."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rlscompanion.domain.session import SessionEvent, SessionState, advance_session, new_session
from rlscompanion.ui.session.segments_line import SEGMENTS_LINE_HEIGHT, SegmentsLine
from rlscompanion.ui.theme import DUSK, EMBER
from tests.domain.samples import SHORT_SEGMENTS, segments_of


def shown_line(qtbot: QtBot, state: SessionState, width: int = 400) -> SegmentsLine:
    line = SegmentsLine()
    qtbot.addWidget(line)
    line.resize(width, SEGMENTS_LINE_HEIGHT)
    line.show_session(state)
    line.show()
    return line


def state_at_segment(index: int) -> SessionState:
    state, _ = advance_session(new_session(SHORT_SEGMENTS), SessionEvent.START, 0)
    for _ in range(index):
        state, _ = advance_session(state, SessionEvent.NEXT, 0)
    return state


def dash_colours(line: SegmentsLine) -> list[str]:
    """The colour in the middle of each dash."""
    picture = line.grab().toImage()
    return [
        QColor(picture.pixel(round(left + length / 2), SEGMENTS_LINE_HEIGHT // 2)).name()
        for left, length in line.dash_spans()
    ]


def test_dashes_are_as_long_as_their_segments_take(qtbot: QtBot) -> None:
    line = shown_line(qtbot, state_at_segment(0))

    (_, breath), (_, left), (_, right) = line.dash_spans()
    assert breath / left == pytest.approx(25 / 35)
    assert left == right


def test_the_legs_of_one_step_stand_close_together(qtbot: QtBot) -> None:
    line = shown_line(qtbot, state_at_segment(0))

    (a, a_long), (b, b_long), (c, _) = line.dash_spans()
    assert b - (a + a_long) > 2 * (c - (b + b_long)) > 0


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, [DUSK.accent, DUSK.line, DUSK.line]),
        (1, [DUSK.soft_text, DUSK.accent, DUSK.line]),
        (2, [DUSK.soft_text, DUSK.soft_text, DUSK.accent]),
        (3, [DUSK.soft_text, DUSK.soft_text, DUSK.soft_text]),
    ],
)
def test_past_present_and_coming_differ(qtbot: QtBot, index: int, expected: list[str]) -> None:
    assert dash_colours(shown_line(qtbot, state_at_segment(index))) == expected


def test_it_follows_the_theme(qtbot: QtBot) -> None:
    line = shown_line(qtbot, state_at_segment(1))

    line.set_theme(EMBER)

    assert dash_colours(line) == [EMBER.soft_text, EMBER.accent, EMBER.line]


def test_a_screen_reader_hears_which_part_it_is(qtbot: QtBot) -> None:
    assert shown_line(qtbot, state_at_segment(1)).accessibleName() == "Progress: part 2 of 3"
    assert shown_line(qtbot, state_at_segment(3)).accessibleName() == "Progress: part 3 of 3"


@pytest.mark.parametrize("width", [120, 400, 1200])
def test_even_sixty_segments_stay_inside(qtbot: QtBot, width: int) -> None:
    line = shown_line(qtbot, new_session(segments_of(*[30.0] * 60)), width)

    spans = line.dash_spans()
    assert all(length > 0 for _, length in spans)
    assert spans[-1][0] + spans[-1][1] == pytest.approx(width)


def test_one_segment_fills_it(qtbot: QtBot) -> None:
    assert shown_line(qtbot, new_session(segments_of(30.0))).dash_spans() == [(0.0, 400.0)]
