"""However a file to be imported is spoiled, the command takes it in or refuses it in one line."""

import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from rlscompanion import paths
from rlscompanion.__main__ import main
from rlscompanion.storage.checking import check_log
from tests.mutations import corrupted_bytes

from .carried import exported_bytes
from .conftest import opened
from .samples import fill
from .test_odd_files import ANDROID, NIGHTS, PLEES

SMALL, LARGE = 100, 10_000
_TAKEN_IN_EVERY = 25
"""Of so many files one is truly taken in; of the others only the plan is made."""


def _seeds(folder: Path) -> list[tuple[str, bytes]]:
    """A file of every kind, by the ending of its name."""
    with closing(opened(folder / "seed.sqlite")) as connection:
        fill(connection)
        made = [
            (ending, exported_bytes(connection, ending)) for ending in (".zip", ".json", ".csv", ".plees.csv")
        ]
    lines = (
        ANDROID,
        '"1700000000000","GMT+02:00","x","x","x","8.000","3.25","a #alcohol_2x \\n b","1"',
        ",,,,,,",
    )
    android = "\n".join((*lines, "")).encode()
    texts = {
        ".csv": f'{PLEES}\n1,1767222000000,1767247200000,4,"=1,""a""",1\n2,1767222000000,1767257200000,,,\n',
        ".nights.csv": f"\ufeffsep=;\n{NIGHTS}\nWed 31 Dec 2025,12/31/2025,UTC,12/31/2025 23:00,1/1/2026\n",
        ".first.json": '{"format": "rlscompanion-log", "version": 1, "nights": [], "sessions": []}',
    }
    return [*made, (".csv", android), (".zip", _zipped({"sleep-export.csv": android}))] + [
        (ending, text.encode()) for ending, text in texts.items()
    ]


def _zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _spoiled_inside(data: bytes, random: Random, others: list[bytes]) -> bytes:
    """A zip file that is sound, with one of its files spoiled."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(list(files))
    return _zipped({**files, name: corrupted_bytes(files[name], random, others)})


def _fuzz(folder: Path, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    random, data = Random(20261129), folder / "data"
    seeds = _seeds(folder)
    others = [each for _, each in seeds]
    codes = {0: 0, 1: 0}
    sound = folder / "sound.json"
    sound.write_bytes(next(content for ending, content in seeds if ending == ".json"))
    assert (
        main(["import", str(sound), "--data-dir", str(data)]) == 0
    )  # chance may refuse all that is taken in
    for at in range(number):
        ending, seed = random.choice(seeds)
        is_inside = ending == ".zip" and random.random() < 0.7
        content = (_spoiled_inside if is_inside else corrupted_bytes)(seed, random, others)
        file = folder / f"spoiled{ending}"
        file.write_bytes(content)
        rest = ["--keep", "theirs"] if at % _TAKEN_IN_EVERY == 0 else ["--plan"]
        capsys.readouterr()

        try:
            code = main(["import", str(file), *rest, "--data-dir", str(data)])
        except BaseException as error:
            kept = Path("/tmp") / f"rlscompanion-spoiled-{at}{ending}"
            kept.write_bytes(content)
            raise AssertionError(f"file {at}, kept as {kept}: {error!r}") from error

        said = capsys.readouterr().err
        assert (code, len(said.splitlines())) in ((0, 0), (1, 1)), said
        codes[code] += 1
    assert min(codes.values()) > number // 20, codes
    assert check_log(paths.sleep_log_file(data)).faults == ()


def test_a_spoiled_file_is_taken_in_or_refused_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _fuzz(tmp_path, SMALL, capsys)


@pytest.mark.long
def test_ten_thousand_spoiled_files_are_taken_in_or_refused_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _fuzz(tmp_path, LARGE, capsys)
