"""Sentences that tell the person why an audio file cannot be played."""

import errno
import os

from rlscompanion.domain.refusal import Refusal

UNREACHABLE_ERRNOS = frozenset(
    {errno.EIO, errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT, errno.ENOTCONN}
    | {errno.ESTALE, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ECONNRESET, errno.ENETUNREACH}
)
"""The `errno` values of a drive or network share that has gone, as opposed to a bad file."""


class NoDecoderError(ValueError):
    """Raised for an audio file in a format that no decoder here supports."""


class AudioFileUnreachable(Refusal):
    """Raised if an audio file becomes unreadable while being read, for example if its drive is unplugged."""


def refusal_of(path: str, error: Exception) -> Refusal:
    """The Refusal that says why an audio file cannot be opened or decoded, and what the person can do.

    `error` is the exception raised by opening or decoding the file.
    """
    name = one_line(os.path.basename(path))
    if isinstance(error, NoDecoderError):
        return Refusal(
            f"{name} is in a format that cannot be played. Convert it to FLAC or MP3 and add that file."
        )
    number = getattr(error, "errno", None)
    if number in (errno.ENOENT, errno.ENOTDIR):
        return Refusal(f"{name} has been moved or deleted. Put it back, or remove it from the list.")
    if number in (errno.EACCES, errno.EPERM):
        return Refusal(f"You do not have permission to read {name}. Change that, or remove it from the list.")
    if number == errno.EISDIR:
        return Refusal(f"{name} is a folder. Use Add folder.")
    if number == errno.EIO:
        return Refusal(f"The disk with {name} is failing. Check the disk and its connection.")
    if number in UNREACHABLE_ERRNOS:
        return Refusal(f"The disk or network with {name} does not respond. Check its connection.")
    return Refusal(f"{name} has no sound that can be played. It may be damaged, or not an audio file.")


def one_line(text: str) -> str:
    """Put a file name or tag on one line, without null characters."""
    return " ".join(text.replace("\0", " ").split())
