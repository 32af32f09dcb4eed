"""Tests of merging two entries of one evening: gaps are filled, differences go into the notes."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.items import Item
from rlscompanion.domain.joined_night import merge_nights
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep, ValueSource
from tests.cases import each_case
from tests.fakes import local

EVENING = date(2026, 11, 21)
DIARY = Night(
    UUID(int=1),
    EVENING,
    "Europe/Berlin",
    (Sleep(UUID(int=11), woke_up=local("2026-11-22 06:30"), minutes_awake=20),),
    quality=4,
    notes="Long drive.",
    saved_at=local("2026-11-22 08:00"),
)
RECORDED = Night(
    UUID(int=2),
    EVENING,
    "Europe/Berlin",
    (
        Sleep(
            UUID(int=12),
            tried_to_sleep=local("2026-11-21 23:00"),
            times_awake=1,
            got_up=local("2026-11-22 06:40"),
            sources={Item.TRIED_TO_SLEEP: ValueSource.RECORDED, Item.TIMES_AWAKE: ValueSource.RECORDED},
        ),
    ),
    (Awakening(UUID(int=21), local("2026-11-22 02:00"), AwakeningKind.RESTLESS_LEGS),),
)
NOTE_PREFIX = "Another entry of this night said: "


def main(night: Night) -> Sleep:
    assert night.main_sleep is not None
    return night.main_sleep


def with_main(night: Night, **changes: object) -> Night:
    return replace(night, sleeps=(replace(main(night), **changes), *night.sleeps[1:]))  # type: ignore[arg-type]


@pytest.mark.parametrize(("night", "other"), [(DIARY, RECORDED), (RECORDED, DIARY)])
def test_what_only_one_says_is_taken(night: Night, other: Night) -> None:
    made = merge_nights(night, other)

    assert (made.id, main(made).id) == (night.id, main(night).id)
    assert main(made) == Sleep(
        main(night).id,
        tried_to_sleep=local("2026-11-21 23:00"),
        times_awake=1,
        minutes_awake=20,
        woke_up=local("2026-11-22 06:30"),
        got_up=local("2026-11-22 06:40"),
        sources=main(RECORDED).sources,
    )
    assert (made.quality, made.notes, made.saved_at) == (4, "Long drive.", DIARY.saved_at)
    assert made.awakenings == RECORDED.awakenings


LATER = Moment(local("2026-11-22 09:00").utc, 60)


@each_case(
    ("item", "ours", "theirs", "line"),
    [
        ("quality", 4, 2, "Sleep quality: good"),
        ("worst_urge", 3, 6, "Worst urge to move: 3"),
        ("body_parts", frozenset(), frozenset({"legs"}), "Urge felt in: no symptoms"),
        ("eased_by_movement", False, True, "Eased by movement: no"),
    ],
)
def test_where_they_differ_the_one_saved_last_stands_and_the_other_is_noted(
    item: str, ours: object, theirs: object, line: str
) -> None:
    first = replace(DIARY, **{item: ours})  # type: ignore[arg-type]
    last = replace(DIARY, id=UUID(int=3), saved_at=LATER, **{item: theirs})  # type: ignore[arg-type]

    for made in (merge_nights(first, last), merge_nights(last, first)):
        assert getattr(made, item) == theirs
        assert made.notes.splitlines() == ["Long drive.", NOTE_PREFIX + line]
        assert made.saved_at == LATER


def test_times_of_the_sleep_that_differ_are_noted() -> None:
    last = with_main(replace(DIARY, id=UUID(int=3), saved_at=LATER), id=UUID(int=13), minutes_awake=45)

    made = merge_nights(DIARY, last)

    assert len(made.sleeps) == 1
    assert main(made).minutes_awake == 45
    assert made.notes.endswith(f"{NOTE_PREFIX}Minutes awake: 20")


def test_notes_of_both_are_kept() -> None:
    made = merge_nights(DIARY, replace(RECORDED, notes="Hot room.\nLong drive.\nLong"))

    assert made.notes == "Long drive.\nHot room.\nLong"


def test_sleeps_that_cannot_be_one_stay_two_with_one_main() -> None:
    by_day = Sleep(UUID(int=13), tried_to_sleep=local("2026-11-21 14:00"), woke_up=local("2026-11-21 15:00"))
    nap = replace(RECORDED, id=UUID(int=3), sleeps=(by_day,))

    made = merge_nights(with_main(DIARY, tried_to_sleep=local("2026-11-21 23:00")), nap)

    assert [(sleep.id, sleep.is_main) for sleep in made.sleeps] == [
        (UUID(int=11), True),
        (UUID(int=13), False),
    ]
    assert made.notes == "Long drive."


def test_sleeps_that_would_make_an_impossible_one_stay_two() -> None:
    early = with_main(RECORDED, minutes_to_fall_asleep=600, got_up=None)

    made = merge_nights(DIARY, early)

    assert [sleep.is_main for sleep in made.sleeps] == [True, False]
    assert made.sleeps[1].minutes_to_fall_asleep == 600
    assert merge_nights(made, early) == made


def test_a_sleepless_entry_and_one_that_slept() -> None:
    sleepless = replace(DIARY, saved_at=LATER, sleeps=(Sleep(UUID(int=14), slept=False),))

    made = merge_nights(RECORDED, replace(sleepless, id=UUID(int=3)))

    assert not main(made).slept
    assert main(made).tried_to_sleep == local("2026-11-21 23:00")
    assert f"{NOTE_PREFIX}Slept: yes" in made.notes


def test_awakenings_of_both_are_kept_and_counted() -> None:
    at = local("2026-11-22 04:00")
    second = with_main(
        replace(
            RECORDED,
            id=UUID(int=3),
            awakenings=(Awakening(UUID(int=22), at, AwakeningKind.JUST_AWAKE),),
        ),
        id=UUID(int=13),
    )

    made = merge_nights(RECORDED, second)

    assert [each.id.int for each in made.awakenings] == [21, 22]
    assert main(made).times_awake == 2
    assert made.notes == ""


def test_factors_and_doses_of_both_are_kept() -> None:
    medicine = UUID(int=6)
    ours = replace(
        DIARY,
        factors=(FactorNote(UUID(int=31), "caffeine", True), FactorNote(UUID(int=32), "alcohol", False)),
        doses=(Dose(UUID(int=41), medicine, 0.25),),
    )
    theirs = replace(
        RECORDED,
        factors=(FactorNote(UUID(int=33), "caffeine", True, 2), FactorNote(UUID(int=34), "alcohol", True, 1)),
        doses=(Dose(UUID(int=42), medicine, 0.25), Dose(UUID(int=43), medicine, 0.5)),
    )

    made = merge_nights(ours, theirs)

    assert {note.factor: (note.id.int, note.present, note.amount) for note in made.factors} == {
        "caffeine": (31, True, 2),
        "alcohol": (32, False, None),
    }
    assert f"{NOTE_PREFIX}Alcohol: yes, 1" in made.notes
    assert [dose.id.int for dose in made.doses] == [41, 43]


@pytest.mark.parametrize("other", [RECORDED, replace(RECORDED, saved_at=LATER, quality=2), DIARY])
def test_joining_again_changes_nothing(other: Night) -> None:
    made = merge_nights(DIARY, other)

    assert merge_nights(made, other) == made
    assert merge_nights(made, DIARY) == made
    assert merge_nights(made, made) == made
