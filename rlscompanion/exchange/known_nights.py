"""Rows of the sleep log grouped by night, for writing and reading a table with one row per night."""

from collections import defaultdict
from collections.abc import Iterator

from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.exchange.night_columns import FIXED_HEADINGS, LogRow, own_factor_headings
from rlscompanion.exchange.tables import TABLES_BY_NAME


def rows_of(log: WholeLog, name: str) -> Iterator[LogRow]:
    """The rows of the table `name` in the sleep log, each as a dictionary by column, in the table's order."""
    columns = TABLES_BY_NAME[name].columns
    for row in log.rows(name, columns, TABLES_BY_NAME[name].order):
        yield dict(zip(columns, row, strict=True))


class KnownNights:
    """All nights of the sleep log with their main sleeps, factor notes and doses, each in a dictionary."""

    def __init__(self, log: WholeLog) -> None:
        self.main_sleeps: dict[str, LogRow] = {}
        """The main sleep of each night that has one."""
        self.notes: defaultdict[str, dict[str, LogRow]] = defaultdict(dict)
        """The first note of each factor, by night and factor."""
        self.doses: defaultdict[str, list[LogRow]] = defaultdict(list)
        """The doses of each night, in their order."""
        with log.snapshot():
            self.nights = {str(each["id"]): each for each in rows_of(log, "nights")}
            for sleep in rows_of(log, "sleeps"):
                if sleep["is_main"]:
                    self.main_sleeps.setdefault(str(sleep["night_id"]), sleep)
            for note in rows_of(log, "night_factors"):
                self.notes[str(note["night_id"])].setdefault(str(note["factor"]), note)
            for dose in rows_of(log, "doses"):
                self.doses[str(dose["night_id"])].append(dose)
            own = {
                str(each["id"]): (str(each["title"]), str(each["unit"])) for each in rows_of(log, "factors")
            }
            self.medicine_names = {str(each["id"]): str(each["name"]) for each in rows_of(log, "medicines")}
        self.night_ids_by_evening = {str(each["evening"]): key for key, each in self.nights.items()}
        self.medicine_ids = {name: key for key, name in self.medicine_names.items()}
        self.answered_factors = {factor for of_night in self.notes.values() for factor in of_night}
        """The factors with an answer in any night."""
        unknown = {key: (key, "") for key in self.answered_factors - set(FIXED_HEADINGS.values())}
        self.factor_ids = own_factor_headings({**unknown, **own})
        """The ids of own factors by heading; the heading of an unknown factor is its id."""
