"""Fixtures and hooks for all tests: the tests need no screen, and touch no file of the person."""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before anything imports Qt or asks where files belong. Tests that need a real screen set theirs themselves.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("RLSCOMPANION_DATA_DIR", None)
# Clock times and weeks look the same on every machine.
os.environ["LC_ALL"] = "C.UTF-8"
# Nothing of a test goes into the keyring of the person who runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

_HOME = Path(tempfile.mkdtemp(prefix="rlscompanion-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
for variable, place in {
    "HOME": ".",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}.items():
    (_HOME / place).mkdir(parents=True, exist_ok=True)
    os.environ[variable] = str((_HOME / place).resolve())

if sys.dont_write_bytecode:
    # None is put among the sources, as was asked; but workers, children and the next run compile only once.
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "compiled")
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

pytest_plugins = ["tests.parallel", "tests.properties"]


def pytest_collection_finish() -> None:
    """Exclude imported objects from garbage collections, which saves a twentieth of the time.

    Python's automatic collection is turned off: in another thread it would free Qt objects of other tests and
    crash.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The command-line arguments of the Qt application that pytest-qt creates."""
    from rlscompanion.ui import theme  # not above: it imports Qt

    return ["rlscompanion", *theme.QT_ARGUMENTS]


_RAISED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Note that a test has failed, because the failure's traceback keeps the test's objects alive."""
    if call.excinfo is not None:
        item.stash[_RAISED] = True


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> None:
    """If a fixture may open something for several tests, let the search for leaks look again."""
    if fixturedef.scope != "function" and "tests.leaks" in sys.modules:
        sys.modules["tests.leaks"].Leaks.look_again()


@pytest.fixture(autouse=True)
def _nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves behind a window, running timer, thread, open log or child process."""
    # Not above: it imports Qt.
    from tests.leaks import GARBAGE, Leaks

    leaks = Leaks()
    yield
    # What the test was given would live until after this.
    request.node.funcargs.clear()
    if request.node.stash.get(_RAISED, False):
        Leaks.look_again()
    elif left := leaks.found():
        pytest.fail(f"The test left behind: {'; '.join(left)}")
    GARBAGE.collect_if_due()


@pytest.fixture(scope="session")
def filled() -> bytes:
    """The bytes of a log file with invented nights up to the evening of 2026-11-21."""
    # Not above: these ask where files belong.
    from rlscompanion import demo
    from tests.fakes import FakeClock

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log.sqlite"
        demo.fill_with_invented_nights(file, FakeClock("2026-11-21 20:00"))
        return file.read_bytes()


@pytest.fixture
def in_halves() -> Iterator[None]:
    """Show clock times with am and pm, and weeks that begin on Sunday, as in the United States."""
    from rlscompanion.domain.clock_style import ClockStyle, use_clock_style

    use_clock_style(ClockStyle(uses_am_pm=True, first_weekday=6))
    yield
    use_clock_style(ClockStyle())


@pytest.fixture
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys from passphrases with few rounds, to save time; another test checks the real number."""
    from rlscompanion.storage import keys

    monkeypatch.setattr(keys, "KEY_DERIVATION_ROUNDS", 1)


@pytest.fixture
def folder(tmp_path: Path, filled: bytes) -> Path:
    """A data folder whose log has the invented nights of `filled`."""
    from rlscompanion import paths

    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    file = paths.sleep_log_file(made)
    file.touch(mode=0o600)
    file.write_bytes(filled)
    return made
