"""Lays the licences of all that a bundle ships into a folder: `python licences.py FOLDER FFMPEG_SOURCE`.

Run by the interpreter that the bundle is made with: it knows what was installed.
"""

import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path
from re import IGNORECASE, search

TOOLS = ("pip", "setuptools", "altgraph", "pyinstaller-hooks-contrib", "packaging")
COMMON = Path("/usr/share/common-licenses")
QT_COMES_UNDER = ("LGPL-3", "GPL-3")


def main() -> None:
    """Copy each licence, and write down which versions are shipped."""
    folder, ffmpeg = Path(sys.argv[1]), Path(sys.argv[2])
    versions = [f"Python {sys.version.split()[0]}", f"FFmpeg {(ffmpeg / 'RELEASE').read_text().strip()}"]
    for each in sorted(distributions(), key=lambda found: found.name.lower()):
        if each.name in TOOLS:
            continue
        versions.append(f"{each.name} {each.version}")
        for file in each.files or []:
            if ".dist-info" in str(file) and search(
                "licen[cs]e|copying|notice|authors", file.name, IGNORECASE
            ):
                copy(Path(str(each.locate_file(file))), folder / each.name)
    copy(ffmpeg / "COPYING.LGPLv2.1", folder / "FFmpeg")
    copy(ffmpeg / "LICENSE.md", folder / "FFmpeg")
    for name in QT_COMES_UNDER:
        copy(COMMON / name, folder / "Qt")
    for name in ("LICENSE", "LICENSE.txt"):
        copy(Path(sys.base_prefix, "lib", f"python3.{sys.version_info.minor}", name), folder / "Python")
    lines = "\n".join(f"- {each}" for each in versions)
    (folder / "SOURCES.md").write_text(f"# What is shipped\n\n{lines}\n", "utf-8")


def copy(file: Path, folder: Path) -> None:
    """Copy a file into a folder, if it is there."""
    if file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / file.name)


if __name__ == "__main__":
    main()
