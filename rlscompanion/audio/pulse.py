"""Sound output through PulseAudio or PipeWire, the sound servers of most Linux desktops (libpulse).

miniaudio can use these servers, too. But it makes a server request sound every 20 ms, which costs more than
rendering the sound. And it never notices that a server has died.
"""

import contextlib
import ctypes
import logging
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import cached_property
from typing import TypeVar

from rlscompanion.audio.output import NoOutputError, Output, PullFrames, distinct_names
from rlscompanion.audio.synthesis import SAMPLE_RATE

SERVER_ANSWER_SECONDS = 2.0
"""The most seconds that a sound server may take to answer; after that, it counts as missing."""

_FRAME_BYTES = 8  # two channels of float32
_LARGEST_WRITE_BYTES = 160 * SAMPLE_RATE // 1000 * _FRAME_BYTES
"""Bytes that fit into one block of the memory shared with the server: nearly 64 KiB."""

# From the headers of libpulse; part of its binary interface.
_FLOAT32 = 5 if sys.byteorder == "little" else 6
_NO_AUTOSPAWN = 1
_DO_NOT_MOVE = 0x200
_CONTEXT_READY, _CONTEXT_FAILED, _CONTEXT_TERMINATED = 4, 5, 6
_STREAM_READY, _STREAM_FAILED, _STREAM_TERMINATED = 2, 3, 4
_SERVER_MAXIMUM = 2**32 - 1
_NO_SIZE = ctypes.c_size_t(-1).value

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class _SampleSpec(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class _BufferAttr(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize")
    )


class _SinkInfo(ctypes.Structure):
    """The first fields of libpulse's struct pa_sink_info, which describes a sink (an output device)."""

    _fields_ = (("name", ctypes.c_char_p), ("index", ctypes.c_uint32), ("description", ctypes.c_char_p))


_OnSink = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_SinkInfo), ctypes.c_int, ctypes.c_void_p)


class PulseOutputs:
    """The sinks (output devices) of the sound server; implements `audio.output.Outputs`.

    Without a sound server or libpulse, there are no sinks.
    """

    def __init__(self) -> None:
        self._playing: _Connection | None = None

    @cached_property
    def _library(self) -> ctypes.CDLL | None:
        """Load libpulse at first use, since loading takes longer than a click should."""
        return _load_library()

    def device_names(self) -> Sequence[str]:
        """The names of the sinks present now. Returns within SERVER_ANSWER_SECONDS."""
        try:
            with self._connection() as connection:
                return list(connection.sinks())
        except NoOutputError as error:
            _log.info("the sound devices cannot be listed: %s", error)
            return []

    def open(
        self, pull: PullFrames, on_lost: Callable[[], None], period_ms: int, device: str | None
    ) -> Output:
        """Open a stream to the sink with this name and start playing; if that fails, use the default sink.

        Raises NoOutputError, after a few times SERVER_ANSWER_SECONDS at the latest.
        """
        connection = self._connect()
        try:
            output = _PulseOutput(connection, pull, on_lost, period_ms, device)
        except NoOutputError:
            connection.close()
            raise
        self._playing = connection
        return output

    def _connect(self) -> "_Connection":
        if self._library is None:
            raise NoOutputError("libpulse is not installed")
        return _Connection(self._library)

    @contextlib.contextmanager
    def _connection(self) -> Iterator["_Connection"]:
        """Yield the connection that plays or, if none plays, a temporary one.

        The playing connection is used again, since each new connection is work for the server.
        """
        if self._playing is not None and not self._playing.is_over:
            yield self._playing
        else:
            with contextlib.closing(self._connect()) as connection:
                yield connection


class _PulseOutput:
    def __init__(
        self,
        connection: "_Connection",
        pull: PullFrames,
        on_lost: Callable[[], None],
        period_ms: int,
        device: str | None,
    ) -> None:
        self._connection = connection
        self.device: str | None = None
        if device is not None and (sink := connection.sinks().get(device)) is not None:
            try:
                self.buffer_frames = connection.play(pull, on_lost, period_ms, sink)
            except NoOutputError as error:
                _log.info("the chosen sound device refuses: %s", error)
            else:
                self.device = device
                return
        self.buffer_frames = connection.play(pull, on_lost, period_ms, None)

    @property
    def is_lost(self) -> bool:
        return self._connection.is_over

    def close(self) -> None:
        self._connection.close()


