"""The night ladder (help at night in steps) by keys alone: what it offers, asks and puts into the diary."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from rlscompanion.domain import ladder
from rlscompanion.domain.items import TRIED_ITEMS, Helped, Item
from rlscompanion.domain.ladder import LadderChoice
from rlscompanion.domain.night import AwakeningKind
from rlscompanion.domain.safety import Finding
from rlscompanion.ui.lights_out.trying_page import INSTRUCTIONS_SECONDS
from rlscompanion.ui.theme import EMBER
from tests.ui.bedside import Bedside, end_idle_wait, idle_milliseconds
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

CHOICES = ("Walk and stretch", "Warmth or cold", "Something for the mind", "Back to bed")


@pytest.fixture
def dark(bedside: Bedside) -> Bedside:
    """An app at two o'clock in the night, with the black screen of Lights out."""
    bedside.clock.advance_wall_to("2026-11-21 23:00")
    bedside.press("Lights out")
    bedside.clock.advance_wall_to("2026-11-22 02:00")
    return bedside


def up_the_ladder(bedside: Bedside, *keys: str) -> Bedside:
    """Choose Other help on the black screen, then press these keys."""
    bedside.keys("x")
    bedside.press("Other help")
    bedside.keys(*keys)
    return bedside


def offered(bedside: Bedside) -> list[str]:
    return [word for word in CHOICES if bedside.visible(word)]


def tried(bedside: Bedside) -> dict[Item, object]:
    """The tried items in the log, with what the person said of each."""
    night = bedside.log.nights()[0]
    return {item: value for item in TRIED_ITEMS if (value := getattr(night, item.value)) is not None}


def question(bedside: Bedside) -> str:
    return bedside.control("Did it help", QLabel).text()


def is_dark(bedside: Bedside) -> bool:
    lights_out = bedside.flow.night.lights_out
    return bedside.page is lights_out and lights_out.is_black


def next_prompt(bedside: Bedside) -> None:
    timer = bedside.mind_game.findChild(QTimer)
    assert timer is not None
    assert timer.isActive()
    timer.stop()
    timer.timeout.emit()


# --- the way there and back ---------------------------------------------------------------------------------


def test_it_comes_after_a_rescue(dark: Bedside) -> None:
    dark.keys("Space")
    dark.end_session()

    assert offered(dark) == list(CHOICES)
    assert dark.window.theme is EMBER
    assert dark.voice.received[-1] == (*ladder.menu_phrases(tuple(LadderChoice)), "softly")


def test_it_comes_instead_of_one_and_logs_the_awakening(dark: Bedside) -> None:
    up_the_ladder(dark)

    assert offered(dark) == list(CHOICES)
    [awakening] = dark.night.awakenings
    assert awakening.kind is AwakeningKind.RESTLESS_LEGS
    assert dark.session_log.all_sessions() == []


@pytest.mark.parametrize(("minutes", "awakenings"), [(20, 1), (40, 2)])
def test_soon_after_a_rescue_it_is_for_the_same_awakening(
    dark: Bedside, minutes: int, awakenings: int
) -> None:
    dark.keys("Space")
    dark.end_session()
    dark.press("Back to bed")
    dark.clock.advance(60 * minutes)

    up_the_ladder(dark)

    assert len(dark.night.awakenings) == awakenings


@pytest.mark.parametrize("keys", [("4",), ("Esc",), ("Down", "Down", "Down", "Enter"), ("Up", "Space")])
def test_back_to_bed_is_the_dark_and_asks_nothing(dark: Bedside, keys: tuple[str, ...]) -> None:
    up_the_ladder(dark, *keys)

    assert is_dark(dark)
    assert tried(dark) == {}


def test_left_alone_it_goes_dark(dark: Bedside) -> None:
    up_the_ladder(dark)
    assert idle_milliseconds(dark.page) == 30_000

    end_idle_wait(dark.page)

    assert is_dark(dark)


# --- what is tried ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "rung"),
    [
        (("1",), LadderChoice.WALK),
        (("2",), LadderChoice.WARMTH),
        (("3",), LadderChoice.MIND),
        (("Enter",), LadderChoice.WALK),
        (("Down", "Enter"), LadderChoice.WARMTH),
    ],
)
def test_a_choice_shows_and_says_how(dark: Bedside, keys: tuple[str, ...], rung: LadderChoice) -> None:
    up_the_ladder(dark, *keys)

    phrases = ladder.instruction_phrases(rung, dark.safety.verdict)
    assert dark.control("Instruction", QLabel).text() == "\n\n".join(phrases)
    assert dark.voice.received[-2:] == ["hush", (*phrases, "softly")]
    assert dark.window.theme is EMBER


def test_its_words_go_out_by_themselves_and_a_key_still_ends_it(dark: Bedside) -> None:
    up_the_ladder(dark, "1")
    page = dark.flow.ladder.instructions
    assert page._words_timer.interval() == 1000 * INSTRUCTIONS_SECONDS

    end_idle_wait(page)
    assert page.is_black
    assert dark.page is page
    dark.keys("x")

    assert question(dark) == "Did walking help?"


@pytest.mark.parametrize("digit", ["1", "3"])
def test_who_fell_asleep_over_it_is_not_asked_and_hears_no_more(dark: Bedside, digit: str) -> None:
    up_the_ladder(dark, digit)

    dark.flow.ladder.instructions._left_timer.timeout.emit()

    assert is_dark(dark)
    assert not dark.mind_game.is_on
    assert tried(dark) == {}


