"""Rows of the sleep log grouped by night, for writing and reading a table with one row per night."""

from collections import defaultdict
from collections.abc import Iterator

from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.exchange.night_columns import FIXED_FACTOR_KEYS, LogRow, own_factor_ids_by_heading
from rlscompanion.exchange.tables import EXCHANGED_TABLES_BY_NAME


def log_rows(log: WholeLog, table: str) -> Iterator[LogRow]:
    """The rows of one table of the sleep log as dictionaries by column, sorted as in an exported file."""
    columns = EXCHANGED_TABLES_BY_NAME[table].columns
    for row in log.rows(table, columns, EXCHANGED_TABLES_BY_NAME[table].order):
        yield dict(zip(columns, row, strict=True))


class NightsInLog:
    """The nights of the sleep log, with the main sleep, the notes on factors and the doses of each night."""

    def __init__(self, log: WholeLog) -> None:
        self.main_sleeps: dict[str, LogRow] = {}
        """The main sleep of each night that has one."""
        self.notes: defaultdict[str, dict[str, LogRow]] = defaultdict(dict)
        """The first note of each factor, by night and factor."""
        self.doses: defaultdict[str, list[LogRow]] = defaultdict(list)
        """The doses of each night, in their order."""
        with log.reading_snapshot():
            self.nights = {str(each["id"]): each for each in log_rows(log, "nights")}
            for sleep in log_rows(log, "sleeps"):
                if sleep["is_main"]:
                    self.main_sleeps.setdefault(str(sleep["night_id"]), sleep)
            for note in log_rows(log, "night_factors"):
                self.notes[str(note["night_id"])].setdefault(str(note["factor"]), note)
            for dose in log_rows(log, "doses"):
                self.doses[str(dose["night_id"])].append(dose)
            own = {
                str(each["id"]): (str(each["title"]), str(each["unit"])) for each in log_rows(log, "factors")
            }
            self.medicine_names = {str(each["id"]): str(each["name"]) for each in log_rows(log, "medicines")}
        self.night_ids_by_evening = {str(each["evening"]): key for key, each in self.nights.items()}
        self.medicine_ids = {name: key for key, name in self.medicine_names.items()}
        self.answered_factors = {factor for of_night in self.notes.values() for factor in of_night}
        """The factors with an answer in any night."""
        unknown = {key: (key, "") for key in self.answered_factors - set(FIXED_FACTOR_KEYS.values())}
        self.factor_ids = own_factor_ids_by_heading({**unknown, **own})
        """The ids of own factors by heading; the heading of an unknown factor is its id."""
