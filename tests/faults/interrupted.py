"""Interrupts an operation at each of its steps: `python -m tests.faults.interrupted NAME FOLDER N`.

NAME is the operation, FOLDER a folder to work in; the operation is interrupted at every N-th step, each time
in a new copy. This is a separate process without threads, so that it can be forked for each step.
"""

import os
import shutil
import sys
import traceback
from pathlib import Path

from .operations import OPERATIONS, Operation
from .steps import Step, watch_file_operations

KILLED_EXIT_STATUS = 9
BEFORE, ACKNOWLEDGED = "before", "acknowledged"


def main() -> int:
    """Interrupt the operation at its steps until it completes; return the operation's exit status.

    Each interrupted step leaves a folder named after the step.
    """
    name, place, every = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    operation = OPERATIONS[name]
    before = place / BEFORE
    before.mkdir()
    operation.prepare(before)
    step = 0
    while True:
        folder = place / str(step)
        shutil.copytree(before, folder)
        child = os.fork()
        if not child:
            _run_operation(operation, folder, step)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code != KILLED_EXIT_STATUS:
            return code
        step += every


def _run_operation(operation: Operation, folder: Path, step: int) -> None:
    code = 1
    try:
        received = os.open(folder / ACKNOWLEDGED, os.O_CREAT | os.O_WRONLY)
        watch_file_operations(_Killer(step))
        operation.carry_out(folder, _Acknowledger(received))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


class _Acknowledger:
    """Writes each word to an open file at once, as the screen shows it to the person at once."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __call__(self, word: str) -> None:
        os.write(self._descriptor, f"{word}\n".encode())


class _Killer:
    """Ends the process before the step with a certain number."""

    def __init__(self, left: int) -> None:
        self._left = left

    def __call__(self, step: Step) -> None:
        if not self._left:
            os._exit(KILLED_EXIT_STATUS)
        self._left -= 1


if __name__ == "__main__":
    sys.exit(main())
