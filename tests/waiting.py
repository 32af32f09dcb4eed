"""Waiting for threads, processes and servers.

A time limit here only ends the wait for something that never comes, since a loaded machine is slow, not
wrong.
"""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 120.0
"""How many seconds a test waits for one thing before the test fails."""

PATIENCE_MS = round(1000 * PATIENCE_SECONDS)
"""PATIENCE_SECONDS in milliseconds, for `qtbot.waitUntil` and `qtbot.waitSignal`."""

PROCESS_SECONDS = 900.0
"""How many seconds a child process may take to end."""

POLL_SECONDS = 0.02


def wait_until(
    condition: Callable[[], bool], what: str, limit: float = PATIENCE_SECONDS, poll: float = POLL_SECONDS
) -> None:
    """Wait until `condition` holds; check this every `poll` seconds.

    Raises TimeoutError after `limit` seconds; `what` names in the message what was awaited.
    """
    deadline = time.monotonic() + limit
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {limit:g} s")
        time.sleep(poll)
