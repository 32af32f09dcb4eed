"""Applies answers typed in the diary form to a night.

An unreadable or impossible answer becomes an objection: a sentence that tells the person what is wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time, timedelta, tzinfo
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from rlscompanion.domain.amounts import parse_amount
from rlscompanion.domain.diary_answers import (
    CHOICE_ITEMS,
    COUNT_ITEMS,
    DOSES_KEY,
    EVENING_KEY,
    FACTORS_KEY,
    NEW_MEDICINE_KEY,
    OWN_FACTOR_KEY,
    SLEEPS_KEY,
    SLEPT_KEY,
    TIME_ITEMS,
    Answer,
    AnswerKey,
    Answers,
    DoseAnswer,
    FactorAnswer,
    RowKey,
    SleepAnswer,
    answer_text,
    form_answers,
    row_answers,
    sleep_start_and_end,
    typed_amount_text,
)
from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.items import MAX_ANSWER_TIMES, SLEEP_ITEMS, Item
from rlscompanion.domain.measures import proposed_evening
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.moment import (
    NOON,
    Moment,
    matches_zone,
    minutes_between,
    moment_in_night,
    nearest_at_clock_time,
    parse_clock_time,
    second_occurrence,
)
from rlscompanion.domain.moved_night import move_night_to_evening
from rlscompanion.domain.night import Night, Sleep, ValueSource, with_longest_sleep_as_main
from rlscompanion.domain.problems import MAX_SLEEP_MINUTES, night_problems

ITEMS_IF_SLEPT = tuple(item for item in SLEEP_ITEMS if not item.description.applies_if_sleepless)
"""The items that have an answer only if the person slept."""

_SLEEP_KEYS: frozenset[AnswerKey] = frozenset((*TIME_ITEMS, *COUNT_ITEMS, SLEPT_KEY))

_BEDTIME_ITEMS = (Item.TRIED_TO_SLEEP, Item.WENT_TO_BED)
_RISING_ITEMS = (Item.GOT_UP, Item.WOKE_UP)

EARLIEST_EVENING_TIME = time(6)
"""The first clock time that lies on the evening's date, for naps, symptoms and doses.

