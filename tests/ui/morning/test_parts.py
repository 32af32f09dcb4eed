"""The further parts of the diary: what is shown, what is put back, and what stays unsaid."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.domain.factor import Factor, FactorNote
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.night import BodyPart, Night, Sleep
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.ui.morning.doses_part import DosesPart
from rlscompanion.ui.morning.factors_part import FactorsPart
from rlscompanion.ui.morning.legs_part import LegsPart
from rlscompanion.ui.morning.more import MoreOfDiary
from rlscompanion.ui.morning.naps_part import NapsPart
from rlscompanion.ui.morning.part import DiaryPart, Unreadable
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.triple import Triple
from tests.domain.samples import a_full_night
from tests.fakes import FakeClock, local
from tests.stores import Stores

ShowPart = Callable[..., None]
NIGHT = a_full_night()
TABLET = Medicine(UUID(int=1), "Tablet", "mg", is_dopaminergic=True)
DROPS = Medicine(UUID(int=2), "Drops", "drops")


def ids() -> Callable[[], UUID]:
    numbers = count(9000)
    return lambda: UUID(int=next(numbers))


@pytest.fixture
def stores() -> Stores:
    return Stores(FakeClock())


@pytest.fixture
def health(stores: Stores) -> SqliteHealthRecord:
    for medicine in (TABLET, DROPS):
        stores.health.save_medicine(medicine)
    return stores.health


@pytest.fixture
def shown(qtbot: QtBot) -> ShowPart:
    """Shows a night in a part."""

    def show(part: DiaryPart, night: Night, before: Night | None = None) -> None:
        qtbot.addWidget(part)
        part.show_night(night, before)
        part.show()

    return show


W = TypeVar("W", bound=QWidget)


def named(part: QWidget, name: str, kind: type[W]) -> W:
    (found,) = [each for each in part.findChildren(kind) if each.accessibleIdentifier() == name]
    return found


def press(part: QWidget, name: str) -> None:
    named(part, name, QPushButton).click()


def type_into(part: QWidget, name: str, text: str) -> None:
    line = named(part, name, QLineEdit)
    line.clear()
    QTest.keyClicks(line, text)


# --- any part -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [LegsPart, NapsPart, FactorsPart, DosesPart])
def test_what_is_shown_is_put_back_unchanged(make: Any, shown: ShowPart, health: SqliteHealthRecord) -> None:
    nap = Sleep(
        UUID(int=50),
        is_main=False,
        tried_to_sleep=local("2026-11-21 15:00"),
        minutes_to_fall_asleep=0,
        minutes_awake=0,
        woke_up=local("2026-11-21 15:25"),
    )
    night = replace(
        NIGHT,
        sleeps=(*NIGHT.sleeps, nap),
        body_parts=frozenset({BodyPart.LEGS, BodyPart.ARMS}),
        eased_by_movement=False,
        factors=(
            FactorNote(UUID(int=61), "caffeine", True, 2.0, local("2026-11-21 16:00")),
            FactorNote(UUID(int=62), "exercise", False),
        ),
        doses=(Dose(UUID(int=71), TABLET.id, 0.25, "mg", local("2026-11-21 20:30")),),
    )
    part = make(health) if make in (FactorsPart, DosesPart) else make()
    shown(part, night)

    assert part.put_into(night) == night


@pytest.mark.parametrize("make", [LegsPart, NapsPart, FactorsPart, DosesPart])
def test_what_nobody_touched_stays_unsaid(make: Any, shown: ShowPart, health: SqliteHealthRecord) -> None:
    blank = replace(NIGHT, tiredness=None)
    part = make(health) if make in (FactorsPart, DosesPart) else make()
    shown(part, blank)

    assert part.put_into(blank) == blank


# --- legs ---------------------------------------------------------------------------------------------------


def test_no_symptoms_is_an_answer_and_takes_the_others_back(shown: ShowPart) -> None:
    part = LegsPart()
    shown(part, NIGHT)
    legs, none = named(part, "Felt in: legs", QCheckBox), named(part, "No symptoms", QCheckBox)

    legs.setChecked(True)
    assert part.put_into(NIGHT).body_parts == frozenset({BodyPart.LEGS})
    none.setChecked(True)
    assert part.put_into(NIGHT).body_parts == frozenset()
    legs.setChecked(True)
    assert part.put_into(NIGHT).body_parts == frozenset({BodyPart.LEGS})
    legs.setChecked(False)
    assert part.put_into(NIGHT).body_parts is None


def test_yes_no_and_not_said_by_keys_and_presses(shown: ShowPart) -> None:
    part = LegsPart()
    shown(part, NIGHT)
    eased = named(part, "Eased by movement", Triple)
    told: list[bool | None] = []
    eased.answered.connect(lambda: told.append(eased.value))

    for key in (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Delete):
        QTest.keyClick(eased, key)
    press(part, "Eased by movement: yes")
    press(part, "Eased by movement: no")
    press(part, "Eased by movement: no")

    assert told == [True, False, None, True, False, None]


# --- factors ------------------------------------------------------------------------------------------------


def test_an_amount_is_asked_of_what_was_there(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = FactorsPart(health, ids())
    shown(part, NIGHT)
    assert named(part, "Caffeine: amount", QLineEdit).isHidden()

    press(part, "Caffeine: yes")
    type_into(part, "Caffeine: amount", "2,5")
    press(part, "Alcohol: no")

    assert part.put_into(NIGHT).factors == (
        FactorNote(UUID(int=9000), "caffeine", True, 2.5),
        FactorNote(UUID(int=9001), "alcohol", False),
    )


def test_an_amount_that_is_none_is_told(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = FactorsPart(health)
    shown(part, NIGHT)
    press(part, "Caffeine: yes")
    type_into(part, "Caffeine: amount", "some")

    with pytest.raises(Unreadable, match="Caffeine: “some” is no number"):
        part.put_into(NIGHT)


def test_a_factor_of_ones_own_is_kept_for_later_nights(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = FactorsPart(health, ids())
    shown(part, NIGHT)
    type_into(part, "Own factor", "Herbal  tea")
    press(part, "Add factor")
    press(part, "Herbal tea: yes")

    key = str(UUID(int=9000))
    assert list(health.own_factors()) == [Factor(key, "Herbal tea")]
    assert [note.factor for note in part.put_into(NIGHT).factors] == [key]
    type_into(part, "Own factor", "herbal tea")
    press(part, "Add factor")
    assert len(health.own_factors()) == 1


# --- doses --------------------------------------------------------------------------------------------------


def test_a_dose_is_added_and_taken_away(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = DosesPart(health, ids())
    shown(part, NIGHT)
    press(part, "Add dose")
    chooser = named(part, "Medicine 1", Chooser)
    chooser.setCurrentIndex(chooser.findText("Tablet"))
    type_into(part, "Amount 1", "0.5")
    type_into(part, "Taken at 1", "2030")

    dose = Dose(UUID(int=9000), TABLET.id, 0.5, "mg", local("2026-11-21 20:30"))
    assert part.put_into(NIGHT).doses == (dose,)
    press(part, "Remove dose 1")
    assert part.put_into(NIGHT).doses == ()


@pytest.mark.parametrize(
    ("amount", "at", "words"),
    [
        ("0", "", "more than 0"),
        ("-1", "", "no number"),
        ("lots", "", "no number"),
        ("1,200", "", "read in two ways"),
        ("1", "late", "time of day"),
    ],
)
def test_a_dose_that_makes_no_sense_is_told(
    shown: ShowPart, health: SqliteHealthRecord, amount: str, at: str, words: str
) -> None:
    part = DosesPart(health)
    shown(part, NIGHT)
    press(part, "Add dose")
    type_into(part, "Amount 1", amount)
    type_into(part, "Taken at 1", at)

    with pytest.raises(Unreadable, match=words):
        part.put_into(NIGHT)


def test_the_same_as_the_night_before_is_at_the_same_clock_time(
    shown: ShowPart, health: SqliteHealthRecord
) -> None:
    # The clocks go back in the night of 24 October 2026: half past eight stays half past eight.
    night = a_full_night(date(2026, 10, 25))
    before = replace(
        a_full_night(date(2026, 10, 24)),
        doses=(Dose(UUID(int=71), TABLET.id, 0.25, "mg", local("2026-10-24 20:30")),),
    )
    part = DosesPart(health, ids())
    shown(part, night, before)
    press(part, "Same as the night before")

    assert part.put_into(night).doses == (
        Dose(UUID(int=9000), TABLET.id, 0.25, "mg", local("2026-10-25 20:30")),
    )
    assert named(part, "Same as the night before", QPushButton).isHidden()


def test_a_new_medicine_is_kept_and_used_at_once(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = DosesPart(health, ids())
    shown(part, NIGHT)
    type_into(part, "New medicine", "Evening patch")
    named(part, "Dopaminergic", QCheckBox).setChecked(True)
    press(part, "Keep medicine")

    (patch,) = [each for each in health.medicines() if each.name == "Evening patch"]
    assert patch.is_dopaminergic
    assert [dose.medicine_id for dose in part.put_into(NIGHT).doses] == [patch.id]


def test_a_medicine_that_left_the_list_stays_with_its_doses(
    shown: ShowPart, health: SqliteHealthRecord
) -> None:
    health.save_medicine(replace(TABLET, is_listed=False))
    night = replace(NIGHT, doses=(Dose(UUID(int=71), TABLET.id, 0.25),))
    part = DosesPart(health)
    shown(part, night)

    assert part.put_into(night) == night


def test_medicines_that_cannot_be_read_leave_the_doses_alone(
    shown: ShowPart, health: SqliteHealthRecord, stores: Stores
) -> None:
    stores.disk.stop_reading("medicines")
    night = replace(NIGHT, doses=(Dose(UUID(int=71), TABLET.id, 0.25),))
    part = DosesPart(health)
    shown(part, night)

    assert part.put_into(night) == night


# --- other sleeps -------------------------------------------------------------------------------------------


def test_a_nap_is_added(shown: ShowPart) -> None:
    part = NapsPart(ids())
    shown(part, NIGHT)
    press(part, "Add sleep")
    type_into(part, "Sleep 1 from", "15:00")
    type_into(part, "Sleep 1 to", "3:25 pm")

    main, nap = part.put_into(NIGHT).sleeps
    assert main == NIGHT.sleeps[0]
    assert (nap.is_main, nap.tried_to_sleep, nap.woke_up) == (
        *(False, local("2026-11-21 15:00"), local("2026-11-21 15:25")),
    )


def test_a_nap_that_ends_before_it_begins_is_told_and_an_empty_row_is_none(shown: ShowPart) -> None:
    part = NapsPart()
    shown(part, NIGHT)
    press(part, "Add sleep")
    assert part.put_into(NIGHT) == NIGHT
    type_into(part, "Sleep 1 from", "16:00")
    type_into(part, "Sleep 1 to", "15:00")

    with pytest.raises(Unreadable, match="ends before it begins"):
        part.put_into(NIGHT)


# --- all together -------------------------------------------------------------------------------------------


def test_problems_are_shown_and_nothing_is_half_put(qtbot: QtBot, health: SqliteHealthRecord) -> None:
    more = MoreOfDiary(health)
    qtbot.addWidget(more)
    more.show_night(NIGHT, None)
    assert not more.is_touched
    press(more, "Caffeine: yes")
    type_into(more, "Caffeine: amount", "x")

    assert more.is_touched
    assert more.put_into(NIGHT) is None
    type_into(more, "Caffeine: amount", "1")
    put = more.put_into(NIGHT)
    assert put is not None
    assert put.factors[0].amount == 1.0
