"""Opens a log of many nights, and prints the processor time of each page as JSON.

Times are in ms; the time of the report is in s.
"""

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView

from rlscompanion import app as composition
from rlscompanion import demo, paths
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.periods import Period
from rlscompanion.storage.sleep_log import _AFTER_ALL_EVENINGS, _SELECT_SUMMARIES, SqliteSleepLog
from rlscompanion.tour import SilentStandIn

FIRST_ROWS = 120
TRIES = 15


def main() -> None:
    """Measure the processor time of each page, and print the results."""
    folder, nights = Path(sys.argv[1]), int(sys.argv[2])
    clock = MachineClock()
    demo.fill_with_invented_nights(paths.sleep_log_file(folder), clock, nights)
    application = composition.make_application()
    quiet = SilentStandIn()
    app = composition.build(
        folder, clock, lambda: quiet, quiet, quiet, lambda engine: quiet, lambda on_change: None
    )
    app.window.resize(1280, 800)
    app.window.show()
    application.processEvents()
    found: dict[str, float | str] = {"rows_ratio": _rows_ratio(app)}
    found["first_rows"] = _timed(lambda: _shown(application, app.flow.day.show_sleep_log))
    found["stall"] = _longest_stall(application, app)
    found |= _insights(application, app)
    found["report"] = _report(application, app, clock) / 1000
    app.window.close()
    app.close()
    sys.stdout.write(f"{json.dumps(found)}\n")


def _timed(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return 1000 * (time.process_time() - began)


def _rows_ratio(app: composition.App) -> float:
    log = SqliteSleepLog(app.log.connection, MachineClock().now)
    ours = [_timed(lambda: log.summaries(FIRST_ROWS)) for _ in range(TRIES)]
    page = (_AFTER_ALL_EVENINGS, FIRST_ROWS)
    bare = [_timed(app.log.connection.execute(_SELECT_SUMMARIES, page).fetchall) for _ in range(TRIES)]
    return median(ours) / median(bare)


def _shown(application: QApplication, show: Callable[[], None]) -> None:
    show()
    application.processEvents()


def _longest_stall(application: QApplication, app: composition.App) -> float:
    """The longest processor time of one turn of the event loop, while all rows are read and scrolled."""
    page = app.flow.day.sleep_log
    table = page.findChild(QTableView, "") or page.findChildren(QTableView)[-1]
    beats = [time.process_time()]
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.process_time()))
    timer.start(0)
    page.refresh()
    while page._reader.is_reading:
        application.processEvents()
    bar = table.verticalScrollBar()
    for place in range(0, bar.maximum(), max(1, bar.maximum() // 200)):
        bar.setValue(place)
        application.processEvents()
    timer.stop()
    return 1000 * max(after - before for before, after in pairwise(beats))


def _insights(application: QApplication, app: composition.App) -> dict[str, float | str]:
    page = app.flow.day.insights
    app.flow.day.show_insights()

    def read() -> None:
        page.refresh()
        while page._reader.is_reading:
            application.processEvents()

    reading = _timed(read)
    page._periods._buttons[Period.ALL].click()
    taken: dict[str, float] = {}
    for row in range(page._list.count()):

        def draw(place: int = row) -> None:
            page._list.setCurrentRow(place)
            application.processEvents()

        taken[page._list.item(row).text()] = _timed(draw)
    slowest = max(taken, key=lambda title: taken[title])
    return {"read": reading, "insights": taken[slowest], "slowest": slowest}


def _report(application: QApplication, app: composition.App, clock: MachineClock) -> float:
    from rlscompanion.bedtime.ports.files import ReportRequest
    from rlscompanion.exchange.report_data import proposed_range
    from rlscompanion.reports import LogReports
    from rlscompanion.storage.sleep_log import SqliteSleepLog

    nights = SqliteSleepLog(app.log.connection, clock.now).nights(90)
    wish = ReportRequest(*proposed_range(nights, evening_of(clock.now())))
    reports = LogReports(app.log.connection, clock.now)
    target = Path(sys.argv[1]) / "report.pdf"
    return _timed(lambda: reports.write(wish, str(target)))


if __name__ == "__main__":
    main()
