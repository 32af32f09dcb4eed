"""The small file in which the program logs its errors."""

import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from rlscompanion.disk import private_opener

MOST_ERROR_FILE_BYTES = 200_000
"""The most bytes of the error file.

When the file is full, `.1` is added to its name, and a new file begins.
"""

_ExceptionInfo: TypeAlias = (
    "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"
)


class ErrorFile(logging.Handler):
    """Logs warnings and errors to a file that only its owner can read.

    The file is created at the first warning or error.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Append a log record to the file."""
        if self._file is None:
            self._file = self._make_handler()
        self._file.handle(record)

    def _make_handler(self) -> logging.Handler:
        # Imported here, since it imports sockets and pickle, which a start does not need.
        from logging.handlers import RotatingFileHandler

        class PrivateFile(RotatingFileHandler):
            def _open(self):  # type: ignore[no-untyped-def]
                return open(self.baseFilename, self.mode, encoding=self.encoding, opener=private_opener)

        made = PrivateFile(self._path, maxBytes=MOST_ERROR_FILE_BYTES, backupCount=1, encoding="utf-8")
        made.setFormatter(_FormatterWithoutMessages("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        return made

    def close(self) -> None:
        """Close the file, if it was created."""
        if self._file is not None:
            self._file.close()
        super().close()


class _FormatterWithoutMessages(logging.Formatter):
    """Formats an error as its type and location; leaves out the message, which may quote the diary."""

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802
        """The locations and types of an error and of its causes, beginning with the first cause."""
        error, parts = ei[1], []
        while error is not None:
            number = f" (errno {error.errno})" if isinstance(error, OSError) else ""
            trace = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{trace}{type(error).__module__}.{type(error).__qualname__}{number}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich led to:\n".join(reversed(parts))
