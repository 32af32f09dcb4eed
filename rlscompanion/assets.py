"""Paths and texts of the files in resources/, inside an installed package or beside it in a checkout."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of all files that the program ships.

    Raises FileNotFoundError if the installation is incomplete.
    """
    for folder in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no resources beside {_PACKAGE}")


def figure_text(name: str) -> str:
    """The SVG text of the massage figure with this name."""
    return (resources() / "figures" / f"{name}.svg").read_text("utf-8")


def icon_path(name: str) -> Path:
    """The path of the icon with this file name."""
    return resources() / "icons" / name


def font_files() -> tuple[Path, ...]:
    """The paths of the shipped font files: the used weights of Inter."""
    return tuple(sorted((resources() / "fonts").glob("*.otf")))


def licences() -> str:
    """The licences of all parts of this installation, in Markdown; a bundle also names their versions."""
    common, *sections = _licence_sections()
    told = [each for each in sections if each.startswith(_BUNDLE_HEADING) == is_bundle()]
    versions = Path(sys.executable).resolve().parent / "licenses" / "SOURCES.md"
    if is_bundle() and versions.is_file():
        told.append(versions.read_text("utf-8").removeprefix("# "))
    return "\n## ".join((common, *told))


def bundle_contents() -> str:
    """A sentence that says what a bundle ships beside the program; empty for any other installation."""
    if not is_bundle():
        return ""
    section = next(each for each in _licence_sections() if each.startswith(_BUNDLE_HEADING))
    return " ".join(section.split("\n\n")[1].split())


def is_bundle() -> bool:
    """Whether this installation is a bundle, which contains Python and all libraries."""
    return bool(getattr(sys, "frozen", False))


_BUNDLE_HEADING = "Shipped with the program\n"
"""The heading of the section in LICENSES.md for bundles only; the other is for all other installations."""


def _licence_sections() -> list[str]:
    return (resources() / "LICENSES.md").read_text("utf-8").split("\n## ")


def report_templates(language: str = "en") -> dict[str, str]:
    """The Jinja2 templates of the clinician's report, as text by name."""
    folder = resources() / "report" / language
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.html")}


def medicines_template(language: str = "en") -> str:
    """The Jinja2 template of the page "Medicines to check with me", as text."""
    return (resources() / "report" / language / "medicines.html").read_text("utf-8")
