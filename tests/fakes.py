"""Stand-ins for everything a bedtime needs from outside, as the protocols of `bedtime.ports` ask for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports import MediaCommand, MediaState, OwnBook, OwnSource, TrackListener
from rlscompanion.bedtime.ports.files import ReportWish, ReportWritten
from rlscompanion.domain.factor import Factor
from rlscompanion.domain.fault import Fault
from rlscompanion.domain.medicine import IrlsTotal, LabResult, Medicine
from rlscompanion.domain.moment import Moment, in_zone, moment_of
from rlscompanion.domain.night import Night
from rlscompanion.domain.night_summary import NightSummary
from rlscompanion.domain.playlist import Playlist, Track, TrackPosition
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Routine, RoutineKind, Step
from rlscompanion.domain.safe_routine import BREATHING
from rlscompanion.domain.safety import Screening
from rlscompanion.domain.session import Outcome
from rlscompanion.domain.session_record import RatedSession, SessionRecord
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix, Preset
from rlscompanion.domain.trial import Trial

DISK_FULL = "The disk is full. Free some space, then try again."
UNREADABLE = "The sleep log cannot be read. Look at the disk, then try again."


def local(text: str, zone: str = "Europe/Berlin", fold: int = 0) -> Moment:
    """The moment at which a clock in the zone shows a text such as "2026-11-21 23:40"."""
    return moment_of(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold))


class FakeClock:
    """Clocks that stand still until they are told.

    `advance` moves all of them together; `suspend` is what a closed lid does: the wall clock goes on alone.
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

    def seconds(self) -> float:
        return self._bedtime

    def real_seconds(self) -> float:
        return self._real

    def now(self) -> Moment:
        return in_zone(int(self._utc), ZoneInfo(self._zone))

    def zone(self) -> str:
        return self._zone

    def suspended_seconds(self) -> float:
        return self._suspended

    def advance(self, seconds: float) -> None:
        """Let bedtime seconds pass; real time takes `speed` times fewer."""
        assert seconds >= 0, "time does not go back; `set_wall` sets the wall clock"
        real = seconds / self.speed
        self._bedtime += seconds
        self._real += real
        self._utc += real

    def advance_wall_to(self, wall: str) -> None:
        """Let the time pass until the local clock shows this, in bedtime and real seconds as well."""
        self.advance((local(wall, self._zone).utc - self._utc) * self.speed)

    def suspend(self, seconds: float) -> None:
        """Let the machine sleep for real seconds."""
        self._suspended += seconds
        self._utc += seconds

    def set_wall(self, wall: str) -> None:
        """Set the wall clock alone, as a person or a time server does."""
        self._utc = float(local(wall, self._zone).utc)

    def travel(self, zone: str) -> None:
        """Move to another time zone."""
        self._zone = zone


def summary_of(night: Night) -> NightSummary:
    """What a list shows of a night."""
    sleep = night.main_sleep
    return NightSummary(
        str(night.id),
        night.evening.isoformat(),
        night.quality,
        night.worst_urge,
        night.saved_at.utc if night.saved_at else None,
        int(sleep.slept) if sleep else None,
        sleep.tried_to_sleep.utc if sleep and sleep.tried_to_sleep else None,
        sleep.minutes_to_fall_asleep if sleep else None,
        sleep.times_awake if sleep else None,
        sleep.minutes_awake if sleep else None,
        sleep.woke_up.utc if sleep and sleep.woke_up else None,
        sleep.minutes_trying_again if sleep else None,
    )


@dataclass
class FakeSleepLog:
    """Nights in memory. While `refusal` is a text, nothing can be written."""

    kept: dict[UUID, Night] = field(default_factory=dict)
    refusal: str | None = None
    saves: int = 0

    def nights(self, at_least: int | None = None, before: date | None = None) -> Sequence[Night]:
        earlier = (night for night in self.kept.values() if before is None or night.evening < before)
        found = sorted(earlier, key=lambda night: night.evening, reverse=True)
        last = date.min if at_least is None or at_least > len(found) else found[at_least - 1].evening
        return [night for night in found if night.evening >= last]

    def summaries(self, at_least: int | None = None, before: date | None = None) -> Sequence[NightSummary]:
        return [summary_of(night) for night in self.nights(at_least, before)]

    def nights_between(self, first: date, last: date) -> Sequence[Night]:
        return [night for night in self.nights() if first <= night.evening <= last]

    def remove(self, night_id: UUID) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        self.kept.pop(night_id, None)

    def night(self, night_id: UUID) -> Night | None:
        return self.kept.get(night_id)

    def night_of(self, evening: date) -> Night | None:
        return next((night for night in self.kept.values() if night.evening == evening), None)

    def open_night(self) -> Night | None:
        return next((night for night in self.nights() if night.saved_at is None), None)

    def save(self, night: Night) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        self.kept[night.id] = night
        self.saves += 1