class _Connection:
    """A connection to the sound server with at most one stream, run by a thread of its own.

    After the constructor, only this thread calls libpulse, so a server that hangs blocks nothing else. The
    constructor raises NoOutputError if libpulse has no room for a connection.
    """

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._lock = threading.Lock()  # guards the requests and the end of the loop
        self._requests: deque[Callable[[], None]] = deque()
        self._is_closing = self._is_playing = self.is_over = False
        self._sinks: list[tuple[str, bytes]] = []
        self._on_sink = _OnSink(self._on_sink_listed)
        self._stream: int | None = None
        self._pull: PullFrames | None = None
        self._on_lost: Callable[[], None] | None = None
        self._error = "the sound server has gone"
        self._listing: Future[dict[str, bytes]] = Future()
        self._opening: Future[int] = Future()
        self._loop = library.pa_mainloop_new()
        if not self._loop:
            raise NoOutputError("there is no room for a connection to the sound server")
        self._context = library.pa_context_new(library.pa_mainloop_get_api(self._loop), b"RLS Companion")
        self._thread = threading.Thread(target=self._run_loop, name="sound-server", daemon=True)
        self._thread.start()

    def sinks(self) -> dict[str, bytes]:
        """The sinks (output devices) of the sound server: the server's name of each, by its displayed name.

        Raises NoOutputError.
        """
        self._listing = Future()
        return self._wait_for_answer(self._listing, self._list_sinks)

    def play(self, pull: PullFrames, on_lost: Callable[[], None], period_ms: int, sink: bytes | None) -> int:
        """Start playing on a sink (None: the default sink); return the most frames that the sink buffers.

        `on_lost` is called, from the connection's thread, if the stream ends other than by `close`. Raises
        NoOutputError.
        """
        self._opening, self._pull = Future(), pull
        frames = self._wait_for_answer(self._opening, lambda: self._start_stream(period_ms, sink))
        with self._lock:
            self._on_lost = on_lost
        return frames

    def close(self) -> None:
        """Close the stream and the connection to the sound server."""
        with self._lock:
            self._is_closing, self._on_lost = True, None
            self._wake()
        self._thread.join()

    def _wait_for_answer(self, future: "Future[_T]", request: Callable[[], None]) -> _T:
        with self._lock:
            if self.is_over:
                raise NoOutputError(self._error)
            self._requests.append(request)
            self._wake()
        try:
            return future.result(SERVER_ANSWER_SECONDS)
        except TimeoutError as error:
            raise NoOutputError("the sound server does not answer") from error

    def _run_loop(self) -> None:
        try:
            if self._library.pa_context_connect(self._context, None, _NO_AUTOSPAWN, None) >= 0:
                while not self._is_closing and self._library.pa_mainloop_iterate(self._loop, 1, None) >= 0:
                    if not self._run_pending():
                        break
            self._error = self._error_reason()
        except Exception:
            _log.exception("the connection to the sound server failed")
        self._disconnect()

    def _run_pending(self) -> bool:
        """Run pending work; return False when the connection is finished."""
        if self._is_playing and not self._requests:
            return self._write_requested_frames()
        state = self._library.pa_context_get_state(self._context)
        if state != _CONTEXT_READY:
            return state not in (_CONTEXT_FAILED, _CONTEXT_TERMINATED)
        while self._requests:
            self._requests.popleft()()
        return self._stream is None or self._check_opening(self._stream)

    def _list_sinks(self) -> None:
        self._sinks.clear()
        operation = self._library.pa_context_get_sink_info_list(self._context, self._on_sink, None)
        if operation:
            self._library.pa_operation_unref(operation)

    def _on_sink_listed(self, context: int, sink: "ctypes._Pointer[_SinkInfo]", end: int, data: int) -> None:
        if not end:
            description = sink.contents.description.decode(errors="replace")
            self._sinks.append((description, sink.contents.name))
        elif not self._listing.done():
            names = distinct_names([description for description, _ in self._sinks])
            self._listing.set_result(dict(zip(names, (name for _, name in self._sinks), strict=True)))

    def _start_stream(self, period_ms: int, sink: bytes | None) -> None:
        """Request a stream that asks for two thirds of a period when one period is left.

        The rest of its buffer, a third of a period, becomes the latency of the sink.
        """
        library = self._library
        self._drop_stream()
        third = period_ms * SAMPLE_RATE // 3000 * _FRAME_BYTES
        portion, full = 2 * third, 5 * third
        kind = _SampleSpec(_FLOAT32, SAMPLE_RATE, 2)
        buffer = _BufferAttr(_SERVER_MAXIMUM, full, portion, portion, _SERVER_MAXIMUM)
        stream = library.pa_stream_new(self._context, b"Sound", ctypes.byref(kind), None)
        if not stream:
            self._opening.set_exception(NoOutputError(self._error_reason()))
            return
        # A stream that the server moved would not move back; one that ends is opened again.
        flags = _DO_NOT_MOVE if sink is not None else 0
        if library.pa_stream_connect_playback(stream, sink, ctypes.byref(buffer), flags, None, None) < 0:
            self._drop_failed_stream(stream)
        else:
            self._stream = stream

    def _check_opening(self, stream: int) -> bool:
        """Check a stream that is being opened; return False when the connection is finished."""
        state = self._library.pa_stream_get_state(stream)
        if state in (_STREAM_FAILED, _STREAM_TERMINATED):
            return self._drop_failed_stream(stream)
        if state == _STREAM_READY and not self._is_playing:
            self._is_playing = True
            buffer = self._library.pa_stream_get_buffer_attr(stream).contents
            self._opening.set_result(2 * (buffer.tlength - buffer.minreq) // _FRAME_BYTES)
        return not self._is_playing or self._write_requested_frames()

    def _write_requested_frames(self) -> bool:
        """Write the frames that the stream requests; return whether it still exists."""
        stream, library = self._stream, self._library
        wanted = library.pa_stream_writable_size(stream)
        if wanted == _NO_SIZE:
            return False
        while self._pull is not None and wanted >= _FRAME_BYTES:
            block = self._pull(min(wanted, _LARGEST_WRITE_BYTES) // _FRAME_BYTES)
            if library.pa_stream_write(stream, block.ctypes.data, block.nbytes, None, 0, 0) < 0:
                return False
            wanted -= block.nbytes
        return True

    def _drop_failed_stream(self, stream: int) -> bool:
        """Handle a failed stream; if the stream was just starting, only this start fails."""
        self._stream = None
        self._library.pa_stream_unref(stream)
        if not self._is_playing:
            self._opening.set_exception(NoOutputError(self._error_reason()))
        return not self._is_playing

    def _drop_stream(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            self._library.pa_stream_disconnect(stream)
            self._library.pa_stream_unref(stream)

    def _disconnect(self) -> None:
        library = self._library
        self._drop_stream()
        library.pa_context_disconnect(self._context)
        library.pa_context_unref(self._context)
        with self._lock:
            self.is_over, on_lost = True, self._on_lost
            library.pa_mainloop_free(self._loop)
        self._on_lost = self._pull = None
        for future in (self._listing, self._opening):
            if not future.done():
                future.set_exception(NoOutputError(self._error))
        if on_lost is not None:
            on_lost()

    def _error_reason(self) -> str:
        text = self._library.pa_strerror(self._library.pa_context_errno(self._context))
        return f"the sound server says: {text.decode(errors='replace')}"

    def _wake(self) -> None:
        """Wake the thread; called with the lock held."""
        if not self.is_over:
            self._library.pa_mainloop_wakeup(self._loop)


def _load_library() -> ctypes.CDLL | None:
    """libpulse with the types of its functions; None if it is not installed."""
    try:
        library = ctypes.CDLL("libpulse.so.0")
    except OSError:
        return None
    pointer, text, number, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_size_t
    types = {
        "pa_mainloop_new": (pointer,),
        "pa_mainloop_get_api": (pointer, pointer),
        "pa_mainloop_iterate": (number, pointer, number, pointer),
        "pa_mainloop_wakeup": (None, pointer),
        "pa_mainloop_free": (None, pointer),
        "pa_context_new": (pointer, pointer, text),
        "pa_context_connect": (number, pointer, text, number, pointer),
        "pa_context_disconnect": (None, pointer),
        "pa_context_unref": (None, pointer),
        "pa_context_get_state": (number, pointer),
        "pa_context_errno": (number, pointer),
        "pa_context_get_sink_info_list": (pointer, pointer, _OnSink, pointer),
        "pa_operation_unref": (None, pointer),
        "pa_strerror": (text, number),
        "pa_stream_new": (pointer, pointer, text, pointer, pointer),
        "pa_stream_connect_playback": (number, pointer, text, pointer, number, pointer, pointer),
        "pa_stream_disconnect": (number, pointer),
        "pa_stream_unref": (None, pointer),
        "pa_stream_get_state": (number, pointer),
        "pa_stream_get_buffer_attr": (ctypes.POINTER(_BufferAttr), pointer),
        "pa_stream_writable_size": (size, pointer),
        "pa_stream_write": (number, pointer, pointer, size, pointer, ctypes.c_int64, number),
    }
    for name, (result, *arguments) in types.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
