"""No audio file, however spoiled, ends the program."""

import subprocess
import sys
from pathlib import Path

import pytest

from rlscompanion.audio.library import read_track_facts
from rlscompanion.domain.refusal import Refusal
from tests.audio import spoiled
from tests.audio.own_files import sine, write_audio

ROOT = Path(__file__).parents[2]
SMALL, LARGE, AT_ONCE = 70, 4_000, 500


def fuzz(folder: Path, number: int) -> None:
    """Read this many corrupted files in processes of their own, which must exit normally."""
    for first in range(0, number, AT_ONCE):
        arguments = [str(folder), str(first), str(min(AT_ONCE, number - first))]
        done = subprocess.run(
            [sys.executable, "-X", "faulthandler", "-m", spoiled.__name__, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        last = (done.stdout.split() or ["none"])[-1]
        assert done.returncode == 0, f"file {last} ended it ({done.returncode}): {done.stderr[-3000:]}"
        assert last == str(min(first + AT_ONCE, number) - 1)


def test_no_spoiled_file_ends_the_program(tmp_path: Path) -> None:
    fuzz(tmp_path, SMALL)


@pytest.mark.long
def test_none_of_four_thousand_spoiled_files_ends_the_program(tmp_path: Path) -> None:
    fuzz(tmp_path, LARGE)


UNKNOWN_KINDS = {
    "wav": [(b"fmt \x10\0\0\0\x01\0", b"fmt \x10\0\0\0\x01\x02")],
    "m4a": [(b"mp4a", b"zzzz"), (b"\x40\x15", b"\x99\x15")],
}
"""What is said of the codec in a file of each kind, and what FFmpeg knows no decoder for."""


@pytest.mark.parametrize("ending", UNKNOWN_KINDS)
def test_a_kind_of_sound_without_a_decoder_is_a_word_in_the_list(tmp_path: Path, ending: str) -> None:
    path = write_audio(tmp_path / f"odd.{ending}", sine(4800))
    data = path.read_bytes()
    for known, unknown in UNKNOWN_KINDS[ending]:
        assert known in data
        data = data.replace(known, unknown)
    path.write_bytes(data)

    with pytest.raises(Refusal, match=rf"odd\.{ending} is in a format that cannot be played"):
        read_track_facts(str(path))
