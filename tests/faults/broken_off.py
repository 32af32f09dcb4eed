"""Interrupts a work at its steps, each time in a copy of the folder: `python -m tests.faults.broken_off`.

The arguments are the name of the work, a folder to work in, and n to interrupt it at every n-th step. It is a
separate process without threads, so that it can be forked for each step.
"""

import os
import shutil
import sys
import traceback
from pathlib import Path

from .steps import Step, watch
from .works import WORKS, Work

KILLED = 9
BEFORE, ACKNOWLEDGED = "before", "acknowledged"


def main() -> int:
    """Leave a folder for each step, named after it; return 0 when the work is done."""
    name, place, every = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    work = WORKS[name]
    before = place / BEFORE
    before.mkdir()
    work.prepare(before)
    step = 0
    while True:
        folder = place / str(step)
        shutil.copytree(before, folder)
        child = os.fork()
        if not child:
            _work(work, folder, step)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code != KILLED:
            return code
        step += every


def _work(work: Work, folder: Path, step: int) -> None:
    code = 1
    try:
        told = os.open(folder / ACKNOWLEDGED, os.O_CREAT | os.O_WRONLY)
        watch(_Killer(step))
        work.carry_out(folder, _Teller(told))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


class _Teller:
    """Writes each word to an open file at once, as a person reads what is shown."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __call__(self, word: str) -> None:
        os.write(self._descriptor, f"{word}\n".encode())


class _Killer:
    """Ends the process before a step is taken."""

    def __init__(self, left: int) -> None:
        self._left = left

    def __call__(self, step: Step) -> None:
        if not self._left:
            os._exit(KILLED)
        self._left -= 1


if __name__ == "__main__":
    sys.exit(main())
