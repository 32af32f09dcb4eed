"""The composition root: builds the concrete classes, wires them, and takes them down in order."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from rlscompanion import __version__, assets, paths
from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.log_files import LogFiles
from rlscompanion.bedtime.media_link import MediaLink
from rlscompanion.bedtime.mind_game import MindGame
from rlscompanion.bedtime.night_recorder import NightRecorder
from rlscompanion.bedtime.own_audio import OwnAudio
from rlscompanion.bedtime.passphrase import Afterwards, Earlier, Next, PassphraseKeeper
from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.bedtime.preferences import RememberedChoices
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.bedtime.safety_screen import SafetyScreen
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.session_guide import SessionGuide
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.steady_clock import SteadyClock
from rlscompanion.bedtime.stillness import Stillness
from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.content.own_routines import OwnRoutineFiles
from rlscompanion.content.presets import shipped_presets
from rlscompanion.content.routines import load_routines
from rlscompanion.desktop.child_work import ChildWork
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.desktop.display import missing_display
from rlscompanion.desktop.end_signals import EndSignals
from rlscompanion.desktop.error_file import ErrorFile
from rlscompanion.desktop.first_window import FirstWindow, SilentWindowError, ask
from rlscompanion.desktop.garbage import WindowCollector
from rlscompanion.desktop.keep_awake import WakepyKeepAwake
from rlscompanion.desktop.media_keys import media_session
from rlscompanion.desktop.motion import desktop_motion
from rlscompanion.desktop.system_keyring import SystemKeyring
from rlscompanion.desktop.system_voice import system_voice
from rlscompanion.domain.refusal import Refusal
from rlscompanion.folder_lock import WINDOW, FolderHeld, FolderLock, Holder, locked, without_lock
from rlscompanion.protection import LogProtection
from rlscompanion.reports import LogReports
from rlscompanion.storage.database import JOINED_EVENINGS, open_database
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.keys import held
from rlscompanion.storage.open_log import OpenLog
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.presets import SqlitePresets
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.trials import SqliteTrials
from rlscompanion.ui import theme
from rlscompanion.ui.flow import Bedtime, Flow
from rlscompanion.ui.main_window import MainWindow, Topic
from rlscompanion.ui.refusal_window import RefusalWindow
from rlscompanion.ui.widgets.file_chooser import FileDialogs
from rlscompanion.way_in import WayIn, ask_passphrase

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports import (
        Clock,
        DesktopMotion,
        KeepAwake,
        MediaSession,
        Preferences,
        SoundEngine,
        TrackListener,
        TrackPlayer,
        TrackScanner,
        Voice,
    )
    from rlscompanion.domain.learning import Library
    from rlscompanion.domain.mind_games import Prompt
    from rlscompanion.domain.playlist import Playlist

log = logging.getLogger(__name__)

LISTEN_AFTER_MS = 400
MEDIA_AFTER_MS = 1500
BACKUP_AFTER_MS = 60_000
WINDOW_BUSY_MS = 100
"""How long the window waits for another program's lock: what the log then refuses is tried again."""
BACKUP_EVERY_MS = 4 * 3_600_000
"""How often a window that stays open asks whether the backup of the day is due."""


@dataclass(frozen=True, eq=False, repr=False)
class App:
    """A built app, and what must be let go of in order."""

    window: MainWindow
    flow: Flow
    bedtime: Bedtime
    media: MediaLink
    log: OpenLog

    def close(self) -> None:
        """Let go of sound first, then of the machine's sleep, of the log, and of the window."""
        self.bedtime.sessions.leave()
        self.bedtime.guide.close()
        self.media.close()
        self.bedtime.stillness.close()
        self.bedtime.own_audio.close()
        self.bedtime.sound.close()
        self.bedtime.keep_awake.release()
        self.bedtime.log_files.close()
        self._follow_log()
        self.bedtime.pending.close()
        self.log.close()
        _discard(self.window)

    def _follow_log(self) -> None:
        """Let what waits be written to the file that has the log's name, not be lost with one that had it."""
        try:
            self.log.follow()
        except Refusal as refusal:
            log.error("the log that was open cannot be put back: %s", refusal)


