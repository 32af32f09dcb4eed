"""Tests of imports, exports, backups and restores: the jobs, questions and results."""

import json

import pytest

from rlscompanion.bedtime.log_files import FilesState, ImportQuestion, LogFiles
from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.refusal import Refusal
from tests.fakes import FakeCommandWork


class Heard:
    def __init__(self, files: LogFiles) -> None:
        self.changes = 0
        self.failures: list[str] = []
        files.log_changed.connect(self.changed)
        files.daily_backup_failed.connect(self.failures.append)

    def changed(self) -> None:
        self.changes += 1


@pytest.fixture
def work() -> FakeCommandWork:
    return FakeCommandWork()


@pytest.fixture
def files(work: FakeCommandWork) -> LogFiles:
    return LogFiles(work)


@pytest.fixture
def heard(files: LogFiles) -> Heard:
    return Heard(files)


def send(work: FakeCommandWork, **received: object) -> None:
    work.heard(json.dumps(received))


def plan(work: FakeCommandWork, new: int = 0, differing: int = 0, nights: int = 0, refused: int = 0) -> None:
    send(work, plan={"new": new, "same": 0, "differing": differing, "nights": nights, "refused": refused})


def test_an_export_tells_of_its_progress_and_its_end(files: LogFiles, work: FakeCommandWork) -> None:
    files.export("/somewhere/log.zip")
    assert work.started == [["export", "/somewhere/log.zip"]]
    assert files.state == FilesState(job="Writing log.zip")
    send(work, share=0.5)
    assert files.state.progress == 0.5
    send(work, said="90 nights written to /somewhere/log.zip")
    work.ended(True, "")
    assert files.state.job == ""
    assert files.state.sentence == "90 nights written to /somewhere/log.zip"


def test_a_file_without_conflict_is_taken_in_at_once(
    files: LogFiles, work: FakeCommandWork, heard: Heard
) -> None:
    files.import_file("/x/log.zip")
    plan(work, new=12, nights=1)
    work.ended(True, "")
    assert work.started == [["import", "/x/log.zip", "--plan"], ["import", "/x/log.zip"]]
    assert heard.changes == 0
    plan(work, new=12, nights=1)
    work.ended(True, "")
    assert files.state.sentence == "log.zip was imported: 1 new night."
    assert heard.changes == 1


def test_nights_that_become_one_with_those_of_the_log_are_taken_in_and_told(
    files: LogFiles, work: FakeCommandWork, heard: Heard
) -> None:
    files.import_file("/x/log.zip")
    send(work, plan={"new": 0, "same": 0, "differing": 0, "nights": 0, "joined": 2, "refused": 0})
    work.ended(True, "")
    assert work.started[1:] == [["import", "/x/log.zip"]]
    send(work, plan={"new": 0, "same": 0, "differing": 0, "nights": 0, "joined": 2, "refused": 0})
    work.ended(True, "")
    assert files.state.sentence == (
        "log.zip was imported: 0 new nights, 2 merged with yours of the same evening."
    )
    assert heard.changes == 1


@pytest.mark.parametrize("keep", KeptRow)
def test_where_a_file_differs_that_is_asked(
    files: LogFiles, work: FakeCommandWork, heard: Heard, keep: KeptRow
) -> None:
    files.import_file("/x/log.zip")
    send(work, plan={"new": 3, "same": 0, "differing": 2, "nights": 0, "joined": 1, "refused": 0})
    work.ended(True, "")
    assert files.state.question == ImportQuestion("/x/log.zip", 3, 2, 1)
    assert len(work.started) == 1

    files.continue_import(keep)

    assert work.started[1:] == [["import", "/x/log.zip", "--keep", keep.value]]
    assert files.state.question is None
    plan(work, new=3, differing=2, nights=1400)
    work.ended(True, "")
    assert files.state.sentence == "log.zip was imported: 1,400 new nights."
    assert heard.changes == 1


