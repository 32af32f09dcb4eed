"""The window on a log with a changed value: it says what is damaged, and no page fails."""

import gc
import logging
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion import paths
from rlscompanion.app import App
from rlscompanion.domain.refusal import Refusal
from tests.test_app import Machine

from .values import flip_a_bit, full_log

SOME, MANY = 20, 300


@pytest.fixture
def machine(tmp_path: Path, qapp: QApplication, caplog: pytest.LogCaptureFixture) -> Machine:
    caplog.set_level(logging.CRITICAL)  # a record that is kept holds its refusal, and that the page it met
    (tmp_path / "data").mkdir()
    full_log(paths.sleep_log_file(tmp_path / "data"))
    return Machine(tmp_path / "data")


def look_at_every_page(app: App) -> None:
    """Visit every page by its controls, then go through a bedtime."""
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
    if evening.scales_before.isVisible():  # no health question stands in the way
        evening.scales_before.submit_ratings()
        app.bedtime.sessions.end_session()
        evening.scales_after.submit_ratings()
        night.lights_out.choose_awake()
        night.lights_out.choose_good_morning()
        QApplication.processEvents()


def damaged(machine: Machine, qtbot: QtBot, numbers: Iterable[int]) -> int:
    """Visit every page on a damaged log for each number; return how often the start was refused."""
    log = paths.sleep_log_file(machine.folder)
    sound, refused, failed = log.read_bytes(), 0, []
    for at in numbers:
        for each in log.parent.glob("**/*.sqlite*"):
            each.unlink()
        log.write_bytes(sound)
        random, done = Random(at), None
        while done is None:
            done = flip_a_bit(log, random)
        app: App | None = None
        with qtbot.captureExceptions() as raised:
            try:
                app = machine.start()
            except Refusal:
                refused += 1
            else:
                failed += _failures(app)
                machine.stop(app)
        failed += [f"{at}: {done}: {error!r}" for _, error, _ in raised]
        gc.collect()  # Python's own searches are off in tests, and a window takes several megabytes
    assert not failed, "\n".join(failed)
    return refused


def _failures(app: App) -> list[str]:
    try:
        look_at_every_page(app)
    except Exception:
        return [traceback.format_exc()]
    return []


@pytest.mark.thorough
def test_a_changed_value_ends_no_page_in_a_traceback(machine: Machine, qtbot: QtBot) -> None:
    damaged(machine, qtbot, range(SOME))


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, MANY, SOME))
def test_none_of_many_changed_values_ends_a_page_in_a_traceback(
    machine: Machine, qtbot: QtBot, injected: Callable[[str], None], first: int
) -> None:
    refused = damaged(machine, qtbot, range(first, first + SOME))
    injected(f"{SOME} windows, {refused} of them refused at the start")
