"""What the project distributes: a complete source archive, build scripts, and minimum versions that work."""

import ast
import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from packaging.requirements import Requirement

from tests.processes import run_to_end

ROOT = Path(__file__).parents[1]

WINDOW = """
import sys
from pathlib import Path
from rlscompanion import qt
qt.import_pyside()
from PySide6.QtCore import QTimer
from rlscompanion import running
make = running.make_application

def make_one_that_ends():
    application = make()
    QTimer.singleShot(1000, application.quit)
    return application

running.make_application = make_one_that_ends
sys.exit(running.run(Path(sys.argv[1])))
"""


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no checkout")
def test_the_source_distribution_holds_every_file_of_the_checkout() -> None:
    known = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(known, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = {name for name in listed.split("\0") if name and (ROOT / name).exists()}

    packed = {each.distribution_path for each in SdistBuilder(str(ROOT)).recurse_included_files()}

    assert {".ci/run", "pyproject.toml", "resources/LICENSES.md", "tests/test_distribution.py"} <= files
    assert packed == files


def lowest() -> list[str]:
    """The dependencies for this platform, each at the lowest version that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = []
    for each in map(Requirement, project["dependencies"]):
        if each.marker is None or each.marker.evaluate():
            [version] = [bound.version for bound in each.specifier if bound.operator == ">="]
            found.append(f"{each.name}=={version}")
    return found


def test_the_packaging_scripts_import_only_what_the_program_has() -> None:
    scripts = [*(ROOT / "resources" / "packaging").rglob("*.py")]
    imports = [
        (each.module, name.name)
        for script in scripts
        for each in ast.walk(ast.parse(script.read_text("utf-8")))
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("rlscompanion")
        for name in each.names
    ]

    assert imports
    assert [each for each in imports if not hasattr(import_module(str(each[0])), each[1])] == []


@pytest.mark.thorough
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="some of the lowest versions are older than that")
def test_the_lowest_versions_of_all_dependencies_work(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *lowest()], check=True)

    for arguments in (
        ("-m", "rlscompanion", "export", "--demo", tmp_path / "log.zip"),
        ("-m", "rlscompanion", "report", "--demo", tmp_path / "report.pdf"),
        ("-c", WINDOW, tmp_path / "data"),
    ):
        done = run_to_end([python, "-P", *arguments], environment)
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "data" / "sleep-log.sqlite").exists()
