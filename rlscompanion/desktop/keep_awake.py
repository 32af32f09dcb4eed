"""Keeping the machine from suspending, if the desktop allows that."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakepy import Mode

log = logging.getLogger(__name__)


class WakepyKeepAwake:
    """Keeps the machine awake through the library wakepy; implements `KeepAwake`.

    wakepy is imported at its first use. If the machine cannot be kept awake, that is logged, and no error is
    raised.
    """

    def __init__(self) -> None:
        self._held: Mode | None = None

    def keep_display_on(self) -> None:
        """Keep the display on until `release`."""
        from wakepy import keep

        self._hold(keep.presenting(on_fail="pass"))

    def prevent_suspend(self) -> None:
        """Keep the idle machine from suspending, until `release`; the display may go off."""
        from wakepy import keep

        self._hold(keep.running(on_fail="pass"))

    def release(self) -> None:
        """Allow the machine again to suspend, and to turn its display off, when it is idle."""
        if self._held is not None:
            self._held.__exit__(None, None, None)
            self._held = None

    def _hold(self, mode: Mode) -> None:
        self.release()
        mode.__enter__()
        self._held = mode
        if not mode.active:
            log.info("this machine does not let itself be kept awake")
