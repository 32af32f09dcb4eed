"""The answers in the diary form by their keys, and the answers that the person has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from rlscompanion.domain.clock_style import clock_text
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.items import NIGHT_ITEMS, SLEEP_ITEMS, BodyPart, Item, ValueKind
from rlscompanion.domain.measures import sleep_onset
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import SLEEP_QUALITY_WORDS, Night, Sleep, both_dates_text

EVENING_KEY, SLEPT_KEY, SLEEPS_KEY, FACTORS_KEY, DOSES_KEY = "evening", "slept", "sleeps", "factors", "doses"
"""Form keys beyond `Item`: the night's date, whether the person slept, and the three lists of rows."""

OWN_FACTOR_KEY, NEW_MEDICINE_KEY = "own_factor", "new_medicine"
"""The keys of the two fields in which the person types the name of a new factor or a new medicine."""

TIREDNESS_BEFORE_KEY = "tiredness_before"
"""The key of yesterday's tiredness, which this night's form asks for and the previous night stores."""

TIME_ITEMS = tuple(item for item in Item if item.description.kind is ValueKind.MOMENT)
COUNT_ITEMS = tuple(item for item in SLEEP_ITEMS if item not in TIME_ITEMS)
CHOICE_ITEMS = tuple(item for item in NIGHT_ITEMS if item not in TIME_ITEMS)
"""The items whose answer in the form needs no parsing, since the night stores the same value."""

_NAMES_BY_KEY = {
    EVENING_KEY: "Date",
    SLEPT_KEY: "Slept",
    SLEEPS_KEY: "Other sleep",
    FACTORS_KEY: "Factor",
    DOSES_KEY: "Dose",
    **{item.value: item.description.name for item in Item},
    TIREDNESS_BEFORE_KEY: Item.TIREDNESS.description.name,
}


class RowKey(NamedTuple):
    """The key of one row in a list of the diary form.

    `item` is the key of the list: SLEEPS_KEY, FACTORS_KEY or DOSES_KEY. In a list of factors, `id` is the key
    of the factor; in the other lists, `id` is the id of the dose or sleep as text.
    """

    item: str
    id: str


@dataclass(frozen=True)
class FactorAnswer:
    """The answer in a factor's row of the diary form: whether the factor was present, and how much.

    `amount` is the amount as typed; it is empty if the factor was not present.
    """

    is_present: bool
    amount: str = ""
    title: str = field(default="", compare=False)


@dataclass(frozen=True)
class DoseAnswer:
    """The answer in a dose's row of the diary form: medicine, amount, unit and clock time, as typed."""

    medicine: UUID
    amount: str = ""
    unit: str = "mg"
    at: str = ""
    title: str = field(default="", compare=False)


@dataclass(frozen=True)
class SleepAnswer:
    """The answer in the form's row of a nap or second sleep: when the sleep started and ended, as typed."""

    start: str = ""
    end: str = ""


AnswerKey = str | RowKey
"""The key of an answer in the form: an `Item`, a key such as EVENING_KEY, or the key of a row."""

Answer = str | int | bool | date | frozenset[BodyPart] | FactorAnswer | DoseAnswer | SleepAnswer | None
"""An answer in the form; None if the person gave no answer, or if the row does not exist."""

Answers = Mapping[AnswerKey, Answer]


@dataclass(frozen=True)
class TypedAnswers:
    """The answers that the person has changed in the diary form.

    `shown` holds these answers as the form first showed them, and `typed` as the person typed them. `shown`
    and `typed` have the same keys.
    """

    shown: Answers = field(default_factory=dict)
    typed: Answers = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.typed)

    def without(self, keys: frozenset[AnswerKey]) -> "TypedAnswers":
        """A copy of these changed answers without the answers that have the given keys."""
        return TypedAnswers(
            {key: answer for key, answer in self.shown.items() if key not in keys},
            {key: answer for key, answer in self.typed.items() if key not in keys},
        )

    def rebased_on(self, answers: Answers) -> "TypedAnswers":
        """The same typed answers, but counted as changes to `answers` instead of the answers first shown."""
        return TypedAnswers({key: answers.get(key) for key in self.typed}, self.typed)

    def conflicting_keys(self, answers: Answers) -> frozenset[AnswerKey]:
        """The keys of changed answers that were also changed elsewhere.

        In `answers`, such a key has neither the answer first shown nor the typed answer.
        """
        return frozenset(
            key for key in self.typed if answers.get(key) not in (self.shown.get(key), self.typed[key])
        )


def changed_keys(before: Answers, after: Answers) -> frozenset[AnswerKey]:
    """The keys whose answers differ between `before` and `after`."""
    return frozenset(key for key in {**before, **after} if before.get(key) != after.get(key))


