"""Importing PySide and the window's modules quickly.

Also undoes a side effect of PySide on later imports.
"""

import builtins
import dataclasses
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import CodeType
from typing import Any, TypeAlias

CompiledCode: TypeAlias = dict[tuple[str, bytes | str], CodeType]
"""Compiled code, by the name of the file and the source text from which it was compiled."""

COMPILED_FILE = f"{(__spec__ and __spec__.cached) or __file__}.compiled"
"""The file in which compiled code is kept for the next start of the program.

The file is beside the compiled code of this module.
"""

MOST_COMPILED_ENTRIES = 2000
"""The most entries of the file with compiled code; a file with more entries is started afresh.

The number is four times what a start needs.
"""


def import_pyside() -> None:
    """Import PySide, then restore Python's own import function.

    PySide replaces Python's import function by a function that searches the source of every module imported
    later for `from __feature__ import ...`, and keeps that source in memory. This program does not use
    `__feature__`.
    """
    own_import = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what it does when it is imported first

    builtins.__import__ = own_import


@contextmanager
def caching_compiled_code(file: str = COMPILED_FILE) -> Iterator[None]:
    """Keep the code that is compiled from text in this block in a file, and use that file the next time.

    Python keeps the compiled code of modules itself, but not two kinds of code that every start compiles. The
    two kinds are 150 KiB of PySide's own Python (17 ms), and the methods of dataclasses (30 ms for 72
    classes). If the file can be neither read nor written, everything is compiled.
    """
    known = _read_compiled_code(file)
    known_before = len(known)
    own_compile, own_exec = builtins.compile, builtins.exec

    def code_of(source: bytes | str, name: str) -> CodeType:
        if (name, source) not in known:
            known[name, source] = own_compile(source, name, "exec")
        return known[name, source]

    def compile_unless_known(source: bytes | str, name: str, mode: str, *rest: Any, **more: Any) -> Any:
        if rest or more or mode != "exec":
            return own_compile(source, name, mode, *rest, **more)
        return code_of(source, name)

    def execute(source: str, *names: dict[str, Any]) -> None:
        own_exec(code_of(source, "<string>"), *names)

    builtins.compile = compile_unless_known  # type: ignore[assignment]
    dataclasses.exec = execute  # type: ignore[attr-defined]  # found before the built-in function
    try:
        yield
    finally:
        builtins.compile = own_compile
        del dataclasses.exec  # type: ignore[attr-defined]
    if len(known) > known_before and not sys.dont_write_bytecode:
        _write_compiled_code(file, known)


def _read_compiled_code(file: str) -> CompiledCode:
    try:
        with open(file, "rb") as kept:
            known: CompiledCode = dict(marshal.load(kept))
    except (OSError, EOFError, ValueError, TypeError):  # not there, or cut off: it is written again
        return {}
    return known if len(known) <= MOST_COMPILED_ENTRIES else {}


def _write_compiled_code(file: str, compiled: CompiledCode) -> None:
    made = f"{file}.{os.getpid()}"
    with suppress(OSError):  # a folder of the system's, or a full disk: the next start compiles again
        with open(made, "wb") as kept:
            marshal.dump(compiled, kept)
        os.replace(made, file)