def run(folder: Path, speed: float = 1.0) -> int:
    """Show the window on a data folder until it is closed; the exit status.

    Where one is open on it already, that one comes forward, with status 0. What the world refuses is shown in
    a window and on stderr, with status 1.
    """
    if (sentence := missing_display()) is not None:
        sys.stderr.write(f"{sentence}\n")
        return 1
    make_application()
    try:
        with locked(folder, WINDOW, meanwhile=partial(_ask_first_window, folder)) as lock:
            return _run_windows(folder, speed, lock)
    except _FirstWindowShownError:
        if sys.stdout is not None:
            with suppress(OSError):
                sys.stdout.write("RLS Companion was open already; its window is in front now.\n")
        return 0
    except FolderHeld as held:
        tell_refusal(_refusal_of_second(held), folder)
        return 1


class _FirstWindowShownError(Exception):
    """Raised where a window was open already, and has come forward."""


def _ask_first_window(folder: Path, holder: Holder) -> None:
    """Let the window that has the folder come forward. Raises _FirstWindowShownError if it has."""
    if holder.work != WINDOW:
        return
    try:
        is_shown = ask(folder)
    except SilentWindowError as error:
        raise FolderHeld(holder) from error
    if is_shown:
        raise _FirstWindowShownError


def _refusal_of_second(held: FolderHeld) -> Refusal:
    if held.holder.work != WINDOW:
        return held
    return Refusal(
        f"RLS Companion is open already{held.holder.process}, but does not answer. "
        "Close it, or end its process, then start again."
    )


def _run_windows(folder: Path, speed: float, lock: FolderLock) -> int:
    """Show one window after another until the last is closed; the exit status."""
    way_in = ask_passphrase(folder, with_keyring=True)
    keeps_errors = False
    said, earlier = "", Earlier.STAY
    while way_in is not WayIn.NONE:
        app = _built(folder, speed, way_in is WayIn.WITH_LOG)
        if app is None:
            return 1
        if not keeps_errors:
            keep_error_log(paths.error_log(folder))
            keeps_errors = True
        app.window.say(Topic.LOG, said)
        if earlier is not Earlier.STAY:
            app.bedtime.log_files.treat_earlier(earlier)
        status, scale = _shown(app, folder, lock), app.window.text_scale
        after = app.flow.afterwards
        if after is None:
            if way_in is WayIn.WITH_LOG:
                back_up_on_closing(folder)
            return status
        said, earlier = _carried_out(after)
        if after.then is Next.END:
            return tell_end(said)
        if after.then is Next.ASK_PASSPHRASE:
            way_in = ask_passphrase(folder, with_keyring=False, scale=scale)
    return 0


def _built(folder: Path, speed: float, with_log: bool) -> App | None:
    """The app; None where its log cannot be opened and nothing was done about it."""
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
            if not tell_refusal(refusal, folder):
                return None


def _carried_out(after: Afterwards) -> tuple[str, Earlier]:
    """Do what was left until the window closed: what came of it, and what becomes of earlier backups."""
    try:
        return after.work(), after.earlier
    except Refusal as refusal:
        return str(refusal), Earlier.STAY


def tell_end(sentence: str) -> int:
    """Say what came of erasing everything; the exit status."""
    window = RefusalWindow(sentence, title="What was erased")
    window.show()
    QApplication.exec()
    window.deleteLater()
    return 0


def _shown(app: App, folder: Path, lock: FolderLock) -> int:
    """Show an app until its window is closed, and take it down; the status that Qt gives."""
    if lock.trouble:
        app.window.say(Topic.LOCK, without_lock(folder, lock.trouble))
    app.window.went_dark.connect(app.window.fill_screen)
    app.window.resize(1280, 800)
    app.window.show()
    first_window = FirstWindow(folder, app.window)
    first_window.asked_to_show.connect(app.window.come_forward)
    bedtime = app.bedtime
    if bedtime.passphrase.is_set and bedtime.passphrase.is_open:
        from rlscompanion.ui.idle_lock import IdleLock  # here, since a log without a passphrase needs none

        idle_lock = IdleLock(app.window, bedtime.clock, bedtime.preferences, bedtime.sessions, bedtime.sound)
        app.window.went_dark.connect(idle_lock.follow_dark)
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
    signals = EndSignals()
    # What closing keeps is kept. A window that would rather stay open does so once: quitting closes it again.
    signals.end_asked.connect(app.window.close)
    signals.end_asked.connect(QCoreApplication.quit)
    status = QApplication.exec()
    signals.close()
    first_window.close()
    app.close()
    return status


