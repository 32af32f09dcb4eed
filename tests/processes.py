"""Starts child processes that end with the test, and that Ctrl-C always reaches."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import PROCESS_SECONDS


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGINT raise KeyboardInterrupt here and end child processes, even if SIGINT was ignored before.

    A shell starts background programs with SIGINT ignored, and children inherit that. A signal that has a
    handler here gets its default action in a new program. Works only in the main thread.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def run_to_end(
    arguments: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; return its exit status and output.

    `environment` is the program's environment; None stands for the present one.
    """
    with interruptible():
        return subprocess.run(
            [*map(str, arguments)],
            env=None if environment is None else dict(environment),
            capture_output=True,
            text=True,
            timeout=PROCESS_SECONDS,
            check=False,
        )


def start_process(
    arguments: Sequence[str | Path], environment: Mapping[str, str], log: Path, cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start a process that ends when this process dies; append the new process's output to `log`."""
    with log.open("ab") as output, interruptible():
        return subprocess.Popen(
            [*death_signal_prefix(), *map(str, arguments)],
            env=dict(environment),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def death_signal_prefix() -> list[str]:
    """The start of a command line whose program ends when its parent is killed; empty if unsupported."""
    return ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []


def is_listening(path: Path) -> bool:
    """Whether a server listens on the Unix socket at this path."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(path)) == 0


def end_process(process: subprocess.Popen[bytes], patience: float = 3.0) -> None:
    """End a process and wait for it; kill the process if it has not ended after `patience` seconds."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()


def end_strays(variable: str, value: str) -> None:
    """Kill every process that was started with `variable=value` in its environment.

    The value must be unique, so that only processes of the tests have it.
    """
    needle = os.fsencode(f"{variable}={value}")
    for entry in Path("/proc").glob("[0-9]*"):
        pid = int(entry.name)
        if pid == os.getpid():
            continue
        try:
            if needle in (entry / "environ").read_bytes().split(b"\0"):
                os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
