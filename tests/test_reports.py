"""The report of a real log: written with the chosen notes, or refused without any change."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from rlscompanion import demo
from rlscompanion.bedtime.ports.files import ReportRequest
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.refusal import Refusal
from rlscompanion.reports import LogReports
from rlscompanion.storage.database import open_database
from rlscompanion.storage.sleep_log import SqliteSleepLog

NOTE = "Long drive in the afternoon."


@pytest.fixture
def reports(qapp: QApplication, tmp_path: Path) -> Iterator[LogReports]:
    clock = MachineClock()
    demo.fill_with_invented_nights(tmp_path / "log.sqlite", clock)
    connection = open_database(tmp_path / "log.sqlite", clock.now)
    yield LogReports(connection, clock.now)
    connection.close()


def latest() -> date:
    return evening_of(MachineClock().now()) - timedelta(days=1)


def noted(reports: LogReports) -> list[tuple[date, object]]:
    nights = SqliteSleepLog(reports._connection, MachineClock().now).nights()
    return [(night.evening, night.id) for night in nights if night.notes == NOTE]


def text_of(target: Path) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(target).pages).split())


def test_a_report_is_written_and_counted(reports: LogReports, tmp_path: Path) -> None:
    wish = ReportRequest(latest() - timedelta(days=29), latest(), "A. Sleeper", "1960-02-29", "Letter")

    done = reports.write(wish, str(tmp_path / "report.pdf"))

    text = text_of(tmp_path / "report.pdf")
    assert done.pages == len(PdfReader(tmp_path / "report.pdf").pages) == 3
    assert f"filled in for {done.nights} of 30 nights" in text
    assert "A. Sleeper" in text
    assert NOTE not in text


def test_only_the_notes_that_were_chosen_are_printed(reports: LogReports, tmp_path: Path) -> None:
    kept = noted(reports)
    first, target = min(evening for evening, _ in kept), tmp_path / "report.pdf"
    assert len(kept) > 1

    counts = []
    for chosen in (frozenset(), frozenset({kept[0][1]}), None):
        reports.write(ReportRequest(first, latest(), noted=chosen), str(target))  # type: ignore[arg-type]
        counts.append(text_of(target).count(NOTE))

    assert counts == [0, 1, len(kept)]


@pytest.mark.parametrize(
    ("name", "days", "refused"),
    [
        ("report.txt", 30, "does not end in .pdf"),
        ("nowhere/report.pdf", 30, "There is no folder"),
        ("report.pdf", -400, "before it begins"),
        ("report.pdf", 400, "366 nights at the most"),
    ],
)
def test_what_cannot_be_is_refused_and_the_file_stays(
    reports: LogReports, tmp_path: Path, name: str, days: int, refused: str
) -> None:
    (tmp_path / "report.pdf").write_text("mine", "utf-8")

    with pytest.raises(Refusal, match=refused):
        reports.write(ReportRequest(latest() - timedelta(days=days), latest()), str(tmp_path / name))

    assert (tmp_path / "report.pdf").read_text("utf-8") == "mine"