def test_a_file_can_be_left(files: LogFiles, work: FakeCommandWork, heard: Heard) -> None:
    files.import_file("/x/log.zip")
    plan(work, differing=2)
    work.ended(True, "")

    files.cancel_import()
    files.continue_import(KeptRow.MINE)

    assert files.state == FilesState(sentence="Nothing was changed.")
    assert len(work.started) == 1
    assert heard.changes == 0


def test_rows_that_were_left_out_are_counted_and_the_first_named(
    files: LogFiles, work: FakeCommandWork
) -> None:
    files.import_file("/x/plees.csv")
    plan(work, refused=5)
    for line in range(2, 7):
        send(work, said=f"Left out, line {line}: ends before it begins.")
    work.ended(True, "")
    assert files.state.sentence == (
        "plees.csv contains nothing new. 5 rows were left out. Left out, line 2: ends before it begins. "
        "Left out, line 3: ends before it begins. Left out, line 4: ends before it begins."
    )


@pytest.mark.parametrize("begin", ["undo_import", "back_up"])
def test_a_refusal_is_shown_and_the_next_thing_can_begin(
    files: LogFiles, work: FakeCommandWork, heard: Heard, begin: str
) -> None:
    getattr(files, begin)()
    work.ended(False, "The disk has no room left.")
    assert files.state == FilesState(sentence="The disk has no room left.", is_refusal=True)
    assert heard.changes == 0
    getattr(files, begin)()
    assert not files.state.is_refusal
    assert len(work.started) == 2


def test_undo_and_restore_change_the_log(files: LogFiles, work: FakeCommandWork, heard: Heard) -> None:
    files.undo_import()
    send(work, said="The import of log.zip was undone.")
    work.ended(True, "")
    assert (files.state.sentence, heard.changes) == ("The import of log.zip was undone.", 1)
    files.restore("/x/kept.sqlite")
    send(work, said="Restored from kept.sqlite: 90 nights.")
    work.ended(True, "")
    assert (
        files.state.sentence == "Restored from kept.sqlite: 90 nights. Restart the program to see everything."
    )
    assert heard.changes == 2


def test_only_one_thing_is_done_at_a_time(files: LogFiles, work: FakeCommandWork) -> None:
    files.back_up()
    files.export("x.zip")
    files.back_up_daily()
    assert work.started == [["backup"]]
    work.ended(True, "")
    files.back_up_daily()
    files.export("x.zip")
    assert work.started == [["backup"], ["backup", "--daily"]]


def test_the_backup_of_the_day_tells_nothing_but_a_failure(
    files: LogFiles, work: FakeCommandWork, heard: Heard
) -> None:
    before = files.state
    files.back_up_daily()
    work.ended(True, "")
    assert (files.state, heard.failures) == (before, [])
    files.back_up_daily()
    work.ended(False, "The disk has no room left.")
    assert heard.failures == ["Today's backup is not complete. The disk has no room left."]


@pytest.mark.parametrize("is_done", [True, False])
def test_another_file_in_the_logs_place_is_gone_over_to(work: FakeCommandWork, is_done: bool) -> None:
    """Also where the command broke off after it had put the file there."""
    files = LogFiles(work, lambda: True)
    heard = Heard(files)

    files.back_up()
    work.ended(is_done, "The work was broken off.")

    assert heard.changes == 1


def test_a_file_in_the_logs_place_that_cannot_be_opened_is_told(work: FakeCommandWork) -> None:
    def refuse() -> bool:
        raise Refusal("It cannot be opened.")

    files = LogFiles(work, refuse)
    files.restore("/x/kept.sqlite")

    work.ended(True, "")

    assert files.state == FilesState(sentence="It cannot be opened.", is_refusal=True)


@pytest.mark.parametrize("line", ["", "{", "Warning: something", '"said"', "[]", "3"])
def test_a_line_that_is_not_the_commands_own_is_passed_over(
    files: LogFiles, work: FakeCommandWork, line: str
) -> None:
    files.back_up()
    work.heard(line)
    work.ended(True, "")
    assert files.state.sentence == ""


def test_the_end_of_the_program_ends_the_work(files: LogFiles, work: FakeCommandWork) -> None:
    files.close()
    assert work.is_closed
