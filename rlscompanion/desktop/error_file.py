"""The small file that the program's own errors are written to."""

import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from rlscompanion.disk import private_opener

MOST_BYTES = 200_000
"""How large the file grows before it makes room; the one before it is kept."""

_Raised: TypeAlias = (
    "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"
)


class ErrorFile(logging.Handler):
    """Takes warnings and what is graver. The file, for its owner alone, is made with the first of them."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record at the end of the file."""
        if self._file is None:
            self._file = self._made()
        self._file.handle(record)

    def _made(self) -> logging.Handler:
        # Here, since it brings sockets and pickles with it that a start does not need.
        from logging.handlers import RotatingFileHandler

        class PrivateFile(RotatingFileHandler):
            def _open(self):  # type: ignore[no-untyped-def]
                return open(self.baseFilename, self.mode, encoding=self.encoding, opener=private_opener)

        made = PrivateFile(self._path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8")
        made.setFormatter(_WithoutWords("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        return made

    def close(self) -> None:
        """Let go of the file, if there is one."""
        if self._file is not None:
            self._file.close()
        super().close()


class _WithoutWords(logging.Formatter):
    """Writes where an error was raised and of what kind it is; its own words may be those of the diary."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802
        """The locations and kinds of an error and of those that led to it, the first one first."""
        error, parts = ei[1], []
        while error is not None:
            number = f" (errno {error.errno})" if isinstance(error, OSError) else ""
            trace = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{trace}{type(error).__module__}.{type(error).__qualname__}{number}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich led to:\n".join(reversed(parts))