@dataclass
class FakeHealth:
    """What is kept beside the nights, in memory. While `refusal` is a text, it cannot be had or changed."""

    factors: dict[str, Factor] = field(default_factory=dict)
    kept_medicines: dict[UUID, Medicine] = field(default_factory=dict)
    labs: dict[UUID, LabResult] = field(default_factory=dict)
    totals: dict[UUID, IrlsTotal] = field(default_factory=dict)
    refusal: str | None = None

    def own_factors(self) -> Sequence[Factor]:
        self._refuse_if_told()
        return sorted(self.factors.values(), key=lambda factor: factor.title)

    def save_factor(self, factor: Factor) -> None:
        self._refuse_if_told()
        UUID(factor.key)
        self.factors[factor.key] = factor

    def medicines(self) -> Sequence[Medicine]:
        self._refuse_if_told()
        return sorted(self.kept_medicines.values(), key=lambda medicine: medicine.name)

    def save_medicine(self, medicine: Medicine) -> None:
        self._refuse_if_told()
        self.kept_medicines[medicine.id] = medicine

    def lab_results(self) -> Sequence[LabResult]:
        return sorted(self.labs.values(), key=lambda each: each.on, reverse=True)

    def save_lab_result(self, result: LabResult) -> None:
        self._refuse_if_told()
        self.labs[result.id] = result

    def remove_lab_result(self, result_id: UUID) -> None:
        self._refuse_if_told()
        self.labs.pop(result_id, None)

    def irls_totals(self) -> Sequence[IrlsTotal]:
        return sorted(self.totals.values(), key=lambda each: each.on, reverse=True)

    def save_irls_total(self, total: IrlsTotal) -> None:
        self._refuse_if_told()
        self.totals[total.id] = total

    def remove_irls_total(self, total_id: UUID) -> None:
        self._refuse_if_told()
        self.totals.pop(total_id, None)

    def _refuse_if_told(self) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)


@dataclass
class FakeReports:
    """Writes nothing, and keeps what was wished for. While `refusal` is a text, it cannot be written."""

    wishes: list[tuple[ReportWish, str]] = field(default_factory=list)
    refusal: str | None = None

    def write(self, wish: ReportWish, path: str) -> ReportWritten:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        self.wishes.append((wish, path))
        return ReportWritten(nights=12, pages=2)


@dataclass
class FakeTrials:
    """Trials in memory. While `refusal` is a text, nothing can be written; while `is_unreadable`, read."""

    kept: dict[UUID, Trial] = field(default_factory=dict)
    refusal: str | None = None
    is_unreadable: bool = False

    def all(self) -> Sequence[Trial]:
        if self.is_unreadable:
            raise Refusal(UNREADABLE)
        return sorted(self.kept.values(), key=lambda trial: trial.first_evening, reverse=True)

    def save(self, trial: Trial) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        self.kept[trial.id] = trial


