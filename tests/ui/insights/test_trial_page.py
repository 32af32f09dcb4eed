"""The Trial's page: begun by a press, silent on how it looks until the end, stopped by a second press."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.trial import Arm, Trial, assignment
from rlscompanion.domain.trial_words import LIMITS
from tests.domain.samples import a_full_night
from tests.stores import NO_ROOM
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

TONIGHT = date(2026, 11, 21)


def with_trial(opened: OpenBedside, days: int, blocks: int = 8) -> Bedside:
    """A trial that began so many days ago, its diary filled in each morning; its page."""
    bedside = Bedside()
    first = TONIGHT - timedelta(days=days)
    trial = Trial(UUID(int=1), Outcome.WORST_URGE, first, 7, blocks)
    bedside.trials.save(trial)
    for night in range(min(days, 2 * blocks)):
        evening = first + timedelta(days=night)
        urge = 3 if assignment(trial, evening) is Arm.MASSAGE else 6
        kept = replace(a_full_night(evening), id=UUID(int=10 + night), worst_urge=urge, saved_at=Moment(1))
        bedside.log.save(kept)
    opened(bedside).press("Insights")
    bedside.press("Open trial")
    return bedside


def state(bedside: Bedside) -> str:
    return bedside.control("Trial state", QLabel).text()


def test_a_trial_is_begun_with_what_was_chosen(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Open trial")
    bedside.choose("Outcome", "Sleep quality")
    bedside.choose("Pairs of nights", "10 pairs, 20 nights")
    bedside.press("Begin trial")

    (trial,) = bedside.trials.all()
    assert (trial.outcome, trial.blocks) == (Outcome.QUALITY, 10)
    assert state(bedside) == (
        "Compared: sleep quality, over 10 pairs of nights. It begins in the evening of Sun 22 Nov."
    )
    assert bedside.visible("Begin trial") == []


def test_fourteen_pairs_are_proposed(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Open trial")
    bedside.press("Begin trial")

    assert next(iter(bedside.trials.all())).blocks == 14


def test_while_it_goes_on_nothing_is_said_of_how_it_looks(opened: OpenBedside) -> None:
    bedside = with_trial(opened, 5)

    assert "You are on pair 3 of 8. So far: 2 complete, 0 with a night not known." in state(bedside)
    assert "tonight is a night with" in state(bedside)
    assert bedside.visible("Trial result") == []
    assert not any("lower" in text or "higher" in text for text in bedside.texts())


def test_at_its_end_the_result_is_read_with_what_it_cannot_say(opened: OpenBedside) -> None:
    bedside = with_trial(opened, 16)

    words = bedside.control("Trial result", QLabel).text()
    assert "on average 3 points lower (8 pairs of nights, 95 % interval −3 to −3, p = 0.008)" in words
    assert bedside.control("What it cannot say", QLabel).text() == LIMITS
    assert state(bedside).endswith("ended with the night of Fri 20 Nov 2026.")
    assert bedside.visible("Begin trial"), "another can be begun"


def test_stopping_takes_two_presses(opened: OpenBedside) -> None:
    bedside = with_trial(opened, 5)
    bedside.press("Stop trial")
    assert "Press again" in bedside.control("Stop trial", QPushButton).text()
    assert bedside.trials.all()[0].stopped_on is None

    bedside.press("Stop trial")

    assert bedside.trials.all()[0].stopped_on == TONIGHT - timedelta(days=1)
    assert "2 pairs of nights are complete" in bedside.control("Trial result", QLabel).text()


@pytest.mark.parametrize("press", ["Begin trial", "Stop trial"])
def test_what_cannot_be_written_is_told(opened: OpenBedside, bedside: Bedside, press: str) -> None:
    if press == "Stop trial":
        bedside = with_trial(opened, 5)
        bedside.press(press)
    else:
        bedside.press("Insights")
        bedside.press("Open trial")
    bedside.disk.fill_up()
    bedside.press(press)

    assert bedside.control("Problem", QLabel).text() == NO_ROOM


def test_one_gets_back_to_insights(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Open trial")
    bedside.press("Back to Insights")

    assert bedside.page is bedside.flow.day.insights
