"""Tests of typed answers: the night they make, and the objections to unusable ones."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rlscompanion.domain import measures
from rlscompanion.domain.diary_answers import (
    COUNT_ITEMS,
    SLEPT_KEY,
    TIME_ITEMS,
    Answer,
    AnswerKey,
    form_answers,
)
from rlscompanion.domain.diary_entry import ITEMS_IF_SLEPT, TypedNight, apply_answers
from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night, Sleep, ValueSource
from tests.cases import each_case
from tests.fakes import local

EMPTY = Night(UUID(int=1), date(2026, 11, 21), "Europe/Berlin", (Sleep(UUID(int=2)),))
RECORDED = replace(
    EMPTY,
    sleeps=(
        Sleep(
            UUID(int=2),
            tried_to_sleep=local("2026-11-21 23:00:42"),
            times_awake=2,
            got_up=local("2026-11-22 06:40:13"),
            sources={
                Item.TRIED_TO_SLEEP: ValueSource.ESTIMATED,
                Item.TIMES_AWAKE: ValueSource.RECORDED,
                Item.GOT_UP: ValueSource.RECORDED,
            },
        ),
    ),
)
FULL: dict[AnswerKey, Answer] = {
    Item.WENT_TO_BED: "22:45",
    Item.TRIED_TO_SLEEP: "23:00",
    Item.MINUTES_TO_FALL_ASLEEP: "20",
    Item.TIMES_AWAKE: "2",
    Item.MINUTES_AWAKE: "25",
    Item.WOKE_UP: "6:30",
    Item.GOT_UP: "6:40",
    Item.PLANNED_WAKE: "7:00",
    Item.MINUTES_TRYING_AGAIN: "5",
    Item.SYMPTOMS_BEGAN: "21:30",
}


def reading_of(night: Night, slept: bool = True, /, **texts: str) -> TypedNight:
    """The night after replacing some of its texts."""
    typed: dict[AnswerKey, Answer] = {SLEPT_KEY: slept}
    typed.update(texts)
    return apply_answers(typed, night)


def texts_of(night: Night) -> dict[AnswerKey, Answer]:
    return {item: form_answers(night)[item] for item in (*TIME_ITEMS, *COUNT_ITEMS)}


def main_sleep(reading: TypedNight) -> Sleep:
    assert reading.night.main_sleep is not None
    return reading.night.main_sleep


def objection_texts(reading: TypedNight) -> dict[AnswerKey, str]:
    return {objection.key: objection.sentence for objection in reading.objections}


def moment_at(reading: TypedNight, item: Item) -> Moment | None:
    if item is Item.SYMPTOMS_BEGAN:
        return reading.night.symptoms_began
    moment: Moment | None = getattr(main_sleep(reading), item.value)
    return moment


def test_a_whole_diary_is_read() -> None:
    reading = apply_answers({**FULL, Item.QUALITY: 4, Item.WORST_URGE: 6, Item.NOTES: "Long drive."}, EMPTY)

    sleep = main_sleep(reading)
    assert reading.objections == ()
    assert sleep == Sleep(
        UUID(int=2),
        went_to_bed=local("2026-11-21 22:45"),
        tried_to_sleep=local("2026-11-21 23:00"),
        minutes_to_fall_asleep=20,
        times_awake=2,
        minutes_awake=25,
        woke_up=local("2026-11-22 06:30"),
        got_up=local("2026-11-22 06:40"),
        planned_wake=local("2026-11-22 07:00"),
        minutes_trying_again=5,
    )
    assert reading.night.symptoms_began == local("2026-11-21 21:30")
    assert (reading.night.quality, reading.night.worst_urge) == (4, 6)
    assert reading.night.notes == "Long drive."


def test_a_blank_diary_is_read_as_unknown() -> None:
    reading = apply_answers({}, EMPTY)

    assert reading == TypedNight(EMPTY, ())


EXAMPLES = {
    **dict.fromkeys(TIME_ITEMS, "23:40 or 11:40 pm"),
    **dict.fromkeys((Item.WOKE_UP, Item.GOT_UP, Item.PLANNED_WAKE), "06:40 or 6:40 am"),
    **dict.fromkeys(COUNT_ITEMS, "15"),
    Item.TIMES_AWAKE: "2",
}


@each_case("item", TIME_ITEMS)
@each_case("text", ["25:00", "12:60", "quarter to", "-1:00", "6:3", "13 pm", "0 am", "６:30 h"])
def test_no_time_of_day_is_told_at_its_field(item: Item, text: str) -> None:
    reading = reading_of(EMPTY, **{item.value: text})

    assert objection_texts(reading) == {item: f"“{text}” is not a time of day. Try {EXAMPLES[item]}."}
    assert moment_at(reading, item) is None


@each_case("item", COUNT_ITEMS)
@each_case("text", ["-5", "1.5", "ten", "1441", "10 min", "²", "٣", "99999999999999999999"])
def test_no_whole_number_is_told_at_its_field(item: Item, text: str) -> None:
    reading = reading_of(EMPTY, **{item.value: text})

    problem = "too large" if text == "1441" else "not a whole number"
    sentence = f"“{text}” is {problem}. Try {EXAMPLES[item]}, or leave it blank if unsure."
    assert objection_texts(reading) == {item: sentence}


@each_case("digit", ["9", "1", "²"])
@each_case("item", COUNT_ITEMS)
def test_a_text_without_end_is_told_in_short(item: Item, digit: str) -> None:
    sentence = f"“{24 * digit}…” is not a whole number. Try {EXAMPLES[item]}, or leave it blank if unsure."

    assert objection_texts(reading_of(EMPTY, **{item.value: 100_000 * digit})) == {item: sentence}


@each_case("item", TIME_ITEMS)
def test_a_time_without_end_is_told_in_short(item: Item) -> None:
    sentence = f"“{24 * '7'}…” is not a time of day. Try {EXAMPLES[item]}."

    assert objection_texts(reading_of(EMPTY, **{item.value: 100_000 * "7"})) == {item: sentence}


@each_case("item", COUNT_ITEMS)
@each_case(("text", "value"), [("0", 0), ("007", 7), (" 12 ", 12), ("1440", 1440), ("  ", None)])
def test_a_whole_number_is_read(item: Item, text: str, value: int | None) -> None:
    reading = reading_of(EMPTY, **{item.value: text})

    assert getattr(main_sleep(reading), item.value) == value
    assert reading.objections == ()


@each_case(
    ("item", "text", "wall"),
    [
        (Item.WENT_TO_BED, "22:45", "2026-11-21 22:45"),
        (Item.WENT_TO_BED, "0:30", "2026-11-22 00:30"),
        (Item.WENT_TO_BED, "11 pm", "2026-11-21 23:00"),
        (Item.TRIED_TO_SLEEP, "0115", "2026-11-22 01:15"),
        (Item.TRIED_TO_SLEEP, "12:15 am", "2026-11-22 00:15"),
        (Item.WOKE_UP, "7", "2026-11-22 07:00"),
        (Item.WOKE_UP, "6.30", "2026-11-22 06:30"),
        (Item.GOT_UP, "11:59", "2026-11-22 11:59"),
        (Item.PLANNED_WAKE, "7:00 a.m.", "2026-11-22 07:00"),
        (Item.SYMPTOMS_BEGAN, "21:30", "2026-11-21 21:30"),
        (Item.SYMPTOMS_BEGAN, "11:30", "2026-11-21 11:30"),
        (Item.SYMPTOMS_BEGAN, "2:00", "2026-11-22 02:00"),
    ],
)
def test_times_fall_on_the_right_side_of_midnight(item: Item, text: str, wall: str) -> None:
    reading = reading_of(EMPTY, **{item.value: text})

    assert moment_at(reading, item) == local(wall)


def test_a_late_riser_gets_up_on_the_next_afternoon() -> None:
    reading = reading_of(EMPTY, tried_to_sleep="4:00", woke_up="12:30", got_up="13:00")

    assert main_sleep(reading).woke_up == local("2026-11-22 12:30")
    assert main_sleep(reading).got_up == local("2026-11-22 13:00")
    assert reading.objections == ()


def test_a_night_in_which_clocks_go_back_is_read_in_order() -> None:
    night = replace(EMPTY, evening=date(2026, 10, 24))

    reading = reading_of(night, went_to_bed="22:00", tried_to_sleep="2:30", woke_up="2:10", got_up="6:00")

    assert main_sleep(reading).woke_up == local("2026-10-25 02:10", fold=1)
    assert reading.objections == ()


@each_case(
    ("texts", "woke", "up"),
    [
        # Asleep at 2:50 before the clocks go back: only the second 2:30 comes after.
        ({"minutes_to_fall_asleep": "40", "woke_up": "2:30"}, 1, None),
        ({"minutes_to_fall_asleep": "10", "minutes_awake": "15", "woke_up": "2:30"}, 1, None),
        ({"minutes_to_fall_asleep": "40", "woke_up": "2:30", "got_up": "2:40"}, 1, 1),
        # Up at 2:40, after trying again for half an hour.
        ({"woke_up": "2:30", "minutes_trying_again": "30", "got_up": "2:40"}, 0, 1),
        ({"minutes_awake": "40", "got_up": "2:40"}, None, 1),
        # The first will do.
        ({"minutes_to_fall_asleep": "20", "woke_up": "2:30", "got_up": "2:40"}, 0, 0),
    ],
)
def test_of_a_time_that_comes_twice_it_is_the_one_that_is_possible(
    texts: dict[str, str], woke: int | None, up: int | None
) -> None:
    night = replace(EMPTY, evening=date(2026, 10, 24))

    reading = reading_of(night, tried_to_sleep="2:10", **texts)

    sleep = main_sleep(reading)
    assert reading.objections == ()
    assert sleep.tried_to_sleep == local("2026-10-25 02:10")
    assert sleep.woke_up == (None if woke is None else local("2026-10-25 02:30", fold=woke))
    assert sleep.got_up == (None if up is None else local("2026-10-25 02:40", fold=up))


def test_where_neither_of_two_is_possible_it_is_told() -> None:
    night = replace(EMPTY, evening=date(2026, 10, 24))
    texts = {"tried_to_sleep": "2:10", "minutes_to_fall_asleep": "100", "woke_up": "2:30"}

    assert objection_texts(reading_of(night, **texts)) == {
        Item.WOKE_UP: "This puts waking up before falling asleep."
    }


def night_abroad(home: str, there: str, lights_out: str, up: str) -> Night:
    """A night with its lights put out by the clock of one zone, and its Good morning pressed by another's."""
    tried, risen = local(lights_out, home), local(up, there)
    sleep = replace(main_sleep(TypedNight(EMPTY, ())), tried_to_sleep=tried, got_up=risen)
    return replace(EMPTY, zone=home, evening=date(2026, 7, 21), sleeps=(sleep,))


