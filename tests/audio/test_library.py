"""Files of every kind are decoded to the sample, and what is no sound is refused in a sentence."""

import wave
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from rlscompanion.audio.library import AudioFile, Resampler, decode_whole, read_track_facts
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.refusal import Refusal

from .own_files import sine, sweep, write_audio, write_picture


def decoded(path: Path, start: float = 0.0) -> Samples:
    resampler = Resampler()
    file = AudioFile(str(path), resampler, start)
    parts = []
    while (samples := file.read()) is not None:
        parts.append(samples)
    file.close()
    return np.concatenate([*parts, resampler.flush()], axis=1)


def lag(heard: Samples, wanted: Samples) -> int:
    """The frames by which the second lags behind the first."""
    size = 2 * heard.shape[1]
    spectra = np.fft.rfft(heard[0], size) * np.conj(np.fft.rfft(wanted[0], size))
    best = int(np.argmax(np.fft.irfft(spectra)))
    return best if best < heard.shape[1] else best - size


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_short_file_is_had_whole(tmp_path: Path, rate: int) -> None:
    path = write_audio(tmp_path / "a.flac", sweep(rate, rate), rate)

    assert np.array_equal(decode_whole(str(path)), decoded(path))
    assert decode_whole(str(path)).shape == (2, SAMPLE_RATE)


def test_a_file_without_sound_cannot_be_had_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.opus"
    path.write_text("no sound")

    with pytest.raises(Refusal, match=r"a\.opus has no sound"):
        decode_whole(str(path))


EXACT = [(kind, rate) for kind in ("wav", "flac", "ogg", "mp3", "m4a") for rate in (44_100, 48_000)]


@pytest.mark.parametrize(("kind", "rate"), [*EXACT, ("opus", 48_000)])
def test_a_file_is_decoded_without_its_encoders_delay_and_padding(
    tmp_path: Path, kind: str, rate: int
) -> None:
    path = write_audio(tmp_path / f"a.{kind}", sweep(3 * rate, rate), rate)
    heard = decoded(path)
    # FFmpeg's own vorbis encoder pads the end and does not say so.
    assert heard.shape[1] - 3 * SAMPLE_RATE in (range(1500) if kind == "ogg" else [0])
    assert lag(heard[:, : 2 * SAMPLE_RATE], sweep(2 * SAMPLE_RATE)) == 0


@pytest.mark.parametrize(("kind", "rate"), [*EXACT, ("opus", 48_000)])
def test_a_place_in_a_file_is_found_to_the_sample(tmp_path: Path, kind: str, rate: int) -> None:
    path = write_audio(tmp_path / f"a.{kind}", sweep(5 * rate, rate), rate)
    heard = decoded(path, 3.25)
    first = round(3.25 * SAMPLE_RATE)
    assert lag(heard[:, :SAMPLE_RATE], sweep(5 * SAMPLE_RATE)[:, first : first + SAMPLE_RATE]) == 0


def test_a_bare_aac_stream_is_decoded_with_the_delay_that_it_does_not_tell_of(tmp_path: Path) -> None:
    heard = decoded(write_audio(tmp_path / "a.aac", sweep(2 * SAMPLE_RATE)))
    assert lag(heard[:, :SAMPLE_RATE], sweep(SAMPLE_RATE)) == 1024


