"""Tests of the diary after a night of presses, with the app left open or restarted before each."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from rlscompanion.bedtime.diary import Diary, current_sleep, empty_night
from rlscompanion.bedtime.night_recorder import (
    MAX_MINUTES_AFTER_GETTING_UP,
    MAX_NIGHT_MINUTES,
    NightRecorder,
    is_in_progress,
)
from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.domain.diary_answers import (
    SLEEPS_KEY,
    Answer,
    AnswerKey,
    Answers,
    RowKey,
    SleepAnswer,
    TypedAnswers,
    form_answers,
)
from rlscompanion.domain.items import Helped, Item
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import AwakeningKind, Night, Sleep, ValueSource
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.session import SessionStatus
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.cases import each_case
from tests.fakes import FakeClock, local
from tests.stores import Stores

from .signal_recorder import SignalRecorder

EVENING = date(2026, 11, 21)
LEGS, AWAKE = AwakeningKind.RESTLESS_LEGS, AwakeningKind.JUST_AWAKE


@dataclass
class RecorderSetting:
    """A night recorder with its log. With `reopened`, the app is restarted before each press."""

    reopened: bool = False

    def __post_init__(self) -> None:
        self.clock = FakeClock("2026-11-21 12:30")
        self.connection = Stores(self.clock).connection
        self.start()

    def start(self) -> None:
        """Start the app."""
        self.nights = SqliteSleepLog(self.connection, self.clock.now)
        self.sessions = SqliteSessionLog(self.connection, self.clock.now)
        pending = PendingWrites(self.nights.transaction)
        self.diary = Diary(self.clock, self.nights, self.sessions, pending)
        self.recorder = NightRecorder(self.clock, self.diary)
        self.heard = SignalRecorder(self.diary, "changed")
        self.heard.record(pending, "trouble_met")

    def at(self, wall: str) -> NightRecorder:
        """The recorder at a time on the local clock."""
        self.clock.advance_wall_to(wall)
        if self.reopened:
            self.start()
        return self.recorder

    def save(self, wall: str, evening: date = EVENING, /, **typed: Answer) -> None:
        """Save the diary of an evening with these answers."""
        self.at(wall)
        shown = form_answers(self.diary.night_or_empty(evening))
        now: dict[AnswerKey, Answer] = dict(typed.items())
        entered = self.diary.save(evening, TypedAnswers(typed=now).rebased_on(shown))
        assert entered.night is not None

    def spoil(self, is_full: bool = True) -> None:
        """Make every write to the log fail."""
        self.connection.pragma("query_only", is_full)

    @property
    def night(self) -> Night:
        """The latest night on disk."""
        return self.nights.nights()[0]

    @property
    def sleep(self) -> Sleep:
        """The sleep on disk that was begun last."""
        sleep = current_sleep(self.night)
        assert sleep is not None
        return sleep

    @property
    def count(self) -> int:
        """The number of nights on disk."""
        return len(self.nights.nights())


@pytest.fixture(params=[False, True], ids=["open all night", "reopened for each press"])
def bed(request: pytest.FixtureRequest) -> Iterator[RecorderSetting]:
    made = RecorderSetting(reopened=bool(request.param))
    with closing(made.connection):
        yield made


@pytest.fixture
def lasting() -> Iterator[RecorderSetting]:
    """An app that is left open all night."""
    made = RecorderSetting()
    with closing(made.connection):
        yield made


# --- lights out ---------------------------------------------------------------------------------------------


def test_before_lights_out_there_is_no_night(bed: RecorderSetting) -> None:
    recorder = bed.at("2026-11-21 22:30")

    assert recorder.night is None
    assert not recorder.is_in_bed
    assert bed.count == 0


def test_lights_out_is_when_it_was_tried_to_sleep(bed: RecorderSetting) -> None:
    recorder = bed.at("2026-11-21 22:45")
    recorder.record_lights_out()

    assert (bed.night.evening, bed.night.zone, bed.night.saved_at) == (EVENING, "Europe/Berlin", None)
    assert bed.sleep.tried_to_sleep == local("2026-11-21 22:45")
    assert bed.sleep.sources == {Item.TRIED_TO_SLEEP: ValueSource.RECORDED}
    assert bed.sleep.is_main
    assert recorder.is_in_bed
    assert recorder.night == bed.night
    assert bed.heard.signals == [("changed", {EVENING})]


def test_lights_that_went_out_by_themselves_are_marked_so(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out(estimated=True)

    assert bed.sleep.sources == {Item.TRIED_TO_SLEEP: ValueSource.ESTIMATED}


def test_what_nobody_can_know_stays_blank(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 07:00").record_good_morning()

    sleep = bed.sleep
    unknown = (sleep.went_to_bed, sleep.minutes_to_fall_asleep, sleep.minutes_awake, sleep.woke_up)
    assert unknown == (None, None, None, None)
    assert (sleep.times_awake, sleep.planned_wake, sleep.minutes_trying_again) == (None, None, None)
    assert (bed.night.quality, bed.night.worst_urge, bed.night.notes) == (None, None, "")


def test_only_the_first_lights_out_counts(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-21 23:30").record_lights_out(estimated=True)
    bed.at("2026-11-22 03:00").record_lights_out()

    assert bed.count == len(bed.night.sleeps) == 1
    assert bed.sleep.tried_to_sleep == local("2026-11-21 22:45")
    assert bed.sleep.sources == {Item.TRIED_TO_SLEEP: ValueSource.RECORDED}


@pytest.mark.parametrize(
    ("wall", "evening"),
    [
        ("2026-11-21 22:00", EVENING),
        ("2026-11-22 00:40", EVENING),
        ("2026-11-22 05:00", EVENING),
        ("2026-11-22 09:00", EVENING + timedelta(days=1)),  # after a night shift
        ("2026-11-22 14:00", EVENING + timedelta(days=1)),  # a nap
    ],
)
def test_lights_out_falls_on_its_evening(bed: RecorderSetting, wall: str, evening: date) -> None:
    bed.at(wall).record_lights_out()

    assert bed.night.evening == evening


# --- awakenings ---------------------------------------------------------------------------------------------


def test_each_press_is_an_awakening_and_their_number_is_proposed(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    returned = [
        bed.at("2026-11-22 00:10").record_awakening(LEGS),
        bed.at("2026-11-22 02:00").record_awakening(LEGS),
        bed.at("2026-11-22 04:30").record_awakening(AWAKE),
    ]

    assert [(each.at, each.kind) for each in bed.night.awakenings] == [
        (local("2026-11-22 00:10"), LEGS),
        (local("2026-11-22 02:00"), LEGS),
        (local("2026-11-22 04:30"), AWAKE),
    ]
    assert list(bed.night.awakenings) == returned
    assert len({each.id for each in returned}) == 3
    assert bed.sleep.times_awake == 3
    assert bed.sleep.sources[Item.TIMES_AWAKE] is ValueSource.RECORDED


def test_an_awakening_without_lights_out_begins_a_night_by_estimate(bed: RecorderSetting) -> None:
    bed.at("2026-11-22 01:30").record_awakening(LEGS)

    assert bed.night.evening == EVENING
    assert bed.sleep.tried_to_sleep == local("2026-11-22 01:30")
    assert bed.sleep.sources == {
        Item.TRIED_TO_SLEEP: ValueSource.ESTIMATED,
        Item.TIMES_AWAKE: ValueSource.RECORDED,
    }
    assert bed.sleep.times_awake == 1
    assert bed.recorder.is_in_bed


def test_awakenings_across_a_clock_change_keep_their_own_clock() -> None:
    bed = RecorderSetting()
    bed.clock = FakeClock("2026-10-24 23:00")
    bed.start()
    bed.recorder.record_lights_out()
    bed.clock.advance(3.5 * 3600)
    first = bed.recorder.record_awakening(LEGS)
    bed.clock.advance(3600)
    second = bed.recorder.record_awakening(LEGS)
    bed.clock.advance(4.5 * 3600)
    bed.recorder.record_good_morning()

    assert (first.at, second.at) == (
        local("2026-10-25 02:30", fold=0),
        local("2026-10-25 02:30", fold=1),
    )
    assert bed.sleep.times_awake == 2
    assert bed.sleep.got_up == local("2026-10-25 07:00")


# --- good morning -------------------------------------------------------------------------------------------


def test_good_morning_is_when_it_was_got_up(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 07:05").record_good_morning()

    assert bed.sleep.got_up == local("2026-11-22 07:05")
    assert bed.sleep.sources[Item.GOT_UP] is ValueSource.RECORDED
    assert not bed.recorder.is_in_bed
    assert bed.recorder.night == bed.night


def test_the_last_good_morning_counts(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 06:30").record_good_morning()
    bed.at("2026-11-22 07:05").record_good_morning()

    assert bed.sleep.got_up == local("2026-11-22 07:05")


def test_good_morning_without_a_night_is_nothing(bed: RecorderSetting) -> None:
    bed.at("2026-11-22 07:05").record_good_morning()

    assert bed.count == 0
    assert bed.heard.signals == []


def test_good_morning_at_four_by_mistake_is_undone_by_going_back_to_bed(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 04:00").record_good_morning()
    bed.at("2026-11-22 04:05").record_lights_out()
    back_in_bed = (bed.recorder.is_in_bed, bed.sleep.got_up, Item.GOT_UP in bed.sleep.sources)
    bed.at("2026-11-22 05:00").record_awakening(LEGS)
    bed.at("2026-11-22 07:10").record_good_morning()

    assert back_in_bed == (True, None, False)
    assert bed.count == len(bed.night.sleeps) == 1
    assert bed.sleep.tried_to_sleep == local("2026-11-21 22:45")
    assert bed.sleep.got_up == local("2026-11-22 07:10")
    assert bed.sleep.times_awake == 1


def test_restless_legs_soon_after_getting_up_still_belong_to_the_night(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 04:00").record_good_morning()
    bed.at("2026-11-22 04:20").record_awakening(LEGS)
    bed.at("2026-11-22 07:10").record_good_morning()

    assert bed.count == 1
    assert (bed.sleep.times_awake, bed.sleep.got_up) == (1, local("2026-11-22 07:10"))


# --- how long a night goes on -------------------------------------------------------------------------------


@each_case(
    ("tried_ago", "up_ago", "is_saved", "expected"),
    [
        (0, None, False, True),
        (MAX_NIGHT_MINUTES - 1, None, False, True),
        (MAX_NIGHT_MINUTES, None, False, False),
        (-1, None, False, False),  # tried in the future: the clock was set back
        (480, 0, False, True),
        (480, MAX_MINUTES_AFTER_GETTING_UP - 1, False, True),
        (480, MAX_MINUTES_AFTER_GETTING_UP, False, False),
        (480, None, True, False),
        (None, None, False, False),  # the lights were never put out
    ],
)
def test_when_a_night_goes_on(
    tried_ago: float | None, up_ago: float | None, is_saved: bool, expected: bool
) -> None:
    now = local("2026-11-22 07:00")

    def ago(minutes: float | None) -> Moment | None:
        return None if minutes is None else now.plus_minutes(-minutes)

    empty = empty_night(EVENING, "Europe/Berlin")
    sleep = replace(empty.sleeps[0], tried_to_sleep=ago(tried_ago), got_up=ago(up_ago))
    night = replace(empty, sleeps=(sleep,), saved_at=now if is_saved else None)

    assert is_in_progress(night, now) is expected


def test_a_night_without_sleeps_does_not_go_on() -> None:
    night = replace(empty_night(EVENING, "Europe/Berlin"), sleeps=())

    assert current_sleep(night) is None
    assert not is_in_progress(night, local("2026-11-22 07:00"))


def test_the_next_evening_is_another_night_though_nothing_was_said_in_the_morning(
    bed: RecorderSetting,
) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 22:50").record_lights_out()

    assert [night.evening for night in bed.nights.nights()] == [EVENING + timedelta(days=1), EVENING]
    assert bed.sleep.tried_to_sleep == local("2026-11-22 22:50")


def test_the_next_evening_is_another_night_after_a_saved_diary(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 07:00").record_good_morning()
    bed.save("2026-11-22 07:10")
    bed.at("2026-11-22 22:50").record_lights_out()

    newest, oldest = bed.nights.nights()
    assert (newest.evening, newest.saved_at) == (EVENING + timedelta(days=1), None)
    assert oldest.saved_at == local("2026-11-22 07:10")


def test_an_old_night_left_open_does_not_catch_new_presses(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-25 01:00").record_awakening(LEGS)
    bed.at("2026-11-25 07:00").record_good_morning()

    newest, oldest = bed.nights.nights()
    assert (newest.evening, len(newest.awakenings)) == (date(2026, 11, 24), 1)
    assert oldest.sleeps[0].got_up is None


def test_a_nap_and_then_the_evening_are_two_sleeps_of_one_night(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 14:00").record_lights_out()
    bed.at("2026-11-21 14:20").record_awakening(AWAKE)
    bed.at("2026-11-21 15:00").record_good_morning()
    bed.at("2026-11-21 23:00").record_lights_out()
    bed.at("2026-11-22 02:00").record_awakening(LEGS)
    bed.at("2026-11-22 03:00").record_awakening(LEGS)
    bed.at("2026-11-22 07:00").record_good_morning()
    bed.save("2026-11-22 07:05")

    nap, sleep = bed.night.sleeps
    assert bed.night.evening == EVENING
    assert (nap.tried_to_sleep, nap.got_up) == (local("2026-11-21 14:00"), local("2026-11-21 15:00"))
    assert (sleep.tried_to_sleep, sleep.got_up) == (local("2026-11-21 23:00"), local("2026-11-22 07:00"))
    assert (nap.times_awake, sleep.times_awake) == (1, 2)
    assert len(bed.night.awakenings) == 3
    assert (nap.is_main, sleep.is_main) == (False, True)


def test_back_to_bed_after_the_diary_is_a_second_sleep_and_opens_the_night_again(
    bed: RecorderSetting,
) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 05:30").record_good_morning()
    bed.save("2026-11-22 05:40", quality=2, notes="Wide awake.")
    bed.at("2026-11-22 06:00").record_lights_out()
    bed.at("2026-11-22 08:00").record_good_morning()

    first, second = bed.night.sleeps
    assert bed.count == 1
    assert bed.night.saved_at is None
    assert (bed.night.quality, bed.night.notes) == (2, "Wide awake.")
    assert (first.is_main, first.got_up) == (True, local("2026-11-22 05:30"))
    assert (second.is_main, second.tried_to_sleep) == (False, local("2026-11-22 06:00"))
    assert second.got_up == local("2026-11-22 08:00")


def test_lights_out_are_booked_on_a_diary_begun_by_hand(bed: RecorderSetting) -> None:
    bed.save("2026-11-21 22:00", notes="Long drive.")
    bed.at("2026-11-21 22:45").record_lights_out()

    assert bed.count == len(bed.night.sleeps) == 1
    assert bed.night.notes == "Long drive."
    assert bed.sleep.tried_to_sleep == local("2026-11-21 22:45")
    assert bed.sleep.is_main


# --- the diary ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall", "evening"),
    [
        ("2026-11-22 04:00", EVENING),
        ("2026-11-22 07:00", EVENING),
        ("2026-11-22 11:59", EVENING),
        ("2026-11-22 12:01", EVENING),
        ("2026-11-22 18:00", EVENING),
        ("2026-11-22 23:30", EVENING),
        ("2026-11-23 02:00", EVENING),  # still up: the night to come is not yet "last night"
        ("2026-11-23 04:00", EVENING + timedelta(days=1)),
    ],
)
def test_without_a_recorded_night_the_diary_is_last_nights_and_empty(
    bed: RecorderSetting, wall: str, evening: date
) -> None:
    assert bed.at(wall).evening_to_fill_in() == evening

    night = bed.diary.night_or_empty(evening)
    assert (night.evening, night.zone, night.saved_at) == (evening, "Europe/Berlin", None)
    assert night.sleeps == (Sleep(id=night.sleeps[0].id),)
    assert bed.count == 0


def test_the_diary_is_that_of_the_night_that_goes_on(bed: RecorderSetting) -> None:
    bed.at("2026-11-22 00:30").record_lights_out()
    bed.at("2026-11-22 03:00").record_good_morning()

    assert bed.at("2026-11-22 03:10").evening_to_fill_in() == bed.night.evening == EVENING


def test_the_diary_waits_all_day(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 07:00").record_good_morning()

    assert bed.at("2026-11-22 21:00").evening_to_fill_in() == bed.night.evening == EVENING


def test_a_saved_diary_comes_again_as_it_was_saved(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.save("2026-11-22 07:00", quality=4)

    again = bed.diary.night_or_empty(bed.at("2026-11-22 09:00").evening_to_fill_in())

    assert again == bed.night
    assert again.quality == 4


def test_the_diary_after_a_day_of_sleep_is_that_days(bed: RecorderSetting) -> None:
    bed.at("2026-11-22 09:00").record_lights_out()
    bed.at("2026-11-22 16:30").record_good_morning()

    night = bed.diary.night_or_empty(bed.at("2026-11-22 17:00").evening_to_fill_in())

    assert night.evening == EVENING + timedelta(days=1)
    assert night.sleeps[0].got_up == local("2026-11-22 16:30")


def test_a_saved_diary_closes_the_night(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    recorder = bed.at("2026-11-22 07:00")
    bed.heard.take()
    bed.save("2026-11-22 07:00", quality=3)
    recorder = bed.recorder

    assert (bed.night.quality, bed.night.saved_at) == (3, local("2026-11-22 07:00"))
    assert recorder.night is None
    assert not recorder.is_in_bed
    assert bed.heard.signals == [("changed", {EVENING})]


def test_a_diary_of_another_night_leaves_the_one_that_goes_on(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.save("2026-11-21 22:50", EVENING - timedelta(days=3))

    recorder = bed.recorder
    assert recorder.is_in_bed
    assert recorder.night is not None
    assert recorder.night.evening == EVENING


NEXT = EVENING + timedelta(days=1)


@pytest.mark.parametrize(
    ("lights_out", "woke_up", "at_lights_out", "saved"),
    [
        # The middle of the sleep, when it is known, says which evening it was.
        ("2026-11-21 22:45", "2026-11-22 07:00", EVENING, EVENING),
        ("2026-11-22 08:30", "2026-11-22 11:00", NEXT, EVENING),  # middle 09:45
        ("2026-11-22 07:30", "2026-11-22 17:30", EVENING, NEXT),  # middle 12:30
        ("2026-11-22 09:00", "2026-11-22 17:00", NEXT, NEXT),
    ],
)
def test_a_recorded_night_is_saved_under_the_evening_of_its_middle(
    bed: RecorderSetting, lights_out: str, woke_up: str, at_lights_out: date, saved: date
) -> None:
    bed.at(lights_out).record_lights_out()
    first = bed.night.evening
    bed.save(woke_up, first, minutes_to_fall_asleep="0", woke_up=woke_up[-5:])

    assert (first, bed.night.evening) == (at_lights_out, saved)
    assert bed.count == 1


def test_a_night_keeps_its_evening_where_the_other_is_taken(bed: RecorderSetting) -> None:
    bed.save("2026-11-22 08:00")
    bed.at("2026-11-22 08:30").record_lights_out()
    bed.save("2026-11-22 11:05", NEXT, minutes_to_fall_asleep="0", woke_up="11:00")

    assert [night.evening for night in bed.nights.nights()] == [NEXT, EVENING]


def test_a_diary_told_by_hand_keeps_the_evening_it_was_opened_for(bed: RecorderSetting) -> None:
    bed.save("2026-11-22 12:00", EVENING - timedelta(days=3), tried_to_sleep="9:00", woke_up="17:00")

    assert bed.night.evening == EVENING - timedelta(days=3)


@pytest.mark.parametrize(
    ("wall", "latest"),
    [
        ("2026-11-21 22:00", EVENING),
        ("2026-11-22 07:00", EVENING),
        ("2026-11-22 07:59", EVENING),
        ("2026-11-22 08:00", NEXT),
        ("2026-11-22 23:00", NEXT),
    ],
)
def test_there_is_a_latest_evening_to_fill_in(bed: RecorderSetting, wall: str, latest: date) -> None:
    bed.at(wall)

    assert bed.diary.latest_evening() == latest


# --- sessions of the night ----------------------------------------------------------------------------------


def session_on_disk(bed: RecorderSetting, session: SessionRecord) -> SessionRecord:
    found = bed.sessions.session(session.id)
    assert found is not None
    return found


def a_session(started: str, night: UUID | None = None, zone: str = "Europe/Berlin") -> SessionRecord:
    return SessionRecord(
        id=uuid4(),
        routine_key="short",
        routine_title="Short",
        kind=RoutineKind.WIND_DOWN,
        started_at=local(started, zone),
        status=SessionStatus.FINISHED,
        segments=(),
        night_id=night,
    )


@pytest.mark.parametrize(
    ("started", "is_of_the_night"),
    [
        ("2026-11-21 11:59", False),
        ("2026-11-21 12:00", True),
        ("2026-11-21 22:15", True),
        ("2026-11-22 02:30", True),
        ("2026-11-22 11:59", True),
        ("2026-11-22 12:00", False),
    ],
)
def test_sessions_from_noon_to_noon_belong_to_the_night(
    bed: RecorderSetting, started: str, is_of_the_night: bool
) -> None:
    session = a_session(started)
    bed.sessions.save(session)
    bed.at("2026-11-21 22:45").record_lights_out()

    assert (session_on_disk(bed, session).night_id == bed.night.id) is is_of_the_night


def test_a_rescue_is_given_to_the_night_when_the_diary_is_saved(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    rescue = a_session("2026-11-22 02:30")
    bed.sessions.save(rescue)
    bed.save("2026-11-22 07:00")

    assert session_on_disk(bed, rescue).night_id == bed.night.id


def test_a_session_of_another_night_stays_there(bed: RecorderSetting) -> None:
    bed.save("2026-11-21 12:31", EVENING - timedelta(days=1))
    other = bed.night.id
    session = a_session("2026-11-21 13:00", other)
    bed.sessions.save(session)
    bed.at("2026-11-21 22:45").record_lights_out()

    assert session_on_disk(bed, session).night_id == other


@pytest.mark.parametrize(
    ("evening", "before", "last"),
    [
        (date(2026, 3, 28), "2026-03-28 11:59", "2026-03-29 11:59"),  # 23 hours
        (date(2026, 10, 24), "2026-10-24 11:59", "2026-10-25 11:59"),  # 25 hours
    ],
)
def test_noon_is_that_of_the_local_clock_when_it_changes(
    bed: RecorderSetting, evening: date, before: str, last: str
) -> None:
    outside, inside = a_session(before), a_session(last)
    bed.sessions.save(outside)
    bed.sessions.save(inside)
    bed.save("2026-11-21 13:00", evening)

    assert session_on_disk(bed, outside).night_id is None
    assert session_on_disk(bed, inside).night_id == bed.night.id


def test_the_noon_of_a_night_is_that_of_its_own_zone(bed: RecorderSetting) -> None:
    bed.clock.travel("America/New_York")
    session = a_session("2026-11-22 11:30", zone="America/New_York")
    bed.sessions.save(session)
    bed.at("2026-11-21 22:45").record_lights_out()

    assert bed.night.zone == "America/New_York"
    assert bed.night.sleeps[0].tried_to_sleep == local("2026-11-21 22:45", "America/New_York")
    assert session_on_disk(bed, session).night_id == bed.night.id


# --- what cannot be written ---------------------------------------------------------------------------------


def test_a_press_that_cannot_be_written_is_told_and_written_with_the_next(lasting: RecorderSetting) -> None:
    bed = lasting
    bed.spoil()
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 01:00").record_awakening(LEGS)
    received = [each for each in bed.heard.take() if isinstance(each, tuple)]
    in_bed_meanwhile, shown_meanwhile = bed.recorder.is_in_bed, bed.diary.night_or_empty(EVENING)
    bed.spoil(False)
    bed.at("2026-11-22 07:00").record_good_morning()

    assert [name for name, _ in received] == ["trouble_met", "changed", "changed"]
    assert "cannot be opened for writing" in received[0][1]
    assert in_bed_meanwhile
    assert bed.night.id == shown_meanwhile.id
    assert bed.sleep.tried_to_sleep == local("2026-11-21 22:45")
    assert bed.sleep.got_up == local("2026-11-22 07:00")
    assert [each.at for each in bed.night.awakenings] == [local("2026-11-22 01:00")]
    assert bed.sleep.times_awake == 1
    assert bed.heard.signals == [("changed", {EVENING})]


def test_what_waits_is_written_with_the_diary_once(lasting: RecorderSetting) -> None:
    bed = lasting
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.spoil()
    bed.at("2026-11-22 01:00").record_awakening(LEGS)
    bed.spoil(False)
    bed.save("2026-11-22 07:00", quality=2)

    assert len(bed.night.awakenings) == 1
    assert bed.night.quality == 2


def test_a_diary_that_cannot_be_written_is_refused_with_nothing_changed(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    before = bed.night
    recorder = bed.at("2026-11-22 07:00")
    bed.heard.take()
    bed.spoil()
    with pytest.raises(Refusal, match="cannot be opened for writing"):
        bed.diary.save(EVENING, TypedAnswers({"quality": None}, {"quality": 5}))

    assert bed.night == before
    assert recorder.night == before
    assert bed.heard.signals == []


def test_a_night_and_the_sessions_it_adopts_are_written_together_or_not_at_all(
    lasting: RecorderSetting,
) -> None:
    bed = lasting
    session = a_session("2026-11-21 22:15")
    bed.sessions.save(session)
    bed.connection.execute(
        "CREATE TRIGGER no_adoption BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(Exception, match="no"):
        bed.diary.save(EVENING, TypedAnswers({"quality": None}, {"quality": 5}))

    assert bed.count == 0
    assert session_on_disk(bed, session).night_id is None


# --- presses and what the person typed ----------------------------------------------------------------------


def test_an_awakening_counts_on_from_the_number_the_person_told(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 02:00").record_awakening(LEGS)
    shown = form_answers(bed.diary.night_or_empty(EVENING))
    bed.diary.save_unfinished(EVENING, TypedAnswers(typed={"times_awake": "3"}).rebased_on(shown))
    bed.at("2026-11-22 04:00").record_awakening(AWAKE)

    assert bed.sleep.times_awake == 4
    assert Item.TIMES_AWAKE not in bed.sleep.sources
    assert len(bed.night.awakenings) == 2


def test_a_nap_that_was_typed_gets_no_press_of_the_night(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    nap = str(UUID(int=5))
    shown = form_answers(bed.diary.night_or_empty(EVENING))
    bed.diary.save_unfinished(
        EVENING,
        TypedAnswers(typed={RowKey(SLEEPS_KEY, nap): SleepAnswer("15:00", "15:20")}).rebased_on(shown),
    )
    bed.at("2026-11-22 07:00").record_good_morning()

    assert bed.sleep.is_main
    assert [sleep.got_up for sleep in bed.night.sleeps] == [local("2026-11-22 07:00"), None]


def test_lights_out_after_a_nap_that_was_typed_begin_the_main_sleep(bed: RecorderSetting) -> None:
    nap: Answers = {RowKey(SLEEPS_KEY, str(UUID(int=5))): SleepAnswer("15:00", "15:20")}
    bed.at("2026-11-21 20:00")
    bed.diary.save_unfinished(EVENING, TypedAnswers(typed=nap).rebased_on({}))
    bed.at("2026-11-21 22:45").record_lights_out()

    main = bed.night.main_sleep
    assert main is not None
    assert (bed.count, len(bed.night.sleeps)) == (1, 2)
    assert main.tried_to_sleep == local("2026-11-21 22:45")


def test_a_nap_typed_for_the_next_morning_takes_no_press_of_the_next_sleep(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 06:00").record_good_morning()
    nap: Answers = {RowKey(SLEEPS_KEY, str(UUID(int=5))): SleepAnswer("7:00", "7:20")}
    bed.at("2026-11-22 07:30")
    bed.diary.save_unfinished(EVENING, TypedAnswers(typed=nap).rebased_on({}))
    bed.at("2026-11-22 07:40").record_lights_out()
    bed.at("2026-11-22 08:30").record_good_morning()

    main, typed = bed.night.sleeps
    assert (main.tried_to_sleep, main.got_up) == (local("2026-11-21 22:45"), local("2026-11-22 08:30"))
    assert typed.got_up is None


def test_a_diary_begun_for_the_next_evening_hides_no_night_that_goes_on(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 08:30")
    bed.diary.save_unfinished(NEXT, TypedAnswers({"notes": ""}, {"notes": "Long drive."}))
    bed.at("2026-11-22 08:40").record_good_morning()

    night = bed.nights.night_of(EVENING)
    assert night is not None
    assert night.sleeps[0].got_up == local("2026-11-22 08:40")
    assert bed.recorder.evening_to_fill_in() == EVENING


# --- a steady clock -----------------------------------------------------------------------------------------


def test_the_clock_is_held_steady_from_the_beginning_of_each_night() -> None:
    bedside = RecorderSetting()
    bedside.at("2026-11-21 23:00").record_lights_out()
    bedside.at("2026-11-22 02:00").record_awakening(LEGS)
    bedside.at("2026-11-22 06:00").record_lights_out()
    bedside.at("2026-11-22 07:00").record_good_morning()
    assert bedside.clock.holds == [True]

    bedside.at("2026-11-22 23:30").record_awakening(AWAKE)
    assert bedside.clock.holds == [True, True]


# --- what was tried -----------------------------------------------------------------------------------------


def test_what_was_tried_belongs_to_the_night_that_goes_on(bed: RecorderSetting) -> None:
    bed.at("2026-11-21 22:45").record_lights_out()
    bed.at("2026-11-22 02:10").record_tried(Item.TRIED_WALKING, Helped.A_LITTLE)
    bed.at("2026-11-22 04:00").record_tried(Item.TRIED_WALKING, Helped.NO)
    bed.at("2026-11-22 04:00").record_tried(Item.TRIED_COLD, Helped.YES)

    assert bed.count == 1
    tried = (bed.night.tried_walking, bed.night.tried_cold, bed.night.tried_warmth)
    assert tried == (Helped.NO, Helped.YES, None)


def test_what_was_tried_waits_while_nothing_can_be_written(lasting: RecorderSetting) -> None:
    lasting.at("2026-11-21 22:45").record_lights_out()
    lasting.spoil()
    lasting.recorder.record_tried(Item.TRIED_COLD, Helped.YES)
    assert lasting.night.tried_cold is None

    lasting.spoil(False)
    lasting.recorder.record_good_morning()

    assert lasting.night.tried_cold is Helped.YES
