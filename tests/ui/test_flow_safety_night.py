"""Massage at night obeys the health answers: it is adapted, or replaced by advice and other help."""

import pytest
from PySide6.QtWidgets import QLabel

from rlscompanion.domain.night import AwakeningKind
from rlscompanion.domain.safety import Finding
from rlscompanion.domain.safety_advice import IF_IT_GETS_WORSE_SENTENCE, WALKING_CAUTION
from rlscompanion.ui.theme import EMBER
from tests.ui.bedside import Bedside, end_idle_wait, idle_milliseconds
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

SAME_DAY = f"No massage tonight. Please get medical advice within the day. {IF_IT_GETS_WORSE_SENTENCE}"
CHOICES = ("Walking", "Leg exercises", "Breathing", "Play sound", "Back to sleep", "Close")
ALL, NO_MOVEMENT = CHOICES[:5], ("Walking", *CHOICES[2:5])


def awake(bedside: Bedside, *findings: Finding) -> Bedside:
    """Give these health answers, put the lights out, and press Space three hours later."""
    if findings:
        bedside.safety.save_answers(set(findings))
    bedside.press("Lights out")
    bedside.clock.advance(3 * 3600)
    bedside.keys("Space")
    return bedside


def choices(bedside: Bedside) -> list[str]:
    return [word for word in CHOICES if bedside.visible(word)]


def test_a_clear_screen_starts_the_whole_rescue(bedside: Bedside) -> None:
    awake(bedside)

    keys = [each.step_key for each in bedside.session.segments]
    assert len(set(keys)) == 4
    assert bedside.page is bedside.flow.evening.session


def test_a_caution_starts_what_is_left_of_it(bedside: Bedside) -> None:
    awake(bedside, Finding.VARICOSE_VEINS)

    keys = {each.step_key for each in bedside.session.segments}
    assert bedside.page is bedside.flow.evening.session
    assert keys == {"ankle_pumps", "feather_strokes", "lying_stretch"}


@pytest.mark.parametrize(
    ("finding", "sentence", "offered"),
    [
        (Finding.CANCER, "No massage until a professional says it is fine for you.", ALL),
        (Finding.FEVER, "No massage tonight: a fever.", ALL),
        (Finding.RED_SKIN, SAME_DAY, NO_MOVEMENT),
        (Finding.ACUTE_INJURY, SAME_DAY, CHOICES[2:5]),
        (Finding.CLOT_NOW, SAME_DAY, NO_MOVEMENT),
        (Finding.COLLAPSE, "You ticked: a collapse. Please call your emergency number.", CHOICES[5:]),
    ],
)
def test_without_massage_it_says_why_and_offers_what_there_is(
    bedside: Bedside, finding: Finding, sentence: str, offered: tuple[str, ...]
) -> None:
    awake(bedside, finding)

    assert bedside.control("Advice", QLabel).text() == sentence
    assert choices(bedside) == list(offered)
    assert bedside.window.theme is EMBER
    assert bedside.session_log.all_sessions() == []
    assert [each.kind for each in bedside.night.awakenings] == [AwakeningKind.RESTLESS_LEGS]


def test_nobody_is_questioned_at_night(opened: OpenBedside) -> None:
    bedside = awake(opened(Bedside(is_screened=False)))

    assert bedside.control("Advice", QLabel).text() == "No massage yet: some health questions have no answer."
    assert choices(bedside) == list(ALL)


def test_what_a_wound_leaves_nothing_of_says_so(opened: OpenBedside) -> None:
    bedside = opened(Bedside())
    bedside.preferences.set("rescue", "rescue_standing")

    awake(bedside, Finding.WOUND_FOOT)

    sentence = "No massage tonight: a wound, rash or infection on a foot or ankle."
    assert bedside.control("Advice", QLabel).text() == sentence
    assert "Walking" in choices(bedside)


