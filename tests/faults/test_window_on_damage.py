"""A window on a log with a changed value: it says what is damaged, and no page fails with a traceback."""

import gc
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion import paths
from rlscompanion.app import App
from rlscompanion.domain.refusal import Refusal
from tests.test_app import Machine

from .values import Flip, flip, full_log

FEW, MANY = 2, 300


@pytest.fixture
def machine(tmp_path: Path, qapp: QApplication) -> Machine:
    (tmp_path / "data").mkdir()
    full_log(paths.log_file(tmp_path / "data"))
    return Machine(tmp_path / "data")


def look_at_every_page(app: App) -> None:
    """Visit every page, and go through a bedtime, by what is pressed."""
    day, evening, night = app.flow.day, app.flow.evening, app.flow.night
    visits = (
        (day.show_sleep_log, day.show_insights, day.show_trial, day.show_results, day.show_report),
        (day.show_sounds, day.show_settings, app.flow.learn.show_topics, evening.show_tonight),
    )
    for visit in (*visits[0], *visits[1]):
        visit()
        for _ in range(3):
            QApplication.processEvents()
    evening.tonight.start_button.click()
    if evening.before.isVisible():  # no health question stands in the way
        evening.before.answer()
        app.bedtime.sessions.end()
        evening.after.answer()
        night.lights_out.choose_awake()
        night.lights_out.choose_good_morning()
        QApplication.processEvents()


def damaged(machine: Machine, qtbot: QtBot, number: int) -> int:
    """Look at every page on a log with a flipped bit, so many times; how often the start was refused."""
    log = paths.log_file(machine.folder)
    sound, refused = log.read_bytes(), 0
    for at in range(number):
        for each in log.parent.glob("**/*.sqlite*"):
            each.unlink()
        log.write_bytes(sound)
        done: Flip | None = None
        random = Random(at)
        while done is None:
            done = flip(log, random)
        app: App | None = None
        with qtbot.captureExceptions() as raised:
            try:
                app = machine.start()
                look_at_every_page(app)
            except Refusal:
                if app is not None:
                    raise AssertionError(f"{at}: {done}") from None
                refused += 1
            except Exception as error:
                error.add_note(f"{at}: {done}")
                raise
            finally:
                if app is not None:
                    machine.stop(app)
        assert not raised, f"{at}: {done}: {raised}"
        gc.collect()  # Python's own searches are off in tests, and a window takes several megabytes
    return refused


def test_a_changed_value_ends_no_page_in_a_traceback(machine: Machine, qtbot: QtBot) -> None:
    damaged(machine, qtbot, FEW)


@pytest.mark.long
def test_none_of_many_changed_values_ends_a_page_in_a_traceback(
    machine: Machine, qtbot: QtBot, injected: Callable[[str], None]
) -> None:
    refused = damaged(machine, qtbot, MANY)
    injected(f"{MANY} windows, {refused} of them refused at the start")
