"""Random tests of recorder, diary pages, imports and undo on shared logs: no fact is lost."""

import random
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import apsw
import pytest

from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.night_recorder import NightRecorder
from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.diary_answers import (
    DOSES_KEY,
    Answer,
    AnswerKey,
    DoseAnswer,
    RowKey,
    TypedAnswers,
    form_answers,
)
from rlscompanion.domain.items import Item
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import AwakeningKind
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.session import SessionStatus
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.exchange.tables import EXCHANGED_TABLES
from rlscompanion.storage.database import open_database
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.imports import UndoableImports
from rlscompanion.storage.merge import SqliteMerge
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.whole_log import SqliteWholeLog
from tests.fakes import FakeClock

MEDICINE = Medicine(UUID(int=6), "Tablet")
CLOCK_ITEMS = (Item.WENT_TO_BED, Item.WOKE_UP, Item.GOT_UP, Item.SYMPTOMS_BEGAN)
COUNTS = (Item.MINUTES_TO_FALL_ASLEEP, Item.MINUTES_AWAKE, Item.TIMES_AWAKE)


@dataclass
class Facts:
    """The facts that a log has acknowledged and that were not deleted since."""

    awakenings: set[str] = field(default_factory=set)
    rescues: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    doses: set[float] = field(default_factory=set)

    def missing_in(self, connection: apsw.Connection) -> list[object]:
        """The facts that a log does not have."""
        ids = {row[0] for row in connection.execute("SELECT id FROM awakenings")}
        linked = {row[0]: row[1] for row in connection.execute("SELECT id, awakening_id FROM sessions")}
        notes = " ".join(row[0] for row in connection.execute("SELECT notes FROM nights")).split()
        amounts = {row[0] for row in connection.execute("SELECT amount FROM doses")}
        return [
            *(self.awakenings - ids),
            *(pair for pair in self.rescues.items() if linked.get(pair[0]) != pair[1]),
            *(self.words - set(notes)),
            *(self.doses - amounts),
        ]

    def forget(self, night_id: str, connection: apsw.Connection) -> None:
        """Forget the facts of a night that is about to be deleted."""

        def column(query: str) -> set[Any]:
            return {row[0] for row in connection.execute(query, (night_id,))}

        gone = column("SELECT id FROM awakenings WHERE night_id = ?")
        self.awakenings -= gone
        self.rescues = {key: value for key, value in self.rescues.items() if value not in gone}
        self.doses -= column("SELECT amount FROM doses WHERE night_id = ?")
        for notes in column("SELECT notes FROM nights WHERE id = ?"):
            self.words -= set(notes.split())


@dataclass
class Log:
    """One machine's log, and the facts it has acknowledged."""

    file: Path
    clock: FakeClock
    facts: Facts = field(default_factory=Facts)
    before_import: Facts | None = None


