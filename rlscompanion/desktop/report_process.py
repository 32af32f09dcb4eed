"""Writing the clinician's report in a second process of this program, so that the window never waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports.files import CommandWork, ReportRequest

REPORT_STOPPED = "Stopped."


class ReportProcess:
    """Writes the clinician's report by running the command `report`; implements `ReportWork`.

    The person's name and birth date are stored nowhere. The command gets name and birth date through standard
    input, because other users can see the arguments of a process.
    """

    def __init__(self, work: CommandWork) -> None:
        self._work = work
        self._said, self._is_stopped = "", False

    def start(
        self,
        request: ReportRequest,
        path: str,
        on_progress: Callable[[float], None],
        on_end: Callable[[bool, str], None],
    ) -> None:
        """Start writing a report to the file at `path`; returns at once.

        `on_progress` is called with the share of the report that is done, 0 to 1. `on_end` is called when
        writing has ended, with whether the report was written and a sentence about the result.
        """
        self._said, self._is_stopped = "", False

        def hear(line: str) -> None:
            message = json.loads(line)
            if "share" in message:
                on_progress(float(message["share"]))
            self._said = str(message.get("said", self._said))

        def end(is_done: bool, sentence: str) -> None:
            on_end(is_done, self._said if is_done else REPORT_STOPPED if self._is_stopped else sentence)

        noted = None if request.noted is None else [str(night_id) for night_id in request.noted]
        private = json.dumps({"name": request.name, "born": request.born, "noted": noted})
        arguments = [
            "--from",
            request.first.isoformat(),
            "--to",
            request.last.isoformat(),
            "--paper",
            request.paper,
        ]
        self._work.start(["report", path, *arguments, "--wish"], hear, end, private)

    def stop(self) -> None:
        """Cancel the report that is being written; `on_end` is called once the process has ended."""
        self._is_stopped = True
        self._work.stop()

    def close(self) -> None:
        """Wait briefly for a report that is being written, then kill its process."""
        self._work.close()
