"""The description of all exported tables of the sleep log, from which every file format is made.

A new table of the log needs an entry in EXCHANGED_TABLES or, with the reason, in TABLES_NOT_EXCHANGED.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.items import NIGHT_ITEMS, SLEEP_ITEMS, Item, ValueKind
from rlscompanion.domain.night import AwakeningKind, ValueSource
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.ratings import RatingTime, Scale
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.domain.trial import MAX_BLOCKS, MIN_BLOCKS, Replacement
from rlscompanion.exchange.fields import EARLIEST_YEAR, LARGEST_WHOLE_NUMBER, LATEST_YEAR, TIME_STAMPS, Field


@dataclass(frozen=True)
class Table:
    """One table of the sleep log that is exported and imported.

    In a file, rows are sorted by the columns in `order`; without `order`, rows stay in the order in which
    they were logged. `part_of` names another table: each row is then a part of a row of that table, and both
    rows are exchanged together. At least one of the fields in `needs_one_of` must be known.
    """

    name: str
    meaning: str
    own_fields: tuple[Field, ...]
    key: tuple[str, ...] = ("id",)
    order: tuple[str, ...] = ()
    part_of: str = ""
    needs_one_of: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field of the table; the time stamps come last."""
        return self.own_fields if self.part_of else (*self.own_fields, *TIME_STAMPS)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the table's columns in the sleep log, in the order of the fields."""
        return tuple(column for field in self.fields for column in field.columns)

    @property
    def file_columns(self) -> tuple[str, ...]:
        """The names of the table's columns in a file."""
        return tuple(name for field in self.fields for name in field.file_columns)


def _table(name: str, meaning: str, *fields: Field, part_of: str = "", **more: tuple[str, ...]) -> Table:
    return Table(name, meaning, fields, part_of=part_of, **more)


def _word_field(name: str, meaning: str, words: Iterable[StrEnum]) -> Field:
    return Field(name, meaning, ValueKind.WORD, words=tuple(each.value for each in words))


def _field_of_item(item: Item) -> Field:
    about = item.description
    return Field(
        item.value,
        about.meaning,
        about.kind,
        is_required=about.kind is ValueKind.TEXT,
        least=about.minimum,
        most=about.maximum,
        unit=about.unit,
        words=tuple(about.choices or ()),
    )


_id_field = partial(Field, "id", kind=ValueKind.ID)
_reference_field = partial(Field, kind=ValueKind.ID)
_text_field = partial(Field, kind=ValueKind.TEXT)
_flag_field = partial(Field, kind=ValueKind.FLAG)
_day_field = partial(Field, kind=ValueKind.DATE)
_evening_field = partial(Field, kind=ValueKind.DATE, least=EARLIEST_YEAR, most=LATEST_YEAR)
_moment_field = partial(Field, kind=ValueKind.MOMENT, is_required=False)
_whole_field = partial(Field, kind=ValueKind.WHOLE, least=0)
_number_field = partial(Field, kind=ValueKind.NUMBER, is_required=False, least=0)
_seconds_field = partial(Field, kind=ValueKind.NUMBER, least=0, unit="s")


def _part_of_night_fields(what: str, plural: str) -> tuple[Field, Field, Field]:
    """The first fields of every table that holds parts of a night."""
    return (
        _id_field(f"the {what}"),
        _reference_field("night_id", "the night it belongs to", refers_to="nights"),
        _whole_field("ordinal", f"place among the {plural} of its night, from 0"),
    )


_ORDER_IN_NIGHTS = ("night_id", "ordinal", "id")

