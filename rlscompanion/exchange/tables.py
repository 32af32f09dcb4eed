"""The tables of the log as they are exchanged: one description, from which every form of file follows.

A new table of the log is one entry of `TABLES`, or of `LEFT_OUT` with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.items import NIGHT_ITEMS, SLEEP_ITEMS, Item, Kind
from rlscompanion.domain.night import AwakeningKind, Source
from rlscompanion.domain.outcomes import Outcome as TrialOutcome
from rlscompanion.domain.ratings import RatingTime, Scale
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.session import Outcome, Status
from rlscompanion.domain.trial import FEWEST_BLOCKS, MOST_BLOCKS
from rlscompanion.exchange.fields import (
    LARGEST_WHOLE,
    STAMPS,
    Field,
    day,
    evening,
    flag,
    identity,
    moment,
    of_item,
    place,
    reference,
    seconds,
    text,
    word,
)


@dataclass(frozen=True)
class Table:
    """A table as it is exchanged.

    `order` names the columns its rows are written by; without any they are written as they were logged.
    Rows of a table that is `part_of` another come and go with the row they belong to. Of the fields in
    `needs_one_of` at least one is known.
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
        """Every field, the stamps last."""
        return self.own_fields if self.part_of else (*self.own_fields, *STAMPS)

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns in the log, in the order of its fields."""
        return tuple(column for field in self.fields for column in field.columns)

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns in a file."""
        return tuple(name for field in self.fields for name in field.names)


def _words(of: type[StrEnum]) -> tuple[str, ...]:
    return tuple(each.value for each in of)


def _score(name: str, meaning: str, least: int, most: int) -> Field:
    return Field(name, meaning, Kind.WHOLE, True, least, most)


