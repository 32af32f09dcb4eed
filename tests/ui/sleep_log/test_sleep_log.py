"""The sleep log page, and its table of nights."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLabel, QTableView

from rlscompanion.bedtime.preferences import TEXT_SCALE
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.ui.sleep_log.model import COLUMNS, NightsModel
from rlscompanion.ui.sleep_log.page import NO_NIGHTS_YET_TEXT
from tests.cases import each_case
from tests.fakes import FakeClock, local
from tests.stores import DISK_FAILS, Stores
from tests.ui.bedside import Bedside

pytestmark = pytest.mark.usefixtures("unstyled")

SLEEP = Sleep(
    UUID(int=2),
    tried_to_sleep=local("2026-11-20 23:00"),
    minutes_to_fall_asleep=20,
    times_awake=2,
    minutes_awake=30,
    woke_up=local("2026-11-21 06:20"),
    minutes_trying_again=0,
)
NIGHT = Night(
    UUID(int=1),
    date(2026, 11, 20),
    "Europe/Berlin",
    (SLEEP,),
    quality=4,
    worst_urge=6,
    saved_at=local("2026-11-21 07:00"),
)


def model_of(night: Night) -> NightsModel:
    """The table of a log that has this one night."""
    log = Stores(FakeClock()).sleep_log
    log.save(night)
    model = NightsModel()
    model.show_nights(log.summaries())
    return model


def row_of(night: Night) -> list[str]:
    model = model_of(night)
    return [model.index(0, column).data() for column in range(model.columnCount())]


@each_case(
    ("night", "row"),
    [
        (NIGHT, ["Fri 20 to Sat 21 Nov", "6 h 30", "89 %", "2", "6", "good", "saved"]),
        (replace(NIGHT, sleeps=()), ["Fri 20 to Sat 21 Nov", "–", "–", "–", "6", "good", "saved"]),
        (
            Night(UUID(int=3), date(2026, 12, 31), "UTC", (Sleep(UUID(int=4)),)),
            ["Thu 31 Dec to Fri 1 Jan", "–", "–", "–", "–", "–", "not saved"],
        ),
        (
            replace(NIGHT, sleeps=(Sleep(UUID(int=2), slept=False),), worst_urge=0, quality=1),
            ["Fri 20 to Sat 21 Nov", "did not sleep", "0 %", "–", "0", "very poor", "saved"],
        ),
    ],
)
def test_a_night_is_a_row_with_a_dash_for_the_unknown(night: Night, row: list[str]) -> None:
    assert row_of(night) == row


def test_a_year_stands_with_nights_of_another_year_than_the_latest() -> None:
    log = Stores(FakeClock()).sleep_log
    for number, evening in enumerate((date(2025, 12, 31), date(2025, 6, 1), date(2026, 1, 2))):
        log.save(Night(UUID(int=number + 1), evening, "UTC"))
    model = NightsModel()
    model.show_nights(log.summaries())

    assert [model.index(row, 0).data() for row in range(3)] == [
        "Fri 2 to Sat 3 Jan",
        "Wed 31 Dec 2025 to Thu 1 Jan 2026",
        "Sun 1 to Mon 2 Jun 2025",
    ]


def test_a_column_that_says_nothing_takes_no_space(bedside: Bedside) -> None:
    quiet = replace(NIGHT, quality=None)
    bedside.log.save(quiet)
    bedside.press("Sleep log")
    table = bedside.control("Nights", QTableView)
    names = [name.split()[0] for name, _, _ in COLUMNS]
    assert [name for at, name in enumerate(names) if table.isColumnHidden(at)] == ["Quality", "Diary"]

    bedside.log.save(replace(quiet, id=UUID(int=9), evening=date(2026, 11, 10), quality=3, saved_at=None))
    bedside.press("Tonight")
    bedside.press("Sleep log")

    assert not any(table.isColumnHidden(at) for at in range(len(COLUMNS)))


def test_columns_have_words_and_say_what_they_mean() -> None:
    model = NightsModel()

    for column, (name, meaning, _) in enumerate(COLUMNS):
        across = Qt.Orientation.Horizontal
        assert model.headerData(column, across) == name
        heard = model.headerData(column, across, Qt.ItemDataRole.AccessibleTextRole)
        assert heard.split() == name.split()
        assert "\n" not in heard
        assert model.headerData(column, across, Qt.ItemDataRole.ToolTipRole) == meaning
        assert model.headerData(column, Qt.Orientation.Vertical) is None


def test_a_screen_reader_hears_the_column_with_the_cell() -> None:
    model = model_of(NIGHT)

    heard = [
        model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in range(model.columnCount())
    ]

    assert heard[1] == "Asleep: 6 h 30"
    assert heard[-1] == "Diary: saved"


def test_rows_have_no_rows_below_them() -> None:
    model = model_of(NIGHT)

    assert (model.rowCount(), model.columnCount()) == (1, len(COLUMNS))
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 1


def test_an_empty_log_says_how_to_begin(bedside: Bedside) -> None:
    bedside.press("Sleep log")

    assert bedside.control("Summary", QLabel).text() == NO_NIGHTS_YET_TEXT
    assert not bedside.visible("Nights")


@pytest.mark.parametrize(("number", "words"), [(1, "1 night."), (3, "3 nights.")])
def test_it_counts_its_nights(bedside: Bedside, number: int, words: str) -> None:
    for back in range(number):
        bedside.log.save(replace(NIGHT, id=UUID(int=back + 10), evening=NIGHT.evening - timedelta(days=back)))

    bedside.press("Sleep log")

    assert bedside.control("Summary", QLabel).text().startswith(words)
    assert bedside.control("Nights", QTableView).model().rowCount() == number


def test_enter_opens_the_latest_night(bedside: Bedside) -> None:
    older = replace(NIGHT, id=UUID(int=9), evening=date(2026, 11, 10))
    bedside.log.save(older)
    bedside.log.save(NIGHT)
    bedside.press("Sleep log")

    bedside.keys("Enter")

    assert bedside.page is bedside.flow.night.morning
    assert bedside.control("Night", QLabel).text() == "Fri 20 to Sat 21 Nov"


def test_one_click_opens_a_night(bedside: Bedside) -> None:
    bedside.log.save(NIGHT)
    bedside.log.save(replace(NIGHT, id=UUID(int=9), evening=date(2026, 11, 10)))
    bedside.press("Sleep log")
    table = bedside.control("Nights", QTableView)
    place = table.visualRect(table.model().index(1, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert bedside.page is bedside.flow.night.morning
    assert bedside.control("Night", QLabel).text() == "Tue 10 to Wed 11 Nov"


@pytest.mark.usefixtures("styled")
def test_all_columns_are_in_sight_and_the_calendar_where_there_is_room(bedside: Bedside) -> None:
    for back in range(5):
        evening = date(2026, 11, 20) - timedelta(days=back)
        bedside.log.save(replace(NIGHT, id=UUID(int=back + 10), evening=evening, quality=1 + back))
    bedside.press("Sleep log")
    table = bedside.control("Nights", QTableView)
    header = table.horizontalHeader()

    for size, scale, is_beside in (
        ((1280, 800), 1.0, True),
        ((1024, 700), 1.0, False),
        ((1366, 768), 2.0, False),
    ):
        TEXT_SCALE.keep(bedside.preferences, scale)
        bedside.window.apply_text_scale()
        bedside.window.resize(*size)
        bedside.process_events()
        assert header.length() <= table.viewport().width()
        for column in range(1, header.count() - 1):
            assert header.sectionSize(column) >= table.sizeHintForColumn(column)
        assert bool(bedside.visible("Calendar")) is is_beside
        assert bool(bedside.visible("Show calendar")) is not is_beside


@pytest.mark.usefixtures("styled")
def test_a_narrow_window_shows_the_calendar_in_place_of_the_nights(bedside: Bedside) -> None:
    bedside.log.save(NIGHT)
    bedside.window.resize(900, 700)
    bedside.press("Sleep log")
    bedside.press("Show calendar")
    assert bedside.visible("Calendar")
    assert not bedside.visible("Nights")

    bedside.press("Show calendar")

    assert bedside.visible("Nights")
    assert not bedside.visible("Calendar")


def test_down_and_enter_open_the_one_before(bedside: Bedside) -> None:
    bedside.log.save(replace(NIGHT, id=UUID(int=9), evening=date(2026, 11, 10)))
    bedside.log.save(NIGHT)
    bedside.press("Sleep log")

    bedside.keys("Down", "Enter")

    assert bedside.control("Night", QLabel).text() == "Tue 10 to Wed 11 Nov"


def test_a_log_that_cannot_be_read_says_so(bedside: Bedside) -> None:
    bedside.disk.stop_reading("nights")

    bedside.press("Sleep log")

    assert bedside.control("Summary", QLabel).text() == DISK_FAILS


@pytest.mark.usefixtures("styled")
def test_calendar_and_rows_grow_with_the_window(bedside: Bedside) -> None:
    bedside.log.save(NIGHT)
    bedside.press("Sleep log")
    calendar = bedside.control("Calendar", QCalendarWidget)
    rows = bedside.control("Nights", QTableView).verticalHeader()
    before = (calendar.width(), calendar.height(), rows.defaultSectionSize())

    bedside.window.resize(3840, 2160)
    bedside.process_events()

    grown = (calendar.width(), calendar.height(), rows.defaultSectionSize())
    assert grown == pytest.approx([2.5 * each for each in before], rel=0.1)
