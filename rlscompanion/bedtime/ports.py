"""What a bedtime needs from outside, as protocols: clocks, storage, sound, the machine around the app."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from rlscompanion.domain.factor import Factor
from rlscompanion.domain.fault import Fault
from rlscompanion.domain.medicine import IrlsTotal, LabResult, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.night_summary import NightSummary
from rlscompanion.domain.playlist import Playlist, Track, TrackPosition
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.relief import RatedSession
from rlscompanion.domain.routine import Routine, RoutineKind, Step
from rlscompanion.domain.safety import Screening
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix, Preset
from rlscompanion.domain.trial import Trial


class Clock(Protocol):
    """The clocks of one bedtime.

    Bedtime seconds run `speed` times as fast as real ones; the wall clock is never scaled.
    """

    speed: float

    def seconds(self) -> float:
        """Monotonic bedtime seconds; they stand still while the machine is suspended where it can tell."""
        ...

    def real_seconds(self) -> float:
        """Monotonic real seconds, as of `time.monotonic`."""
        ...

    def now(self) -> Moment:
        """The present moment on the local wall clock."""
        ...

    def zone(self) -> str:
        """The IANA name of the local time zone."""
        ...

    def suspended_seconds(self) -> float:
        """Real seconds that the machine has spent suspended since some fixed point."""
        ...


class SleepLog(Protocol):
    """Where nights are kept. What `save` has returned from is on disk."""

    def nights(self, limit: int | None = None, offset: int = 0) -> Sequence[Night]:
        """Nights with all they hold, the latest evening first, from the one at `offset` on."""
        ...

    def night(self, night_id: UUID) -> Night | None:
        """The night with this id."""
        ...

    def night_of(self, evening: date) -> Night | None:
        """The night of this evening."""
        ...

    def open_night(self) -> Night | None:
        """The latest night whose diary is not saved yet."""
        ...

    def summaries(self, limit: int | None = None, offset: int = 0) -> Sequence[NightSummary]:
        """What a list shows of the nights, in the order of `nights`."""
        ...

    def nights_between(self, first: date, last: date) -> Sequence[Night]:
        """The nights of these evenings and those between them, the latest first."""
        ...

    def save(self, night: Night) -> None:
        """Write a night whole, new or changed."""
        ...

    def remove(self, night_id: UUID) -> None:
        """Delete a night and all it holds; its sessions stay, in no night."""
        ...


class HealthRecord(Protocol):
    """What is kept beside the nights: own factors, medicines, results from elsewhere. Reads are whole lists;
    what the others have returned from is on disk."""

    def own_factors(self) -> Sequence[Factor]:
        """The person's own factors, by title."""
        ...

    def save_factor(self, factor: Factor) -> None:
        """Write an own factor, new or changed. Raises ValueError for one of the fixed set."""
        ...

    def medicines(self) -> Sequence[Medicine]:
        """Every medicine, those off the list among them, by name."""
        ...

    def save_medicine(self, medicine: Medicine) -> None:
        """Write a medicine, new or changed."""
        ...

    def lab_results(self) -> Sequence[LabResult]:
        """Every lab result, the latest first."""
        ...

    def save_lab_result(self, result: LabResult) -> None:
        """Write a lab result, new or changed."""
        ...

    def remove_lab_result(self, result_id: UUID) -> None:
        """Delete a lab result."""
        ...

    def irls_totals(self) -> Sequence[IrlsTotal]:
        """Every IRLS total scored elsewhere, the latest first."""
        ...

    def save_irls_total(self, total: IrlsTotal) -> None:
        """Write an IRLS total, new or changed."""
        ...

    def remove_irls_total(self, total_id: UUID) -> None:
        """Delete an IRLS total."""
        ...


@dataclass(frozen=True)
class ReportWish:
    """What a clinician's report is to cover: the evenings from `first` to `last`, on "A4" or "Letter".

    `noted` are the nights whose notes are printed, None for those of every night. Name and birth date are
    printed as they stand, and kept nowhere.
    """

    first: date
    last: date
    name: str = ""
    born: str = ""
    paper: str = "A4"
    noted: frozenset[UUID] | None = frozenset()


@dataclass(frozen=True)
class ReportWritten:
    """A report that stands whole on disk: its nights and its pages."""

    nights: int
    pages: int