TABLES: tuple[Table, ...] = (
    Table(
        "nights",
        "Diary entries, one a night.",
        (
            identity("the night"),
            evening("evening", "date of its evening"),
            Field("zone", "IANA time zone it was slept in", Kind.ZONE),
            *map(of_item, NIGHT_ITEMS),
            moment("saved_at", "when the diary was filled in (not known while it is open)"),
        ),
        order=("evening", "id"),
    ),
    Table(
        "sleeps",
        "Stretches of sleep; each night has one main sleep and any number of others.",
        (
            identity("the sleep"),
            reference("night_id", "nights", "the night it belongs to"),
            place("place among the sleeps of its night, from 0"),
            flag("is_main", "whether it is the main sleep of its night"),
            flag("slept", "false for a sleepless night"),
            *map(of_item, SLEEP_ITEMS),
            Field(
                "sources",
                "where items come from, by item; an item not named was told by the person",
                Kind.SOURCES,
                words=(*_words(Item), *_words(Source)),
            ),
        ),
        order=("night_id", "ordinal", "id"),
    ),
    Table(
        "awakenings",
        "Awakenings as they were logged in the night.",
        (
            identity("the awakening"),
            reference("night_id", "nights", "the night it belongs to"),
            place("place among the awakenings of its night, from 0"),
            moment("at", "when it was logged", is_required=True),
            word("kind", "why the person lay awake", AwakeningKind),
        ),
        order=("night_id", "ordinal", "id"),
    ),
    Table(
        "factors",
        "Factors of the person's own, beside the fixed ones.",
        (
            identity("the factor"),
            text("title", "what it is called", may_be_empty=False),
            text("unit", "what is counted of it; empty where it is only there or not"),
        ),
        order=("title", "id"),
    ),
    Table(
        "night_factors",
        "What a night's diary says of factors; one without a row is not known, never absent.",
        (
            identity("the note"),
            reference("night_id", "nights", "the night it belongs to"),
            place("place among the notes of its night, from 0"),
            text(
                "factor",
                f"{', '.join(each.key for each in FIXED_FACTORS)}, or the id of one of the person's own",
                may_be_empty=False,
            ),
            flag("present", "whether it was there that day"),
            Field(
                "amount",
                "how much, in the factor's unit",
                Kind.NUMBER,
                is_required=False,
                least=0,
                most=10_000,
            ),
            moment("last", "when it was had last"),
        ),
        order=("night_id", "ordinal", "id"),
    ),
    Table(
        "medicines",
        "Medicines of the person's.",
        (
            identity("the medicine"),
            text("name", "what it is called", may_be_empty=False),
            text("unit", "unit that its doses are usually told in"),
            flag("is_dopaminergic", "the person's own mark"),
            flag("is_listed", "false once it is no longer taken"),
        ),
        order=("name", "id"),
    ),
    Table(
        "doses",
        "Medicines taken.",
        (
            identity("the dose"),
            reference("night_id", "nights", "the night it belongs to"),
            place("place among the doses of its night, from 0"),
            reference("medicine_id", "medicines", "what was taken"),
            Field("amount", "how much", Kind.NUMBER, False, 0, 100_000, is_above_least=True),
            text("unit", "unit of the amount"),
            moment("at", "when it was taken"),
        ),
        order=("night_id", "ordinal", "id"),
    ),
    Table(
        "lab_results",
        "Blood tests.",
        (
            identity("the result"),
            day("on_date", "date of the test"),
            Field("ferritin", "ferritin", Kind.NUMBER, False, 0, 100_000, "ng/mL"),
            Field("transferrin_saturation", "transferrin saturation", Kind.NUMBER, False, 0, 100, "%"),
        ),
        order=("on_date", "id"),
        needs_one_of=("ferritin", "transferrin_saturation"),
    ),
    Table(
        "irls_totals",
        "IRLS totals that were scored elsewhere.",
        (
            identity("the total"),
            day("on_date", "date it was scored"),
            _score("total", "the total, 0 to 40", 0, 40),
        ),
        order=("on_date", "id"),
    ),
    Table(
        "sessions",
        "Performances of a routine.",
        (
            identity("the session"),
            reference("night_id", "nights", "the night it belongs to, if any", is_required=False),
            reference("awakening_id", "awakenings", "the awakening that a rescue answered", False),
            text("routine_key", "which routine"),
            text("routine_title", "its title at the time"),
            word("kind", "what it was for", RoutineKind),
            word("status", "finished: to the last segment; ended: by hand", Status),
            moment("started", "when it started", is_required=True),
            moment("seen", "when it was last known to go on"),
            moment("ended", "when it finished or was ended (not known if broken off)"),
            Field(
                "position",
                "index, from 0, of the segment it stands at; the number of segments once finished",
                Kind.WHOLE,
                least=0,
            ),
            flag("by_helper", "whether someone else's hands massaged (not known where not asked)", False),
        ),
        order=("started_utc", "id"),
    ),
    Table(
        "session_segments",
        "The segments of sessions, in the order of the routine.",
        (
            reference("session_id", "sessions", "the session it belongs to"),
            place("place in the session, from 0"),
            text("step_key", "which step of the routine"),
            word("side", "which leg", Side),
            word("outcome", "what became of it", Outcome),
            seconds("planned", "seconds planned in all: lead-in, work and what was added"),
            seconds("spent", "seconds spent"),
            seconds("added", "seconds added by hand, among those planned"),
        ),
        key=("session_id", "ordinal"),
        order=("session_id", "ordinal"),
        part_of="sessions",
    ),
    Table(
        "ratings",
        "Ratings before and after sessions; a scale that was skipped has no row.",
        (
            identity("the rating"),
            reference("session_id", "sessions", "the session it is about"),
            word("rated", "before or after the session", RatingTime),
            word("scale", "what was asked about", Scale),
            _score("value", "0 to 10", 0, 10),
            moment("at", "when it was given", is_required=True),
        ),
        order=("session_id", "rated", "scale"),
    ),
    Table(
        "trials",
        "Trials of massage against none; the seed says the whole schedule.",
        (
            identity("the trial"),
            word("outcome", "the diary item it is decided by", TrialOutcome),
            evening("first_evening", "date of its first evening"),
            Field("seed", "what the order in each block is drawn from", Kind.WHOLE, True, 0, LARGEST_WHOLE),
            _score("blocks", "blocks of two nights", FEWEST_BLOCKS, MOST_BLOCKS),
            evening("stopped_on", "last evening that counts where it was stopped early", is_required=False),
        ),
        order=("first_evening", "id"),
    ),
    Table(
        "screenings",
        "Answers to the health questions, in the order they were given.",
        (
            identity("the set of answers"),
            evening("evening", "the one night they stand for; not set: until the next set", False),
            moment("answered", "when they were given", is_required=True),
        ),
    ),
    Table(
        "screening_findings",
        "What applied, of the health questions.",
        (
            reference("screening_id", "screenings", "the set of answers it belongs to"),
            text("finding", "what applied"),
            flag("agreed", "whether a professional has said that massage is fine with it"),
        ),
        key=("screening_id", "finding"),
        order=("screening_id", "finding"),
        part_of="screenings",
    ),
)
"""Every exchanged table, those that others refer to first."""

LEFT_OUT: Mapping[str, str] = {
    "preferences": "choices about this machine and its window, not about nights",
    "presets": "sounds and their levels suit the room and the loudspeaker they were set for",
    "preset_sounds": "goes with presets",
    "playlists": "a list of files on this machine",
    "tracks": "files on this machine",
}
"""The tables of the log that are not exchanged, each with the reason. A backup holds them too."""

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
"""The exchanged tables by name."""
