"""Paths and texts of the files that the program ships, in the folder `resources`.

The folder is inside an installed package, and beside the package in a checkout of the source code.
"""

import sys
from pathlib import Path

_PACKAGE_FOLDER = Path(__file__).resolve().parent


def resources_folder() -> Path:
    """The folder of all files that the program ships.

    Raises FileNotFoundError if the folder is missing.
    """
    for folder in (_PACKAGE_FOLDER / "resources", _PACKAGE_FOLDER.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no resources beside {_PACKAGE_FOLDER}")


def figure_text(name: str) -> str:
    """The SVG text of the massage figure with this name."""
    return (resources_folder() / "figures" / f"{name}.svg").read_text("utf-8")


def icon_path(name: str) -> Path:
    """The path of the icon with this file name."""
    return resources_folder() / "icons" / name


def font_files() -> tuple[Path, ...]:
    """The paths of the shipped font files, which are the weights of the font Inter that the app uses."""
    return tuple(sorted((resources_folder() / "fonts").glob("*.otf")))


def licences_text() -> str:
    """The licences of all parts of this installation, in Markdown.

    For a bundle (an installation with Python and all libraries), the versions of the parts are added.
    """
    common, *sections = _licence_sections()
    told = [each for each in sections if each.startswith(_BUNDLE_HEADING) == is_bundle()]
    versions = Path(sys.executable).resolve().parent / "licenses" / "SOURCES.md"
    if is_bundle() and versions.is_file():
        told.append(versions.read_text("utf-8").removeprefix("# "))
    return "\n## ".join((common, *told))


def bundle_contents_sentence() -> str:
    """A sentence about what a bundle ships beside the program; empty if this is no bundle.

    A bundle is an installation that contains Python and all libraries.
    """
    if not is_bundle():
        return ""
    section = next(each for each in _licence_sections() if each.startswith(_BUNDLE_HEADING))
    return " ".join(section.split("\n\n")[1].split())


def is_bundle() -> bool:
    """Whether this installation is a bundle, which contains Python and all libraries."""
    return bool(getattr(sys, "frozen", False))


_BUNDLE_HEADING = "Shipped with the program\n"
"""The heading of the section for bundles in LICENSES.md.

LICENSES.md has one other section, for all other installations.
"""


def _licence_sections() -> list[str]:
    return (resources_folder() / "LICENSES.md").read_text("utf-8").split("\n## ")


def report_templates(language: str = "en") -> dict[str, str]:
    """The Jinja2 templates of the clinician's report: the text of each template by its name."""
    folder = resources_folder() / "report" / language
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.html")}


def medicines_template(language: str = "en") -> str:
    """The text of the Jinja2 template of the page "Medicines to check with me"."""
    return (resources_folder() / "report" / language / "medicines.html").read_text("utf-8")
