"""The page of all topics: keys move between topics, and a key opens a topic."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rlscompanion.ui.learn.page import LearnPage, TopicCard
from tests.bedtime.signal_recorder import SignalRecorder
from tests.ui.bedside import Bedside, shipped_articles
from tests.ui.conftest import OpenBedside
from tests.ui.stations import station_named

pytestmark = pytest.mark.usefixtures("unstyled")


@pytest.fixture
def topics(bedside: Bedside) -> Bedside:
    station_named("learn").go(bedside)
    bedside.process_events()
    return bedside


def focused(bedside: Bedside) -> str:
    at = bedside.window.focusWidget()
    assert at is not None
    return at.accessibleIdentifier()


def test_every_article_has_a_card_with_its_summary(topics: Bedside) -> None:
    cards = topics.page.findChildren(TopicCard)

    assert {card.accessibleName(): card.accessibleDescription() for card in cards} == {
        article.title: article.summary for article in shipped_articles().articles
    }
    assert {card.article.summary for card in cards} <= set(topics.texts())


def test_it_begins_at_the_first(topics: Bedside) -> None:
    assert focused(topics) == "Looser muscles"


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (("Down",), "Better circulation"),
        (("Down", "Down", "Up"), "Better circulation"),
        (("Up",), "Looser muscles"),
        (("Left",), "Looser muscles"),
        (("Right",), "What RLS is"),
        (("Down", "Right"), "Before you massage"),
        (("Right", "Right"), "What RLS is"),
        (("Down", "Right", "Left"), "Better circulation"),
        ((*("Down",) * 9,), "Lasting relief"),
        ((*("Down",) * 6, "Right"), "Things to try besides massage"),
        (("Tab", "Tab"), "Relaxation"),
    ],
)
def test_arrows_move_among_the_cards(topics: Bedside, keys: tuple[str, ...], at: str) -> None:
    topics.keys(*keys)

    assert focused(topics) == at


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_the_card_that_has_the_focus(topics: Bedside, key: str) -> None:
    topics.keys("Down", key)

    assert topics.control("Topic", QLabel).text() == "Better circulation"


def test_a_click_on_its_words_opens_a_card(topics: Bedside) -> None:
    topics.press("When to see a doctor")

    assert topics.control("Topic", QLabel).text() == "When to see a doctor"


def test_it_can_be_without_any_topic(qtbot: QtBot) -> None:
    page = LearnPage(())
    qtbot.addWidget(page)
    heard = SignalRecorder(page, "article_chosen")

    page.show()

    assert page.findChildren(TopicCard) == []
    assert heard.take() == []


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize(("scale", "columns"), [("1.0", 2), ("1.5", 2), ("2.0", 1)])
def test_large_texts_stand_in_one_column(opened: OpenBedside, scale: str, columns: int) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    station_named("learn").go(bedside)
    bedside.process_events()

    places = {
        card.mapTo(bedside.page, card.rect().topLeft()).x() for card in bedside.page.findChildren(TopicCard)
    }
    assert len(places) == columns