@pytest.mark.parametrize(
    ("word", "key", "steps"),
    [
        ("Walking", "rescue_standing", ["sit_up", "walking"]),
        ("Leg exercises", "rescue_movement", ["ankle_pumps", "breath"]),
        ("Breathing", "breathing", ["breath"]),
    ],
)
def test_what_is_chosen_instead_is_a_rescue_for_that_awakening(
    bedside: Bedside, word: str, key: str, steps: list[str]
) -> None:
    awake(bedside, Finding.CANCER)

    bedside.press(word)

    assert bedside.page is bedside.flow.evening.session
    assert bedside.window.theme is EMBER
    assert bedside.session.routine_key == key
    assert list(dict.fromkeys(each.step_key for each in bedside.session.segments)) == steps
    assert bedside.session.awakening_id == bedside.night.awakenings[0].id
    assert bedside.keep_awake.held == "display"


def test_after_it_the_screen_is_black_again(bedside: Bedside) -> None:
    awake(bedside, Finding.CANCER)
    bedside.press("Breathing")

    bedside.end_session()
    bedside.press("Back to bed")

    assert bedside.page is bedside.flow.night.lights_out
    assert bedside.flow.night.lights_out.is_black


def test_walking_says_when_never_to(bedside: Bedside) -> None:
    awake(bedside, Finding.CANCER)

    assert WALKING_CAUTION in bedside.texts()


def test_sound_alone_goes_back_to_black(bedside: Bedside) -> None:
    awake(bedside, Finding.CANCER)
    bedside.sound.stop()

    bedside.press("Play sound")

    assert bedside.flow.night.lights_out.is_black
    assert bedside.page is bedside.flow.night.lights_out
    assert bedside.sound.is_playing
    assert bedside.sound.timer is not None


@pytest.mark.parametrize("keys", [("Esc",), ("Down", "Down", "Down", "Down", "Enter")])
def test_back_to_sleep_by_keys(bedside: Bedside, keys: tuple[str, ...]) -> None:
    awake(bedside, Finding.CANCER)

    bedside.keys(*keys)

    assert bedside.page is bedside.flow.night.lights_out
    assert bedside.flow.night.lights_out.is_black
    assert bedside.session_log.all_sessions() == []


def test_the_arrows_go_both_ways(bedside: Bedside) -> None:
    awake(bedside, Finding.CANCER)

    bedside.keys("Down", "Up", "Enter")

    assert bedside.session.routine_key == "rescue_standing"


def test_left_alone_it_goes_dark(bedside: Bedside) -> None:
    awake(bedside, Finding.CANCER)
    assert idle_milliseconds(bedside.page) == 60_000

    end_idle_wait(bedside.page)

    assert bedside.flow.night.lights_out.is_black
    assert bedside.page is bedside.flow.night.lights_out
    assert idle_milliseconds(bedside.flow.safety.night_advice) is None


@pytest.mark.parametrize("key", ["Down", "x", "Tab"])
def test_any_key_keeps_it_lit(bedside: Bedside, key: str) -> None:
    awake(bedside, Finding.CANCER)
    page = bedside.flow.safety.night_advice
    page._idle.start(5)

    bedside.keys(key)

    assert idle_milliseconds(page) == 60_000


def test_without_a_standing_rescue_or_a_breath_the_rest_is_offered(opened: OpenBedside) -> None:
    bedside = opened(Bedside(rescues=[each for each in Bedside().rescues if each.key == "rescue_lying"]))

    awake(bedside, Finding.CANCER)

    assert choices(bedside) == ["Breathing", "Play sound", "Back to sleep"]


def test_the_second_awakening_is_asked_anew(bedside: Bedside) -> None:
    awake(bedside, Finding.CANCER)
    bedside.press("Back to sleep")
    bedside.safety.set_professional_approval(True)

    bedside.keys("Space")

    assert bedside.page is bedside.flow.evening.session
    assert bedside.session.routine_key == "rescue_lying"
    assert len(bedside.night.awakenings) == 2