@dataclass
class FakeSessionLog:
    """Sessions and ratings in memory. While `refusal` is a text, nothing can be written.

    While `is_unreadable`, ratings cannot be read.
    """

    kept: dict[UUID, SessionRecord] = field(default_factory=dict)
    rated: dict[tuple[UUID, RatingTime], tuple[Moment, Ratings]] = field(default_factory=dict)
    refusal: str | None = None
    is_unreadable: bool = False

    def save(self, record: SessionRecord) -> None:
        self._refuse_if_told()
        self.kept[record.id] = record

    def latest(self) -> SessionRecord | None:
        return max(self.kept.values(), key=lambda record: record.started_at, default=None)

    def rate(self, session_id: UUID, when: RatingTime, at: Moment, ratings: Ratings) -> None:
        self._refuse_if_told()
        self.rated[session_id, when] = (at, ratings)

    def ratings(self, session_id: UUID, when: RatingTime) -> Ratings:
        if self.is_unreadable:
            raise Refusal(UNREADABLE)
        return self.rated[session_id, when][1] if (session_id, when) in self.rated else Ratings()

    def done(self, kind: RoutineKind) -> Sequence[Moment]:
        return sorted(
            record.started_at
            for record in self.kept.values()
            if record.kind is kind
            and record.routine_key != BREATHING
            and any(each.outcome is Outcome.DONE for each in record.segments)
        )

    def rated_both_times(self, kind: RoutineKind, limit: int | None) -> Sequence[RatedSession]:
        latest = sorted(self.kept.values(), key=lambda record: record.started_at, reverse=True)
        found = [
            RatedSession(
                self.ratings(record.id, RatingTime.BEFORE),
                self.ratings(record.id, RatingTime.AFTER),
                routine=record.routine_title,
                started_at=record.started_at,
            )
            for record in latest
            if record.kind is kind and all((record.id, when) in self.rated for when in RatingTime)
        ]
        return found[:limit]

    def adopt(self, night_id: UUID, since: Moment, until: Moment) -> None:
        self._refuse_if_told()
        for record in list(self.kept.values()):
            if record.night_id is None and since <= record.started_at < until:
                self.kept[record.id] = replace(record, night_id=night_id)

    def _refuse_if_told(self) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)


@dataclass
class FakeScreenings:
    """Answers to the health questions in memory. While `refusal` is a text, nothing can be written."""

    kept: list[Screening] = field(default_factory=list)
    refusal: str | None = None

    def standing(self) -> Screening | None:
        return next((each for each in reversed(self.kept) if each.evening is None), None)

    def of_latest_night(self) -> Screening | None:
        return next((each for each in reversed(self.kept) if each.evening is not None), None)

    def save(self, screening: Screening) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        ids = [each.id for each in self.kept]
        if screening.id in ids:
            self.kept[ids.index(screening.id)] = screening
        else:
            self.kept.append(screening)


def clear_screenings() -> FakeScreenings:
    """Health questions that were answered lately, with nothing ticked."""
    return FakeScreenings([Screening(UUID(int=1), local("2026-11-20 21:00"))])


@dataclass
class FakePreferences:
    """Choices in memory."""

    kept: dict[str, str] = field(default_factory=dict)

    def get(self, key: str, default: str) -> str:
        return self.kept.get(key, default)

    def set(self, key: str, value: str) -> None:
        self.kept[key] = value


@dataclass
class RecordingEngine:
    """A sound engine that writes down what it is told, as tuples of the method's name and its arguments."""

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

    def play_own(self, source: OwnSource | None, level: float, ramp_seconds: float) -> None:
        self.calls.append(("play_own", source, level, ramp_seconds))

    def devices(self) -> Sequence[str]:
        return self.devices_there

    def choose_device(self, name: str | None) -> None:
        self.calls.append(("choose_device", name))

    def set_calm(self, calm: bool) -> None:
        self.calls.append(("set_calm", calm))

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        self.listeners.append(listener)

    def close(self) -> None:
        self.is_closed = True

    def named(self, *names: str) -> list[tuple[object, ...]]:
        """The calls of these methods, oldest first."""
        return [call for call in self.calls if call[0] in names]

    @property
    def last_fade(self) -> Fade | None:
        """The fade it was told to follow last."""
        fade = self.named("fade")[-1][1]
        assert fade is None or isinstance(fade, Fade)
        return fade

    def tell_device(self, is_there: bool) -> None:
        """Tell the listeners that a device came or went."""
        for listener in self.listeners:
            listener(is_there)


@dataclass
class FakeVoice:
    """A voice that writes down what it is told; `unknown` are phrases it cannot say, "" standing for all."""

    told: list[object] = field(default_factory=list)
    prepared: Sequence[str] = ()
    unknown: set[str] = field(default_factory=set)
    is_closed: bool = False

    def can_say(self, phrase: str) -> bool:
        return not {phrase, ""} & self.unknown

    def prepare(self, phrases: Sequence[str]) -> None:
        self.prepared = tuple(phrases)

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        self.told.append((*line, "softly") if softly else tuple(line))

    def hush(self) -> None:
        self.told.append("hush")

    def close(self) -> None:
        self.is_closed = True

    def taken(self) -> list[object]:
        """What it was told since the last time this was asked."""
        told, self.told = self.told, []
        return told


