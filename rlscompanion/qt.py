"""Importing PySide quickly, and without its side effect on later imports."""

import builtins
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import CodeType
from typing import Any, TypeAlias

Compiled: TypeAlias = dict[str, tuple[bytes | str, CodeType]]
"""The source and the code of each file, by its name."""


def load() -> None:
    """Import PySide and restore Python's own import function.

    PySide replaces it by one that reads the source of every module imported later and keeps it in memory,
    to look for `from __feature__ import ...`, which this program does not use.
    """
    own_import = builtins.__import__
    beside = __spec__.cached if __spec__ else None
    with compiled_once(f"{beside}.pyside" if beside else None):
        import PySide6.QtCore  # noqa: F401 - for what it does when it is imported first

    builtins.__import__ = own_import


@contextmanager
def compiled_once(file: str | None) -> Iterator[None]:
    """Keep in a file what is compiled meanwhile, and take it from there the next time.

    PySide carries 150 KiB of Python as text and compiles it at every start, which takes 17 of 50 ms. Python
    keeps the code of its own modules in the same way, in the same folder. Without a file, or where it cannot
    be read or written, everything is compiled.
    """
    known = _read(file)
    new: Compiled = {}
    own_compile = builtins.compile

    def compile_unless_known(source: bytes | str, name: str, mode: str, *rest: Any, **more: Any) -> Any:
        if rest or more:
            return own_compile(source, name, mode, *rest, **more)
        if name not in known or known[name][0] != source:
            known[name] = new[name] = source, own_compile(source, name, mode)
        return known[name][1]

    builtins.compile = compile_unless_known  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.compile = own_compile
    if file and new and not sys.dont_write_bytecode:
        _write(file, known)


def _read(file: str | None) -> Compiled:
    if file is None:
        return {}
    try:
        with open(file, "rb") as kept:
            return dict(marshal.load(kept))
    except (OSError, EOFError, ValueError, TypeError):  # not there, or cut off: it is written again
        return {}


def _write(file: str, compiled: Compiled) -> None:
    made = f"{file}.{os.getpid()}"
    with suppress(OSError):  # a folder of the system's, or a full disk: the next start compiles again
        with open(made, "wb") as kept:
            marshal.dump(compiled, kept)
        os.replace(made, file)
