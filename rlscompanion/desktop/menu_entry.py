"""Adding the program to the menu of a Linux desktop.

The files are the menu entry with its actions, icons, a manual page, and completions for shells. The files are
written to the person's own folders (XDG base directories), so no administrator is needed.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rlscompanion.desktop.own_program import own_program_command
from rlscompanion.domain.refusal import Refusal

PROGRAM_NAME = "rlscompanion"
ENTRY_NAME = f"{PROGRAM_NAME}.desktop"

_COMPLETIONS = {
    f"{PROGRAM_NAME}.bash": Path("bash-completion/completions", PROGRAM_NAME),
    f"_{PROGRAM_NAME}": Path("zsh/site-functions", f"_{PROGRAM_NAME}"),
    f"{PROGRAM_NAME}.fish": Path("fish/vendor_completions.d", f"{PROGRAM_NAME}.fish"),
}
_CHARACTERS_TO_QUOTE = re.compile(r"[^A-Za-z0-9_./:@%+=,-]")
_CHARACTERS_TO_ESCAPE = re.compile(r'(["`$\\])')


def data_home(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for files of programs that this person has installed (XDG_DATA_HOME)."""
    return _base_folder(environment, "XDG_DATA_HOME", ".local/share")


def config_home(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for settings of this person's programs (XDG_CONFIG_HOME)."""
    return _base_folder(environment, "XDG_CONFIG_HOME", ".config")


def _base_folder(environment: Mapping[str, str], variable: str, usual: str) -> Path:
    """The folder in an environment variable if absolute, else the usual one in the home folder."""
    named = environment.get(variable, "")
    return Path(named) if os.path.isabs(named) else Path.home() / usual


def program_start_command() -> list[str]:
    """The words of the command in the menu entry.

    This is the script that was started now, else the script on PATH, else `own_program_command`.
    """
    if not getattr(sys, "frozen", False):
        started = Path(sys.argv[0])
        if started.name == PROGRAM_NAME and started.is_file():
            return [str(started.absolute())]
        if found := shutil.which(PROGRAM_NAME):
            return [found]
    return list(own_program_command())


def install_menu_entry(resources: Path, home: Path, program: Sequence[str]) -> list[Path]:
    """Write all files of the menu entry below `home`, replacing existing files, and return the paths.

    `program` is the command that starts the program. Raises Refusal if a file cannot be written.
    """
    _refuse_other_platforms()
    written = []
    for source, target in _sources_and_targets(resources, home):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.name == ENTRY_NAME:
                target.write_text(entry_with_command(source.read_text("utf-8"), program), "utf-8")
            else:
                shutil.copyfile(source, target)
        except OSError as error:
            raise unchangeable_file_refusal(target, error) from error
        written.append(target)
    _touch_icons(home)
    return written


def remove_menu_entry(resources: Path, home: Path) -> list[Path]:
    """Delete the files that `install_menu_entry` wrote; return the paths of those files that existed.

    Raises Refusal if a file cannot be deleted.
    """
    _refuse_other_platforms()
    removed = []
    for _, target in _sources_and_targets(resources, home):
        try:
            target.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise unchangeable_file_refusal(target, error) from error
        removed.append(target)
    _touch_icons(home)
    return removed


def entry_with_command(entry: str, program: Sequence[str]) -> str:
    """Replace the program's name in the command of a desktop entry by `program`.

    `entry` is the text of the desktop entry, `program` the words of the new command.
    """
    quoted = " ".join(map(_quoted_word, program))
    return re.sub(rf"^Exec={PROGRAM_NAME}\b", lambda _: f"Exec={quoted}", entry, flags=re.MULTILINE)


def _sources_and_targets(resources: Path, home: Path) -> Iterator[tuple[Path, Path]]:
    """Each file that is shipped, and where it belongs."""
    desktop = resources / "desktop"
    yield desktop / ENTRY_NAME, home / "applications" / ENTRY_NAME
    for each in sorted(desktop.glob("*.metainfo.xml")):
        yield each, home / "metainfo" / each.name
    yield desktop / f"{PROGRAM_NAME}.1", home / "man" / "man1" / f"{PROGRAM_NAME}.1"
    for name, place in _COMPLETIONS.items():
        yield desktop / "completions" / name, home / place
    icons = desktop / "icons"
    for each in sorted(icons.rglob("*.png")):
        yield each, home / "icons" / each.relative_to(icons)
    svg = resources / "icons" / f"{PROGRAM_NAME}.svg"
    yield svg, home / "icons" / "hicolor" / "scalable" / "apps" / svg.name


def _touch_icons(home: Path) -> None:
    """Let desktops see that icons have changed: they look at the age of the theme's folder."""
    folder = home / "icons" / "hicolor"
    if folder.is_dir():
        os.utime(folder)


def _quoted_word(word: str) -> str:
    """A word of a command as the desktop entry specification writes it; a percent sign is doubled."""
    word = word.replace("%", "%%")
    if not _CHARACTERS_TO_QUOTE.search(word):
        return word
    # Once for the quotes of the command, once more for the entry's own strings.
    escaped = _CHARACTERS_TO_ESCAPE.sub(r"\\\1", word).replace("\\", "\\\\")
    return f'"{escaped}"'


def _refuse_other_platforms() -> None:
    if sys.platform in ("win32", "darwin"):
        raise Refusal("This is for Linux desktops. Here an installer puts the program into the menu.")


def unchangeable_file_refusal(target: Path, error: OSError) -> Refusal:
    """Make a Refusal that says that the file `target` could not be changed, and why."""
    return Refusal(f"{target} could not be changed: {error.strerror}. Check who may write there.")
