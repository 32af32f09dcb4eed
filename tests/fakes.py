"""Stand-ins for the world outside the app, which satisfy the protocols of `bedtime.ports`.

`test_fakes.py` compares these stand-ins with the real things. Stores of data have no stand-ins:
`tests.stores` has real stores in memory.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports import (
    LoadedOwnRoutines,
    MediaCommand,
    MediaState,
    OwnAudioSource,
    TrackListener,
)
from rlscompanion.bedtime.ports.files import CommandWork, ReportRequest, ReportSize, ReportWork, ReportWriter
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.moment import Moment, moment_in_zone, moment_of_datetime
from rlscompanion.domain.playlist import Playlist, Track, TrackPosition
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Routine, Step
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix

DISK_FULL = "The disk is full. Free some space, then try again."


def local(text: str, zone: str = "Europe/Berlin", fold: int = 0) -> Moment:
    """The moment at which a clock in a zone shows a time such as "2026-11-21 23:40"."""
    return moment_of_datetime(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold))


class FakeClock:
    """All clocks of a computer; a clock changes only when the test moves it.

    `advance` moves all clocks together. `suspend` acts like a closed lid: only the wall clock moves.
    """

    def __init__(
        self, wall: str = "2026-11-21 22:30", zone: str = "Europe/Berlin", speed: float = 1.0
    ) -> None:
        self.speed = speed
        self._zone = zone
        self._bedtime = 1000.0
        self._real = 5000.0
        self._suspended = 0.0
        self._utc = float(local(wall, zone).utc)
        self._boot = "boot"
        self.holds: list[bool] = []

    def seconds(self) -> float:
        return self._bedtime

    def real_seconds(self) -> float:
        return self._real

    def now(self) -> Moment:
        return moment_in_zone(int(self._utc), ZoneInfo(self._zone))

    def zone(self) -> str:
        return self._zone

    def suspended_seconds(self) -> float:
        return self._suspended

    def uptime_seconds(self) -> float:
        return self._real + self._suspended

    def boot_id(self) -> str:
        return self._boot

    def hold_steady(self, for_night: bool = False) -> None:
        self.holds.append(for_night)

    def restart_machine(self) -> None:
        """Restart the computer, so that its uptime counts from 0 again."""
        self._boot += "again"
        self._real = self._suspended = 0.0

    def advance(self, seconds: float) -> None:
        """Let seconds of the app's clock pass; it runs `speed` times as fast as real time."""
        assert seconds >= 0, "time does not go back; `set_wall` sets the wall clock"
        real = seconds / self.speed
        self._bedtime += seconds
        self._real += real
        self._utc += real

    def advance_wall_to(self, wall: str) -> None:
        """Let time pass on all clocks until the local wall clock shows `wall`."""
        self.advance((local(wall, self._zone).utc - self._utc) * self.speed)

    def suspend(self, seconds: float) -> None:
        """Suspend the computer for seconds of real time."""
        self._suspended += seconds
        self._utc += seconds

    def set_wall(self, wall: str) -> None:
        """Set only the wall clock, as a person or a time server does."""
        self._utc = float(local(wall, self._zone).utc)

    def travel(self, zone: str) -> None:
        """Set the computer's time zone."""
        self._zone = zone


@dataclass
class FakeReports:
    """Records each request for a report, but writes no file.

    If `refusal` is set, writing fails with that sentence.
    """

    wishes: list[tuple[ReportRequest, str]] = field(default_factory=list)
    medicines: list[str] = field(default_factory=list)
    refusal: str | None = None

    def write(self, wish: ReportRequest, path: str) -> ReportSize:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        self.wishes.append((wish, path))
        return ReportSize(nights=12, pages=2)

    def write_medicines(self, path: str, paper: str) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        self.medicines.append(path)


@dataclass
class FakeReportWork:
    """Records each request for a report, but writes no file; the test sets the progress and the result."""

    wishes: list[tuple[ReportRequest, str]] = field(default_factory=list)
    stops: int = 0

    def start(
        self,
        wish: ReportRequest,
        path: str,
        on_progress: Callable[[float], None],
        on_end: Callable[[bool, str], None],
    ) -> None:
        self.wishes.append((wish, path))
        self.share, self.end = on_progress, on_end

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        """Do nothing, since no work is running."""