def tell_refusal(refusal: Refusal, folder: Path) -> bool:
    """Show why the log cannot be opened, with what can bring its rows back; whether that was done."""
    from rlscompanion.storage.recovery import offers  # here, since no start needs it that goes well

    sys.stderr.write(f"{refusal}\n")
    found = offers(refusal, paths.log_file(folder), MachineClock().now)
    window = RefusalWindow(str(refusal), [(each.words, each.carry_out) for each in found])
    window.show()
    QApplication.exec()
    return window.is_mended


def back_up_on_closing(folder: Path) -> None:
    """Write the backup of the day where one is due; what stands in the way is logged."""
    from rlscompanion.storage.daily import back_up_daily  # here, since no start needs it

    now = MachineClock().now
    try:
        with closing(open_database(paths.log_file(folder), now)) as connection:
            done = back_up_daily(connection, now)
    except Refusal as refusal:
        log.warning("no backup on closing: %s", refusal)
    else:
        if done.trouble:
            log.info("no copy of the backup on closing: %s", done.trouble)


def make_application() -> QApplication:
    """The one QApplication, dressed for the dark before anything is shown."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([sys.argv[0]])
    application.setApplicationName("RLS Companion")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("rlscompanion")
    application.setWindowIcon(QIcon(str(assets.icon_path("rlscompanion.svg"))))
    theme.start(application)
    if application.findChild(WindowCollector) is None:
        WindowCollector(application)
    return application


def build(
    folder: Path,
    machine_clock: Clock,
    engine_maker: Callable[[], SoundEngine],
    keep_awake: KeepAwake,
    media_session: MediaSession,
    recorded_voice: Callable[[Callable[[], SoundEngine]], Voice] | None = None,
    system_voice: Callable[[Callable[[], None]], Voice | None] = system_voice,
    desktop_motion: Callable[[], DesktopMotion] = desktop_motion,
    with_log: bool = True,
) -> App:
    """Build the app on a data folder. Raises Refusal, with nothing touched, if its log cannot be opened.

    `recorded_voice` makes the voice that speaks through the engine it is given the way to. `with_log` false
    leaves a locked log alone: what is done then is kept in memory, and nowhere once the app is closed.
    """
    with ExitStack() as undo:  # where a value cannot be read, nothing is to stay open
        clock = SteadyClock(machine_clock)
        open_log = OpenLog(paths.log_file(folder) if with_log else None, clock.now, WINDOW_BUSY_MS)
        undo.callback(open_log.close)
        nights = open_log.part(SqliteSleepLog)
        pending = PendingWrites(nights.whole)
        preferences = RememberedChoices(open_log.part(SqlitePreferences), pending)
        clock.remember_in(preferences)
        session_log = open_log.part(SqliteSessionLog)
        sessions = SessionController(clock, session_log, pending)
        diary = Diary(clock, nights, session_log, pending)
        sound = SoundControl(clock, engine_maker, preferences)
        shelf = PresetShelf(open_log.part(SqlitePresets), preferences, shipped_presets)
        own_audio = OwnAudio(
            open_log.part(SqlitePlaylists), preferences, make_scanner, make_player, sound.engine
        )
        make_voice = recorded_voice or make_recorded_voice
        guide = SessionGuide(
            sessions, sound, preferences, clock, lambda: make_voice(sound.engine), system_voice
        )
        media = MediaLink(media_session, sound, shelf, own_audio)
        own_audio.changed.connect(media.tell)
        shelf.changed.connect(media.tell)
        sound.stopped.connect(own_audio.keep_position)
        shipped = load_routines()
        own_routines = OwnRoutineFiles(paths.routines_dir(folder), shipped)
        routines = RoutineShelf(shipped.routines, shipped.steps, own_routines, shipped.faults)
        for fault in routines.faults:
            sys.stderr.write(f"{fault}\n")
        window = MainWindow(preferences, clock)
        undo.callback(_discard, window)
        bedtime = Bedtime(
            clock=clock,
            pending=pending,
            preferences=preferences,
            log=nights,
            health=open_log.part(SqliteHealthRecord),
            session_log=session_log,
            trials=TrialKeeper(open_log.part(SqliteTrials), nights, session_log, clock),
            sessions=sessions,
            diary=diary,
            recorder=NightRecorder(clock, diary),
            safety=SafetyScreen(clock, open_log.part(SqliteScreenings), pending, preferences),
            sound=sound,
            shelf=shelf,
            own_audio=own_audio,
            guide=guide,
            mind_game=MindGame(guide, clock, read_mind_games),
            keep_awake=keep_awake,
            stillness=Stillness(preferences, desktop_motion()),
            routines=routines,
            figure_text=assets.figure_text,
            files=FileDialogs(),
            reports=open_log.part(LogReports),
            log_files=LogFiles(ChildWork(folder, keys=_keys_for_commands), open_log.follow),
            passphrase=PassphraseKeeper(
                LogProtection(
                    folder,
                    clock.now,
                    partial(_second_folder, preferences),
                    SystemKeyring(),
                    is_open=with_log,
                ),
                preferences,
            ),
            read_library=read_library,
        )
        flow = Flow(bedtime, window)
        sessions.close_left_open()
        _say_what_was_joined(preferences, window)
        undo.pop_all()
    return App(window, flow, bedtime, media, open_log)


def _second_folder(preferences: Preferences) -> str:
    from rlscompanion.storage.daily import SECOND_FOLDER  # here, since no start needs it

    return preferences.get(SECOND_FOLDER, "")


def _keys_for_commands() -> list[str]:
    return [key.text for key in held()]


def _discard(window: MainWindow) -> None:
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def _say_what_was_joined(preferences: Preferences, window: MainWindow) -> None:
    """Say once of which evenings two nights were joined when the log was brought up to date."""
    if noted := preferences.get(JOINED_EVENINGS, ""):
        from rlscompanion.storage.joining import sentence_of

        window.say(Topic.LOG, sentence_of(noted))
        preferences.set(JOINED_EVENINGS, "")


def read_library() -> Library:
    """The articles of the Learn page; one that cannot be read is left out, and logged."""
    from rlscompanion.content.learn import load_articles

    library = load_articles()
    for fault in library.faults:
        log.error("an article is left out: %s", fault)
    return library


def read_mind_games() -> Sequence[Prompt]:
    """The prompts of *Something for the mind*."""
    from rlscompanion.content.mind_games import load_mind_games

    return load_mind_games()


def make_scanner() -> TrackScanner:
    """What looks through files and folders; PyAV is first imported by its thread."""
    from rlscompanion.audio.library_files import FileScanner

    return FileScanner()


def make_player(playlist: Playlist, listener: TrackListener) -> TrackPlayer:
    """The player of own audio; PyAV is imported by its thread."""
    from rlscompanion.audio.library_player import LibraryPlayer

    return LibraryPlayer(playlist, listener)


def make_recorded_voice(engine: Callable[[], SoundEngine]) -> Voice:
    """The recorded voice; numpy and PyAV are imported by its thread."""
    from rlscompanion.audio.guide import RecordedVoice
    from rlscompanion.content.voice import recordings

    return RecordedVoice({phrase: each.path for phrase, each in recordings().items()}, engine)


def make_engine() -> SoundEngine:
    """The sound engine; numpy is first imported here."""
    from rlscompanion.audio.engine import Engine

    return Engine()


def keep_error_log(file: Path) -> None:
    """Write our own errors with their tracebacks to a small file, and keep the window up."""
    logging.getLogger().addHandler(ErrorFile(file))
    sys.excepthook = _log_error


def _log_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.error("unexpected error", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)
