"""Every ninety days, one line in the morning."""

import pytest

from rlscompanion.domain.safety import Finding
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

ASKED = "Anything new about your health?"
DAY = 24 * 3600


@pytest.fixture
def due(bedside: Bedside) -> Bedside:
    """The diary, ninety days after the questions were answered."""
    bedside.safety.answer({Finding.VARICOSE_VEINS})
    bedside.clock.advance(90 * DAY)
    bedside.press("Fill in morning diary")
    return bedside


def test_before_that_nothing_is_asked(bedside: Bedside) -> None:
    bedside.clock.advance(80 * DAY)

    bedside.press("Fill in morning diary")

    assert ASKED not in bedside.texts()


def test_where_nothing_was_ever_answered_nothing_is_new(opened: OpenBedside) -> None:
    bedside = opened(Bedside(is_screened=False))
    bedside.clock.advance(400 * DAY)

    bedside.press("Fill in morning diary")

    assert ASKED not in bedside.texts()


def test_no_renews_the_answers_and_the_line_goes(due: Bedside) -> None:
    assert ASKED in due.texts()

    due.press("Nothing new")

    assert ASKED not in due.texts()
    assert due.page is due.flow.night.morning
    assert due.safety.standing is not None
    assert due.safety.standing.answered_at == due.clock.now()
    assert due.safety.standing.findings == {Finding.VARICOSE_VEINS}


def test_yes_leads_through_the_questions_and_back_with_what_was_typed(due: Bedside) -> None:
    due.fill_in(Went_to_bed="22:40")

    due.press("Something new")
    for _ in range(3):
        due.press("None of these apply")
    due.press("A fever")
    due.press("Next")
    due.press("Next")
    due.press("None of these apply")
    due.press("Done")

    assert due.page is due.flow.night.morning
    assert due.typed("Went to bed") == "22:40"
    assert ASKED not in due.texts()
    assert due.safety.standing is not None
    assert due.safety.standing.findings == {Finding.FEVER, Finding.VARICOSE_VEINS}


def test_put_off_it_asks_again(due: Bedside) -> None:
    due.press("Something new")
    due.press("Not now")

    assert due.page is due.flow.night.morning
    assert ASKED in due.texts()


def test_it_keeps_nothing_from_being_saved(due: Bedside) -> None:
    due.press("Save night")

    assert due.page is due.flow.day.sleep_log
    assert due.safety.is_due


def test_both_answers_are_heard_as_what_they_mean(due: Bedside) -> None:
    names = [due.control(word).accessibleName() for word in ("Nothing new", "Something new")]

    assert names == ["No, nothing new", "Yes, something new"]
