"""A clinician's report written by a second process of this program, so that the window never waits for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports.files import CommandWork, ReportWish

STOPPED = "Stopped."


class ChildReport:
    """Satisfies `ReportWork` by the command `report`.

    What is kept nowhere, name and birth date, goes by its standard input: others can see its arguments.
    """

    def __init__(self, work: CommandWork) -> None:
        self._work = work
        self._said, self._is_stopped = "", False

    def start(
        self,
        wish: ReportWish,
        path: str,
        on_share: Callable[[float], None],
        on_end: Callable[[bool, str], None],
    ) -> None:
        """Begin to write a report; returns at once."""
        self._said, self._is_stopped = "", False

        def hear(line: str) -> None:
            message = json.loads(line)
            if "share" in message:
                on_share(float(message["share"]))
            self._said = str(message.get("said", self._said))

        def end(is_done: bool, sentence: str) -> None:
            on_end(is_done, self._said if is_done else STOPPED if self._is_stopped else sentence)

        noted = None if wish.noted is None else [str(night_id) for night_id in wish.noted]
        private = json.dumps({"name": wish.name, "born": wish.born, "noted": noted})
        arguments = ["--from", wish.first.isoformat(), "--to", wish.last.isoformat(), "--paper", wish.paper]
        self._work.start(["report", path, *arguments, "--wish"], hear, end, private)

    def stop(self) -> None:
        """Ask it to break off; `on_end` follows."""
        self._is_stopped = True
        self._work.stop()

    def close(self) -> None:
        """Wait for what is being written, a short while, and let go of it."""
        self._work.close()
