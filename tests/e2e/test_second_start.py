"""A second start of the app, on a real screen."""

from pathlib import Path

import pytest

from tests.processes import run_to_end
from tests.waiting import wait_until

from .desktop import APP, Desktop

pytestmark = pytest.mark.e2e


@pytest.mark.thorough
def test_a_second_start_brings_the_first_window_to_the_front(
    desktop: Desktop, folder: Path, tmp_path: Path
) -> None:
    with desktop.start("--data-dir", folder) as first:
        first.wait_ready()
        [window] = desktop.windows()
        with desktop.start("--data-dir", tmp_path / "another") as other:
            wait_until(lambda: len(desktop.windows()) == 2, "the window on another folder")
            assert desktop.windows()[0] != window

            with desktop.start("--data-dir", folder) as second:
                assert second.wait_ended() == 0
                assert "its window is in front now" in second.output()
            wait_until(lambda: desktop.windows()[0] == window, "the first window in front")
            assert len(desktop.windows()) == 2
            assert other.is_running

        backup = run_to_end([*APP, "backup", "--data-dir", folder], desktop.environment)
        assert (backup.returncode, backup.stdout) == (1, "")
        assert backup.stderr.startswith(f"RLS Companion is open (process {first.pid}). Close it, or ")
        assert run_to_end([*APP, "check", "--data-dir", folder], desktop.environment).returncode == 0

        first.kill()
    with desktop.start("--data-dir", folder) as again:
        again.wait_ready()
        assert again.stop() == 0
        assert "Traceback" not in again.output()
