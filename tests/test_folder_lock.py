"""Only one program at a time writes to a data folder, and what a program leaves behind there."""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rlscompanion.folder_lock import (
    LOCK_POLL_SECONDS,
    LOCK_WAIT_SECONDS,
    WINDOW_WORK,
    FolderHeld,
    FolderLock,
    LockHolder,
    locking_folder,
    without_lock_sentence,
)
from rlscompanion.paths import lock_file
from tests.waiting import wait_until

HOLDING = """
import sys, time
from pathlib import Path
from rlscompanion.paths import lock_file
from rlscompanion.folder_lock import locking_folder
with locking_folder(Path(sys.argv[1]), "restore"):
    print("held", flush=True)
    time.sleep(600)
"""


class Waiting:
    """A clock that moves only when a program waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.naps = 0

    def seconds(self) -> float:
        return self.now

    def nap(self, seconds: float) -> None:
        self.now += seconds
        self.naps += 1


def taken(folder: Path, work: str = "import") -> FolderLock:
    lock = FolderLock(folder, work)
    assert lock.acquire() is None
    assert not lock.trouble
    return lock


def test_the_second_hears_who_has_the_folder(tmp_path: Path) -> None:
    first, second = taken(tmp_path), FolderLock(tmp_path, WINDOW_WORK)

    assert second.acquire() == LockHolder(os.getpid(), "import")

    first.release()
    assert second.acquire() is None
    second.release()


def test_another_folder_is_free(tmp_path: Path) -> None:
    first, other = taken(tmp_path / "a"), taken(tmp_path / "b")
    first.release()
    other.release()


def test_the_same_folder_by_another_name_is_not(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    lock = taken(tmp_path / "data")
    assert FolderLock(tmp_path / "link", "backup").acquire() == LockHolder(os.getpid(), "import")
    lock.release()


@pytest.mark.parametrize(
    ("holder", "sentence"),
    [
        (
            LockHolder(1234, WINDOW_WORK),
            "RLS Companion is open (process 1234). Close it, or use Settings → Files in its window.",
        ),
        (
            LockHolder(1234, "import"),
            "The sleep log is in use by rlscompanion import (process 1234). "
            "Wait until that has ended, then try again.",
        ),
        (
            LockHolder(),
            "The sleep log is in use by another program. Wait until that has ended, then try again.",
        ),
    ],
)
def test_the_sentence_names_the_holder(holder: LockHolder, sentence: str) -> None:
    assert str(FolderHeld(holder)) == sentence


def test_a_held_lock_is_waited_for_a_moment(tmp_path: Path) -> None:
    lock, waiting, met = taken(tmp_path, "backup"), Waiting(), list[LockHolder]()

    with (
        pytest.raises(FolderHeld) as held,
        locking_folder(tmp_path, "import", on_wait=met.append, seconds=waiting.seconds, sleep=waiting.nap),
    ):
        pytest.fail("two at once")

    assert held.value.holder == LockHolder(os.getpid(), "backup")
    assert waiting.naps == round(LOCK_WAIT_SECONDS / LOCK_POLL_SECONDS)
    assert met == [held.value.holder] * (waiting.naps + 1)
    lock.release()


def test_one_that_ends_meanwhile_makes_room(tmp_path: Path) -> None:
    lock, waiting = taken(tmp_path), Waiting()

    def nap(seconds: float) -> None:
        waiting.nap(seconds)
        if waiting.naps == 3:
            lock.release()

    with locking_folder(tmp_path, "backup", seconds=waiting.seconds, sleep=nap):
        assert FolderLock(tmp_path, "import").acquire() == LockHolder(os.getpid(), "backup")
    assert waiting.naps == 3


def test_the_work_of_the_holder_passes_under_its_lock(tmp_path: Path) -> None:
    lock, waiting = taken(tmp_path, WINDOW_WORK), Waiting()

    with locking_folder(tmp_path, "import", within=os.getpid()):
        pass
    assert FolderLock(tmp_path, "x").acquire() == LockHolder(os.getpid(), WINDOW_WORK), (
        "its end frees nothing"
    )
    with (
        pytest.raises(FolderHeld),
        locking_folder(tmp_path, "import", within=1, seconds=waiting.seconds, sleep=waiting.nap),
    ):
        pytest.fail("two at once")
    lock.release()

    with locking_folder(
        tmp_path, "import", within=os.getpid() + 1
    ):  # its window has gone: it takes the lock itself
        assert FolderLock(tmp_path, "x").acquire() == LockHolder(os.getpid(), "import")


def test_nothing_is_left_but_what_others_put_there(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    with locking_folder(folder, "import"):
        assert list(folder.iterdir()) == [lock_file(folder)]
        assert lock_file(folder).stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []

    with locking_folder(folder, "import"):
        (tmp_path / "a" / "mine.txt").touch()
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "a", tmp_path / "a" / "mine.txt"]


@pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")
def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert FolderLock(tmp_path, "import").acquire() == LockHolder(process.pid, "restore")
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert json.loads(lock_file(tmp_path).read_text()) == {"pid": process.pid, "work": "restore"}

    with locking_folder(tmp_path, "backup"):
        assert FolderLock(tmp_path, "import").acquire() == LockHolder(os.getpid(), "backup")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be removed elsewhere")
def test_a_file_removed_between_opening_and_locking_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    first, second, real = taken(tmp_path), FolderLock(tmp_path, "backup"), fcntl.flock

    def flock(descriptor: int, how: int) -> None:
        first.release()
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    assert second.acquire() is None
    monkeypatch.undo()

    assert FolderLock(tmp_path, "import").acquire() == LockHolder(os.getpid(), "backup")
    second.release()


@pytest.mark.skipif(os.name != "posix", reason="locks by flock")
@pytest.mark.parametrize("error", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_file_system_without_locks_is_told_and_used_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    import fcntl

    def flock(descriptor: int, how: int) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(fcntl, "flock", flock)

    with locking_folder(tmp_path / "data", "import") as lock:
        assert lock.trouble == os.strerror(error)
    assert without_lock_sentence(tmp_path, lock.trouble) == (
        f"The folder {tmp_path} takes no lock ({os.strerror(error)}). "
        "Use only one program on this sleep log at a time."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    with locking_folder(tmp_path / "data", "import") as lock:
        assert lock.trouble == os.strerror(errno.EEXIST)
    with locking_folder(tmp_path / "data" / "deeper", "import") as lock:
        assert lock.trouble == os.strerror(errno.ENOTDIR)
    assert (tmp_path / "data").read_text() == "mine"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"pid": "x", "work": 1}', b"\xff\xfe", b'{"pid": 3}']
)
def test_what_the_file_says_only_serves_the_sentence(tmp_path: Path, content: bytes) -> None:
    lock = taken(tmp_path)
    lock_file(tmp_path).write_bytes(content)
    assert FolderLock(tmp_path, "backup").acquire() == LockHolder()
    lock.release()
    lock_file(tmp_path).write_bytes(content)
    taken(tmp_path).release()


def test_of_many_at_once_one_is_at_work(tmp_path: Path) -> None:
    """Each process writes a line when it begins and a line when it ends; no other line may be in between."""
    code = (
        "import sys; from pathlib import Path; from rlscompanion.folder_lock import *\n"
        "for _ in range(20):\n"
        "    folder = Path(sys.argv[1]) / 'data'\n"
        "    with locking_folder(folder, 'import', seconds=lambda: 0.0, sleep=lambda _: None):\n"
        "        with open(sys.argv[1] + '/lines', 'a', buffering=1) as file:\n"
        "            for word in ('begin', 'end'): file.write(f'{sys.argv[2]} {word}\\n')\n"
    )
    crowd = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(number)]) for number in range(4)
    ]
    wait_until(lambda: all(each.poll() is not None for each in crowd), "all are done")

    assert [each.returncode for each in crowd] == [0] * 4
    lines = [line.split() for line in (tmp_path / "lines").read_text().splitlines()]
    assert len(lines) == 4 * 20 * 2
    for begun, ended in zip(lines[::2], lines[1::2], strict=True):
        assert (begun[0], begun[1], ended[1]) == (ended[0], "begin", "end")
    assert list((tmp_path / "data").glob("*")) == []
