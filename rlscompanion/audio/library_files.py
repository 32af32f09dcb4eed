"""Reads the tags of the person's own audio files, and searches folders for such files."""

import os
import queue
import re
import stat
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import uuid4

from rlscompanion.domain.playlist import AUDIO_FILE_ENDINGS, Track
from rlscompanion.domain.refusal import Refusal

BATCH_TRACKS = 200
"""The most tracks handed to `on_found` at a time."""

BATCH_SECONDS = 0.25
"""The most seconds that a found track waits to be handed over together with others."""

MAX_TAG_READING_SECONDS = 15.0
"""The most seconds that reading the tags of a file may take; after that the file is refused."""

OnFound = Callable[[Sequence[Track], Sequence[str]], None]


@dataclass(frozen=True)
class TrackFacts:
    """The title, artist and length (seconds) of an audio file.

    A missing title or artist is empty; an unknown length is None.
    """

    title: str
    artist: str
    seconds: float | None


def read_facts(path: str) -> TrackFacts:
    """Read title, artist and length of an audio file; the file name replaces a missing title.

    Raises Refusal if the file cannot be played. The first call imports PyAV.
    """
    from rlscompanion.audio.library import read_track_facts

    facts = read_track_facts(path)
    return replace(
        facts,
        title=_printable_name(facts.title) or _title_from_path(path),
        artist=_printable_name(facts.artist),
    )


def track_from_file(path: str) -> Track:
    """Make a playlist track of an audio file; if the file cannot be played, the track is unavailable."""
    try:
        facts = read_facts(path)
    except Refusal as refusal:
        return Track(uuid4(), path, _title_from_path(path), unavailable=str(refusal))
    return Track(uuid4(), path, facts.title, facts.artist, facts.seconds)


