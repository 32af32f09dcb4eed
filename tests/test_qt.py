"""What importing Qt leaves as it was."""

import sys

from tests.processes import run_to_end

LOADED = """
import builtins, linecache, sys
own = builtins.__import__
from rlscompanion import qt
qt.load()
assert builtins.__import__ is own
import PySide6.QtCore, wave
from PySide6.QtCore import QObject, Signal

class Told(QObject):
    said = Signal(str)

heard = []
told = Told()
told.said.connect(heard.append)
told.said.emit("well")
assert heard == ["well"]
print(sorted(name for name in linecache.cache if name.endswith("wave.py")))
"""


def test_no_source_is_read_for_what_is_imported_after_qt() -> None:
    done = run_to_end([sys.executable, "-c", LOADED])

    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
