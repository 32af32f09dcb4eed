"""The trial in the report: in the order of CENT 2015, and silent on its result while it goes on."""

from datetime import date
from uuid import UUID

from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.trial import Replacement, Trial
from rlscompanion.domain.trial_words import LIMITS_OF_TRIAL_RESULT, trial_headline
from rlscompanion.exchange.report_trial import TrialReport
from tests.domain.test_trial_words import FALLING_DIFFERENCES, a_result

TRIAL = Trial(
    UUID(int=1),
    Outcome.TOTAL_SLEEP,
    date(2026, 11, 1),
    7,
    instead=Replacement.BREATHING,
    relevant_difference=15.0,
)


def test_items_come_in_the_order_of_the_statement() -> None:
    report = TrialReport(TRIAL, a_result(*FALLING_DIFFERENCES), is_over=True)
    numbers = [int(item.number.split("–")[0]) for _, items in report.sections for item in items]

    assert numbers == sorted(numbers)
    assert [heading for heading, _ in report.sections] == ["Methods", "Results", "Discussion"]
    assert report.answer == trial_headline(TRIAL, report.result)


def test_what_was_fixed_and_what_was_found_is_told() -> None:
    report = TrialReport(TRIAL, a_result(*FALLING_DIFFERENCES), is_over=True)
    said = {item.about: item.text for _, items in report.sections for item in items}

    assert "the same time with slow breathing and sound (attention control)" in said["Interventions"]
    assert said["Outcome"].endswith(
        "more is better. Chosen before the first night. Difference that matters to the person: 15 minutes."
    )
    assert said["Dates"] == "Nights of 1 Nov 2026 to 28 Nov 2026."
    assert "95 % interval −3 to −1, p = 0.031" in said["Estimate"]
    assert said["Limits"] == LIMITS_OF_TRIAL_RESULT


def test_a_trial_that_goes_on_tells_no_result() -> None:
    report = TrialReport(TRIAL, a_result(*FALLING_DIFFERENCES), is_over=False)

    assert report.answer == "This trial goes on until 28 Nov 2026. Its result is shown at its end."
    assert [heading for heading, _ in report.sections] == ["Methods"]
