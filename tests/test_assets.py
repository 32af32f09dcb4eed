import sys
from pathlib import Path

import pytest

from rlscompanion import assets


def test_the_resources_are_found() -> None:
    assert {"routines", "figures", "icons"} <= {each.name for each in assets.resources_folder().iterdir()}


def test_a_figure_is_svg() -> None:
    assert "<svg" in assets.figure_text("calf")


def test_an_icon_is_a_file() -> None:
    assert assets.icon_path("rlscompanion.svg").is_file()


@pytest.mark.parametrize("inside", [True, False])
def test_inside_an_installed_package_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: bool
) -> None:
    package = tmp_path / "rlscompanion"
    beside = tmp_path / "resources"
    for folder in (package, beside, *([package / "resources"] if inside else [])):
        folder.mkdir()
    monkeypatch.setattr(assets, "_PACKAGE_FOLDER", package)

    assert assets.resources_folder() == (package / "resources" if inside else beside)


def test_a_broken_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_PACKAGE_FOLDER", tmp_path / "rlscompanion")

    with pytest.raises(FileNotFoundError, match="no resources beside"):
        assets.resources_folder()


def test_pip_ships_no_library() -> None:
    assert "Installed with pip" in assets.licences_text()
    assert "Shipped with the program" not in assets.licences_text()
    assert assets.bundle_contents_sentence() == ""


def test_a_bundle_says_what_it_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "SOURCES.md").write_text("# What is shipped\n\n- FFmpeg 8.1\n", "utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "rlscompanion"))

    received = assets.licences_text()

    assert "libx264" not in received
    assert received.endswith("\n## What is shipped\n\n- FFmpeg 8.1\n")
    assert assets.bundle_contents_sentence() in " ".join(received.split())
    for part in (
        "Python (PSF-2.0)",
        "Qt for Python (LGPL-3.0)",
        "decoders of sound (LGPL-2.1",
        "Inter (OFL-1.1)",
    ):
        assert part in assets.bundle_contents_sentence()