class ReportWriter(Protocol):
    """What writes a clinician's report."""

    def write(self, wish: ReportWish, path: str) -> ReportWritten:
        """Write it, in place of a file that is there. Raises Refusal, with that file as it was."""
        ...


class Trials(Protocol):
    """Where trials are kept. What `save` has returned from is on disk."""

    def all(self) -> Sequence[Trial]:
        """Every trial, the one begun last first."""
        ...

    def save(self, trial: Trial) -> None:
        """Write a trial, new or changed."""
        ...


class SessionLog(Protocol):
    """Where sessions and their ratings are kept. What these methods have returned from is on disk."""

    def save(self, record: SessionRecord) -> None:
        """Write a session whole, new or changed; a night it was given to stays unless another is named."""
        ...

    def latest(self) -> SessionRecord | None:
        """The session that was started last."""
        ...

    def rate(self, session_id: UUID, when: RatingTime, at: Moment, ratings: Ratings) -> None:
        """Write the ratings given before or after a session, replacing earlier ones of that time."""
        ...

    def ratings(self, session_id: UUID, when: RatingTime) -> Ratings:
        """The ratings given before or after a session; blank where none were."""
        ...

    def done(self, kind: RoutineKind) -> Sequence[Moment]:
        """When each session of this kind was started of which a segment was done, the earliest first.

        Breathing alone is none of them.
        """
        ...

    def rated_both_times(self, kind: RoutineKind, limit: int | None) -> Sequence[RatedSession]:
        """The latest sessions of this kind that were rated both before and after, the latest first; all of
        them without a limit. Breathing alone is none of them."""
        ...

    def adopt(self, night_id: UUID, since: Moment, until: Moment) -> None:
        """Give the sessions started in this span, and in no night yet, to a night."""
        ...


class Screenings(Protocol):
    """Where answers to the health questions are kept. What `save` has returned from is on disk."""

    def standing(self) -> Screening | None:
        """The latest answers that stand until changed."""
        ...

    def of_latest_night(self) -> Screening | None:
        """The latest answers for one night alone, whichever night that was."""
        ...

    def save(self, screening: Screening) -> None:
        """Write a screening, new or changed; earlier ones are kept."""
        ...


class Preferences(Protocol):
    """Choices that are remembered, as short texts by key."""

    def get(self, key: str, default: str) -> str:
        """The remembered choice, or the default."""
        ...

    def set(self, key: str, value: str) -> None:
        """Remember a choice."""
        ...


class OwnSource(Protocol):
    """Own audio as the mixer sees it."""

    def render(self, out: Any) -> None:
        """Fill `out`, float32 of shape (2, frames) at 48 kHz; zeros where there is nothing."""
        ...


@dataclass(frozen=True)
class MediaState:
    """What the outside is told of what sounds."""

    title: str
    artist: str = ""
    is_playing: bool = False
    level: float = 1.0
    can_go_next: bool = False
    seconds: float | None = None


class MediaCommand(StrEnum):
    """What the outside may ask for."""

    PLAY = "play"
    PAUSE = "pause"
    PLAY_PAUSE = "play_pause"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"


class MediaSession(Protocol):
    """The machine's media keys and its list of what plays. Where there is none, nothing happens."""

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Begin to listen; the listeners are called from any thread."""
        ...

    def show(self, state: MediaState) -> None:
        """Tell the outside what sounds; returns at once."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class DesktopMotion(Protocol):
    """Whether the desktop asks for less motion. Where it does not say, nothing happens."""

    def start(self, on_wish: Callable[[bool], None]) -> None:
        """Ask, and go on listening; the listener is called from any thread, at once or later."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class Presets(Protocol):
    """Where presets are kept, in the order the person gave them."""

    def all(self) -> Sequence[Preset]:
        """Every preset, in order."""
        ...

    def save_all(self, presets: Sequence[Preset]) -> None:
        """Write the whole list in this order; presets no longer in it are gone."""
        ...


@dataclass(frozen=True)
class OwnBook:
    """A person's own routines, the steps of their own, and the faults of the files that cannot be used."""

    routines: Sequence[Routine] = ()
    faults: Sequence[Fault] = ()
    steps: Sequence[Step] = ()


