"""Running the window: locks the data folder, shows the window, and writes a backup at the end.

After the window, a second window may be shown, for example to ask for the passphrase.
"""

from __future__ import annotations

import logging
import sys
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rlscompanion import paths
from rlscompanion.app import App, build, keep_error_log, make_application, make_engine
from rlscompanion.background import Background
from rlscompanion.bedtime.passphrase import AfterClosing, EarlierBackups, WorkAfterClosing
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.desktop.display import missing_display_sentence
from rlscompanion.desktop.end_signals import EndSignals
from rlscompanion.desktop.first_window import FirstWindow, SilentWindowError, send_action
from rlscompanion.desktop.keep_awake import WakepyKeepAwake
from rlscompanion.desktop.media_keys import media_session
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.start_action import StartAction
from rlscompanion.folder_lock import (
    WINDOW_WORK,
    FolderHeld,
    FolderLock,
    LockHolder,
    locking_folder,
    without_lock_sentence,
)
from rlscompanion.storage.database import open_database
from rlscompanion.system_libraries import reporting_qt_abort
from rlscompanion.ui.main_window import NoticeTopic
from rlscompanion.ui.refusal_window import RefusalWindow
from rlscompanion.ui.window_place import PositionFile, WindowPlace
from rlscompanion.way_in import LogAccess, ask_passphrase

log = logging.getLogger(__name__)

LISTEN_AFTER_MS = 400
MEDIA_AFTER_MS = 1500
BACKUP_AFTER_MS = 60_000
BACKUP_EVERY_MS = 4 * 3_600_000
"""Milliseconds between two checks of an open window whether today's backup is due."""


def run(folder: Path, speed: float = 1.0, action: StartAction = StartAction.SHOW) -> int:
    """Open the window on a data folder; return the exit status once the window is closed.

    `action` is what the window does at first. If a window is already open on the folder, that window comes to
    the front and does the action, and the status is 0. A Refusal is shown in a window and on stderr, and the
    status is 1.
    """
    if (sentence := missing_display_sentence()) is not None:
        sys.stderr.write(f"{sentence}\n")
        return 1
    with reporting_qt_abort():
        application = make_application()
    try:
        with locking_folder(folder, WINDOW_WORK, on_wait=partial(_ask_first_window, folder, action)) as lock:
            return _run_windows(application, folder, speed, lock, action)
    except _FirstWindowShownError:
        if sys.stdout is not None:
            with suppress(OSError):
                sys.stdout.write("RLS Companion was open already; its window is in front now.\n")
        return 0
    except FolderHeld as held:
        show_refusal(_refusal_of_second(held), folder)
        return 1


class _FirstWindowShownError(Exception):
    """Raised when a window was open already and has come to the front."""


def _ask_first_window(folder: Path, action: StartAction, holder: LockHolder) -> None:
    """Ask a window that has the folder to come forward. Raises _FirstWindowShownError if it does."""
    if holder.work != WINDOW_WORK:
        return
    try:
        is_shown = send_action(folder, action)
    except SilentWindowError as error:
        raise FolderHeld(holder) from error
    if is_shown:
        raise _FirstWindowShownError


def _refusal_of_second(held: FolderHeld) -> Refusal:
    if held.holder.work != WINDOW_WORK:
        return held
    return Refusal(
        f"RLS Companion is open already{held.holder.process}, but does not answer. "
        "Close it, or end its process, then start again."
    )


def _run_windows(
    application: QApplication, folder: Path, speed: float, lock: FolderLock, action: StartAction
) -> int:
    """Show one window after another until the last one closes; return the exit status."""
    way_in = ask_passphrase(folder, with_keyring=True)
    keeps_errors = False
    said, earlier = "", EarlierBackups.STAY
    while way_in is not LogAccess.NONE:
        app = _built(folder, speed, way_in is LogAccess.WITH_LOG)
        if app is None:
            return 1
        if not keeps_errors:
            keep_error_log(paths.error_log(folder))
            keeps_errors = True
        app.window.show_notice(NoticeTopic.LOG, said)
        if earlier is not EarlierBackups.STAY:
            app.bedtime.log_files.handle_earlier_backups(earlier)
        status, scale = _shown(application, app, folder, lock, action), app.window.text_scale
        action = StartAction.SHOW
        after = app.flow.work_after_closing
        if after is None:
            if way_in is LogAccess.WITH_LOG:
                back_up_on_closing_if_due(folder)
            return status
        said, earlier = _carried_out(after)
        if after.then is AfterClosing.END:
            return show_erased(said)
        if after.then is AfterClosing.ASK_PASSPHRASE:
            way_in = ask_passphrase(folder, with_keyring=False, scale=scale)
    return 0


