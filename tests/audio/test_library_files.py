"""Files are known by their tags, folders are looked through in natural order, and trouble is reported."""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from rlscompanion.audio import library_files
from rlscompanion.audio.library_files import (
    BATCH_TRACKS,
    FileScanner,
    TrackFacts,
    find_audio_files,
    natural_sort_key,
    read_facts,
)
from rlscompanion.audio.synthesis import SAMPLE_RATE
from rlscompanion.domain.playlist import Track
from rlscompanion.domain.refusal import Refusal

from .own_files import CODECS, sine, write_audio
from .test_library import BAD


@pytest.mark.parametrize("kind", [kind for kind in CODECS if kind != "aac"])
def test_title_artist_and_length_are_read(tmp_path: Path, kind: str) -> None:
    path = write_audio(
        tmp_path / f"a.{kind}", sine(2 * SAMPLE_RATE), tags={"title": "Näch 🌙", "artist": "A. Reader"}
    )
    facts = read_facts(str(path))
    assert (facts.title, facts.artist) == ("Näch 🌙", "A. Reader")
    assert facts.seconds == pytest.approx(2.0, abs=0.06)


def test_the_tags_of_a_wav_are_read(tmp_path: Path) -> None:
    id3: Any = import_module("mutagen.id3")
    path = write_audio(tmp_path / "a.wav", sine(SAMPLE_RATE))
    file: Any = import_module("mutagen.wave").WAVE(path)
    file.add_tags()
    file.tags.add(id3.TIT2(text=["Rain"]))
    file.tags.add(id3.TPE1(text=["Cloud"]))
    file.save()
    assert read_facts(str(path)) == TrackFacts("Rain", "Cloud", 1.0)


def test_a_file_without_tags_goes_by_its_name(tmp_path: Path) -> None:
    facts = read_facts(str(write_audio(tmp_path / "04 - Rain ☔.wav", sine(2 * SAMPLE_RATE))))
    assert facts == TrackFacts("04 - Rain ☔", "", 2.0)