TO_PARIS = night_abroad("Europe/London", "Europe/Paris", "2026-07-21 23:00:10", "2026-07-22 08:00:40")
TO_LONDON = night_abroad("Europe/Paris", "Europe/London", "2026-07-21 23:00", "2026-07-22 06:00")


@pytest.mark.parametrize(
    ("night", "there", "woke", "asleep"),
    [(TO_PARIS, "Europe/Paris", "7:50", 470 - 10 / 60), (TO_LONDON, "Europe/London", "5:50", 470)],
)
def test_a_waking_time_is_told_by_the_clock_of_getting_up(
    night: Night, there: str, woke: str, asleep: float
) -> None:
    texts = {"minutes_to_fall_asleep": "0", "minutes_awake": "0", "woke_up": woke, "planned_wake": "8:30"}
    reading = reading_of(night, **texts)

    sleep = main_sleep(reading)
    assert reading.objections == ()
    assert sleep.woke_up == local(f"2026-07-22 0{woke}", there)
    assert sleep.planned_wake == local("2026-07-22 08:30", there)
    assert sleep.got_up == main_sleep(TypedNight(night, ())).got_up
    assert sleep.tried_to_sleep == main_sleep(TypedNight(night, ())).tried_to_sleep
    assert measures.total_sleep(sleep) == pytest.approx(asleep)
    # Read once more it stays, and an end that is mended keeps to the same clock.
    assert apply_answers(form_answers(reading.night), reading.night) == TypedNight(reading.night, ())
    again = main_sleep(reading_of(reading.night, got_up="8:10", woke_up="5:45"))
    assert again.got_up == local("2026-07-22 08:10", there)
    assert again.woke_up == local("2026-07-22 05:45", there)