def _built(folder: Path, speed: float, with_log: bool) -> App | None:
    """Build the app; return None if its log cannot be opened and the person chose no remedy."""
    while True:
        try:
            return build(
                folder,
                MachineClock(speed),
                make_engine,
                WakepyKeepAwake(),
                media_session(),
                with_log=with_log,
            )
        except Refusal as refusal:
            if not show_refusal(refusal, folder):
                return None


def _carried_out(after: WorkAfterClosing) -> tuple[str, EarlierBackups]:
    """Do the work left for after the window; return its result, and what to do with earlier backups."""
    try:
        return after.work(), after.earlier
    except Refusal as refusal:
        return str(refusal), EarlierBackups.STAY


def show_erased(sentence: str) -> int:
    """Show a sentence about what was erased, in a window; return the exit status."""
    window = RefusalWindow(sentence, title="What was erased")
    window.show()
    QApplication.exec()
    window.deleteLater()
    return 0


def _shown(application: QApplication, app: App, folder: Path, lock: FolderLock, action: StartAction) -> int:
    """Show an app until its window closes, then close it; return Qt's exit status."""
    if lock.trouble:
        app.window.show_notice(NoticeTopic.LOCK, without_lock_sentence(folder, lock.trouble))
    app.window.went_dark.connect(app.window.fill_screen)
    # Without the log nothing is written beside it either.
    WindowPlace(
        app.window, PositionFile(paths.window_file(folder)), stores_position=app.bedtime.passphrase.is_open
    )
    background = Background(application, app.window, app.flow.closing, app.bedtime.preferences)
    if action is StartAction.IN_TRAY:
        background.begin()
        app.window.winId()  # what listens to the window's own events needs it to exist
    else:
        app.window.show()
    first_window = FirstWindow(folder, app.window)
    first_window.asked_to_show.connect(app.window.come_forward)
    first_window.action_asked.connect(app.flow.do_start_action)
    bedtime = app.bedtime
    if bedtime.passphrase.is_set and bedtime.passphrase.is_open:
        from rlscompanion.ui.idle_lock import IdleLock  # here, since a log without a passphrase needs none

        idle_lock = IdleLock(app.window, bedtime.clock, bedtime.preferences, bedtime.sessions, bedtime.sound)
        app.window.went_dark.connect(idle_lock.set_dark)
        idle_lock.lock_due.connect(bedtime.passphrase.lock)
    # The outside can wait until the first page has been painted.
    for milliseconds, once, due in (
        (LISTEN_AFTER_MS, True, first_window.listen),
        (MEDIA_AFTER_MS, True, app.media.start),
        (MEDIA_AFTER_MS, True, app.bedtime.stillness.start),
        *(
            (milliseconds, once, app.bedtime.log_files.back_up_daily)
            for milliseconds, once in ((BACKUP_AFTER_MS, True), (BACKUP_EVERY_MS, False))
            if bedtime.passphrase.is_open
        ),
    ):
        # The window's: they end with it.
        timer = QTimer(app.window, singleShot=once, interval=milliseconds)
        timer.timeout.connect(due)
        timer.start()
    app.flow.do_start_action(action)
    signals = EndSignals()
    # What closing keeps is kept. A window that would rather stay open does so once: quitting closes it again.
    signals.end_asked.connect(app.window.close_without_asking)
    signals.end_asked.connect(application.quit)
    status = application.exec()
    signals.close()
    first_window.close()
    background.close()
    app.close()
    return status


def show_refusal(refusal: Refusal, folder: Path) -> bool:
    """Show why the sleep log cannot be opened, and offer ways to recover its rows.

    Returns whether the person chose a way that succeeded.
    """
    from rlscompanion.storage.recovery import recovery_offers  # here, since no start needs it that goes well

    sys.stderr.write(f"{refusal}\n")
    found = recovery_offers(refusal, paths.sleep_log_file(folder), MachineClock().now)
    window = RefusalWindow(str(refusal), [(each.label, each.carry_out) for each in found])
    window.show()
    QApplication.exec()
    return window.is_mended


def back_up_on_closing_if_due(folder: Path) -> None:
    """Write today's backup of the sleep log if it is due; if that fails, only log the failure."""
    from rlscompanion.storage.daily import make_daily_backup  # here, since no start needs it

    now = MachineClock().now
    try:
        with closing(open_database(paths.sleep_log_file(folder), now)) as connection:
            done = make_daily_backup(connection, now)
    except Refusal as refusal:
        log.warning("no backup on closing: %s", refusal)
    else:
        if done.copy_failure_sentence:
            log.info("no copy of the backup on closing: %s", done.copy_failure_sentence)
