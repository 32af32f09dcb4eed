"""The trial's page: a press begins a trial, no result is shown before its end, a second press stops it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.trial import Arm, Replacement, Trial, assigned_arm
from rlscompanion.domain.trial_words import LIMITS_OF_TRIAL_RESULT
from tests.domain.samples import a_full_night
from tests.stores import NO_ROOM
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

TONIGHT = date(2026, 11, 21)


def with_trial(opened: OpenBedside, days: int, blocks: int = 8) -> Bedside:
    """An app with the page of a trial that began `days` ago, and a saved diary for each day."""
    bedside = Bedside()
    first = TONIGHT - timedelta(days=days)
    trial = Trial(UUID(int=1), Outcome.WORST_URGE, first, 7, blocks)
    bedside.trials.save(trial)
    for night in range(min(days, 2 * blocks)):
        evening = first + timedelta(days=night)
        urge = 3 if assigned_arm(trial, evening) is Arm.MASSAGE else 6
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
    bedside.choose("Compared with", "Massage, or breathing and sound for as long")
    bedside.choose("Difference that matters", "1.5 points more")
    bedside.press("Begin trial")

    (trial,) = bedside.trials.all_trials()
    assert (trial.outcome, trial.blocks) == (Outcome.QUALITY, 10)
    assert (trial.instead, trial.relevant_difference) == (Replacement.BREATHING, 1.5)
    assert state(bedside) == (
        "This trial compares nights with massage and nights with breathing instead in 10 pairs. It is "
        "judged by your sleep quality. A difference of 1.5 points or more matters to you. It begins in the "
        "evening of Sun 22 Nov."
    )
    assert bedside.control("Pairs").accessibleName() == ("Pairs: 10 pairs to come; 0 pairs are complete")
    assert bedside.visible("Begin trial") == []


def test_fourteen_pairs_against_nothing_are_proposed_with_two_points_that_matter(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Open trial")
    bedside.press("Begin trial")

    (trial,) = bedside.trials.all_trials()
    assert (trial.blocks, trial.instead, trial.relevant_difference) == (14, None, 2.0)


def said(bedside: Bedside, identifier: str) -> str:
    return bedside.control(identifier, QLabel).text()


def test_without_nights_it_says_that_what_a_trial_could_see_is_not_known(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Open trial")

    assert said(bedside, "What this trial could see").startswith(
        "Not known yet. This needs 10 pairs of nights in a row"
    )
    assert bedside.visible("Enough pairs") == []


def test_before_it_begins_the_log_tells_what_it_could_see(opened: OpenBedside) -> None:
    bedside = Bedside()
    for number in range(40):
        evening = TONIGHT - timedelta(days=number + 1)
        night = replace(a_full_night(evening), id=UUID(int=10 + number), worst_urge=5 + (-1) ** number)
        bedside.log.save(replace(night, saved_at=Moment(1)))
    opened(bedside).press("Insights")
    bedside.press("Open trial")

    # Neighbouring nights differ by 2 points: 1.2, 0.8 and 0.65 of that.
    assert said(bedside, "What this trial could see").startswith(
        "80 of 100 such trials would find a difference of 2.4 points with 8 pairs, 1.6 points with 14 pairs "
        "and 1.3 points with 20 pairs."
    )
    assert "Worst urge to move 1.6 points" in said(bedside, "Which item")
    assert said(bedside, "Enough pairs").startswith("14 pairs would find a difference of 2 points")
    bedside.choose("Pairs of nights", "8 pairs, 16 nights")
    assert said(bedside, "Enough pairs") == (
        "8 pairs would often miss a difference of 2 points; 11 pairs would find it in about 80 of 100 such "
        "trials."
    )
    bedside.choose("Difference that matters", "1 point less")
    assert said(bedside, "Enough pairs").startswith("Even 20 pairs would often miss a difference of 1 point")


def test_while_it_goes_on_nothing_is_said_of_how_it_looks(opened: OpenBedside) -> None:
    bedside = with_trial(opened, 5)

    assert "You are on pair 3 of 8. So far, 2 pairs are complete." in state(bedside)
    assert "massage tonight" in state(bedside)
    assert bedside.visible("Trial result") == bedside.visible("Trial answer") == []
    assert bedside.control("Pairs").accessibleName() == (
        "Pairs: tonight is in pair 3 of 8; 2 pairs are complete"
    )
    assert not any("lower" in text or "higher" in text for text in bedside.texts())


def test_at_its_end_the_result_is_read_with_what_it_cannot_say(opened: OpenBedside) -> None:
    bedside = with_trial(opened, 16)

    assert said(bedside, "Trial answer") == (
        "On nights with massage, worst urge to move was on average 3 points lower than on nights without."
    )
    assert said(bedside, "Trial result").startswith("This comes from 8 pairs of nights.")
    assert bedside.visible("Trial details") == []
    bedside.press("Details")
    assert "95 % interval −3 to −3, p = 0.008" in said(bedside, "Trial details")
    bedside.press("Details")
    assert bedside.visible("Trial details") == []
    assert bedside.control("What it cannot say", QLabel).text() == LIMITS_OF_TRIAL_RESULT
    assert state(bedside).endswith("ended with the night of Fri 20 Nov 2026.")
    assert bedside.visible("Begin trial"), "another can be begun"


@pytest.mark.parametrize("instead", [None, Replacement.BREATHING])
def test_another_trial_is_proposed_as_the_last_one_was(
    opened: OpenBedside, bedside: Bedside, instead: Replacement | None
) -> None:
    first = TONIGHT - timedelta(days=30)
    bedside.trials.save(
        Trial(UUID(int=1), Outcome.QUALITY, first, 7, 9, instead=instead, relevant_difference=0.5)
    )
    bedside.press("Insights")
    bedside.press("Open trial")
    bedside.choose("Pairs of nights", "10 pairs, 20 nights")
    bedside.press("Back to Insights")
    bedside.press("Open trial")
    bedside.press("Begin trial")

    last = max(bedside.trials.all_trials(), key=lambda each: each.first_evening)
    assert (last.outcome, last.blocks, last.instead, last.relevant_difference) == (
        Outcome.QUALITY,
        10,
        instead,
        0.5,
    )


def test_stopping_takes_two_presses(opened: OpenBedside) -> None:
    bedside = with_trial(opened, 5)
    bedside.press("Stop trial")
    assert "Press again" in bedside.control("Stop trial", QPushButton).text()
    assert bedside.trials.all_trials()[0].stopped_on is None

    bedside.press("Stop trial")

    assert bedside.trials.all_trials()[0].stopped_on == TONIGHT - timedelta(days=1)
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
