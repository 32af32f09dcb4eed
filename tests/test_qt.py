"""What importing Qt leaves unchanged, and what it stores for the next start."""

import builtins
import dataclasses
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rlscompanion import qt
from rlscompanion.qt import caching_compiled_code
from tests.processes import run_to_end

LOADED = """
import builtins, linecache, sys
own = builtins.__import__
from rlscompanion import qt
qt.import_pyside()
assert builtins.__import__ is own
import PySide6.QtCore, wave
from PySide6.QtCore import QObject, Signal

class Speaker(QObject):
    said = Signal(str)

heard = []
speaker = Speaker()
speaker.said.connect(heard.append)
speaker.said.emit("well")
assert heard == ["well"]
print(sorted(name for name in linecache.cache if name.endswith("wave.py")))
"""


def test_no_source_is_read_for_what_is_imported_after_qt() -> None:
    done = run_to_end([sys.executable, "-c", LOADED])

    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


class Compiling:
    """Python's compile function, which records the names of the compiled files."""

    def __init__(self) -> None:
        self.own = builtins.compile
        self.names: list[str] = []

    def __call__(self, source: str, name: str, mode: str, flags: int = 0, **more: Any) -> object:
        self.names.append(name)
        return self.own(source, name, mode, flags, **more)


@pytest.fixture
def compiling(monkeypatch: pytest.MonkeyPatch) -> Iterator[Compiling]:
    counted = Compiling()
    monkeypatch.setattr(builtins, "compile", counted)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    yield counted
    assert vars(builtins)["compile"] is counted


def value_of(source: str, file: Path) -> object:
    """Run a source that is compiled only once, and return the value of `x` afterwards."""
    with caching_compiled_code(str(file)):
        code = compile(source, "embedded.py", "exec")
    names: dict[str, object] = {}
    exec(code, names)
    return names["x"]


def test_the_same_source_is_compiled_once(compiling: Compiling, tmp_path: Path) -> None:
    values = [value_of("x = 1", tmp_path / "kept") for _ in range(3)]

    assert (values, compiling.names) == ([1, 1, 1], ["embedded.py"])
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


def test_the_methods_of_a_dataclass_are_compiled_once(compiling: Compiling, tmp_path: Path) -> None:
    compiled = []
    for _ in range(2):
        with caching_compiled_code(str(tmp_path / "kept")):

            @dataclass(frozen=True)
            class Span:
                start: int
                end: int = 8

        compiled.append(len(compiling.names))
        compiling.names.clear()
        assert Span(3) == Span(3, 8)
        assert repr(Span(3)).endswith("Span(start=3, end=8)")
        assert "exec" not in vars(dataclasses)

    assert [number > 0 for number in compiled] == [True, False]


def test_what_is_kept_does_not_grow_without_end(
    compiling: Compiling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt, "MOST_COMPILED_ENTRIES", 2)
    kept = tmp_path / "kept"

    for number in range(3):
        value_of(f"x = {number}", kept)
    largest = kept.stat().st_size
    value_of("x = 3", kept)

    assert kept.stat().st_size < largest
    assert (value_of("x = 3", kept), len(compiling.names)) == (3, 4)


def test_a_source_that_changed_is_compiled_again(compiling: Compiling, tmp_path: Path) -> None:
    values = [value_of(source, tmp_path / "kept") for source in ("x = 1", "x = 2", "x = 2")]

    assert (values, len(compiling.names)) == ([1, 2, 2], 2)


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"i\x01\x00\x00\x00"], ids=repr)
def test_a_damaged_file_is_written_again(compiling: Compiling, tmp_path: Path, content: bytes) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(content)

    assert [value_of("x = 1", kept) for _ in range(2)] == [1, 1]
    assert len(compiling.names) == 1


def test_where_nothing_can_be_kept_all_is_compiled(compiling: Compiling, tmp_path: Path) -> None:
    nowhere = tmp_path / "no folder" / "kept"

    assert [value_of("x = 1", nowhere) for _ in range(2)] == [1, 1]
    assert len(compiling.names) == 2


def test_nothing_is_kept_where_python_is_to_write_nothing(
    compiling: Compiling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert value_of("x = 1", tmp_path / "kept") == 1
    assert list(tmp_path.iterdir()) == []


def test_compiling_with_flags_is_left_to_python(compiling: Compiling, tmp_path: Path) -> None:
    with caching_compiled_code(str(tmp_path / "kept")):
        compile("x = 1", "embedded.py", "exec", 0)

    assert list(tmp_path.iterdir()) == []