def form_answers(night: Night, before: Night | None = None) -> dict[AnswerKey, Answer]:
    """The answers that the diary form shows for a night, by key; unknown answers are blank or None.

    Each factor, dose, nap and second sleep has a row. With the previous night (`before`), the answers include
    the tiredness on the day between the two nights.
    """
    sleep = night.main_sleep
    answers: dict[AnswerKey, Answer] = {EVENING_KEY: night.evening, SLEPT_KEY: sleep is None or sleep.slept}
    answers.update({item: _clock_text(moment_of_time_item(night, item)) for item in TIME_ITEMS})
    answers.update({item: _count_text(sleep, item) for item in COUNT_ITEMS})
    answers.update({item: getattr(night, item.value) for item in CHOICE_ITEMS})
    if before is not None:
        answers[TIREDNESS_BEFORE_KEY] = before.tiredness
    for note in night.factors:
        amount = typed_amount_text(note.amount) if note.present else ""
        answers[RowKey(FACTORS_KEY, note.factor)] = FactorAnswer(note.present, amount)
    for dose in night.doses:
        answers[RowKey(DOSES_KEY, str(dose.id))] = DoseAnswer(
            dose.medicine_id, typed_amount_text(dose.amount), dose.unit, _clock_text(dose.at)
        )
    for each in night.sleeps:
        if sleep is None or each.id != sleep.id:
            answers[RowKey(SLEEPS_KEY, str(each.id))] = SleepAnswer(
                *map(_clock_text, sleep_start_and_end(each))
            )
    return answers


def moment_of_time_item(night: Night, item: Item) -> Moment | None:
    """The moment that a night, or its main sleep, stores for a diary item; None if unknown."""
    holder = night if item is Item.SYMPTOMS_BEGAN else night.main_sleep
    moment: Moment | None = getattr(holder, item.value, None)
    return moment


def sleep_start_and_end(sleep: Sleep) -> tuple[Moment | None, Moment | None]:
    """The start and the end of a sleep; each is None if unknown.

    The start is falling asleep; if that is unknown, trying to sleep. The end is waking up; if that is
    unknown, getting up.
    """
    return sleep_onset(sleep) or sleep.tried_to_sleep, sleep.woke_up or sleep.got_up


def row_answers(answers: Answers, list_key: str) -> Iterator[tuple[str, Answer]]:
    """The ids and answers of all rows in one list of the form, such as the list of factors."""
    return (
        (key.id, answer)
        for key, answer in answers.items()
        if isinstance(key, RowKey) and key.item == list_key
    )


def typed_amount_text(amount: float | None) -> str:
    """The amount of a factor or dose as the form shows it; an empty text if `amount` is None."""
    return "" if amount is None else f"{amount:g}"


def answer_text(key: AnswerKey, answer: Answer) -> str:
    """An answer in words, after the name of its item, such as "Woke up: 06:20"."""
    if isinstance(key, RowKey):
        return f"{_row_name(key, answer)}: {_row_text(answer)}"
    return f"{key_name(key)}: {_value_text(key, answer)}"


def key_name(key: AnswerKey) -> str:
    """The name of what a key of the form stands for, such as "Woke up"; for any dose, "Dose"."""
    item = str(key.item if isinstance(key, RowKey) else key)
    return _NAMES_BY_KEY.get(item, item.replace("_", " ").capitalize())


def _row_name(row: RowKey, answer: Answer) -> str:
    title = answer.title if isinstance(answer, FactorAnswer | DoseAnswer) else ""
    fixed = {factor.key: factor.title for factor in FIXED_FACTORS}
    return title or fixed.get(row.id) or key_name(row)


def _row_text(answer: Answer) -> str:
    match answer:
        case FactorAnswer(is_present=True, amount=amount):
            return f"yes, {amount}" if amount else "yes"
        case FactorAnswer():
            return "no"
        case DoseAnswer(amount=amount, unit=unit, at=at):
            return f"{amount or '?'} {unit}" + (f" at {at}" if at else "")
        case SleepAnswer(start=start, end=end):
            return f"{start or '?'} to {end or '?'}"
    return "removed"


def _value_text(key: str, answer: Answer) -> str:
    match answer:
        case bool():
            return "yes" if answer else "no"
        case date():
            return both_dates_text(answer)
        case frozenset():
            return ", ".join(sorted(answer)) or "no symptoms"
        case int():
            return SLEEP_QUALITY_WORDS.get(answer, str(answer)) if key == Item.QUALITY else str(answer)
    return str(answer or "left blank")


def _clock_text(moment: Moment | None) -> str:
    return clock_text(moment.local) if moment is not None else ""


def _count_text(sleep: Sleep | None, item: Item) -> str:
    count = getattr(sleep, item.value, None)
    return "" if count is None else str(count)
