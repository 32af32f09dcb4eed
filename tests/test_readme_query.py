"""The query in the README, run on the data packages of several people."""

import re
import zipfile
from pathlib import Path

import pytest

from rlscompanion.__main__ import main
from tests.lazily import duckdb

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")


@pytest.fixture
def people(tmp_path: Path) -> tuple[str, ...]:
    """The names of three people, each with a data package of the invented nights."""
    names = ("ada", "ben", "cleo")
    assert main(["export", str(tmp_path / "log.zip"), "--demo"]) == 0
    for name in names:
        with zipfile.ZipFile(tmp_path / "log.zip") as package:
            package.extractall(tmp_path / "people" / name)
    return names


def test_the_query_reads_all_packages_at_once(
    people: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [query] = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)

    found = duckdb.connect().execute(query).fetchall()

    assert [row[0] for row in found] == list(people)
    assert all(60 <= nights <= 90 for _, nights, _, _ in found)
    assert all(0 <= urge <= 10 for _, _, urge, _ in found)
    assert all(240 <= asleep <= 540 for _, _, _, asleep in found)
