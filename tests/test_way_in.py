"""The app on a log with a passphrase: asked for at the start, set, changed, locked again, erased."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion import paths, running
from rlscompanion.bedtime.preferences import KEY_IN_KEYRING
from rlscompanion.desktop.command_process import CommandProcess
from rlscompanion.domain.moment import Moment
from rlscompanion.storage import keys
from rlscompanion.storage.backups import back_up_log, backup_folder_of, backups_of
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.protection import change_log_key, unlock_files
from rlscompanion.ui.main_window import MainWindow
from rlscompanion.ui.refusal_window import RefusalWindow
from rlscompanion.ui.unlock_window import UnlockWindow
from tests.desktop.test_first_window import asked
from tests.keyrings import MemoryKeyring, memory_keyring
from tests.test_app import restored_hooks
from tests.waiting import PATIENCE_MS

__all__ = ["memory_keyring", "restored_hooks"]

WORDS, OTHERS = "four quiet sheep asleep", "another set of words"
Act = Callable[[QWidget], None]

pytestmark = pytest.mark.usefixtures("restored_hooks", "few_rounds")


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    yield
    keys.forget_all_keys()


@pytest.fixture
def acts(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> list[Act]:
    """A list of actions, done in turn in the windows that open, in place of the event loop."""
    acts: list[Act] = []

    def act(*_: object) -> int:
        [window] = [
            each
            for each in QApplication.topLevelWidgets()
            if each.isVisible() and isinstance(each, UnlockWindow | MainWindow | RefusalWindow)
        ]
        acts.pop(0)(window)
        window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", act)
    return acts


def now() -> Moment:
    return Moment(1795290000, 60)


def protect(log: Path, passphrase: str = WORDS) -> None:
    change_log_key(log, keys.new_key(passphrase), now)
    keys.forget_all_keys()


def press(window: QWidget, identifier: str) -> None:
    [found] = [
        each
        for each in window.findChildren(QPushButton)
        if each.accessibleIdentifier() == identifier and each.isVisible()
    ]
    found.click()


def type_in(window: QWidget, identifier: str, text: str) -> None:
    [found] = [each for each in window.findChildren(QLineEdit) if each.accessibleIdentifier() == identifier]
    found.setText(text)


def texts(window: QWidget) -> str:
    return " ".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def unlocking(passphrase: str) -> Act:
    def act(window: QWidget) -> None:
        assert isinstance(window, UnlockWindow)
        type_in(window, "Passphrase", passphrase)
        press(window, "Unlock")

    return act


def closing_it(window: QWidget) -> None:
    assert isinstance(window, MainWindow)


def test_the_passphrase_comes_before_anything_else(folder: Path, acts: list[Act]) -> None:
    protect(paths.sleep_log_file(folder))
    seen: list[str] = []
    acts[:] = [unlocking(WORDS), lambda window: seen.append(texts(window))]

    assert running.run(folder) == 0

    assert acts == []
    assert "Your log is locked" not in seen[0]


def test_closing_the_question_ends_the_program(folder: Path, acts: list[Act]) -> None:
    log = paths.sleep_log_file(folder)
    protect(log)
    before = log.read_bytes()
    acts[:] = [unlocking(OTHERS)]

    assert running.run(folder) == 0

    assert acts == []
    assert log.read_bytes() == before
    assert [each.name for each in folder.iterdir()] == [log.name]


def test_a_bedtime_without_the_log_leaves_it_alone(folder: Path, acts: list[Act]) -> None:
    log = paths.sleep_log_file(folder)
    protect(log)
    before = log.read_bytes()
    received: list[str] = []

    def without(window: QWidget) -> None:
        press(window, "Go on without the log")

    def lights_out(window: QWidget) -> None:
        received.append(texts(window))
        press(window, "Lights out")

    acts[:] = [without, lights_out]

    assert running.run(folder) == 0

    assert "What you do now is not saved." in received[0]
    assert log.read_bytes() == before
    assert [each.name for each in folder.iterdir()] == [log.name]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that the window starts, of which none is run."""
    begun: list[list[str]] = []
    monkeypatch.setattr(CommandProcess, "start", lambda _, arguments, *__: begun.append(list(arguments)))
    return begun


def test_a_passphrase_is_set_in_the_window(folder: Path, acts: list[Act], commands: list[list[str]]) -> None:
    log = paths.sleep_log_file(folder)
    with closing(open_database(log, now)) as connection:
        back_up_log(connection, backup_folder_of(log), now)
    received: list[str] = []

    def set_it(window: QWidget) -> None:
        press(window, "Settings")
        press(window, "Set passphrase")
        for field in ("New passphrase", "New passphrase again"):
            type_in(window, field, WORDS)
        press(window, "Confirm passphrase")

    acts[:] = [set_it, lambda window: received.append(texts(window))]

    assert running.run(folder) == 0

    assert "Your log now has this passphrase." in received[0]
    assert commands == [["backup", "--earlier", "match"]]
    assert keys.is_protected(log)
    assert check_log(log).nights == 90
    keys.forget_all_keys()
    assert unlock_files([log], WORDS)


