"""The further parts of the diary: what they show, what they restore, and what they leave out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.domain.diary_answers import (
    DOSES_KEY,
    FACTORS_KEY,
    SLEEPS_KEY,
    TIREDNESS_BEFORE_KEY,
    AnswerKey,
    Answers,
    DoseAnswer,
    FactorAnswer,
    RowKey,
    SleepAnswer,
    changed_keys,
    form_answers,
)
from rlscompanion.domain.factor import Factor, FactorNote
from rlscompanion.domain.items import BodyPart, FormSection, Helped, Item
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.ui.morning.doses_part import DosesPart
from rlscompanion.ui.morning.factors_part import FactorsPart
from rlscompanion.ui.morning.items_part import ItemsPart, TirednessPart, items_in_section
from rlscompanion.ui.morning.naps_part import NapsPart
from rlscompanion.ui.morning.optional_questions import OptionalQuestions
from rlscompanion.ui.morning.part import DiaryPart
from rlscompanion.ui.widgets.answer_buttons import AnswerButtons, YesNoButtons
from rlscompanion.ui.widgets.combo_box import ComboBox
from tests.domain.samples import a_full_night
from tests.fakes import FakeClock, local
from tests.stores import Stores
from tests.waiting import PATIENCE_MS

LegsPart = partial(ItemsPart, items_in_section(FormSection.LEGS))
TriedPart = partial(ItemsPart, items_in_section(FormSection.TRIED))
ShowPart = Callable[..., None]
NIGHT = a_full_night()
NIGHT_BEFORE = replace(NIGHT, evening=date(2026, 11, 20), tiredness=None)
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
    """A function that shows a night in a part of the diary."""

    def show(part: DiaryPart, night: Night) -> None:
        qtbot.addWidget(part)
        part.show_answers(form_answers(night, NIGHT_BEFORE))
        part.show()

    return show


def rows(part: DiaryPart) -> list[object]:
    """The contents of the rows in a part of the diary."""
    return list(part.answers().values())


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


def made(make: Any, health: SqliteHealthRecord) -> DiaryPart:
    part: DiaryPart = make(health) if make in (FactorsPart, DosesPart) else make()
    return part


@pytest.mark.parametrize(
    ("make", "item"),
    [
        (LegsPart, Item.BODY_PARTS),
        (TriedPart, Item.TRIED_COLD),
        (TirednessPart, TIREDNESS_BEFORE_KEY),
        (NapsPart, SLEEPS_KEY),
        (FactorsPart, FACTORS_KEY),
        (DosesPart, DOSES_KEY),
    ],
)
def test_what_is_shown_stands_there_unchanged(
    make: Any, item: str, shown: ShowPart, health: SqliteHealthRecord
) -> None:
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
        tried_massage=Helped.YES,
        tried_cold=Helped.A_LITTLE,
        factors=(
            FactorNote(UUID(int=61), "caffeine", True, 2.0, local("2026-11-21 16:00")),
            FactorNote(UUID(int=62), "exercise", False),
        ),
        doses=(Dose(UUID(int=71), TABLET.id, 0.25, "mg", local("2026-11-21 20:30")),),
    )
    part = made(make, health)
    shown(part, night)

    answers, kept = part.answers(), form_answers(night, NIGHT_BEFORE)
    assert item in {key.item if isinstance(key, RowKey) else key for key in answers}
    assert answers == {key: kept[key] for key in answers}
    assert not changed_keys(answers, {key: kept[key] for key in kept if is_of(key, answers, item)})


def is_of(key: AnswerKey, answers: Answers, item: str) -> bool:
    return key in answers or (isinstance(key, RowKey) and key.item == item)


@pytest.mark.parametrize("make", [LegsPart, TriedPart, TirednessPart, NapsPart, FactorsPart, DosesPart])
def test_what_nobody_touched_stays_unsaid(make: Any, shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = made(make, health)
    shown(part, replace(NIGHT, tiredness=None))

    assert set(part.answers().values()) <= {None}


# --- legs ---------------------------------------------------------------------------------------------------


def test_no_symptoms_is_an_answer_and_takes_the_others_back(shown: ShowPart) -> None:
    part = LegsPart()
    shown(part, NIGHT)
    legs, none = named(part, "Felt in: legs", QCheckBox), named(part, "No symptoms", QCheckBox)

    legs.setChecked(True)
    assert part.answers()[Item.BODY_PARTS] == frozenset({BodyPart.LEGS})
    none.setChecked(True)
    assert part.answers()[Item.BODY_PARTS] == frozenset()
    legs.setChecked(True)
    assert part.answers()[Item.BODY_PARTS] == frozenset({BodyPart.LEGS})
    legs.setChecked(False)
    assert part.answers()[Item.BODY_PARTS] is None


def test_what_was_tried_is_answered_by_presses_and_keys(shown: ShowPart) -> None:
    part = TriedPart()
    shown(part, NIGHT)

    press(part, "Tried in the night: walking: a little")
    assert part.answers()[Item.TRIED_WALKING] is Helped.A_LITTLE
    press(part, "Tried in the night: walking: yes")
    assert part.answers()[Item.TRIED_WALKING] is Helped.YES
    QTest.keyClick(named(part, "Tried in the night: walking", AnswerButtons), Qt.Key.Key_N)
    assert part.answers()[Item.TRIED_WALKING] is Helped.NO
    press(part, "Tried in the night: walking: no")
    assert part.answers()[Item.TRIED_WALKING] is None


def test_tiredness_is_asked_of_the_day_that_is_over(shown: ShowPart) -> None:
    part = TirednessPart()
    shown(part, NIGHT)
    words = [each.text() for each in part.findChildren(QLabel)]

    assert "How tired were you on Sat 21 Nov?" in words
    part.show_answers(form_answers(NIGHT))
    assert part.isHidden()
    assert part.answers() == {}


def test_yes_no_and_not_said_by_keys_and_presses(shown: ShowPart) -> None:
    part = LegsPart()
    shown(part, NIGHT)
    eased = named(part, "Eased by movement", YesNoButtons)
    received: list[bool | None] = []
    eased.answered.connect(lambda: received.append(eased.value))

    for key in (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Delete):
        QTest.keyClick(eased, key)
    press(part, "Eased by movement: yes")
    press(part, "Eased by movement: no")
    press(part, "Eased by movement: no")

    assert received == [True, False, None, True, False, None]


# --- factors ------------------------------------------------------------------------------------------------


def test_an_amount_is_asked_of_what_was_there(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = FactorsPart(health, ids())
    shown(part, NIGHT)
    assert named(part, "Caffeine: amount", QLineEdit).isHidden()

    press(part, "Caffeine: yes")
    type_into(part, "Caffeine: amount", "2,5")
    press(part, "Alcohol: no")

    assert part.answers() == {
        RowKey(FACTORS_KEY, "caffeine"): FactorAnswer(True, "2,5"),
        RowKey(FACTORS_KEY, "alcohol"): FactorAnswer(False),
    }


def test_a_factor_of_ones_own_is_kept_for_later_nights(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = FactorsPart(health, ids())
    shown(part, NIGHT)
    type_into(part, "Own factor", "Herbal  tea")
    press(part, "Add factor")
    press(part, "Herbal tea: yes")

    key = str(UUID(int=9000))
    assert list(health.own_factors()) == [Factor(key, "Herbal tea")]
    assert part.answers() == {RowKey(FACTORS_KEY, key): FactorAnswer(True)}
    type_into(part, "Own factor", "herbal tea")
    press(part, "Add factor")
    assert len(health.own_factors()) == 1


# --- doses --------------------------------------------------------------------------------------------------


def test_a_dose_is_added_and_taken_away(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = DosesPart(health, ids())
    shown(part, NIGHT)
    press(part, "Add dose")
    chooser = named(part, "Medicine 1", ComboBox)
    chooser.setCurrentIndex(chooser.findText("Tablet"))
    chooser.activated.emit(chooser.currentIndex())
    type_into(part, "Amount 1", "0.5")
    type_into(part, "Taken at 1", "2030")

    dose = DoseAnswer(TABLET.id, "0.5", "mg", "2030")
    assert part.answers() == {RowKey(DOSES_KEY, str(UUID(int=9000))): dose}
    press(part, "Remove dose 1")
    assert part.answers() == {}


def test_another_medicine_brings_its_unit_and_leaves_the_other_rows_theirs(
    shown: ShowPart, health: SqliteHealthRecord
) -> None:
    doses = (Dose(UUID(int=71), TABLET.id, 2, "ml"), Dose(UUID(int=72), TABLET.id, 3, "ml"))
    part = DosesPart(health)
    shown(part, replace(NIGHT, doses=doses))
    chooser = named(part, "Medicine 2", ComboBox)
    chooser.setCurrentIndex(chooser.findText("Drops"))
    chooser.activated.emit(chooser.currentIndex())

    assert rows(part) == [DoseAnswer(TABLET.id, "2", "ml"), DoseAnswer(DROPS.id, "3", "drops")]


def test_the_same_as_the_night_before_is_at_the_same_clock_time(
    shown: ShowPart, health: SqliteHealthRecord
) -> None:
    # The clocks go back in the night of 24 October 2026: half past eight stays half past eight.
    part = DosesPart(health, ids())
    shown(part, a_full_night(date(2026, 10, 25)))
    part.offer_copy((Dose(UUID(int=71), TABLET.id, 0.25, "mg", local("2026-10-24 20:30")),))
    press(part, "Same as the night before")

    assert part.answers() == {
        RowKey(DOSES_KEY, str(UUID(int=9000))): DoseAnswer(TABLET.id, "0.25", "mg", "20:30")
    }
    assert named(part, "Same as the night before", QPushButton).isHidden()


def test_a_new_medicine_is_kept_and_used_at_once(shown: ShowPart, health: SqliteHealthRecord) -> None:
    part = DosesPart(health, ids())
    shown(part, NIGHT)
    type_into(part, "New medicine", "Evening patch")
    named(part, "Dopaminergic", QCheckBox).setChecked(True)
    press(part, "Keep medicine")

    (patch,) = [each for each in health.medicines() if each.name == "Evening patch"]
    assert patch.is_dopaminergic
    assert rows(part) == [DoseAnswer(patch.id)]


def test_a_medicine_that_left_the_list_stays_with_its_doses(
    shown: ShowPart, health: SqliteHealthRecord
) -> None:
    health.save_medicine(replace(TABLET, is_listed=False))
    part = DosesPart(health)
    shown(part, replace(NIGHT, doses=(Dose(UUID(int=71), TABLET.id, 0.25),)))

    assert rows(part) == [DoseAnswer(TABLET.id, "0.25")]


def test_medicines_that_cannot_be_read_show_no_doses(
    shown: ShowPart, health: SqliteHealthRecord, stores: Stores
) -> None:
    stores.disk.stop_reading("medicines")
    part = DosesPart(health)
    shown(part, replace(NIGHT, doses=(Dose(UUID(int=71), TABLET.id, 0.25),)))

    assert part.answers() == {}


# --- other sleeps -------------------------------------------------------------------------------------------


def test_a_nap_is_added_once_something_is_said_of_it(shown: ShowPart) -> None:
    part = NapsPart(ids())
    shown(part, NIGHT)
    press(part, "Add sleep")
    assert part.answers() == {}
    type_into(part, "Sleep 1 from", "15:00")
    type_into(part, "Sleep 1 to", "3:25 pm")

    assert part.answers() == {RowKey(SLEEPS_KEY, str(UUID(int=9000))): SleepAnswer("15:00", "3:25 pm")}


# --- all together -------------------------------------------------------------------------------------------


def test_the_rest_of_the_diary_says_when_it_is_edited_and_what_is_wrong(
    qtbot: QtBot, health: SqliteHealthRecord, stores: Stores
) -> None:
    more = OptionalQuestions(QWidget(), health, stores.preferences)
    qtbot.addWidget(more)
    more.show_answers(form_answers(NIGHT))
    before = more.answers()
    with qtbot.waitSignal(more.edited, timeout=PATIENCE_MS):
        press(more, "Caffeine: yes")

    row = RowKey(FACTORS_KEY, "caffeine")
    assert changed_keys(before, more.answers()) == {row}
    more.show_problem("No number.")
    assert named(more, "Problem in the rest of the diary", QLabel).text() == "No number."