def test_a_place_after_the_end_is_the_start(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.flac", sine(SAMPLE_RATE))
    assert decoded(path, 99.0).shape[1] == SAMPLE_RATE


def test_mono_is_as_loud_on_both_sides(tmp_path: Path) -> None:
    heard = decoded(write_audio(tmp_path / "a.flac", sine(44_100, 44_100)[:1], 44_100))
    np.testing.assert_allclose(heard[:, 100:-100], sine(SAMPLE_RATE)[:, 100:-100], atol=1e-3)


@pytest.mark.parametrize("kind", ["mp3", "m4a"])
def test_a_file_with_a_cover_plays_its_sound(tmp_path: Path, kind: str) -> None:
    path = write_audio(tmp_path / f"a.{kind}", sine(SAMPLE_RATE))
    cover = write_picture(tmp_path / "cover.png").read_bytes()
    if kind == "mp3":
        id3: Any = import_module("mutagen.id3")
        tags = id3.ID3()
        tags.add(id3.APIC(mime="image/png", type=3, desc="", data=cover))
        tags.save(path)
    else:
        mp4: Any = import_module("mutagen.mp4")
        file = mp4.MP4(path)
        file["covr"] = [mp4.MP4Cover(cover, mp4.MP4Cover.FORMAT_PNG)]
        file.save()
    with av.open(str(path)) as container:
        assert len(container.streams.video) == 1
    assert decoded(path).shape[1] == SAMPLE_RATE


def test_a_path_with_emoji_and_signs_is_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "🌙 100% http:" / "50%d"
    folder.mkdir(parents=True)
    assert decoded(write_audio(folder / "rain ☔#1?.flac", sine(4800))).shape[1] == 4800


def as_wav(path: Path, samples: NDArray[Any], rate: int = SAMPLE_RATE) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def test_nonsense_in_floating_point_stays_within_bounds(tmp_path: Path) -> None:
    samples = np.array([0.5, np.nan, np.inf, -np.inf, 1e30, -0.5] * 800, "<f4")
    path = tmp_path / "a.wav"
    path.write_bytes(
        b"RIFF"
        + (36 + samples.nbytes).to_bytes(4, "little")
        + b"WAVEfmt "
        + b"".join(n.to_bytes(size, "little") for n, size in ((16, 4), (3, 2), (1, 2)))
        + b"".join(n.to_bytes(size, "little") for n, size in ((48_000, 4), (192_000, 4), (4, 2), (32, 2)))
        + b"data"
        + samples.nbytes.to_bytes(4, "little")
        + samples.tobytes()
    )
    heard = decoded(path)
    assert heard.shape[1] == 4800
    assert np.abs(heard).max() <= 4.0
    assert heard[0, 0] == 0.5


def zero_bytes(path: Path) -> None:
    path.touch()


def noise(path: Path) -> None:
    path.write_bytes(np.random.default_rng(1).bytes(200_000))


def a_jpeg(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + np.random.default_rng(2).bytes(60_000))


def text(path: Path) -> None:
    path.write_text("Dear diary, " * 4000)


def an_address(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")


def a_list_of_files(path: Path) -> None:
    path.write_text("ffconcat version 1.0\nfile other.wav\n")


def an_empty_wav(path: Path) -> None:
    as_wav(path, np.zeros(0))


def a_rate_that_cannot_be(path: Path) -> None:
    as_wav(path, np.zeros(5000), 2)


BAD = [zero_bytes, noise, a_jpeg, write_picture, text, an_address, a_list_of_files, an_empty_wav]


@pytest.mark.parametrize("make", [*BAD, a_rate_that_cannot_be])
@pytest.mark.parametrize("name", ["a.mp3", "a.flac", "a.m4a", "a.ogg"])
def test_what_is_no_sound_is_refused(tmp_path: Path, make: Callable[[Path], object], name: str) -> None:
    make(tmp_path / name)
    with pytest.raises(Refusal, match=f"{name} has no sound that can be played"):
        read_track_facts(str(tmp_path / name))


def test_a_missing_file_and_a_folder_are_refused_as_such(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"gone\.mp3 has been moved or deleted"):
        read_track_facts(str(tmp_path / "gone.mp3"))
    with pytest.raises(Refusal):
        read_track_facts(str(tmp_path))


def cut(path: Path, share: float) -> Path:
    decode_whole = path.read_bytes()
    path.write_bytes(decode_whole[: int(len(decode_whole) * share)])
    return path


@pytest.mark.parametrize(("kind", "is_known"), [("flac", True), ("wav", False), ("mp3", False)])
def test_a_truncated_file_is_decoded_as_far_as_it_goes(tmp_path: Path, kind: str, is_known: bool) -> None:
    rng = np.random.default_rng(1)
    samples = (0.1 * rng.standard_normal((2, 5 * SAMPLE_RATE))).astype(np.float32)
    file = AudioFile(str(cut(write_audio(tmp_path / f"a.{kind}", samples), 0.6)), Resampler())
    frames = 0
    while (part := file.read()) is not None:
        frames += part.shape[1]
    assert file.is_cut_short or not is_known
    assert frames == pytest.approx(3 * SAMPLE_RATE, rel=0.1)
    file.close()


@pytest.mark.parametrize("kind", ["flac", "wav", "mp3", "m4a", "ogg", "opus"])
def test_a_whole_file_is_not_called_cut_short(tmp_path: Path, kind: str) -> None:
    file = AudioFile(str(write_audio(tmp_path / f"a.{kind}", sine(2 * SAMPLE_RATE))), Resampler(), 0.5)
    while file.read() is not None:
        pass
    assert not file.is_cut_short
    file.close()


@pytest.mark.parametrize("kind", ["flac", "mp3", "ogg", "opus"])
def test_damage_in_the_middle_is_passed_over(tmp_path: Path, kind: str) -> None:
    path = write_audio(tmp_path / f"a.{kind}", sweep(5 * SAMPLE_RATE))
    decode_whole = bytearray(path.read_bytes())
    middle = len(decode_whole) // 2
    decode_whole[middle : middle + 1500] = np.random.default_rng(3).bytes(1500)
    path.write_bytes(bytes(decode_whole))
    assert decoded(path).shape[1] > 3.5 * SAMPLE_RATE
