"""The script that sets up a checkout, with stand-ins for the system and for Python."""

import shutil
from pathlib import Path

import pytest

from tests.processes import run_to_end

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="it is a script for bash")

ROOT = Path(__file__).parents[1]

PYTHON = """#!/bin/sh
echo "$(basename "$(dirname "$0")")/python $*" >> "$LOG"
case "$*" in
  "-P -"*) cat > /dev/null ;;
  *"venv --clear .venv") rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
esac
"""
REFUSES = "#!/bin/sh\nexit 1\n"
TOOLS = ("bash", "basename", "cat", "cksum", "cp", "dirname", "mkdir", "rm")


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


class Machine:
    """A checkout on a machine on which all programs are stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder / "checkout", folder / "path"
        self.log = folder / "log"
        (self.folder / ".ci").mkdir(parents=True)
        shutil.copy(ROOT / ".ci" / "setup", self.folder / ".ci")
        (self.folder / "pyproject.toml").write_text("")
        self.path.mkdir()
        for tool in TOOLS:
            (self.path / tool).symlink_to(str(shutil.which(tool)))
        program(self.path / "python3", PYTHON)

    def set_up(self) -> tuple[int, str, list[str]]:
        """Run the script; return its exit status, its output, and its calls of Python."""
        self.log.write_text("")
        environment = {"PATH": str(self.path), "LOG": str(self.log)}
        done = run_to_end([self.path / "bash", self.folder / ".ci" / "setup"], environment)
        asked = [line for line in self.log.read_text().splitlines() if " -m " in line]
        return done.returncode, done.stdout + done.stderr, [line.split(" -m ")[1] for line in asked]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


INSTALL = "pip install --quiet --disable-pip-version-check --editable ."


def test_a_new_checkout_gets_its_environment_once(machine: Machine) -> None:
    status, said, asked = machine.set_up()
    assert (status, asked) == (0, ["venv --clear .venv", INSTALL])
    assert "140 MB to download" in said

    assert machine.set_up() == (0, "", [])


def test_an_environment_that_does_not_work_is_made_again(machine: Machine) -> None:
    machine.set_up()
    program(machine.folder / ".venv" / "bin" / "python", REFUSES)

    status, said, asked = machine.set_up()

    assert (status, asked) == (0, ["venv --clear .venv", INSTALL])
    assert said.startswith("setup: .venv does not work and is made again ...\n")


def test_without_an_administrator_what_is_missing_is_listed_and_the_rest_is_done(machine: Machine) -> None:
    program(machine.path / "id", "#!/bin/sh\necho 1000\n")
    program(machine.path / "apt-get", REFUSES)
    program(machine.path / "dpkg-query", REFUSES)

    status, said, asked = machine.set_up()

    assert (status, asked) == (1, ["venv --clear .venv", INSTALL])
    assert said.splitlines()[-1].startswith("setup:   apt-get install python3-venv libegl1 ")