Earlier clock times lie on the next date.
"""

MAX_COUNT_DIGITS = 9
"""The most digits that a typed count may have; Python refuses to convert thousands of digits."""

MAX_FACTOR_AMOUNT, MAX_DOSE_AMOUNT = 10_000, 100_000
MAX_QUOTED_CHARACTERS = 24
"""The most characters of an unreadable text that its objection (a sentence for the person) quotes."""


_ADVICE_IF_NAME_NOT_ADDED = {
    OWN_FACTOR_KEY: "Under “What applied yesterday?”, press Add beside {}, or clear it.",
    NEW_MEDICINE_KEY: "Under “Medicine taken that day or night”, press Add to list for {}, or clear it.",
}
"""What to do if the person typed a name but did not add the name to the list."""

_MORNING_TIME_ITEMS = frozenset((Item.WOKE_UP, Item.GOT_UP, Item.PLANNED_WAKE))


@dataclass(frozen=True)
class Objection:
    """An unreadable or impossible answer in the diary form: its key, and a sentence for the person."""

    key: AnswerKey
    sentence: str


@dataclass(frozen=True)
class TypedNight:
    """A night with typed answers applied, and the objections to unusable answers.

    The night may be saved only if there are no objections.
    """

    night: Night
    objections: tuple[Objection, ...] = ()


def apply_answers(typed: Answers, night: Night) -> TypedNight:
    """Apply answers typed in the diary form to a night.

    A clock time that the person did not change keeps its exact moment, and its source (recorded or
    estimated).
    """
    return _AnswerReader(typed, night).read_night()


def apply_and_quote_unusable(typed: Answers, night: Night) -> Night:
    """Apply typed answers to a night, and quote unusable answers in the notes of the night."""
    left = dict(typed)
    remarks: list[str] = []
    standing = set(apply_answers({}, night).objections)
    while left and (objections := set(apply_answers(left, night).objections) - standing):
        # What is impossible may show at an answer that was not typed: then a typed time or number made it so.
        wrong = {each.key for each in objections} & left.keys()
        for key in sorted(wrong or _SLEEP_KEYS & left.keys() or left, key=str):
            remarks.append(f"Typed, but could not be used. {answer_text(key, left.pop(key))}")
    return with_note_lines(apply_answers(left, night).night, remarks)


def with_note_lines(night: Night, lines: Iterable[str]) -> Night:
    """The night with lines added to its notes; lines that the notes already contain are not repeated."""
    present = night.notes.splitlines()
    new = [line for line in dict.fromkeys(lines) if line.strip() and line not in present]
    return replace(night, notes="\n".join([*([night.notes] if night.notes else []), *new]))


def offset_source(sleep: Sleep, item: Item, zone: tzinfo) -> Moment | None:
    """The recorded moment whose UTC offset applies to an item's clock time; None for the zone's offset.

    A traveller may go to bed by one clock and get up by another clock. Evening times use the offset recorded
    at trying to sleep, and morning times the offset recorded at getting up.
    """
    ends = _BEDTIME_ITEMS if item in _BEDTIME_ITEMS else _RISING_ITEMS
    known = next((moment for end in ends if (moment := _moment_of_item(sleep, end)) is not None), None)
    return None if known is None or matches_zone(known, zone) else known


def _moment_of_item(sleep: Sleep, item: Item) -> Moment | None:
    moment: Moment | None = getattr(sleep, item.value)
    return moment


def parse_whole_number(text: str) -> int | None:
    """The whole number in a text; None for any other text, and for more than MAX_COUNT_DIGITS digits."""
    is_number = text.isascii() and text.isdigit() and len(text.lstrip("0")) <= MAX_COUNT_DIGITS
    return int(text.lstrip("0") or "0") if is_number else None


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= MAX_QUOTED_CHARACTERS else f"“{text[:MAX_QUOTED_CHARACTERS]}…”"


def _minutes_later(moment: Moment | None, *minutes: int | None) -> Moment | None:
    """The moment that is later by the sum of these minutes; unknown minutes count as 0."""
    return None if moment is None else moment.plus_minutes(sum(each or 0 for each in minutes))


class _AnswerReader:
    """Reads the answers of one night's form.

    Each moment of the main sleep is placed at or after the previous moment.
    """

    def __init__(self, typed: Answers, night: Night) -> None:
        if night.main_sleep is None:
            sleeps = night.sleeps or (Sleep(uuid5(night.id, SLEEPS_KEY)),)
            night = with_longest_sleep_as_main(replace(night, sleeps=sleeps))
        self._typed, self._night, self._sleep = typed, night, night.main_sleep
        self._shown = form_answers(night)
        self._stands: Answers = {**self._shown, **typed}
        self._zone = ZoneInfo(night.zone)
        self._objections: list[Objection] = []
        self._changed: set[Item] = set()

    def read_night(self) -> TypedNight:
        choices = {item.value: self._typed[item] for item in CHOICE_ITEMS if item in self._typed}
        symptoms = self._typed_moment(
            Item.SYMPTOMS_BEGAN, self._night.symptoms_began, None, EARLIEST_EVENING_TIME
        )
        sleeps = self._typed_sleeps()
        night = replace(
            self._night,
            **choices,  # type: ignore[arg-type]
            symptoms_began=symptoms,
            sleeps=sleeps,
            factors=self._typed_factors(),
            doses=self._typed_doses(),
        )
        for key, sentence in _ADVICE_IF_NAME_NOT_ADDED.items():
            if self._typed.get(key):
                self._add_objection(key, sentence.format(_quoted(str(self._typed[key]))))
        wrong = {each.key for each in self._objections}
        problems = (each for each in night_problems(night) if each.item not in wrong)
        more = [Objection(each.item, each.sentence) for each in problems]
        evening = self._stands[EVENING_KEY]
        if evening != night.evening:
            night = move_night_to_evening(night, evening)  # type: ignore[arg-type]
        return TypedNight(night, (*self._objections, *more))

    # --- the main sleep -------------------------------------------------------------------------------------

    def _typed_sleeps(self) -> tuple[Sleep, ...]:
        main = self._sleep
        assert main is not None
        read = {main.id: self._typed_main_sleep(main)}
        known = {each.id: each for each in self._night.sleeps}
        for row, answer in row_answers(self._typed, SLEEPS_KEY):
            other = known.get(UUID(row)) or Sleep(UUID(row), is_main=False)
            if other.id != main.id:
                read[other.id] = self._typed_nap(other, answer)  # type: ignore[assignment]
        found = {**known, **read}
        return tuple(sleep for sleep in found.values() if sleep is not None)

    def _typed_main_sleep(self, sleep: Sleep) -> Sleep:
        objections = list(self._objections)
        read = self._main_sleep_placed(sleep, NOON)
        if proposed_evening(read) == self._night.evening + timedelta(days=1):
            # Who goes to bed late in the morning and sleeps into the afternoon: the same day, not the next.
            self._objections = objections
            by_day = self._main_sleep_placed(sleep, EARLIEST_EVENING_TIME)
            return by_day if proposed_evening(by_day) == self._night.evening else read
        return read

    def _main_sleep_placed(self, sleep: Sleep, day_starts: time) -> Sleep:
        """The main sleep as typed; its clock times from `day_starts` on lie on the evening's date."""
        in_bed = self._typed_moment(Item.WENT_TO_BED, sleep.went_to_bed, None, day_starts)
        tried = self._typed_moment(Item.TRIED_TO_SLEEP, sleep.tried_to_sleep, in_bed, day_starts)
        if not self._stands[SLEPT_KEY]:
            up = self._typed_moment(Item.GOT_UP, sleep.got_up, tried or in_bed)
            self._changed.update(ITEMS_IF_SLEPT)
            return Sleep(
                id=sleep.id,
                is_main=sleep.is_main,
                slept=False,
                went_to_bed=in_bed,
                tried_to_sleep=tried,
                got_up=up,
                sources=self._value_sources(sleep),
            )
        to_sleep = self._typed_count(Item.MINUTES_TO_FALL_ASLEEP)
        awake = self._typed_count(Item.MINUTES_AWAKE)
        again = self._typed_count(Item.MINUTES_TRYING_AGAIN)
        start = tried or in_bed
        slept_until = _minutes_later(start, to_sleep, awake)
        woke = self._typed_moment(Item.WOKE_UP, sleep.woke_up, start, earliest=slept_until)
        in_bed_until = _minutes_later(woke, again) or slept_until
        up = self._typed_moment(Item.GOT_UP, sleep.got_up, woke or start, earliest=in_bed_until)
        planned = self._typed_moment(Item.PLANNED_WAKE, sleep.planned_wake, start)
        return replace(
            sleep,
            slept=True,
            went_to_bed=in_bed,
            tried_to_sleep=tried,
            minutes_to_fall_asleep=to_sleep,
            times_awake=self._typed_count(Item.TIMES_AWAKE),
            minutes_awake=awake,
            woke_up=woke,
            got_up=up,
            planned_wake=planned,
            minutes_trying_again=again,
            sources=self._value_sources(sleep),
        )

    def _value_sources(self, sleep: Sleep) -> dict[Item, ValueSource]:
        return {item: source for item, source in sleep.sources.items() if item not in self._changed}

    def _typed_text(self, item: Item) -> str:
        text = str(self._stands[item] or "").strip()
        if text != self._shown[item]:
            self._changed.add(item)
        return text

    def _typed_moment(
        self,
        item: Item,
        shown: Moment | None,
        after: Moment | None,
        day_starts: time = NOON,
        earliest: Moment | None = None,
    ) -> Moment | None:
        """The moment of an item; adds an objection if the typed text is unreadable.

        When clocks go back, a clock time occurs twice: the second moment counts if the first is before
        `earliest`.
        """
        text = self._typed_text(item)
        if item not in self._changed:
            return shown
        if not text:
            return None
        clock = parse_clock_time(text)
        if clock is None:
            example = "06:40 or 6:40 am" if item in _MORNING_TIME_ITEMS else "23:40 or 11:40 pm"
            self._add_objection(item, f"{_quoted(text)} is not a time of day. Try {example}.")
            return None
        if (known := self._source_of_offset(item)) is not None:
            return nearest_at_clock_time(clock, known)
        evening = self._night.evening
        moment = moment_in_night(clock, evening, self._zone, after, day_starts)
        if after is not None and minutes_between(after, moment) >= MAX_SLEEP_MINUTES:
            # Lights out on the morning before the evening that the night was filed under.
            moment = moment_in_night(clock, evening - timedelta(days=1), self._zone, after, day_starts)
        if earliest is not None and moment < earliest <= (second := second_occurrence(moment, self._zone)):
            return second
        return moment

    def _source_of_offset(self, item: Item) -> Moment | None:
        if self._sleep is None or item is Item.SYMPTOMS_BEGAN:
            return None
        return offset_source(self._sleep, item, self._zone)

    def _typed_count(self, item: Item) -> int | None:
        text = self._typed_text(item)
        if not text:
            return None
        count = parse_whole_number(text)
        if count is None or count > MAX_ANSWER_TIMES:
            problem = "not a whole number" if count is None else "too large"
            example = 2 if item is Item.TIMES_AWAKE else 15
            self._add_objection(
                item, f"{_quoted(text)} is {problem}. Try {example}, or leave it blank if unsure."
            )
            return None
        return count

    # --- rows -----------------------------------------------------------------------------------------------

    def _typed_nap(self, sleep: Sleep, answer: Answer) -> Sleep | None:
        """A nap or second sleep as typed; None if the person removed the row or left it blank."""
        row = RowKey(SLEEPS_KEY, str(sleep.id))
        if not isinstance(answer, SleepAnswer) or answer == SleepAnswer():
            return None
        shown = self._shown.get(row) or SleepAnswer()
        if answer == shown:
            return sleep
        assert isinstance(shown, SleepAnswer)
        was = sleep_start_and_end(sleep)
        start, end = (
            was[i] if text == before else self._typed_moment_in_row(row, text, "Other sleeps", NOON)
            for i, (text, before) in enumerate(((answer.start, shown.start), (answer.end, shown.end)))
        )
        if start is not None and end is not None and end <= start:
            self._add_objection(row, "Other sleeps: one ends before it begins.")
        return replace(
            sleep,
            went_to_bed=None,
            tried_to_sleep=start,
            minutes_to_fall_asleep=None if start is None else 0,
            minutes_awake=0,
            woke_up=end,
            got_up=None,
            sources={},
        )

    def _typed_factors(self) -> tuple[FactorNote, ...]:
        notes = {note.factor: note for note in self._night.factors}
        for key, answer in row_answers(self._typed, FACTORS_KEY):
            if not isinstance(answer, FactorAnswer):
                notes.pop(key, None)
                continue
            made = notes.get(key) or FactorNote(uuid5(self._night.id, key), key, answer.is_present)
            amount = self._typed_amount(
                *(RowKey(FACTORS_KEY, key), answer.amount, made.amount, answer.title, MAX_FACTOR_AMOUNT)
            )
            last_at = made.last_at if answer.is_present else None
            notes[key] = replace(
                made, present=answer.is_present, amount=amount if answer.is_present else None, last_at=last_at
            )
        return tuple(notes.values())

    def _typed_doses(self) -> tuple[Dose, ...]:
        doses = {str(dose.id): dose for dose in self._night.doses}
        for key, answer in row_answers(self._typed, DOSES_KEY):
            if not isinstance(answer, DoseAnswer):
                doses.pop(key, None)
                continue
            row = RowKey(DOSES_KEY, key)
            kept = doses.get(key) or Dose(UUID(key), answer.medicine)
            what = answer.title or "Medicine"
            amount = self._typed_amount(row, answer.amount, kept.amount, what, MAX_DOSE_AMOUNT)
            if amount == 0:
                self._add_objection(row, f"{what}: a dose is more than 0. Remove it if none was taken.")
                amount = None
            shown = self._shown.get(row)
            is_untouched = isinstance(shown, DoseAnswer) and shown.at == answer.at
            at = (
                kept.at
                if is_untouched
                else self._typed_moment_in_row(row, answer.at, what, EARLIEST_EVENING_TIME)
            )
            doses[key] = Dose(kept.id, answer.medicine, amount, answer.unit, at)
        return tuple(doses.values())

    def _typed_amount(
        self, row: RowKey, text: str, kept: float | None, what: str, most: float
    ) -> float | None:
        if not text.strip():
            return None
        if text == typed_amount_text(kept):
            return kept
        try:
            return parse_amount(text.strip(), most)
        except ValueError as error:
            self._add_objection(row, f"{what or 'Amount'}: {error}")
            return None

    def _typed_moment_in_row(self, row: RowKey, text: str, what: str, day_starts: time) -> Moment | None:
        if not text.strip():
            return None
        clock = parse_clock_time(text)
        if clock is None:
            self._add_objection(
                row, f"{what}: {_quoted(text.strip())} is not a time of day. Try 21:30 or 9:30 pm."
            )
            return None
        return moment_in_night(clock, self._night.evening, self._zone, None, day_starts)

    def _add_objection(self, key: AnswerKey, sentence: str) -> None:
        self._objections.append(Objection(key, sentence))
