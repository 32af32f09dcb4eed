"""Adding the program to the menu of a Linux desktop: entry, actions, icons, manual page, completions.

The files go into the folders for a person's own programs (XDG base directories), so no administrator is
needed.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rlscompanion.desktop.own_program import own_program
from rlscompanion.domain.refusal import Refusal

NAME = "rlscompanion"
ENTRY = f"{NAME}.desktop"

_COMPLETIONS = {
    f"{NAME}.bash": Path("bash-completion/completions", NAME),
    f"_{NAME}": Path("zsh/site-functions", f"_{NAME}"),
    f"{NAME}.fish": Path("fish/vendor_completions.d", f"{NAME}.fish"),
}
_TO_QUOTE = re.compile(r"[^A-Za-z0-9_./:@%+=,-]")
_TO_ESCAPE = re.compile(r'(["`$\\])')


def data_home(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder in which a person's own programs keep shared files (XDG_DATA_HOME)."""
    return _base_folder(environment, "XDG_DATA_HOME", ".local/share")


def config_home(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder in which a person's programs keep settings (XDG_CONFIG_HOME)."""
    return _base_folder(environment, "XDG_CONFIG_HOME", ".config")


def _base_folder(environment: Mapping[str, str], variable: str, usual: str) -> Path:
    """The folder in an environment variable if absolute, else the usual one in the home folder."""
    named = environment.get(variable, "")
    return Path(named) if os.path.isabs(named) else Path.home() / usual


def command() -> list[str]:
    """The command that the menu entry starts: the script that was started, one on PATH, or `own_program`."""
    if not getattr(sys, "frozen", False):
        started = Path(sys.argv[0])
        if started.name == NAME and started.is_file():
            return [str(started.absolute())]
        if found := shutil.which(NAME):
            return [found]
    return list(own_program())


def install(resources: Path, home: Path, program: Sequence[str]) -> list[Path]:
    """Write all files of the menu entry, replacing existing ones, and return their paths.

    Raises Refusal if a file cannot be written.
    """
    _refuse_elsewhere()
    written = []
    for source, target in _places(resources, home):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.name == ENTRY:
                target.write_text(started_by(source.read_text("utf-8"), program), "utf-8")
            else:
                shutil.copyfile(source, target)
        except OSError as error:
            raise refusal_of(target, error) from error
        written.append(target)
    _touch_icons(home)
    return written


def remove(resources: Path, home: Path) -> list[Path]:
    """Delete the files that `install` has written, and return the paths of those that existed.

    Raises Refusal if a file cannot be deleted.
    """
    _refuse_elsewhere()
    removed = []
    for _, target in _places(resources, home):
        try:
            target.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise refusal_of(target, error) from error
        removed.append(target)
    _touch_icons(home)
    return removed


def started_by(entry: str, program: Sequence[str]) -> str:
    """Change the text of a desktop entry so that it starts the program by this command, not by its name."""
    quoted = " ".join(map(_quoted, program))
    return re.sub(rf"^Exec={NAME}\b", lambda _: f"Exec={quoted}", entry, flags=re.MULTILINE)


def _places(resources: Path, home: Path) -> Iterator[tuple[Path, Path]]:
    """Each file that is shipped, and where it belongs."""
    desktop = resources / "desktop"
    yield desktop / ENTRY, home / "applications" / ENTRY
    for each in sorted(desktop.glob("*.metainfo.xml")):
        yield each, home / "metainfo" / each.name
    yield desktop / f"{NAME}.1", home / "man" / "man1" / f"{NAME}.1"
    for name, place in _COMPLETIONS.items():
        yield desktop / "completions" / name, home / place
    icons = desktop / "icons"
    for each in sorted(icons.rglob("*.png")):
        yield each, home / "icons" / each.relative_to(icons)
    svg = resources / "icons" / f"{NAME}.svg"
    yield svg, home / "icons" / "hicolor" / "scalable" / "apps" / svg.name


def _touch_icons(home: Path) -> None:
    """Let desktops see that icons have changed: they look at the age of the theme's folder."""
    folder = home / "icons" / "hicolor"
    if folder.is_dir():
        os.utime(folder)


def _quoted(word: str) -> str:
    """A word of a command as the desktop entry specification writes it; a percent sign is doubled."""
    word = word.replace("%", "%%")
    if not _TO_QUOTE.search(word):
        return word
    # Once for the quotes of the command, once more for the entry's own strings.
    escaped = _TO_ESCAPE.sub(r"\\\1", word).replace("\\", "\\\\")
    return f'"{escaped}"'


def _refuse_elsewhere() -> None:
    if sys.platform in ("win32", "darwin"):
        raise Refusal("This is for Linux desktops. Here an installer puts the program into the menu.")


def refusal_of(target: Path, error: OSError) -> Refusal:
    """A Refusal which says that the file `target` could not be changed, and why."""
    return Refusal(f"{target} could not be changed: {error.strerror}. Check who may write there.")