def test_a_log_that_is_locked_now_asks_again_and_not_the_keyring(
    folder: Path, acts: list[Act], memory_keyring: MemoryKeyring
) -> None:
    log = paths.sleep_log_file(folder)
    protect(log)

    def leave(window: QWidget) -> None:
        assert isinstance(window, UnlockWindow)

    def lock(window: QWidget) -> None:
        press(window, "Settings")
        press(window, "Lock now")

    acts[:] = [unlocking(WORDS), lock, leave]

    assert running.run(folder) == 0

    assert acts == []
    assert keys.remembered_keys() == ()
    assert memory_keyring.kept == {}


def test_the_key_in_the_keyring_follows_the_passphrase(
    folder: Path, acts: list[Act], memory_keyring: MemoryKeyring
) -> None:
    """A stored key opens the next start; a changed passphrase changes the key; a removed one removes it."""
    log = paths.sleep_log_file(folder)
    protect(log)

    def keep(window: QWidget) -> None:
        press(window, "Settings")
        [tick] = [
            each for each in window.findChildren(QWidget) if each.accessibleIdentifier() == "Keep in keyring"
        ]
        tick.click()  # type: ignore[attr-defined]

    acts[:] = [unlocking(WORDS), keep]
    assert running.run(folder) == 0
    [first] = memory_keyring.kept.values()
    keys.forget_all_keys()

    def wait(window: QWidget) -> None:
        assert isinstance(window, UnlockWindow)
        for _ in range(PATIENCE_MS):
            QCoreApplication.processEvents()
            if window.is_unlocked:
                return
        pytest.fail("the key in the keyring was not used")

    def remove(window: QWidget) -> None:
        press(window, "Settings")
        press(window, "Remove passphrase")
        type_in(window, "Present passphrase", WORDS)
        press(window, "Confirm passphrase")

    assert keys.key_from_hex_text(first).salt == keys.salt_of(log)
    acts[:] = [wait, remove, closing_it]
    assert running.run(folder) == 0

    assert memory_keyring.kept == {}
    assert not keys.is_protected(log)
    with closing(open_database(log, now)) as connection:
        kept = SqlitePreferences(connection, now).get(KEY_IN_KEYRING.key, "")
    assert kept == "no"


def test_everything_is_erased_from_the_window(folder: Path, acts: list[Act]) -> None:
    log = paths.sleep_log_file(folder)
    with closing(open_database(log, now)) as connection:
        back_up_log(connection, backup_folder_of(log), now)
    (folder / "thesis.odt").write_text("mine", "utf-8")
    received: list[str] = []

    def erase(window: QWidget) -> None:
        press(window, "Settings")
        type_in(window, "Erase word", "ERASE")
        press(window, "Erase everything")

    acts[:] = [erase, lambda window: received.append(texts(window))]

    assert running.run(folder) == 0

    assert "are deleted" in received[0]
    assert "thesis.odt" in received[0]
    assert os.listdir(folder) == ["thesis.odt"]


def test_a_damaged_log_is_unlocked_by_its_backups_and_comes_back(folder: Path, acts: list[Act]) -> None:
    log = paths.sleep_log_file(folder)
    change_log_key(log, keys.new_key(WORDS), now)
    with closing(open_database(log, now)) as connection:
        back_up_log(connection, backup_folder_of(log), now)
    log.write_bytes(log.read_bytes()[:100])
    keys.forget_all_keys()

    def bring_back(window: QWidget) -> None:
        assert isinstance(window, RefusalWindow)
        [offer] = [each for each in window.findChildren(QPushButton) if "backup of" in each.text()]
        offer.click()

    acts[:] = [unlocking(WORDS), bring_back, closing_it]

    assert running.run(folder) == 0

    assert check_log(log).nights == 90
    assert keys.is_protected(log)
    assert backups_of(log, backup_folder_of(log))


@pytest.mark.qt_log_ignore(r"This plugin does not support raise", extend=True)
def test_a_second_start_brings_the_question_forward(qtbot: QtBot, folder: Path, acts: list[Act]) -> None:
    protect(paths.sleep_log_file(folder))
    answers: list[str] = []

    def start_again(window: QWidget) -> None:
        window.showMinimized()
        answers.append(asked(qtbot, folder))
        assert not window.isMinimized()

    acts.append(start_again)

    assert running.run(folder) == 0
    assert answers == ["True"]
