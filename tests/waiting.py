"""Waiting for threads, processes and servers.

A loaded machine is slow, not wrong: a time limit only ends waiting for something that never comes.
"""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 120.0
"""How long a test waits for one thing before it fails."""

PATIENCE_MS = round(1000 * PATIENCE_SECONDS)
"""The same for `qtbot.waitUntil` and `qtbot.waitSignal`."""

PROCESS_SECONDS = 900.0
"""How long a child process may take to end."""

POLL_SECONDS = 0.02


def wait_until(
    condition: Callable[[], bool], what: str, limit: float = PATIENCE_SECONDS, poll: float = POLL_SECONDS
) -> None:
    """Wait until `condition` holds, checked every `poll` seconds.

    Raises TimeoutError, naming `what` was awaited, after `limit` seconds.
    """
    deadline = time.monotonic() + limit
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {limit:g} s")
        time.sleep(poll)
