"""What every test stands on: no screen needed, no file of the person touched."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

# Before anything imports Qt or asks where files belong. Tests that need a real screen set theirs themselves.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("RLSCOMPANION_DATA_DIR", None)

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

pytest_plugins = ["tests.properties"]


@pytest.fixture(scope="session")
def filled() -> bytes:
    """A log file with the invented nights, as they are in the evening of 2026-11-21."""
    # Not above: these ask where files belong.
    from rlscompanion import demo
    from tests.fakes import FakeClock

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log.sqlite"
        demo.fill(file, FakeClock("2026-11-21 20:00"))
        return file.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, filled: bytes) -> Path:
    """A data folder with the invented nights."""
    from rlscompanion import paths

    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    file = paths.log_file(made)
    file.touch(mode=0o600)
    file.write_bytes(filled)
    return made
