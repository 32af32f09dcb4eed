"""The last nights one by one: every item as it was said, blank where it was not."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep
from rlscompanion.exchange.report_nights import NIGHT_TABLE_HEADINGS, NightLine, medicine_legend, night_lines
from tests.domain.samples import a_full_night

EVENING = date(2026, 11, 21)
TABLET = Medicine(UUID(int=1), "Tablet")


def line(night: Night) -> dict[str, str]:
    (found,) = night_lines([night], {TABLET.id: TABLET}, night.evening, night.evening)
    return {
        heading: cell.replace("\N{NO-BREAK SPACE}", " ")
        for heading, cell in zip(NIGHT_TABLE_HEADINGS, (found.evening, *found.cells), strict=True)
    }


def test_the_last_fourteen_evenings_are_shown_a_missing_one_as_missing() -> None:
    kept = [a_full_night(EVENING - timedelta(days=day)) for day in range(20) if day != 2]

    lines = night_lines(kept, {}, EVENING - timedelta(days=30), EVENING)

    assert [each.evening.split() for each in lines[:2]] == [["Sun", "8", "Nov"], ["Mon", "9", "Nov"]]
    assert [number for number, each in enumerate(lines) if each.missing] == [11]
    assert lines[11] == NightLine(lines[11].evening, missing="no diary")
    assert len(lines) == 14
    assert len(night_lines(kept, {}, EVENING - timedelta(days=4), EVENING)) == 5


@pytest.mark.usefixtures("in_halves")
def test_times_are_those_of_the_place() -> None:
    cells = line(a_full_night(EVENING))

    assert (cells["Bed"], cells["Final"]) == ("10:40 pm", "6:30 am")


def test_every_item_has_its_cell() -> None:
    night = a_full_night(EVENING)
    (sleep,) = night.sleeps
    bed = sleep.went_to_bed
    assert bed is not None
    nap = Sleep(
        UUID(int=5), is_main=False, tried_to_sleep=bed.plus_minutes(-600), woke_up=bed.plus_minutes(-570)
    )
    clock = bed.local.strftime("%H:%M")
    cells = line(
        replace(
            night,
            sleeps=(sleep, nap),
            awakenings=(Awakening(UUID(int=6), bed, AwakeningKind.RESTLESS_LEGS),),
            quality=4,
            worst_urge=0,
            symptoms_began=bed,
            body_parts=frozenset({BodyPart.ARMS, BodyPart.LEGS}),
            doses=(
                Dose(UUID(int=7), TABLET.id, 0.125, "mg", bed),
                Dose(UUID(int=8), TABLET.id, 0.25, "mg", bed.plus_minutes(-60)),
                Dose(UUID(int=18), UUID(int=99)),
            ),
            factors=(
                FactorNote(UUID(int=9), "caffeine", True, 1.0, bed),
                FactorNote(UUID(int=10), "alcohol", False),
            ),
        )
    )

    assert (cells["Night"], cells["Bed"], cells["Onset"]) == ("Sat 21 Nov", clock, clock)
    assert cells["SOL"] == str(sleep.minutes_to_fall_asleep)
    assert cells["Awake"] == f"{sleep.times_awake} (legs 1)"
    assert (cells["Qual."], cells["Urge"], cells["Parts"]) == ("4", "0", "legs, arms")
    an_hour_before = bed.plus_minutes(-60).local.strftime("%H:%M")
    assert cells["Doses"] == f"?; A 0.25 mg {an_hour_before}, 0.125 mg {clock}"
    assert (cells["Caffeine"], cells["Alcohol"]) == (f"1 cup, {clock}", "no")
    start, end = (bed.plus_minutes(minutes).local.strftime("%H:%M") for minutes in (-600, -570))
    assert cells["Naps"] == f"{start} to {end}"


def test_each_medicine_taken_has_a_letter() -> None:
    patch, iron = Medicine(UUID(int=2), "Patch"), Medicine(UUID(int=3), "Iron")
    medicines = {each.id: each for each in (TABLET, patch, iron)}
    night = replace(a_full_night(EVENING), doses=(Dose(UUID(int=7), iron.id, 65.0, "mg"),))
    other = replace(night, evening=EVENING - timedelta(days=1), doses=(Dose(UUID(int=8), TABLET.id),))

    lines = night_lines([other, night], medicines, other.evening, EVENING)

    doses = list(NIGHT_TABLE_HEADINGS).index("Doses") - 1
    assert [each.cells[doses].split() for each in lines] == [["A"], ["B", "65", "mg"]]
    assert medicine_legend([other, night], medicines) == "A: Tablet; B: Iron"
    assert medicine_legend([a_full_night(EVENING)], medicines) == ""


def test_what_nobody_said_is_blank_and_a_sleepless_night_says_so() -> None:
    cells = line(Night(UUID(int=1), EVENING, "UTC"))
    assert {word for heading, word in cells.items() if heading != "Night"} == {""}

    awake = line(
        Night(UUID(int=1), EVENING, "UTC", (Sleep(UUID(int=2), slept=False),), body_parts=frozenset())
    )
    assert (awake["SOL"], awake["Parts"]) == ("no sleep", "none")


def test_the_columns_fill_the_width() -> None:
    assert sum(NIGHT_TABLE_HEADINGS.values()) == pytest.approx(100)
