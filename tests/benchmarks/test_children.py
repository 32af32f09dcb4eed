"""The child processes that benchmarks start report when they have been painted."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.waiting import PATIENCE_SECONDS


@pytest.mark.parametrize("module", ["empty", "driven"])
def test_a_child_says_when_its_window_has_been_painted(module: str, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.benchmarks.children.{module}", str(tmp_path / "data")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as child:
        limit = threading.Timer(PATIENCE_SECONDS, child.kill)
        limit.start()
        try:
            assert child.stdout is not None
            assert child.stdout.readline().startswith("painted ")
        finally:
            limit.cancel()
            child.kill()