class Station:
    """A running program on a log: its recorder, and a page that may show outdated answers."""

    def __init__(self, log: Log, dice: random.Random, numbers: Iterator[int]) -> None:
        self.log, self.dice, self.numbers = log, dice, numbers
        self.connection = open_database(log.file, log.clock.now)
        SqliteHealthRecord(self.connection, log.clock.now).save_medicine(MEDICINE)
        self.sessions = SqliteSessionLog(self.connection, log.clock.now)
        nights = SqliteSleepLog(self.connection, log.clock.now)
        self.diary = Diary(log.clock, nights, self.sessions, PendingWrites(nights.transaction))
        self.recorder = NightRecorder(log.clock, self.diary, self._new_id)
        self.open_page()

    def _new_id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    # --- the night ------------------------------------------------------------------------------------------

    def put_lights_out(self) -> None:
        self.recorder.record_lights_out(estimated=self.dice.random() < 0.2)

    def wake(self) -> None:
        """An awakening, often with a rescue."""
        awakening = self.recorder.record_awakening(self.dice.choice(list(AwakeningKind)))
        self.log.facts.awakenings.add(str(awakening.id))
        if self.dice.random() < 0.6:
            session = SessionRecord(
                id=self._new_id(),
                routine_key="rescue_lying",
                routine_title="Lying",
                kind=RoutineKind.RESCUE,
                started_at=awakening.at,
                status=SessionStatus.FINISHED,
                segments=(),
                awakening_id=awakening.id,
            )
            self.sessions.save(session)
            self.log.facts.rescues[str(session.id)] = str(awakening.id)

    def say_good_morning(self) -> None:
        self.recorder.record_good_morning()

    # --- the page -------------------------------------------------------------------------------------------

    def open_page(self) -> None:
        """Open the diary of one of the latest evenings; answers typed for another are saved first."""
        if hasattr(self, "now"):
            self.keep()
        self.evening: date = self.diary.latest_evening() - timedelta(days=self.dice.randrange(3))
        self.read_page()

    def read_page(self) -> None:
        self.shown = form_answers(self.diary.night_or_empty(self.evening))
        self.was: dict[AnswerKey, Answer] = {}
        self.now: dict[AnswerKey, Answer] = {}

    def type_something(self) -> None:
        """Type a word into the notes, a dose, a time, a number, or something unreadable."""
        number = next(self.numbers)
        key: AnswerKey = Item.NOTES
        answer: Answer = f"{self.now.get(key, self.shown[key])} word-{number}".strip()
        match self.dice.randrange(6):
            case 1:
                key = RowKey(DOSES_KEY, str(self._new_id()))
                answer = DoseAnswer(MEDICINE.id, f"{number / 100:g}", "mg", self.dice.choice(["", "20:30"]))
            case 2:
                key = self.dice.choice(CLOCK_ITEMS)
                answer = f"{self.dice.randrange(24)}:{self.dice.randrange(60):02}"
            case 3:
                key, answer = self.dice.choice(COUNTS), str(self.dice.randrange(60))
            case 4:
                key, answer = self.dice.choice(CLOCK_ITEMS), f"about-{number}"
            case 5:
                key, answer = Item.QUALITY, self.dice.randrange(1, 6)
        self.was.setdefault(key, self.shown.get(key))
        self.now[key] = answer

    @property
    def typed(self) -> TypedAnswers:
        return TypedAnswers(dict(self.was), dict(self.now))

    def save(self) -> None:
        """Press *Save*, answer its question, and correct impossible answers."""
        entered = self.diary.save(self.evening, self.typed)
        for objection in entered.objections:
            for key in [objection.key] if objection.key in self.now else list(self.now):
                self.was.pop(key, None), self.now.pop(key, None)
        fresh = form_answers(self.diary.night_or_empty(self.evening))
        for key in entered.conflicts & self.now.keys():
            if self.dice.random() < 0.5:
                self.was[key] = fresh.get(key)
                if key == Item.NOTES:
                    self.log.facts.words -= set(str(fresh[key]).split())
            else:
                self.was.pop(key), self.now.pop(key)
        if entered.night is not None:
            self._acknowledged()

    def keep(self) -> None:
        """Close the window."""
        if self.now:
            self.diary.save_unfinished(self.evening, self.typed)
            words = (str(answer) for answer in self.now.values() if isinstance(answer, str))
            self.log.facts.words |= {word for word in words if word.startswith("about-")}
            self._acknowledged()

    def _acknowledged(self) -> None:
        for key, answer in self.now.items():
            if key == Item.NOTES:
                self.log.facts.words |= set(str(answer).split())
            if isinstance(answer, DoseAnswer):
                self.log.facts.doses.add(float(answer.amount))
        self.read_page()

    def delete(self) -> None:
        night = self.diary.night_of(self.evening)
        if night is not None:
            self.log.facts.forget(str(night.id), self.connection)
            self.diary.remove(self.evening)
        self.read_page()

    # --- files ----------------------------------------------------------------------------------------------

    def bring_in(self, other: "Station") -> None:
        """Import another machine's log; where both differ, keep mine or the newer."""
        keep = self.dice.choice([KeptRow.MINE, KeptRow.MINE, KeptRow.NEWER])
        ours = {row[0] for row in self.connection.execute("SELECT id FROM nights")}
        theirs = {row[0] for row in other.connection.execute("SELECT id FROM nights")}
        sessions = self.sessions_known()
        before = deepcopy(self.log.facts)
        with SqliteWholeLog(self.connection).open_merge() as merge:
            for table in EXCHANGED_TABLES:
                found = SqliteWholeLog(other.connection).rows(table.name, table.columns, table.key)
                merge.collect(table.name, table.columns, ((*row, at) for at, row in enumerate(found)))
            try:
                assert merge.first_misfit() is None or self._refuse()
                self._apply(merge, keep)
            except Refusal:
                return
        self.log.before_import = before
        if keep is KeptRow.NEWER:
            # What the person has chosen to be overwritten: the words of nights that both logs know by one id.
            marks = ", ".join("?" * len(ours & theirs))
            query = f"SELECT notes FROM nights WHERE id IN ({marks})"
            kept = " ".join(row[0] for row in self.connection.execute("SELECT notes FROM nights")).split()
            if any(self.connection.execute(query, tuple(ours & theirs))):
                self.log.facts.words &= set(kept)
            # Likewise the links of sessions whose awakening was deleted on the other machine.
            links = dict(other.log.facts.rescues)
            self.log.facts.rescues = {
                key: link
                for key, link in self.log.facts.rescues.items()
                if key not in other.sessions_known() or links.get(key) == link
            }
        facts = other.log.facts
        self.log.facts.awakenings |= facts.awakenings
        # A session that was there already keeps what this log says of it: its awakening may be deleted.
        self.log.facts.rescues |= {key: link for key, link in facts.rescues.items() if key not in sessions}
        self.log.facts.doses |= facts.doses
        for night_id, notes in other.connection.execute("SELECT id, notes FROM nights"):
            if night_id not in ours:
                self.log.facts.words |= set(notes.split()) & facts.words

    def sessions_known(self) -> set[str]:
        return {str(row[0]) for row in self.connection.execute("SELECT id FROM sessions")}

    def _refuse(self) -> bool:
        raise Refusal("This file cannot be taken in.")

    def _apply(self, merge: SqliteMerge, keep: KeptRow) -> None:
        imports = UndoableImports(
            self.connection, self.log.clock.now, [table.name for table in EXCHANGED_TABLES]
        )
        imports.apply(merge, keep, Path("log.zip"))

    def undo(self) -> None:
        """Undo the last import, which is refused if the log has changed since."""
        imports = UndoableImports(
            self.connection, self.log.clock.now, [table.name for table in EXCHANGED_TABLES]
        )
        try:
            imports.undo()
        except Refusal:
            return
        assert self.log.before_import is not None
        self.log.facts = self.log.before_import


