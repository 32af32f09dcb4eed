"""The recordings of the voice: complete, current, of one loudness, without clicks, and short enough."""

import hashlib
import importlib.util
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from rlscompanion import assets
from rlscompanion.audio.library import decode_whole
from rlscompanion.content.routines import load_routines
from rlscompanion.content.voice import RECORDINGS_INDEX_FILE, Recording, load_recordings, phrases_to_record
from rlscompanion.domain.routine import Routine, Side, routine_segments, with_start_leg
from rlscompanion.domain.safe_routine import LIGHT_MIDWAY_CUE, LIGHT_START_CUE
from rlscompanion.domain.session import SegmentStage
from rlscompanion.domain.spoken import PHRASE_GAP_SECONDS, spoken_stage_line, stage_durations
from tests.cases import each_case
from tests.lazily import pyloudnorm, signal

RATE = 48_000
LOUDNESS_LUFS = -23.0
HIGHEST_PEAK_DB = -3.0
MOST_ROUTINE_FILE_BYTES = 8 * 2**20
QUIET = 10 ** (-50 / 20)
"""Below this share of full scale nothing is heard."""

BEFORE_A_CUE, AFTER_A_CUE = 1.0, 2.0
"""Seconds of silence between the name of a step and its first cue, and between a cue and what follows it."""

FOLDER = assets.resources_folder() / "voice" / "en"
ROUTINES = load_routines().routines
CLIPS = load_recordings()
EACH_CLIP = each_case("clip", CLIPS.values(), ids=lambda clip: clip.path.stem)
SOME_CLIPS = pytest.mark.parametrize(
    "clip",
    [
        pytest.param(clip, marks=pytest.mark.thorough if place % 8 else ())
        for place, clip in enumerate(CLIPS.values())
    ],
    ids=lambda clip: clip.path.stem,
)
"""Each eighth by default, each in the thorough tier."""


