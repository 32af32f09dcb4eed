"""One window per data folder: a second start of the program brings the open window to the front.

To do so, the second start sends one line with an action to a local socket. The open window answers with one
line.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.domain.start_action import StartAction

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_WAIT_MS = 2000
"""Milliseconds that a second start of the program waits for the answer of the open window."""

ACTION_DONE, ACTION_UNKNOWN = "done", "unknown"
"""The answers of the open window: the action was done, or the window does not know the action."""
LONGEST_ACTION_LINE = 4096

ACTIVATION_TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"
"""The environment variable with a token that lets a started program come to the front."""

log = logging.getLogger(__name__)


class SilentWindowError(Exception):
    """Raised when a window is open on the data folder but does not answer."""


def socket_name(folder: Path) -> str:
    """The name of the local socket on which the window of this user and data folder listens.

    The name is short, since some systems limit the path of a socket to 104 bytes.
    """
    import hashlib  # imported here to keep the start fast

    person = str(os.getuid()) if sys.platform != "win32" else os.environ.get("USERNAME", "")
    words = f"{person}\0{os.path.realpath(folder)}".encode("utf-8", "surrogateescape")
    return f"rlscompanion-{hashlib.sha256(words).hexdigest()[:16]}"


def send_action(folder: Path, action: StartAction = StartAction.SHOW) -> bool:
    """Send an action to the window that is open on a data folder; return whether the action was done.

    Returns False if no window is open. Blocks for two seconds at most. Raises SilentWindowError if a window
    is open but does not answer.
    """
    from PySide6.QtNetwork import QLocalSocket  # imported here, since most starts do not need it

    socket = QLocalSocket()
    socket.connectToServer(socket_name(folder))
    if not socket.waitForConnected(ANSWER_WAIT_MS):
        return False
    socket.write(f"{action} {os.environ.get(ACTIVATION_TOKEN_VARIABLE, '')}".rstrip().encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(ANSWER_WAIT_MS):
            if socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
                raise SilentWindowError
            return False  # it is closing
    return bytes(socket.readLine().data()).strip() == ACTION_DONE.encode()


class FirstWindow(QObject):
    """Receives the actions that later starts of the program send to the first, open window.

    Emits `asked_to_show` if the window should come to the front, and `action_asked` with an action that the
    window should do.
    """

    asked_to_show = Signal()
    action_asked = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._server: QLocalServer | None = None

    @property
    def is_listening(self) -> bool:
        """Whether actions from later starts of the program are being received."""
        return self._server is not None and self._server.isListening()

    @Slot()
    def listen(self) -> None:
        """Start to receive actions from later starts of the program.

        Only the process that holds the lock of the data folder may call this.
        """
        from PySide6.QtNetwork import QLocalServer  # imported once the window has been painted

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept_connections)
        # Left by a process that was killed: this one holds the lock.
        name = socket_name(self._folder)
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            log.warning("second starts will not be heard: %s", self._server.errorString())

    def close(self) -> None:
        """Stop receiving actions from later starts of the program."""
        if self._server is not None:
            self._server.close()

    @Slot()
    def _accept_connections(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read_action)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._handle_action(socket)

    @Slot()
    def _read_action(self) -> None:
        socket = cast("QLocalSocket", self.sender())
        if socket.canReadLine():
            self._handle_action(socket)
        elif socket.bytesAvailable() > LONGEST_ACTION_LINE:
            socket.abort()

    def _handle_action(self, socket: QLocalSocket) -> None:
        line = bytes(socket.readLine(LONGEST_ACTION_LINE).data()).decode("utf-8", "replace")
        word, _, token = line.strip().partition(" ")
        action = next((each for each in StartAction if each == word), None)
        if action not in (None, StartAction.IN_TRAY):
            if token:
                os.environ[ACTIVATION_TOKEN_VARIABLE] = token  # Qt reads it from there
            self.asked_to_show.emit()
            if action is not StartAction.SHOW:
                self.action_asked.emit(action)
        socket.write(f"{ACTION_DONE if action else ACTION_UNKNOWN}\n".encode())
        socket.flush()
        socket.disconnectFromServer()