class World:
    """Two machines; on one of them a second program reads and writes the same log."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        numbers = iter(range(1, 10**9))
        desk = Log(folder / "desk" / "log.sqlite", FakeClock("2026-10-21 21:00"))
        lap = Log(folder / "lap" / "log.sqlite", FakeClock("2026-10-21 21:00"))
        self.logs = (desk, lap)
        self.desk, self.second, self.lap = (Station(log, self.dice, numbers) for log in (desk, desk, lap))
        self.steps = (
            *[self.pass_time] * 6,
            *[self.desk.type_something, self.second.type_something, self.lap.type_something] * 3,
            *[
                each
                for station in self.stations
                for each in (station.put_lights_out, station.say_good_morning)
            ],
            *[each for station in self.stations for each in (station.wake, station.wake, station.save)],
            *[each for station in self.stations for each in (station.open_page, station.keep)],
            *(self.desk.delete, self.bring_to_desk, self.bring_to_lap, self.desk.undo, self.lap.undo),
        )

    @property
    def stations(self) -> tuple[Station, ...]:
        return (self.desk, self.second, self.lap)

    def pass_time(self) -> None:
        """The same time on both machines."""
        seconds = self.dice.choice([60, 600, 3600, 4 * 3600])
        for log in self.logs:
            log.clock.advance(seconds)

    def bring_to_desk(self) -> None:
        self.desk.bring_in(self.lap)

    def bring_to_lap(self) -> None:
        self.lap.bring_in(self.desk)

    def check(self) -> None:
        """Every acknowledged fact is there, and an evening has one night."""
        for station in (self.desk, self.lap):
            missing = station.log.facts.missing_in(station.connection)
            assert not missing, missing
            doubles = "SELECT evening FROM nights GROUP BY evening HAVING count(*) > 1"
            assert station.connection.execute(doubles).fetchall() == []
            assert station.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def live(folder: Path, seed: int, steps: int, every: int) -> None:
    """Take random steps; at the end all windows are closed, and nothing typed is lost."""
    world = World(folder, seed)
    for number in range(steps):
        world.dice.choice(world.steps)()
        if number % every == 0:
            world.check()
    for station in world.stations:
        station.keep()
    world.check()
    for station in world.stations:
        with closing(station.connection):
            assert station.connection.execute("PRAGMA integrity_check").get == "ok"


@pytest.mark.parametrize("seed", range(6))
def test_no_fact_is_lost_whatever_comes_in_between(tmp_path: Path, seed: int) -> None:
    live(tmp_path, seed, steps=120, every=1)


@pytest.mark.thorough
def test_no_fact_is_lost_in_ten_thousand_steps(tmp_path: Path) -> None:
    for seed in range(100, 110):
        live(tmp_path / str(seed), seed, steps=1000, every=5)
