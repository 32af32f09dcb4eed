"""The small file that the program's own errors are written to."""

import logging
from pathlib import Path

MOST_BYTES = 200_000
"""How large the file grows before it makes room; the one before it is kept."""


class ErrorFile(logging.Handler):
    """Takes warnings and what is graver. The file is made with the first of them."""

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

        made = RotatingFileHandler(self._path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8")
        made.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        return made

    def close(self) -> None:
        """Let go of the file, if there is one."""
        if self._file is not None:
            self._file.close()
        super().close()
