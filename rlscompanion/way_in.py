"""Asking for the passphrase of a sleep log before the window of the app opens."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from rlscompanion import paths
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.keys import is_unencrypted_database


class LogAccess(Enum):
    """Whether the window of the app opens with the sleep log, without the sleep log, or not at all."""

    WITH_LOG = "with the log"
    WITHOUT_LOG = "without the log"
    NONE = "not at all"


def ask_passphrase(folder: Path, *, with_keyring: bool, scale: float = 1.0) -> LogAccess:
    """Ask, in a window, for the passphrase of a sleep log until it is unlocked or the window is closed.

    If the log needs no passphrase, nothing is asked. With `with_keyring`, a key that is found in the system's
    keyring in the meantime also unlocks the log. `scale` is the text size of the window, 1 for the usual
    size.
    """
    log = paths.sleep_log_file(folder)
    try:
        if is_unencrypted_database(log):
            return LogAccess.WITH_LOG
        from rlscompanion.storage.protection import locked_files  # here, for the start without a passphrase

        locked = locked_files(log)
    except (Refusal, OSError):
        return LogAccess.WITH_LOG  # opening it says why not
    return _ask_in_window(folder, locked, with_keyring, scale) if locked else LogAccess.WITH_LOG


def _ask_in_window(folder: Path, locked: Sequence[Path], with_keyring: bool, scale: float) -> LogAccess:
    from rlscompanion.desktop.first_window import FirstWindow
    from rlscompanion.desktop.key_lookup import KeyLookup
    from rlscompanion.desktop.system_keyring import SystemKeyring
    from rlscompanion.protection import unlock_from_keyring
    from rlscompanion.storage.protection import unlock_files
    from rlscompanion.ui.unlock_window import UnlockWindow

    window = UnlockWindow(partial(unlock_files, locked), scale)
    if with_keyring:
        KeyLookup(partial(unlock_from_keyring, locked, SystemKeyring()), window).found.connect(
            window.close_unlocked
        )
    window.show()
    first_window = FirstWindow(folder)
    for come_forward in (window.showNormal, window.raise_, window.activateWindow):
        first_window.asked_to_show.connect(come_forward)
    first_window.listen()
    QApplication.exec()
    first_window.close()
    window.deleteLater()
    if window.is_unlocked:
        return LogAccess.WITH_LOG
    return LogAccess.WITHOUT_LOG if window.is_without_log else LogAccess.NONE
