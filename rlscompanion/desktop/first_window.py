"""The window that is open on a data folder: a second start brings it forward instead of opening another.

The second start sends one line, an action, to a local socket; the window answers with one.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2000
"""How long a second start waits for the window's answer."""

SHOW = "show"
"""The action that brings the window forward."""

WIND_DOWN, LIGHTS_OUT = "wind-down", "lights-out"
"""Actions that also begin something."""

IN_TRAY = "in-tray"
"""The action that leaves everything as it is."""

DONE, UNKNOWN = "done", "unknown"
LONGEST_LINE = 4096

ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"
"""The variable with which a desktop lets a program that the person has started come to the front."""

log = logging.getLogger(__name__)


class SilentWindowError(Exception):
    """A window that is there and does not answer."""


def socket_name(folder: Path) -> str:
    """The name of the socket, one for each person and data folder.

    It is short, since the path of a socket has at most 104 bytes on some systems.
    """
    import hashlib  # here, for a start that does not need it yet

    person = str(os.getuid()) if sys.platform != "win32" else os.environ.get("USERNAME", "")
    words = f"{person}\0{os.path.realpath(folder)}".encode("utf-8", "surrogateescape")
    return f"rlscompanion-{hashlib.sha256(words).hexdigest()[:16]}"


def ask(folder: Path, action: str = SHOW) -> bool:
    """Send an action to the window of a data folder; whether there is one, and it has carried it out.

    Blocks for two seconds at most. Raises SilentWindowError if there is a window that does not answer.
    """
    from PySide6.QtNetwork import QLocalSocket  # most starts do not need it

    socket = QLocalSocket()
    socket.connectToServer(socket_name(folder))
    if not socket.waitForConnected(ANSWER_MS):
        return False
    socket.write(f"{action} {os.environ.get(ACTIVATION_TOKEN, '')}".rstrip().encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(ANSWER_MS):
            if socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
                raise SilentWindowError
            return False  # it closes just now
    return bytes(socket.readLine().data()).strip() == DONE.encode()


class FirstWindow(QObject):
    """Hears what second starts ask of this window.

    `asked_to_show` tells that it is to come forward, `action_asked` what it is to begin then.
    """

    asked_to_show = Signal()
    action_asked = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._server: QLocalServer | None = None

    @property
    def is_listening(self) -> bool:
        """Whether second starts are heard."""
        return self._server is not None and self._server.isListening()

    @Slot()
    def listen(self) -> None:
        """Hear second starts from now on. Called by the one that has the lock of the folder."""
        from PySide6.QtNetwork import QLocalServer  # it can wait until the window has been painted

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        # Whoever had it before was killed: the lock is ours.
        name = socket_name(self._folder)
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            log.warning("second starts will not be heard: %s", self._server.errorString())

    def close(self) -> None:
        """Hear nothing more."""
        if self._server is not None:
            self._server.close()

    @Slot()
    def _welcome(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._hear(socket)

    @Slot()
    def _read(self) -> None:
        socket = cast("QLocalSocket", self.sender())
        if socket.canReadLine():
            self._hear(socket)
        elif socket.bytesAvailable() > LONGEST_LINE:
            socket.abort()

    def _hear(self, socket: QLocalSocket) -> None:
        line = bytes(socket.readLine(LONGEST_LINE).data()).decode("utf-8", "replace")
        action, _, token = line.strip().partition(" ")
        if action in (SHOW, WIND_DOWN, LIGHTS_OUT):
            if token:
                os.environ[ACTIVATION_TOKEN] = token  # Qt takes it from there
            self.asked_to_show.emit()
        if action in (WIND_DOWN, LIGHTS_OUT):
            self.action_asked.emit(action)
        is_known = action in (SHOW, WIND_DOWN, LIGHTS_OUT, IN_TRAY)
        socket.write(f"{DONE if is_known else UNKNOWN}\n".encode())
        socket.flush()
        socket.disconnectFromServer()