def natural_sort_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A key for sorting names: "2" comes before "10", and case is ignored."""
    parts = re.findall(r"([0-9]+)|([^0-9]+)", name.casefold())
    return [(0, int(digits), "") if digits else (1, 0, text) for digits, text in parts], name


def find_audio_files(path: str, on_unreadable: Callable[[str], None]) -> Iterator[str]:
    """Yield the paths of the audio files in a folder, then those in its subfolders.

    The files of each folder, and the subfolders, are in the order of `natural_sort_key`. Hidden files are
    skipped, and links to folders are not followed. Raises Refusal if the folder cannot be read. For each
    unreadable subfolder, `on_unreadable` is called with a sentence.
    """
    files, folders = _files_and_folders(path)
    yield from files
    for folder in folders:
        try:
            yield from find_audio_files(folder, on_unreadable)
        except Refusal as refusal:
            on_unreadable(str(refusal))


class FileScanner:
    """Searches files and folders for audio tracks in a thread, one request after another.

    `start` runs a given function in a thread. Tests may pass another `start`, and run the function
    themselves.
    """

    def __init__(
        self,
        start: Callable[[Callable[[], None]], object] | None = None,
        read_track: Callable[[str], Track] = track_from_file,
        patience: float = MAX_TAG_READING_SECONDS,
    ) -> None:
        self._reader = _FileReader(read_track, patience)
        self._start = start or _start_thread
        self._requests: deque[tuple[Sequence[str], OnFound, Callable[[], None]]] = deque()
        self._lock = threading.Lock()
        self._is_running = False
        self._is_closed = False

    def scan(self, paths: Sequence[str], on_found: OnFound, on_end: Callable[[], None]) -> None:
        """Search files and folders for audio tracks; returns at once.

        `on_found` gets groups of tracks, and sentences about files that cannot be used; `on_end` is called at
        the end. The searching thread calls `on_found` and `on_end`.
        """
        with self._lock:
            self._requests.append((paths, on_found, on_end))
            if self._is_running or self._is_closed:
                return
            self._is_running = True
        self._start(self._run)

    def close(self) -> None:
        """Stop searching after the file that is being read; then `on_found` and `on_end` are not called."""
        self._is_closed = True
        self._reader.close()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._requests or self._is_closed:
                    self._is_running = False
                    self._reader.close()
                    return
                paths, on_found, on_end = self._requests.popleft()
            self._scan(paths, _Batch(on_found))
            if not self._is_closed:
                on_end()

    def _scan(self, paths: Sequence[str], batch: "_Batch") -> None:
        for path in paths:
            for file in self._files(path, batch):
                if self._is_closed:
                    return
                with _refusals_as_sentences(batch):
                    batch.add(self._reader.track(file))
        batch.hand_over()

    def _files(self, path: str, batch: "_Batch") -> Iterator[str]:
        if not os.path.isdir(path):
            with _refusals_as_sentences(batch):
                _refuse_unusable(path)
                yield path
            return
        found = 0
        with _refusals_as_sentences(batch):
            for file in find_audio_files(path, batch.add_sentence):
                with _refusals_as_sentences(batch):
                    found += 1
                    _refuse_unusable(file)
                    yield file
            if not found:
                raise Refusal(
                    f"There are no audio files in the folder {_printable_name(os.path.basename(path))}."
                )


class _FileReader:
    """Reads audio files in a thread; if a file does not respond, that thread is abandoned."""

    def __init__(self, read_track: Callable[[str], Track], patience: float) -> None:
        self._read_track, self._patience = read_track, patience
        self._paths: queue.SimpleQueue[str | None] | None = None
        self._answers: queue.SimpleQueue[Track | Exception] = queue.SimpleQueue()

    def track(self, path: str) -> Track:
        """Read an audio file, and return a track of it. Raises Refusal if reading takes too long."""
        if self._paths is None:
            self._paths, self._answers = queue.SimpleQueue(), queue.SimpleQueue()
            _start_thread(partial(_read_files, self._read_track, self._paths, self._answers))
        self._paths.put(path)
        try:
            answer = self._answers.get(timeout=self._patience)
        except queue.Empty:
            self.close()
            name = _printable_name(os.path.basename(path))
            raise Refusal(f"{name} did not respond and was not added. Try again later.") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """Ask the thread that reads files to end."""
        if self._paths is not None:
            self._paths.put(None)
            self._paths = None


def _read_files(
    read_track: Callable[[str], Track],
    paths_to_read: "queue.SimpleQueue[str | None]",
    answers: "queue.SimpleQueue[Track | Exception]",
) -> None:
    """Read one file after another, until the queue of paths gives None."""
    while (path := paths_to_read.get()) is not None:
        try:
            answers.put(read_track(path))
        except Exception as error:
            answers.put(error)


class _Batch:
    """Collects tracks, and sentences about unusable files, and hands them to `on_found` in groups."""

    def __init__(self, on_found: OnFound) -> None:
        self._on_found = on_found
        self._tracks: list[Track] = []
        self._sentences: list[str] = []
        self._since = 0.0

    def add(self, track: Track) -> None:
        """Collect a track; hand the group to `on_found` if the group is full or BATCH_SECONDS old."""
        self._tracks.append(track)
        now = time.monotonic()
        if len(self._tracks) >= BATCH_TRACKS or now - self._since >= BATCH_SECONDS:
            self.hand_over()

    def add_sentence(self, sentence: str) -> None:
        """Collect a sentence about a file or folder that cannot be used."""
        self._sentences.append(sentence)

    def hand_over(self) -> None:
        """Hand all collected tracks and sentences to `on_found`."""
        if self._tracks or self._sentences:
            self._on_found(tuple(self._tracks), tuple(self._sentences))
        self._tracks, self._sentences, self._since = [], [], time.monotonic()


@contextmanager
def _refusals_as_sentences(batch: _Batch) -> Iterator[None]:
    """Add a Refusal to the batch instead of raising it."""
    try:
        yield
    except Refusal as refusal:
        batch.add_sentence(str(refusal))


def _files_and_folders(path: str) -> tuple[list[str], list[str]]:
    """The paths of the audio files and of the folders in a folder, each in natural order."""
    files, folders = [], []
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif os.path.splitext(entry.name)[1].lower() in AUDIO_FILE_ENDINGS:
                    files.append(entry.name)
    except OSError as error:
        name = _printable_name(os.path.basename(path) or path)
        raise Refusal(
            f"The folder {name} cannot be read. Check its permissions, then add it again."
        ) from error
    return (
        [os.path.join(path, name) for name in sorted(files, key=natural_sort_key)],
        [os.path.join(path, name) for name in sorted(folders, key=natural_sort_key)],
    )


def _refuse_unusable(path: str) -> None:
    """Raise Refusal for a name that cannot be stored as text, and for a file that may block for ever."""
    name = _printable_name(os.path.basename(path))
    try:
        path.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Refusal(
            f"The name of {name} is not readable text. Rename the file, then add it again."
        ) from error
    with suppress(OSError):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise Refusal(f"{name} is not a regular file, so it was not added.")


def _printable_name(name: str) -> str:
    """A name on one line, with unreadable characters replaced."""
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())


def _title_from_path(path: str) -> str:
    return _printable_name(Path(path).stem)


def _start_thread(run: Callable[[], None]) -> None:
    threading.Thread(target=run, name="looking for audio", daemon=True).start()
