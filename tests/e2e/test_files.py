"""Work that the window gives to a second process, in the real app."""

from pathlib import Path

import pytest

from .desktop import Desktop

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


def test_settings_back_up_though_a_module_of_the_folder_has_a_name_of_pythons(
    desktop: Desktop, folder: Path
) -> None:
    (desktop.home / "argparse.py").write_text("raise SystemExit('a file of the current folder was run')")
    with desktop.start("--data-dir", folder) as app:
        app.wait_ready()
        app.remote.press("Settings")
        app.remote.press("Back up")
        app.remote.wait_name("Files result", lambda name: "Backup written to" in name)
        assert app.stop() == 0
        assert "Traceback" not in app.output()
    assert any((folder / "backups").iterdir())
