"""What every test stands on: no screen needed, no file of the person touched, no deadline for properties."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings

# Before anything imports Qt or asks where files belong. Tests that need a real screen set theirs themselves.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("RLSCOMPANION_DATA_DIR", None)

_HOME = Path(tempfile.mkdtemp(prefix="rlscompanion-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
for variable, folder in {
    "HOME": ".",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}.items():
    (_HOME / folder).mkdir(parents=True, exist_ok=True)
    os.environ[variable] = str((_HOME / folder).resolve())

# A loaded machine is slow, not wrong.
settings.register_profile("rlscompanion", deadline=None)
settings.load_profile("rlscompanion")
