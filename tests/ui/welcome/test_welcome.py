"""The first start: three cards, the health questions, the sound, and the first massage."""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractSlider, QLabel, QStackedWidget

from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.lights_out.page import LIGHTS_OUT_KEYS_HINT as NIGHT_KEYS
from rlscompanion.ui.lights_out.page import LIGHTS_OUT_KEYS_HINT_MS, LightsOutPage
from rlscompanion.ui.session.eyes_closed import CLOSED_EYES_KEYS_HINT as EYES_KEYS
from rlscompanion.ui.settings.page import SettingsPage
from rlscompanion.ui.tonight.page import TonightPage
from rlscompanion.ui.welcome.page import WELCOME_CARDS
from rlscompanion.ui.welcome.sound_page import ABOUT_SOUND_LEVEL, HOW_LOUD_QUESTION
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import luminances, widest_contrast
from tests.ui.stations import SAMPLE_NIGHT

pytestmark = pytest.mark.usefixtures("unstyled")

NEW = {"welcomed": "no", "night_keys_said": "", "eyes_keys_said": ""}
LEAST_OF_A_LINE = 3.0
"""The contrast of a drawn line to its ground, at least."""

WORDS_IN_THIRTY_SECONDS = 100
"""At 200 words a minute, the pace of somebody tired."""


@dataclass
class Presses:
    """Counts how often something is pressed."""

    bedside: Bedside
    pressed: list[str] = field(default_factory=list)

    def press(self, *words: str) -> None:
        for word in words:
            self.bedside.press(word)
            self.pressed.append(word)


@pytest.fixture
def first_start(opened: OpenBedside) -> Bedside:
    return opened(Bedside(is_screened=False, kept=NEW))


def title(bedside: Bedside) -> str:
    return bedside.control("Welcome", QLabel).text()


def test_each_card_has_a_drawing_of_its_own(first_start: Bedside) -> None:
    drawings = []
    for _ in WELCOME_CARDS:
        stack = first_start.page.findChild(QStackedWidget)
        assert stack is not None
        shown = stack.currentWidget()
        assert shown is not None
        drawings.append(luminances(shown.grab().toImage()))
        first_start.press("Next")

    for drawing in drawings:
        assert widest_contrast(drawing) > LEAST_OF_A_LINE
    for one, other in combinations(drawings, 2):
        assert not np.array_equal(one, other)


def test_from_nothing_to_the_first_massage_in_nine_presses(first_start: Bedside) -> None:
    hand = Presses(first_start)
    assert not first_start.visible("Tonight"), "it has no navigation"

    for card in WELCOME_CARDS:
        assert title(first_start) == card.title
        hand.press("Next")
    hand.press("None of these", "Done")
    assert first_start.sound.is_playing
    first_start.control("Volume", QAbstractSlider).setValue(30)
    hand.press("Next")
    assert not first_start.sound.is_playing
    assert first_start.sound.level == 0.3
    hand.press("Start wind-down", "Skip")

    assert first_start.page is first_start.flow.evening.session
    assert len(hand.pressed) <= 9, hand.pressed
    first_start.press("End session")
    first_start.press("Continue")
    first_start.process_events()
    lights_out = first_start.page
    assert isinstance(lights_out, LightsOutPage)
    assert NIGHT_KEYS in first_start.texts()
    timers = [each for each in lights_out.findChildren(QTimer) if each.interval() == LIGHTS_OUT_KEYS_HINT_MS]
    assert [each.isActive() for each in timers] == [True]
    timers[0].timeout.emit()
    assert lights_out.is_black
    assert NIGHT_KEYS not in first_start.texts()
    first_start.keys("Space")
    assert first_start.page is first_start.flow.evening.session


def test_the_cards_and_the_sound_are_read_in_thirty_seconds() -> None:
    read = " ".join(
        (*(f"{card.title} {card.text}" for card in WELCOME_CARDS), HOW_LOUD_QUESTION, ABOUT_SOUND_LEVEL)
    )

    assert len(read.split()) <= WORDS_IN_THIRTY_SECONDS


def test_skip_leads_to_tonight_and_the_next_start_has_no_welcome(first_start: Bedside) -> None:
    first_start.keys("Enter", "Backspace", "Enter")
    assert title(first_start) == WELCOME_CARDS[1].title

    first_start.press("Skip")

    assert first_start.page is first_start.flow.evening.tonight
    first_start.close()
    first_start.open()
    assert first_start.page is first_start.flow.evening.tonight


def test_the_settings_show_it_again_and_are_come_back_to(opened: OpenBedside) -> None:
    bedside = opened(Bedside(kept=NEW))
    assert isinstance(bedside.page, TonightPage)
    bedside.press("Settings")
    bedside.press("Welcome")

    bedside.keys("Enter", "Enter", "Enter")
    assert HOW_LOUD_QUESTION in bedside.texts()
    bedside.keys("Enter")

    assert isinstance(bedside.page, SettingsPage)


def test_the_drawing_gives_way_to_the_words_and_buttons_in_a_low_window(first_start: Bedside) -> None:
    first_start.preferences.set("text_scale", "2.0")
    first_start.window.apply_text_scale()
    first_start.window.resize(1366, 734)
    first_start.process_events()

    press = first_start.control("Next")
    assert press.visibleRegion().boundingRect() == press.rect()


def test_the_keys_of_eyes_closed_are_said_before_the_black(opened: OpenBedside) -> None:
    bedside = opened(Bedside(kept=NEW))
    bedside.start_session("6")

    bedside.keys("e")
    said = EYES_KEYS in bedside.texts()
    bedside.keys("e", "e")
    bedside.keys("Up")

    assert said
    bedside.keys("x")
    assert EYES_KEYS not in bedside.texts()


def test_a_log_with_nights_or_one_that_cannot_be_read_has_no_welcome(opened: OpenBedside) -> None:
    with_nights = Bedside(is_screened=False, kept=NEW)
    with_nights.log.save(SAMPLE_NIGHT)
    opened(with_nights)

    assert isinstance(with_nights.page, TonightPage)

    def refuse(*_: object, **__: object) -> None:
        raise Refusal("the log cannot be read")

    with_nights.log.summaries = refuse  # type: ignore[method-assign,assignment]
    assert not with_nights.flow.welcome.is_due