def test_bed_times_keep_to_the_clock_of_the_lights_out() -> None:
    assert main_sleep(reading_of(TO_PARIS, went_to_bed="22:45")).went_to_bed == local(
        "2026-07-21 22:45", "Europe/London"
    )
    opened_at_home = replace(TO_PARIS, zone="Europe/Paris")

    sleep = main_sleep(reading_of(opened_at_home, went_to_bed="22:45", woke_up="7:50"))

    assert sleep.went_to_bed == local("2026-07-21 22:45", "Europe/London")
    assert sleep.woke_up == local("2026-07-22 07:50", "Europe/Paris")


def test_over_the_date_line_a_waking_time_stays_beside_getting_up() -> None:
    night = night_abroad("Pacific/Auckland", "America/Los_Angeles", "2026-07-21 23:00", "2026-07-21 12:00")

    reading = reading_of(night, woke_up="11:30")

    assert main_sleep(reading).woke_up == local("2026-07-21 11:30", "America/Los_Angeles")
    assert reading.objections == ()


def test_a_sleepless_night_abroad_ends_by_the_clock_there() -> None:
    sleep = main_sleep(reading_of(TO_PARIS, False, got_up="8:20"))

    assert sleep.got_up == local("2026-07-22 08:20", "Europe/Paris")


