"""Own audio keeps its position: when a drive goes, when a length is wrong or unknown, and by chapters."""

import os
import threading
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import pytest

from rlscompanion.audio.library import read_track_facts
from rlscompanion.audio.library_files import FileScanner, read_facts, track_from_file
from rlscompanion.audio.library_player import MAX_REOPENING_TRIES, REOPENING_SECONDS
from rlscompanion.audio.loudness import loudness_gain
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.playlist import Chapter, Track
from tests.cases import each_case

from .own_files import HeardPlayer, sample_track, sine, write_audio
from .test_library import cut
from .test_library_files import Found

SECOND = SAMPLE_RATE


def noise(seconds: float) -> Samples:
    return (0.1 * np.random.default_rng(1).standard_normal((2, round(seconds * SECOND)))).astype(np.float32)


# --- a drive that goes --------------------------------------------------------------------------------------


def unplug(path: Path) -> Path:
    """Remove a file with its drive, so that even open files cannot be read on."""
    kept = path.with_name("kept")
    kept.write_bytes(path.read_bytes())
    os.truncate(path, path.stat().st_size // 8)
    path.unlink()
    return kept


@pytest.mark.parametrize(
    "kind", ["flac", *(pytest.param(each, marks=pytest.mark.thorough) for each in ("mp3", "ogg", "m4a"))]
)
def test_a_track_goes_on_at_its_position_when_its_drive_is_back(tmp_path: Path, kind: str) -> None:
    sound = noise(60)
    path = write_audio(tmp_path / f"1.{kind}", sound)
    ears = HeardPlayer(sample_track(path, 1))
    ears.player.go_to(sample_track(path, 1).id, 0.0)
    ears.hear(SECOND)
    kept = unplug(path)

    heard = ears.hear(20 * SECOND)
    received = list(ears.listener.received)
    kept.rename(path)
    ears.now += REOPENING_SECONDS
    on = ears.hear(2 * SECOND)

    assert not heard[:, -SECOND:].any(), "all that could still be read has been heard"
    sentence = f"1.{kind} has been moved or deleted. Put it back, or remove it from the list."
    assert received == [("started", 1), ("unavailable", 1, sentence)]
    position = ears.player.position()
    assert position is not None
    assert 3.0 < position.seconds < 30.0
    assert on[:, -SECOND:].any()
    assert "finished 1" not in ears.listener.words()
    if kind == "flac":
        first = round(position.seconds * SECOND) - SECOND
        np.testing.assert_allclose(on[:, -SECOND:], sound[:, first : first + SECOND], atol=1e-4)


def test_a_drive_that_stays_away_is_given_up_and_the_next_track_follows(tmp_path: Path) -> None:
    path, after = write_audio(tmp_path / "1.flac", noise(60)), write_audio(tmp_path / "2.wav", sine(SECOND))
    ears = HeardPlayer(sample_track(path, 1), sample_track(after, 2))
    ears.player.go_to(sample_track(path, 1).id, 0.0)
    ears.hear(SECOND)
    unplug(path)
    ears.hear(20 * SECOND)

    for _ in range(MAX_REOPENING_TRIES):
        ears.now += REOPENING_SECONDS
        ears.work()
    ears.hear_all()

    assert ears.listener.words() == [
        *("started 1", "unavailable 1", "unavailable 1", "started 2", "finished 2", "ended"),
    ]


def test_a_damaged_track_is_not_taken_for_one_that_was_heard_to_its_end(tmp_path: Path) -> None:
    torn = cut(write_audio(tmp_path / "1.flac", noise(8)), 0.5)
    ears = HeardPlayer(sample_track(torn, 1, 8.0))
    ears.player.go_to(sample_track(torn, 1).id, 0.0)

    ears.hear_all()

    assert "finished 1" not in ears.listener.words()
    assert ears.listener.lengths == {}


# --- lengths ------------------------------------------------------------------------------------------------


def without_header(path: Path) -> Path:
    """An mp3 without its first frame, which gives its length."""
    data = path.read_bytes()
    size = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    second = data.index(b"\xff\xfb", size + 4)
    path.write_bytes(data[second:])
    return path


def mp3_of_changing_rate(path: Path, seconds: int, silent: int = 2) -> Path:
    """An mp3 of variable bit rate, silent at first, without any information on its length."""
    samples = noise(seconds)
    samples[:, : silent * SECOND] *= 0.0
    with av.open(str(path), "w", format="mp3") as container:
        stream: Any = container.add_stream(
            "libmp3lame", rate=SAMPLE_RATE, options={"q:a": "2", "write_xing": "0"}, layout="stereo"
        )
        stream.codec_context.flags |= 2  # AV_CODEC_FLAG_QSCALE
        stream.codec_context.global_quality = 2 * 118
        for first in range(0, samples.shape[1], 1152):
            piece: Any = np.ascontiguousarray(samples[:, first : first + 1152])
            frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = SAMPLE_RATE, first
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return without_header(path)


def test_an_estimated_length_is_not_told_and_the_true_one_is_learned(tmp_path: Path) -> None:
    path = mp3_of_changing_rate(tmp_path / "1.mp3", 20)
    ears = HeardPlayer(sample_track(path, 1))
    ears.player.go_to(sample_track(path, 1).id, 0.0)
    assert read_track_facts(str(path)).seconds is None

    ears.hear_all()

    assert ears.listener.lengths[1] == pytest.approx(20.0, abs=0.2)


def test_a_length_estimated_from_a_long_even_beginning_is_not_told(tmp_path: Path) -> None:
    path = mp3_of_changing_rate(tmp_path / "1.mp3", 40, silent=15)

    assert read_track_facts(str(path)).seconds is None


def test_a_length_from_a_constant_bit_rate_is_told(tmp_path: Path) -> None:
    path = without_header(write_audio(tmp_path / "1.mp3", noise(10)))

    assert read_track_facts(str(path)).seconds == pytest.approx(10.0, abs=0.2)


def flac_from_a_pipe(path: Path) -> Path:
    """A FLAC whose maker could not go back to write the length."""
    data = bytearray(write_audio(path, noise(10)).read_bytes())
    # STREAMINFO, behind the magic word and its own header: 36 bits of samples from bit 108 on.
    data[8 + 13] &= 0xF0
    data[8 + 14 : 8 + 18] = b"\0\0\0\0"
    path.write_bytes(bytes(data))
    return path


def test_a_position_is_found_again_in_a_track_of_unknown_length_which_is_learned(
    tmp_path: Path,
) -> None:
    path = flac_from_a_pipe(tmp_path / "1.flac")
    ears = HeardPlayer(sample_track(path, 1))
    assert read_track_facts(str(path)).seconds is None

    ears.player.go_to(sample_track(path, 1).id, 6.0)
    heard = ears.hear_all()

    np.testing.assert_allclose(
        heard[:, SECOND : 2 * SECOND], noise(10)[:, 7 * SECOND : 8 * SECOND], atol=1e-4
    )
    assert ears.listener.lengths[1] == pytest.approx(10.0, abs=0.01)


# --- files that do not answer -------------------------------------------------------------------------------


def scan(scanner: FileScanner, *paths: Path) -> Found:
    found = Found()
    scanner.scan([str(path) for path in paths], found.found, found.end)
    scanner.close()
    return found


def at_once(run: Any) -> None:
    run()


@pytest.mark.parametrize("is_in_folder", [True, False])
def test_a_named_pipe_is_left_out_with_a_word_and_the_rest_is_added(
    tmp_path: Path, is_in_folder: bool
) -> None:
    os.mkfifo(tmp_path / "1.mp3")
    after = write_audio(tmp_path / "2.wav", sine(480))
    paths = [tmp_path] if is_in_folder else [tmp_path / "1.mp3", after]

    found = scan(FileScanner(at_once), *paths)

    assert [each.title for each in found.tracks] == ["2"]
    assert found.sentences == ["1.mp3 is not a regular file, so it was not added."]


def test_a_file_that_does_not_answer_is_passed_over_with_a_word(tmp_path: Path) -> None:
    files = [write_audio(tmp_path / f"{number}.wav", sine(480)) for number in (1, 2, 3)]
    answers = threading.Event()

    def read_track(path: str) -> Track:
        if path.endswith("2.wav"):
            answers.wait()
        return track_from_file(path)

    found = scan(FileScanner(at_once, read_track, patience=1.0), *files)
    answers.set()

    assert [each.title for each in found.tracks] == ["1", "3"]
    assert found.sentences == ["2.wav did not respond and was not added. Try again later."]


# --- chapters and tags --------------------------------------------------------------------------------------


def book(path: Path) -> Path:
    """An audiobook of three chapters, the last without a title."""
    write_audio(path.with_suffix(".m4a"), sine(6 * SECOND))
    with av.open(str(path.with_suffix(".m4a"))) as source, av.open(str(path), "w", format="ipod") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        target.set_chapters(
            cast(
                Any,
                [
                    {"id": i, "start": 2000 * i, "end": 2000 * (i + 1), "time_base": Fraction(1, 1000)}
                    | {"metadata": {"title": title} if title else {}}
                    for i, title in enumerate(("The river\nat night", "The bridge", ""))
                ],
            )
        )
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return path


def test_the_chapters_of_an_audiobook_are_told_when_it_is_opened(tmp_path: Path) -> None:
    path = book(tmp_path / "1.m4b")
    ears = HeardPlayer(sample_track(path, 1))
    ears.player.go_to(sample_track(path, 1).id, 0.0)

    ears.hear(480)

    titles = [each.title for each in ears.listener.chapters[1]]
    assert titles[:2] == ["The river at night", "The bridge"]
    assert titles[2] in ("Chapter 3", "")
    assert [each.starts_at for each in ears.listener.chapters[1]] == pytest.approx([0.0, 2.0, 4.0])
    assert isinstance(ears.listener.chapters[1][0], Chapter)


@pytest.mark.parametrize(
    ("kind", "tags", "db"),
    [
        ("flac", {"REPLAYGAIN_TRACK_GAIN": "-6.00 dB"}, -6.0),
        ("mp3", {"REPLAYGAIN_TRACK_GAIN": "-6.00 dB"}, -6.0),
        ("ogg", {"REPLAYGAIN_ALBUM_GAIN": "-3 dB"}, -3.0),
        ("opus", {"R128_TRACK_GAIN": "-2560"}, -5.0),
        ("flac", {}, 0.0),
    ],
)
@pytest.mark.parametrize("is_even", [True, False])
def test_loudness_tags_are_followed_unless_that_is_off(
    tmp_path: Path, kind: str, tags: dict[str, str], db: float, is_even: bool
) -> None:
    path = write_audio(tmp_path / f"1.{kind}", sine(4 * SECOND), tags=tags)
    ears = HeardPlayer(sample_track(path, 1))
    ears.player.set_even_loudness(is_even)
    ears.player.go_to(sample_track(path, 1).id, 0.0)

    heard = ears.hear(2 * SECOND)[0, SECOND:]

    level = 20 * np.log10(np.sqrt(2 * np.mean(heard**2)) / 0.5)
    assert level == pytest.approx(db if is_even else 0.0, abs=0.5)


@each_case(
    ("tags", "gain"),
    [
        ({"replaygain_track_gain": "+6.02 dB"}, 2.0),
        ({"replaygain_track_gain": "+6.02 dB", "replaygain_track_peak": "0.8"}, 1.25),
        ({"replaygain_track_gain": "+6.02 dB", "replaygain_track_peak": "1.2"}, 1.0),
        ({"replaygain_track_gain": "-6.02", "replaygain_album_gain": "0 dB"}, 0.5),
        ({"replaygain_track_gain": "+900 dB"}, 10.0),
        ({"replaygain_track_gain": "loud"}, 1.0),
        ({"replaygain_track_gain": "nan dB"}, 1.0),
        ({"r128_track_gain": "256"}, 10 ** (6 / 20)),
        ({"r128_album_gain": "-1280"}, 1.0),
        ({}, 1.0),
    ],
)
def test_what_the_tags_want_never_clips(tags: dict[str, str], gain: float) -> None:
    assert loudness_gain(lambda name: tags.get(name, "")) == pytest.approx(gain, rel=0.001)


def test_titles_stand_on_one_line(tmp_path: Path) -> None:
    tags = {"title": "A long\n title\t of\r\nthree", "artist": "An\nartist"}
    tagged = read_facts(str(write_audio(tmp_path / "1.flac", sine(480), tags=tags)))
    named = read_facts(str(write_audio(tmp_path / "two\nlines.wav", sine(480))))

    assert (tagged.title, tagged.artist) == ("A long title of three", "An artist")
    assert named.title == "two lines"
