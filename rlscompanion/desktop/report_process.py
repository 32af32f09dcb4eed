"""Writing a clinician's report in a second process of this program, so that the window never waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports.files import CommandWork, ReportRequest

STOPPED = "Stopped."


class ReportProcess:
    """Writes a clinician's report by running the command `report`; implements `ReportWork`.

    Name and birth date, which are stored nowhere, are passed through the command's standard input, since
    other users can see the arguments of a process.
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
        """Start writing a report; returns at once. `on_progress` gets the progress, 0 to 1.

        `on_end` is called with whether the report was written, and a sentence.
        """
        self._said, self._is_stopped = "", False

        def hear(line: str) -> None:
            message = json.loads(line)
            if "share" in message:
                on_progress(float(message["share"]))
            self._said = str(message.get("said", self._said))

        def end(is_done: bool, sentence: str) -> None:
            on_end(is_done, self._said if is_done else STOPPED if self._is_stopped else sentence)

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
        """Ask for the report to be cancelled; `on_end` is called once it is."""
        self._is_stopped = True
        self._work.stop()

    def close(self) -> None:
        """Wait briefly for the report that is being written, then kill its process."""
        self._work.close()
