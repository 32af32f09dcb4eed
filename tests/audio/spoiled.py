"""Reads corrupted audio files of every format, as a program whose crash ends only its own process.

The arguments are a folder to write in, the number of the first file, and the number of files. Each file's
number is printed before the file is read.
"""

import sys
from pathlib import Path
from random import Random

import numpy as np

from rlscompanion.audio.library import AudioFile, Resampler, read_track_facts
from rlscompanion.audio.synthesis import SAMPLE_RATE
from rlscompanion.domain.refusal import Refusal
from tests.audio.own_files import CODECS, sine, write_audio
from tests.mutations import corrupted_bytes

_MOST_FRAMES = 20 * SAMPLE_RATE
_RATES = {"wav": 44_100, "flac": 48_000, "ogg": 44_100, "opus": 48_000, "mp3": 22_050, "m4a": 44_100}
_FIELDS = 200
"""The number of bytes at the beginning of a file that contain most fields of its header."""


def valid_files(folder: Path) -> list[tuple[str, bytes]]:
    """A short valid file of each format: the file name's ending, and the bytes."""
    tags = {"title": "Rain", "artist": "Nobody"}
    found = []
    for ending in CODECS:
        rate = _RATES.get(ending, 32_000)
        found.append(
            (ending, write_audio(folder / f"seed.{ending}", sine(rate // 3, rate), rate, tags).read_bytes())
        )
    return found


def corrupted_file(seed: bytes, random: Random, others: list[bytes]) -> bytes:
    """A corrupted copy of a file, with faults anywhere or with changed values in its header."""
    if random.random() < 0.5:
        return corrupted_bytes(seed, random, others)
    data = bytearray(seed)
    for _ in range(random.randrange(1, 5)):
        data[random.randrange(min(_FIELDS, len(data)))] = random.choice(
            (0, 1, 2, 0x7F, 0x80, 0xFF, random.randrange(256))
        )
    return bytes(data)


def read_every_way(path: Path, random: Random) -> None:
    """Read a file in every way in which the app reads audio files."""
    try:
        read_track_facts(str(path))
        file = AudioFile(str(path), Resampler(), random.choice((0.0, 0.0, 0.1, 1e6)))
        try:
            frames = 0
            while frames < _MOST_FRAMES and (samples := file.read()) is not None:
                assert samples.shape[0] == 2
                assert np.isfinite(samples).all()
                frames += samples.shape[1]
            assert file.flush().shape[0] == 2
            assert isinstance(file.is_cut_short, bool)
        finally:
            file.close()
    except Refusal:
        pass


def main() -> None:
    """Corrupt and read the files with the given numbers."""
    folder, first, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    kinds = valid_files(folder)
    others = [data for _, data in kinds]
    for at in range(first, first + number):
        random = Random(at)
        ending, seed = kinds[at % len(kinds)]
        path = folder / f"spoiled.{ending}"
        path.write_bytes(corrupted_file(seed, random, others))
        sys.stdout.write(f"{at}\n")
        sys.stdout.flush()
        read_every_way(path, random)


if __name__ == "__main__":
    main()