@pytest.mark.parametrize("make", BAD)
def test_what_cannot_be_played_is_refused(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "a.mp3")
    with pytest.raises(Refusal, match=r"a\.mp3 has no sound that can be played"):
        read_facts(str(tmp_path / "a.mp3"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"a\.mp3 has been moved or deleted"):
        read_facts(str(tmp_path / "a.mp3"))


def test_names_sort_as_people_sort_them() -> None:
    names = ["Track 10", "track 2", "Track 1", "10", "9", "b", "A", "²"]
    assert sorted(names, key=natural_sort_key) == ["9", "10", "A", "b", "Track 1", "track 2", "Track 10", "²"]


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_a_folder_is_looked_through_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "2.mp3", "10.FLAC", "cover.jpg", ".hidden.mp3", ".git/1.mp3", "notes.txt", "🌙/1.opus")
    touch(tmp_path, "CD 10/1.ogg", "CD 2/b.m4a", "CD 2/deep/a.wav", "empty/x.txt")
    (tmp_path / "CD 2" / "around").symlink_to(tmp_path)
    found = [os.path.relpath(path, tmp_path) for path in find_audio_files(str(tmp_path), pytest.fail)]
    assert found == ["2.mp3", "10.FLAC", "CD 2/b.m4a", "CD 2/deep/a.wav", "CD 10/1.ogg", "🌙/1.opus"]


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that may not be read, to one who, unlike root, is bound by permissions."""
    folder = tmp_path / "music" / "locked"
    folder.mkdir(parents=True)
    (folder.parent / "1.mp3").touch()
    is_root = os.geteuid() == 0
    for each in (tmp_path, *tmp_path.parents):
        if Path(tempfile.gettempdir()) in each.parents:
            each.chmod(0o755)
    folder.chmod(0)
    if is_root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o700)


def test_a_folder_that_may_not_be_read_is_refused_and_within_another_told(locked: Path) -> None:
    with pytest.raises(Refusal, match="The folder locked cannot be read"):
        list(find_audio_files(str(locked), pytest.fail))
    received: list[str] = []
    assert list(find_audio_files(str(locked.parent), received.append)) == [str(locked.parent / "1.mp3")]
    assert received == ["The folder locked cannot be read. Check its permissions, then add it again."]


class Found:
    """The results of a scanner."""

    def __init__(self) -> None:
        self.batches: list[Sequence[Track]] = []
        self.sentences: list[str] = []
        self.ends = 0

    def found(self, tracks: Sequence[Track], sentences: Sequence[str]) -> None:
        self.batches.append(tracks)
        self.sentences += sentences

    def end(self) -> None:
        self.ends += 1

    @property
    def tracks(self) -> list[Track]:
        return [track for batch in self.batches for track in batch]


def scanned(*paths: Path | str) -> Found:
    """The results of a scan that runs in this thread."""
    found = Found()
    FileScanner(lambda run: run()).scan([str(path) for path in paths], found.found, found.end)
    return found


def test_files_and_folders_become_tracks_and_bad_ones_are_kept_with_a_word(tmp_path: Path) -> None:
    touch(tmp_path / "music", "2.mp3")
    good = write_audio(tmp_path / "music" / "1.flac", sine(4800))
    found = scanned(tmp_path / "music", tmp_path / "gone.mp3", good)
    assert [(track.title, bool(track.unavailable)) for track in found.tracks] == [
        ("1", False),
        ("2", True),
        ("gone", True),
        ("1", False),
    ]
    assert len({track.id for track in found.tracks}) == 4
    assert (found.sentences, found.ends) == ([], 1)


def test_a_folder_without_audio_is_told(tmp_path: Path) -> None:
    touch(tmp_path / "🌙", "a.txt")
    found = scanned(tmp_path / "🌙")
    assert found.tracks == []
    assert found.sentences == ["There are no audio files in the folder 🌙."]
    assert found.ends == 1


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "ok.mp3").touch()
    with open(os.fsencode(tmp_path) + b"/\xff.mp3", "wb"):
        pass
    found = scanned(tmp_path)
    assert [track.title for track in found.tracks] == ["ok"]
    assert found.sentences == ["The name of ?.mp3 is not readable text. Rename the file, then add it again."]


@pytest.mark.parametrize("number", [500, pytest.param(10_000, marks=pytest.mark.thorough)])
def test_very_many_files_are_each_read_once_and_come_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    short = write_audio(tmp_path / "0.wav", sine(480)).read_bytes()
    for name in range(1, number):
        (tmp_path / f"{name}.wav").write_bytes(short)
    read: Counter[str] = Counter()

    def counted(path: str) -> TrackFacts:
        read[path] += 1
        return read_facts(path)

    monkeypatch.setattr(library_files, "read_facts", counted)
    monkeypatch.setattr("rlscompanion.audio.library_files.time.monotonic", lambda: 0.1)  # none waits long
    found = scanned(tmp_path)
    assert read == {str(tmp_path / f"{name}.wav"): 1 for name in range(number)}
    assert [track.title for track in found.tracks] == [str(name) for name in range(number)]
    decode_whole, flush = divmod(number, BATCH_TRACKS)
    assert [len(batch) for batch in found.batches] == [BATCH_TRACKS] * decode_whole + [flush] * (flush > 0)
    assert not any(track.unavailable for track in found.tracks)


def test_requests_are_taken_one_after_the_other_and_closing_ends_them(tmp_path: Path) -> None:
    touch(tmp_path, "1.mp3", "2.mp3", "3.mp3")
    work: list[Callable[[], None]] = []
    found = Found()
    scanner = FileScanner(work.append)
    scanner.scan([str(tmp_path / "1.mp3")], found.found, found.end)
    scanner.scan([str(tmp_path / "2.mp3")], found.found, found.end)
    (run,) = work
    run()
    assert [track.title for track in found.tracks] == ["1", "2"]
    assert found.ends == 2
    scanner.scan([str(tmp_path / "3.mp3")], found.found, found.end)
    scanner.close()
    work[1]()
    assert found.ends == 2