EXCHANGED_TABLES: tuple[Table, ...] = (
    _table(
        "nights",
        "Diary entries, one a night.",
        _id_field("the night"),
        _evening_field("evening", "date of its evening"),
        Field("zone", "IANA time zone it was slept in", ValueKind.ZONE),
        *map(_field_of_item, NIGHT_ITEMS),
        _moment_field("saved_at", "when the diary was filled in (not known while it is open)"),
        order=("evening", "id"),
    ),
    _table(
        "sleeps",
        "Stretches of sleep; each night has one main sleep and any number of others.",
        *_part_of_night_fields("sleep", "sleeps"),
        _flag_field("is_main", "whether it is the main sleep of its night"),
        _flag_field("slept", "false for a sleepless night"),
        *map(_field_of_item, SLEEP_ITEMS),
        Field(
            "sources",
            "where items come from, by item; the person typed an item that is not named",
            ValueKind.SOURCES,
            words=tuple(each.value for each in (*Item, *ValueSource)),
        ),
        order=_ORDER_IN_NIGHTS,
    ),
    _table(
        "awakenings",
        "Awakenings as they were logged in the night.",
        *_part_of_night_fields("awakening", "awakenings"),
        _moment_field("at", "when it was logged", is_required=True),
        _word_field("kind", "why the person lay awake", AwakeningKind),
        order=_ORDER_IN_NIGHTS,
    ),
    _table(
        "factors",
        "Factors of the person's own, beside the fixed ones.",
        _id_field("the factor"),
        _text_field("title", "what it is called", may_be_empty=False),
        _text_field("unit", "what is counted of it; empty where it is only there or not"),
        order=("title", "id"),
    ),
    _table(
        "night_factors",
        "What a night's diary says of factors; one without a row is not known, never absent.",
        *_part_of_night_fields("note", "notes"),
        _text_field(
            "factor",
            f"{', '.join(each.key for each in FIXED_FACTORS)}, or the id of one of the person's own",
            may_be_empty=False,
        ),
        _flag_field("present", "whether it was there that day"),
        _number_field("amount", "how much, in the factor's unit", most=10_000),
        _moment_field("last", "when it was had last"),
        order=_ORDER_IN_NIGHTS,
    ),
    _table(
        "medicines",
        "Medicines of the person's.",
        _id_field("the medicine"),
        _text_field("name", "what it is called", may_be_empty=False),
        _text_field("unit", "usual unit of its doses"),
        _flag_field("is_dopaminergic", "the person's own mark"),
        _flag_field("is_listed", "false once it is no longer taken"),
        order=("name", "id"),
    ),
    _table(
        "doses",
        "Medicines taken.",
        *_part_of_night_fields("dose", "doses"),
        _reference_field("medicine_id", "what was taken", refers_to="medicines"),
        _number_field("amount", "how much", most=100_000, excludes_least=True),
        _text_field("unit", "unit of the amount"),
        _moment_field("at", "when it was taken"),
        order=_ORDER_IN_NIGHTS,
    ),
    _table(
        "lab_results",
        "Blood tests.",
        _id_field("the result"),
        _day_field("on_date", "date of the test"),
        _number_field("ferritin", "ferritin", most=100_000, unit="ng/mL"),
        _number_field("transferrin_saturation", "transferrin saturation", most=100, unit="%"),
        order=("on_date", "id"),
        needs_one_of=("ferritin", "transferrin_saturation"),
    ),
    _table(
        "irls_totals",
        "IRLS totals that were scored elsewhere.",
        _id_field("the total"),
        _day_field("on_date", "date it was scored"),
        _whole_field("total", "the total, 0 to 40", most=40),
        order=("on_date", "id"),
    ),
    _table(
        "sessions",
        "Performances of a routine.",
        _id_field("the session"),
        _reference_field(
            "night_id", "the night it belongs to, if any", is_required=False, refers_to="nights"
        ),
        _reference_field(
            "awakening_id", "the awakening that a rescue answered", is_required=False, refers_to="awakenings"
        ),
        _text_field("routine_key", "which routine"),
        _text_field("routine_title", "its title at the time"),
        _word_field("kind", "what it was for", RoutineKind),
        _word_field("status", "finished: to the last segment; ended: by hand", SessionStatus),
        _moment_field("started", "when it started", is_required=True),
        _moment_field("seen", "when it was last known to go on"),
        _moment_field("ended", "when it finished or was ended (not known if broken off)"),
        _whole_field(
            "position", "index, from 0, of the segment it stands at; the number of segments once finished"
        ),
        _flag_field(
            "by_helper",
            "whether a helper massaged (not known where not asked)",
            is_required=False,
        ),
        order=("started_utc", "id"),
    ),
    _table(
        "session_segments",
        "The segments of sessions, in the order of the routine.",
        _reference_field("session_id", "the session it belongs to", refers_to="sessions"),
        _whole_field("ordinal", "place in the session, from 0"),
        _text_field("step_key", "which step of the routine"),
        _word_field("side", "which leg", Side),
        _word_field("outcome", "what became of it", SegmentStatus),
        _seconds_field("planned", "seconds planned in all: lead-in, work and what was added"),
        _seconds_field("spent", "seconds spent"),
        _seconds_field("added", "seconds added by hand, among those planned"),
        key=("session_id", "ordinal"),
        order=("session_id", "ordinal"),
        part_of="sessions",
    ),
    _table(
        "ratings",
        "Ratings before and after sessions; a scale that was skipped has no row.",
        _id_field("the rating"),
        _reference_field("session_id", "the session it is about", refers_to="sessions"),
        _word_field("rated", "before or after the session", RatingTime),
        _word_field("scale", "what was asked about", Scale),
        _whole_field("value", "0 to 10", most=10),
        _moment_field("at", "when it was given", is_required=True),
        order=("session_id", "rated", "scale"),
    ),
    _table(
        "trials",
        "Trials of nights with massage and without; the seed says the whole schedule.",
        _id_field("the trial"),
        _word_field("outcome", "the diary item it is decided by", Outcome),
        _evening_field("first_evening", "date of its first evening"),
        _whole_field("seed", "what the order in each block is drawn from", most=LARGEST_WHOLE_NUMBER),
        _whole_field("blocks", "blocks of two nights", least=MIN_BLOCKS, most=MAX_BLOCKS),
        _evening_field(
            "stopped_on", "last evening that counts where it was stopped early", is_required=False
        ),
        Field(
            "instead",
            "what takes the time of the massage on nights without; not set: nothing",
            ValueKind.WORD,
            is_required=False,
            words=tuple(each.value for each in Replacement),
        ),
        _number_field(
            "matters",
            "the smallest difference that matters to the person, in the unit of the outcome",
            excludes_least=True,
        ),
        order=("first_evening", "id"),
    ),
    _table(
        "screenings",
        "Answers to the health questions, in the order they were given.",
        _id_field("the set of answers"),
        _evening_field(
            "evening", "the one night they stand for; not set: until the next set", is_required=False
        ),
        _moment_field("answered", "when they were given", is_required=True),
    ),
    _table(
        "screening_findings",
        "What applied, of the health questions.",
        _reference_field("screening_id", "the set of answers it belongs to", refers_to="screenings"),
        _text_field("finding", "what applied"),
        _flag_field("agreed", "whether a professional has said that massage is fine with it"),
        key=("screening_id", "finding"),
        order=("screening_id", "finding"),
        part_of="screenings",
    ),
)
"""Every table that is exported and imported; a table comes before the tables that refer to it."""

TABLES_NOT_EXCHANGED: Mapping[str, str] = {
    "preferences": "choices about this machine and its window, not about nights",
    "presets": "sounds and their levels suit the room and the loudspeaker they were set for",
    "preset_sounds": "goes with presets",
    "playlists": "a list of files on this machine",
    "tracks": "files on this machine",
}
"""The tables of the log that are neither exported nor imported, each with the reason.

Backups include these tables.
"""

EXCHANGED_TABLES_BY_NAME: Mapping[str, Table] = {table.name: table for table in EXCHANGED_TABLES}
"""Every table that is exported and imported, by its name."""
