"""A whole bedtime by voice and keys alone, from closing the eyes to help at night."""

from collections.abc import Sequence

import pytest

from rlscompanion.content.voice import load_recordings
from rlscompanion.domain import ladder
from rlscompanion.domain.items import Helped
from rlscompanion.domain.safety import judge_safety
from tests.transcripts import LAST_LINE, spoken_lines
from tests.ui.bedside import Bedside, end_idle_wait, shipped_routines
from tests.ui.conftest import OpenBedside
from tests.ui.light import mean_luminance
from tests.ui.test_flow_ladder import next_prompt

TICK_SECONDS = 1.0


def heard(bedside: Bedside) -> list[tuple[str, ...]]:
    """The lines that the voice has said without interruption since the last call, without their loudness."""
    received = bedside.voice.taken()
    whole = [
        line
        for line, after in zip(received, [*received[1:], ""], strict=False)
        if "hush" not in (line, after)
    ]
    assert all(isinstance(line, tuple) for line in whole)
    return [tuple(phrase for phrase in line if phrase != "softly") for line in whole]  # type: ignore[attr-defined]


def listen_to_the_end(bedside: Bedside) -> list[tuple[str, ...]]:
    """Keep the eyes closed until the session is over; return the lines that the voice has said."""
    while bedside.sessions.is_on:
        assert bedside.flow.evening.session.eyes_are_closed
        bedside.pass_time(TICK_SECONDS)
    return heard(bedside)


def assert_black(bedside: Bedside) -> None:
    bedside.process_events()
    assert mean_luminance(bedside.window.grab().toImage()) == 0.0


def assert_recorded(lines: Sequence[tuple[str, ...]]) -> None:
    assert {phrase for line in lines for phrase in line} <= set(load_recordings())


@pytest.mark.parametrize(
    "rescue", ["rescue_lying", pytest.param("rescue_standing", marks=pytest.mark.thorough)]
)
def test_a_whole_bedtime_by_voice_alone(opened: OpenBedside, rescue: str) -> None:
    bedside = opened(Bedside(kept={"routine": "wind_down_05", "rescue": rescue}))
    wind_down, in_the_night = (shipped_routines().routine(key) for key in ("wind_down_05", rescue))
    assert wind_down is not None
    assert in_the_night is not None

    bedside.press("Start wind-down")
    bedside.keys("Esc", "e")
    assert_black(bedside)
    evening = listen_to_the_end(bedside)

    assert evening == [*spoken_lines(wind_down), (LAST_LINE,)]
    end_idle_wait(bedside.page)
    assert_black(bedside)
    assert heard(bedside) == []

    bedside.clock.advance(3 * 3600)
    bedside.keys("Space", "e")
    assert_black(bedside)
    night = listen_to_the_end(bedside)

    menu = ladder.menu_phrases(tuple(ladder.LadderChoice))
    assert night == [*spoken_lines(in_the_night), (LAST_LINE,), menu]
    assert menu[0].startswith("Still restless? Press a number")
    assert [phrase.partition(":")[0] for phrase in menu[1:]] == ["One", "Two", "Three", "Four"]

    bedside.keys("3")
    mind = heard(bedside)
    for _ in range(3):
        next_prompt(bedside)
        assert_black(bedside)
    prompts = heard(bedside)
    bedside.keys("x")
    question = heard(bedside)
    bedside.keys("2")

    assert mind == [
        ladder.instruction_phrases(ladder.LadderChoice.MIND, judge_safety(bedside.safety.lasting_answers))
    ]
    assert len(prompts) == 3
    assert question == [("Did it take your mind off your legs?", ladder.DID_IT_HELP_ANSWERS_PHRASE)]
    assert bedside.night.tried_distraction is Helped.A_LITTLE
    assert_black(bedside)
    assert_recorded([*evening, *night, *mind, *prompts, *question])
