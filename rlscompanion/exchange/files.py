"""Writing files completely or not at all, and reading files that are not too large."""

import errno
import os
import tempfile
from codecs import BOM_UTF16, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, BinaryIO

from rlscompanion.disk import resolved_path, sync_folder
from rlscompanion.domain.refusal import Refusal

LARGEST_IMPORTED_FILE = 64 * 2**20
"""The most bytes that an imported file may have."""

LONGEST_LINE = 4_000_000
"""The most characters that a line of an imported file may have."""

ProgressCallback = Callable[[float], None]
"""A function that is called now and then with the progress of an import or export, from 0 to 1."""

_DISK_FULL_ERRNOS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def ignore_progress(_: float) -> None:
    """Do nothing with the progress of an import or export."""


@contextmanager
def open_for_atomic_writing(path: Path, protected: Sequence[Path] = ()) -> Iterator[BinaryIO]:
    """Open a file for writing in a `with` block; the file appears only once it is complete and on disk.

    An existing file at `path` is replaced at that moment. Only the owner can read the new file (mode 0600).
    If `path` is a link, the file that the link leads to is replaced. Raises Refusal, with nothing changed, if
    the file cannot be written or is in `protected`.
    """
    target = _resolved(path)
    _refuse_wrong_target(path, target, protected)
    try:
        descriptor, name = tempfile.mkstemp(prefix=".rlscompanion-", suffix=".partial", dir=target.parent)
        partial = Path(name)
        try:
            with open(descriptor, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, target)
        finally:
            partial.unlink(missing_ok=True)
        sync_folder(target.parent)
    except OSError as error:
        raise Refusal(_not_written_sentence(error, path)) from error


def _resolved(path: Path) -> Path:
    try:
        return resolved_path(path)
    except OSError as error:
        raise Refusal(_not_written_sentence(error, path)) from error


def _refuse_wrong_target(path: Path, target: Path, protected: Sequence[Path]) -> None:
    try:
        is_there = target.exists()
        if is_there and not target.is_file():
            raise Refusal(f"{path} is not a file. Choose another name, then export again.")
        is_kept = any(
            target == each.resolve() or (is_there and each.exists() and target.samefile(each))
            for each in protected
        )
    except OSError as error:
        raise Refusal(_not_written_sentence(error, path)) from error
    if is_kept or target.suffix.lower() != path.suffix.lower():
        raise Refusal(f"{path} leads to {target}, which is not written over. Choose another name.")


def _not_written_sentence(error: OSError, path: Path) -> str:
    if error.errno in _DISK_FULL_ERRNOS:
        return f"The disk has no room left for {path}. Free some space, then export again."
    if error.errno == errno.ENOENT:
        return f"There is no folder {path.parent}. Create it or choose another, then export again."
    if error.errno == errno.ELOOP:
        return f"{path} is a link that leads back to itself. Choose another name, then export again."
    if error.errno == errno.ENAMETOOLONG:
        return f"The name {path} is too long. Choose a shorter one, then export again."
    return f"{path} cannot be written. Choose another folder or allow writing there, then export again."


@contextmanager
def open_imported_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for import, to read its bytes in a `with` block.

    Raises Refusal if the file is missing, empty or far too large.
    """
    try:
        if path.exists() and not path.is_file():
            raise Refusal(f"{path} is not a file. Name one that was exported.")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size == 0:
                raise Refusal(f"{path} is empty. Export it again, or name another file.")
            if size > LARGEST_IMPORTED_FILE:
                raise Refusal(
                    f"{path} is larger than {LARGEST_IMPORTED_FILE // 2**20} MiB, "
                    "far more than any sleep log."
                )
            yield file
    except FileNotFoundError as error:
        raise Refusal(f"There is no file {path}. Check the name, then try again.") from error
    except OSError as error:
        raise Refusal(
            f"{path} cannot be read. Allow reading it, or check the disk, then try again."
        ) from error


def encoding_of(beginning: bytes) -> str:
    """The encoding of a text that begins with these bytes: UTF-16 with a byte order mark, else UTF-8."""
    return "utf-16" if beginning.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"


def text_lines(open_file: Callable[[], IO[bytes]], file_name: str) -> Iterator[str]:
    """The lines of a text file, with their line endings.

    `open_file` opens the file from its beginning, each time it is called. Raises Refusal for a line that is
    too long, and for text that is neither UTF-8 nor UTF-16 with a byte order mark. The Refusal calls the file
    `file_name`.
    """
    with open_file() as file:
        encoding = encoding_of(file.read(len(BOM_UTF16)))
    try:
        with open_file() as file, TextIOWrapper(file, encoding, newline="") as text:
            while line := text.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    raise Refusal(
                        f"{file_name}: holds a line of more than {LONGEST_LINE:,} characters. "
                        "Nothing was changed."
                    )
                yield line
    except UnicodeError as error:
        with open_file() as file:
            decode_text(file.read(), file_name)
        raise Refusal(f"{file_name}: is not text in UTF-8. Nothing was changed.") from error


def decode_text(data: bytes, file_name: str) -> str:
    """Decode the bytes of a text file: UTF-8, or UTF-16 with a byte order mark.

    Raises Refusal for another encoding. The Refusal calls the file `file_name`.
    """
    try:
        return data.decode(encoding_of(data))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refusal(f"{file_name}, line {line}: is not text in UTF-8. Nothing was changed.") from error
