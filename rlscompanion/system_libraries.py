"""Sentences that name the packages to install when system libraries that Qt needs are missing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

PACKAGES_BY_LIBRARY = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""The package in Debian and Ubuntu that contains each system library.

These are the packages that .ci/setup installs for Qt.
"""


def missing_library_sentence(error: ImportError) -> str | None:
    """A sentence that names the package to install if a system library was missing at an import.

    None if the import failed for another reason.
    """
    found = re.match(r"(\S+\.so[.\d]*): cannot open shared object file", str(error))
    return _install_sentence([found[1]]) if found else None


@contextmanager
def reporting_qt_abort() -> Iterator[None]:
    """If Qt aborts in this block, print a sentence that says why, and exit with status 1.

    The block creates the Qt application. Other messages of Qt are printed after the block.
    """
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler  # here, since it may lack a library itself

    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        said.append(message)
        if kind is QtMsgType.QtFatalMsg:
            sys.stderr.write(f"{_install_sentence(_missing_libraries()) or _qt_reason_sentence(said)}\n")
            sys.stderr.flush()
            os._exit(1)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    for message in said:
        sys.stderr.write(f"{message}\n")


def _missing_libraries(load: Callable[[str], object] | None = None) -> list[str]:
    """The libraries that cannot be loaded."""
    if not sys.platform.startswith("linux"):
        return []
    import ctypes  # here, since no start needs it that goes well

    missing = []
    for name in PACKAGES_BY_LIBRARY:
        try:
            (load or ctypes.CDLL)(name)
        except OSError:
            missing.append(name)
    return missing


def _install_sentence(libraries: Iterable[str]) -> str:
    """The sentence naming what to install; empty if nothing is missing."""
    match [PACKAGES_BY_LIBRARY.get(each, f"that holds {each}") for each in libraries]:
        case []:
            return ""
        case [package]:
            return f"A system library is missing. Install the package {package}, then start again."
        case packages:
            names = " ".join(packages)
            return f"System libraries are missing. Install these packages, then start again: {names}."


def _qt_reason_sentence(said: list[str]) -> str:
    """The first line of Qt's messages, since its last one only suggests reinstalling."""
    return f"The window cannot be opened here: {said[0].splitlines()[0].strip()}"