class OwnRoutines(Protocol):
    """Where a person's own routines are kept, a file each. What cannot be done is raised as a Refusal, and
    then all files are as they were."""

    def load(self) -> OwnBook:
        """All of them as they now stand."""
        ...

    def save(self, routine: Routine) -> Routine:
        """Write a routine whole and return it with its key; with a blank one it gets a file of its own."""
        ...

    def remove(self, key: str) -> None:
        """Remove the routine with this key."""
        ...

    def import_file(self, path: str) -> Routine:
        """The routine in a file, with a blank key and not kept yet. A fault in it is told in the Refusal."""
        ...

    def export_file(self, routine: Routine, path: str) -> None:
        """Write a routine to a file anywhere, in place of one that is there."""
        ...


class Playlists(Protocol):
    """Where the list of own audio is kept."""

    def load(self) -> Playlist:
        """The list, empty at first."""
        ...

    def save(self, playlist: Playlist) -> None:
        """Write the list whole."""
        ...


class SoundEngine(Protocol):
    """The one way out for sound. Methods return at once; seconds are real ones. It keeps trying while no
    device is there and goes on as if one were."""

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Bring this mix up, or cross over to it if another sounds."""
        ...

    def pause(self, ramp_seconds: float) -> None:
        """Fade to silence; the device is let go afterwards."""
        ...

    def set_level(self, level: float) -> None:
        """Set the master level, 0 to 1, without a jump."""
        ...

    def fade(self, fade: Fade | None) -> None:
        """Follow this fade (real monotonic seconds, `time.monotonic`), or none; never with a jump."""
        ...

    def chime(self) -> None:
        """Sound the soft step chime, also when no mix plays."""
        ...

    def speak(self, samples: Any) -> None:
        """Say a line, float32 of shape (1, frames) at 48 kHz, over the mix, which ducks meanwhile.

        What is being said is never cut by it; of lines that wait, the latest is kept.
        """
        ...

    def hush(self, seconds: float) -> None:
        """Fade out the line that is being said, and forget one that waits."""
        ...

    def play_own(self, source: OwnSource | None, level: float, ramp_seconds: float) -> None:
        """Bring up own audio beside the mix at a level (0 to 1), cross over to another, or with None end it.

        It sounds while `play` does, ducks, fades and pauses with the mix; while paused it is not rendered.
        """
        ...

    def devices(self) -> Sequence[str]:
        """The names of the output devices there are now."""
        ...

    def choose_device(self, name: str | None) -> None:
        """Play on this device whenever it is there, else and with None on the system's default."""
        ...

    def set_calm(self, calm: bool) -> None:
        """Use long buffers (lights out) or short ones (a lit page)."""
        ...

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        """Call the listener, from any thread, with whether a device is there, whenever that changes."""
        ...

    def close(self) -> None:
        """Let go of the device and end the engine's threads."""
        ...


class Voice(Protocol):
    """What speaks the lines of the guide. Methods return at once."""

    def can_say(self, phrase: str) -> bool:
        """Whether this phrase can be said."""
        ...

    def prepare(self, phrases: Sequence[str]) -> None:
        """Have these phrases at hand, and no others."""
        ...

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Say phrases in order, with a short pause between them, once what is being said is over."""
        ...

    def hush(self) -> None:
        """Be silent soon, without a click."""
        ...

    def close(self) -> None:
        """Be silent for good."""
        ...


class KeepAwake(Protocol):
    """Holding off the machine's sleep. Where that cannot be had, nothing happens and nothing is said."""

    def hold_display(self) -> None:
        """Keep the display on, in place of any earlier hold."""
        ...

    def hold_system(self) -> None:
        """Hold off idle suspend and, where possible, the screen lock; the display may go off."""
        ...

    def release(self) -> None:
        """Let the machine do as it likes."""
        ...


class TrackListener(Protocol):
    """Who is told what becomes of own audio. Called from the player's worker thread; returns at once."""

    def track_started(self, track_id: UUID) -> None:
        """A track has begun to be heard."""
        ...

    def track_finished(self, track_id: UUID) -> None:
        """A track has been heard to its end."""
        ...

    def track_unavailable(self, track_id: UUID, sentence: str) -> None:
        """A track cannot be played, for the reason given, and is passed over."""
        ...

    def track_cut_short(self, track_id: UUID, sentence: str) -> None:
        """A track is damaged and ends early, for the reason given."""
        ...

    def list_ended(self) -> None:
        """Nothing is left to be heard."""
        ...


