"""Keeping the machine awake, if the desktop allows it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakepy import Mode

log = logging.getLogger(__name__)


class WakepyKeepAwake:
    """Keeps the machine awake through wakepy; implements `KeepAwake`.

    wakepy is imported when first used. If the machine refuses, that is logged without raising an error.
    """

    def __init__(self) -> None:
        self._held: Mode | None = None

    def keep_display_on(self) -> None:
        """Keep the display on until `release`."""
        from wakepy import keep

        self._hold(keep.presenting(on_fail="pass"))

    def prevent_suspend(self) -> None:
        """Keep the machine from suspending when idle, until `release`; the display may go off."""
        from wakepy import keep

        self._hold(keep.running(on_fail="pass"))

    def release(self) -> None:
        """Let the machine sleep and turn its display off again."""
        if self._held is not None:
            self._held.__exit__(None, None, None)
            self._held = None

    def _hold(self, mode: Mode) -> None:
        self.release()
        mode.__enter__()
        self._held = mode
        if not mode.active:
            log.info("this machine does not let itself be kept awake")
