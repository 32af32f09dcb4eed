"""A simulated disk after a power cut: flushed data survives; other data survives partly or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from . import recorded
from .steps import Step

SECTOR_BYTES = 512
"""The number of bytes that a disk writes either completely or not at all."""


@dataclass(eq=False)
class _File:
    """A file: its content on disk, and later writes that a power cut may lose."""

    data: bytearray = field(default_factory=bytearray)
    waiting: list[Step] = field(default_factory=list)

    def put_on_disk(self) -> None:
        for step in self.waiting:
            _write(self.data, step)
        self.waiting.clear()


class Disk:
    """A simulated folder on a disk.

    File names are written in order, as file systems with a journal do. A file that only Python has written is
    empty until it is flushed.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._on_disk = {name: _File(bytearray(data)) for name, data in files.items()}
        self._now = dict(self._on_disk)
        self._waiting: list[tuple[Step, _File | None]] = []
        self.acknowledged: set[str] = set()

    def take(self, step: Step) -> None:
        """Apply a recorded file operation to this disk."""
        file = self._now.get(step.path)
        match step.kind:
            case recorded.ACKNOWLEDGED:
                self.acknowledged.add(step.path)
            case "write" | "truncate":
                assert file is not None, step.path
                file.waiting.append(step)
            case "sync":
                assert file is not None, step.path
                file.put_on_disk()
                self._put_names(lambda each: each.path == step.path)  # SQLite syncs the folder of a new file
            case "fsync":
                if file is not None:
                    file.data, file.waiting = bytearray(step.data), []
            case "sync folder":
                self._put_names(lambda each: step.path in (_folder(each.path), _folder(each.target)))
            case _:
                self._name(step, file)

    def _name(self, step: Step, file: _File | None) -> None:
        if step.kind == "make" and file is not None:
            return
        made = _File() if step.kind == "make" and step.at >= 0 else file
        _rename(self._now, step, made)
        self._waiting.append((step, made))

    def _put_names(self, is_meant: Callable[[Step], bool]) -> None:
        """Flush the file names that `is_meant` selects, with all names written earlier."""
        last = max((at for at, (each, _) in enumerate(self._waiting) if is_meant(each)), default=-1)
        for step, file in self._waiting[: last + 1]:
            _rename(self._on_disk, step, file)
        del self._waiting[: last + 1]

    def after_a_cut(self, random: Random, is_torn: bool) -> dict[str, bytes]:
        """The files that a power cut leaves, by name; unflushed data is lost completely or partly."""
        names = dict(self._on_disk)
        for step, file in self._waiting[: random.randrange(len(self._waiting) + 1)]:
            _rename(names, step, file)
        return {name: _after_a_cut(file, random, is_torn) for name, file in names.items()}


def _after_a_cut(file: _File, random: Random, is_torn: bool) -> bytes:
    data = bytearray(file.data)
    for step in file.waiting:
        if random.random() < 0.5:
            for part in _torn(step, random) if is_torn else [step]:
                _write(data, part)
    return bytes(data)


def _torn(step: Step, random: Random) -> Iterator[Step]:
    if not step.data:
        yield step
    for at in range(0, len(step.data), SECTOR_BYTES):
        if random.random() < 0.5:
            yield Step("write", step.path, at=step.at + at, data=step.data[at : at + SECTOR_BYTES])


def _write(data: bytearray, step: Step) -> None:
    if step.kind == "truncate":
        del data[step.at :]
        return
    if len(data) < step.at:
        data.extend(bytes(step.at - len(data)))
    data[step.at : step.at + len(step.data)] = step.data


def _rename(names: dict[str, _File], step: Step, file: _File | None) -> None:
    if step.kind in ("remove", "rename"):
        names.pop(step.path, None)
    if file is not None and step.kind in ("rename", "link"):
        names[step.target] = file
    if file is not None and step.kind == "make":
        names[step.path] = file


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def cut_power(
    files: Mapping[str, bytes], steps: Sequence[Step], random: Random, is_torn: bool, folder: Path
) -> set[str]:
    """Cut the power before a random step, and write the files that survive to `folder`.

    Returns what the person had been shown as done before the cut.
    """
    disk = Disk(files)
    for step in steps[: random.randrange(len(steps) + 1)]:
        disk.take(step)
    for name, data in disk.after_a_cut(random, is_torn).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return disk.acknowledged
