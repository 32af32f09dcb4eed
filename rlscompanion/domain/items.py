"""The diary's items: the questions of the diary, each described once.

Answers about factors, doses and naps are not items; other modules describe them. The columns of the log are
derived from the fields of `night.Night` and `night.Sleep`. Derived from `Item` are: the tables for import and
export with headings and schema, the limits of values, the move of a night to another date, and the form.
A new item needs a field of `Night` or `Sleep`, a member of `Item`, and a migration that adds the column.
"""

from enum import StrEnum
from typing import NamedTuple

MAX_ANSWER_MINUTES = MAX_ANSWER_TIMES = 24 * 60
"""The highest number of minutes, and the highest number of times, that an answer may have."""

CLOCK_TIME_HINT = "time"
"""The grey hint in an empty field for a clock time."""


class ValueKind(StrEnum):
    """The type of value that a field of the log holds, such as an item's answer."""

    ID = "id"
    TEXT = "text"
    ZONE = "zone"
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    WORD = "word"
    WORDS = "words"
    SOURCES = "sources"
    MOMENT = "moment"
    STAMP = "stamp"


class BodyPart(StrEnum):
    """A part of the body in which the urge to move was felt."""

    LEGS = "legs"
    ARMS = "arms"
    TRUNK = "trunk"


class Helped(StrEnum):
    """The diary's answer to whether something tried in the night helped."""

    NO = "no"
    A_LITTLE = "a_little"
    YES = "yes"


class FormSection(StrEnum):
    """A section of the diary form; only TIMES (four clock times) and SCALES (two scales) are always shown."""

    TIMES = "times"
    SCALES = "scales"
    REST = "rest"
    LEGS = "legs"
    TRIED = "tried"
    DAY_BEFORE = "day_before"
    """Questions about the day before the form's night; the previous night stores the answers."""


class ItemDescription(NamedTuple):
    """What the form, the log and exported files need to know about one diary item.

    `name` is the item's name for people, and `meaning` explains the item in exported files. `hint` is the
    grey text in an empty field: what to enter, or the meaning of the two ends of a scale. The words of a hint
    cannot be mistaken for an answer. `minimum` and `maximum` are inclusive limits. `choices` is the
    enumeration of the possible values. If a night moves to another date, values of kind MOMENT move along;
    other values stay.
    """

    section: FormSection
    kind: ValueKind
    name: str
    meaning: str
    hint: str = ""
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""
    choices: type[StrEnum] | None = None
    question: str = ""
    """The question in the form; if empty, the form shows the name."""
    scale_end_words: str = ""
    """What the two ends of the item's scale mean, for the column heading in the table of nights."""
    is_of_sleep: bool = False
    """Whether the item belongs to a sleep (main sleep or nap) instead of the night."""
    applies_if_sleepless: bool = True
    """Whether the item has an answer in a sleepless night."""

    @property
    def heading(self) -> str:
        """The column heading of this item in an exported table of nights."""
        return f"{self.name} ({self.scale_end_words})" if self.scale_end_words else self.name


def _moment_item(name: str, meaning: str, part: FormSection, if_sleepless: bool = True) -> ItemDescription:
    return ItemDescription(
        part,
        ValueKind.MOMENT,
        name,
        meaning,
        CLOCK_TIME_HINT,
        is_of_sleep=True,
        applies_if_sleepless=if_sleepless,
    )


def _count_item(name: str, meaning: str, unit: str = "min", question: str = "") -> ItemDescription:
    hint, limits = "minutes" if unit else "times", (0, MAX_ANSWER_MINUTES)
    return ItemDescription(
        *(FormSection.REST, ValueKind.WHOLE, name, meaning, hint, *limits, unit),
        question=question,
        is_of_sleep=True,
        applies_if_sleepless=False,
    )


def _tried_item(what: str) -> ItemDescription:
    return ItemDescription(
        FormSection.TRIED,
        ValueKind.WORD,
        f"Tried in the night: {what}",
        f"whether {what} helped in the night; not known where it was not tried",
        choices=Helped,
        question=what.capitalize(),
    )