@dataclass
class FakeKeepAwake:
    """What is held off: "display", "system" or nothing."""

    held: str | None = None
    calls: list[str] = field(default_factory=list)

    def hold_display(self) -> None:
        self._hold("display")

    def hold_system(self) -> None:
        self._hold("system")

    def release(self) -> None:
        self._hold(None)

    def _hold(self, what: str | None) -> None:
        self.held = what
        self.calls.append(what or "release")


@dataclass
class FakePresets:
    """Presets in memory. While `refusal` is a text, nothing can be written."""

    kept: Sequence[Preset] = ()
    refusal: str | None = None

    def all(self) -> Sequence[Preset]:
        return self.kept

    def save_all(self, presets: Sequence[Preset]) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        self.kept = tuple(presets)


@dataclass
class FakeOwnRoutines:
    """Own routines in memory, and files to import by their paths. While `refusal` is a text, nothing can be
    written."""

    kept: dict[str, Routine] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    steps: Sequence[Step] = ()
    refusal: str | None = None
    files: dict[str, Routine] = field(default_factory=dict)
    saves: int = 0

    def load(self) -> OwnBook:
        return OwnBook(tuple(self.kept.values()), self.faults, self.steps)

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
    """The machine's media keys: what it was told, and what it asks for."""

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


@dataclass
class FakeDesktopMotion:
    """A desktop that asks for less motion, or for nothing, when it is told to."""

    on_wish: Callable[[bool], None] | None = None
    is_closed: bool = False

    def start(self, on_wish: Callable[[bool], None]) -> None:
        self.on_wish = on_wish

    def close(self) -> None:
        self.is_closed = True

    def wish(self, less: bool) -> None:
        """Answer, or change its mind."""
        assert self.on_wish is not None, "nobody asked"
        self.on_wish(less)


@dataclass
class FakePlaylists:
    """The list of own audio in memory. While `refusal` is a text, nothing can be written."""

    kept: Playlist = field(default_factory=Playlist)
    refusal: str | None = None

    def load(self) -> Playlist:
        return self.kept

    def save(self, playlist: Playlist) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)
        self.kept = playlist


@dataclass
class FakeScanner:
    """Keeps what it is to look through, until `find` says what was found and `end` that it was all."""

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
    """A player of own audio that writes down what it is told, and stands where `at` says."""

    playlist: Playlist
    listener: TrackListener
    at: TrackPosition | None = None
    went: list[tuple[UUID, float]] = field(default_factory=list)
    has_ended: bool = False
    is_closed: bool = False

    def render(self, out: Any) -> None:
        out.fill(0.0)

    def position(self) -> TrackPosition | None:
        return self.at

    def follow(self, playlist: Playlist) -> None:
        self.playlist = playlist

    def go_to(self, track_id: UUID, seconds: float) -> None:
        self.went.append((track_id, seconds))
        self.at = TrackPosition(track_id, seconds)

    def close(self) -> None:
        self.is_closed = True


if TYPE_CHECKING:
    # The type checker proves here that each stand-in has the shape of its protocol.
    from rlscompanion.bedtime import ports

    _clock: ports.Clock = FakeClock()
    _sleep_log: ports.SleepLog = FakeSleepLog()
    _session_log: ports.SessionLog = FakeSessionLog()
    _screenings: ports.Screenings = FakeScreenings()
    _preferences: ports.Preferences = FakePreferences()
    _engine: ports.SoundEngine = RecordingEngine()
    _voice: ports.Voice = FakeVoice()
    _keep_awake: ports.KeepAwake = FakeKeepAwake()
    _presets: ports.Presets = FakePresets()
    _own_routines: ports.OwnRoutines = FakeOwnRoutines()
    _media_session: ports.MediaSession = FakeMediaSession()
    _desktop_motion: ports.DesktopMotion = FakeDesktopMotion()
    _playlists: ports.Playlists = FakePlaylists()
    _scanner: ports.TrackScanner = FakeScanner()
    _player: type[ports.TrackPlayer] = FakePlayer


@dataclass
class FakeCommandWork:
    """Commands that are carried out when a test says so."""

    started: list[list[str]] = field(default_factory=list)
    heard: Callable[[str], None] = print
    ended: Callable[[bool, str], None] = print
    is_closed: bool = False
    stops: int = 0

    def start(
        self, arguments: Sequence[str], heard: Callable[[str], None], ended: Callable[[bool, str], None]
    ) -> None:
        self.started.append(list(arguments))
        self.heard, self.ended = heard, ended

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.is_closed = True
