"""The report written by a second process: what it is asked for, what it tells, and the file itself."""

import json
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.ports.files import ReportRequest
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.desktop.command_process import CommandProcess
from rlscompanion.desktop.report_process import REPORT_STOPPED, ReportProcess
from rlscompanion.domain.moment import evening_of
from tests.fakes import FakeCommandWork
from tests.waiting import PATIENCE_MS

WISH = ReportRequest(
    date(2026, 8, 23), date(2026, 11, 20), "A. Sleeper", "1960", "Letter", frozenset({UUID(int=7)})
)


class Heard:
    """The callbacks in order."""

    def __init__(self) -> None:
        self.shares: list[float] = []
        self.ends: list[tuple[bool, str]] = []

    def end(self, is_done: bool, sentence: str) -> None:
        self.ends.append((is_done, sentence))


def test_what_is_kept_nowhere_is_no_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    work, heard = FakeCommandWork(), Heard()
    report = ReportProcess(work)

    report.start(WISH, "/x/report.pdf", heard.shares.append, heard.end)
    work.heard(json.dumps({"share": 0.4}))
    work.heard(json.dumps({"said": "12 nights on 2 pages in /x/report.pdf"}))
    work.ended(True, "")

    assert work.started == [
        [
            "report",
            "/x/report.pdf",
            "--from",
            "2026-08-23",
            "--to",
            "2026-11-20",
            "--paper",
            "Letter",
            "--wish",
        ]
    ]
    assert json.loads(work.private) == {"name": "A. Sleeper", "born": "1960", "noted": [str(UUID(int=7))]}
    assert heard.shares == [0.4]
    assert heard.ends == [(True, "12 nights on 2 pages in /x/report.pdf")]


def test_what_stands_in_the_way_and_what_was_stopped_are_told_apart() -> None:
    work, heard = FakeCommandWork(), Heard()
    report = ReportProcess(work)
    report.start(WISH, "/x/report.pdf", heard.shares.append, heard.end)
    work.ended(False, "The disk is full.")
    report.start(WISH, "/x/report.pdf", heard.shares.append, heard.end)
    report.stop()
    work.ended(False, "The work was broken off.")
    report.close()

    assert heard.ends == [(False, "The disk is full."), (False, REPORT_STOPPED)]
    assert (work.stops, work.is_closed) == (1, True)


@pytest.mark.thorough
def test_the_report_is_written(qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    report, heard, target = ReportProcess(CommandProcess(folder)), Heard(), tmp_path / "report.pdf"
    tonight = evening_of(MachineClock().now())
    wish = ReportRequest(tonight - timedelta(days=40), tonight, "A. Sleeper", noted=None)

    report.start(wish, str(target), heard.shares.append, heard.end)
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=PATIENCE_MS)

    [(is_done, sentence)] = heard.ends
    assert is_done, sentence
    assert sentence.endswith(f" pages in {target}")
    assert heard.shares == sorted(heard.shares)
    assert len(heard.shares) == 3
    assert target.read_bytes().startswith(b"%PDF")