class Item(StrEnum):
    """A question of the diary, in the order of the form; the value is its key in the log and in files."""

    description: ItemDescription

    def __new__(cls, key: str, *about: ItemDescription) -> "Item":
        """Create a member from its key and description; `Item("notes")` looks it up by its key."""
        made = str.__new__(cls, key)
        made._value_ = key
        (made.description,) = about
        return made

    WENT_TO_BED = "went_to_bed", _moment_item("Went to bed", "when the person went to bed", FormSection.TIMES)
    TRIED_TO_SLEEP = (
        "tried_to_sleep",
        _moment_item("Tried to sleep", "when the person first tried to sleep", FormSection.TIMES),
    )
    MINUTES_TO_FALL_ASLEEP = (
        "minutes_to_fall_asleep",
        _count_item("Minutes to fall asleep", "minutes it took to fall asleep"),
    )
    TIMES_AWAKE = (
        "times_awake",
        _count_item(
            "Times awake",
            "times awake in between, without the final awakening",
            unit="",
            question="Times awake in the night",
        ),
    )
    MINUTES_AWAKE = (
        "minutes_awake",
        _count_item(
            "Minutes awake", "minutes awake in between, in all", question="Total minutes awake in the night"
        ),
    )
    WOKE_UP = "woke_up", _moment_item("Woke up", "final awakening", FormSection.TIMES, if_sleepless=False)
    GOT_UP = "got_up", _moment_item("Got up", "when the person got up", FormSection.TIMES)
    PLANNED_WAKE = (
        "planned_wake",
        _moment_item("Planned wake", "when the person meant to wake", FormSection.REST, if_sleepless=False),
    )
    MINUTES_TRYING_AGAIN = (
        "minutes_trying_again",
        _count_item(
            "Minutes trying to sleep again",
            "minutes trying to sleep again after the final awakening",
            question="Minutes trying to get back to sleep at the end",
        ),
    )
    QUALITY = (
        "quality",
        ItemDescription(
            *(
                FormSection.SCALES,
                ValueKind.WHOLE,
                "Sleep quality",
                "sleep quality, 1 very poor to 5 very good",
            ),
            *("1 very poor, 5 very good", 1, 5),
            scale_end_words="1 very poor to 5 very good",
        ),
    )
    WORST_URGE = (
        "worst_urge",
        ItemDescription(
            *(
                FormSection.SCALES,
                ValueKind.WHOLE,
                "Worst urge to move",
                "worst urge to move of the night, 0 to 10",
            ),
            *("0 none, 10 worst", 0, 10),
            scale_end_words="0 to 10",
        ),
    )
    SYMPTOMS_BEGAN = (
        "symptoms_began",
        ItemDescription(
            FormSection.REST, ValueKind.MOMENT, "Symptoms began", "when symptoms began", CLOCK_TIME_HINT
        ),
    )
    BODY_PARTS = (
        "body_parts",
        ItemDescription(
            *(FormSection.LEGS, ValueKind.WORDS, "Urge felt in"),
            "where the urge was felt; an empty list if there were no symptoms",
            choices=BodyPart,
            question="Where was the urge to move?",
        ),
    )
    EASED_BY_MOVEMENT = (
        "eased_by_movement",
        ItemDescription(
            *(FormSection.LEGS, ValueKind.FLAG, "Eased by movement", "whether moving eased it"),
            question="Did moving ease it?",
        ),
    )
    TRIED_MASSAGE = "tried_massage", _tried_item("massage")
    TRIED_STRETCHING = "tried_stretching", _tried_item("stretching")
    TRIED_WALKING = "tried_walking", _tried_item("walking")
    TRIED_WARMTH = "tried_warmth", _tried_item("warmth")
    TRIED_COLD = "tried_cold", _tried_item("cold")
    TRIED_DISTRACTION = "tried_distraction", _tried_item("something for the mind")
    TIREDNESS = (
        "tiredness",
        ItemDescription(
            *(
                FormSection.DAY_BEFORE,
                ValueKind.WHOLE,
                "Tiredness by day",
                "tiredness of the day after, 0 to 10",
            ),
            *("0 not at all, 10 worst", 0, 10),
            question="How tired were you on {day}?",
            scale_end_words="0 to 10",
        ),
    )
    NOTES = (
        "notes",
        ItemDescription(FormSection.REST, ValueKind.TEXT, "Notes", "notes, as typed; empty if none"),
    )


SLEEP_ITEMS = tuple(item for item in Item if item.description.is_of_sleep)
"""The items that belong to a sleep, such as waking up."""

NIGHT_ITEMS = tuple(item for item in Item if not item.description.is_of_sleep)
"""The items that belong to the night itself, such as worst urge."""

TRIED_ITEMS = tuple(item for item in Item if item.description.section is FormSection.TRIED)
"""The items that ask whether something tried in the night, such as walking, helped."""