def maker() -> Any:
    """The script that makes the clips."""
    script = assets.resources_folder() / "packaging" / "make_voice.py"
    spec = importlib.util.spec_from_file_location("make_voice", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = maker()


# --- which there are ----------------------------------------------------------------------------------------


def test_every_phrase_has_its_clip_and_no_clip_is_left_over() -> None:
    assert set(CLIPS) == set(phrases_to_record()), "run resources/packaging/make_voice.py"
    assert {path.name for path in FOLDER.iterdir()} == {RECORDINGS_INDEX_FILE} | {
        clip.path.name for clip in CLIPS.values()
    }
    assert len({clip.path for clip in CLIPS.values()}) == len(CLIPS)


@EACH_CLIP
def test_a_clip_is_current_named_after_what_it_says_and_slow_but_not_drawn_out(clip: Recording) -> None:
    first = clip.phrase.lower().translate(str.maketrans("", "", ",.:'")).split()[0]
    letters = sum(each.isalpha() for each in clip.phrase)

    assert clip.made_from == MAKER.clip_hash(clip.phrase), "run resources/packaging/make_voice.py"
    assert clip.sha256 == hashlib.sha256(clip.path.read_bytes()).hexdigest()
    assert clip.path.stem.split("-")[0] == first.split("-")[0]
    assert len(clip.path.name) <= 56
    assert 0.045 < clip.seconds / letters < 0.26


def test_other_words_or_another_pace_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = MAKER.clip_hash("Calf.")

    assert MAKER.clip_hash("Calf!") != before
    monkeypatch.setitem(MAKER.SETTINGS, "length_scale", 1.0)
    assert MAKER.clip_hash("Calf.") != before


# --- what they are ------------------------------------------------------------------------------------------


@SOME_CLIPS
def test_a_clip_is_opus_of_one_channel_and_sounds_as_all_do(clip: Recording) -> None:
    with av.open(str(clip.path)) as container:
        (stream,) = container.streams.audio
        assert container.format.name == "ogg"
        assert stream.codec_context.name in ("opus", "libopus")
        assert (stream.rate, stream.layout.nb_channels) == (RATE, 1)
    assert clip.path.suffix == ".opus"
    samples = np.asarray(decode_whole(str(clip.path))[0], np.float64)
    assert len(samples) / RATE == pytest.approx(clip.seconds, abs=0.001)
    assert_loudness_is_that_of_all(samples)
    true_peak = np.abs(signal.resample_poly(samples, 4, 1)).max()
    assert 20 * np.log10(true_peak) <= HIGHEST_PEAK_DB
    assert_begins_and_ends_at_nothing_and_soon(np.abs(samples))


def assert_loudness_is_that_of_all(samples: NDArray[np.float64]) -> None:
    """Loudness is gated in blocks of 0.4 s: a short clip is measured said over and over as well."""
    meter = pyloudnorm.Meter(RATE)
    times = int(np.ceil(3.0 * RATE / len(samples)))

    assert meter.integrated_loudness(np.tile(samples, times)) == pytest.approx(LOUDNESS_LUFS, abs=1.0)
    if len(samples) >= 0.4 * RATE:
        assert meter.integrated_loudness(samples) == pytest.approx(LOUDNESS_LUFS, abs=1.0)


def assert_begins_and_ends_at_nothing_and_soon(levels: NDArray[np.float64]) -> None:
    sounds = np.flatnonzero(levels > QUIET)

    for edge in (levels[:48], levels[-48:]):
        assert edge.max() < 0.001
    assert 0.015 <= sounds[0] / RATE <= 0.080
    assert 0.015 <= (len(levels) - sounds[-1]) / RATE <= 0.150


def test_all_of_them_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_ROUTINE_FILE_BYTES


# --- the time there is --------------------------------------------------------------------------------------


@each_case("routine", ROUTINES, ids=lambda routine: routine.key)
@each_case("leg", [Side.LEFT, Side.RIGHT])
def test_each_line_fits_the_room_it_has_and_leaves_a_pause(routine: Routine, leg: Side) -> None:
    segments = routine_segments(with_start_leg(routine, leg))
    too_long = []
    for index, segment in enumerate(segments):
        for stage, room in stage_durations(segment).items():
            said = spoken_stage_line(segments, index, stage)
            seconds = sum(CLIPS[phrase].seconds for phrase in said) + PHRASE_GAP_SECONDS * (len(said) - 1)
            pause = BEFORE_A_CUE if stage is SegmentStage.LEAD_IN else AFTER_A_CUE
            if seconds + pause > room:
                too_long.append((said, stage.name, seconds, room))

    assert too_long == []


@pytest.mark.parametrize("phrase", [LIGHT_START_CUE, LIGHT_MIDWAY_CUE])
def test_what_is_said_of_a_step_done_lightly_fits_wherever_it_comes(phrase: str) -> None:
    least = min(
        room
        for routine in ROUTINES
        for segment in routine_segments(routine)
        for stage, room in stage_durations(segment).items()
        if stage in (SegmentStage.FIRST_HALF, SegmentStage.SECOND_HALF)
    )

    assert CLIPS[phrase].seconds <= least


# --- an installation that is broken -------------------------------------------------------------------------


@pytest.fixture
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], dict[str, Recording]]:
    def read(text: str | None) -> dict[str, Recording]:
        folder = tmp_path / "voice" / "en"
        folder.mkdir(parents=True)
        if text is not None:
            (folder / RECORDINGS_INDEX_FILE).write_text(text, "utf-8")
        monkeypatch.setattr(assets, "resources_folder", lambda: tmp_path)
        return load_recordings()

    return read


@pytest.mark.parametrize(
    "text",
    [None, "", "clip = 3", "[[clip]]\nphrase = 'Calf.'", "not = toml = at all"],
    ids=["missing", "empty", "no table", "half a table", "no TOML"],
)
def test_an_index_that_cannot_be_read_gives_no_recording_and_a_line_in_the_log(
    indexed: Callable[[str | None], dict[str, Recording]], text: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert indexed(text) == {}

    assert "the recordings of the voice cannot be used" in caplog.text
