"""Paths of the files in resources/, which is inside an installed package or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of all shipped files. Raises FileNotFoundError if the installation is broken."""
    for folder in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no resources beside {_PACKAGE}")


def figure_text(name: str) -> str:
    """The SVG text of a figure."""
    return (resources() / "figures" / f"{name}.svg").read_text("utf-8")


def icon_path(name: str) -> Path:
    """The file of an icon."""
    return resources() / "icons" / name


def font_files() -> tuple[Path, ...]:
    """The files of the fonts that the program brings along: Inter, in the weights that it uses."""
    return tuple(sorted((resources() / "fonts").glob("*.otf")))


def licences() -> str:
    """The licences of what is shipped, in Markdown."""
    return (resources() / "LICENSES.md").read_text("utf-8")


def report_templates(language: str = "en") -> dict[str, str]:
    """The texts of the clinician's report by name, as Jinja2 templates."""
    folder = resources() / "report" / language
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.html")}


def medicines_template(language: str = "en") -> str:
    """The text of the page of medicines to check, as a Jinja2 template."""
    return (resources() / "report" / language / "medicines.html").read_text("utf-8")
