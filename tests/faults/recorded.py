"""Records the file operations that a log operation does: `python -m tests.faults.recorded NAME FOLDER`.

NAME is the log operation. FOLDER/before then contains the files before the operation, FOLDER/steps the file
operations. This is a separate process, since its hooks cannot be removed.
"""

import os
import pickle
import shutil
import sys
from pathlib import Path

from .operations import OPERATIONS
from .steps import Step, watch_file_operations

BEFORE, DURING, STEPS = "before", "during", "steps"
ACKNOWLEDGED = "acknowledged"
"""The kind of a step that changes no file: the app tells the person that something is done."""


class Record:
    """The file operations of a log operation, with the flushed contents of files.

    Paths are relative to the folder of the operation.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = f"{folder}{os.sep}"
        self.steps: list[Step] = []

    def __call__(self, step: Step) -> None:
        if not step.path.startswith(self._folder):
            return
        data = step.data
        if step.kind == "fsync" and os.path.isfile(step.path):
            data = Path(step.path).read_bytes()
        path, target = (each.removeprefix(self._folder) for each in (step.path, step.target))
        kind = "sync folder" if step.kind == "fsync" and os.path.isdir(step.path) else step.kind
        self.steps.append(Step(kind, path, target, step.at, data))

    def acknowledge(self, word: str) -> None:
        self.steps.append(Step(ACKNOWLEDGED, word))


def main() -> None:
    operation, place = OPERATIONS[sys.argv[1]], Path(sys.argv[2]).resolve()
    before, during = place / BEFORE, place / DURING
    before.mkdir()
    operation.prepare(before)
    shutil.copytree(before, during)
    record = Record(during)
    watch_file_operations(record)
    operation.carry_out(during, record.acknowledge)
    steps = list(record.steps)
    (place / STEPS).write_bytes(pickle.dumps(steps))


if __name__ == "__main__":
    main()
