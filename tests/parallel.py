"""Runs the test suite on several cores, and decides the order of the tests."""

import os
from typing import Any

import pytest

MOST_WORKERS = 4
"""The largest number of test processes (workers); each needs a quarter of a gigabyte.

With more workers, the longest test file alone would decide when the run ends.
"""

FOLDERS_RUN_FIRST = ("tests/e2e/", "tests/audio/", "tests/ui/")
"""The folders with the longest test files, which start first so that all workers end together."""

FILES_WITH_SCIPY = (
    "tests/audio/",
    "tests/content/test_voice.py",
    "tests/domain/test_trial",
    "tests/domain/test_comparison",
    "tests/domain/test_change.py",
    "tests/domain/test_numbers_in_sentences.py",
    "tests/charts/test_groups.py",
)
"""The tests that need scipy: they run on one worker, so that only one process loads its hundred megabytes."""


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the whole suite on several cores, unless the command line says otherwise or starts a debugger."""
    option = config.option
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    is_worker = hasattr(config, "workerinput")
    if not config.pluginmanager.hasplugin("xdist") or not is_whole or is_worker or option.usepdb:
        return
    if option.numprocesses is None and not option.tx and option.dist == "no":
        # One more than there are cores: tests of the real window and the real sound wait for both.
        workers = min(_cores() + 1, MOST_WORKERS)
        if _cores() > 1:
            # By file, so that what a module makes once is made once, and in the order given below.
            option.numprocesses, option.dist, option.loadscopereorder = workers, "loadfile", False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker whole test files; give all files in FILES_WITH_SCIPY to a single worker."""
    from xdist.scheduler import LoadFileScheduling

    if config.option.dist != "loadfile":
        return None

    class ByFile(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return "numeric" if nodeid.startswith(FILES_WITH_SCIPY) else super()._split_scope(nodeid)

    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Move the tests in FOLDERS_RUN_FIRST to the front, without changing their order within."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    return next(
        (rank for rank, folder in enumerate(FOLDERS_RUN_FIRST) if item.nodeid.startswith(folder)),
        len(FOLDERS_RUN_FIRST),
    )


def _cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
