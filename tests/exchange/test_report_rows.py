"""The summary: medians with their n, and a change that equals the difference of the numbers beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.exchange.report_rows import NOT_KNOWN, SummaryRow, has_symptoms, summary_rows
from tests.cases import each_case
from tests.domain.samples import a_full_night

FIRST = date(2026, 9, 1)


def nights(count: int, change: Callable[[int, Night], Night] = lambda _, night: night) -> list[Night]:
    evenings = [FIRST + timedelta(days=day) for day in range(count)]
    return [
        change(day, replace(a_full_night(evening), id=UUID(int=day + 1)))
        for day, evening in enumerate(evenings)
    ]


def row(what: str, of: list[Night]) -> SummaryRow:
    return next(each for each in summary_rows(of) if each.title.startswith(what))


def test_the_last_fourteen_nights_are_put_beside_the_first() -> None:
    kept = nights(40, lambda day, night: replace(night, worst_urge=6 if day < 14 else 1 if day < 26 else 3))
    urge = row("Worst urge", kept)

    assert (urge.value, urge.count, urge.first, urge.last, urge.change) == ("3", 40, "6", "3", "−3")


def test_with_fewer_than_28_nights_there_is_no_change() -> None:
    urge = row("Worst urge", nights(27))

    assert (urge.count, urge.first, urge.last, urge.change) == (27, "", "", "")


def test_an_end_on_which_an_item_is_seldom_known_has_no_median() -> None:
    kept = nights(28, lambda day, night: replace(night, tiredness=5 if day < 7 or day >= 14 else None))
    tired = row("Daytime tiredness", kept)

    assert (tired.count, tired.first, tired.last, tired.change) == (21, NOT_KNOWN, "5", NOT_KNOWN)


@given(st.lists(st.integers(0, 600), min_size=28, max_size=28))
def test_a_change_is_the_difference_of_what_is_printed(minutes: list[int]) -> None:
    def slept(day: int, night: Night) -> Night:
        (sleep,) = night.sleeps
        return replace(night, sleeps=(replace(sleep, minutes_to_fall_asleep=minutes[day]),))

    found = row("Time to fall asleep", nights(28, slept))

    printed = [int(text.removesuffix(" min")) for text in (found.first, found.last)]
    hours, _, rest = found.change.removesuffix(" min").lstrip("+−").rpartition(" h ")
    sign = -1 if found.change.startswith("−") else 1
    assert sign * (60 * int(hours or 0) + int(rest)) == printed[1] - printed[0]


def test_symptoms_beginning_at_another_time_are_earlier_or_later() -> None:
    def began(day: int, night: Night) -> Night:
        evening = night.sleeps[0].went_to_bed
        assert evening is not None
        return replace(night, symptoms_began=evening.plus_minutes(0 if day < 14 else -95))

    found = row("Symptoms began", nights(28, began))

    assert found.change == "1 h 35 earlier"
    assert not [each for each in summary_rows(nights(3)) if each.title == "Symptoms began" and not each.count]


@each_case(
    ("said", "answer"),
    [
        ({"worst_urge": 4}, True),
        ({"worst_urge": 0}, False),
        ({"worst_urge": 0, "body_parts": frozenset({BodyPart.LEGS})}, True),
        ({"body_parts": frozenset()}, False),
        ({"symptoms_began": Moment(0)}, True),
        ({}, None),
    ],
)
def test_whether_a_night_had_symptoms(said: dict[str, object], answer: bool | None) -> None:
    assert has_symptoms(Night(UUID(int=1), FIRST, "UTC", **said)) is answer  # type: ignore[arg-type]


def test_nights_a_week_with_symptoms_leave_out_those_that_do_not_say() -> None:
    def said(day: int, night: Night) -> Night:
        urge = None if day % 2 else (5 if day % 4 else 0)
        return replace(night, worst_urge=urge, body_parts=None, symptoms_began=None)

    found = row("Nights a week", nights(16, said))

    assert (found.value, found.count) == ("3.5", 8)