@dataclass
class RecordingEngine:
    """A sound engine that only records its calls, as tuples of the method's name and its arguments."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    listeners: list[Callable[[bool], None]] = field(default_factory=list)
    is_closed: bool = False
    devices_there: Sequence[str] = ("Loudspeakers", "Headphones")

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        self.calls.append(("play", mix, ramp_seconds))

    def pause(self, ramp_seconds: float) -> None:
        self.calls.append(("pause", ramp_seconds))

    def set_level(self, level: float) -> None:
        self.calls.append(("set_level", level))

    def fade(self, fade: Fade | None) -> None:
        self.calls.append(("fade", fade))

    def chime(self) -> None:
        self.calls.append(("chime",))

    def speak(self, samples: Any) -> None:
        self.calls.append(("speak", samples))

    def hush(self, seconds: float) -> None:
        self.calls.append(("hush", seconds))

    def play_own(self, source: OwnAudioSource | None, level: float, ramp_seconds: float) -> None:
        self.calls.append(("play_own", source, level, ramp_seconds))

    def devices(self) -> Sequence[str]:
        return self.devices_there

    def choose_device(self, name: str | None) -> None:
        self.calls.append(("choose_device", name))

    def set_long_buffers(self, calm: bool) -> None:
        self.calls.append(("set_long_buffers", calm))

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        self.listeners.append(listener)

    def close(self) -> None:
        self.is_closed = True

    def named(self, *names: str) -> list[tuple[object, ...]]:
        """The recorded calls of these methods, the oldest first."""
        return [call for call in self.calls if call[0] in names]

    @property
    def last_fade(self) -> Fade | None:
        """The fade that was set last."""
        fade = self.named("fade")[-1][1]
        assert fade is None or isinstance(fade, Fade)
        return fade

    def tell_device(self, is_there: bool) -> None:
        """Tell the listeners whether there is a sound device."""
        for listener in self.listeners:
            listener(is_there)


@dataclass
class FakeVoice:
    """A voice that only records its calls.

    `unknown` are the phrases that the voice cannot say; "" among them stands for all phrases.
    """

    received: list[object] = field(default_factory=list)
    prepared: Sequence[str] = ()
    unknown: set[str] = field(default_factory=set)
    is_closed: bool = False

    def can_say(self, phrase: str) -> bool:
        return not {phrase, ""} & self.unknown

    def prepare(self, phrases: Sequence[str]) -> None:
        self.prepared = tuple(phrases)

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        self.received.append((*line, "softly") if softly else tuple(line))

    def hush(self) -> None:
        self.received.append("hush")

    def close(self) -> None:
        self.is_closed = True

    def taken(self) -> list[object]:
        """The calls recorded since the last call of `taken`."""
        received, self.received = self.received, []
        return received


class FakeNotifier:
    """A desktop that can or cannot show notifications; the test presses their buttons."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.answers: list[str] = []
        self.trouble = ""
        self.is_shown = False

    def show(
        self,
        title: str,
        message: str,
        answers: Sequence[tuple[str, str]],
        on_answer: Callable[[str], None],
        on_shown: Callable[[], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        self.titles.append(title)
        self.answers = [words for _, words in answers]
        self.answer = on_answer
        if self.trouble:
            on_trouble(self.trouble)
        else:
            self.is_shown = True
            on_shown()

    def withdraw(self) -> None:
        self.is_shown = False

    def close(self) -> None:
        self.withdraw()


class FakeLoginStart:
    """A desktop whose login items can be changed; if `refusal` is set, changing fails."""

    def __init__(self, is_possible: bool = True) -> None:
        self.is_possible, self.is_wanted, self.refusal = is_possible, False, ""

    def set_wanted(self, wanted: bool) -> None:
        if self.refusal:
            raise Refusal(self.refusal)
        self.is_wanted = wanted


@dataclass
class FakeKeepAwake:
    """Records what the app keeps awake now: "display", "system" or None."""

    held: str | None = None
    calls: list[str] = field(default_factory=list)

    def keep_display_on(self) -> None:
        self._hold("display")

    def prevent_suspend(self) -> None:
        self._hold("system")

    def release(self) -> None:
        self._hold(None)

    def _hold(self, what: str | None) -> None:
        self.held = what
        self.calls.append(what or "release")


@dataclass
class FakeOwnRoutines:
    """The person's own routines in memory, and files by path that can be imported.

    If `refusal` is set, writing fails with that sentence.
    """

    kept: dict[str, Routine] = field(default_factory=dict)
    faults: Sequence[ContentFault] = ()
    steps: Sequence[Step] = ()
    refusal: str | None = None
    files: dict[str, Routine] = field(default_factory=dict)
    saves: int = 0

    def load(self) -> LoadedOwnRoutines:
        return LoadedOwnRoutines(tuple(self.kept.values()), self.faults, self.steps)

    def save(self, routine: Routine) -> Routine:
        self._refuse_if_told()
        kept = routine if routine.key else replace(routine, key=f"own_{self.saves}")
        self.saves += 1
        self.kept[kept.key] = kept
        return kept

    def remove(self, key: str) -> None:
        self._refuse_if_told()
        self.kept.pop(key, None)

    def import_file(self, path: str) -> Routine:
        if path not in self.files:
            raise Refusal(f"{path}: cannot be read. Nothing was imported.")
        return replace(self.files[path], key="")

    def export_file(self, routine: Routine, path: str) -> None:
        self._refuse_if_told()
        self.files[path] = routine

    def _refuse_if_told(self) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)


@dataclass
class FakeMediaSession:
    """A media panel with media keys: it records what it is to show, and the test sends commands."""

    shown: list[MediaState] = field(default_factory=list)
    on_command: Callable[[MediaCommand], None] | None = None
    on_level: Callable[[float], None] | None = None
    is_closed: bool = False

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        self.on_command, self.on_level = on_command, on_level

    def show(self, state: MediaState) -> None:
        self.shown.append(state)

    def close(self) -> None:
        self.is_closed = True
        self.on_command = self.on_level = None


@dataclass
class FakeDesktopMotion:
    """A desktop whose setting "reduce motion" the test sets."""

    on_wish: Callable[[bool], None] | None = None
    is_closed: bool = False

    def start(self, on_wish: Callable[[bool], None]) -> None:
        self.on_wish = on_wish

    def close(self) -> None:
        self.is_closed = True

    def wish(self, less: bool) -> None:
        """Tell the listener whether the desktop's setting asks for less motion."""
        assert self.on_wish is not None, "nobody asked"
        self.on_wish(less)


@dataclass
class FakeScanner:
    """A search for audio files, which records the searched paths.

    The test calls `find` to report files, and `end` to finish the search.
    """

    asked: list[tuple[str, ...]] = field(default_factory=list)
    is_closed: bool = False

    def scan(
        self,
        paths: Sequence[str],
        on_found: Callable[[Sequence[Track], Sequence[str]], None],
        on_end: Callable[[], None],
    ) -> None:
        self.asked.append(tuple(paths))
        self.find, self.end = on_found, on_end

    def close(self) -> None:
        self.is_closed = True


@dataclass
class FakePlayer:
    """A player of own audio that records its calls; the test sets the position in `at`."""

    playlist: Playlist
    listener: TrackListener
    at: TrackPosition | None = None
    went: list[tuple[UUID, float]] = field(default_factory=list)
    has_ended: bool = False
    is_closed: bool = False
    is_even: bool | None = None

    def render(self, out: Any) -> None:
        out.fill(0.0)

    def position(self) -> TrackPosition | None:
        return self.at

    def set_playlist(self, playlist: Playlist) -> None:
        self.playlist = playlist

    def go_to(self, track_id: UUID, seconds: float) -> None:
        self.went.append((track_id, seconds))
        self.at = TrackPosition(track_id, seconds)
        self.has_ended = False

    def set_even_loudness(self, is_even: bool) -> None:
        self.is_even = is_even

    def close(self) -> None:
        self.is_closed = True


@dataclass
class FakeProtection:
    """The protection by a passphrase, without a log; it records the requests."""

    passphrase: str = ""
    is_open: bool = True
    has_keyring: bool = True
    has_backups: bool = True
    unmatched_backup_count: int = 0
    is_keyring_locked: bool = False
    done: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def is_set(self) -> bool:
        return bool(self.passphrase)

    def is_right_passphrase(self, passphrase: str) -> bool:
        return passphrase == self.passphrase

    def check_strength(self, passphrase: str) -> None:
        if len(passphrase) < 8:
            raise Refusal("Use at least 8 characters.")

    def keep_in_keyring(self, wanted: bool) -> None:
        if self.is_keyring_locked:
            raise Refusal("The system's keyring did not take the key.")
        self.done.append(("keyring", str(wanted)))

    def change(self, passphrase: str, in_keyring: bool) -> str:
        self.done.append(("change", passphrase, str(in_keyring)))
        return "Changed."

    def lock(self) -> str:
        self.done.append(("lock",))
        return ""

    def erase_all_data(self) -> str:
        self.done.append(("erase",))
        return "Erased."


@dataclass
class FakeCommandWork:
    """Commands of the app that run in another process; here the test ends them by hand."""

    started: list[list[str]] = field(default_factory=list)
    heard: Callable[[str], None] = print
    is_at_work: bool = False
    is_closed: bool = False
    stops: int = 0

    def start(
        self,
        arguments: Sequence[str],
        heard: Callable[[str], None],
        ended: Callable[[bool, str], None],
        private: str = "",
    ) -> None:
        if self.is_at_work:
            raise RuntimeError("another command is at work")
        self.started.append(list(arguments))
        self.private = private
        self.is_at_work, self.heard, self._on_end = True, heard, ended

    def ended(self, is_done: bool, sentence: str) -> None:
        """End the command that is running, with this result."""
        self.is_at_work = False
        self._on_end(is_done, sentence)

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.is_closed = True


if TYPE_CHECKING:
    # The type checker proves here that each stand-in has the shape of its protocol.
    from rlscompanion.bedtime import ports

    _clock: ports.Clock = FakeClock()
    _engine: ports.SoundEngine = RecordingEngine()
    _voice: ports.Voice = FakeVoice()
    _keep_awake: ports.KeepAwake = FakeKeepAwake()
    _own_routines: ports.OwnRoutines = FakeOwnRoutines()
    _media_session: ports.MediaSession = FakeMediaSession()
    _desktop_motion: ports.DesktopMotion = FakeDesktopMotion()
    _scanner: ports.TrackScanner = FakeScanner()
    _player: type[ports.TrackPlayer] = FakePlayer
    _command_work: CommandWork = FakeCommandWork()
    _reports: ReportWriter = FakeReports()
    _report_work: ReportWork = FakeReportWork()
