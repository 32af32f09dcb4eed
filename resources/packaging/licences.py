"""Copies the licences of all that a bundle ships into a folder: `python licences.py FOLDER FFMPEG_SOURCE`.

A bundle contains Python and all libraries. Run this with the Python from which the bundle is made, because
that Python knows which packages are installed.
"""

import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path
from re import IGNORECASE, search

TOOLS_NOT_SHIPPED = ("pip", "setuptools", "altgraph", "pyinstaller-hooks-contrib", "packaging")
COMMON_LICENCES_FOLDER = Path("/usr/share/common-licenses")
QT_LICENCES = ("LGPL-3", "GPL-3")


def main() -> None:
    """Copy every licence, and write the versions of what is shipped to SOURCES.md."""
    folder, ffmpeg = Path(sys.argv[1]), Path(sys.argv[2])
    versions = [f"Python {sys.version.split()[0]}", f"FFmpeg {(ffmpeg / 'RELEASE').read_text().strip()}"]
    for each in sorted(distributions(), key=lambda found: found.name.lower()):
        if each.name in TOOLS_NOT_SHIPPED:
            continue
        versions.append(f"{each.name} {each.version}")
        for file in each.files or []:
            if ".dist-info" in str(file) and search(
                "licen[cs]e|copying|notice|authors", file.name, IGNORECASE
            ):
                copy_if_present(Path(str(each.locate_file(file))), folder / each.name)
    copy_if_present(ffmpeg / "COPYING.LGPLv2.1", folder / "FFmpeg")
    copy_if_present(ffmpeg / "LICENSE.md", folder / "FFmpeg")
    for name in QT_LICENCES:
        copy_if_present(COMMON_LICENCES_FOLDER / name, folder / "Qt")
    for name in ("LICENSE", "LICENSE.txt"):
        copy_if_present(
            Path(sys.base_prefix, "lib", f"python3.{sys.version_info.minor}", name), folder / "Python"
        )
    lines = "\n".join(f"- {each}" for each in versions)
    (folder / "SOURCES.md").write_text(f"# What is shipped\n\n{lines}\n", "utf-8")


def copy_if_present(file: Path, folder: Path) -> None:
    """Copy a file into a folder, if the file exists."""
    if file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / file.name)


if __name__ == "__main__":
    main()