class TrackPlayer(Protocol):
    """Own audio as a source that goes through a list. Every method returns at once."""

    @property
    def has_ended(self) -> bool:
        """Whether nothing is left to be heard."""
        ...

    def render(self, out: Any) -> None:
        """Fill `out`, float32 of shape (2, frames) at 48 kHz; zeros where there is nothing."""
        ...

    def position(self) -> TrackPosition | None:
        """What is heard and where, by the frames rendered; None before anything was."""
        ...

    def follow(self, playlist: Playlist) -> None:
        """Take up a changed list; what sounds goes on unless it has gone or loops otherwise now."""
        ...

    def go_to(self, track_id: UUID, seconds: float) -> None:
        """Leave what sounds for a place in a track."""
        ...

    def close(self) -> None:
        """Let go of the files and the thread; silence from then on."""
        ...


class TrackScanner(Protocol):
    """Looks into files and folders for tracks."""

    def scan(
        self,
        paths: Sequence[str],
        on_found: Callable[[Sequence[Track], Sequence[str]], None],
        on_end: Callable[[], None],
    ) -> None:
        """Look through files and folders, beside the caller; returns at once.

        `on_found` gets tracks, batch by batch in order, and sentences about what could not be read; then
        comes `on_end`. Both are called from any thread.
        """
        ...

    def close(self) -> None:
        """Stop looking."""
        ...


Cell = int | float | str | None
"""One value of a row as the log holds it."""

Cells = tuple[Cell, ...]
"""One row of a table of the log."""


class Keep(StrEnum):
    """Which of two rows of one id stays, where a file and the log say different things."""

    MINE = "mine"
    THEIRS = "theirs"
    NEWER = "newer"


@dataclass(frozen=True)
class TablePlan:
    """What bringing a file into the log means for one table, in rows; `differing` are those in conflict."""

    table: str
    new: int
    same: int
    differing: int


class Misplaced(StrEnum):
    """Why a row that is right by itself cannot stand where it is."""

    TWICE = "twice"
    POINTS_NOWHERE = "points_nowhere"
    ID_TAKEN = "id_taken"


@dataclass(frozen=True)
class Misfit:
    """A row of a file that cannot be taken in: the place that was given for it, and the column at fault."""

    table: str
    place: int
    column: str
    why: Misplaced


class Merge(Protocol):
    """Rows of a file beside the log, before and while they become part of it."""

    def take_in(self, table: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
        """Lay rows of a table aside; each has the values of the columns and then its place in the file."""
        ...

    def misfit(self) -> Misfit | None:
        """The first row that cannot stand beside the others or the log."""
        ...

    def plan(self) -> Sequence[TablePlan]:
        """What the rows would change, table by table. There is no misfit."""
        ...

    def apply(self, keep: Keep | None) -> None:
        """Write the rows, all or none. Raises Refusal for rows in conflict if none of both is to be kept."""
        ...


class WholeLog(Protocol):
    """Every row of the log, for files in and out. Tables and columns go by their names in it."""

    def reading(self) -> AbstractContextManager[None]:
        """See one state of the log in everything read inside."""
        ...

    def rows(self, table: str, columns: Sequence[str], order: Sequence[str] = ()) -> Iterator[Cells]:
        """All rows of a table, ordered by these columns or else as they were written."""
        ...

    def count(self, table: str) -> int:
        """How many rows a table has."""
        ...

    def merging(self) -> AbstractContextManager[Merge]:
        """Bring rows in from outside; what was not applied is gone afterwards."""
        ...


class CommandWork(Protocol):
    """Commands of this program carried out beside it, one at a time, so that nothing else waits for them."""

    def start(
        self, arguments: Sequence[str], heard: Callable[[str], None], ended: Callable[[bool, str], None]
    ) -> None:
        """Begin a command; returns at once.

        `heard` gets each line that it tells of its progress; `ended` comes last, with whether it was done
        and, where it was not, one sentence that says why. Both are called in this thread.
        """
        ...

    def close(self) -> None:
        """Wait for what is being carried out, a short while, and let go of it."""
        ...
