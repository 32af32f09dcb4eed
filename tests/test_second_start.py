"""A second start on a data folder in use: the open window comes forward, or a sentence says why not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from rlscompanion import folder_lock, paths, running
from rlscompanion.desktop.first_window import SilentWindowError
from rlscompanion.domain.start_action import StartAction
from rlscompanion.folder_lock import WINDOW_WORK, FolderLock
from rlscompanion.ui.refusal_window import RefusalWindow

from .test_app import restored_hooks as restored_hooks  # the fixture


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> list[str]:
    """Replace the event loop; return the texts of the window that refuses the start."""
    received: list[str] = []

    def read_windows(*_: object) -> int:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and isinstance(window, RefusalWindow):
                received.extend(each.text() for each in window.findChildren(QLabel))
            window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", read_windows)
    monkeypatch.setattr(folder_lock, "LOCK_WAIT_SECONDS", 0.0)
    return received


@pytest.fixture
def held(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[FolderLock]:
    """Lock the data folder, in this process, as a program at work does."""
    lock = FolderLock(tmp_path, getattr(request, "param", WINDOW_WORK))
    assert lock.acquire() is None
    yield lock
    lock.release()


@pytest.mark.usefixtures("held")
def test_a_second_start_shows_the_first_and_ends(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[Path, str]] = []

    def ask(folder: Path, action: str) -> bool:
        asked.append((folder, action))
        return True

    monkeypatch.setattr(running, "send_action", ask)

    assert running.run(tmp_path) == 0
    assert running.run(tmp_path, action=StartAction.LIGHTS_OUT) == 0

    assert asked == [(tmp_path, StartAction.SHOW), (tmp_path, StartAction.LIGHTS_OUT)]
    assert capsys.readouterr() == ("RLS Companion was open already; its window is in front now.\n" * 2, "")
    assert read == []
    assert not paths.sleep_log_file(tmp_path).exists()


def silent(folder: Path, action: str) -> bool:
    raise SilentWindowError


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("answer", [silent, lambda folder, action: False])
def test_a_window_that_does_not_answer_is_told(
    tmp_path: Path,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: object,
) -> None:
    monkeypatch.setattr(running, "send_action", answer)

    assert running.run(tmp_path) == 1

    received = capsys.readouterr()
    assert received.out == ""
    assert received.err.startswith("RLS Companion is open already (process ")
    assert received.err.endswith("but does not answer. Close it, or end its process, then start again.\n")
    assert received.err.strip() in read
    assert not paths.sleep_log_file(tmp_path).exists()


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("held", ["restore"], indirect=True)
def test_a_command_at_work_is_waited_for_and_then_told(
    tmp_path: Path, read: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert running.run(tmp_path) == 1

    received = capsys.readouterr().err.strip()
    assert received.startswith("The sleep log is in use by rlscompanion restore (process ")
    assert received in read


@pytest.mark.usefixtures("restored_hooks", "read")
def test_the_folder_is_held_while_the_window_is_open_and_free_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[object] = []

    def look(*_: object) -> int:
        found.append(FolderLock(tmp_path, "import").acquire())
        for window in QApplication.topLevelWidgets():
            window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", look)
    assert running.run(tmp_path) == 0

    [holder] = found
    assert isinstance(holder, folder_lock.LockHolder)
    assert holder.work == WINDOW_WORK
    lock = FolderLock(tmp_path, "import")
    assert lock.acquire() is None
    lock.release()


@pytest.mark.usefixtures("restored_hooks", "read")
def test_a_folder_that_takes_no_lock_is_told_in_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def acquire(lock: FolderLock) -> None:
        lock.trouble = "No locks available"

    def look(*_: object) -> int:
        for window in QApplication.topLevelWidgets():
            shown.extend(each.text() for each in window.findChildren(QLabel) if each.isVisible())
            window.close()
        return 0

    monkeypatch.setattr(FolderLock, "acquire", acquire)
    monkeypatch.setattr(QApplication, "exec", look)
    assert running.run(tmp_path) == 0

    assert (
        f"The folder {tmp_path} takes no lock (No locks available). "
        "Use only one program on this sleep log at a time."
    ) in shown
