"""The diary through the window: whatever is pressed, typed or imported, no answer is lost."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

import apsw
import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.storage.database import open_database
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.domain.samples import a_full_night
from tests.fakes import FakeClock, local
from tests.ui.bedside import Bedside

pytestmark = pytest.mark.usefixtures("unstyled")

EVENING = date(2026, 11, 21)


@dataclass
class Room:
    """A window on a real log, and another program that has the same log open."""

    bedside: Bedside
    connection: apsw.Connection
    file: Path

    @property
    def night(self) -> Night:
        """The only night of the log."""
        [night] = self.bedside.log.nights()
        return night

    def rescue_links(self) -> list[tuple[object, ...]]:
        query = "SELECT night_id, awakening_id FROM sessions WHERE kind = 'rescue'"
        return self.connection.execute(query).fetchall()

    def go_to_bed(self, hours: float) -> None:
        """Press Lights out, and let hours pass."""
        self.bedside.press("Tonight")
        self.bedside.process_events()
        self.bedside.press("Lights out")
        self.bedside.clock.advance(hours * 3600)

    def get_up(self) -> None:
        self.bedside.keys("x")
        self.bedside.press("Good morning")

    def change_elsewhere(self, night: Night) -> None:
        """Write a night as another program would, and announce the change as after an import."""
        with closing(open_database(self.file, self.bedside.clock.now)) as other:
            SqliteSleepLog(other, self.bedside.clock.now).save(night)
        self.bedside.log_files.log_changed.emit()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    clock = FakeClock()
    file = tmp_path / "log.sqlite"
    with closing(open_database(file, clock.now)) as connection:
        bedside = Bedside(clock=clock)
        stores = {"log": SqliteSleepLog, "session_log": SqliteSessionLog}
        vars(bedside).update({name: store(connection, clock.now) for name, store in stores.items()})
        bedside.open()
        yield Room(bedside, connection, file)
        bedside.close()


# --- presses while something is typed -----------------------------------------------------------------------


def test_up_at_five_back_to_bed_and_up_at_seven(room: Room) -> None:
    bed = room.bedside
    room.go_to_bed(6.5)
    room.get_up()
    bed.fill_in(Woke_up="4:50")
    room.go_to_bed(1)
    bed.keys("Space")
    bed.end_session()
    bed.press("Back to bed")
    bed.clock.advance(3600)
    room.get_up()

    [awakening] = room.night.awakenings
    [sleep] = room.night.sleeps
    assert awakening.at == local("2026-11-22 06:00")
    assert room.rescue_links() == [(str(room.night.id), str(awakening.id))]
    assert sleep.got_up == bed.clock.now()
    assert room.night.saved_at is None, "nobody pressed Save"
    assert bed.typed("Woke up") == "4:50"
    assert bed.beside("Got up") == ["changed"]


def test_a_diary_opened_in_the_evening_is_that_of_the_night(room: Room) -> None:
    bed = room.bedside
    bed.flow.day.evening_chosen.emit(EVENING)
    bed.fill_in(Symptoms_began="21:30")
    room.go_to_bed(4)
    bed.keys("Space")
    bed.end_session()
    bed.press("Back to bed")
    bed.clock.advance(4 * 3600)
    room.get_up()
    bed.press("Save night")

    main = room.night.main_sleep
    assert main is not None
    assert room.night.symptoms_began == local("2026-11-21 21:30")
    assert main.tried_to_sleep == local("2026-11-21 22:30")
    assert len(room.night.awakenings) == 1
    assert room.night.saved_at == bed.clock.now()


def test_closing_the_window_in_the_dark_keeps_the_awakening_and_what_was_typed(room: Room) -> None:
    bed = room.bedside
    room.go_to_bed(6.5)
    room.get_up()
    bed.fill_in(Woke_up="4:50")
    room.go_to_bed(1)
    bed.keys("x")
    bed.press("Just awake")
    bed.window.close()

    main = room.night.main_sleep
    assert main is not None
    assert [each.at for each in room.night.awakenings] == [local("2026-11-22 06:00")]
    assert main.woke_up == local("2026-11-22 04:50")
    assert room.night.saved_at is None


def test_what_was_typed_for_another_night_is_kept_by_good_morning(room: Room) -> None:
    bed = room.bedside
    bed.press("Fill in morning diary")
    bed.unfold_diary()
    bed.control("Notes", QPlainTextEdit).setPlainText("Long walk.")
    room.go_to_bed(8)
    room.get_up()

    assert bed.control("Night", QLabel).text() == "Sat 21 to Sun 22 Nov"
    assert {night.evening: night.notes for night in bed.log.nights()} == {
        EVENING: "",
        date(2026, 11, 20): "Long walk.",
    }


def test_what_is_typed_after_a_warning_is_warned_of_anew(room: Room) -> None:
    bed = room.bedside
    bed.press("Fill in morning diary")
    first = bed.control("Night", QLabel).text()
    bed.fill_in(Woke_up="6:00")
    bed.press("Night before")
    bed.fill_in(Went_to_bed="22:10")
    bed.press("Night before")
    assert bed.control("Night", QLabel).text() == first, "more was typed since"
    bed.press("Night after")

    assert "has changes that are not saved" in bed.control("Problem", QLabel).text()
    assert bed.control("Night", QLabel).text() == first, "another night than the one warned of"
    bed.press("Night after")
    assert bed.control("Night", QLabel).text() == "Sat 21 to Sun 22 Nov"


# --- a night that changes while its diary is open -----------------------------------------------------------


@pytest.fixture
def reading(room: Room) -> Room:
    """A room in whose window the diary of last night is open, with all times of the night."""
    room.bedside.log.save(replace(a_full_night(date(2026, 11, 20)), saved_at=local("2026-11-21 08:00")))
    room.bedside.press("Fill in morning diary")
    room.bedside.unfold_diary()
    return room


def a_nap(at: Moment) -> Sleep:
    return Sleep(
        UUID(int=77),
        is_main=False,
        tried_to_sleep=at,
        minutes_to_fall_asleep=0,
        minutes_awake=0,
        woke_up=at.plus_minutes(30),
    )


def test_rows_that_came_in_meanwhile_stay(reading: Room) -> None:
    night = reading.night
    nap = a_nap(local("2026-11-20 15:00"))
    with closing(open_database(reading.file, reading.bedside.clock.now)) as other:
        SqliteSleepLog(other, reading.bedside.clock.now).save(replace(night, sleeps=(*night.sleeps, nap)))
    reading.bedside.control("Notes", QPlainTextEdit).setPlainText("Typed.")
    reading.bedside.press("Save night")

    assert nap in reading.night.sleeps
    assert reading.night.notes == "Typed."


def test_what_changed_is_shown_as_changed_and_what_was_typed_stays(reading: Room) -> None:
    bed, night = reading.bedside, reading.night
    bed.fill_in(Went_to_bed="22:05")
    main = night.sleeps[0]
    changed = replace(main, woke_up=local("2026-11-21 06:10"))
    reading.change_elsewhere(replace(night, sleeps=(changed,), quality=2))

    assert bed.typed("Went to bed") == "22:05"
    assert bed.typed("Woke up") == "06:10"
    assert bed.beside("Woke up") == ["changed"]
    shown = bed.control("Changed", QLabel).text()
    assert shown == "Changed since you opened this page: Sleep quality, Woke up."
    bed.press("Save night")
    assert reading.night.sleeps[0].woke_up == local("2026-11-21 06:10")
    assert reading.night.sleeps[0].went_to_bed == local("2026-11-20 22:05")
    assert reading.night.quality == 2


@pytest.mark.parametrize(("answer", "kept"), [("Keep what I typed", "6:45"), ("Take the change", "06:10")])
def test_a_change_of_what_was_typed_is_asked_about(reading: Room, answer: str, kept: str) -> None:
    bed, night = reading.bedside, reading.night
    bed.fill_in(Woke_up="6:45")
    changed = replace(night.sleeps[0], woke_up=local("2026-11-21 06:10"))
    reading.change_elsewhere(replace(night, sleeps=(changed,)))

    asked = bed.control("Clash", QLabel).text()
    assert asked == "Changed while you typed. Now: Woke up: 06:10. You typed: Woke up: 6:45."
    bed.press("Save night")
    assert "choose what to keep" in bed.control("Problem", QLabel).text()
    assert reading.night.sleeps[0].woke_up == local("2026-11-21 06:10")
    bed.press(answer)
    assert bed.typed("Woke up") == kept
    assert not bed.visible("Clash")
    bed.press("Save night")
    hour, minute = map(int, kept.split(":"))
    assert reading.night.sleeps[0].woke_up == local(f"2026-11-21 {hour:02}:{minute:02}")


def test_an_unanswered_question_loses_neither_answer_when_the_window_is_closed(reading: Room) -> None:
    bed, night = reading.bedside, reading.night
    bed.control("Notes", QPlainTextEdit).setPlainText("Typed.")
    reading.change_elsewhere(replace(night, notes="From elsewhere."))
    bed.window.close()

    assert reading.night.notes == "Typed.\nThe log also said: Notes: From elsewhere."


def test_a_change_that_nobody_told_of_is_asked_about_on_saving(reading: Room) -> None:
    bed, night = reading.bedside, reading.night
    bed.fill_in(Woke_up="6:45")
    changed = replace(night.sleeps[0], woke_up=local("2026-11-21 06:10"))
    bed.log.save(replace(night, sleeps=(changed,)))
    bed.press("Save night")

    assert bed.visible("Clash")
    assert reading.night.sleeps[0].woke_up == local("2026-11-21 06:10")


def test_a_name_that_was_not_added_is_told_of_on_saving_and_kept_by_closing(reading: Room) -> None:
    bed = reading.bedside
    bed.fill_in(Own_factor="Herbal tea")
    bed.press("Save night")
    received = "Not saved. Under “What applied yesterday?”, press Add beside “Herbal tea”, or clear it."
    assert bed.control("Problem", QLabel).text() == received
    bed.window.close()

    assert reading.night.notes == "Typed, but could not be used. Own factor: Herbal tea"


def test_a_deleted_night_does_not_come_back_by_closing(reading: Room) -> None:
    bed = reading.bedside
    bed.fill_in(Woke_up="6:45")
    bed.press("Delete night")
    bed.window.close()

    assert list(bed.log.nights()) == []


def test_a_night_brought_back_has_its_rescue_at_its_awakening(room: Room) -> None:
    bed = room.bedside
    room.go_to_bed(4)
    bed.keys("Space")
    bed.end_session()
    bed.press("Back to bed")
    room.get_up()
    bed.press("Save night")
    before, links = room.night, room.rescue_links()
    bed.flow.day.evening_chosen.emit(EVENING)
    bed.press("Delete night")
    bed.press("Undo")

    assert room.night == before
    assert room.rescue_links() == links == [(str(before.id), str(before.awakenings[0].id))]


def test_a_window_with_typed_text_that_cannot_be_written_stays_open_once(reading: Room) -> None:
    bed = reading.bedside
    bed.fill_in(Woke_up="6:45")
    bed.press("Sounds")
    reading.connection.pragma("query_only", True)
    bed.window.close()
    assert bed.window.isVisible()
    assert bed.control("Problem", QLabel).text().startswith("Not saved. The sleep log")
    assert bed.typed("Woke up") == "6:45"

    bed.window.close()
    assert not bed.window.isVisible()