def test_untouched_texts_keep_the_exact_moment_and_the_source() -> None:
    reading = reading_of(RECORDED, woke_up="6:30")

    sleep = main_sleep(reading)
    assert sleep.tried_to_sleep == local("2026-11-21 23:00:42")
    assert sleep.got_up == local("2026-11-22 06:40:13")
    assert sleep.sources == main_sleep(TypedNight(RECORDED, ())).sources


@each_case(
    ("item", "text"),
    [
        (Item.TRIED_TO_SLEEP, "23:01"),
        (Item.TRIED_TO_SLEEP, ""),
        (Item.GOT_UP, "6:50"),
        (Item.GOT_UP, ""),
        (Item.TIMES_AWAKE, "3"),
        (Item.TIMES_AWAKE, ""),
    ],
)
def test_what_is_changed_or_cleared_is_the_persons_own(item: Item, text: str) -> None:
    reading = reading_of(RECORDED, **{item.value: text})

    assert reading.objections == ()
    assert item not in main_sleep(reading).sources
    assert len(main_sleep(reading).sources) == 2
    assert (getattr(main_sleep(reading), item.value) is None) == (text == "")


def test_a_sleepless_night_is_an_entry() -> None:
    reading = reading_of(RECORDED, False, went_to_bed="22:30")

    sleep = main_sleep(reading)
    assert reading.objections == ()
    assert not sleep.slept
    assert sleep.tried_to_sleep == local("2026-11-21 23:00:42")
    assert sleep.got_up == local("2026-11-22 06:40:13")
    assert all(getattr(sleep, item.value) is None for item in ITEMS_IF_SLEPT)
    assert set(sleep.sources) == {Item.TRIED_TO_SLEEP, Item.GOT_UP}


def test_a_sleepless_night_asks_nothing_about_sleep() -> None:
    assert objection_texts(reading_of(EMPTY, False, woke_up="nonsense", minutes_awake="lots")) == {}


@each_case(
    ("texts", "item", "sentence"),
    [
        (
            {"went_to_bed": "23:30", "tried_to_sleep": "23:00"},
            Item.TRIED_TO_SLEEP,
            "This puts trying to sleep before going to bed.",
        ),
        (
            {"tried_to_sleep": "23:00", "minutes_to_fall_asleep": "60", "woke_up": "23:30"},
            Item.WOKE_UP,
            "This puts waking up before falling asleep.",
        ),
        (
            {"tried_to_sleep": "23:00", "woke_up": "22:30"},
            Item.WOKE_UP,
            "This puts waking up before trying to sleep.",
        ),
        (
            {"woke_up": "7:00", "got_up": "6:30"},
            Item.GOT_UP,
            "This puts getting up before waking up.",
        ),
        (
            {"tried_to_sleep": "23", "minutes_to_fall_asleep": "0", "minutes_awake": "481", "woke_up": "7"},
            Item.MINUTES_AWAKE,
            "This is more than the 480 minutes between falling asleep and waking up.",
        ),
        (
            {"went_to_bed": "23:00", "minutes_awake": "900", "got_up": "7:00"},
            Item.MINUTES_AWAKE,
            "This is more than the 480 minutes between going to bed and getting up.",
        ),
        (
            {"woke_up": "7:00", "got_up": "7:10", "minutes_trying_again": "300"},
            Item.MINUTES_TRYING_AGAIN,
            "This is more than the 10 minutes between waking up and getting up.",
        ),
    ],
)
def test_what_is_impossible_is_told_where_it_stands(texts: dict[str, str], item: Item, sentence: str) -> None:
    assert objection_texts(reading_of(EMPTY, **texts)) == {item: sentence}


def test_a_sleep_of_a_whole_day_is_impossible() -> None:
    to_bed = local("2026-11-21 13:00")
    long = replace(EMPTY, sleeps=(Sleep(UUID(int=2), went_to_bed=to_bed, woke_up=to_bed.plus_minutes(1440)),))

    assert objection_texts(reading_of(long)) == {Item.WOKE_UP: "This makes a sleep of 24 hours or more."}


def test_each_wrong_field_is_told_of_once() -> None:
    reading = reading_of(EMPTY, went_to_bed="late", woke_up="early", minutes_awake="many")

    items = [objection.key for objection in reading.objections]
    assert sorted(items) == sorted([Item.WENT_TO_BED, Item.WOKE_UP, Item.MINUTES_AWAKE])


def test_what_a_night_shows_reads_back_to_itself() -> None:
    night = apply_answers(FULL, EMPTY).night

    assert apply_answers(form_answers(night), night) == TypedNight(night, ())
    morning: dict[AnswerKey, Answer] = {
        Item.WOKE_UP: "06:30",
        Item.GOT_UP: "06:40",
        Item.PLANNED_WAKE: "07:00",
    }
    assert texts_of(night) == FULL | morning