def test_sound_keys_end_nothing(dark: Bedside) -> None:
    up_the_ladder(dark, "1", "VolumeUp")

    assert dark.page is dark.flow.ladder.instructions


# --- something for the mind ---------------------------------------------------------------------------------


def test_the_mind_is_led_by_the_voice_with_the_screen_black(dark: Bedside) -> None:
    up_the_ladder(dark, "3")
    assert dark.mind_game.is_on

    for _ in range(3):
        dark.voice.taken()
        next_prompt(dark)

        assert dark.flow.ladder.instructions.is_black
        [said] = dark.voice.taken()
        assert isinstance(said, tuple)
        assert said[-1] == "softly"


def test_without_a_voice_the_prompts_are_to_be_read(opened: OpenBedside) -> None:
    bedside = opened(Bedside(kept={"voice": "silent"}))
    bedside.press("Lights out")
    up_the_ladder(bedside, "3")

    next_prompt(bedside)

    assert bedside.control("Instruction", QLabel).text().endswith(".")
    assert bedside.control("Instruction", QLabel).text() != ladder.MIND_PHRASE
    assert bedside.voice.received == []


def test_any_key_ends_the_mind_game(dark: Bedside) -> None:
    up_the_ladder(dark, "3")
    next_prompt(dark)

    dark.keys("Space")

    assert not dark.mind_game.is_on
    assert "hush" in dark.voice.received
    assert question(dark) == "Did it take your mind off your legs?"


def test_closing_the_window_ends_it(dark: Bedside) -> None:
    up_the_ladder(dark, "3")

    dark.window.close()

    assert not dark.mind_game.is_on


# --- whether it helped --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ("1 x 3 1", {Item.TRIED_WALKING: Helped.YES, Item.TRIED_STRETCHING: Helped.NO}),
        ("1 x 2 4", {Item.TRIED_WALKING: Helped.A_LITTLE}),
        ("2 x 4 3", {Item.TRIED_COLD: Helped.YES}),
        ("2 x Down Enter 4", {Item.TRIED_WARMTH: Helped.A_LITTLE}),
        ("3 x 2", {Item.TRIED_DISTRACTION: Helped.A_LITTLE}),
        ("1 x 4 4", {}),
        ("1 x 3 Esc", {Item.TRIED_WALKING: Helped.YES}),
        ("1 x Esc", {}),
    ],
)
def test_one_key_for_each_thing_goes_into_the_diary_and_back_to_the_dark(
    dark: Bedside, keys: str, kept: dict[Item, Helped]
) -> None:
    up_the_ladder(dark, *keys.split())

    assert tried(dark) == kept
    assert is_dark(dark)


def test_what_did_not_help_at_all_leads_to_the_next_rung(dark: Bedside) -> None:
    up_the_ladder(dark, "1", "x", "1", "1")

    assert offered(dark) == list(CHOICES)
    assert tried(dark) == {Item.TRIED_WALKING: Helped.NO, Item.TRIED_STRETCHING: Helped.NO}


def test_the_question_is_said(dark: Bedside) -> None:
    up_the_ladder(dark, "2", "x")

    assert dark.voice.received[-1] == ("Did warmth help?", ladder.DID_IT_HELP_ANSWERS_PHRASE, "softly")
    assert dark.control("Did it help").accessibleName() == "Did it help: Did warmth help?"


def test_a_question_left_alone_is_not_answered(dark: Bedside) -> None:
    up_the_ladder(dark, "1", "x")

    end_idle_wait(dark.page)

    assert is_dark(dark)
    assert tried(dark) == {}


def test_a_full_disk_stops_nothing_and_loses_nothing(dark: Bedside) -> None:
    dark.disk.fill_up()

    up_the_ladder(dark, "3", "x", "3")
    assert is_dark(dark)
    dark.disk.mend()
    dark.pending.flush()

    assert tried(dark) == {Item.TRIED_DISTRACTION: Helped.YES}
    assert len(dark.night.awakenings) == 1


def test_the_morning_shows_what_was_answered(dark: Bedside) -> None:
    up_the_ladder(dark, "1", "x", "3", "4")
    dark.keys("x")

    dark.press("Good morning")
    dark.fill_in(Woke_up="6:30")
    dark.press("Save night")

    assert tried(dark) == {Item.TRIED_WALKING: Helped.YES}


# --- safety -------------------------------------------------------------------------------------------------


def test_what_the_health_questions_forbid_is_not_offered(dark: Bedside) -> None:
    dark.safety.save_answers({Finding.REDUCED_FEELING})

    up_the_ladder(dark)

    assert offered(dark) == ["Walk and stretch", "Something for the mind", "Back to bed"]
    assert ladder.CHOICE_PHRASES[LadderChoice.WARMTH] not in dark.voice.received[-1]  # type: ignore[operator]
    dark.keys("2")
    assert dark.page is dark.flow.ladder.choices, "its digit chooses nothing"
    dark.keys("1")
    assert ladder.STRETCH_PHRASE not in dark.control("Instruction", QLabel).text()
    dark.keys("x", "1")
    assert offered(dark), "stretching is not asked about"


def test_in_an_emergency_it_says_whom_to_call(dark: Bedside) -> None:
    dark.safety.save_answers({Finding.CHEST_PAIN})

    up_the_ladder(dark)

    assert dark.page is dark.flow.safety.night_advice
    assert "emergency number" in dark.control("Advice", QLabel).text()
