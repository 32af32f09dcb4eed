"""What a log holds of nights, by night, for tables that have one row a night."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.exchange.night_columns import FIXED_HEADINGS, Values, headings_of
from rlscompanion.exchange.tables import BY_NAME


def rows_of(log: WholeLog, name: str) -> Iterator[Values]:
    """The rows of a table by column, in its order."""
    columns = BY_NAME[name].columns
    for row in log.rows(name, columns, BY_NAME[name].order):
        yield dict(zip(columns, row, strict=True))


def main_sleeps(log: WholeLog) -> dict[str, Values]:
    """The main sleep of each night that has one."""
    found: dict[str, Values] = {}
    for sleep in rows_of(log, "sleeps"):
        if sleep["is_main"]:
            found.setdefault(str(sleep["night_id"]), sleep)
    return found


def notes_by_night(log: WholeLog) -> dict[str, dict[str, Values]]:
    """The first note of each factor, by night and factor."""
    found: defaultdict[str, dict[str, Values]] = defaultdict(dict)
    for note in rows_of(log, "night_factors"):
        found[str(note["night_id"])].setdefault(str(note["factor"]), note)
    return found


def doses_by_night(log: WholeLog) -> dict[str, list[Values]]:
    """The doses of each night, in their order."""
    found: defaultdict[str, list[Values]] = defaultdict(list)
    for dose in rows_of(log, "doses"):
        found[str(dose["night_id"])].append(dose)
    return found


def own_headings(log: WholeLog, notes: Mapping[str, Mapping[str, Values]]) -> dict[str, str]:
    """The ids of own factors by heading; one that is noted but not known goes by its id."""
    noted = {factor for of_night in notes.values() for factor in of_night} - set(FIXED_HEADINGS.values())
    own = {str(each["id"]): (str(each["title"]), str(each["unit"])) for each in rows_of(log, "factors")}
    return headings_of({**{key: (key, "") for key in noted}, **own})


@dataclass
class KnownNights:
    """What the log has already, by what a table of nights tells of it."""

    nights: dict[str, Values]
    by_evening: dict[str, str]
    sleeps: dict[str, Values]
    notes: dict[str, dict[str, Values]]
    doses: dict[str, list[Values]]
    factors: dict[str, str]
    names: dict[str, str]
    medicines: dict[str, str]

    @classmethod
    def of(cls, log: WholeLog) -> "KnownNights":
        """What a log has."""
        with log.reading():
            nights = {str(each["id"]): each for each in rows_of(log, "nights")}
            notes = notes_by_night(log)
            names = {str(each["id"]): str(each["name"]) for each in rows_of(log, "medicines")}
            return cls(
                nights,
                {str(each["evening"]): key for key, each in nights.items()},
                main_sleeps(log),
                notes,
                doses_by_night(log),
                own_headings(log, notes),
                names,
                {name: key for key, name in names.items()},
            )
